"""A small invented country, entered by hand, and the provinces of two real ones from the seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotAllowed
from keng.orgunits.actions import (
    Naming,
    NewUnit,
    Seed,
    create_nation,
    create_unit,
    load_seed,
    read_seed,
)

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
FOUNDED = date(2020, 1, 1)
ACT = "Quyết định 01/QĐ-UBND (nêu làm ví dụ)"


@dataclass(frozen=True)
class Stranger:
    """Holds grants over some units only."""

    allowed: frozenset[int] = frozenset()
    account_id: int | None = 7
    label: str = "stranger"

    def may(self, verb: str, *, unit_id: int, on: date) -> bool:
        return verb == "manage_units" and on == date(2026, 3, 2) and unit_id in self.allowed

    def require(self, verb: str, *, unit_id: int, on: date) -> None:
        if not self.may(verb, unit_id=unit_id, on=on):
            raise NotAllowed(f"{verb} {unit_id}")

    def reach(self, verb: str, *, on: date) -> frozenset[int] | None:
        return frozenset(unit for unit in self.allowed if self.may(verb, unit_id=unit, on=on))


Found = Callable[..., int]


@pytest.fixture
def found(db: None) -> Found:
    """Make a unit in one line: found("xa", "Tân Lập", under=district)."""
    assert db is None  # asked for, so that pytest makes the tables

    def make(kind: str, name: str, *, under: int, on: date = FOUNDED, **more: object) -> int:
        new = NewUnit(Naming(kind, name), under, **more)
        return create_unit(new, on=on, basis=ACT, actor=OPERATOR, at=AT).pk

    return make


@dataclass(frozen=True)
class Country:
    nation: int
    province: int
    district: int
    hoa_binh: int
    phu_my: int
    tan_lap: int
    thon_1: int
    thon_2: int


@pytest.fixture
def country(found: Found) -> Country:
    """tỉnh An Bình > huyện Sông Xanh > xã Hòa Bình (thôn 1, thôn 2), xã Phú Mỹ, xã Tân Lập."""
    nation = create_nation(actor=OPERATOR, at=AT).pk
    province = found("tinh", "An Bình", under=nation)
    district = found("huyen", "Sông Xanh", under=province)
    hoa_binh = found("xa", "Hòa Bình", under=district)
    return Country(
        nation=nation,
        province=province,
        district=district,
        hoa_binh=hoa_binh,
        phu_my=found("xa", "Phú Mỹ", under=district),
        tan_lap=found("xa", "Tân Lập", under=district),
        thon_1=found("thon", "1", under=hoa_binh),
        thon_2=found("thon", "2", under=hoa_binh),
    )


@pytest.fixture(scope="session")
def whole_seed() -> Seed:
    return read_seed()


@pytest.fixture(scope="session")
def two_provinces_seed(whole_seed: Seed) -> Seed:
    """Hải Dương and Hải Phòng before and after they became one."""
    return whole_seed.within({"Hải Dương", "Hải Phòng"})


@pytest.fixture
def two_provinces(db: None, two_provinces_seed: Seed) -> None:
    assert db is None  # asked for, so that pytest makes the tables
    load_seed(actor=OPERATOR, at=AT, seed=two_provinces_seed)
