"""Who may do what, and who is who."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from keng.access import verification
from keng.access.models import Account, Grant, Substitute
from keng.access.roles import Role
from keng.db.validity import in_force
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.problems import Problem


@dataclass(frozen=True, order=True)
class Duty:
    """A role that somebody has at a unit on a day, in their own name or in another's place."""

    unit_id: int
    role: Role
    in_place_of: int | None = None


@dataclass(frozen=True)
class GrantView:
    """A grant as it is stored; `valid_until` is the first day on which it no longer holds."""

    id: int
    account_id: int
    unit_id: int
    role: Role
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class SubstituteView:
    """Who stands in for whom at a unit."""

    id: int
    absent_id: int
    stands_in_id: int
    unit_id: int
    valid_from: date
    valid_until: date


@dataclass(frozen=True)
class AccountName:
    """What an account is called, for screens that show who did something."""

    login: str
    full_name: str

    def __str__(self) -> str:
        return self.full_name or self.login


def account_by_login(login: str) -> Account:
    """The account with the login, in whatever case it is typed. Raises NotFound."""
    return _only(Account.objects.filter(login=login.strip().lower()), login.strip())


def account_by_id(account_id: int) -> Account:
    """The account with the id. Raises NotFound."""
    return _only(Account.objects.filter(pk=account_id), str(account_id))


def duties_of(account_id: int, *, on: date) -> tuple[Duty, ...]:
    """What the account may act as on the day: its own grants, and those it stands in for.

    Empty for a closed account. A substitute has the grants that the absent one holds on that day
    at that unit, no others, and does not pass them on.
    """
    active = Grant.objects.filter(in_force(on), account__is_active=True)
    own = active.filter(account_id=account_id).values_list("unit_id", "role")
    duties = [Duty(unit_id, Role(role)) for unit_id, role in own]
    places = Substitute.objects.filter(
        in_force(on), stands_in_id=account_id, stands_in__is_active=True
    ).values_list("absent_id", "unit_id")
    conditions = [Q(account_id=absent, unit_id=unit_id) for absent, unit_id in places]
    if conditions:
        taken = active.filter(reduce(or_, conditions))
        for unit_id, role, absent in taken.values_list("unit_id", "role", "account_id"):
            duties.append(Duty(unit_id, Role(role), absent))
    return tuple(duties)


def roles_at(account_id: int, unit_id: int, *, on: date) -> frozenset[Role]:
    """The roles that the account has at exactly this unit on the day, also as a substitute."""
    return frozenset(duty.role for duty in duties_of(account_id, on=on) if duty.unit_id == unit_id)


def grants_of(account_id: int, *, on: date | None = None) -> list[GrantView]:
    """The grants of an account in force on the day, or all that ever were; oldest first."""
    grants = Grant.objects.filter(account_id=account_id)
    return _views(grants if on is None else grants.filter(in_force(on)))


def grants_at(unit_id: int, *, on: date) -> list[GrantView]:
    """Who has which role at exactly this unit on the day; closed accounts are left out."""
    return _views(Grant.objects.filter(in_force(on), unit_id=unit_id, account__is_active=True))


def substitutes_of(account_id: int) -> list[SubstituteView]:
    """Who stood, stands or will stand in for the account, and for whom it does; oldest first."""
    rows = Substitute.objects.filter(Q(absent_id=account_id) | Q(stands_in_id=account_id))
    return [
        SubstituteView(
            id=row.pk,
            absent_id=row.absent_id,
            stands_in_id=row.stands_in_id,
            unit_id=row.unit_id,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in rows.order_by("valid_from", "pk")
        if row.valid_until is not None
    ]


def accounts_kept_by(actor: Actor, *, on: date) -> QuerySet[Account]:
    """The accounts of the units whose users the actor manages on the day, by login."""
    reach = actor.reach("manage_users", on=on)
    accounts = Account.objects.order_by("login")
    return accounts if reach is None else accounts.filter(unit_id__in=reach)


def names_of(account_ids: Collection[int | None]) -> dict[int, AccountName]:
    """Logins and names of accounts, by id, in one query."""
    wanted = {account_id for account_id in account_ids if account_id is not None}
    rows = Account.objects.filter(pk__in=wanted).values_list("pk", "login", "full_name")
    return {account_id: AccountName(login, name) for account_id, login, name in rows}


def units_of_accounts(account_ids: Collection[int]) -> dict[int, int | None]:
    """Where each account's person works, by account; one query."""
    rows = Account.objects.filter(pk__in=account_ids)
    return dict(rows.values_list("pk", "unit_id"))


def problems() -> Iterator[Problem]:
    """Accounts, grants and substitutes that are not as the journal says."""
    yield from verification.problems()


def _only(accounts: QuerySet[Account], asked: str) -> Account:
    account = accounts.first()
    if account is None:
        raise NotFound(
            f"Không có tài khoản “{asked}”; xem danh sách bằng `keng user list`.",
            message_en=f'There is no account "{asked}"; see `keng user list`.',
        )
    return account


def _views(grants: QuerySet[Grant]) -> list[GrantView]:
    return [
        GrantView(
            id=grant.pk,
            account_id=grant.account_id,
            unit_id=grant.unit_id,
            role=Role(grant.role),
            valid_from=grant.valid_from,
            valid_until=grant.valid_until,
        )
        for grant in grants.order_by("valid_from", "pk")
    ]
