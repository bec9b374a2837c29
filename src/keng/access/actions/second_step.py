"""The second step of signing in: set up, asked for, replaced by a paper code, reset from above."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from secrets import choice
from typing import Final

from django.db import transaction

from keng.access import totp, vault
from keng.access.actions._ledger import account_for_update, note, require_keeper
from keng.access.actions.sessions import end_all_sessions
from keng.access.actions.signing_in import (
    SignInRefused,
    admit,
    count_attempt,
    forget_attempts,
)
from keng.access.actors import AccountActor
from keng.access.models import Account, RecoveryCode, SecondStep, SecondStepRule
from keng.access.standing import RULE_STREAM, needs_second_step
from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, gone, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.models import Unit

CODES: Final = 10
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # easy to read aloud: no i l o 0 1
_CODE_LENGTH: Final = 10


class WrongCode(BadInput):
    """The code is wrong, too old, or was used before."""

    default_code = "wrong_code"


@transaction.atomic
def begin_second_step(*, actor: Actor, at: datetime) -> None:
    """Make a new secret for the actor's phone; it holds only once a code of it was typed.

    Raises WrongState while a second step is on, NotAllowed for the operator.
    """
    account = account_for_update(_own(actor))
    step = SecondStep.objects.filter(account=account).first()
    if step is not None and step.confirmed_at is not None:
        raise WrongState(
            "Bước thứ hai đang bật; hãy tắt trước khi cài cho điện thoại khác.",
            message_en="The second step is on; turn it off before setting up another phone.",
        )
    step = step or SecondStep(account=account)
    step.sealed = vault.sealed(totp.new_secret(), account_id=account.pk)
    step.begun_at, step.last_count = at, 0
    step.save()
    note(account.pk, "second_step_begun", {ROWS: stated(step)}, actor=actor, at=at)


@transaction.atomic
def confirm_second_step(code: str, *, actor: Actor, at: datetime) -> list[str]:
    """Turn the second step on by a code of the phone; returns the recovery codes, shown once.

    Raises WrongState where none was begun, WrongCode for another code. Nothing is saved then.
    """
    account = account_for_update(_own(actor))
    step = _step_for_update(account)
    if step is None or step.confirmed_at is not None:
        raise _not_begun()
    _take(step, account, code, at)
    step.confirmed_at = at
    step.save()
    return _new_codes(account, "second_step_set", [step], actor=actor, at=at)


def renew_recovery_codes(code: str, *, actor: Actor, at: datetime) -> list[str]:
    """Replace all recovery codes, against a code of the phone; returns the new ones, shown once.

    Attempts are counted as at signing in: whoever finds a session left open cannot try codes
    without end. Raises WrongState, WrongCode and LockedOut.
    """
    with _counted(actor, at) as account:
        step = _confirmed_step(account)
        _take(step, account, code, at)
        step.save(update_fields=["last_count"])
        return _new_codes(account, "recovery_codes_renewed", [], actor=actor, at=at)


def end_second_step(code: str, *, actor: Actor, at: datetime) -> None:
    """Turn one's own second step off, by a code. NotAllowed where it is asked for.

    Attempts are counted as in `renew_recovery_codes`.
    """
    with _counted(actor, at) as account:
        step = _confirmed_step(account)
        if needs_second_step(account.pk, on=local_day(at)):
            raise NotAllowed(
                "Vai trò của bạn cần bước đăng nhập thứ hai; không tắt được. Nếu đổi điện thoại, "
                "hãy nhờ quản trị viên đặt lại.",
                message_en="Your role needs the second step; it cannot be turned off. For "
                "another phone ask the administrator to reset it.",
            )
        _take(step, account, code, at)
        _remove(account, "second_step_ended", actor=actor, at=at)


@contextmanager
def _counted(actor: Actor, at: datetime) -> Iterator[Account]:
    """One's own account, locked; the attempt is counted before it and stays if it is refused."""
    account_id = _own(actor)
    count_attempt(_subject(account_id), at)
    with transaction.atomic():
        yield account_for_update(account_id)
    forget_attempts(_subject(account_id))


@transaction.atomic
def reset_second_step(account_id: int, *, actor: Actor, at: datetime) -> None:
    """Take the second step away from somebody who lost the phone, and end all their sessions.

    Raises NotAllowed unless the actor keeps the account (never one's own: a stolen session must not
    do this) and WrongState where there is none.
    """
    account = account_for_update(account_id)
    if actor.account_id == account_id:
        raise NotAllowed(
            "Không ai tự đặt lại bước thứ hai của mình; hãy nhờ quản trị viên khác.",
            message_en="Nobody resets their own second step; ask another administrator.",
        )
    require_keeper(account, actor=actor, on=local_day(at))
    _confirmed_step(account)
    _remove(account, "second_step_reset", actor=actor, at=at)
    end_all_sessions(account_id)


def pass_second_step(account_id: int, code: str, *, at: datetime) -> Account:
    """Admit who gave the right password and now a code of the phone or a recovery code.

    Attempts are counted apart from those of the password, with the same lock-out: a right password
    does not start the count anew. Raises SignInRefused, WrongCode and LockedOut.
    """
    count_attempt(_subject(account_id), at)
    with transaction.atomic():
        account = account_for_update(account_id)
        if not account.is_active:
            raise SignInRefused("Tài khoản đã ngừng dùng.", message_en="The account is closed.")
        how = _accepted(account, code, at)
        forget_attempts(_subject(account_id))
        return admit(account, {"second": how}, at=at)


