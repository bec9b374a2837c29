"""Making, changing and closing accounts, and their passwords."""

from __future__ import annotations

import re
from datetime import datetime
from secrets import choice

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from keng.access.actions._ledger import (
    account_for_update,
    require_keeper,
    require_known,
    require_not_oneself,
    require_open,
    require_operator,
    store,
)
from keng.access.actions.sessions import end_all_sessions
from keng.access.actions.signing_in import forget_failures
from keng.access.actions.tokens import end_tokens
from keng.access.logins import is_forgotten
from keng.access.models import LANGUAGES, Account
from keng.access.roles import Word
from keng.journal.commitments import new_salt
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotAllowed
from keng.kernel.moments import local_day

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]")
_EASY_TO_READ_ALOUD = "abcdefghjkmnpqrstuvwxyz23456789"  # no i l o 0 1
_TEMPORARY_GROUPS = 4
# Django's own words are not all translated into Vietnamese.
_WEAK = {
    "password_too_short": Word(
        "Mật khẩu quá ngắn: cần ít nhất {min_length} ký tự.",
        "The password is too short: {min_length} characters at least.",
    ),
    "password_too_common": Word(
        "Mật khẩu này quá nhiều người dùng, dễ bị đoán.",
        "Too many people use this password; it is easy to guess.",
    ),
    "password_too_similar": Word(
        "Mật khẩu quá giống tên đăng nhập hoặc họ tên.",
        "The password is too much like the login or the name.",
    ),
    "password_entirely_numeric": Word(
        "Mật khẩu không được chỉ gồm chữ số.", "The password must not be digits only."
    ),
}


@transaction.atomic
def create_account(
    login: str, full_name: str = "", *, unit_id: int | None, actor: Actor, at: datetime
) -> Account:
    """Make an account of a unit, without a password and without any right.

    `unit_id` is where the person works; None only for the operator. Give a password with
    `give_temporary_password` or `set_password`, and rights with `grant`.

    Raises NotAllowed, BadInput for a login that is not 3 to 64 small letters, digits, dots, hyphens
    and underscores, and Conflict for one that is taken. Nothing is saved then.
    """
    if unit_id is None:
        require_operator(actor)
    else:
        actor.require("manage_users", unit_id=unit_id, on=local_day(at))
    account = Account(login=checked_login(login), unit_id=unit_id, salt=new_salt())
    account.full_name = full_name.strip()
    account.set_unusable_password()
    return store(account, "account_made", actor=actor, at=at)


@transaction.atomic
def set_password(account_id: int, password: str, *, actor: Actor, at: datetime) -> Account:
    """Give an account a lasting password: the person's own act, or the operator's.

    Ends a lock-out and every other session of the account. Raises NotAllowed for anyone else,
    WrongState for a closed account and BadInput, in plain words, for a weak password or one that
    was to be replaced. Nothing is saved then.
    """
    account = account_for_update(account_id)
    if actor.account_id not in {account_id, None}:
        raise NotAllowed(
            "Chỉ chính người dùng được đặt mật khẩu lâu dài của mình; quản trị viên cấp mật khẩu "
            "tạm thời.",
            message_en="Only the person sets a lasting password; an administrator gives a "
            "temporary one.",
            where=account.login,
        )
    require_open(account)
    _require_strong(password, account)
    account.set_password(password)
    account.must_change_password = False
    forget_failures(account.login)
    return store(account, "password_set", actor=actor, at=at)


@transaction.atomic
def take_up(
    account_id: int, full_name: str, password: str, *, actor: Actor, at: datetime
) -> Account:
    """Say who one is and set one's lasting password: what a slip without a name asks for first.

    The name can be given in this way only while there is none; afterwards an administrator
    corrects it. Raises NotAllowed for another's account, BadInput for an empty name or one that is
    there already, and what `set_password` raises. Nothing is saved then.
    """
    account = account_for_update(account_id)
    if actor.account_id != account_id:
        raise NotAllowed(
            "Mỗi người tự khai họ tên của mình.", message_en="Everyone gives their own name."
        )
    if account.full_name or not full_name.strip():
        raise BadInput(
            "Hãy ghi họ tên, chức vụ; nếu đã ghi rồi thì nhờ quản trị viên sửa.",
            message_en="Give your name and position; once given, an administrator corrects it.",
        )
    account.full_name = full_name.strip()
    store(account, "introduced", actor=actor, at=at)
    return set_password(account_id, password, actor=actor, at=at)


@transaction.atomic
def give_temporary_password(account_id: int, *, actor: Actor, at: datetime) -> str:
    """Replace the password by a random one, to be changed at the next sign-in, and return it.

    The text is shown once and stored nowhere. Ends a lock-out, all sessions and all tokens.
    Raises NotAllowed unless the actor keeps the account, and for one's own, WrongState for a
    closed one.
    """
    account = account_for_update(account_id)
    require_not_oneself(account, actor=actor)
    require_keeper(account, actor=actor, on=local_day(at))
    require_open(account)
    password = random_password()
    account.set_password(password)
    account.must_change_password = True
    forget_failures(account.login)
    end_tokens(account, actor=actor, at=at)
    store(account, "temporary_password_given", actor=actor, at=at)
    return password


