"""The cast: a district, two communes, three villages, and the people of a year of recognition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from criteria_cast import install
from keng.access.actions import create_account, grant
from keng.access.actors import AccountActor
from keng.criteria import actions
from keng.criteria.actions import ClaimInput, DecisionHead
from keng.criteria.models import STATED, Assessment, Decision, Run
from keng.criteria.queries import decision_draft
from keng.criteria.queries.verification import decision_problems
from keng.journal.rows import problems
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.periods import parse_period
from keng.orgunits.actions import NewUnit, create_nation, create_unit
from keng.orgunits.actions.ledger import Naming
from keng.reporting import actions as reporting
from reporting_cast import cells

START = date(2020, 1, 1)
SETUP = datetime(2020, 1, 1, 3, 0, tzinfo=UTC)
SPRING = datetime(2024, 3, 1, 3, 0, tzinfo=UTC)
AUTUMN = datetime(2024, 11, 20, 3, 0, tzinfo=UTC)
AT = datetime(2025, 1, 5, 3, 0, tzinfo=UTC)
LATER = datetime(2025, 1, 6, 3, 0, tzinfo=UTC)
HEAD = DecisionHead("QĐ-UBND", date(2025, 1, 5), "TM. ỦY BAN NHÂN DÂN", "Chủ tịch")


@dataclass(frozen=True)
class Cast:
    """Ids of the units, and the people who act."""

    district: int
    one: int
    two: int
    first: int
    middle: int
    last: int
    head: AccountActor
    clerk: AccountActor
    leader: AccountActor
    other_clerk: AccountActor
    officer: AccountActor
    chief: AccountActor
    admin: AccountActor


_TAMPERING = ("test_tampering",)


@pytest.fixture
def cast(db: None, request: pytest.FixtureRequest) -> Iterator[Cast]:
    """Huyện Bắc with xã Một (thôn Đầu, Giữa, Cuối) and xã Hai.

    After each test the journal must vouch for every row, and every decision must run again.
    """
    assert db is None  # asked for, so that the cast has a database to stand in
    install()
    yield a_cast()
    if not request.module.__name__.endswith(_TAMPERING):
        assert list(problems(*STATED)) == []
        assert list(decision_problems()) == []


def a_cast() -> Cast:
    nation = create_nation(actor=OPERATOR, at=SETUP).pk
    district = _unit("huyen", "Bắc", _unit("tinh", "Đông", nation))
    one, two = _unit("xa", "Một", district), _unit("xa", "Hai", district)
    first, middle, last = (_unit("thon", name, one) for name in ("Đầu", "Giữa", "Cuối"))
    return Cast(
        district=district,
        one=one,
        two=two,
        first=first,
        middle=middle,
        last=last,
        head=person("head.dau", first, "clerk"),
        clerk=person("clerk.mot", one, "clerk"),
        leader=person("leader.mot", one, "leader"),
        other_clerk=person("clerk.hai", two, "clerk"),
        officer=person("officer.bac", district, "officer"),
        chief=person("leader.bac", district, "leader"),
        admin=person("admin.bac", district, "administrator"),
    )


def _unit(kind: str, name: str, parent: int) -> int:
    new = NewUnit(Naming(kind, name), parent)
    return create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk


def person(login: str, unit_id: int, role: str) -> AccountActor:
    """An account with one grant."""
    account = create_account(login, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    grant(account.pk, role, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    return AccountActor(account)


def report(unit_id: int, year: str, form: str = "commune", **values: int) -> int:
    """A year's accepted figures of a unit; the submission's id."""
    there = reporting.ensure_submission(
        unit_id, form, parse_period(year), actor=OPERATOR, at=SPRING
    )
    reporting.enter(there.pk, cells(**values), actor=OPERATOR, at=SPRING)
    handed_in = reporting.submit(there.pk, actor=OPERATOR, at=SPRING)
    reporting.accept(there.pk, revision=handed_in.revision, actor=OPERATOR, at=SPRING)
    return there.pk


def correct(submission_id: int, at: datetime, **values: int) -> None:
    """Reopen an accepted submission, change it, and have it accepted again."""
    reporting.reopen(submission_id, "Sửa số", actor=OPERATOR, at=at)
    reporting.enter(submission_id, cells(**values), actor=OPERATOR, at=at)
    handed_in = reporting.submit(submission_id, actor=OPERATOR, at=at)
    reporting.accept(submission_id, revision=handed_in.revision, actor=OPERATOR, at=at)


def village(cast: Cast, unit_id: int | None = None, *, at: datetime = SPRING) -> Assessment:
    """A registered village."""
    return actions.register("kdc", 2024, unit_id or cast.first, actor=cast.clerk, at=at)


def say_all(found: Assessment, actor: Actor, *, but: str = "", at: datetime = AT) -> None:
    """Claim everything met, but one criterion that is not."""
    done = {
        "K1": ClaimInput("not_met" if but == "K1" else "met"),
        "K2": ClaimInput("not_met" if but == "K2" else "met"),
        "K3": ClaimInput(occurred=but == "K3"),
        "K4": ClaimInput(done=("meeting",) if but == "K4" else ("meeting", "signed")),
    }
    for code, said in done.items():
        actions.claim(found.pk, code, said, actor=actor, at=at)


def submitted(cast: Cast, unit_id: int | None = None, *, but: str = "") -> Assessment:
    """A village whose dossier was handed in, with figures of both years that were confirmed."""
    unit = unit_id or cast.first
    report(unit, "2023", "village", fires=2)
    report(unit, "2024", "village", fires=1)
    found = village(cast, unit)
    say_all(found, cast.clerk, but=but)
    [proposal] = actions.propose(found.pk, actor=cast.clerk, at=AT)
    actions.answer_proposal(
        found.pk, "K5", "confirmed", seen=proposal.revision, actor=cast.clerk, at=AT
    )
    return actions.submit(found.pk, actor=cast.clerk, at=AT)


def reviewed(cast: Cast, unit_id: int | None = None, *, but: str = "") -> Assessment:
    """The same, agreed by the commune's leader."""
    found = submitted(cast, unit_id, but=but)
    return actions.agree(found.pk, {}, "Họp ngày 05/01.", actor=cast.leader, at=AT)


def decided(cast: Cast, *, but: str = "") -> Decision:
    """A decision of the commune on its first village."""
    found = reviewed(cast, but=but)
    return decide(found.run, cast.leader)


def decide(run: Run, actor: Actor, *, at: datetime = AT, head: DecisionHead = HEAD) -> Decision:
    """Decide on the list as it stands."""
    seen = decision_draft(run.pk, actor=actor, at=at).digest
    return actions.decide(run.pk, head, seen=seen, actor=actor, at=at)
