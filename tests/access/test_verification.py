"""A right that was written into the database by hand is found."""

from __future__ import annotations

import pytest
from django.db import connection

from access_cast import AT, AUGUST, Country, a_grant, an_account, somebody
from keng.access import actions, queries
from keng.access.actions import Days
from keng.access.models import Account, Grant, Substitute
from keng.kernel.actors import OPERATOR

pytestmark = pytest.mark.django_db


def by_hand(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def places() -> list[tuple[str, str]]:
    return [(problem.table, problem.id) for problem in queries.problems()]


def test_what_was_done_through_keng_is_no_problem(country: Country) -> None:
    somebody("clerk", country.tu_ky)
    somebody("administrator", country.hai_phong)

    assert places() == []


def test_a_grant_written_by_hand_is_found(country: Country) -> None:
    account = an_account("lan")
    made = Grant.objects.create(
        account=account, unit_id=country.nation, role="administrator", valid_from=AUGUST
    )

    assert places() == [("access_grant", str(made.pk))]


@pytest.mark.parametrize(
    "change", ["role = 'administrator'", "valid_until = '2099-01-01'", "unit_id = unit_id + 1"]
)
def test_a_grant_changed_by_hand_is_found(country: Country, change: str) -> None:
    held = a_grant(an_account("lan"), "clerk", country.tu_ky)

    by_hand(f"UPDATE access_grant SET {change} WHERE id = %s", held.pk)

    assert places() == [("access_grant", str(held.pk))]


def test_a_grant_removed_by_hand_is_found(country: Country) -> None:
    held = a_grant(an_account("lan"), "clerk", country.tu_ky)

    by_hand("DELETE FROM access_grant")

    assert places() == [("access_grant", str(held.pk))]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("login", "sep"),
        ("sealed", ""),
        ("key_name", "00" * 16),
        ("has_email", True),
        ("password", "md5$known$hash"),
        ("must_change_password", True),
        ("is_active", False),
        ("salt", "00" * 16),
    ],
)
def test_an_account_changed_by_hand_is_found(column: str, value: object) -> None:
    account = an_account("lan")

    by_hand(f"UPDATE access_account SET {column} = %s", value)

    assert places() == [("access_account", str(account.pk))]


def test_an_account_written_by_hand_is_found() -> None:
    account = Account.objects.create(login="intruder", salt="00" * 16)

    assert places() == [("access_account", str(account.pk))]


def test_a_substitute_written_or_changed_by_hand_is_found(country: Country) -> None:
    absent, friend = somebody("officer", country.hai_phong), an_account("lan")
    made = Substitute.objects.create(
        absent_id=absent.account_id,
        stands_in=friend,
        unit_id=country.hai_phong,
        valid_from=AUGUST,
        valid_until="2025-09-01",
    )
    assert places() == [("access_substitute", str(made.pk))]


def test_a_substitute_prolonged_by_hand_is_found(country: Country) -> None:
    absent, friend = somebody("officer", country.hai_phong), an_account("lan")
    made = actions.appoint_substitute(
        absent.account_id,
        friend.pk,
        unit_id=country.hai_phong,
        days=Days(AUGUST, AUGUST.replace(month=9)),
        actor=OPERATOR,
        at=AT,
    )

    by_hand("UPDATE access_substitute SET valid_until = '2099-01-01'")

    assert places() == [("access_substitute", str(made.pk))]
