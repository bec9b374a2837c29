"""Who may do what, and who is who."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from keng.access import verification
from keng.access.logins import is_forgotten
from keng.access.models import Account, Grant, Substitute, TourSeen
from keng.access.personkeys import has_key, opened_words
from keng.access.roles import Role
from keng.db.reading import once
from keng.db.validity import in_force
from keng.journal import rows as vouched
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


@dataclass(frozen=True, order=True)
class Post:
    """Somebody who has a role at a unit on a day, in their own name or in another's place."""

    unit_id: int
    role: Role
    account_id: int
    in_place_of: int | None = None


@dataclass(frozen=True)
class Contact:
    """How the person of an account is called and reached; what nobody gave is empty."""

    login: str
    full_name: str
    email: str
    phone: str
    language: str

    def __str__(self) -> str:
        return self.full_name or self.login


@dataclass(frozen=True)
class AccountName:
    """What an account is called, for screens that show who did something."""

    login: str
    full_name: str

    def __str__(self) -> str:
        if is_forgotten(self.login):
            return gettext("tài khoản đã xóa tên")
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
    return once(("access.duties", account_id, on), lambda: _duties_of(account_id, on))


def _duties_of(account_id: int, on: date) -> tuple[Duty, ...]:
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


def posts_at(unit_ids: Collection[int], *, on: date) -> dict[int, list[Post]]:
    """Who has which role at exactly these units on the day, substitutes included; two queries.

    Closed accounts are left out, and units where nobody has a role.
    """
    active = Grant.objects.filter(in_force(on), account__is_active=True, unit_id__in=unit_ids)
    own = [
        Post(unit_id, Role(role), account_id)
        for unit_id, role, account_id in active.values_list("unit_id", "role", "account_id")
    ]
    held: dict[tuple[int, int], list[Role]] = {}
    for post in own:
        held.setdefault((post.account_id, post.unit_id), []).append(post.role)
    places = Substitute.objects.filter(
        in_force(on), unit_id__in=unit_ids, stands_in__is_active=True
    ).values_list("absent_id", "unit_id", "stands_in_id")
    taken = [
        Post(unit_id, role, stands_in, absent)
        for absent, unit_id, stands_in in places
        for role in held.get((absent, unit_id), ())
    ]
    posts: dict[int, list[Post]] = {}
    for post in sorted([*own, *taken], key=lambda one: (one.unit_id, one.role, one.account_id)):
        posts.setdefault(post.unit_id, []).append(post)
    return posts


def contacts_of(account_ids: Collection[int]) -> dict[int, Contact]:
    """How people are called and reached, by account, closed accounts left out; one query."""
    rows = Account.objects.filter(pk__in=account_ids, is_active=True)
    return {
        one.pk: Contact(one.login, one.full_name, one.email, one.phone, one.language)
        for one in rows.only("login", "key_name", "sealed", "language")
    }


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


def account_kept_by(actor: Actor, account_id: int, *, on: date) -> Account:
    """One of `accounts_kept_by`. Raises NotFound, also for an account that another keeps."""
    account = accounts_kept_by(actor, on=on).filter(pk=account_id).first()
    if account is None:
        raise NotFound(
            "Không có người dùng này trong các đơn vị bạn quản lý.",
            message_en="There is no such user in the units that you keep.",
        )
    return account


def accounts_found(
    actor: Actor,
    *,
    on: date,
    role: Role | None = None,
    within: Collection[int] | None = None,
    state: str = "",
) -> QuerySet[Account]:
    """Those of `accounts_kept_by` that have the role on the day, work at one of the units, or both.

    `state` is "open", "closed", "never" (may sign in and never did) or "" for all.
    """
    accounts = accounts_kept_by(actor, on=on)
    if role is not None:
        holders = Grant.objects.filter(in_force(on), role=role.value)
        accounts = accounts.filter(pk__in=holders.values("account_id"))
    if within is not None:
        accounts = accounts.filter(unit_id__in=within)
    if state in {"open", "never"}:
        accounts = accounts.filter(is_active=True)
    if state == "never":
        accounts = accounts.filter(last_login__isnull=True)
    if state == "closed":
        accounts = accounts.filter(is_active=False)
    return accounts


def roles_of(account_ids: Collection[int], *, on: date) -> dict[int, list[Role]]:
    """The roles that accounts have of their own on the day, at whatever unit; one query."""
    rows = Grant.objects.filter(in_force(on), account_id__in=account_ids)
    found: dict[int, list[Role]] = {}
    for account_id, role in rows.values_list("account_id", "role").distinct().order_by("role"):
        found.setdefault(account_id, []).append(Role(role))
    return found


def roles_by_unit(*, on: date) -> dict[int, frozenset[Role]]:
    """Which roles somebody has at each unit on the day; closed accounts are left out; one query."""
    rows = Grant.objects.filter(in_force(on), account__is_active=True)
    found: dict[int, set[Role]] = {}
    for unit_id, role in rows.values_list("unit_id", "role").distinct().order_by():
        found.setdefault(unit_id, set()).add(Role(role))
    return {unit_id: frozenset(roles) for unit_id, roles in found.items()}


def names_of(account_ids: Collection[int | None]) -> dict[int, AccountName]:
    """Logins and names of accounts, by id, in one query."""
    wanted = {account_id for account_id in account_ids if account_id is not None}
    rows = Account.objects.filter(pk__in=wanted).values_list("pk", "login", "key_name", "sealed")
    return {
        account_id: AccountName(login, name_said(key, sealed))
        for account_id, login, key, sealed in rows
    }


def name_said(key_name: str, sealed: str) -> str:
    """How a person is called by what is stored; empty where nobody said or no key is here."""
    return (opened_words(key_name, sealed) or {}).get("full_name", "")


def lacks_key(key_name: str, sealed: str) -> bool:
    """Whether a name stands there that this machine cannot open."""
    return bool(sealed) and not has_key(key_name)


def logins() -> frozenset[str]:
    """Every login that is taken; one query."""
    return frozenset(Account.objects.values_list("login", flat=True))


def units_of_accounts(account_ids: Collection[int]) -> dict[int, int | None]:
    """Where each account's person works, by account; one query."""
    rows = Account.objects.filter(pk__in=account_ids)
    return dict(rows.values_list("pk", "unit_id"))


def tours_seen(account_id: int) -> frozenset[str]:
    """The tours that the account has seen and not asked for again; one query."""
    return frozenset(TourSeen.objects.filter(account_id=account_id).values_list("tour", flat=True))


def problems() -> Iterator[Problem]:
    """Accounts, grants, substitutes and seen tours that are not as the journal says."""
    yield from verification.problems()
    yield from vouched.problems(TourSeen, streams=verification.STREAM)


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
