"""Rounds: who is asked by management on the cut-off day, by when, who owes and who is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from keng.kernel.periods import Period, parse_period
from keng.orgunits.actions import NewUnit, create_unit, hand_over, merge
from keng.orgunits.actions.ledger import Naming
from keng.reporting import actions, queries
from keng.reporting.models import Round, Submission
from reporting_cast import cells

from .conftest import AT, START, Cast

AUGUST, YEAR = parse_period("2024-08"), parse_period("2024")
LATER = AT + timedelta(days=30)


def opened(cast: Cast, period: Period = AUGUST, due_on: date | None = None) -> Round:
    return actions.open_round(
        "commune",
        period,
        owner_unit_id=cast.province,
        due_on=due_on,
        actor=cast.province_officer,
        at=AT,
    )


def asked(round_: Round) -> dict[int, date | None]:
    return dict(round_.submissions.values_list("unit_id", "due_on"))


def of(round_: Round, unit_id: int) -> Submission:
    return round_.submissions.get(unit_id=unit_id)


def hand_in(submission: Submission, cast: Cast, at: datetime) -> None:
    actions.enter(submission.pk, cells(fires=1), actor=cast.officer, at=at)
    actions.submit(submission.pk, actor=cast.officer, at=at)


def test_a_round_asks_every_commune_that_the_province_manages_however_deep(cast: Cast) -> None:
    made = opened(cast)

    assert set(asked(made)) == {cast.one, cast.two, cast.three}
    assert (made.first, made.last) == (date(2024, 8, 1), date(2024, 8, 31))
    assert made.title == "Biểu commune, tháng 8/2024"
    assert made.due_source == "Điều 1"


def test_the_due_day_comes_from_the_calendar_and_the_cut_off_is_the_end_of_the_period(
    cast: Cast,
) -> None:
    made = opened(cast)

    assert set(asked(made).values()) == {date(2024, 9, 5)}
    assert made.cutoff_on == date(2024, 8, 31)


def test_a_local_order_stands_before_the_general_due_day(cast: Cast) -> None:
    made = opened(cast, YEAR)

    assert asked(made) == {
        cast.one: date(2024, 11, 5),  # huyện Bắc: 5/11 at latest
        cast.two: date(2024, 11, 5),
        cast.three: date(2024, 11, 9),  # in general: before 10/11
    }


def test_a_report_due_before_its_period_is_over_closes_earlier_and_says_so(cast: Cast) -> None:
    made = opened(cast, YEAR)

    assert made.last == date(2024, 12, 31)
    assert made.cutoff_on == date(2024, 11, 9)


def test_a_given_due_day_holds_for_all_units(cast: Cast) -> None:
    made = opened(cast, parse_period("2024Q2"), due_on=date(2024, 9, 12))

    assert set(asked(made).values()) == {date(2024, 9, 12)}


def test_a_due_day_that_nobody_knows_is_asked_for(cast: Cast) -> None:
    with pytest.raises(BadInput) as refusal:
        opened(cast, parse_period("2024Q2"))

    assert refusal.value.code == "due_day_unknown"
    assert not Round.objects.exists()
    assert not Submission.objects.exists()


def test_management_decides_and_not_location(cast: Cast) -> None:
    hand_over(cast.two, cast.south, on=date(2024, 1, 1), basis="QĐ 9", actor=OPERATOR, at=AT)

    north = actions.open_round(
        "commune", AUGUST, owner_unit_id=cast.north, actor=cast.officer, at=AT
    )

    assert set(asked(north)) == {cast.one}  # xã Hai lies in huyện Bắc, huyện Nam manages it


def test_the_map_is_that_of_the_cut_off_day(cast: Cast) -> None:
    new = NewUnit(Naming("xa", "Bốn"), cast.south)
    create_unit(new, on=date(2024, 9, 1), basis="NQ 2", actor=OPERATOR, at=AT)

    assert set(asked(opened(cast))) == {cast.one, cast.two, cast.three}
    assert len(asked(opened(cast, parse_period("2024-09")))) == 4


def test_an_existing_submission_joins_the_round_with_its_figures(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)

    made = opened(cast)

    assert of(made, cast.one).pk == draft.pk
    assert of(made, cast.one).due_on == date(2024, 9, 5)
    assert len(asked(made)) == 3


def test_opening_is_journalled_for_the_round_and_for_each_submission(cast: Cast) -> None:
    made = opened(cast)

    assert Entry.objects.get(stream=f"round:{made.pk}").facts["units"] == 3
    for pk in made.submissions.values_list("pk", flat=True):
        assert Entry.objects.get(stream=f"submission:{pk}").verb == "reporting.open"
    assert list(queries.problems()) == []


def test_the_same_round_is_opened_once_and_a_unit_is_asked_once(cast: Cast) -> None:
    opened(cast)

    with pytest.raises(WrongState) as again:
        opened(cast)
    assert again.value.code == "round_exists"
    with pytest.raises(WrongState) as elsewhere:
        actions.open_round("commune", AUGUST, owner_unit_id=cast.north, actor=cast.officer, at=AT)
    assert elsewhere.value.code == "asked_elsewhere"
    assert "xã Một" in elsewhere.value.message
    assert Round.objects.count() == 1


def test_who_may_not_manage_rounds_opens_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.open_round(
            "commune", AUGUST, owner_unit_id=cast.province, actor=cast.officer, at=AT
        )

    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("form", "period", "refusal"),
    [
        ("commune_year", "2024-08", BadInput),
        ("commune", "2024-08@nd09", BadInput),
        ("village", "2024-05/2024-08", BadInput),
        ("no_such_form", "2024-08", NotFound),
    ],
)
def test_a_form_is_asked_only_for_its_own_periods(
    cast: Cast, form: str, period: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        actions.open_round(
            form,
            parse_period(period),
            owner_unit_id=cast.province,
            due_on=date(2024, 9, 9),
            actor=cast.province_officer,
            at=AT,
        )


def test_a_round_that_would_ask_nobody_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput) as refusal:
        actions.open_round(
            "village",
            AUGUST,
            owner_unit_id=cast.south,
            due_on=date(2024, 9, 9),
            actor=OPERATOR,
            at=AT,
        )

    assert refusal.value.code == "nobody_asked"


def test_the_status_says_who_owes_who_is_late_and_who_was_punctual(cast: Cast) -> None:
    made = opened(cast)  # due on 5/9
    hand_in(of(made, cast.one), cast, datetime(2024, 9, 5, 9, tzinfo=UTC))
    hand_in(of(made, cast.two), cast, datetime(2024, 9, 7, 9, tzinfo=UTC))

    status = queries.round_status(made.pk, on=date(2024, 9, 8))

    seen = {one.unit.id: one for one in status.units}
    assert [one.unit.name for one in status.units] == ["Ba", "Hai", "Một"]
    assert (seen[cast.one].is_punctual, seen[cast.one].days_late) == (True, 0)
    assert (seen[cast.two].is_punctual, seen[cast.two].days_late) == (False, 2)
    assert (seen[cast.three].is_punctual, seen[cast.three].days_late) == (None, 3)
    assert [one.unit.id for one in status.owing] == [cast.three]
    assert [one.unit.id for one in status.late] == [cast.three]
    assert (seen[cast.one].cells_filled, seen[cast.one].cells_total) == (1, 11)


def test_nobody_is_late_on_the_due_day_itself(cast: Cast) -> None:
    made = opened(cast)

    assert queries.round_status(made.pk, on=date(2024, 9, 5)).late == []
    assert len(queries.round_status(made.pk, on=date(2024, 9, 6)).late) == 3


def test_a_returned_one_owes_by_its_own_due_day(cast: Cast) -> None:
    made = opened(cast)
    submission = of(made, cast.one)
    hand_in(submission, cast, AT)
    actions.return_for_correction(
        submission.pk,
        {},
        "Xem lại cả biểu",
        due_on=date(2024, 9, 20),
        actor=cast.province_officer,
        at=AT,
    )

    mine = {one.unit.id: one for one in queries.round_status(made.pk, on=date(2024, 9, 20)).units}[
        cast.one
    ]

    assert (mine.owes, mine.is_late, mine.is_punctual) == (True, False, True)
    late = queries.round_status(made.pk, on=date(2024, 9, 21)).late
    assert cast.one in {one.unit.id for one in late}


def test_everyone_sees_only_the_units_that_the_grant_reaches(cast: Cast) -> None:
    made = opened(cast)

    def seen(actor: Actor) -> set[int]:
        status = queries.round_status(made.pk, on=AT.date(), actor=actor)
        return {one.unit.id for one in status.units}

    assert seen(cast.officer) == {cast.one, cast.two}
    assert seen(cast.clerk) == {cast.one}
    assert seen(cast.province_officer) == {cast.one, cast.two, cast.three}
    assert [one.id for one in queries.rounds_seen_by(cast.clerk, on=AT.date())] == [made.pk]
    assert [one.id for one in queries.rounds_for(cast.province)] == [made.pk]


def test_the_status_costs_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = opened(cast)
    queries.round_status(made.pk, on=AT.date())  # the map of the day is now in memory

    with django_assert_max_num_queries(3):
        queries.round_status(made.pk, on=AT.date())


def test_the_duties_of_a_person_are_those_of_their_own_unit_earliest_first(cast: Cast) -> None:
    year, august = opened(cast, YEAR), opened(cast)

    mine = queries.duties_of(cast.clerk, on=AT.date())

    assert [one.submission_id for one in mine] == [
        of(august, cast.one).pk,
        of(year, cast.one).pk,
    ]
    assert queries.duties_of(cast.officer, on=AT.date()) == []
    hand_in(of(august, cast.one), cast, AT)
    assert [one.submission_id for one in queries.duties_of(cast.clerk, on=AT.date())] == [
        of(year, cast.one).pk
    ]


def test_a_later_day_for_all_moves_those_who_still_owe(cast: Cast) -> None:
    made = opened(cast)
    hand_in(of(made, cast.one), cast, AT)

    actions.extend_round(made.pk, date(2024, 9, 15), "Bão số 3", actor=cast.province_officer, at=AT)

    assert asked(made) == {
        cast.one: date(2024, 9, 5),
        cast.two: date(2024, 9, 15),
        cast.three: date(2024, 9, 15),
    }
    assert of(made, cast.two).extensions.get().reason == "Bão số 3"
    with pytest.raises(BadInput):
        actions.extend_round(
            made.pk, date(2024, 9, 14), "Sớm hơn", actor=cast.province_officer, at=AT
        )


def test_a_closed_round_takes_no_figures_until_it_is_reopened(cast: Cast) -> None:
    made = opened(cast)
    mine = of(made, cast.one)
    actions.close_round(made.pk, "Đã báo cáo tỉnh", actor=cast.province_officer, at=LATER)

    with pytest.raises(WrongState) as refusal:
        actions.enter(mine.pk, cells(fires=1), actor=cast.clerk, at=LATER)
    assert refusal.value.code == "round_closed"
    with pytest.raises(WrongState):
        actions.close_round(made.pk, "Lần nữa", actor=cast.province_officer, at=LATER)

    actions.reopen_round(made.pk, actor=cast.province_officer, at=LATER)
    actions.enter(mine.pk, cells(fires=1), actor=cast.clerk, at=LATER)
    assert queries.round_view(made.pk).is_open


def merged(cast: Cast, on: date) -> int:
    """Xã Một and xã Hai become xã Mới on the day."""
    new = NewUnit(Naming("xa", "Mới"), cast.north)
    unit = merge([cast.one, cast.two], new, on=on, basis="NQ 3", actor=OPERATOR, at=AT)
    return unit.pk


def test_the_duty_of_units_dissolved_inside_the_period_passes_to_the_successor(
    cast: Cast,
) -> None:
    made = opened(cast)
    actions.enter(of(made, cast.one).pk, cells(fires=1), actor=cast.clerk, at=AT)
    heir = merged(cast, date(2024, 8, 15))

    passed = actions.pass_duties(made.pk, actor=cast.province_officer, at=LATER)
    again = actions.pass_duties(made.pk, actor=cast.province_officer, at=LATER)

    assert (len(passed), again) == (2, [])
    assert of(made, heir).due_on == date(2024, 9, 5)
    status = queries.round_status(made.pk, on=date(2024, 9, 8))
    assert {one.unit.id for one in status.owing} == {heir, cast.three}
    kept = queries.figures_of(of(made, cast.one).pk)
    assert [one.value for one in kept.values()] == [1]


def test_a_unit_dissolved_after_the_period_keeps_its_report_and_the_successor_fills_it(
    cast: Cast,
) -> None:
    made = opened(cast)
    heir = merged(cast, date(2024, 9, 20))

    assert actions.pass_duties(made.pk, actor=cast.province_officer, at=LATER) == []
    assert queries.duty_holders(cast.one, on=date(2024, 10, 2)) == (heir,)
    assert queries.duty_holders(cast.three, on=date(2024, 10, 2)) == ()


def test_a_merged_commune_is_compared_with_the_sum_of_its_whole_predecessors(
    cast: Cast,
) -> None:
    for unit, fires in ((cast.one, 2), (cast.two, 3)):
        old = actions.ensure_submission(
            unit, "commune", parse_period("2023-08"), actor=OPERATOR, at=AT
        )
        actions.enter(old.pk, cells(fires=fires), actor=OPERATOR, at=AT)
    heir = merged(cast, date(2024, 1, 1))
    mine = actions.ensure_submission(heir, "commune", AUGUST, actor=OPERATOR, at=AT)

    found = queries.same_period_figures(mine.pk)

    values = {str(key): value for key, value in found.items() if value is not None}
    assert values == {"fires": 5}  # 2 + 3; what one of them did not tell stays unknown


def test_a_unit_that_does_not_exist_in_the_period_is_refused_with_its_successors(
    cast: Cast,
) -> None:
    merged(cast, date(2024, 1, 1))

    with pytest.raises(BadInput) as refusal:
        actions.ensure_submission(cast.one, "commune", AUGUST, actor=OPERATOR, at=AT)

    assert refusal.value.code == "unit_not_in_period"
    assert "xã Mới" in refusal.value.message
    assert not Submission.objects.exists()


def test_a_form_of_another_level_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput) as refusal:
        actions.ensure_submission(cast.village, "commune", AUGUST, actor=OPERATOR, at=AT)

    assert refusal.value.code == "wrong_level"


def test_a_submission_is_opened_once(cast: Cast, draft: Submission) -> None:
    same = actions.ensure_submission(cast.one, "commune", AUGUST, actor=cast.colleague, at=AT)

    assert same.pk == draft.pk
    with pytest.raises(NotAllowed):
        actions.ensure_submission(cast.one, "commune", AUGUST, actor=cast.other_clerk, at=AT)


def test_the_cast_has_been_there_since_the_start(cast: Cast) -> None:
    assert AUGUST.first > START
    assert queries.submissions_of(cast.one, on=AT.date(), actor=cast.clerk) == []
