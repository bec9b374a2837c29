"""Giving and taking roles, standing in for somebody, handing a post over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from keng.access.actions._ledger import (
    account_for_update,
    accounts_for_update,
    note,
    note_grants,
    require_open,
)
from keng.access.commitment import (
    KEPT_SUBSTITUTES,
    gone_facts,
    grant_facts,
    substitute_facts,
)
from keng.access.models import Grant, Substitute
from keng.access.roles import ROLE_WORDS, Role
from keng.db.locks import for_update
from keng.db.validity import overlaps
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from keng.kernel.moments import local_day

_NO_END = date.max


@dataclass(frozen=True)
class Days:
    """From the day `first` until the day `until`, which is the first one outside; None: no end."""

    first: date
    until: date | None = None

    @property
    def last(self) -> date:
        """The last day inside."""
        return date.fromordinal(self.until.toordinal() - 1) if self.until else _NO_END


@transaction.atomic
def grant(
    account_id: int,
    role: str,
    *,
    unit_id: int,
    actor: Actor,
    at: datetime,
    days: Days | None = None,
) -> Grant:
    """Give an account a role at a unit, from today on unless other days are named.

    Raises NotAllowed without "manage_users" for the unit and for a grant to oneself, BadInput for
    an unknown role or for days that begin in the past (who could act then is settled), Conflict if
    the account has the role there on one of the days, WrongState for a closed account. Nothing is
    saved then.
    """
    today = local_day(at)
    days = days or Days(today)
    account = account_for_update(account_id)
    actor.require("manage_users", unit_id=unit_id, on=today)
    if actor.account_id == account_id:
        raise NotAllowed(
            "Không ai tự cấp quyền cho mình; hãy nhờ quản trị viên khác.",
            message_en="Nobody grants themselves a role; ask another administrator.",
        )
    require_open(account)
    _require_days(days, today)
    wanted = _role(role)
    _require_free(account_id, unit_id, wanted, days)
    made = Grant.objects.create(
        account=account,
        unit_id=unit_id,
        role=wanted,
        valid_from=days.first,
        valid_until=days.until,
    )
    note_grants(account_id, "granted", [grant_facts(made)], actor=actor, at=at)
    return made


@transaction.atomic
def end_grant(grant_id: int, *, actor: Actor, at: datetime, on: date | None = None) -> Grant | None:
    """Take a role away: `on` (today unless named) is the first day without it.

    A grant that would then never have held a whole day is removed, and None is returned; the
    journal keeps it. Raises NotAllowed, NotFound, and BadInput for a day in the past or after the
    grant's own end.
    """
    today = local_day(at)
    ends = on or today
    account_id = Grant.objects.filter(pk=grant_id).values_list("account_id", flat=True).first()
    if account_id is None:
        raise _no_grant(grant_id)
    account_for_update(account_id)
    held = for_update(Grant.objects.filter(pk=grant_id)).first()
    if held is None:
        raise _no_grant(grant_id)
    actor.require("manage_users", unit_id=held.unit_id, on=today)
    _require_end(held, ends, today)
    state = _ended(held, ends)
    note_grants(account_id, "grant_ended", [state], actor=actor, at=at)
    return held if held.pk else None


@transaction.atomic
def appoint_substitute(
    absent_id: int,
    stands_in_id: int,
    *,
    unit_id: int,
    days: Days,
    actor: Actor,
    at: datetime,
) -> Substitute:
    """Let one account do another's duties at a unit on the days named; they must have an end.

    The absent person may appoint for a unit where they have a role; else "manage_users" is needed,
    and nobody appoints themselves: an administrator would else be the leader, the officer and the
    auditor of the unit at once. The absent one keeps all rights. Raises NotAllowed, BadInput for
    days without an end or in the past, for oneself and for somebody without a role there, Conflict
    if appointed already, WrongState for a closed account.
    """
    today = local_day(at)
    accounts = accounts_for_update([absent_id, stands_in_id])
    if actor.account_id != absent_id:
        actor.require("manage_users", unit_id=unit_id, on=today)
        _require_another(stands_in_id, actor)
    _require_days(days, today)
    _require_substitutable(absent_id, stands_in_id, unit_id, days)
    for account in accounts.values():
        require_open(account)
    made = Substitute.objects.create(
        absent_id=absent_id,
        stands_in_id=stands_in_id,
        unit_id=unit_id,
        valid_from=days.first,
        valid_until=days.until,
    )
    _note_substitute(made, "substitute_appointed", substitute_facts(made), actor=actor, at=at)
    return made


@transaction.atomic
def end_substitute(
    substitute_id: int, *, actor: Actor, at: datetime, on: date | None = None
) -> Substitute | None:
    """Let a substitution end on `on` (today unless named), the first day without it.

    Either of the two or "manage_users" of the unit may. Removed, and None returned, if it would
    never have held a whole day. Raises NotAllowed, NotFound and BadInput as `end_grant`.
    """
    today = local_day(at)
    ends = on or today
    row = for_update(Substitute.objects.filter(pk=substitute_id)).first()
    if row is None:
        raise NotFound(
            f"Không có việc làm thay số {substitute_id}.",
            message_en=f"There is no substitution number {substitute_id}.",
        )
    account_for_update(row.absent_id)
    if actor.account_id not in {row.absent_id, row.stands_in_id}:
        actor.require("manage_users", unit_id=row.unit_id, on=today)
    _require_end(row, ends, today)
    state = _ended(row, ends)
    _note_substitute(row, "substitute_ended", state, actor=actor, at=at)
    return row if row.pk else None


@transaction.atomic
def hand_over_duties(
    leaver_id: int,
    successor_id: int,
    *,
    unit_id: int,
    on: date,
    actor: Actor,
    at: datetime,
) -> list[Grant]:
    """Give all that one account is at a unit to another from the day `on`, in one act.

    Each role in force on the day or later ends for the leaver and begins for the successor with
    the same end; roles that the successor has there on all of those days are left as they are.
    Substitutions by or for the leaver at the unit end. Returns the successor's new grants.

    Raises NotAllowed without "manage_users" for the unit and for handing to oneself, BadInput for a
    day in the past or a leaver without a role there, Conflict if the successor has one of the roles
    on a part of the days, WrongState for a closed successor. Nothing is saved then.
    """
    today = local_day(at)
    accounts = accounts_for_update([leaver_id, successor_id])
    actor.require("manage_users", unit_id=unit_id, on=today)
    _require_handing_over(leaver_id, successor_id, actor)
    require_open(accounts[successor_id])
    _require_days(Days(on), today)
    held = _held_from(leaver_id, unit_id, on)
    if not held:
        raise _without_role(accounts[leaver_id].login)
    made = [row for old in held if (row := _passed_on(old, successor_id, on)) is not None]
    ended = [_ended(old, on) for old in held]
    note_grants(leaver_id, "handed_over", ended, actor=actor, at=at)
    taken = [grant_facts(row) for row in made]
    note_grants(successor_id, "took_over", taken, actor=actor, at=at)
    _end_substitutes(leaver_id, unit_id, on, actor=actor, at=at)
    return made


def _passed_on(old: Grant, successor_id: int, on: date) -> Grant | None:
    days = Days(max(on, old.valid_from), old.valid_until)
    same = Grant.objects.filter(
        overlaps(days.first, days.last),
        account_id=successor_id,
        unit_id=old.unit_id,
        role=old.role,
    ).first()
    if same is None:
        return Grant.objects.create(
            account_id=successor_id,
            unit_id=old.unit_id,
            role=old.role,
            valid_from=days.first,
            valid_until=days.until,
        )
    until = same.valid_until or _NO_END
    if same.valid_from <= days.first and until >= (days.until or _NO_END):
        return None
    raise _has_it_already(old.role, same)


def _end_substitutes(
    account_id: int, unit_id: int, on: date, *, actor: Actor, at: datetime
) -> None:
    rows = Substitute.objects.filter(
        Q(absent_id=account_id) | Q(stands_in_id=account_id), unit_id=unit_id, valid_until__gt=on
    )
    for row in for_update(rows.order_by("pk")):
        account_for_update(row.absent_id)
        state = _ended(row, on)
        _note_substitute(row, "substitute_ended", state, actor=actor, at=at)


def _held_from(account_id: int, unit_id: int, on: date) -> Sequence[Grant]:
    ahead = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    rows = Grant.objects.filter(ahead, account_id=account_id, unit_id=unit_id)
    return list(for_update(rows.order_by("pk")))


def _ended(row: Grant | Substitute, on: date) -> dict[str, object]:
    """End the row and return how it stands; a row that never held is removed (its pk is None)."""
    if on <= row.valid_from:
        state = gone_facts(row.pk)
        row.delete()
        return state
    row.valid_until = on
    row.save(update_fields=["valid_until"])
    return grant_facts(row) if isinstance(row, Grant) else substitute_facts(row)


def _note_substitute(
    row: Substitute, verb: str, state: dict[str, object], *, actor: Actor, at: datetime
) -> None:
    note(row.absent_id, verb, {KEPT_SUBSTITUTES: [state]}, actor=actor, at=at)


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError as error:
        known = ", ".join(Role)
        raise BadInput(
            f"Không có vai trò “{role}”; các vai trò là: {known}.",
            message_en=f'There is no role "{role}"; the roles are: {known}.',
        ) from error


def _require_days(days: Days, today: date) -> None:
    if days.first < today:
        raise BadInput(
            f"Ngày {days.first:%d/%m/%Y} đã qua; quyền chỉ có hiệu lực từ hôm nay trở đi.",
            message_en=f"{days.first.isoformat()} has passed; rights begin today or later.",
        )
    if days.until is not None and days.until <= days.first:
        raise BadInput(
            "Ngày kết thúc phải sau ngày bắt đầu.",
            message_en="The end must come after the beginning.",
        )


def _require_end(row: Grant | Substitute, on: date, today: date) -> None:
    if on < today or (row.valid_until is not None and on >= row.valid_until):
        raise BadInput(
            f"Ngày {on:%d/%m/%Y} không dùng được: phải từ hôm nay và trước ngày kết thúc đã ghi.",
            message_en=f"{on.isoformat()} will not do: it must not be past, nor after the end set.",
        )


def _require_free(account_id: int, unit_id: int, role: Role, days: Days) -> None:
    same = Grant.objects.filter(
        overlaps(days.first, days.last), account_id=account_id, unit_id=unit_id, role=role
    ).first()
    if same is not None:
        raise _has_it_already(role, same)


def _require_another(stands_in_id: int, actor: Actor) -> None:
    if actor.account_id == stands_in_id:
        raise NotAllowed(
            "Không ai tự cử mình làm thay; hãy nhờ người vắng mặt hoặc quản trị viên khác cử.",
            message_en="Nobody appoints themselves to stand in; let the absent person or another "
            "administrator do it.",
        )


def _require_substitutable(absent_id: int, stands_in_id: int, unit_id: int, days: Days) -> None:
    if days.until is None:
        raise BadInput(
            "Làm thay phải có ngày kết thúc.", message_en="A substitution must have an end."
        )
    if absent_id == stands_in_id:
        raise BadInput(
            "Không ai làm thay chính mình.", message_en="Nobody stands in for themselves."
        )
    on_these_days = overlaps(days.first, days.last)
    if not Grant.objects.filter(on_these_days, account_id=absent_id, unit_id=unit_id).exists():
        raise BadInput(
            "Người vắng mặt không có vai trò nào ở đơn vị này trong những ngày đó.",
            message_en="The absent person has no role at this unit on those days.",
        )
    same = Substitute.objects.filter(
        on_these_days, absent_id=absent_id, stands_in_id=stands_in_id, unit_id=unit_id
    ).first()
    if same is not None:
        raise Conflict(
            f"Người này đã được cử làm thay từ {same.valid_from:%d/%m/%Y}.",
            message_en=f"This person stands in already from {same.valid_from.isoformat()}.",
            theirs=same.pk,
        )


def _require_handing_over(leaver_id: int, successor_id: int, actor: Actor) -> None:
    if leaver_id == successor_id:
        raise BadInput(
            "Người giao và người nhận phải khác nhau.",
            message_en="The one who hands over and the one who takes over must differ.",
        )
    if actor.account_id == successor_id:
        raise NotAllowed(
            "Không ai tự nhận bàn giao cho mình; hãy nhờ quản trị viên khác.",
            message_en="Nobody hands duties to themselves; ask another administrator.",
        )


def _has_it_already(role: str, same: Grant) -> Conflict:
    word = ROLE_WORDS[Role(role)]
    return Conflict(
        f"Tài khoản này đã là {word.vi} của đơn vị từ {same.valid_from:%d/%m/%Y}; hãy kết thúc "
        "quyền cũ trước.",
        message_en=f"This account is {word.en} of the unit already from "
        f"{same.valid_from.isoformat()}; end that grant first.",
        theirs=same.pk,
    )


def _no_grant(grant_id: int) -> NotFound:
    return NotFound(
        f"Không có quyền số {grant_id}.", message_en=f"There is no grant number {grant_id}."
    )


def _without_role(login: str) -> BadInput:
    return BadInput(
        f"Tài khoản {login} không có vai trò nào ở đơn vị này từ ngày đó.",
        message_en=f"The account {login} has no role at this unit from that day on.",
    )
