"""The only door to accounts, roles and passwords."""

from __future__ import annotations

from keng.access.actions.accounts import (
    change_account,
    close_account,
    create_account,
    give_temporary_password,
    reopen_account,
    set_language,
    set_password,
    take_up,
)
from keng.access.actions.contact import set_contact
from keng.access.actions.forgetting import (
    finish_forgetting,
    forget_person,
    state_sealed_names,
)
from keng.access.actions.grants import (
    Days,
    appoint_substitute,
    end_grant,
    end_substitute,
    grant,
    hand_over_duties,
)
from keng.access.actions.inviting import (
    MOST_AT_ONCE,
    BadInvitations,
    Invitation,
    InvitationProblem,
    Slip,
    check_invitations,
    invite,
    refuse_many,
    renew_slips,
)
from keng.access.actions.second_step import (
    WrongCode,
    ask_for_second_step,
    begin_second_step,
    confirm_second_step,
    drop_second_step_rule,
    end_second_step,
    pass_second_step,
    renew_recovery_codes,
    reset_second_step,
)
from keng.access.actions.sessions import (
    end_other_sessions,
    end_session,
    forget_session,
    note_session,
)
from keng.access.actions.signing_in import (
    LockedOut,
    SignInRefused,
    confirm_own_password,
    sign_in,
)
from keng.access.actions.tokens import end_token, holder_of, make_token
from keng.access.actions.touring import finish_tour, show_tours_again

__all__ = [
    "MOST_AT_ONCE",
    "BadInvitations",
    "Days",
    "Invitation",
    "InvitationProblem",
    "LockedOut",
    "SignInRefused",
    "Slip",
    "WrongCode",
    "appoint_substitute",
    "ask_for_second_step",
    "begin_second_step",
    "change_account",
    "check_invitations",
    "close_account",
    "confirm_own_password",
    "confirm_second_step",
    "create_account",
    "drop_second_step_rule",
    "end_grant",
    "end_other_sessions",
    "end_second_step",
    "end_session",
    "end_substitute",
    "end_token",
    "finish_forgetting",
    "finish_tour",
    "forget_person",
    "forget_session",
    "give_temporary_password",
    "grant",
    "hand_over_duties",
    "holder_of",
    "invite",
    "make_token",
    "note_session",
    "pass_second_step",
    "refuse_many",
    "renew_recovery_codes",
    "renew_slips",
    "reopen_account",
    "reset_second_step",
    "set_contact",
    "set_language",
    "set_password",
    "show_tours_again",
    "sign_in",
    "state_sealed_names",
    "take_up",
]
