"""The cast: a province with two districts, three communes, a village and a school, and people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from groups_cast import install_group_pack
from keng.access.actions import create_account, grant
from keng.access.actors import AccountActor
from keng.initiatives import queries
from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import NewUnit, create_nation, create_unit
from keng.orgunits.actions.ledger import Naming

START = date(2020, 1, 1)
SETUP = datetime(2020, 1, 1, 3, 0, tzinfo=UTC)
AT = datetime(2024, 9, 2, 3, 0, tzinfo=UTC)
TODAY = date(2024, 9, 2)


@dataclass(frozen=True)
class Cast:
    """Ids of the units, and the people who act."""

    province: int
    north: int
    one: int
    two: int
    village: int
    school: int
    clerk: AccountActor
    other_clerk: AccountActor
    head: AccountActor
    officer: AccountActor
    stranger: AccountActor


@pytest.fixture
def cast(db: None, request: pytest.FixtureRequest) -> Iterator[Cast]:
    """Tỉnh Đông: huyện Bắc with xã Một (thôn Đầu, Trường A) and xã Hai, huyện Nam with xã Ba.

    After each test the journal must vouch for every row that its actions wrote.
    """
    assert db is None
    yield _cast()
    if not request.module.__name__.endswith("test_verification"):
        assert list(queries.problems()) == []


def _cast() -> Cast:
    install_group_pack()
    nation = create_nation(actor=OPERATOR, at=SETUP).pk
    province = _unit("tinh", "Đông", nation)
    north, south = _unit("huyen", "Bắc", province), _unit("huyen", "Nam", province)
    one, two, three = _unit("xa", "Một", north), _unit("xa", "Hai", north), _unit("xa", "Ba", south)
    village = _unit("thon", "Đầu", one)
    return Cast(
        province=province,
        north=north,
        one=one,
        two=two,
        village=village,
        school=_unit("thcs", "Trường A", one, manager=one),
        clerk=_person("clerk.mot", one, "clerk"),
        other_clerk=_person("clerk.hai", two, "clerk"),
        head=_person("thon.dau", village, "clerk"),
        officer=_person("officer.bac", north, "officer"),
        stranger=_person("clerk.ba", three, "clerk"),
    )


def _unit(kind: str, name: str, parent: int, *, manager: int | None = None) -> int:
    new = NewUnit(Naming(kind, name), parent, manager_id=manager)
    return create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk


def _person(login: str, unit_id: int, role: str) -> AccountActor:
    account = create_account(login, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    grant(account.pk, role, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    return AccountActor(account)
