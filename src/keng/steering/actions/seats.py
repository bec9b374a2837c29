"""Members by post, and which unit or group each of them oversees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keng.access.queries import account_by_login
from keng.initiatives.models import Group
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import ancestors, managed_by, unit_view
from keng.steering.actions._store import checked_day, journal, open_committee
from keng.steering.actions.committees import closed
from keng.steering.models import Committee, Oversight, Seat
from keng.steering.vocabulary import Place
from keng.steering.words import line_of, post_of


@dataclass(frozen=True)
class NewSeat:
    """A member: the post, its place, since when; `login` where the post is that of an account."""

    post: str
    place: Place = Place.MEMBER
    since: date | None = None
    body: str = ""
    login: str = ""
    basis_id: int | None = None


@transaction.atomic
def add_seat(committee_id: int, new: NewSeat, *, actor: Actor, at: datetime) -> Seat:
    """Add a member to a committee, from the day of the committee unless another one is given.

    Raises NotFound, NotAllowed (enter), WrongState (ended), BadInput (a name instead of a post, an
    account that is not of the unit, a paper of another committee), Conflict (the post is there).
    """
    committee = open_committee(committee_id, actor=actor, at=at)
    post = post_of(new.post)
    if committee.seats.filter(post=post, valid_until=None).exists():
        raise Conflict(f"“{post}” đã là thành viên.", message_en=f"{post!r} is a member.", theirs=0)
    if new.basis_id is not None and not committee.acts.filter(pk=new.basis_id).exists():
        raise BadInput("Văn bản không thuộc Ban này.", message_en="Not a paper of the committee.")
    since = new.since or committee.since or local_day(at)
    seat = Seat.objects.create(
        committee=committee,
        post=post,
        place=new.place.value,
        body=line_of(new.body, "Cơ quan", "The body", longest=200, required=False),
        account_id=_account(new.login, committee, on=local_day(at)),
        basis_id=new.basis_id,
        valid_from=checked_day(since, "Ngày", "The day"),
        at=at,
        by_account=actor.account_id,
    )
    journal(committee, "seat_added", [seat], actor=actor, at=at, seat=seat.pk)
    return seat


@transaction.atomic
def end_seat(seat_id: int, until: date, *, actor: Actor, at: datetime) -> Seat:
    """End a membership before a day, with all that the member oversaw.

    Raises NotFound, NotAllowed, WrongState (ended already), BadInput (before it began).
    """
    seat, committee = _seat(seat_id, actor=actor, at=at)
    rows = closed(committee, until, seat.pk)
    journal(committee, "seat_ended", rows, actor=actor, at=at, seat=seat.pk)
    seat.refresh_from_db()
    return seat


@transaction.atomic
def assign(
    seat_id: int,
    *,
    since: date,
    units: Collection[int] = (),
    groups: Collection[int] = (),
    actor: Actor,
    at: datetime,
) -> list[Oversight]:
    """Let a member oversee units below, or groups of the register of initiatives, from a day on.

    What the member oversees already is passed over. Raises NotFound, NotAllowed, WrongState (the
    member is one no more), BadInput for a unit or group that does not belong to the committee's
    unit, for a day before the member was one, and where nothing is chosen.
    """
    seat, committee = _seat(seat_id, actor=actor, at=at)
    if not units and not groups:
        raise BadInput("Chưa chọn nơi phụ trách.", message_en="Choose what the member oversees.")
    if since < seat.valid_from:
        raise BadInput(
            f"“{seat.post}” là thành viên từ {seat.valid_from:%d/%m/%Y}; không phân công trước đó.",
            message_en="The member was not one on that day.",
            code="before_the_seat",
        )
    _refuse_outside(committee.unit_id, units, groups, on=local_day(at))
    standing = seat.oversees.filter(valid_until=None)
    known_units = set(standing.values_list("unit_id", flat=True))
    known_groups = set(standing.values_list("group_id", flat=True))
    wanted = [{"unit_id": one} for one in sorted(set(units) - known_units)]
    wanted += [{"group_id": one} for one in sorted(set(groups) - known_groups)]
    made = [
        Oversight.objects.create(
            seat=seat, valid_from=since, at=at, by_account=actor.account_id, **one
        )
        for one in wanted
    ]
    journal(committee, "oversight_given", made, actor=actor, at=at, seat=seat.pk)
    return made


@transaction.atomic
def end_oversight(oversight_id: int, until: date, *, actor: Actor, at: datetime) -> Oversight:
    """End that a member oversees something. Raises as `end_seat`."""
    found = Oversight.objects.filter(pk=oversight_id).first()
    if found is None:
        raise NotFound("Không có phân công này.", message_en="There is no such assignment.")
    _seat_row, committee = _seat(found.seat_id, actor=actor, at=at)
    row = Oversight.objects.get(pk=oversight_id)
    if row.valid_until is not None:
        raise WrongState("Phân công này đã thôi.", message_en="The assignment has ended.")
    if until <= row.valid_from:
        raise BadInput(
            f"Phân công bắt đầu từ {row.valid_from:%d/%m/%Y}; ngày thôi phải sau ngày đó.",
            message_en="The last day must come after the first one.",
            code="ends_before_it_begins",
        )
    row.valid_until = until
    row.save()
    journal(committee, "oversight_ended", [row], actor=actor, at=at, seat=row.seat_id)
    return row


def _seat(seat_id: int, *, actor: Actor, at: datetime) -> tuple[Seat, Committee]:
    found = Seat.objects.filter(pk=seat_id).first()
    if found is None:
        raise NotFound("Không có thành viên này.", message_en="There is no such member.")
    committee = open_committee(found.committee_id, actor=actor, at=at)
    seat = Seat.objects.get(pk=seat_id)
    if seat.valid_until is not None:
        raise WrongState(
            f"“{seat.post}” đã thôi là thành viên từ {seat.valid_until:%d/%m/%Y}.",
            message_en="The post is no member any more.",
        )
    return seat, committee


def _account(login: str, committee: Committee, *, on: date) -> int | None:
    """The account whose post it is: one that works at the committee's unit or below it."""
    if not login.strip():
        return None
    account = account_by_login(login.strip())
    unit_id = account.unit_id
    if unit_id is None or (
        unit_id != committee.unit_id and committee.unit_id not in ancestors(unit_id, on=on)
    ):
        raise BadInput(
            "Tài khoản không thuộc đơn vị này.",
            message_en="The account is not of this unit.",
            code="account_elsewhere",
        )
    return int(account.pk)


def _refuse_outside(
    unit_id: int, units: Collection[int], groups: Collection[int], *, on: date
) -> None:
    below = {one.id for one in managed_by(unit_id, on=on)}
    for one in units:
        if one not in below:
            raise BadInput(
                f"{unit_view(one, on=on).full_name} không thuộc đơn vị của Ban Chỉ đạo.",
                message_en="The unit does not belong to that of the committee.",
                code="unit_elsewhere",
            )
    known = dict(Group.objects.filter(pk__in=groups).values_list("pk", "unit_id"))
    for one in groups:
        if known.get(one) not in {unit_id, *below}:
            raise BadInput(
                "Mô hình không thuộc đơn vị của Ban Chỉ đạo.",
                message_en="The initiative does not belong to the unit of the committee.",
                code="group_elsewhere",
            )
