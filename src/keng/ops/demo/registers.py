"""The groups and events of the demonstration: invented, and marked so in the data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from keng.initiatives import actions
from keng.initiatives.actions import Described, NewActivity, NewEvent, NewGroup
from keng.initiatives.standing import Rule
from keng.kernel.moments import local_day
from keng.ops.demo.cast import Cast


@cache
def _plan() -> Mapping[str, Any]:
    text = (files(__package__) / "registers.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def fill_registers(cast: Cast, *, at: datetime) -> None:
    """Answer when a group is on paper only, enter the groups with their life, and the events."""
    today = local_day(at)
    _answer(cast, today, at)
    made: dict[str, int] = {}
    for wanted in _plan()["groups"]:
        made[wanted["key"]] = _group(cast, wanted, made, today, at)
    for wanted in _plan()["events"]:
        _event(cast, wanted, today, at)


def _answer(cast: Cast, today: date, at: datetime) -> None:
    said = _plan()["rule"]
    rule = Rule(
        said["activity_months"],
        said["review_months"],
        said["needs_dossier"],
        said["basis"],
        illustrative=True,
    )
    since = today - timedelta(days=said["since_days_ago"])
    actions.answer_rule(
        cast.units[said["login"]], rule, since=since, actor=cast.actor(said["login"]), at=at
    )


def _group(
    cast: Cast, wanted: Mapping[str, Any], made: Mapping[str, int], today: date, at: datetime
) -> int:
    actor, founded = cast.actor(wanted["login"]), _ago(today, wanted["founded_days_ago"])
    described = Described(
        name=wanted["name"],
        kind=wanted["kind"],
        post=wanted["post"],
        founded_on=founded,
        paper_number=wanted.get("paper_number", ""),
        points=wanted.get("points", 1),
        members=wanted.get("members"),
        equipment=wanted.get("equipment", {}),
    )
    origin = made.get(wanted.get("from", ""))
    new = NewGroup(described, cast.units[wanted["login"]], origin, illustrative=True)
    group_id = int(actions.found_group(new, actor=actor, at=at).pk)
    for act in wanted.get("active", ()):
        logged = NewActivity(act["kind"], _ago(today, act["days"]))
        actions.log_activity(group_id, logged, actor=actor, at=at)
    if said := wanted.get("review"):
        on = _ago(today, said["days"])
        actions.review_group(group_id, said["grade"], "", year=on.year, on=on, actor=actor, at=at)
    if said := wanted.get("acknowledged"):
        on = _ago(today, said["days"])
        actions.acknowledge_group(group_id, said["by"], "", on=on, actor=actor, at=at)
    if said := wanted.get("dissolved"):
        on = _ago(today, said["days"])
        actions.dissolve_group(group_id, said["why"], on=on, actor=actor, at=at)
    return group_id


def _event(cast: Cast, wanted: Mapping[str, Any], today: date, at: datetime) -> None:
    place = wanted.get("place")
    event = NewEvent(
        wanted["kind"],
        cast.units[wanted["login"]],
        _last(wanted["day"], today) if "day" in wanted else _ago(today, wanted["days"]),
        wanted["title"],
        cast.units[place] if place else None,
        tuple(cast.units[login] for login in wanted.get("partners", ())),
        wanted["numbers"],
        illustrative=True,
    )
    actions.hold_event(event, actor=cast.actor(wanted["login"]), at=at)


def _ago(today: date, days: int) -> date:
    return today - timedelta(days=days)


def _last(day: str, today: date) -> date:
    """The last time that the day of the year came round."""
    month, number = (int(part) for part in day.split("-"))
    this_year = date(today.year, month, number)
    return this_year if this_year <= today else date(today.year - 1, month, number)
