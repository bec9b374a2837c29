"""The cast: a province with a commune, and the people of both."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from keng.access.actors import AccountActor
from web_cast import Office, an_office


@dataclass(frozen=True)
class Desk:
    """The commune with its clerk, its neighbour's clerk, and the officer above both."""

    unit: int
    other: int
    above: int
    clerk: AccountActor
    other_clerk: AccountActor
    officer: AccountActor
    stranger: AccountActor


@pytest.fixture
def office(db: None) -> Office:
    """Tỉnh Đông > huyện Bắc > xã Một, xã Hai."""
    del db
    return an_office()


@pytest.fixture
def desk(office: Office) -> Desk:
    """The desk of xã Một."""
    return Desk(
        unit=office.one,
        other=office.two,
        above=office.north,
        clerk=office.actor("clerk"),
        other_clerk=office.actor("other.clerk"),
        officer=office.actor("officer"),
        stranger=office.actor("stranger"),
    )
