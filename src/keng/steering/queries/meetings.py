"""Meetings in lists and whole, with what they concluded and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Count, Q

from keng.db.validity import in_force
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.orgunits.queries import unit_view, views
from keng.papers.queries import heads_of
from keng.planning.models import Body, Plan, Task
from keng.planning.queries.lines import lines_of
from keng.planning.vocabulary import State as PlanState
from keng.planning.vocabulary import TaskState
from keng.steering.models import Conclusion, Cooperation, Meeting, Partner, Seat
from keng.steering.queries.reach import cooperation_read_by, reads_minutes
from keng.steering.queries.shapes import (
    ConclusionLine,
    EarlierMinutes,
    MeetingLine,
    MeetingView,
)
from keng.steering.turns import Met
from keng.steering.vocabulary import PLACES, MeetingKind, MeetingState

_LATE = Q(task__state=TaskState.OPEN, task__plan__state=PlanState.ISSUED)


def meeting_lines(rows: Collection[Meeting], *, on: date) -> list[MeetingLine]:
    """Meetings as lists show them, in their order; one query."""
    standing = Conclusion.objects.filter(meeting__in=rows, withdrawn_at=None)
    late = Q(_LATE, task__next_due__lt=on)
    counted = {
        pk: (n, slow)
        for pk, n, slow in standing.order_by()
        .values_list("meeting_id")
        .annotate(n=Count("pk"), late=Count("pk", filter=late))
    }
    return [_line(one, *counted.get(one.pk, (0, 0))) for one in rows]


def met_of(rows: Collection[Meeting]) -> list[Met]:
    """The meetings that were held, as turns are worked out from them."""
    return [
        Met(MeetingKind(one.kind), one.on, one.covers)
        for one in rows
        if one.state == MeetingState.HELD
    ]


def open_and_late(committee_ids: Collection[int], *, on: date) -> Mapping[int, tuple[int, int]]:
    """Of each committee how many conclusions are not done yet, and how many of them are late."""
    rows = Conclusion.objects.filter(withdrawn_at=None, meeting__committee__in=committee_ids)
    undone = Q(task=None) | Q(task__state=TaskState.OPEN)
    late = Q(_LATE, task__next_due__lt=on)
    counted = (
        rows.order_by()
        .values_list("meeting__committee_id")
        .annotate(open=Count("pk", filter=undone), late=Count("pk", filter=late))
    )
    return {pk: (undone_n, late_n) for pk, undone_n, late_n in counted}


def meeting_view(meeting_id: int, actor: Actor, *, on: date) -> MeetingView:
    """One meeting. Raises NotFound, NotAllowed; a fixed number of queries."""
    meeting = (
        Meeting.objects.filter(pk=meeting_id)
        .select_related("committee", "cooperation", "paper")
        .first()
    )
    if meeting is None:
        raise NotFound("Không có cuộc họp này.", message_en="There is no such meeting.")
    _require_reader(meeting, actor, on=on)
    unit_id, name, is_invented = owner_of(meeting)
    (line,) = meeting_lines([meeting], on=on)
    plans = Plan.objects.filter(unit_id=unit_id).exclude(state=PlanState.CLOSED)
    shown = heads_of([meeting.paper_id], actor=actor, on=on) if meeting.paper_id else {}
    earlier = meeting.earlier.order_by("-n")
    return MeetingView(
        line=line,
        committee_id=meeting.committee_id,
        cooperation_id=meeting.cooperation_id,
        owner_name=name,
        unit_id=unit_id,
        unit_name=unit_view(unit_id, on=on).full_name,
        illustrative=is_invented,
        agenda=meeting.agenda,
        minutes=meeting.minutes,
        off_why=meeting.off_why,
        paper=shown.get(meeting.paper_id or 0),
        present=_present(meeting, on=on),
        may_be_present=may_be_present(meeting, on=meeting.on),
        conclusions=conclusion_lines(meeting, on=on),
        earlier=[
            EarlierMinutes(one.agenda, one.minutes, one.at, one.account_id) for one in earlier
        ],
        plans=list(plans.order_by("-year", "pk").values_list("pk", "title", "state")),
        bodies=list(
            Body.objects.filter(unit_id=unit_id).order_by("name").values_list("name", flat=True)
        ),
        revision=meeting.revision,
        may_write=actor.may("enter", unit_id=unit_id, on=on),
    )


def meeting_of_conclusion(conclusion_id: int) -> int:
    """The meeting that a conclusion is of. Raises NotFound; asks for no grant, tells no word."""
    found = Conclusion.objects.filter(pk=conclusion_id).values_list("meeting_id", flat=True).first()
    if found is None:
        raise NotFound("Không có kết luận này.", message_en="There is no such conclusion.")
    return found


def conclusion_of_task(task_id: int, actor: Actor, *, on: date) -> tuple[int, date, str] | None:
    """The meeting whose conclusion a task carries out: its id, day, and whose it was.

    None where there is none or the actor may not read the meeting.
    """
    row = (
        Conclusion.objects.filter(task_id=task_id)
        .select_related("meeting__committee", "meeting__cooperation")
        .first()
    )
    if row is None:
        return None
    meeting = row.meeting
    unit_id, name, _invented = owner_of(meeting)
    if not reads_minutes(actor, unit_id, on=on):
        return None
    return meeting.pk, meeting.on, name


def conclusion_lines(meeting: Meeting, *, on: date) -> list[ConclusionLine]:
    """What a meeting concluded, with how each task stands."""
    rows = list(meeting.conclusions.order_by("n"))
    ids = [one.task_id for one in rows if one.task_id is not None]
    tasks = {line.id: line for line in lines_of(Task.objects.filter(pk__in=ids), on=on)}
    return [
        ConclusionLine(
            one.pk,
            one.n,
            one.text,
            one.body,
            one.due_on,
            tasks.get(one.task_id or 0),
            one.withdrawn_why,
        )
        for one in rows
    ]


def owner_of(meeting: Meeting) -> tuple[int, str, bool]:
    """The unit whose meeting it is, what the committee or programme is called, and if invented."""
    if meeting.committee is not None:
        owner = meeting.committee
        return owner.unit_id, owner.name, owner.illustrative
    found = Cooperation.objects.get(pk=meeting.cooperation_id or 0)
    return found.unit_id, found.title, found.illustrative


def may_be_present(meeting: Meeting, *, on: date) -> list[tuple[int, str]]:
    """The members, or the partners, of the day: who may have been present."""
    if meeting.committee_id is not None:
        seats = Seat.objects.filter(in_force(on), committee_id=meeting.committee_id)
        found = sorted(seats, key=lambda one: (PLACES[one.place], one.pk))
        return [(one.pk, one.post) for one in found]
    partners = Partner.objects.filter(in_force(on), cooperation_id=meeting.cooperation_id or 0)
    return [(one.pk, name) for one, name in named_partners(list(partners.order_by("pk")), on=on)]


def named_partners(rows: Sequence[Partner], *, on: date) -> list[tuple[Partner, str]]:
    """Partners with what they are called on the day."""
    units = views({one.unit_id for one in rows if one.unit_id is not None}, on=on)
    return [
        (one, units[one.unit_id].full_name if one.unit_id is not None else one.name) for one in rows
    ]


def _present(meeting: Meeting, *, on: date) -> list[tuple[int, str]]:
    rows = meeting.present.filter(is_gone=False).select_related("seat", "partner")
    seats = [one.seat for one in rows if one.seat is not None]
    partners = [one.partner for one in rows if one.partner is not None]
    found = [(one.pk, one.post) for one in sorted(seats, key=lambda it: (PLACES[it.place], it.pk))]
    return found + [(one.pk, name) for one, name in named_partners(partners, on=on)]


def _require_reader(meeting: Meeting, actor: Actor, *, on: date) -> None:
    """Minutes of a committee are for its unit and those above; partners read their own meetings."""
    if meeting.committee is not None:
        actor.require("view", unit_id=meeting.committee.unit_id, on=on)
    else:
        cooperation_read_by(meeting.cooperation_id or 0, actor, on=on)


def _line(row: Meeting, conclusions: int, late: int) -> MeetingLine:
    return MeetingLine(row.pk, row.kind, row.state, row.on, row.covers, conclusions, late)
