"""The commendations of the demonstration: a small year, invented, and marked so in the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from keng.access.queries import account_by_login
from keng.commendations import actions, queries
from keng.commendations.actions import DecisionHead, Described, NewCall, NewRuling, NewSeat
from keng.commendations.vocabulary import Choice, Recipient, RuleName
from keng.kernel.moments import local_day
from keng.ops.demo.cast import Cast


@cache
def _plan() -> Mapping[str, Any]:
    text = (files(__package__) / "commendations.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def commend(cast: Cast, *, at: datetime) -> None:
    """Answer the rules, open the calls, propose, vote, decide, revoke one, withdraw one name."""
    season = _Season(cast, at)
    season.answer_rules()
    for wanted in _plan()["calls"]:
        season.open_call(wanted)
    for wanted in _plan()["proposals"]:
        season.propose(wanted)
    for key in _plan()["voted"]:
        season.vote(key)
    for wanted in _plan()["decisions"]:
        season.decide(wanted)
    season.revoke()
    season.withdraw()


@dataclass
class _Season:
    """The year as it goes on: what was made, by the keys of the plan."""

    cast: Cast
    at: datetime
    calls: dict[str, int] = field(default_factory=dict)
    seats: dict[int, dict[str, tuple[int, str]]] = field(default_factory=dict)
    proposals: dict[str, int] = field(default_factory=dict)
    call_of: dict[str, int] = field(default_factory=dict)
    decisions: dict[int, int] = field(default_factory=dict)

    def answer_rules(self) -> None:
        """Quotas, years, shares of votes, with an illustrative basis."""
        year = local_day(self.at).year
        for said in _plan()["rulings"]:
            new = NewRuling(
                RuleName(said["rule"]),
                said["value"],
                _plan()["basis"],
                said.get("award", ""),
                said.get("recipient", ""),
                illustrative=True,
            )
            unit, actor = self.cast.units[said["login"]], self.cast.actor(said["login"])
            actions.answer_rule(unit, new, year=year, actor=actor, at=self.at)

    def open_call(self, wanted: Mapping[str, Any]) -> None:
        """A call with its council; a seat without a login votes on paper."""
        unit, actor = self.cast.units[wanted["login"]], self.cast.actor(wanted["login"])
        new = NewCall(unit, local_day(self.at).year, wanted["title"], illustrative=True)
        call = actions.open_call(new, actor=actor, at=self.at).pk
        self.calls[wanted["key"]] = call
        for said in wanted["seats"]:
            login = said.get("login")
            account = account_by_login(login).pk if login else None
            seat = NewSeat(said["post"], unit, account, said.get("chair", False))
            made = actions.seat_member(call, seat, actor=actor, at=self.at)
            voter = login or wanted["login"]
            self.seats.setdefault(call, {})[said["post"]] = (made.pk, voter)

    def propose(self, wanted: Mapping[str, Any]) -> None:
        """A group, or a person with a name that is plainly illustrative."""
        person = wanted.get("person", "")
        described = Described(
            award=wanted["award"],
            recipient=Recipient.PERSON if person else Recipient.GROUP,
            home_id=self.cast.units[wanted["home"]],
            deed=wanted["deed"],
            achievement=wanted["achievement"],
            group=wanted.get("group", "named"),
            name=person or wanted.get("name", ""),
            about=wanted.get("about", ""),
        )
        call, login = self.calls[wanted["call"]], wanted["login"]
        made = actions.propose(
            call,
            described,
            proposer_id=self.cast.units[login],
            actor=self.cast.actor(login),
            at=self.at,
        )
        self.proposals[wanted["key"]] = made.pk
        self.call_of[wanted["key"]] = call

    def vote(self, key: str) -> None:
        """Each seat of the council on one proposal."""
        abstaining = _plan()["abstaining"].get(key, ())
        for post, (seat, login) in self.seats[self.call_of[key]].items():
            choice = Choice.ABSTAIN if post in abstaining else Choice.FOR
            actor = self.cast.actor(login)
            actions.vote(self.proposals[key], {seat: choice}, turn=1, actor=actor, at=self.at)

    def decide(self, wanted: Mapping[str, Any]) -> None:
        """A decision as its leader makes it, with number and day."""
        actor = self.cast.actor(_plan()["signed"]["login"])
        call = self.call_of[wanted["chosen"][0]]
        seen = queries.call_view(call, actor=actor, at=self.at).digest
        chosen = [self.proposals[key] for key in wanted["chosen"]]
        head = self._head(wanted)
        made = actions.decide(call, head, chosen, seen=seen, actor=actor, at=self.at)
        self.decisions[wanted["number"]] = made.pk

    def revoke(self) -> None:
        """One line of a decision is taken back by another decision."""
        said = _plan()["revoked"]
        actions.revoke(
            self.decisions[said["of"]],
            self._head(said),
            said["reason"],
            proposals=[self.proposals[key] for key in said["chosen"]],
            actor=self.cast.actor(_plan()["signed"]["login"]),
            at=self.at,
        )

    def withdraw(self) -> None:
        """One name is withdrawn, and gone."""
        proposal, signed = self.proposals[_plan()["withdrawn"]], _plan()["calls"][0]["login"]
        actor = self.cast.actor(signed)
        actions.withdraw_name(proposal, _plan()["reason"], actor=actor, at=self.at)

    def _head(self, wanted: Mapping[str, Any]) -> DecisionHead:
        signed = _plan()["signed"]
        on = local_day(self.at) - timedelta(days=wanted["days_ago"])
        return DecisionHead(
            signed["symbol"],
            on,
            signed["authority"],
            signed["post"],
            wanted["number"],
            signed["minutes"],
        )
