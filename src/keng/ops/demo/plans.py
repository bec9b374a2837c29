"""The plans of the demonstration: one of the province, one of a commune, both marked invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

import yaml

from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.ops.demo.cast import Cast, merged_on, morning_of
from keng.planning import actions, queries
from keng.planning.actions import DutyGiven, ResultGiven, TargetGiven, TaskGiven
from keng.planning.rhythm import Timing, due_days
from keng.planning.vocabulary import Rhythm

Told = Mapping[str, Any]
_REMARK = "minh họa"
_WRITTEN = (1, 20)  # plans of a year are written in January


def write_plans(cast: Cast, *, at: datetime) -> None:
    """Write both plans of this year, put them into force and play what was done of them."""
    text = (files(__package__) / "plans.yaml").read_text(encoding="utf-8")
    told: Told = yaml.safe_load(text)
    begun = _beginning(at)
    keys: dict[str, int] = {}
    for name in ("province", "commune"):
        _write(cast, told[name], keys, begun=begun, at=at)


def _beginning(at: datetime) -> datetime:
    written = date(local_day(at).year, *_WRITTEN)
    return min(morning_of(max(written, merged_on())), at)


def _write(cast: Cast, told: Told, keys: dict[str, int], *, begun: datetime, at: datetime) -> None:
    actor, year = cast.actor(told["login"]), local_day(at).year
    unit_id = cast.units[told["login"]]
    plan = actions.draft_plan(
        unit_id, year, told["title"].format(year=year), actor=actor, at=begun, remark=_REMARK
    )
    for goal in told["goals"]:
        actions.add_goal(plan.pk, goal, actor=actor, at=begun)
    written = [
        (actions.add_target(plan.pk, _target(one), actor=actor, at=begun).pk, one.get("written"))
        for one in told["targets"]
    ]
    made = {one["key"]: _add_task(plan.pk, one, year, actor, begun) for one in told["tasks"]}
    keys |= made
    for one in told["duties"]:
        duty = DutyGiven(one["what"], one["rhythm"], _day(one, year), receiver=one["receiver"])
        actions.add_duty(plan.pk, duty, actor=actor, at=begun)
    _answer(cast, plan.pk, told.get("answers", {}), actor, begun)
    actions.issue_plan(plan.pk, told["basis"], actor=actor, at=begun)
    for one in told["tasks"]:
        if "above" in one:
            actions.carry_out(made[one["key"]], keys[one["above"]], actor=actor, at=begun)
        _play(made[one["key"]], one, year, actor, at)
    for target_id, value in written:
        if value is not None:
            day = local_day(at)
            actions.measure_target(target_id, value, day, source=_REMARK, actor=actor, at=at)


def _add_task(plan_id: int, one: Told, year: int, actor: Actor, at: datetime) -> int:
    given = TaskGiven(
        title=one["title"],
        lead=one.get("lead", ""),
        helpers=tuple(one.get("helpers", ())),
        quarter=one.get("quarter"),
        due_on=_day(one, year),
        rhythm=Rhythm(one.get("rhythm", "once")),
        proof=one.get("proof", ""),
    )
    return int(actions.add_task(plan_id, given, actor=actor, at=at).pk)


def _target(one: Told) -> TargetGiven:
    kind = one.get("unit_kind", "")
    return TargetGiven(one["what"], one["value"], measure=one["measure"], unit_kind=kind)


def _answer(cast: Cast, plan_id: int, answers: Told, actor: Actor, at: datetime) -> None:
    view = queries.plan_view(plan_id, actor, on=local_day(at))
    bodies = {one.body.name: one.body.id for one in view.bodies if one.body}
    for name, login in answers.items():
        actions.name_answering_unit(plan_id, bodies[name], cast.units[login], actor=actor, at=at)


def _play(task_id: int, one: Told, year: int, actor: Actor, at: datetime) -> None:
    """What was done of a task: the turns that are over, or the whole of it."""
    rhythm = Rhythm(one.get("rhythm", "once"))
    over = [day for day in due_days(Timing(year, rhythm, _day(one, year))) if day < local_day(at)]
    done = over[: one.get("done_months", 0)] if rhythm is not Rhythm.ONCE else []
    if one.get("done"):
        done = over
    for n, day in enumerate(done):
        covers = day if rhythm is not Rhythm.ONCE else None
        held = day - timedelta(days=2)
        given = ResultGiven(held, f"Đã làm xong ({_REMARK}).", covers=covers)
        actions.report_result(task_id, given, revision=n + 1 + _links(one), actor=actor, at=at)


def _links(one: Told) -> int:
    """Each link to a task above is a revision of its own."""
    return 1 if "above" in one else 0


def _day(one: Told, year: int) -> date | None:
    return date(year, one["month"], one["day"]) if "month" in one else None