@transaction.atomic
def ask_for_second_step(unit_id: int, since: date | None, *, actor: Actor, at: datetime) -> None:
    """From a day on let everyone above clerk at a unit and below it need a second step.

    None lets them do without, unless a unit above asks. It is asked at the next sign-in on or after
    that day. Raises NotAllowed unless the actor manages the users of the unit.
    """
    rule = _rule_for_update(unit_id, actor=actor, at=at) or SecondStepRule(unit_id=unit_id)
    rule.since = since
    rule.save()
    told = None if since is None else since.isoformat()
    _note_rule(rule, {"since": told, ROWS: stated(rule)}, actor=actor, at=at)


@transaction.atomic
def drop_second_step_rule(unit_id: int, *, actor: Actor, at: datetime) -> None:
    """Take the rule of a unit back, if it has one: what is above it holds again.

    Where nothing is, everyone above clerk is asked. Raises NotAllowed unless the actor manages the
    users of the unit.
    """
    rule = _rule_for_update(unit_id, actor=actor, at=at)
    if rule is not None:
        _note_rule(rule, {ROWS: gone(rule)}, actor=actor, at=at)
        rule.delete()


def _rule_for_update(unit_id: int, *, actor: Actor, at: datetime) -> SecondStepRule | None:
    actor.require("manage_users", unit_id=unit_id, on=local_day(at))
    unit = for_update(Unit.objects.filter(pk=unit_id)).get()
    return SecondStepRule.objects.filter(unit=unit).first()


def _note_rule(
    rule: SecondStepRule, facts: dict[str, object], *, actor: Actor, at: datetime
) -> None:
    told = {"unit": rule.unit_id, **facts}
    stream = f"{RULE_STREAM}{rule.unit_id}"
    record(stream, "access.second_step_asked", actor=actor, at=at, facts=told)


def _accepted(account: Account, typed: str, at: datetime) -> str:
    step = _step_for_update(account)
    if step is None or step.confirmed_at is None:
        raise _not_begun()
    wanted = typed.replace(" ", "").replace("-", "").lower()
    if wanted.isdigit():
        _take(step, account, wanted, at)
        step.save(update_fields=["last_count"])
        return "phone"
    marks = vault.marks_of(wanted, account_id=account.pk)
    paper = RecoveryCode.objects.filter(account=account, mark__in=marks, used_at=None).first()
    if paper is None:
        raise _wrong_code()
    paper.used_at = at
    paper.save(update_fields=["used_at"])
    facts: dict[str, object] = {ROWS: stated(paper)}
    note(account.pk, "recovery_code_used", facts, actor=AccountActor(account), at=at)
    return "paper"


def _take(step: SecondStep, account: Account, typed: str, at: datetime) -> None:
    secret = vault.opened(step.sealed, account_id=account.pk)
    wanted = typed.replace(" ", "")
    count = totp.matching_count(secret, wanted, at=at, after=step.last_count)
    if count is None:
        raise _wrong_code()
    step.last_count = count


def _new_codes(
    account: Account, verb: str, rows: list[SecondStep], *, actor: Actor, at: datetime
) -> list[str]:
    old = list(RecoveryCode.objects.filter(account=account))
    removed = gone(*old)
    RecoveryCode.objects.filter(pk__in=[row.pk for row in old]).delete()
    codes = ["".join(choice(_LETTERS) for _ in range(_CODE_LENGTH)) for _ in range(CODES)]
    made = [
        RecoveryCode.objects.create(
            account=account, mark=vault.marks_of(code, account_id=account.pk)[0]
        )
        for code in codes
    ]
    note(account.pk, verb, {ROWS: {**removed, **stated(*rows, *made)}}, actor=actor, at=at)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _remove(account: Account, verb: str, *, actor: Actor, at: datetime) -> None:
    steps = SecondStep.objects.filter(account=account)
    codes = RecoveryCode.objects.filter(account=account)
    note(account.pk, verb, {ROWS: gone(*steps, *codes)}, actor=actor, at=at)
    steps.delete()
    codes.delete()


def _confirmed_step(account: Account) -> SecondStep:
    step = _step_for_update(account)
    if step is None or step.confirmed_at is None:
        raise _not_begun()
    return step


def _step_for_update(account: Account) -> SecondStep | None:
    return for_update(SecondStep.objects.filter(account=account)).first()


def _subject(account_id: int) -> str:
    return f"second:{account_id}"


def _own(actor: Actor) -> int:
    if actor.account_id is None:
        raise NotAllowed(
            "Bước thứ hai chỉ dành cho tài khoản.",
            message_en="Only an account has a second step.",
        )
    return actor.account_id


def _not_begun() -> WrongState:
    return WrongState(
        "Tài khoản này chưa có bước xác nhận thứ hai.",
        message_en="This account has no second step.",
    )


def _wrong_code() -> WrongCode:
    return WrongCode(
        "Mã không đúng, đã hết hạn hoặc đã dùng. Hãy nhập mã mới nhất trên điện thoại; nếu vẫn "
        "sai, kiểm tra giờ của điện thoại.",
        message_en="The code is wrong, too old or was used. Type the newest one of the phone; if "
        "that fails, check the phone's clock.",
    )
