"""Accounts for many posts in one act, and the passwords that are told once."""

from __future__ import annotations

from typing import Any

import pytest

from access_cast import AT, PASSWORD, Country, an_account, somebody
from keng.access import actions, queries
from keng.access.actions import MOST_AT_ONCE, BadInvitations, Invitation
from keng.access.actors import AccountActor
from keng.access.models import Account, Grant
from keng.access.queries import problems
from keng.journal.models import Entry
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, WrongState
from keng.kernel.moments import local_day

pytestmark = pytest.mark.django_db
LASTING = "lúa-chín-vàng-ngoài-đồng"


def asked(country: Country, *logins: str) -> list[Invitation]:
    units = (country.tu_ky, country.tan_ky)
    return [
        Invitation(unit_id, "clerk", login) for unit_id, login in zip(units, logins, strict=True)
    ]


def test_accounts_are_made_with_their_roles_and_passwords_that_open_them(country: Country) -> None:
    administrator = somebody("administrator", country.hai_phong)

    slips = actions.invite(asked(country, "tuky", "tanky"), actor=administrator, at=AT)

    assert [(slip.login, slip.unit_id) for slip in slips] == [
        ("tuky", country.tu_ky),
        ("tanky", country.tan_ky),
    ]
    for slip in slips:
        account = actions.sign_in(slip.login, slip.password, at=AT)
        assert account.must_change_password
        assert not account.full_name
        (duty,) = queries.duties_of(account.pk, on=AT.date())
        assert (duty.unit_id, duty.role) == (slip.unit_id, "clerk")
        verbs = [entry.verb for entry in entries_of(f"account:{account.pk}")]
        assert verbs[:3] == [
            "access.account_made",
            "access.granted",
            "access.temporary_password_given",
        ]
    assert list(problems()) == []


def test_no_password_is_kept_anywhere_in_clear(country: Country) -> None:
    (slip,) = actions.invite([Invitation(country.tu_ky, "clerk", "tuky")], actor=OPERATOR, at=AT)

    stored = str(list(Entry.objects.values())) + str(list(Account.objects.values()))
    assert slip.password not in stored
    assert len(slip.password) == 19


@pytest.mark.parametrize(
    ("logins", "field", "words"),
    [
        (("tuky", "Có Dấu"), "login", "không hợp lệ"),
        (("tuky", "taken"), "login", "đã có người dùng"),
        (("same", "same"), "login", "đứng 2 lần"),
    ],
)
def test_one_wrong_line_and_nobody_is_made(
    country: Country, logins: tuple[str, str], field: str, words: str
) -> None:
    an_account("taken", country.tu_ky)
    before = Account.objects.count()

    with pytest.raises(BadInvitations) as refusal:
        actions.invite(asked(country, *logins), actor=OPERATOR, at=AT)

    assert {problem.field for problem in refusal.value.problems} == {field}
    assert words in refusal.value.message
    assert Account.objects.count() == before
    assert not Grant.objects.exists()


def test_a_name_too_long_and_an_unknown_role_are_told_by_their_field(country: Country) -> None:
    wrong = [Invitation(country.tu_ky, "chief", "tuky", "x" * 201)]

    found = actions.check_invitations(wrong, actor=OPERATOR, at=AT)

    assert [(one.place, one.field) for one in found] == [(0, "role"), (0, "full_name")]


def test_nobody_is_invited_into_units_of_others(country: Country) -> None:
    administrator = somebody("administrator", country.tu_ky)

    with pytest.raises(BadInvitations) as refusal:
        actions.invite(asked(country, "tuky", "tanky"), actor=administrator, at=AT)

    assert [(one.place, one.field) for one in refusal.value.problems] == [(1, "unit")]
    assert not Account.objects.filter(login="tuky").exists()


@pytest.mark.parametrize("number", [0, MOST_AT_ONCE + 1])
def test_an_empty_or_too_long_list_is_refused(country: Country, number: int) -> None:
    many = [Invitation(country.tu_ky, "clerk", f"tuky{n}") for n in range(number)]

    with pytest.raises(BadInput):
        actions.invite(many, actor=OPERATOR, at=AT)

    assert not Account.objects.filter(login__startswith="tuky").exists()


def test_a_lost_slip_is_replaced_and_the_old_password_ends(country: Country) -> None:
    (old,) = actions.invite([Invitation(country.tu_ky, "clerk", "tuky")], actor=OPERATOR, at=AT)

    (new,) = actions.renew_slips(
        [old.account_id], actor=somebody("administrator", country.hai_phong), at=AT
    )

    account = Account.objects.get(pk=old.account_id)
    assert not account.check_password(old.password)
    assert account.check_password(new.password)
    assert account.must_change_password


def test_a_new_slip_ends_the_tokens_that_the_old_password_made(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)
    given: dict[str, Any] = {"last_day": local_day(AT), "password": PASSWORD}
    token = actions.make_token("Máy", "read", **given, actor=clerk, at=AT)

    actions.renew_slips([clerk.account_id], actor=OPERATOR, at=AT)

    assert actions.holder_of(token, at=AT) is None


def test_slips_are_renewed_for_all_or_for_nobody(country: Country) -> None:
    first, second = actions.invite(asked(country, "tuky", "tanky"), actor=OPERATOR, at=AT)
    both = [first.account_id, second.account_id]

    with pytest.raises(NotAllowed):
        actions.renew_slips(both, actor=somebody("administrator", country.tu_ky), at=AT)
    actions.close_account(second.account_id, actor=OPERATOR, at=AT)
    with pytest.raises(WrongState):
        actions.renew_slips(both, actor=OPERATOR, at=AT)

    assert Account.objects.get(pk=first.account_id).check_password(first.password)


def test_a_person_says_once_who_they_are_with_their_own_password(country: Country) -> None:
    (slip,) = actions.invite([Invitation(country.tu_ky, "clerk", "tuky")], actor=OPERATOR, at=AT)
    person = AccountActor(Account.objects.get(pk=slip.account_id))

    made = actions.take_up(slip.account_id, " Trần An ", LASTING, actor=person, at=AT)

    assert (made.full_name, made.must_change_password) == ("Trần An", False)
    assert made.check_password(LASTING)
    with pytest.raises(BadInput):
        actions.take_up(slip.account_id, "Người khác", LASTING, actor=person, at=AT)
    assert list(problems()) == []


@pytest.mark.parametrize(("name", "password"), [(" ", LASTING), ("Trần An", "ngan")])
def test_without_a_name_or_with_a_weak_password_nothing_is_taken_up(
    country: Country, name: str, password: str
) -> None:
    (slip,) = actions.invite([Invitation(country.tu_ky, "clerk", "tuky")], actor=OPERATOR, at=AT)
    account = Account.objects.get(pk=slip.account_id)

    with pytest.raises(BadInput):
        actions.take_up(account.pk, name, password, actor=AccountActor(account), at=AT)

    account.refresh_from_db()
    assert (account.full_name, account.must_change_password) == ("", True)


def test_nobody_names_another(country: Country) -> None:
    (slip,) = actions.invite([Invitation(country.tu_ky, "clerk", "tuky")], actor=OPERATOR, at=AT)

    with pytest.raises(NotAllowed):
        actions.take_up(slip.account_id, "Trần An", LASTING, actor=OPERATOR, at=AT)
