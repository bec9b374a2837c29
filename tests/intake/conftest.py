"""The small programme, a country with a merger, and a commune that fills in its form of 2024."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from access_cast import AT, Country, a_country, somebody
from intake.small_pack import small_pack, written_to
from keng.access.actors import AccountActor
from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.packs import installed
from keng.packs.schema import Pack
from keng.reporting.actions import ensure_submission


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The small programme."""
    return small_pack(tmp_path_factory.mktemp("pack"))


@pytest.fixture
def country(db: None) -> Country:
    """Units before and after 1 July 2025."""
    del db
    return a_country()


@pytest.fixture
def programme(db: None, tmp_path: Path) -> None:
    """The small programme, installed."""
    del db
    installed.install(written_to(tmp_path / "pack"), actor=OPERATOR, at=AT)


@dataclass(frozen=True)
class Desk:
    """A commune's submission of 2024 and the clerk who fills it in."""

    submission: int
    clerk: AccountActor
    country: Country


@pytest.fixture
def desk(country: Country, programme: None) -> Desk:
    """xã Quang Khải, whose clerk fills in the year 2024."""
    del programme
    made = ensure_submission(
        country.quang_khai, "commune", parse_period("2024"), actor=OPERATOR, at=AT
    )
    return Desk(made.pk, somebody("clerk", country.quang_khai), country)


@pytest.fixture
def opened(country: Country, programme: None) -> Callable[..., int]:
    """Open the form of a unit for a period; its id."""
    del country, programme

    def open_(unit_id: int, period: str = "2024") -> int:
        found = parse_period(period)
        return ensure_submission(unit_id, "commune", found, actor=OPERATOR, at=AT).pk

    return open_
