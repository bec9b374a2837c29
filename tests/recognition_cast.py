"""A run of the small programme for the screens: villages of xã Một, its council, a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from criteria_cast import commune_set, install, register_of_titles, village_set
from keng.criteria import actions
from keng.criteria.actions import ClaimInput, DecisionHead, MarkInput
from keng.criteria.models import Assessment, Decision, Member, Run
from keng.criteria.queries import decision_draft
from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import Naming, NewUnit, create_unit
from web_cast import NOW, SETUP, START, Office, an_office

CODES = ("K1", "K2", "K3", "K4", "K5")
HEAD = DecisionHead("QĐ-UBND", date(2024, 9, 2), "TM. ỦY BAN NHÂN DÂN", "Chủ tịch", number=7)


@dataclass(frozen=True)
class Season:
    """A run in xã Một with three villages: one reviewed, one submitted, one not registered."""

    run: Run
    reviewed: Assessment
    submitted: Assessment
    idle: int
    chair: Member
    paper: Member


def an_office_with_sets() -> Office:
    """The office with the programme that has sets of criteria."""
    return an_office(lambda: install(villages(), commune_set(), register_of_titles()))


def villages() -> dict[str, Any]:
    """The set of villages with the worked examples that a draft of it needs."""
    found = village_set()
    found["criteria"]["K5"]["examples"] = [
        {"now": {"fires": "1"}, "last_year": {"fires": "2"}, "expect": "met"},
        {"now": {"fires": "3"}, "last_year": {"fires": "2"}, "expect": "not_met"},
    ]
    return found


def a_village(office: Office, name: str) -> int:
    """A village of xã Một."""
    new = NewUnit(Naming("thon", name), office.one)
    return create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk


def handed_in(unit_id: int, *, but: str = "") -> Assessment:
    """A registered village that claims everything, but one criterion, and handed in."""
    found = actions.register("kdc", 2024, unit_id, actor=OPERATOR, at=NOW)
    said = {
        "K1": ClaimInput("not_met" if but == "K1" else "met"),
        "K2": ClaimInput("not_met" if but == "K2" else "met"),
        "K3": ClaimInput(occurred=but == "K3"),
        "K4": ClaimInput(done=("meeting", "signed")),
    }
    for code, one in said.items():
        actions.claim(found.pk, code, one, actor=OPERATOR, at=NOW)
    return actions.submit(found.pk, actor=OPERATOR, at=NOW)


def all_marked(but: str = "") -> dict[str, MarkInput]:
    """Every criterion met, but one."""
    return {code: MarkInput("not_met" if code == but else "met") for code in CODES}


def a_season(office: Office) -> Season:
    """The villages, a chair who has an account (the leader), a member who marks on paper."""
    names = ("Đầu", "Giữa", "Cuối")
    first, middle, last = (a_village(office, name) for name in names)
    reviewed = handed_in(first)
    run = reviewed.run
    actions.agree(reviewed.pk, all_marked(), "Họp ngày 01/9.", actor=OPERATOR, at=NOW)
    chair = actions.appoint_member(
        run.pk,
        "Phó Chủ tịch xã",
        office.one,
        member_account=office.accounts["leader"].pk,
        is_chair=True,
        actor=OPERATOR,
        at=NOW,
    )
    paper = actions.appoint_member(run.pk, "Trưởng ban", office.one, actor=OPERATOR, at=NOW)
    return Season(run, reviewed, handed_in(middle), last, chair, paper)


def decided(season: Season) -> Decision:
    """A decision on what is reviewed."""
    seen = decision_draft(season.run.pk, actor=OPERATOR, at=NOW).digest
    return actions.decide(season.run.pk, HEAD, seen=seen, actor=OPERATOR, at=NOW)