@transaction.atomic
def change_account(
    account_id: int, *, full_name: str, unit_id: int, actor: Actor, at: datetime
) -> Account:
    """Correct the name of the person or move the account to another unit; grants stay.

    Raises NotAllowed unless the actor keeps the account and manages the users of the new unit.
    """
    account = account_for_update(account_id)
    require_keeper(account, actor=actor, on=local_day(at))
    actor.require("manage_users", unit_id=unit_id, on=local_day(at))
    require_known(account)
    account.full_name, account.unit_id = full_name.strip(), unit_id
    return store(account, "account_changed", actor=actor, at=at)


@transaction.atomic
def set_language(account_id: int, language: str, *, actor: Actor, at: datetime) -> Account:
    """Choose the language of one's own screens. Raises NotAllowed for another's, BadInput."""
    account = account_for_update(account_id)
    if actor.account_id not in {account_id, None}:
        raise NotAllowed(
            "Mỗi người tự chọn ngôn ngữ của mình.",
            message_en="Everyone chooses their own language.",
        )
    if language not in dict(LANGUAGES):
        raise BadInput(
            "Keng chỉ có tiếng Việt (vi) và tiếng Anh (en).",
            message_en="Keng speaks Vietnamese (vi) and English (en) only.",
        )
    account.language = language
    return store(account, "language_set", actor=actor, at=at)


@transaction.atomic
def close_account(account_id: int, *, actor: Actor, at: datetime) -> Account:
    """End all sign-ins of an account from now on; nothing that it did is lost.

    Its sessions and tokens end for good: often an account is closed because somebody else has them,
    and reopening it must not bring them back. Raises NotAllowed unless the actor keeps the account,
    and for one's own.
    """
    account = account_for_update(account_id)
    if actor.account_id == account_id:
        raise NotAllowed(
            "Không ai tự ngừng tài khoản của mình; hãy nhờ quản trị viên khác.",
            message_en="Nobody closes their own account; ask another administrator.",
        )
    require_keeper(account, actor=actor, on=local_day(at))
    account.is_active = False
    end_tokens(account, actor=actor, at=at)
    end_all_sessions(account_id)
    return store(account, "account_closed", actor=actor, at=at)


@transaction.atomic
def reopen_account(account_id: int, *, actor: Actor, at: datetime) -> Account:
    """Let a closed account sign in again, with the grants that are still in force; no session and
    no token of before holds again.
    """
    account = account_for_update(account_id)
    require_keeper(account, actor=actor, on=local_day(at))
    require_known(account)
    account.is_active = True
    return store(account, "account_reopened", actor=actor, at=at)


def checked_login(login: str) -> str:
    """The login as it is stored. Raises BadInput for one that will not do, Conflict if taken."""
    wanted = login.strip().lower()
    if not _LOGIN.fullmatch(wanted) or is_forgotten(wanted):
        raise BadInput(
            f"Tên đăng nhập “{login}” không hợp lệ: cần 3 đến 64 chữ thường không dấu, số, dấu "
            "chấm, gạch nối hoặc gạch dưới.",
            message_en=f'The login "{login}" will not do: 3 to 64 small letters without '
            "diacritics, digits, dots, hyphens or underscores.",
        )
    if Account.objects.filter(login=wanted).exists():
        raise Conflict(
            f"Tên đăng nhập “{wanted}” đã có người dùng; hãy chọn tên khác.",
            message_en=f'The login "{wanted}" is taken; choose another.',
            theirs=wanted,
        )
    return wanted


def random_password() -> str:
    """A password for one use, easy to read aloud and hard to guess: about 79 bits."""
    groups = (
        "".join(choice(_EASY_TO_READ_ALOUD) for _ in range(4)) for _ in range(_TEMPORARY_GROUPS)
    )
    return "-".join(groups)


def _require_strong(password: str, account: Account) -> None:
    if account.must_change_password and account.check_password(password):
        raise BadInput(
            "Mật khẩu mới phải khác mật khẩu tạm thời.",
            message_en="The new password must differ from the temporary one.",
            code="weak_password",
        )
    try:
        validate_password(password, account)
    except ValidationError as weak:
        reasons = [_reason(one) for one in weak.error_list]
        raise BadInput(
            " ".join(reason.vi for reason in reasons),
            message_en=" ".join(reason.en for reason in reasons),
            code="weak_password",
        ) from weak


def _reason(weak: ValidationError) -> Word:
    told = weak.messages[0]
    word = _WEAK.get(str(weak.code), Word(told, told))
    facts = weak.params or {}
    return Word(word.vi.format(**facts), word.en.format(**facts))
