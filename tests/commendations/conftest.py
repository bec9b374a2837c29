"""The cast: a province with a district, two communes, a village, and the people who act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from commending_cast import install_commending_pack
from keng.access.actions import create_account, grant
from keng.access.actors import AccountActor
from keng.commendations import actions, queries
from keng.commendations.actions import NewCall, NewSeat
from keng.commendations.models import Call
from keng.kernel.actors import OPERATOR, Actor
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
    clerk: AccountActor
    leader: AccountActor
    other_clerk: AccountActor
    head: AccountActor
    officer: AccountActor
    chief: AccountActor
    stranger: AccountActor

    def call(self, unit_id: int | None = None, year: int = 2024) -> Call:
        """A call, at xã Một where nothing else is said."""
        place = self.one if unit_id is None else unit_id
        new = NewCall(place, year, "Khen thưởng năm")
        return actions.open_call(new, actor=OPERATOR, at=AT)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    """Keys and files of each test lie in a folder of its own."""
    settings.KENG_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


@pytest.fixture
def cast(db: None, request: pytest.FixtureRequest) -> Iterator[Cast]:
    """Tỉnh Đông: huyện Bắc with xã Một (thôn Đầu) and xã Hai; huyện Nam with xã Ba.

    After each test the journal must vouch for every row that its actions wrote.
    """
    assert db is None
    yield _cast()
    if not request.module.__name__.endswith("test_verification"):
        assert list(queries.problems()) == []


def _cast() -> Cast:
    install_commending_pack()
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
        clerk=_person("clerk.mot", one, "clerk"),
        leader=_person("leader.mot", one, "leader"),
        other_clerk=_person("clerk.hai", two, "clerk"),
        head=_person("thon.dau", village, "clerk"),
        officer=_person("officer.bac", north, "officer"),
        chief=_person("leader.bac", north, "leader"),
        stranger=_person("clerk.ba", three, "clerk"),
    )


def _unit(kind: str, name: str, parent: int) -> int:
    new = NewUnit(Naming(kind, name), parent)
    return create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk


def _person(login: str, unit_id: int, role: str) -> AccountActor:
    account = create_account(login, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    grant(account.pk, role, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    return AccountActor(account)


def seated(call: Call, *accounts: AccountActor, paper: int = 0) -> list[int]:
    """A council: a seat for each account, the first in the chair, and some without an account."""
    made = []
    for place, actor in enumerate(accounts):
        new = NewSeat("Phó Trưởng Công an xã", call.unit_id, actor.account_id, place == 0)
        made.append(actions.seat_member(call.pk, new, actor=OPERATOR, at=AT).pk)
    for _number in range(paper):
        new = NewSeat("Chủ tịch Mặt trận", call.unit_id)
        made.append(actions.seat_member(call.pk, new, actor=OPERATOR, at=AT).pk)
    return made


def digest(call: Call, actor: Actor) -> str:
    """What the decider has seen of the waiting list."""
    return queries.call_view(call.pk, actor=actor, at=AT).digest
