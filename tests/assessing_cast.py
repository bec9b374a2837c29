"""The small office with criteria sets, three villages and a village head, for the screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from criteria_cast import install
from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.criteria import actions
from keng.criteria.actions import ClaimInput
from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.reporting import actions as reporting
from reporting_cast import cells
from web_cast import PASSWORD, SETUP, START, Office, an_office


@dataclass(frozen=True)
class Villages:
    """The office, and the villages of xã Một; "head" is the clerk of the first."""

    office: Office
    first: int
    middle: int
    last: int

    def actor(self, login: str) -> AccountActor:
        """The account as somebody who acts."""
        return self.office.actor(login)


def an_office_of_villages() -> Villages:
    """Xã Một manages thôn Đầu, Giữa and Cuối; its leader reviews what they hand in."""
    office = an_office(install)
    first, middle, last = (_village(name, office.one) for name in ("Đầu", "Giữa", "Cuối"))
    account = access.create_account(
        "head", "Trưởng thôn Đầu", unit_id=first, actor=OPERATOR, at=SETUP
    )
    access.grant(account.pk, "clerk", unit_id=first, actor=OPERATOR, at=SETUP)
    office.accounts["head"] = access.set_password(account.pk, PASSWORD, actor=OPERATOR, at=SETUP)
    return Villages(office, first, middle, last)


def report(unit_id: int, year: int, at: datetime, form: str = "village", **values: int) -> int:
    """A year's accepted figures of a unit; the submission's id."""
    there = reporting.ensure_submission(
        unit_id, form, parse_period(str(year)), actor=OPERATOR, at=at
    )
    reporting.enter(there.pk, cells(**values), actor=OPERATOR, at=at)
    handed_in = reporting.submit(there.pk, actor=OPERATOR, at=at)
    reporting.accept(there.pk, revision=handed_in.revision, actor=OPERATOR, at=at)
    return int(there.pk)


def correct(submission_id: int, at: datetime, **values: int) -> None:
    """Reopen an accepted submission, change it, and have it accepted again."""
    reporting.reopen(submission_id, "Sửa số", actor=OPERATOR, at=at)
    reporting.enter(submission_id, cells(**values), actor=OPERATOR, at=at)
    handed_in = reporting.submit(submission_id, actor=OPERATOR, at=at)
    reporting.accept(submission_id, revision=handed_in.revision, actor=OPERATOR, at=at)


def a_village(villages: Villages, year: int, at: datetime) -> int:
    """The first village, registered by its head; the id of its assessment."""
    return int(
        actions.register("kdc", year, villages.first, actor=villages.actor("head"), at=at).pk
    )


def say_all(villages: Villages, assessment_id: int, at: datetime, *, login: str = "head") -> None:
    """Claim what a person says of every criterion as met."""
    said = {
        "K1": ClaimInput("met"),
        "K2": ClaimInput("met"),
        "K3": ClaimInput(occurred=False),
        "K4": ClaimInput(done=("meeting", "signed")),
    }
    for code, claim in said.items():
        actions.claim(assessment_id, code, claim, actor=villages.actor(login), at=at)


def submitted(villages: Villages, year: int, at: datetime) -> tuple[int, int]:
    """The first village handed in with confirmed figures; ids of assessment and of the report."""
    report(villages.first, year - 1, at, fires=2)
    form = report(villages.first, year, at, fires=1)
    found, head = a_village(villages, year, at), villages.actor("head")
    say_all(villages, found, at)
    [proposal] = actions.propose(found, actor=head, at=at)
    actions.answer_proposal(found, "K5", "confirmed", seen=proposal.revision, actor=head, at=at)
    actions.submit(found, actor=head, at=at)
    return found, form


def _village(name: str, parent: int) -> int:
    new = NewUnit(Naming("thon", name), parent)
    return int(create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk)
