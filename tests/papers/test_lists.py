"""A list of papers: every problem by its cell, nothing lost, good rows only if a person says so."""

from __future__ import annotations

from datetime import date

import pytest

from keng.documents.workbooks import WorkbookRefused, table_workbook
from keng.kernel.errors import BadInput, NotAllowed
from keng.papers import actions, queries
from keng.papers.actions import ListLook, Policy
from keng.papers.lists import empty_list, read_list
from keng.papers.models import Paper
from keng.papers.queries import Filter
from keng.papers.vocabulary import Direction
from papers.conftest import Desk
from papers_cast import AT

HEADS = ["Số, ký hiệu", "Ngày văn bản", "Loại", "Tác giả", "Trích yếu"]
GOOD = ["05/KH-UBND", "02/3/2025", "Kế hoạch", "UBND tỉnh Đông", "Tuần tra"]
TODAY = date(2025, 3, 20)


def _book(*rows: list[str]) -> bytes:
    return table_workbook("Sổ văn bản đến", HEADS, rows)


def _look(desk: Desk, *rows: list[str]) -> ListLook:
    return actions.look_at_list(
        desk.unit, _book(*rows), "so.xlsx", Direction.RECEIVED, actor=desk.clerk, at=AT
    )


def test_good_rows_are_filed_and_found(desk: Desk) -> None:
    look = _look(desk, GOOD, ["124/2021/TT-BCA", "", "", "Bộ Công an", "An toàn"])

    saved = actions.save_list(desk.unit, look, Policy.ALL_OR_NOTHING, actor=desk.clerk, at=AT)

    assert saved == 2
    (paper,) = queries.found_papers(Filter(words="tuan tra"), actor=desk.clerk, on=TODAY)[:9]
    assert (paper.line, paper.kind, paper.issued_on) == ("05/KH-UBND", "KH", date(2025, 3, 2))
    assert Paper.objects.get(number="124/2021").kind == "TT"
    assert list(queries.problems()) == []


@pytest.mark.parametrize(
    ("place", "said", "code"),
    [
        (0, "ba mươi", "bad_number"),
        (1, "30/2/2025", "bad_day"),
        (1, "21/3/2025", "bad_day"),
        (2, "Thư tình", "unknown_kind"),
        (4, "", "no_title"),
        (4, "Danh sách 12 người nghiện ma túy", "unquotable"),
    ],
)
def test_each_problem_is_told_by_its_cell(desk: Desk, place: int, said: str, code: str) -> None:
    wrong = [*GOOD[:place], said, *GOOD[place + 1 :]]

    look = _look(desk, GOOD, wrong)

    (problem,) = look.problems
    assert problem.code == code
    assert problem.cell == f"{'ABCDE'[place]}5"
    assert len(look.new) == 1


def test_with_a_problem_nothing_is_saved_unless_the_person_says_so(desk: Desk) -> None:
    look = _look(desk, GOOD, [*GOOD[:4], ""])

    nothing = actions.save_list(desk.unit, look, Policy.ALL_OR_NOTHING, actor=desk.clerk, at=AT)
    assert (nothing, Paper.objects.count()) == (0, 0)
    saved = actions.save_list(desk.unit, look, Policy.WHAT_IS_RIGHT, actor=desk.clerk, at=AT)
    assert (saved, Paper.objects.count()) == (1, 1)


def test_a_double_in_the_list_is_a_problem_and_a_known_paper_is_passed_over(desk: Desk) -> None:
    twice = _look(desk, GOOD, GOOD)
    assert [(one.code, one.cell) for one in twice.problems] == [("double", "A5")]
    actions.save_list(desk.unit, twice, Policy.WHAT_IS_RIGHT, actor=desk.clerk, at=AT)

    again = _look(desk, GOOD)

    assert (len(again.new), again.known, again.problems) == (0, 1, ())


def test_many_bad_rows_are_all_told_and_no_good_row_is_lost(desk: Desk) -> None:
    rows = [
        [f"{n}/KH-UBND", "30/2/2025" if n % 67 == 1 else "02/3/2025", "KH", "UBND", f"Việc {n}"]
        for n in range(1, 1_001)
    ]

    look = _look(desk, *rows)
    saved = actions.save_list(desk.unit, look, Policy.WHAT_IS_RIGHT, actor=desk.clerk, at=AT)

    assert (look.found.total, len(look.problems), saved) == (1_000, 15, 985)


@pytest.mark.soak
def test_twenty_thousand_papers_with_three_hundred_bad_rows(desk: Desk) -> None:
    rows = [
        [f"{n}/KH-UBND", "30/2/2025" if n % 67 == 1 else "02/3/2025", "KH", "UBND", f"Việc {n}"]
        for n in range(1, 20_035)
    ]

    look = _look(desk, *rows)
    assert (look.found.total, len(look.problems), len(look.new)) == (20_034, 300, 19_734)
    nothing = actions.save_list(desk.unit, look, Policy.ALL_OR_NOTHING, actor=desk.clerk, at=AT)
    assert (nothing, Paper.objects.count()) == (0, 0)

    saved = actions.save_list(desk.unit, look, Policy.WHAT_IS_RIGHT, actor=desk.clerk, at=AT)

    assert (saved, Paper.objects.count()) == (19_734, 19_734)


def test_what_is_no_list_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="Trích yếu"):
        read_list(table_workbook("Khác", ["A"], [["1"]]), "a.xlsx", Direction.SENT, today=TODAY)
    with pytest.raises(WorkbookRefused):
        read_list(_book([*GOOD[:4], "TUYỆT MẬT"]), "a.xlsx", Direction.SENT, today=TODAY)
    with pytest.raises(NotAllowed):
        actions.look_at_list(
            desk.unit, _book(GOOD), "a", Direction.SENT, actor=desk.other_clerk, at=AT
        )


def test_the_empty_list_has_the_headings_that_are_read() -> None:
    found = read_list(empty_list(), "mau.xlsx", Direction.SENT, today=TODAY)

    assert (found.total, found.problems) == (0, ())
