"""Tokens of the API: one person's, for a time, ended by that person or from above."""

from __future__ import annotations

from datetime import timedelta

import pytest

from access_cast import AT, PASSWORD, Country, an_account
from keng.access import actions, standing
from keng.access.actors import AccountActor
from keng.access.models import Account, ApiToken
from keng.access.tokens import TokenScope
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed
from keng.kernel.moments import local_day

TODAY = local_day(AT)


@pytest.fixture
def lan(country: Country) -> Account:
    """A person of xã Tứ Kỳ."""
    return an_account("lan", unit_id=country.tu_ky)


def a_token(
    account: Account, scope: str = "read", *, days: int = 30, password: str = PASSWORD
) -> str:
    return actions.make_token(
        "Máy thống kê",
        scope,
        last_day=TODAY + timedelta(days=days),
        password=password,
        actor=AccountActor(account),
        at=AT,
    )


def test_a_token_is_its_persons_until_the_end_of_its_last_day(lan: Account) -> None:
    token = a_token(lan, "write", days=3)

    assert actions.holder_of(token, at=AT + timedelta(days=3)) == (lan, TokenScope.WRITE)
    assert actions.holder_of(token, at=AT + timedelta(days=4)) is None
    assert actions.holder_of(token + "x", at=AT) is None
    assert list(standing.problems()) == []


def test_the_text_of_a_token_is_kept_nowhere(lan: Account) -> None:
    token = a_token(lan)

    row = ApiToken.objects.get()
    assert token not in str(row.__dict__)
    assert "Máy thống kê" not in str(list(entries_of(f"account:{lan.pk}"))[-1].facts)


@pytest.mark.parametrize(
    ("scope", "days", "password"),
    [("read", -1, PASSWORD), ("read", 367, PASSWORD), ("all", 3, PASSWORD), ("read", 3, "sai")],
)
def test_what_is_refused_makes_no_token(scope: str, days: int, password: str, lan: Account) -> None:
    with pytest.raises(BadInput):
        a_token(lan, scope, days=days, password=password)

    assert not ApiToken.objects.exists()


def test_its_person_ends_it(lan: Account) -> None:
    token = a_token(lan)

    actions.end_token(ApiToken.objects.get().pk, actor=AccountActor(lan), at=AT)

    assert actions.holder_of(token, at=AT) is None
    assert [one.is_open for one in standing.tokens_of(lan.pk, on=TODAY)] == [False]
    assert list(standing.problems()) == []


def test_a_stranger_does_not_end_it(lan: Account, country: Country) -> None:
    token = a_token(lan)
    stranger = an_account("nguoi-la", unit_id=country.tan_ky)

    with pytest.raises(NotAllowed):
        actions.end_token(ApiToken.objects.get().pk, actor=AccountActor(stranger), at=AT)

    assert actions.holder_of(token, at=AT) is not None


def test_a_closed_account_has_no_tokens(lan: Account) -> None:
    token = a_token(lan)

    actions.close_account(lan.pk, actor=OPERATOR, at=AT)

    assert actions.holder_of(token, at=AT) is None
    actions.reopen_account(lan.pk, actor=OPERATOR, at=AT)
    assert actions.holder_of(token, at=AT) is None  # it may be why the account was closed
    assert list(standing.problems()) == []


def test_a_temporary_password_ends_all_tokens(lan: Account) -> None:
    token = a_token(lan)

    actions.give_temporary_password(lan.pk, actor=OPERATOR, at=AT)

    assert actions.holder_of(token, at=AT) is None
    assert list(standing.problems()) == []
