"""Proving who one is, with a lock-out that survives restarts."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from keng.access.actions._ledger import account_for_update, note
from keng.access.actors import AccountActor
from keng.access.models import Account, SignInTally
from keng.access.standing import has_second_step
from keng.db.locks import for_update
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, DomainError, NotAllowed
from keng.kernel.moments import TZ

ATTEMPTS = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=8)
FORGOTTEN_AFTER = timedelta(days=1)
AT_ONE_PLACE = 50  # wrong passwords from one address before it has to wait; a whole office may err
THEN_EACH = 10
PLACE_LOCK = timedelta(minutes=1)
PLACE_FORGOTTEN_AFTER = timedelta(hours=1)


class SignInRefused(DomainError):
    """The login or the password is wrong, or the account is closed; which one is not said."""

    default_code = "sign_in_refused"


class LockedOut(DomainError):
    """Too many failed attempts under this login; a right password is refused too."""

    default_code = "locked_out"


def sign_in(login: str, password: str, *, at: datetime, place: str = "") -> Account:
    """The account whose login and password these are, in its own transactions.

    After 5 failed attempts under one login, whether it exists or not, the login is locked for 15
    minutes, then for twice as long after every 5 more, at most 8 hours; a day without an attempt,
    a success or a new password ends it. The attempt is counted before the password is checked, so
    that many at once gain nothing.

    `place` is the address that the attempt came from, empty where it is not known. After 50 wrong
    passwords from one place, under whatever logins, it waits for a minute, and again after every 10
    more, until an hour passes without one: many names tried with one password are slowed, and an
    office behind one line is not shut out for long. Of the address only a digest is kept.

    An account with a second step is not admitted by this: `pass_second_step` does that, and whoever
    calls must ask for it. Raises SignInRefused and LockedOut.
    """
    wanted = login.strip().lower()
    if place:
        _require_open_place(place, at)
    locked_until = count_attempt(_of_login(wanted), at)
    account = Account.objects.filter(login=wanted, is_active=True).first()
    if account is None:
        make_password(password)  # takes as long as checking one, so that time tells nothing
    elif account.check_password(password):
        forget_failures(account.login)
        return account if has_second_step(account.pk) else admit(account, {}, at=at)
    else:
        _journal_lock(account, locked_until, at)
    if place:
        _count_failure_at(place, at)
    raise SignInRefused(
        "Tên đăng nhập hoặc mật khẩu không đúng. Nếu quên mật khẩu, hãy hỏi quản trị viên.",
        message_en="The login or the password is wrong. If it is forgotten, ask the administrator.",
    )


def confirm_own_password(password: str, *, actor: Actor, at: datetime) -> None:
    """Let whoever is signed in show that they know the password, before an act that asks for it.

    Attempts are counted as at signing in, apart from those: who finds a machine left open could
    else try passwords there without end. In a transaction of its own, so that the count stays.
    Raises NotAllowed for the operator, BadInput for a wrong password and LockedOut.
    """
    if actor.account_id is None:
        raise NotAllowed("Việc này cần một tài khoản.", message_en="This needs an account.")
    subject = _of_own(actor.account_id)
    count_attempt(subject, at)
    if not Account.objects.get(pk=actor.account_id).check_password(password):
        raise BadInput("Mật khẩu không đúng.", message_en="The password is wrong.")
    forget_attempts(subject)


def forget_failures(login: str) -> None:
    """End a lock-out and start counting anew."""
    forget_attempts(_of_login(login))


def forget_attempts(subject: str) -> None:
    """Start counting the attempts at a login or at a second step anew."""
    SignInTally.objects.filter(subject=_digest(subject)).delete()


def _of_place(place: str) -> str:
    return f"place:{place}"


def _require_open_place(place: str, at: datetime) -> None:
    tally = SignInTally.objects.filter(subject=_digest(_of_place(place))).first()
    if tally is not None and (until := _lock_on(tally, at, longest=PLACE_LOCK)):
        raise _slowed(until)


def _lock_on(tally: SignInTally, at: datetime, *, longest: timedelta) -> datetime | None:
    """Until when the lock holds, None for none.

    One that ends later than any lock can was written while the clock of the machine stood ahead; it
    would lock somebody out until the clock came there again.
    """
    until = tally.locked_until
    return until if until is not None and at < until <= at + longest else None


@transaction.atomic
def _count_failure_at(place: str, at: datetime) -> None:
    subject = _digest(_of_place(place))
    SignInTally.objects.get_or_create(subject=subject, defaults={"last_failed_at": at})
    tally = for_update(SignInTally.objects.filter(subject=subject)).get()
    if at - tally.last_failed_at > PLACE_FORGOTTEN_AFTER:
        tally.failures = 0
    tally.failures += 1
    tally.last_failed_at = at
    over = tally.failures - AT_ONE_PLACE
    tally.locked_until = at + PLACE_LOCK if over >= 0 and over % THEN_EACH == 0 else None
    tally.save()


def _slowed(until: datetime) -> LockedOut:
    local = until.astimezone(TZ)
    return LockedOut(
        f"Từ địa chỉ mạng này đã nhập sai quá nhiều lần, với nhiều tên đăng nhập. Hãy thử lại sau "
        f"{local:%H:%M:%S}.",
        message_en="Too many wrong attempts from this address, under many logins. Try again after "
        f"{local:%H:%M:%S}.",
        code="place_slowed",
    )


def _of_own(account_id: int) -> str:
    return f"own:{account_id}"


def _of_login(login: str) -> str:
    return f"login:{login}"


def _digest(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()


@transaction.atomic
def count_attempt(subject: str, at: datetime) -> datetime | None:
    """Count an attempt before it is tried; the end of the lock-out if this one begins it.

    Raises LockedOut while one stands.
    """
    _, is_new = SignInTally.objects.get_or_create(
        subject=_digest(subject), defaults={"last_failed_at": at}
    )
    if is_new:
        SignInTally.objects.filter(last_failed_at__lt=at - FORGOTTEN_AFTER).delete()
    tally = for_update(SignInTally.objects.filter(subject=_digest(subject))).get()
    if until := _lock_on(tally, at, longest=LONGEST_LOCK):
        raise _locked(until)
    if at - tally.last_failed_at > FORGOTTEN_AFTER:
        tally.failures = 0
    tally.failures += 1
    tally.last_failed_at = at
    rounds, rest = divmod(tally.failures, ATTEMPTS)
    lock = min(FIRST_LOCK * 2 ** min(rounds - 1, 10), LONGEST_LOCK) if rest == 0 else None
    tally.locked_until = at + lock if lock else None
    tally.save()
    return tally.locked_until


@transaction.atomic
def admit(account: Account, facts: dict[str, object], *, at: datetime) -> Account:
    """Journal that the account signed in, now that everything asked for was shown."""
    account = account_for_update(account.pk)
    note(account.pk, "signed_in", facts, actor=AccountActor(account), at=at)
    return account


@transaction.atomic
def _journal_lock(account: Account, locked_until: datetime | None, at: datetime) -> None:
    if locked_until is not None:
        account_for_update(account.pk)
        facts: dict[str, object] = {"until": locked_until.isoformat()}
        # In the account's own name: who it was is exactly what is not known.
        note(account.pk, "locked_out", facts, actor=AccountActor(account), at=at)


def _locked(until: datetime) -> LockedOut:
    local = until.astimezone(TZ)
    return LockedOut(
        f"Đã nhập sai quá nhiều lần. Hãy thử lại sau {local:%H:%M} ngày {local:%d/%m/%Y}, hoặc nhờ "
        "quản trị viên cấp mật khẩu tạm thời.",
        message_en=f"Too many wrong attempts. Try again after {local:%H:%M} on {local:%Y-%m-%d}, "
        "or ask the administrator for a temporary password.",
    )
