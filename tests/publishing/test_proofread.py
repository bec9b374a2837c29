"""A paper proofread against the data: figures in their controls, and numbers in the prose."""

from __future__ import annotations

import pytest

from keng.consolidation.shapes import Row
from keng.documents import word
from keng.kernel.errors import NotAllowed, NotFound
from keng.kernel.periods import parse_period
from keng.proofing.finding import Finding, Severity
from keng.publishing import actions, queries
from keng.publishing.data_rules import DATA_RULES
from keng.publishing.models import Paper
from keng.publishing.proofread import _few_people, proofread_paper
from keng.publishing.prose_figures import About, differing, statements
from keng.reporting.actions import ensure_submission
from publishing_cast import a_row

from .conftest import AT, YEAR, Cast, correct, write
from .test_report import _edited

LABELS = {
    "cases": ("Vụ việc", "vụ"),
    "fires": ("Vụ cháy", "vụ"),
    "patrols": ("Buổi tuần tra", "buổi"),
}
ROWS = (a_row("cases", 12, 10), a_row("fires", 2, 0), a_row("patrols", 40, 30))
ABOUT = About(LABELS, parse_period("2024"), "xã Một")


def told_of(sentence: str, *rows: Row) -> list[tuple[int, str, str, int]]:
    """What is remarked on a sentence below a heading: line, indicator, words, the figure."""
    stated = statements(["BÁO CÁO", sentence], ABOUT)
    found = differing(stated, rows or ROWS)
    return [(one.line, one.indicator, one.said, int(value)) for one, value in found]


def a_draft(cast: Cast, words: str = "Không.") -> Paper:
    """The commune's report of 2024; `words` are what a person wrote under "Kiến nghị"."""
    write(cast, "proposals", words)
    return actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)


def of_data(cast: Cast, paper: Paper) -> list[Finding]:
    found = proofread_paper(paper.pk, actor=cast.clerk, at=AT).findings
    return [one for one in found if one.code in DATA_RULES]


def test_a_paper_that_says_what_the_data_say_has_no_such_finding(cast: Cast) -> None:
    assert of_data(cast, a_draft(cast, "Toàn xã xảy ra 02 vụ cháy.")) == []


def test_a_small_number_of_people_is_pointed_at_where_the_paper_opens_to_all(cast: Cast) -> None:
    lines = ["BÁO CÁO", "Vận động 03 đối tượng, 12 người.", "Có 4 vụ cháy.", "Xử lý 2 người."]
    drafted = a_draft(cast)
    paper = Paper(pk=0, unit_id=cast.one, outline="commune", last=YEAR.last)  # without files
    placed = [
        (4, word.placed_fields(queries.content_of(drafted.pk, actor=cast.clerk, at=AT))[0][1])
    ]

    assert list(_few_people(lines, placed, paper, on=AT.date())) == []  # it opens near only
    paper.outline = "without-written-parts"
    (found,) = _few_people(lines, placed, paper, on=AT.date())

    # 12 people are not few, fires are no people, and line 4 is filled in by Keng.
    assert (found.code, found.line, found.severity) == ("K504", 2, Severity.STYLE)
    assert "03" not in found.text + found.message  # such a number is never quoted


def test_a_figure_that_was_typed_over_is_told_with_both_values(cast: Cast) -> None:
    paper = a_draft(cast)
    content = queries.content_of(paper.pk, actor=cast.clerk, at=AT)
    actions.bring_back(paper.pk, _edited(content, ">12<", ">15<"), actor=cast.clerk, at=AT)

    found = [one for one in of_data(cast, paper) if one.text == "15"]

    assert {(one.code, one.severity, one.expected) for one in found} == {
        ("K501", Severity.WARNING, "12")
    }
    assert len(found) == 3  # in the sentence, in its table, in the annex
    lines = proofread_paper(paper.pk, actor=cast.clerk, at=AT).lines
    assert "Vụ việc: 15 vụ" in lines[found[0].line - 1]
    assert found[0].message.startswith("Vụ việc: văn bản ghi “15”, số liệu hôm nay là “12”")


