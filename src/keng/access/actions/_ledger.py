"""What every action on accounts does alike: lock, ask for permission, write and journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from keng.access.commitment import (
    KEPT_ACCOUNT,
    KEPT_GRANTS,
    account_digest,
)
from keng.access.models import Account, Grant, Substitute
from keng.access.verification import STREAM
from keng.db.locks import for_update
from keng.journal.actions import record
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound, WrongState


def accounts_for_update(account_ids: Iterable[int]) -> dict[int, Account]:
    """The accounts by id, locked in the order of their ids so that two hands never deadlock.

    Raises NotFound if one does not exist.
    """
    wanted = set(account_ids)
    found = {
        account.pk: account
        for account in for_update(Account.objects.filter(pk__in=wanted).order_by("pk"))
    }
    if missing := wanted - found.keys():
        number = min(missing)
        raise NotFound(
            f"Không có tài khoản số {number}.", message_en=f"There is no account number {number}."
        )
    return found


def account_for_update(account_id: int) -> Account:
    """One account, locked. Raises NotFound."""
    return accounts_for_update([account_id])[account_id]


def require_open(account: Account) -> None:
    """Raise WrongState for a closed account."""
    if not account.is_active:
        raise WrongState(
            f"Tài khoản {account.login} đã ngừng dùng; hãy mở lại trước.",
            message_en=f"The account {account.login} is closed; reopen it first.",
        )


def require_known(account: Account) -> None:
    """Raise WrongState for a person who was erased: a new person gets an account of their own."""
    if account.is_forgotten:
        raise WrongState(
            "Tài khoản này đã xóa tên, không dùng lại được; hãy lập tài khoản mới.",
            message_en="The person of this account was erased and it is not used again; make a new "
            "account.",
            code="person_forgotten",
        )


def require_keeper(account: Account, *, actor: Actor, on: date) -> None:
    """Raise NotAllowed unless the actor manages the users of every unit the account works for.

    Its own unit, each unit where it has or will have a role, and each where it stands in or will
    stand in for somebody: else whoever keeps a commune's users could reset the password of the
    province's officer, or of a colleague who is the officer's substitute for a week.
    """
    ahead = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    units = set(Grant.objects.filter(ahead, account=account).values_list("unit_id", flat=True))
    places = Substitute.objects.filter(ahead, stands_in=account)
    units |= set(places.values_list("unit_id", flat=True))
    if account.unit_id is not None:
        units.add(account.unit_id)
    for unit_id in sorted(units):
        actor.require("manage_users", unit_id=unit_id, on=on)
    if not units:
        require_operator(actor)


def require_not_oneself(account: Account, *, actor: Actor) -> None:
    """Raise NotAllowed for one's own account: whoever finds a session open must not renew its
    password without knowing the present one.
    """
    if actor.account_id == account.pk:
        raise NotAllowed(
            "Không ai tự cấp mật khẩu tạm thời cho mình; hãy đổi mật khẩu ở trang của mình, hoặc "
            "nhờ quản trị viên khác.",
            message_en="Nobody gives themselves a temporary password; change your own on your "
            "page, or ask another administrator.",
        )


def require_operator(actor: Actor) -> None:
    """Raise NotAllowed for anyone but the operator of the machine."""
    if actor.account_id is not None:
        raise NotAllowed(
            "Việc này chỉ người vận hành máy chủ được làm, bằng lệnh `keng user`.",
            message_en="Only the operator of the machine may do this, with `keng user`.",
        )


def store(account: Account, verb: str, *, actor: Actor, at: datetime) -> Account:
    """Save the account and journal what it now commits to."""
    account.save()
    note(account.pk, verb, {KEPT_ACCOUNT: account_digest(account)}, actor=actor, at=at)
    return account


def note_grants(
    account_id: int, verb: str, states: list[dict[str, object]], *, actor: Actor, at: datetime
) -> None:
    """Journal how grants of the account now stand."""
    note(account_id, verb, {KEPT_GRANTS: states}, actor=actor, at=at)


def note(
    account_id: int, verb: str, facts: dict[str, object], *, actor: Actor, at: datetime
) -> None:
    """One entry in the stream of the account."""
    record(f"{STREAM}{account_id}", f"access.{verb}", actor=actor, at=at, facts=facts)
