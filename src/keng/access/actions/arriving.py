"""Accounts that came from another machine without their passwords and other secrets."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from keng.access.commitment import (
    KEPT_ACCOUNT,
    KEPT_GRANTS,
    KEPT_SUBSTITUTES,
    account_digest,
    gone_facts,
)
from keng.access.models import Account, Grant, Substitute
from keng.access.verification import STREAM, States, told_by_the_journal
from keng.journal.actions import record
from keng.kernel.actors import Actor

SIGNS_NOBODY_IN: Final = "!"
"""What stands in the place of a password hash: nobody can sign in with any password."""


@transaction.atomic
def take_in_accounts(*, actor: Actor, at: datetime) -> int:
    """Write down how accounts stand without a password, and which rows did not come along.

    Returns the number of accounts. A person signs in again once the operator or an administrator
    gave a first password. Call it where the accounts were just put in, and nowhere else.
    """
    told = told_by_the_journal()
    accounts = {account.pk: account for account in Account.objects.order_by("pk")}
    grants = set(Grant.objects.values_list("pk", flat=True))
    substitutes = set(Substitute.objects.values_list("pk", flat=True))
    lost_grants = _by_account(told.grants, grants, "account")
    lost_substitutes = _by_account(told.substitutes, substitutes, "absent")
    for account_id in sorted(accounts):
        facts: dict[str, object] = {KEPT_ACCOUNT: account_digest(accounts[account_id])}
        if gone := lost_grants.pop(account_id, None):
            facts[KEPT_GRANTS] = gone
        if gone := lost_substitutes.pop(account_id, None):
            facts[KEPT_SUBSTITUTES] = gone
        record(f"{STREAM}{account_id}", "access.taken_in", actor=actor, at=at, facts=facts)
    return len(accounts)


def _by_account(told: States, there: set[int], whose: str) -> dict[int, list[dict[str, object]]]:
    lost: dict[int, list[dict[str, object]]] = {}
    for row_id, state in told.items():
        if row_id not in there:
            lost.setdefault(int(str(state[whose])), []).append(gone_facts(row_id))
    return lost
