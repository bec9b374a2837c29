"""A small province with a round, and browsers of its people, for the tests of the screens.

Tỉnh Đông > huyện Bắc > xã Một, xã Hai. The round asks the monthly form for August 2024, due on
5 September; it is nine in the morning of 2 September.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction
from django.test import Client

from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.access.models import Account
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.orgunits.actions import Naming, NewUnit, create_nation, create_unit
from keng.packs.models import PackVersion
from keng.reporting import actions
from keng.reporting.models import Submission
from reporting_cast import install_sample

START = date(2020, 1, 1)
SETUP = datetime(2020, 1, 1, 3, 0, tzinfo=UTC)
NOW = datetime(2024, 9, 2, 2, 0, tzinfo=UTC)
DUE = date(2024, 9, 5)
AUGUST = parse_period("2024-08")
PASSWORD = "con-co-bay-la-bay-la"
DESKTOP, PHONE = (1280, 900), (390, 844)  # the two widths that every screen is made for


@dataclass(frozen=True)
class Office:
    """Ids of the units, the accounts by login, the round and the form of xã Một."""

    nation: int
    province: int
    north: int
    one: int
    two: int
    accounts: dict[str, Account]
    round_id: int
    draft: Submission
    other_draft: Submission

    def actor(self, login: str) -> AccountActor:
        """The account as somebody who acts."""
        return AccountActor(self.accounts[login])

    def browser(self, login: str) -> Client:
        """A browser in which the account has signed in."""
        client = Client()
        client.force_login(self.accounts[login])
        return client


def an_office(install: Callable[[], object] = install_sample) -> Office:
    """The units, people and round above; `install` puts a programme into the database."""
    install()
    nation = create_nation(actor=OPERATOR, at=SETUP).pk
    province = _unit("tinh", "Đông", nation)
    north = _unit("huyen", "Bắc", province)
    one, two = _unit("xa", "Một", north), _unit("xa", "Hai", north)
    people = {
        "clerk": (one, "clerk"),
        "leader": (one, "leader"),
        "other.clerk": (two, "clerk"),
        "officer": (north, "officer"),
        "keeper": (province, "administrator"),
        "auditor": (province, "auditor"),
        "stranger": (one, None),
    }
    accounts = {login: _person(login, unit, role) for login, (unit, role) in people.items()}
    made = actions.open_round(
        "commune", AUGUST, owner_unit_id=north, due_on=DUE, actor=OPERATOR, at=NOW
    )
    return Office(
        nation=nation,
        province=province,
        north=north,
        one=one,
        two=two,
        accounts=accounts,
        round_id=made.pk,
        draft=Submission.objects.get(round=made, unit_id=one),
        other_draft=Submission.objects.get(round=made, unit_id=two),
    )


@transaction.atomic
def vouch_for_the_programme() -> None:
    """Let the journal vouch for the programme, which the tests put in by hand."""
    row = PackVersion.objects.get()
    record("pack:sample", "packs.installed", actor=OPERATOR, at=SETUP, facts={ROWS: stated(row)})


def _unit(kind: str, name: str, parent: int) -> int:
    new = NewUnit(Naming(kind, name), parent)
    return create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk


def _person(login: str, unit_id: int, role: str | None) -> Account:
    account = access.create_account(
        login, f"Người {login}", unit_id=unit_id, actor=OPERATOR, at=SETUP
    )
    if role is not None:
        access.grant(account.pk, role, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    return access.set_password(account.pk, PASSWORD, actor=OPERATOR, at=SETUP)
