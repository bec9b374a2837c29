"""Every code has its sentence, its line on the page, and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.problem_page import page
from keng.documents.workbooks import REASONS, REFUSALS
from keng.intake.workbooks import CODES
from keng.intake.workbooks.problems import PASSED_ON, PROBLEMS, Place, problem, shortened
from keng.reporting import cells

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "import-problems.md"


def test_the_page_lists_every_code_as_the_code_words_it() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert [code for code in sorted(CODES) if f"| `{code}` |" not in text] == []
    assert text == page()


def test_no_code_means_two_things() -> None:
    assert not set(PROBLEMS) & set(REFUSALS)
    assert not set(PROBLEMS) & PASSED_ON - {"repeated_cell"}


def test_every_reason_why_a_figure_cannot_be_read_is_worded() -> None:
    assert set(REASONS) <= set(PROBLEMS)


def test_every_code_with_which_a_form_rejects_a_cell_is_known() -> None:
    assert set(cells._SENTENCES) == PASSED_ON


@pytest.mark.parametrize("code", sorted(set(PROBLEMS) - {"rule"}))
def test_a_sentence_says_what_is_wrong_and_after_a_colon_what_to_do(code: str) -> None:
    what, _, to_do = PROBLEMS[code].vi.partition(": ")

    assert what
    assert to_do
    assert ": " in PROBLEMS[code].en


def test_a_problem_reads_file_sheet_cell_what_what_to_do() -> None:
    told = problem("a.xlsx", Place("Biểu", "E12"), "formula")

    assert str(told).startswith("a.xlsx!Biểu!E12: ô là công thức: chép ô")


def test_a_long_text_is_cut_in_a_way_that_shows() -> None:
    assert shortened("a " * 50).endswith("…")
    assert shortened(" một\n hai ") == "một hai"
