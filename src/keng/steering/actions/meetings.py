"""Meetings: called, held with their minutes, called off."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.steering.actions._store import (
    Owner,
    checked_day,
    cooperation_for_update,
    filed_paper,
    journal,
    meeting_for_update,
    next_n,
    open_committee,
    reason_of,
)
from keng.steering.actions.posting import repost
from keng.steering.models import Committee, Cooperation, Meeting, Minutes, Presence
from keng.steering.queries.meetings import may_be_present
from keng.steering.turns import turn_of
from keng.steering.vocabulary import REVIEWS, MeetingKind, MeetingState, Register
from keng.steering.words import lines_of


@dataclass(frozen=True)
class MeetingGiven:
    """A meeting as a person gives it. `present` are seats of the committee, or partners.

    `covers` is any day of the half year or year that a review looks back on. A day to come calls
    the meeting; one that has come says that it was held. `token` comes with the form.
    """

    day: date
    kind: MeetingKind = MeetingKind.REGULAR
    covers: date | None = None
    agenda: str = ""
    minutes: str = ""
    present: Collection[int] = ()
    paper_id: int | None = None
    token: str = ""


@transaction.atomic
def enter_committee_meeting(
    committee_id: int, given: MeetingGiven, *, actor: Actor, at: datetime
) -> Meeting:
    """Enter a meeting of a committee; the same form sent twice enters it once.

    Raises NotFound, NotAllowed (enter), WrongState (the committee has ended), BadInput: personal
    data or a secret in the words, minutes of a day to come, somebody who is no member, a review
    that names no half year or year, a paper that is not in the register.
    """
    committee = open_committee(committee_id, actor=actor, at=at)
    return _entered(committee, given, actor=actor, at=at)


@transaction.atomic
def enter_cooperation_meeting(
    cooperation_id: int, given: MeetingGiven, *, actor: Actor, at: datetime
) -> Meeting:
    """Enter a meeting or review of a programme of coordination. Raises as for a committee."""
    cooperation = cooperation_for_update(cooperation_id, actor=actor, at=at)
    return _entered(cooperation, given, actor=actor, at=at)


@transaction.atomic
def write_minutes(
    meeting_id: int, given: MeetingGiven, *, revision: int, actor: Actor, at: datetime
) -> Meeting:
    """Say anew what a meeting was: a called one becomes held once its day has come.

    What minutes said before is kept. Raises as `enter_committee_meeting`; WrongState for a meeting
    that was called off, Conflict.
    """
    meeting, owner = meeting_for_update(meeting_id, actor=actor, at=at, revision=revision)
    if meeting.state == MeetingState.CALLED_OFF:
        raise WrongState(
            "Cuộc họp này đã hoãn, không tổ chức; hãy ghi cuộc họp mới.",
            message_en="This meeting was called off; enter a new one.",
        )
    rows: list[Model] = []
    before = (meeting.agenda, meeting.minutes)
    n, wrote_at, wrote = next_n(meeting.earlier.all()), meeting.at, meeting.account_id
    _put(meeting, owner, given, actor=actor, at=at)
    if any(before) and before != (meeting.agenda, meeting.minutes):
        kept = Minutes.objects.create(
            meeting=meeting,
            n=n,
            agenda=before[0],
            minutes=before[1],
            at=wrote_at,
            account_id=wrote,
        )
        rows.append(kept)
    meeting.at, meeting.account_id = at, actor.account_id
    meeting.revision += 1
    meeting.save()
    rows += _present(meeting, owner, given.present)
    journal(owner, "minutes_written", [meeting, *rows], actor=actor, at=at, meeting=meeting.pk)
    _count_anew(owner, actor=actor, at=at)
    return meeting


@transaction.atomic
def file_minutes(meeting_id: int, paper_id: int, *, actor: Actor, at: datetime) -> Meeting:
    """Name the issued minutes as the paper of a meeting; one that has a paper keeps it.

    Raises NotFound, NotAllowed (enter), BadInput (a paper that is not in the unit's register).
    """
    meeting, owner = meeting_for_update(meeting_id, actor=actor, at=at)
    if meeting.paper_id is None:
        on = local_day(at)
        meeting.paper_id = filed_paper(paper_id, owner.unit_id, actor=actor, on=on)
        meeting.revision += 1
        meeting.save()
        journal(owner, "minutes_filed", [meeting], actor=actor, at=at, meeting=meeting.pk)
    return meeting


@transaction.atomic
def call_off(meeting_id: int, why: str, *, revision: int, actor: Actor, at: datetime) -> Meeting:
    """Say that a meeting was not held, or was entered by mistake; it stays to be read.

    Raises NotFound, NotAllowed, Conflict, WrongState (called off already), BadInput (no reason, or
    conclusions stand: they are withdrawn first).
    """
    meeting, owner = meeting_for_update(meeting_id, actor=actor, at=at, revision=revision)
    if meeting.state == MeetingState.CALLED_OFF:
        raise WrongState("Cuộc họp này đã hoãn.", message_en="It was called off already.")
    if meeting.conclusions.filter(withdrawn_at=None).exists():
        raise BadInput(
            "Cuộc họp đã có kết luận; hãy rút các kết luận trước.",
            message_en="The meeting has conclusions; withdraw them first.",
            code="has_conclusions",
        )
    meeting.state, meeting.off_why = MeetingState.CALLED_OFF.value, reason_of(why)
    meeting.at, meeting.account_id = at, actor.account_id  # calendars are told when it was
    meeting.revision += 1
    meeting.save()
    journal(owner, "meeting_off", [meeting], actor=actor, at=at, meeting=meeting.pk)
    _count_anew(owner, actor=actor, at=at)
    return meeting


def _entered(owner: Owner, given: MeetingGiven, *, actor: Actor, at: datetime) -> Meeting:
    if given.token:
        there = owner.meetings.filter(token=given.token).first()
        if there is not None:
            return there
    meeting = Meeting(
        committee=owner if isinstance(owner, Committee) else None,
        cooperation=owner if isinstance(owner, Cooperation) else None,
        token=given.token,
        at=at,
        account_id=actor.account_id,
    )
    _put(meeting, owner, given, actor=actor, at=at)
    meeting.save()
    rows = _present(meeting, owner, given.present)
    verb = "meeting_called" if meeting.state == MeetingState.CALLED else "meeting_held"
    journal(owner, verb, [meeting, *rows], actor=actor, at=at, meeting=meeting.pk)
    _count_anew(owner, actor=actor, at=at)
    return meeting


def _count_anew(owner: Owner, *, actor: Actor, at: datetime) -> None:
    is_led = isinstance(owner, Committee)
    register = Register.COMMITTEES if is_led else Register.COORDINATION
    repost(owner.unit_id, register, actor=actor, at=at)


def _put(
    meeting: Meeting, owner: Owner, given: MeetingGiven, *, actor: Actor, at: datetime
) -> None:
    on = local_day(at)
    is_called = given.day > on
    if is_called and (given.minutes.strip() or given.present):
        raise BadInput(
            "Cuộc họp chưa diễn ra nên chưa ghi biên bản và thành phần dự; hãy xem lại ngày.",
            message_en="The meeting is still to come: no minutes and nobody present yet.",
            code="not_held_yet",
        )
    meeting.kind = given.kind.value
    meeting.covers = _covered(given)
    meeting.state = (MeetingState.CALLED if is_called else MeetingState.HELD).value
    meeting.on = checked_day(given.day, "Ngày họp", "The day")
    meeting.agenda = lines_of(given.agenda, "Nội dung họp", "The agenda")
    meeting.minutes = lines_of(given.minutes, "Biên bản", "The minutes")
    meeting.paper_id = (
        None
        if given.paper_id is None
        else filed_paper(given.paper_id, owner.unit_id, actor=actor, on=on)
    )


def _covered(given: MeetingGiven) -> date | None:
    """The last day of the half year or year that a review looks back on."""
    if given.kind not in REVIEWS:
        return None
    months = 6 if given.kind is MeetingKind.HALF_YEAR else 12
    if given.covers is None:
        raise BadInput(
            "Hãy chọn kỳ mà cuộc sơ kết, tổng kết nhìn lại.",
            message_en="Say which half year or year the review looks back on.",
            code="review_of_what",
        )
    first, last = turn_of(given.covers, months)
    if given.day < first:
        raise BadInput(
            "Không thể sơ kết, tổng kết một kỳ chưa bắt đầu.",
            message_en="A review cannot look back on what has not begun.",
        )
    return last


def _present(meeting: Meeting, owner: Owner, wanted: Collection[int]) -> list[Model]:
    """The posts or partners that were present; one that was corrected away stays, marked."""
    name = "seat_id" if isinstance(owner, Committee) else "partner_id"
    known = {pk for pk, _named in may_be_present(meeting, on=meeting.on)}
    if not set(wanted) <= known:
        raise BadInput(
            "Có thành phần dự họp không phải thành viên vào ngày họp; hãy chọn lại.",
            message_en="Somebody present was no member on that day; choose again.",
            code="not_a_member",
        )
    rows = {getattr(one, name): one for one in meeting.present.all()}
    changed: list[Model] = []
    for pk in sorted(set(wanted)):
        row = rows.pop(pk, None)
        if row is None:
            changed.append(Presence.objects.create(meeting=meeting, **{name: pk}))
        elif row.is_gone:
            row.is_gone = False
            row.save()
            changed.append(row)
    for row in rows.values():
        if not row.is_gone:
            row.is_gone = True
            row.save()
            changed.append(row)
    return changed
