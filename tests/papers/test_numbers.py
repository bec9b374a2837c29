"""Numbers: no gap and no double, given back, voided, used; a series that changes mid-year."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.papers import actions, queries
from keng.papers.models import Number, Series
from keng.papers.vocabulary import Direction, NumberState
from papers.conftest import Desk
from papers_cast import AT, facts


def _series(desk: Desk, code: str = "KH-UBND") -> Series:
    return actions.open_series(desk.unit, code, "UBND xã Một", 2025, actor=desk.clerk, at=AT)


def _reserve(desk: Desk, series: Series) -> Number:
    return actions.reserve_number(series.pk, "Kế hoạch", actor=desk.clerk, at=AT)


def test_numbers_follow_each_other_and_each_body_counts_its_own(desk: Desk) -> None:
    committee = _series(desk, "BC-BCĐ")
    people = _series(desk)

    taken = [_reserve(desk, people).n for _ in range(3)]

    assert taken == [1, 2, 3]
    assert _reserve(desk, committee).n == 1


def test_a_number_given_back_is_the_next_to_be_taken(desk: Desk) -> None:
    series = _series(desk)
    _reserve(desk, series)
    second = _reserve(desk, series)
    _reserve(desk, series)
    actions.give_back_number(second.pk, actor=desk.clerk, at=AT)

    assert queries.suggested_number(desk.unit, "KH-UBND", 2025) == 2
    assert _reserve(desk, series).n == 2
    assert _reserve(desk, series).n == 4
    assert list(queries.problems()) == []


def test_a_voided_number_stays_voided_with_its_reason(desk: Desk) -> None:
    series = _series(desk)
    first = _reserve(desk, series)

    with pytest.raises(BadInput):
        actions.void_number(first.pk, " ", actor=desk.clerk, at=AT)
    actions.void_number(first.pk, "Ghi nhầm sổ", actor=desk.clerk, at=AT)

    assert _reserve(desk, series).n == 2
    with pytest.raises(WrongState):
        actions.give_back_number(first.pk, actor=desk.clerk, at=AT)


def test_a_paper_takes_the_next_number_and_its_symbol(desk: Desk) -> None:
    series = _series(desk)
    wanted = facts("", "", direction=Direction.SENT, issuer="UBND xã Một", series_id=series.pk)

    paper = actions.file_paper(desk.unit, wanted, actor=desk.clerk, at=AT)

    assert (paper.number, paper.symbol) == ("01", "KH-UBND")
    view, numbers = queries.series_view(series.pk, actor=desk.clerk, at=AT)
    assert view.counts["used"] == 1
    assert [(one.n, one.state, one.paper_id) for one in numbers] == [(1, "used", paper.pk)]


def test_a_number_of_the_paper_book_leaves_the_skipped_ones_in_sight(desk: Desk) -> None:
    series = _series(desk)
    wanted = facts("4", "KH-UBND", direction=Direction.SENT, series_id=series.pk)

    actions.file_paper(desk.unit, wanted, actor=desk.clerk, at=AT)

    states = list(series.numbers.order_by("n").values_list("n", "state"))
    assert states == [(1, "outside"), (2, "outside"), (3, "outside"), (4, "used")]
    assert list(queries.problems()) == []
    again = facts("4", "KH-UBND", "Khác", direction=Direction.SENT, series_id=series.pk)
    with pytest.raises(Conflict):
        actions.file_paper(desk.unit, again, actor=desk.clerk, at=AT)
    earlier = facts("2", "KH-UBND", "Trước", direction=Direction.SENT, series_id=series.pk)
    assert actions.file_paper(desk.unit, earlier, actor=desk.clerk, at=AT).number == "02"


def test_a_number_far_beyond_the_last_is_a_slip(desk: Desk) -> None:
    series = _series(desk)
    wanted = facts("900000", "KH-UBND", direction=Direction.SENT, series_id=series.pk)

    with pytest.raises(BadInput):
        actions.file_paper(desk.unit, wanted, actor=desk.clerk, at=AT)

    assert not Number.objects.exists()


def test_a_series_changed_mid_year_closes_without_gap_and_another_follows(desk: Desk) -> None:
    series = _series(desk, "BC-BCĐ")
    _reserve(desk, series)
    back = _reserve(desk, series)
    actions.give_back_number(back.pk, actor=desk.clerk, at=AT)

    with pytest.raises(Conflict):  # from 1 again under the same symbol: doubles
        actions.change_series(
            series.pk, "BC-BCĐ", "BCĐ", "QĐ 12", goes_on=False, actor=desk.clerk, at=AT
        )
    after = actions.change_series(
        series.pk, "BC-BCĐ138", "BCĐ 138", "QĐ 12", goes_on=True, actor=desk.clerk, at=AT
    )

    back.refresh_from_db()
    assert (back.state, back.reason) == (NumberState.VOID.value, "QĐ 12")
    assert (after.first, after.follows_id) == (3, series.pk)
    assert _reserve(desk, after).n == 3
    with pytest.raises(WrongState):
        _reserve(desk, series)
    assert list(queries.problems()) == []


def test_only_who_issues_for_the_unit_takes_numbers(desk: Desk) -> None:
    series = _series(desk)

    for actor in (desk.other_clerk, desk.stranger, desk.officer):
        with pytest.raises(NotAllowed):
            actions.reserve_number(series.pk, "", actor=actor, at=AT)

    assert not Number.objects.exists()


def test_a_day_of_another_year_takes_no_number(desk: Desk) -> None:
    series = _series(desk)
    wanted = facts("", direction=Direction.SENT, day=date(2024, 12, 30), series_id=series.pk)

    with pytest.raises(BadInput):
        actions.file_paper(desk.unit, wanted, actor=desk.clerk, at=AT)

    assert not Number.objects.exists()


def test_a_double_is_refused_by_the_database_and_a_gap_found(desk: Desk) -> None:
    series = _series(desk)
    _reserve(desk, series)
    second = _reserve(desk, series)

    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.filter(pk=second.pk).update(n=1)
    Number.objects.filter(pk=second.pk).delete()

    told = [one.what for one in queries.problems()]
    assert "its numbers have a gap or a double" in told
    assert any("đã bị xóa ngoài Keng" in one for one in told)
