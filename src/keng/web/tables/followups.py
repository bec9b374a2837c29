"""Follow-ups in words: what, who, by when, what was answered; and who may be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from keng.access.queries import AccountName, grants_at, names_of
from keng.access.roles import Role
from keng.kernel.errors import BadInput
from keng.orgunits.queries import direct_superior, unit_view
from keng.packs.schema import Pack
from keng.reporting.actions import Assignee
from keng.reporting.queries import FollowUpView
from keng.web import wording
from keng.web.frame.requests import KengRequest, is_whole
from keng.web.tables.formtable import anchor_of

_ROLES_BELOW = (Role.CLERK, Role.LEADER)
_ROLES_ABOVE = (Role.OFFICER,)


@dataclass(frozen=True)
class ShownReply:
    """One answer in words."""

    what: str
    text: str
    who: str
    at: datetime


@dataclass(frozen=True)
class ShownFollowUp:
    """A follow-up in words."""

    id: int
    submission_id: int
    unit_name: str
    period: str
    cell: str
    anchor: str
    text: str
    assignee: str
    who: str
    at: datetime
    due_on: date | None
    is_done: bool
    is_mine: bool
    is_overdue: bool
    replies: tuple[ShownReply, ...]


def accounts_in(found: Iterable[FollowUpView]) -> set[int | None]:
    """Every account that is named in them."""
    named: set[int | None] = set()
    for one in found:
        named |= {one.account_id, one.assignee_account, *(r.account_id for r in one.replies)}
    return named


def shown_follow_up(
    one: FollowUpView, pack: Pack, names: Mapping[int, AccountName], *, on: date | None = None
) -> ShownFollowUp:
    """A follow-up in the language of the request; `on` names the unit too, for lists."""
    words = {"done": _("Đã xong"), "reopened": _("Mở lại"), "reply": ""}
    return ShownFollowUp(
        id=one.id,
        submission_id=one.submission_id,
        unit_name=unit_view(one.unit_id, on=on).full_name if on else "",
        period=wording.period(one.period),
        cell=pack.cell_label(one.key, wording.language()) if one.key else "",
        anchor=anchor_of(one.key) if one.key else "",
        text=one.text,
        assignee=_assignee(one, names),
        who=wording.account(one.account_id, names),
        at=one.at,
        due_on=one.due_on,
        is_done=one.is_done,
        is_mine=one.is_mine,
        is_overdue=one.is_overdue,
        replies=tuple(
            ShownReply(words[r.what], r.text, wording.account(r.account_id, names), r.at)
            for r in one.replies
        ),
    )


def may_follow_up(request: KengRequest, unit_id: int, on: date) -> bool:
    """Whether the reader may open follow-ups about the unit's submissions and answer them."""
    actor = request.actor
    return actor.may("enter", unit_id=unit_id, on=on) or actor.may("return", unit_id=unit_id, on=on)


def assignees_of(unit_id: int, *, on: date) -> list[tuple[str, str]]:
    """Posts and accounts that may be asked: of the unit and of its direct superior."""
    above = direct_superior(unit_id, on=on)
    places = [(unit_id, _ROLES_BELOW)] + ([(above, _ROLES_ABOVE)] if above is not None else [])
    posts, holders = [], []
    for place, roles in places:
        name = unit_view(place, on=on).full_name
        posts += [(f"post:{place}:{role}", f"{wording.role(role)}, {name}") for role in roles]
        holders += [(grant.account_id, name) for grant in grants_at(place, on=on)]
    names = names_of({account_id for account_id, _name in holders})
    people = [
        (f"account:{account_id}", f"{names[account_id]}, {name}")
        for account_id, name in dict.fromkeys(holders)
    ]
    return [*posts, *people]


def assignee_from(text: str) -> Assignee:
    """The choice that `assignees_of` offered. Raises BadInput."""
    kind, _sep, rest = text.partition(":")
    if kind == "account" and is_whole(rest):
        return Assignee(account_id=int(rest))
    unit_id, _sep, role = rest.partition(":")
    if kind == "post" and is_whole(unit_id):
        return Assignee(unit_id=int(unit_id), role=role)
    raise BadInput("Hãy chọn người làm.", message_en="Choose who is to do it.")


def _assignee(one: FollowUpView, names: Mapping[int, AccountName]) -> str:
    if one.assignee_account is not None:
        return wording.account(one.assignee_account, names)
    if one.assignee_unit is None:
        return ""
    name = unit_view(one.assignee_unit, on=one.period.last).full_name
    return f"{wording.role(one.assignee_role)}, {name}"
