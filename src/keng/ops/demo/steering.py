"""The committees and the coordination of the demonstration: invented, and marked so in the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.ops.demo.cast import Cast, merged_on
from keng.orgunits.queries import managed_by
from keng.orgunits.vocabulary import Level
from keng.papers.actions import Facts, file_paper
from keng.papers.reading import Head
from keng.papers.vocabulary import Direction
from keng.planning.queries import plans_for
from keng.steering import actions
from keng.steering.actions import (
    ConclusionGiven,
    MeetingGiven,
    NewCommittee,
    NewCooperation,
    NewSeat,
    OutcomeGiven,
    TaskWanted,
)
from keng.steering.turns import Asked, turn_of
from keng.steering.vocabulary import Act, MeetingKind, Place, Rhythm

Told = Mapping[str, Any]


@cache
def _plan() -> Told:
    text = (files(__package__) / "steering.yaml").read_text(encoding="utf-8")
    loaded: Told = yaml.safe_load(text)
    return loaded


def play(cast: Cast, *, at: datetime) -> None:
    """Set up both committees with their meeting, and the programme with its results."""
    for wanted in _plan()["committees"]:
        _committee(cast, wanted, at=at)
    _cooperation(cast, _plan()["cooperation"], at=at)


def _committee(cast: Cast, wanted: Told, *, at: datetime) -> None:
    actor, unit_id = cast.actor(wanted["login"]), _unit(cast, wanted["login"])
    first, *later = wanted["papers"]
    new = NewCommittee(
        wanted["name"],
        Rhythm(wanted["rhythm"]),
        _paper(unit_id, wanted["body"], first, actor, at),
        _day(first, at),
        illustrative=True,
    )
    committee = actions.set_up_committee(unit_id, new, actor=actor, at=at)
    for one in later:
        paper = _paper(unit_id, wanted["body"], one, actor, at)
        actions.add_act(committee.pk, Act(one["kind"]), paper, _day(one, at), actor=actor, at=at)
    seats = {one["post"]: _seat(committee.pk, one, actor, at) for one in wanted["seats"]}
    for post, keys in wanted.get("oversees", {}).items():
        units = [cast.units[key] for key in keys]
        actions.assign(seats[post], since=_day(first, at), units=units, actor=actor, at=at)
    if "leave_out" in wanted:
        _share_out(unit_id, list(seats.values()), wanted["leave_out"], _day(first, at), actor, at)
    if "meeting" in wanted:
        _meeting(committee.pk, unit_id, wanted["meeting"], seats, actor, at)
    for days in wanted.get("earlier", ()):
        day = _ago(local_day(at), days)
        if day >= _day(first, at):
            given = MeetingGiven(day, agenda="Kiểm điểm việc của quý.")
            actions.enter_committee_meeting(committee.pk, given, actor=actor, at=at)
    if "called" in wanted:
        day = local_day(at) + timedelta(days=wanted["called"]["in"])
        given = MeetingGiven(day, agenda=wanted["called"]["agenda"])
        actions.enter_committee_meeting(committee.pk, given, actor=actor, at=at)


def _seat(committee_id: int, one: Told, actor: Actor, at: datetime) -> int:
    new = NewSeat(
        one["post"],
        Place(one.get("place", "member")),
        body=one.get("body", ""),
        login=one.get("login", ""),
    )
    return int(actions.add_seat(committee_id, new, actor=actor, at=at).pk)


def _share_out(
    unit_id: int, seats: Sequence[int], left_out: int, since: date, actor: Actor, at: datetime
) -> None:
    """The communes shared out among the members, all but the last few."""
    below = managed_by(unit_id, on=local_day(at), levels=(Level.COMMUNE,))
    communes = [one.id for one in below]
    shared = communes[: len(communes) - left_out]
    for n, seat in enumerate(seats):
        part = shared[n :: len(seats)]
        if part:
            actions.assign(seat, since=since, units=part, actor=actor, at=at)


def _meeting(
    committee_id: int,
    unit_id: int,
    wanted: Told,
    seats: Mapping[str, int],
    actor: Actor,
    at: datetime,
) -> None:
    today = local_day(at)
    given = MeetingGiven(
        _ago(today, wanted["ago"]),
        agenda=wanted["agenda"],
        minutes=wanted["minutes"],
        present=[seats[post] for post in wanted["present"]],
    )
    meeting = actions.enter_committee_meeting(committee_id, given, actor=actor, at=at)
    plan = next(
        one
        for one in plans_for(actor, on=today, only=[unit_id])
        if one.state == "issued" and one.year == today.year
    )
    for one in wanted["conclusions"]:
        due = _ago(today, one.get("due_ago", -one.get("due_in", 0)))
        due = max(due, date(today.year, 1, 1))
        made = actions.add_conclusion(
            meeting.pk, ConclusionGiven(one["text"], one["body"], due), actor=actor, at=at
        )
        actions.make_task(made.pk, TaskWanted(plan.id), actor=actor, at=at)


def _cooperation(cast: Cast, wanted: Told, *, at: datetime) -> None:
    actor, unit_id, today = cast.actor(wanted["login"]), _unit(cast, wanted["login"]), local_day(at)
    (paper,) = wanted["papers"]
    first = _day(paper, at)
    new = NewCooperation(
        wanted["title"],
        _paper(unit_id, wanted["body"], paper, actor, at),
        first,
        today + timedelta(days=paper["last_in"]),
        Asked(Rhythm(wanted["rhythm"]), reviews_half_year=True, reviews_year=True),
        illustrative=True,
    )
    made = actions.sign_cooperation(unit_id, new, actor=actor, at=at)
    partners = {name: _partner(cast, made.pk, name, actor, at) for name in wanted["partners"]}
    for months in wanted["met_months_ago"]:
        day = _months_ago(today, months)
        if day >= first:
            given = MeetingGiven(day, agenda="Giao ban tháng.", present=list(partners.values()))
            actions.enter_cooperation_meeting(made.pk, given, actor=actor, at=at)
    _review(made.pk, first, today, list(partners.values()), actor, at)
    for one in wanted["results"]:
        day = _ago(today, one["ago"])
        given_result = OutcomeGiven(
            one["indicator"],
            one["value"],
            day,
            day,
            partners[one["partner"]],
            [partners[name] for name in one.get("together", ())],
            one.get("note", ""),
        )
        actions.add_outcome(made.pk, given_result, actor=actor, at=at)


def _review(
    cooperation_id: int,
    first: date,
    today: date,
    partners: Sequence[int],
    actor: Actor,
    at: datetime,
) -> None:
    """The review of the last whole half year, ten days after its end, where that has passed."""
    begun, _last = turn_of(today, 6)
    day = begun + timedelta(days=9)
    if first < begun and day <= today:
        given = MeetingGiven(
            day,
            MeetingKind.HALF_YEAR,
            begun - timedelta(days=1),
            agenda="Sơ kết 6 tháng.",
            present=partners,
        )
        actions.enter_cooperation_meeting(cooperation_id, given, actor=actor, at=at)


def _partner(cast: Cast, cooperation_id: int, name: str, actor: Actor, at: datetime) -> int:
    is_unit = name.startswith("@")
    made = actions.add_partner(
        cooperation_id,
        unit_id=cast.units[name[1:]] if is_unit else None,
        name="" if is_unit else name,
        actor=actor,
        at=at,
    )
    return int(made.pk)


def _paper(unit_id: int, body: str, one: Told, actor: Actor, at: datetime) -> int:
    head = Head(
        kind=one.get("as", one["symbol"].split("-")[0]),
        number=one["number"],
        symbol=one["symbol"],
        issued_on=_day(one, at),
        issuer=body,
        title=one["title"],
    )
    facts = Facts(Direction.SENT, head, illustrative=True)
    return int(file_paper(unit_id, facts, actor=actor, at=at).pk)


def _day(one: Told, at: datetime) -> date:
    """The day of a paper; none lies before the units of the play exist."""
    return max(_ago(local_day(at), one["ago"]), merged_on())


def _ago(today: date, days: int) -> date:
    return today - timedelta(days=days)


def _months_ago(today: date, months: int) -> date:
    """The twelfth of the month so many months before."""
    month = today.year * 12 + today.month - 1 - months
    return date(month // 12, month % 12 + 1, 12)


def _unit(cast: Cast, login: str) -> int:
    return cast.units.get(login, cast.province_id)