def test_a_figure_that_has_changed_since_is_told_and_gone_after_a_refresh(cast: Cast) -> None:
    paper = a_draft(cast)
    submission = ensure_submission(cast.one, "commune", YEAR, actor=cast.clerk, at=AT)
    correct(cast, submission.pk, cases=13)

    before = of_data(cast, paper)
    actions.refresh_paper(paper.pk, actor=cast.clerk, at=AT)

    assert {one.code for one in before} == {"K502"}
    assert ("12", "13") in {(one.text, one.expected) for one in before}
    assert of_data(cast, paper) == []


def test_a_number_in_the_prose_is_held_against_the_data(cast: Cast) -> None:
    paper = a_draft(cast, "Toàn xã xảy ra 03 vụ cháy.")

    (one,) = of_data(cast, paper)

    assert (one.code, one.text, one.expected) == ("K503", "03 vụ cháy", "2 vụ")


def test_a_contradiction_in_the_prose_is_told_and_rows_of_keng_are_left_to_the_data(
    cast: Cast,
) -> None:
    paper = a_draft(cast, "Đã giải quyết 09/12 vụ, đạt 80%.")

    found = proofread_paper(paper.pk, actor=cast.clerk, at=AT)

    rows = [n for n, line in enumerate(found.lines, 1) if line.count("\t") > 3]
    assert rows
    assert [one.line for one in found.findings if one.line in rows] == []
    assert ("K121", Severity.ERROR) in {(one.code, one.severity) for one in found.findings}


def test_who_may_not_view_the_unit_is_refused(cast: Cast) -> None:
    paper = a_draft(cast)

    with pytest.raises(NotAllowed):
        proofread_paper(paper.pk, actor=cast.other_clerk, at=AT)
    with pytest.raises(NotFound):
        proofread_paper(paper.pk + 1, actor=cast.clerk, at=AT)


def test_every_figure_of_a_paper_stands_on_the_line_that_says_it(cast: Cast) -> None:
    paper = a_draft(cast)
    content = queries.content_of(paper.pk, actor=cast.clerk, at=AT)
    lines = proofread_paper(paper.pk, actor=cast.clerk, at=AT).lines

    placed = word.placed_fields(content)

    assert len(placed) == len(word.read_fields(content)) > 5
    assert [field.label for line, field in placed if field.text not in lines[line - 1]] == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Toàn xã xảy ra 03 vụ cháy.", [("fires", "03 vụ cháy", 2)]),
        ("Toàn xã xảy ra 02 vụ cháy.", []),
        ("Trên địa bàn xã Một xảy ra 03 vụ cháy.", [("fires", "03 vụ cháy", 2)]),
        ("Năm 2024 xảy ra 03 vụ cháy.", [("fires", "03 vụ cháy", 2)]),
        ("Thôn Đông xảy ra 01 vụ cháy.", []),  # another unit
        ("Quý III năm 2024 xảy ra 01 vụ cháy.", []),  # another time
        ("Ngày 05/3/2024 xảy ra 01 vụ cháy.", []),
        ("Cùng kỳ xảy ra 05 vụ cháy.", []),
        ("Phấn đấu không quá 05 vụ cháy.", []),  # no statement of what was
        ("Đã họp 05 buổi.", []),  # not nearly all words of a label
        ("Xảy ra 3 triệu đồng cháy.", []),  # another unit of measure
        ("Đã tổ chức 45 buổi tuần tra.", [("patrols", "45 buổi", 40)]),
        ("Đã tổ chức 30 buổi tuần tra.", []),  # the figure of last year is no contradiction
    ],
)
def test_only_a_plain_statement_is_compared(
    sentence: str, told: list[tuple[str, str, int]]
) -> None:
    assert told_of(sentence) == [(2, *one) for one in told]


def test_a_value_that_is_held_back_is_compared_with_nothing() -> None:
    assert told_of("Toàn xã xảy ra 03 vụ cháy.", a_row("fires", 2, 0, shown="<5")) == []


def test_lines_that_keng_filled_in_are_left_to_the_other_rules() -> None:
    assert statements(["Toàn xã xảy ra 03 vụ cháy."], ABOUT, skipped={1}) == []
