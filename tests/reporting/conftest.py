"""The cast: a province with two districts, three communes, a village, and people with grants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from keng.access.actions import create_account, grant
from keng.access.actors import AccountActor
from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.orgunits.actions import NewUnit, create_nation, create_unit
from keng.orgunits.actions.ledger import Naming
from keng.reporting import actions, queries
from keng.reporting.models import Submission
from reporting_cast import install_sample

START = date(2020, 1, 1)
SETUP = datetime(2020, 1, 1, 3, 0, tzinfo=UTC)
AT = datetime(2024, 9, 2, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """Ids of the units, and the people who act."""

    province: int
    north: int
    south: int
    one: int
    two: int
    three: int
    village: int
    clerk: AccountActor
    colleague: AccountActor
    other_clerk: AccountActor
    officer: AccountActor
    province_officer: AccountActor
    auditor: AccountActor


_TAMPERING = ("test_problems", "test_statements")


@pytest.fixture
def cast(db: None, request: pytest.FixtureRequest) -> Iterator[Cast]:
    """Tỉnh Đông: huyện Bắc with xã Một and xã Hai, huyện Nam with xã Ba.

    After each test the journal must vouch for every row that its actions wrote.
    """
    assert db is None  # asked for, so that the cast has a database to stand in
    yield _cast()
    if not request.module.__name__.endswith(_TAMPERING):
        assert list(queries.problems()) == []


def _cast() -> Cast:
    install_sample()
    nation = create_nation(actor=OPERATOR, at=SETUP).pk
    province = _unit("tinh", "Đông", nation)
    north, south = _unit("huyen", "Bắc", province), _unit("huyen", "Nam", province)
    one, two, three = _unit("xa", "Một", north), _unit("xa", "Hai", north), _unit("xa", "Ba", south)
    return Cast(
        province=province,
        north=north,
        south=south,
        one=one,
        two=two,
        three=three,
        village=_unit("thon", "Đầu", one),
        clerk=_person("clerk.mot", one, "clerk"),
        colleague=_person("leader.mot", one, "leader"),
        other_clerk=_person("clerk.ba", three, "clerk"),
        officer=_person("officer.bac", north, "officer"),
        province_officer=_person("officer.dong", province, "officer"),
        auditor=_person("auditor.dong", province, "auditor"),
    )


@pytest.fixture
def draft(cast: Cast) -> Submission:
    """The August form of xã Một, outside any round, still empty."""
    return actions.ensure_submission(
        cast.one, "commune", parse_period("2024-08"), actor=cast.clerk, at=AT
    )


def _unit(kind: str, name: str, parent: int) -> int:
    new = NewUnit(Naming(kind, name), parent)
    return create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk


def _person(login: str, unit_id: int, role: str) -> AccountActor:
    account = create_account(login, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    grant(account.pk, role, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    return AccountActor(account)
