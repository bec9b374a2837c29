"""The figures of the registers flow into the forms of their unit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from groups_cast import a_group, a_session, an_activity
from keng.initiatives import actions, queries
from keng.initiatives.standing import Rule
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.reporting import actions as reporting
from keng.reporting.models import DerivedPosting, Submission
from keng.reporting.queries import figures_of
from reporting_cast import cells

from .conftest import AT, TODAY, Cast

HALF_YEAR = Rule(activity_months=6, basis="KH 1/KH-BCĐ")
LATER = AT + timedelta(days=1)


def opened(unit_id: int, period: str, form: str = "commune") -> Submission:
    return reporting.ensure_submission(unit_id, form, parse_period(period), actor=OPERATOR, at=AT)


def figures(submission: Submission) -> dict[str, int | None]:
    return {str(key): one.value for key, one in figures_of(submission.pk).items()}


def test_a_begun_register_fills_the_open_form(cast: Cast) -> None:
    origin = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    actions.found_group(
        a_group(
            cast.village,
            "Tổ camera",
            kind="team",
            founded_on=date(2024, 8, 5),
            points=2,
            members=8,
            equipment={"cameras": 5},
            replicated_from=origin.pk,
        ),
        actor=cast.clerk,
        at=AT,
    )
    august = opened(cast.one, "2024-08")

    actions.begin_register(cast.one, "initiatives", 2024, actor=cast.clerk, at=AT)

    assert figures(august) == {
        "models": 2,  # the commune's and its village's
        "new": 0,  # the one of August is a replica
        "replicas": 1,
        "ended": 0,
        "known": 0,
        "points": 3,
        "people": 20,
        "cameras": 5,
    }  # on_paper: nobody has said when a group is on paper only, so there is no figure
    source = figures_of(august.pk)[CellKey("models")].source
    assert source == "initiatives@1/1"


def test_from_then_on_each_act_flows_on_and_the_cell_is_not_typed(cast: Cast) -> None:
    august = opened(cast.one, "2024-08")
    actions.begin_register(cast.one, "initiatives", 2024, actor=cast.clerk, at=AT)

    group = actions.found_group(a_group(cast.village), actor=cast.head, at=AT)
    first = figures(august)["models"]
    actions.dissolve_group(group.pk, "Hết", on=date(2024, 8, 9), actor=cast.head, at=LATER)

    assert (first, figures(august)["models"], figures(august)["ended"]) == (1, 0, 1)
    with pytest.raises(reporting.RejectedCells):
        reporting.enter(august.pk, cells(models=9), actor=cast.clerk, at=LATER)


def test_on_paper_is_counted_once_somebody_has_said_when(cast: Cast) -> None:
    actions.answer_rule(cast.north, HALF_YEAR, since=date(2024, 1, 1), actor=cast.officer, at=AT)
    august = opened(cast.one, "2024-08")
    actions.begin_register(cast.one, "initiatives", 2024, actor=cast.clerk, at=AT)
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    silent = figures(august)["on_paper"]

    # Of 2 September: August ends before it, so for August the group stays silent.
    actions.log_activity(group.pk, an_activity(TODAY), actor=cast.clerk, at=LATER)
    still = figures(august)["on_paper"]
    actions.log_activity(group.pk, an_activity(date(2024, 8, 31)), actor=cast.clerk, at=LATER)

    assert (silent, still, figures(august)["on_paper"]) == (1, 1, 0)


def test_an_unknown_size_leaves_the_sum_unknown(cast: Cast) -> None:
    actions.found_group(a_group(cast.one, members=None), actor=cast.clerk, at=AT)
    august = opened(cast.one, "2024-08")

    actions.begin_register(cast.one, "initiatives", 2024, actor=cast.clerk, at=AT)

    assert "people" not in figures(august)
    (flow,) = queries.flows_of(cast.clerk, cast.one, "initiatives", year=2024, on=TODAY)
    line = next(one for one in flow.lines if one.indicator == "people")
    assert (line.counted, line.lacking) == (None, 1)


def test_without_the_register_figures_are_typed_as_before(cast: Cast) -> None:
    actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    august = opened(cast.one, "2024-08")

    reporting.enter(august.pk, cells(models=9), actor=cast.clerk, at=AT)

    assert figures(august) == {"models": 9}
    assert not DerivedPosting.objects.exists()


def test_a_handed_in_form_keeps_what_was_reported(cast: Cast) -> None:
    august = opened(cast.one, "2024-08")
    reporting.enter(august.pk, cells(models=9), actor=cast.clerk, at=AT)
    reporting.submit(august.pk, actor=cast.clerk, at=AT)

    actions.begin_register(cast.one, "initiatives", 2024, actor=cast.clerk, at=AT)

    assert figures(august)["models"] == 9


def test_a_form_opened_later_is_filled_by_the_worker_and_only_once(cast: Cast) -> None:
    actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    actions.begin_register(cast.one, "initiatives", 2024, actor=cast.clerk, at=AT)
    august = opened(cast.one, "2024-08")

    written = [actions.keep_up(actor=OPERATOR, at=AT) for _ in range(2)]

    assert written == [1, 0]
    assert figures(august)["models"] == 1


def test_years_before_the_register_stay_typed(cast: Cast) -> None:
    old = opened(cast.one, "2023-12")
    actions.begin_register(cast.one, "initiatives", 2024, actor=cast.clerk, at=AT)

    reporting.enter(old.pk, cells(models=2), actor=cast.clerk, at=AT)

    assert figures(old) == {"models": 2}


def test_a_register_is_begun_once_by_its_keeper_from_a_near_year(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.begin_register(cast.one, "initiatives", 2024, actor=cast.stranger, at=AT)
    for register, year in (("criteria", 2024), ("initiatives", 2030), ("initiatives", 2010)):
        with pytest.raises(BadInput):
            actions.begin_register(cast.one, register, year, actor=cast.clerk, at=AT)
    actions.begin_register(cast.one, "initiatives", 2024, actor=cast.clerk, at=AT)
    with pytest.raises(WrongState):
        actions.begin_register(cast.one, "initiatives", 2024, actor=cast.clerk, at=AT)


def test_events_are_summed_over_the_period_or_since_january(cast: Cast) -> None:
    hold = actions.hold_event
    hold(a_session(cast.one, date(2024, 2, 10), 30), actor=cast.clerk, at=AT)
    hold(a_session(cast.one, date(2024, 8, 10), 40, place_id=cast.village), actor=cast.clerk, at=AT)
    hold(a_session(cast.village, date(2024, 8, 11), 25), actor=cast.head, at=AT)
    august, year = opened(cast.one, "2024-08"), opened(cast.one, "2024")

    actions.begin_register(cast.one, "campaigns", 2024, actor=cast.clerk, at=AT)

    shown = {name: figures(august)[name] for name in ("sessions", "attendances", "reached")}
    assert shown == {"sessions": 2, "attendances": 65, "reached": 1}
    assert figures(year)["sessions"] == 3
    assert figures(august)["days"] == 0  # a unit that uses the register enters all its events


def test_a_joint_event_counts_at_its_host_only(cast: Cast) -> None:
    for unit_id, clerk in ((cast.one, cast.clerk), (cast.two, cast.other_clerk)):
        actions.begin_register(unit_id, "campaigns", 2024, actor=clerk, at=AT)
    here, there = opened(cast.one, "2024-08"), opened(cast.two, "2024-08")
    actions.keep_up(actor=OPERATOR, at=AT)

    event = actions.hold_event(
        a_session(cast.one, date(2024, 8, 19), partners=(cast.two,)), actor=cast.clerk, at=AT
    )

    assert (figures(here)["sessions"], figures(there)["sessions"]) == (1, 0)
    (shown,) = queries.shown_events([event], cast.clerk, on=TODAY)
    assert shown.partners == ("xã Hai",)


def test_a_withdrawn_event_counts_no_more(cast: Cast) -> None:
    actions.begin_register(cast.one, "campaigns", 2024, actor=cast.clerk, at=AT)
    august = opened(cast.one, "2024-08")
    event = actions.hold_event(a_session(cast.one, date(2024, 8, 19)), actor=cast.clerk, at=AT)
    before = figures(august)["sessions"]

    actions.withdraw_event(event.pk, "Ghi hai lần", actor=cast.clerk, at=LATER)

    assert (before, figures(august)["sessions"]) == (1, 0)


def test_what_cannot_be_an_event_is_refused(cast: Cast) -> None:
    wrong = [
        a_session(cast.one, TODAY + timedelta(days=1)),
        a_session(cast.one, TODAY, place_id=cast.two),
        a_session(cast.one, TODAY, partners=(cast.one,)),
        a_session(cast.one, TODAY, numbers={"reach": 4}),
        a_session(cast.one, TODAY, -1),
        a_session(cast.one, TODAY, title="Gặp ông Trần Văn Mẫu"),
    ]
    for new in wrong:
        with pytest.raises(BadInput):
            actions.hold_event(new, actor=cast.clerk, at=AT)
    with pytest.raises(NotAllowed):
        actions.hold_event(a_session(cast.one, TODAY), actor=cast.stranger, at=AT)


def test_a_double_press_enters_one_event(cast: Cast) -> None:
    new = a_session(cast.one, TODAY, token="press-1")

    ids = {actions.hold_event(new, actor=cast.clerk, at=AT).pk for _ in range(2)}

    assert len(ids) == 1
