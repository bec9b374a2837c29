"""The users that the reader keeps, filtered and page by page, and the posts that are empty."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.access import queries
from keng.access.actions import MOST_AT_ONCE
from keng.access.logins import is_forgotten
from keng.access.queries import lacks_key, name_said
from keng.access.roles import Role
from keng.kernel.errors import DomainError
from keng.kernel.moments import local_day
from keng.kernel.vietnamese import fold
from keng.orgunits.queries import descendants, unit_named
from keng.reporting.queries import UnitPosts, units_lacking_posts
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.paging import PAGE, paged
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.phrases.paths import paths_of

_FILTERS: Final = ("q", "role", "unit", "state")


class _Row(NamedTuple):
    id: int
    login: str
    key_name: str
    sealed: str
    unit_id: int | None
    is_active: bool
    last_login: datetime | None


@dataclass(frozen=True)
class ListedAccount:
    """A user in the list; `signed_in` is the day of the last sign-in, None for never."""

    id: int
    login: str
    full_name: str
    unit: str
    roles: str
    is_active: bool
    signed_in: date | None
    is_forgotten: bool


@dataclass(frozen=True)
class ShownLack:
    """A unit and the posts that nobody has there, each with its word."""

    unit: str
    posts: Sequence[tuple[str, str]]


@needs("manage_users")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The users of the reader's units by name, role, unit and state; found without diacritics."""
    filters = {name: request.GET.get(name, "").strip() for name in _FILTERS}
    wrong = ""
    kept: list[_Row] = []
    try:
        kept = _found(request, filters)
    except DomainError as refusal:
        wrong = message_of(refusal)
    may_renew = filters["state"] == "never"
    page = paged(kept, request.GET, size=MOST_AT_ONCE if may_renew else PAGE)
    lacking = units_lacking_posts(request.actor, on=clock.today())
    context = {
        "filters": filters,
        "filtered": any(filters.values()),
        "wrong": wrong,
        "page": page,
        "may_renew": may_renew,
        "accounts": _shown(page.rows),
        "roles": _role_choices(),
        "states": _state_choices(),
        "without_key": sum(lacks_key(row.key_name, row.sealed) for row in page.rows),
        "without_clerk": sum(Role.CLERK in one.missing for one in lacking),
        "without_leader": sum(Role.LEADER in one.missing for one in lacking),
    }
    return render(request, "web/account/list.html", context, status=422 if wrong else 200)


@needs("manage_users")
@require_safe
def missing(request: KengRequest) -> HttpResponse:
    """The units that lack somebody in a post that reporting needs, each with a way to fill it."""
    role = request.GET.get("role", "")
    found = [
        one
        for one in units_lacking_posts(request.actor, on=clock.today())
        if not role or role in one.missing
    ]
    page = paged(found, request.GET)
    context = {
        "role": role,
        "roles": [one for one in _role_choices() if one[0] in {Role.CLERK, Role.LEADER}],
        "page": page,
        "lacking": _lacking(page.rows),
    }
    return render(request, "web/account/missing.html", context)


def _found(request: KengRequest, filters: dict[str, str]) -> list[_Row]:
    on = clock.today()
    role = Role(filters["role"]) if filters["role"] in set(Role) else None
    within: Collection[int] | None = None
    if filters["unit"]:
        unit = unit_named(filters["unit"], on=on)
        within = {unit.id, *descendants(unit.id, on=on)}
    accounts = queries.accounts_found(
        request.actor, on=on, role=role, within=within, state=filters["state"]
    )
    words = fold(filters["q"])
    rows = [_Row(*row) for row in accounts.values_list(*_Row._fields)]
    if not words:  # the names of a whole province are opened for a search only
        return rows
    return [
        row for row in rows if words in fold(f"{row.login} {name_said(row.key_name, row.sealed)}")
    ]


def _shown(rows: Collection[_Row]) -> list[ListedAccount]:
    on = clock.today()
    ways = paths_of({row.unit_id for row in rows if row.unit_id is not None}, on=on)
    roles = queries.roles_of([row.id for row in rows], on=on)
    return [
        ListedAccount(
            id=row.id,
            login=row.login,
            full_name=name_said(row.key_name, row.sealed),
            unit=ways.get(row.unit_id, "") if row.unit_id is not None else "",
            roles=", ".join(wording.role(role) for role in roles.get(row.id, ())),
            is_active=row.is_active,
            signed_in=local_day(row.last_login) if row.last_login else None,
            is_forgotten=is_forgotten(row.login),
        )
        for row in rows
    ]


def _lacking(rows: Collection[UnitPosts]) -> list[ShownLack]:
    ways = paths_of({one.unit.id for one in rows}, on=clock.today())
    return [
        ShownLack(ways[one.unit.id], [(role.value, wording.role(role)) for role in one.missing])
        for one in rows
    ]


def _role_choices() -> list[tuple[str, str]]:
    return [(role.value, wording.role(role)) for role in Role]


def _state_choices() -> list[tuple[str, str]]:
    return [
        ("open", _("đang dùng")),
        ("never", _("chưa đăng nhập lần nào")),
        ("closed", _("ngừng dùng")),
    ]
