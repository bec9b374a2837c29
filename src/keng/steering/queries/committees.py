"""Committees in lists and whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Case, Count, IntegerField, Max, Min, Q, When

from keng.db.validity import in_force
from keng.initiatives.models import Group
from keng.kernel.actors import Actor
from keng.orgunits.queries import managed_by, views
from keng.orgunits.vocabulary import Level
from keng.papers.queries import heads_of as paper_heads
from keng.planning.queries.cutting import Rows
from keng.steering.models import Committee, CommitteeAct, Meeting, Seat
from keng.steering.queries.meetings import meeting_lines, met_of, open_and_late
from keng.steering.queries.oversight import coverages, seat_lines
from keng.steering.queries.reach import committee_read_by, readable_committees, reads_minutes
from keng.steering.queries.shapes import ActLine, CommitteeHead, CommitteeView
from keng.steering.turns import Asked, Turn, turns
from keng.steering.vocabulary import MeetingState, Rhythm


def committees_for(
    actor: Actor, *, on: date, own: Collection[int] = (), unit_id: int | None = None
) -> Rows[CommitteeHead]:
    """The committees that the actor may read: those of `own` units first, ended ones last.

    Read page by page, each page in a fixed number of queries.
    """
    rows = Committee.objects.filter(readable_committees(actor, on=on))
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    is_over = Case(When(until__lte=on, then=1), default=0, output_field=IntegerField())
    is_other = Case(When(unit_id__in=list(own), then=0), default=1, output_field=IntegerField())
    ordered = rows.order_by(is_over, is_other, "unit_id", "pk")
    return Rows(ordered, lambda found: committee_heads(list(found), on=on))


def committee_heads(rows: Sequence[Committee], *, on: date) -> list[CommitteeHead]:
    """Committees as lists show them, in their order; five queries."""
    ids = [one.pk for one in rows]
    names = views({one.unit_id for one in rows}, on=on)
    covered = coverages(rows, on=on)
    seats = dict(
        Seat.objects.filter(in_force(on), committee__in=ids)
        .order_by()
        .values_list("committee_id")
        .annotate(n=Count("pk"))
    )
    told = open_and_late(ids, on=on)
    days = {
        pk: (last, coming)
        for pk, last, coming in Meeting.objects.filter(committee__in=ids)
        .order_by()
        .values_list("committee_id")
        .annotate(
            last=Max("on", filter=Q(state=MeetingState.HELD)),
            coming=Min("on", filter=Q(state=MeetingState.CALLED, on__gte=on)),
        )
    }
    return [
        CommitteeHead(
            id=one.pk,
            unit_id=one.unit_id,
            unit_name=names[one.unit_id].full_name,
            name=one.name,
            rhythm=one.rhythm,
            since=one.since,
            until=one.until,
            illustrative=one.illustrative,
            revision=one.revision,
            seats=seats.get(one.pk, 0),
            coverage=covered[one.pk],
            last_met=days.get(one.pk, (None, None))[0],
            next_meeting=days.get(one.pk, (None, None))[1],
            open=told.get(one.pk, (0, 0))[0],
            late=told.get(one.pk, (0, 0))[1],
        )
        for one in rows
    ]


def committee_view(
    committee_id: int, actor: Actor, *, on: date, year: int | None = None
) -> CommitteeView:
    """One committee whole, its meetings those of a year. Raises NotFound, NotAllowed."""
    row = committee_read_by(committee_id, actor, on=on)
    reads = reads_minutes(actor, row.unit_id, on=on)
    wanted = year or on.year
    meetings = list(row.meetings.filter(on__year=wanted).order_by("-on", "-pk"))
    now, former = seat_lines(row, on=on)
    may_write = actor.may("enter", unit_id=row.unit_id, on=on)
    below = managed_by(row.unit_id, on=on) if may_write else []
    return CommitteeView(
        head=committee_heads([row], on=on)[0],
        acts=_acts(row, actor, on=on),
        seats=now,
        former=former,
        meetings=meeting_lines(meetings, on=on) if reads else [],
        turns=turns_of(row, wanted, meetings, on=on) if reads else [],
        below=[(one.id, one.full_name) for one in below if one.level != Level.BODY],
        groups=_groups(row, [one.id for one in below]) if may_write else [],
        may_write=may_write and not (row.until is not None and row.until <= on),
        reads_minutes=reads,
    )


def turns_of(row: Committee, year: int, meetings: Sequence[Meeting], *, on: date) -> list[Turn]:
    """The turns of a year in which the committee should meet by its rules of work."""
    first = date(year, 1, 1)
    since = max(row.since, first) if row.since else first
    until = min(row.until or date(year + 1, 1, 1), date(year + 1, 1, 1))
    if since >= until:
        return []
    return turns(Asked(Rhythm(row.rhythm)), since, until, met_of(meetings), on=on)


def _acts(row: Committee, actor: Actor, *, on: date) -> list[ActLine]:
    acts: list[CommitteeAct] = list(row.acts.order_by("on", "pk"))
    heads = paper_heads({one.paper_id for one in acts}, actor=actor, on=on)
    return [
        ActLine(one.pk, one.kind, one.on, heads.get(one.paper_id), one.withdrawn_why)
        for one in acts
    ]


def _groups(row: Committee, below: Sequence[int]) -> list[tuple[int, str]]:
    found = Group.objects.filter(unit_id__in=[row.unit_id, *below], dissolved_on=None)
    return list(found.order_by("name").values_list("pk", "name"))
