"""A person is erased: the key of the name is destroyed, and no backup of any day says it again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.db import transaction

from access_cast import AT, PASSWORD, Country, somebody
from keng.access import actions, personkeys, queries
from keng.access.actors import AccountActor
from keng.access.commitment import earlier_digest
from keng.access.models import Account
from keng.db.keyrings import KeyGone
from keng.journal import verification
from keng.journal.actions import record
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, WrongState

pytestmark = pytest.mark.django_db
NAME, MAIL, PHONE = "Nguyễn Thị Lan, phó trưởng công an", "lan@xa.vn", "0912 345 678"
Captured = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def lan(country: Country) -> Account:
    """Somebody with everything that is said of a person."""
    made = actions.create_account("tuky", NAME, unit_id=country.tu_ky, actor=OPERATOR, at=AT)
    actions.set_contact(made.pk, email=MAIL, phone=PHONE, actor=OPERATOR, at=AT)
    return actions.set_password(made.pk, PASSWORD, actor=OPERATOR, at=AT)


@pytest.fixture
def forget(django_capture_on_commit_callbacks: Captured) -> Callable[[Account], Account]:
    """Close the account and erase its person, as a transaction that is committed."""

    def forgets(account: Account) -> Account:
        actions.close_account(account.pk, actor=OPERATOR, at=AT)
        with django_capture_on_commit_callbacks(execute=True):
            return actions.forget_person(account.pk, actor=OPERATOR, at=AT)

    return forgets


def test_the_row_says_nothing_in_clear_and_reads_as_it_was(lan: Account) -> None:
    row = Account.objects.filter(pk=lan.pk).values().get()

    stored = repr(row)
    assert not [said for said in ("Lan", "Nguy", MAIL, "0912") if said in stored]
    read = queries.account_by_id(lan.pk)
    assert (read.full_name, read.email, read.phone, read.has_email) == (NAME, MAIL, PHONE, True)
    assert str(queries.names_of({lan.pk})[lan.pk]) == NAME
    assert queries.contacts_of({lan.pk})[lan.pk].phone == PHONE
    assert list(queries.problems()) == []


def test_an_erased_person_is_gone_and_the_chain_still_verifies(
    lan: Account, forget: Callable[[Account], Account]
) -> None:
    with pytest.raises(BadInput):
        actions.forget_person(lan.pk, actor=OPERATOR, at=AT)
    before = queries.account_by_id(lan.pk)

    gone = forget(lan)

    assert (gone.login, gone.full_name, gone.email, gone.has_email) == (
        f"gone-{lan.pk}",
        "",
        "",
        False,
    )
    assert str(queries.names_of({lan.pk})[lan.pk]) == "tài khoản đã xóa tên"
    with pytest.raises(KeyGone):
        personkeys._opened(before.key_name, before.sealed)
    assert verification.problems() == []
    assert list(queries.problems()) == []


def test_an_older_backup_does_not_bring_the_person_back(
    lan: Account, forget: Callable[[Account], Account], django_capture_on_commit_callbacks: Captured
) -> None:
    older = Account.objects.filter(pk=lan.pk).values().get()
    forget(lan)
    Account.objects.filter(pk=lan.pk).update(**older)  # as the restored row stands

    restored = queries.account_by_id(lan.pk)
    assert (restored.login, restored.full_name, restored.email) == ("tuky", "", "")
    assert any("khóa của họ tên đã hủy" in one.what for one in queries.problems())
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.finish_forgetting(at=AT) == 1

    after = queries.account_by_id(lan.pk)
    assert (after.login, after.is_active) == (f"gone-{lan.pk}", False)
    assert list(queries.problems()) == []
    assert actions.finish_forgetting(at=AT) == 0


def test_a_machine_that_stops_before_the_key_is_destroyed_finishes_later(lan: Account) -> None:
    key = queries.account_by_id(lan.pk).key_name
    actions.close_account(lan.pk, actor=OPERATOR, at=AT)
    actions.forget_person(lan.pk, actor=OPERATOR, at=AT)  # its transaction has not ended here

    assert any("khóa vẫn còn" in one.what for one in queries.problems())
    actions.finish_forgetting(at=AT)

    assert not personkeys.has_key(key)
    assert list(queries.problems()) == []


def test_without_the_folder_of_keys_everybody_signs_in_and_nothing_is_called_damage(
    lan: Account, own_folder: Path
) -> None:
    carried = own_folder / personkeys.FOLDER
    aside = own_folder / "aside"
    shutil.move(carried, aside)
    personkeys._opened.cache_clear()

    here = queries.account_by_id(lan.pk)
    assert (here.full_name, here.lacks_key) == ("", True)
    assert str(queries.names_of({lan.pk})[lan.pk]) == "tuky"
    assert actions.sign_in("tuky", PASSWORD, at=AT).pk == lan.pk
    assert list(queries.problems()) == []

    shutil.move(aside, carried)
    assert queries.account_by_id(lan.pk).full_name == NAME


def test_an_erased_person_is_not_used_again(
    lan: Account, country: Country, forget: Callable[[Account], Account]
) -> None:
    forget(lan)

    with pytest.raises(WrongState):
        actions.reopen_account(lan.pk, actor=OPERATOR, at=AT)
    with pytest.raises(WrongState):
        actions.change_account(
            lan.pk, full_name="Khác", unit_id=country.tu_ky, actor=OPERATOR, at=AT
        )
    with pytest.raises(WrongState):
        actions.set_contact(lan.pk, email=MAIL, phone="", actor=OPERATOR, at=AT)
    with pytest.raises(BadInput):
        actions.create_account("gone-7", unit_id=country.tu_ky, actor=OPERATOR, at=AT)


def test_only_who_keeps_the_account_erases_its_person(lan: Account, country: Country) -> None:
    actions.close_account(lan.pk, actor=OPERATOR, at=AT)

    with pytest.raises(NotAllowed):
        actions.forget_person(lan.pk, actor=somebody("officer", country.tu_ky), at=AT)
    elsewhere = somebody("administrator", country.quang_ninh)
    with pytest.raises(NotAllowed):
        actions.forget_person(lan.pk, actor=elsewhere, at=AT)

    assert queries.account_by_id(lan.pk).full_name == NAME


def test_names_that_were_journalled_in_clear_are_stated_anew_unless_somebody_changed_them(
    lan: Account, country: Country
) -> None:
    other = actions.create_account(
        "tanky", "Trần An", unit_id=country.tan_ky, actor=OPERATOR, at=AT
    )
    for one in (lan, other):
        row = queries.account_by_id(one.pk)
        facts: dict[str, object] = {"digest": earlier_digest(row)}
        with transaction.atomic():
            record(f"account:{row.pk}", "access.contact_set", actor=OPERATOR, at=AT, facts=facts)
    assert list(queries.problems()) == []
    Account.objects.filter(pk=other.pk).update(is_active=False)  # by hand

    assert actions.state_sealed_names(at=AT) == 1

    assert [one.id for one in queries.problems()] == [str(other.pk)]
    assert AccountActor(lan).account_id == lan.pk
