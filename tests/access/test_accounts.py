"""Making, changing, closing and forgetting accounts; their passwords."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from access_cast import AT, PASSWORD, Country, a_grant, an_account, somebody
from keng.access import actions, queries
from keng.access.actions import Days
from keng.access.actors import AccountActor
from keng.access.models import Account
from keng.journal.models import Entry
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, NotAllowed, NotFound, WrongState

pytestmark = pytest.mark.django_db
TOMORROW, NEXT_WEEK = date(2025, 8, 6), date(2025, 8, 12)


def test_an_administrator_makes_an_account_without_a_password_or_a_right(
    country: Country,
) -> None:
    administrator = somebody("administrator", country.hai_phong)

    made = actions.create_account(
        " Lan.TuKy ", "Nguyễn Thị Lan", unit_id=country.tu_ky, actor=administrator, at=AT
    )

    assert made.login == "lan.tuky"
    assert not made.has_usable_password()
    assert queries.duties_of(made.pk, on=AT.date()) == ()
    entry = entries_of(f"account:{made.pk}").get()
    assert entry.verb == "access.account_made"
    assert set(entry.facts) == {"digest"}


def test_names_and_logins_never_stand_in_the_journal(country: Country) -> None:
    actions.create_account("lan", "Nguyễn Thị Lan", unit_id=country.tu_ky, actor=OPERATOR, at=AT)

    told = str(list(Entry.objects.values("stream", "verb", "facts")))

    assert "lan" not in told
    assert "Nguyễn" not in told


def test_an_account_is_made_for_the_own_units_only(country: Country) -> None:
    administrator = somebody("administrator", country.tu_ky)

    for unit_id in (country.tan_ky, country.hai_phong, None):
        with pytest.raises(NotAllowed):
            actions.create_account("friend", unit_id=unit_id, actor=administrator, at=AT)

    assert not Account.objects.filter(login="friend").exists()


@pytest.mark.parametrize("login", ["", "ab", "có dấu", "a b c", "x" * 65, "-abc", "a/b/c"])
def test_a_login_has_a_plain_shape(login: str) -> None:
    with pytest.raises(BadInput):
        actions.create_account(login, unit_id=None, actor=OPERATOR, at=AT)

    assert not Account.objects.exists()


def test_a_login_is_taken_once_in_whatever_case() -> None:
    an_account("lan")

    with pytest.raises(Conflict):
        actions.create_account("LAN", unit_id=None, actor=OPERATOR, at=AT)

    assert queries.account_by_login(" Lan ").login == "lan"
    with pytest.raises(NotFound):
        queries.account_by_login("huong")


def test_a_person_sets_the_own_lasting_password(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)

    account = actions.set_password(clerk.account_id, "mười-hai-con-giáp", actor=clerk, at=AT)

    assert account.check_password("mười-hai-con-giáp")
    assert not account.must_change_password
    assert list(queries.problems()) == []


def test_nobody_sets_a_lasting_password_for_another(country: Country) -> None:
    clerk, administrator = (
        somebody("clerk", country.tu_ky),
        somebody("administrator", country.hai_phong),
    )

    with pytest.raises(NotAllowed):
        actions.set_password(clerk.account_id, "mười-hai-con-giáp", actor=administrator, at=AT)

    assert queries.account_by_id(clerk.account_id).check_password(PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "12345678", "password", "lan.tuky.1"])
def test_a_weak_password_is_refused_in_both_languages(password: str) -> None:
    account = an_account("lan.tuky")

    with pytest.raises(BadInput) as refusal:
        actions.set_password(account.pk, password, actor=AccountActor(account), at=AT)

    assert refusal.value.code == "weak_password"
    assert refusal.value.message != refusal.value.message_en
    assert queries.account_by_id(account.pk).check_password(PASSWORD)


def test_a_temporary_password_must_be_changed_and_not_kept(country: Country) -> None:
    administrator = somebody("administrator", country.hai_phong)
    clerk = somebody("clerk", country.tu_ky)

    given = actions.give_temporary_password(clerk.account_id, actor=administrator, at=AT)

    account = queries.account_by_id(clerk.account_id)
    assert account.check_password(given)
    assert account.must_change_password
    with pytest.raises(BadInput):
        actions.set_password(clerk.account_id, given, actor=clerk, at=AT)
    actions.set_password(clerk.account_id, PASSWORD, actor=clerk, at=AT)
    assert not queries.account_by_id(clerk.account_id).must_change_password


def test_a_keeper_of_a_commune_cannot_take_over_an_officer_of_the_province(
    country: Country,
) -> None:
    keeper = somebody("administrator", country.tu_ky)
    officer = an_account("officer", country.tu_ky)  # works in the commune's house
    a_grant(officer, "officer", country.hai_phong)

    with pytest.raises(NotAllowed):
        actions.give_temporary_password(officer.pk, actor=keeper, at=AT)
    with pytest.raises(NotAllowed):
        actions.close_account(officer.pk, actor=keeper, at=AT)

    assert queries.account_by_id(officer.pk).check_password(PASSWORD)


def test_a_keeper_of_a_commune_cannot_take_over_who_stands_in_for_the_province(
    country: Country,
) -> None:
    keeper, officer = (
        somebody("administrator", country.tu_ky),
        somebody("officer", country.hai_phong),
    )
    friend = an_account("friend", country.tu_ky)
    actions.appoint_substitute(
        officer.account_id,
        friend.pk,
        unit_id=country.hai_phong,
        days=Days(TOMORROW, NEXT_WEEK),
        actor=officer,
        at=AT,
    )

    with pytest.raises(NotAllowed):
        actions.give_temporary_password(friend.pk, actor=keeper, at=AT)
    with pytest.raises(NotAllowed):
        actions.renew_slips([friend.pk], actor=keeper, at=AT)

    assert queries.account_by_id(friend.pk).check_password(PASSWORD)


def test_a_session_left_open_gives_its_account_no_new_password(country: Country) -> None:
    administrator = somebody("administrator", country.tu_ky)
    beside = somebody("administrator", country.hai_phong, login="beside")
    account_id = administrator.account_id

    with pytest.raises(NotAllowed):
        actions.give_temporary_password(account_id, actor=administrator, at=AT)
    with pytest.raises(NotAllowed):
        actions.renew_slips([account_id], actor=administrator, at=AT)

    assert queries.account_by_id(account_id).check_password(PASSWORD)
    actions.give_temporary_password(account_id, actor=beside, at=AT)
    assert not queries.account_by_id(account_id).check_password(PASSWORD)


def test_checking_a_password_never_rewrites_what_the_journal_holds(
    settings: Settings,
) -> None:
    account = an_account("lan")
    before = account.password
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]

    assert account.check_password(PASSWORD)

    assert queries.account_by_id(account.pk).password == before


def test_a_closed_account_keeps_what_it_did_and_may_be_reopened(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)

    actions.close_account(clerk.account_id, actor=OPERATOR, at=AT)
    assert not queries.account_by_id(clerk.account_id).is_active
    with pytest.raises(WrongState):
        actions.give_temporary_password(clerk.account_id, actor=OPERATOR, at=AT)
    actions.reopen_account(clerk.account_id, actor=OPERATOR, at=AT)

    assert clerk.may("enter", unit_id=country.tu_ky, on=AT.date())


def test_nobody_closes_the_own_account(country: Country) -> None:
    administrator = somebody("administrator", country.hai_phong)

    with pytest.raises(NotAllowed):
        actions.close_account(administrator.account_id, actor=administrator, at=AT)

    assert queries.account_by_id(administrator.account_id).is_active


def test_an_account_moves_with_its_person(country: Country) -> None:
    administrator = somebody("administrator", country.hai_phong)
    account = an_account("lan", country.tu_ky)

    moved = actions.change_account(
        account.pk,
        full_name="Trần Thị Lan",
        unit_id=country.tan_ky,
        actor=administrator,
        at=AT,
    )

    assert (moved.full_name, moved.unit_id) == ("Trần Thị Lan", country.tan_ky)
    assert list(queries.problems()) == []


def test_everyone_chooses_the_own_language() -> None:
    account = an_account("lan")

    assert actions.set_language(account.pk, "en", actor=AccountActor(account), at=AT)
    with pytest.raises(NotAllowed):
        actions.set_language(account.pk, "vi", actor=AccountActor(an_account("huong")), at=AT)
    with pytest.raises(BadInput):
        actions.set_language(account.pk, "fr", actor=AccountActor(account), at=AT)

    assert queries.account_by_id(account.pk).language == "en"


def test_an_administrator_lists_the_accounts_that_are_kept_there(country: Country) -> None:
    administrator = somebody("administrator", country.hai_phong, login="quan-tri")
    an_account("lan", country.tu_ky)
    an_account("thu", country.quang_ninh)

    logins = [account.login for account in queries.accounts_kept_by(administrator, on=AT.date())]

    assert logins == ["lan", "quan-tri"]
    assert len(queries.accounts_kept_by(OPERATOR, on=AT.date())) == 3


def test_names_for_a_screen_come_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    lan, huong = an_account("lan"), an_account("huong")

    with django_assert_num_queries(1):
        names = queries.names_of({lan.pk, huong.pk, None})

    assert str(names[lan.pk]) == "(lan)"
    assert names[huong.pk].login == "huong"
