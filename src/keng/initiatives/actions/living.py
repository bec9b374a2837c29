"""What groups do and how that is judged: activity, yearly reviews, acknowledgements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Max

from keng.initiatives.actions._hold import held
from keng.initiatives.actions.posting import repost
from keng.initiatives.journalling import of_group
from keng.initiatives.models import Acknowledgement, Activity, Group, Review
from keng.initiatives.pictures import kept
from keng.initiatives.programme import GROUPS, activity_kind, refuse_unknown_grade
from keng.initiatives.wordscreen import screened
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound, WrongState
from keng.kernel.moments import local_day

Withdrawn = TypeVar("Withdrawn", Activity, Review, Acknowledgement)


@dataclass(frozen=True)
class NewActivity:
    """What a group did on a day; `token` names the form, so that a second press logs nothing."""

    kind: str
    on: date
    note: str = ""
    photo: bytes | None = None
    filename: str = ""
    token: str = ""


@transaction.atomic
def log_activity(group_id: int, new: NewActivity, *, actor: Actor, at: datetime) -> Activity:
    """Log what a group did. The same form sent twice is logged once.

    Raises NotAllowed, WrongState (dissolved before the day), BadInput: unknown kind, a day in the
    future or before the founding, personal data in the note, a photo where none is taken.
    """
    group = held(group_id, actor=actor, at=at)
    if new.token:
        there = group.activities.filter(token=new.token).first()
        if there is not None:
            return there
    kind = activity_kind(new.kind)
    _refuse_day(group, new.on, local_day(at))
    note = screened(new.note, what="Ghi chú", what_en="The note")
    picture = kept(new.photo, filename=new.filename, is_taken=kind.photos)
    made = Activity.objects.create(
        group=group,
        kind=kind.code,
        on=new.on,
        note=note,
        token=new.token,
        at=at,
        account_id=actor.account_id,
        **vars(picture),
    )
    if group.last_activity_on is None or group.last_activity_on < new.on:
        group.last_activity_on = new.on
        group.save(update_fields=["last_activity_on"])
    facts = {"kind": kind.code, "on": new.on.isoformat()}
    of_group(group, "active", facts, actor=actor, at=at, rows=[made])
    repost(group.unit_id, GROUPS, actor=actor, at=at)
    return made


@transaction.atomic
def review_group(
    group_id: int, grade: str, note: str, *, year: int, on: date, actor: Actor, at: datetime
) -> Review:
    """Write the yearly review of how effective the group is; a later one of the year stands.

    Raises NotAllowed, WrongState (dissolved), BadInput: unknown grade, a day that is not in the
    year or the one after it, or in the future.
    """
    group = held(group_id, actor=actor, at=at)
    refuse_unknown_grade(grade)
    _refuse_day(group, on, local_day(at))
    if on.year not in (year, year + 1):
        raise BadInput(
            f"Đánh giá của năm {year} phải làm trong năm {year} hoặc {year + 1}.",
            message_en=f"The review of {year} is made in {year} or {year + 1}.",
        )
    made = Review.objects.create(
        group=group,
        year=year,
        on=on,
        grade=grade,
        note=screened(note, what="Nhận xét", what_en="The remark"),
        at=at,
        account_id=actor.account_id,
    )
    if group.last_review_on is None or group.last_review_on < on:
        group.last_review_on = on
        group.save(update_fields=["last_review_on"])
    of_group(group, "reviewed", {"year": year, "grade": grade}, actor=actor, at=at, rows=[made])
    repost(group.unit_id, GROUPS, actor=actor, at=at)
    return made


@transaction.atomic
def acknowledge_group(
    group_id: int, by: str, paper_number: str, *, on: date, actor: Actor, at: datetime
) -> Acknowledgement:
    """Write down that a higher level acknowledged the group: which body, on which day.

    Raises NotAllowed, WrongState, BadInput: no body, a day in the future.
    """
    group = held(group_id, actor=actor, at=at)
    _refuse_day(group, on, local_day(at))
    body = screened(by, what="Cấp ghi nhận", what_en="The body", longest=200)
    if not body:
        raise BadInput("Hãy ghi cơ quan ghi nhận.", message_en="Write which body acknowledged it.")
    made = Acknowledgement.objects.create(
        group=group,
        on=on,
        by=body,
        paper_number=screened(paper_number, what="Số văn bản", what_en="The number", longest=60),
        at=at,
        account_id=actor.account_id,
    )
    of_group(group, "acknowledged", {"on": on.isoformat()}, actor=actor, at=at, rows=[made])
    repost(group.unit_id, GROUPS, actor=actor, at=at)
    return made


def withdraw_activity(activity_id: int, why: str, *, actor: Actor, at: datetime) -> Activity:
    """Take back an activity that was logged by mistake; it stays to be read and counts no more.

    Raises NotFound, NotAllowed, WrongState (withdrawn already), BadInput (no reason).
    """
    return _withdraw(Activity, activity_id, why, actor=actor, at=at)


def withdraw_review(review_id: int, why: str, *, actor: Actor, at: datetime) -> Review:
    """Take back a review; refuses as `withdraw_activity` does."""
    return _withdraw(Review, review_id, why, actor=actor, at=at)


def withdraw_acknowledgement(
    acknowledgement_id: int, why: str, *, actor: Actor, at: datetime
) -> Acknowledgement:
    """Take back an acknowledgement; refuses as `withdraw_activity` does."""
    return _withdraw(Acknowledgement, acknowledgement_id, why, actor=actor, at=at)


@transaction.atomic
def _withdraw(
    model: type[Withdrawn], row_id: int, why: str, *, actor: Actor, at: datetime
) -> Withdrawn:
    group_id = model.objects.filter(pk=row_id).values_list("group_id", flat=True).first()
    if group_id is None:
        raise NotFound(f"Không có dòng số {row_id}.", message_en=f"There is no row {row_id}.")
    group = held(group_id, actor=actor, at=at)
    row: Withdrawn = model.objects.get(pk=row_id)
    reason = screened(why, what="Lý do", what_en="The reason")
    if row.withdrawn_at is not None:
        raise WrongState("Dòng này đã rút.", message_en="This was withdrawn already.")
    if not reason:
        raise BadInput("Hãy ghi lý do rút.", message_en="Write why it is withdrawn.")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = at, actor.account_id, reason
    row.save()
    standing = {"withdrawn_at__isnull": True}
    latest = group.activities.filter(**standing).aggregate(last=Max("on"))["last"]
    group.last_activity_on = latest
    group.last_review_on = group.reviews.filter(**standing).aggregate(last=Max("on"))["last"]
    group.save(update_fields=["last_activity_on", "last_review_on"])
    of_group(group, "withdrawn", {"row": row.pk}, actor=actor, at=at, rows=[row])
    repost(group.unit_id, GROUPS, actor=actor, at=at)
    return row


def _refuse_day(group: Group, on: date, today: date) -> None:
    if on > today:
        raise BadInput(
            f"Ngày {on:%d/%m/%Y} ở tương lai; hãy ghi việc đã làm.",
            message_en=f"{on.isoformat()} is in the future; log what was done.",
            code="day_in_future",
        )
    if group.founded_on is not None and on < group.founded_on:
        raise BadInput(
            f"Ngày {on:%d/%m/%Y} trước ngày thành lập {group.founded_on:%d/%m/%Y}.",
            message_en=f"{on.isoformat()} is before the founding on {group.founded_on}.",
            code="day_before_founding",
        )
    if group.dissolved_on is not None and on >= group.dissolved_on:
        raise WrongState(
            f"Mô hình đã giải thể ngày {group.dissolved_on:%d/%m/%Y}.",
            message_en=f"The initiative was dissolved on {group.dissolved_on.isoformat()}.",
        )
