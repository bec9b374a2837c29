"""The only door to accounts, roles and passwords."""

from __future__ import annotations

from keng.access.actions.accounts import (
    change_account,
    close_account,
    create_account,
    forget_person,
    give_temporary_password,
    reopen_account,
    set_language,
    set_password,
)
from keng.access.actions.grants import (
    Days,
    appoint_substitute,
    end_grant,
    end_substitute,
    grant,
    hand_over_duties,
)
from keng.access.actions.signing_in import LockedOut, SignInRefused, sign_in

__all__ = [
    "Days",
    "LockedOut",
    "SignInRefused",
    "appoint_substitute",
    "change_account",
    "close_account",
    "create_account",
    "end_grant",
    "end_substitute",
    "forget_person",
    "give_temporary_password",
    "grant",
    "hand_over_duties",
    "reopen_account",
    "set_language",
    "set_password",
    "sign_in",
]
