"""A year of rounds: what the calendar asks, what opening would do, all of a series or none."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keng.db.reading import one_reading
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from keng.kernel.periods import Period, parse_period
from keng.orgunits.actions import hand_over
from keng.reporting import actions, queries
from keng.reporting.actions import WantedRound
from keng.reporting.models import Round, Submission
from keng.reporting.queries import Expectation, PlannedRound

from .conftest import AT, Cast

TODAY = AT.date()
MONTHS = [parse_period(f"2024-{month:02}") for month in range(1, 13)]
QUARTER = parse_period("2024Q2")


def opened(cast: Cast, *wanted: WantedRound, form: str = "commune") -> list[Round]:
    return actions.open_rounds(
        form, wanted, owner_unit_id=cast.province, actor=cast.province_officer, at=AT
    )


def planned(cast: Cast, wanted: dict[Period, date | None]) -> list[PlannedRound]:
    return queries.planned_rounds(
        "commune",
        wanted,
        owner_unit_id=cast.province,
        actor=cast.province_officer,
        on=TODAY,
    )


def year(cast: Cast, wanted: int = 2024) -> list[Expectation]:
    found = queries.year_of_duties(
        wanted, owner_unit_id=cast.province, actor=cast.province_officer, on=TODAY
    )
    return list(found.lines)


def test_twelve_months_are_opened_in_one_act(cast: Cast) -> None:
    made = opened(cast, *(WantedRound(month) for month in MONTHS))

    assert [one.due_on for one in made][:2] == [date(2024, 2, 5), date(2024, 3, 5)]
    assert made[11].due_on == date(2025, 1, 5)
    assert Submission.objects.count() == 36  # 12 months of 3 communes
    assert Entry.objects.filter(verb="reporting.open_round").count() == 12


def test_one_that_cannot_be_opened_leaves_none_open_and_is_named(cast: Cast) -> None:
    opened(cast, WantedRound(MONTHS[2]))

    with pytest.raises(WrongState) as refusal:
        opened(cast, *(WantedRound(month) for month in MONTHS[:4]))

    assert refusal.value.code == "round_exists"
    assert str(refusal.value).startswith("tháng 3/2024: ")
    assert Round.objects.count() == 1
    assert Submission.objects.count() == 3


def test_a_due_day_that_the_pack_does_not_know_is_asked_for_each_period(cast: Cast) -> None:
    with pytest.raises(BadInput) as refusal:
        opened(cast, WantedRound(MONTHS[0]), WantedRound(QUARTER))
    assert refusal.value.code == "due_day_unknown"
    assert not Round.objects.exists()

    made = opened(cast, WantedRound(MONTHS[0]), WantedRound(QUARTER, date(2024, 7, 9)))

    assert [one.due_on for one in made] == [date(2024, 2, 5), date(2024, 7, 9)]


def test_a_series_of_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput) as refusal:
        opened(cast)

    assert refusal.value.code == "no_period"


def test_who_may_not_manage_rounds_opens_and_sees_no_series(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.open_rounds(
            "commune",
            [WantedRound(MONTHS[0])],
            owner_unit_id=cast.province,
            actor=cast.officer,
            at=AT,
        )
    with pytest.raises(NotAllowed):
        queries.planned_rounds(
            "commune", {}, owner_unit_id=cast.province, actor=cast.officer, on=TODAY
        )
    with pytest.raises(NotAllowed):
        queries.year_of_duties(2024, owner_unit_id=cast.province, actor=cast.clerk, on=TODAY)

    assert not Round.objects.exists()


def test_the_plan_says_who_is_asked_by_when_and_by_which_word(cast: Cast) -> None:
    month, whole = planned(cast, {MONTHS[7]: None, parse_period("2024"): None})

    assert (month.units, month.due_on, month.cutoff_on) == (
        3,
        date(2024, 9, 5),
        date(2024, 8, 31),
    )
    assert [source.place for source in month.sources] == ["Điều 1"]
    # huyện Bắc ordered 5/11 for its communes, the others have until 9/11.
    assert (whole.due_from, whole.due_on) == (date(2024, 11, 5), date(2024, 11, 9))
    assert whole.cutoff_on == date(2024, 11, 9)
    assert month.is_ready
    assert whole.is_ready


def test_the_plan_never_invents_a_day(cast: Cast) -> None:
    (silent,) = planned(cast, {QUARTER: None})
    (told,) = planned(cast, {QUARTER: date(2024, 7, 9)})

    assert (silent.due_on, silent.is_ready) == (None, False)
    assert (told.due_on, told.is_ready) == (date(2024, 7, 9), True)


def test_the_plan_names_what_stands_in_the_way(cast: Cast) -> None:
    (mine,) = opened(cast, WantedRound(MONTHS[0]))
    actions.open_round("commune", MONTHS[1], owner_unit_id=cast.north, actor=cast.officer, at=AT)
    actions.ensure_submission(cast.three, "commune", MONTHS[2], actor=OPERATOR, at=AT)

    january, february, march = planned(cast, dict.fromkeys(MONTHS[:3]))

    assert (january.opened, january.elsewhere) == (mine.pk, 0)
    assert (february.opened, february.elsewhere, february.is_ready) == (None, 2, False)
    assert february.names == ("xã Hai, huyện Bắc, tỉnh Đông", "xã Một, huyện Bắc, tỉnh Đông")
    assert (march.joining, march.is_ready) == (1, True)


def test_a_plan_of_a_year_asks_no_more_than_one_of_a_month(cast: Cast) -> None:
    planned(cast, dict.fromkeys(MONTHS))  # fills what the process keeps: pack, map of the days

    with one_reading(), CaptureQueriesContext(connection) as of_a_month:
        planned(cast, dict.fromkeys(MONTHS[:1]))
    with one_reading(), CaptureQueriesContext(connection) as of_a_year:
        planned(cast, dict.fromkeys(MONTHS))

    assert len(of_a_year) == len(of_a_month)


def test_a_plan_is_made_for_periods_of_the_form_only(cast: Cast) -> None:
    with pytest.raises(BadInput):
        planned(cast, {parse_period("2024-08@nd09"): None})
    with pytest.raises(NotFound):
        queries.planned_rounds(
            "nothing", {}, owner_unit_id=cast.province, actor=cast.province_officer, on=TODAY
        )


@pytest.mark.usefixtures("cast")
def test_a_form_is_offered_each_of_its_periods_once() -> None:
    months = [one.code for one in queries.periods_of_form("commune", 2024)]
    yearly = [one.code for one in queries.periods_of_form("commune_year", 2024)]

    # 12 months, 4 quarters, 2 half years; from January to 2, 4, 5, 7 ... 11; the year.
    assert len(months) == len(set(months)) == 12 + 4 + 2 + 8 + 1
    assert yearly == ["2024"]


def test_the_year_lists_what_falls_due_in_it_with_the_last_month_of_the_year_before(
    cast: Cast,
) -> None:
    lines = year(cast)

    codes = [line.period.code for line in lines]
    # Due on the 5th of the next month: December 2023 in January, December 2024 not yet.
    assert codes == ["2023-12", *[f"2024-{month:02}" for month in range(1, 11)], "2024", "2024-11"]
    assert lines[0].falls_on == date(2024, 1, 5)
    assert {line.units for line in lines} == {3}
    assert [source.place for source in lines[0].sources] == ["Điều 1"]


def test_a_line_shows_the_rounds_that_ask_for_it(cast: Cast) -> None:
    (made,) = opened(cast, WantedRound(MONTHS[7], date(2024, 9, 12)))

    (august,) = (line for line in year(cast) if line.period == MONTHS[7])

    assert [one.id for one in august.rounds] == [made.pk]
    assert august.due_on == date(2024, 9, 12)


def test_a_round_beyond_the_calendar_has_its_line_too(cast: Cast) -> None:
    opened(cast, WantedRound(QUARTER, date(2024, 7, 9)))

    (line,) = (one for one in year(cast) if one.period == QUARTER)

    assert line.duty is None
    assert line.falls_on == date(2024, 7, 9)


def test_management_decides_how_many_are_asked(cast: Cast) -> None:
    hand_over(cast.two, cast.south, on=date(2024, 1, 1), basis="QĐ 9", actor=OPERATOR, at=AT)

    found = queries.year_of_duties(2024, owner_unit_id=cast.north, actor=cast.officer, on=TODAY)

    units = {line.period.code: line.units for line in found.lines}
    assert units["2023-12"] == 2
    assert units["2024-08"] == 1
