"""Erasing a person: the key of the name is destroyed, and no backup of any day brings it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.access import personkeys, verification
from keng.access.actions._ledger import (
    account_for_update,
    require_keeper,
    require_known,
    store,
)
from keng.access.actions.tokens import end_tokens
from keng.access.logins import login_of_forgotten
from keng.access.models import Account
from keng.journal.commitments import new_salt
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day


@transaction.atomic
def forget_person(account_id: int, *, actor: Actor, at: datetime) -> Account:
    """Destroy the name, login and contact of a closed account; its number and acts remain.

    The key goes once this is committed, so that no backup says the name; the old salt goes too, so
    that earlier commitments in the journal say nothing about the person any more, while the chain
    still verifies (semantics 30). The login of an older backup stays readable in that file
    (decision 0346). There is no way back. Raises NotAllowed unless the actor keeps the account,
    BadInput for an open account, WrongState for a person who was erased already.
    """
    account = account_for_update(account_id)
    require_keeper(account, actor=actor, on=local_day(at))
    require_known(account)
    if account.is_active:
        raise BadInput(
            f"Tài khoản {account.login} còn dùng; hãy ngừng dùng trước khi xóa tên.",
            message_en=f"The account {account.login} is open; close it before its name is erased.",
            code="wrong_state",
        )
    return _forgotten(account, actor=actor, at=at)


def finish_forgetting(*, at: datetime) -> int:
    """Finish what a machine that stopped, or a backup from before an erasure, left; how many.

    Keys of erased persons that are still there are destroyed. Accounts whose key was destroyed and
    that an older backup brought back are closed and lose their login again.
    """
    for row in verification.undestroyed():
        personkeys.destroy(row.key_name)
    done = 0
    for row in verification.unfinished():
        with transaction.atomic():
            account = account_for_update(row.pk)
            account.is_active = False
            _forgotten(account, actor=OPERATOR, at=at)
            done += 1
    return done


def state_sealed_names(*, at: datetime) -> int:
    """Commit anew, as they are sealed, to names that were journalled in clear; how many accounts.

    Part of bringing a machine up to this version. A row that does not stand as the journal says is
    left as it is, to be found.
    """
    accounts = verification.unstated_accounts()
    with transaction.atomic():
        for account in accounts:
            store(account, "name_sealed", actor=OPERATOR, at=at)
    return len(accounts)


def _forgotten(account: Account, *, actor: Actor, at: datetime) -> Account:
    key = account.key_name
    account.login, account.salt = login_of_forgotten(account.pk), new_salt()
    account.sealed, account.has_email = "", False
    account.set_unusable_password()
    end_tokens(account, actor=actor, at=at)
    transaction.on_commit(lambda: personkeys.destroy(key))
    return store(account, "person_forgotten", actor=actor, at=at)
