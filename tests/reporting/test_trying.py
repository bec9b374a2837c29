"""What another version of the programme would say of the last closed period, and what runs on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.packs.content import content_of
from keng.packs.schema import Pack
from keng.reporting import actions
from keng.reporting.models import Round, Submission
from keng.reporting.queries import CheckTally, running_rounds, tried
from reporting_cast import a_pack, cells

from .conftest import AT, Cast

ON = date(2024, 9, 2)
JULY, AUGUST = parse_period("2024-07"), parse_period("2024-08")


def a_round(cast: Cast, period: str, **fires: int) -> Round:
    """A round of the province with the fires of its communes, "one", "two" or "three"."""
    made = actions.open_round(
        "commune",
        parse_period(period),
        owner_unit_id=cast.province,
        due_on=date(2024, 9, 5),
        actor=OPERATOR,
        at=AT,
    )
    for name, count in fires.items():
        submission = Submission.objects.get(round=made, unit_id=getattr(cast, name))
        actions.enter(submission.pk, cells(fires=count), actor=OPERATOR, at=AT)
    return made


def closed(cast: Cast, period: str, **fires: int) -> None:
    made = a_round(cast, period, **fires)
    actions.close_round(made.pk, "Xong", actor=OPERATOR, at=AT)


def changed(change: Callable[[dict[str, Any]], object]) -> Pack:
    content = content_of(a_pack())
    change(content)
    return Pack.model_validate(content)


def stricter() -> Pack:
    """More than 3 fires are many, not more than 20; and nobody asks about a jump any more."""

    def edit(it: dict[str, Any]) -> None:
        it["checks"]["fires_many"]["rule"] = "now.fires <= 3"
        del it["checks"]["fires_jump"]

    return changed(edit)


def test_the_findings_of_both_versions_are_counted_by_check(cast: Cast) -> None:
    closed(cast, "2024-06", one=1, two=1, three=1)
    closed(cast, "2024-07", one=30, two=5, three=2)

    trial = tried(a_pack(), stricter(), actor=OPERATOR, on=ON, limit=300)

    assert trial is not None
    assert (trial.period, trial.submissions, trial.judged) == (JULY, 3, 3)
    assert trial.checks == [
        CheckTally("fires_jump", now=1, then=0),  # 30 after 1; 5 and 2 are within the five
        CheckTally("fires_many", now=1, then=2),  # 30 is above 20; 30 and 5 are above 3
    ]


def test_a_round_that_still_runs_is_not_judged_but_listed_with_its_version(cast: Cast) -> None:
    closed(cast, "2024-07", one=30)
    running = a_round(cast, "2024-08", one=30, two=30)

    trial = tried(a_pack(), stricter(), actor=OPERATOR, on=ON, limit=300)

    assert trial is not None
    assert trial.period == JULY
    assert [(one.round.id, one.version_id) for one in running_rounds(OPERATOR, on=ON)] == [
        (running.pk, running.pack_version_id)
    ]


def test_only_the_units_of_the_actor_are_judged(cast: Cast) -> None:
    closed(cast, "2024-07", one=30, two=5, three=30)

    trial = tried(a_pack(), stricter(), actor=cast.officer, on=ON, limit=300)

    assert trial is not None
    assert (trial.submissions, trial.checks) == (2, [CheckTally("fires_many", now=1, then=2)])


def test_a_trial_that_is_cut_says_of_how_many(cast: Cast) -> None:
    closed(cast, "2024-07", one=30, two=5, three=2)

    trial = tried(a_pack(), stricter(), actor=OPERATOR, on=ON, limit=2)

    assert trial is not None
    assert (trial.judged, trial.submissions) == (2, 3)


def test_a_form_that_a_version_lacks_and_rounds_not_closed_leave_nothing_to_judge(
    cast: Cast,
) -> None:
    a_round(cast, "2024-08", one=30)
    assert tried(a_pack(), stricter(), actor=OPERATOR, on=ON, limit=300) is None

    closed(cast, "2024-07", one=30)
    without = changed(lambda it: (it["forms"].pop("commune"), it["checks"].clear()))
    assert tried(a_pack(), without, actor=OPERATOR, on=ON, limit=300) is None


def test_a_rule_about_a_small_total_is_counted_near_to_the_unit_only(cast: Cast) -> None:
    """Whoever may write rules could else ask "more than 2?", "more than 3?" until they know."""
    opened = a_round(cast, "2024-07", one=1)
    reported = Submission.objects.get(round=opened, unit_id=cast.one)
    actions.enter(reported.pk, cells(offenders=3), actor=OPERATOR, at=AT)
    actions.close_round(opened.pk, "Xong", actor=OPERATOR, at=AT)

    def asking(it: dict[str, Any]) -> None:
        it["checks"]["offenders_within_cases"]["rule"] = "now.offenders <= 2"

    told = {
        actor.label: tried(a_pack(), changed(asking), actor=actor, on=ON, limit=300)
        for actor in (cast.officer, cast.province_officer)
    }

    near, far = (None if one is None else list(one.checks) for one in told.values())
    assert near == [CheckTally("offenders_within_cases", now=0, then=1)]
    assert far == []
