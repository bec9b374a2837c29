"""Committees and coordination as they travel."""

from __future__ import annotations

from collections.abc import Sequence

from keng.api import steeringshapes as shapes
from keng.kernel.figures import to_decimal
from keng.steering.queries.shapes import (
    CommitteeHead,
    CommitteeView,
    ConclusionLine,
    CooperationHead,
    CooperationView,
    MeetingLine,
    MeetingView,
    OutcomeRow,
    SeatLine,
)
from keng.steering.turns import Turn


def committee_out(one: CommitteeHead) -> shapes.CommitteeOut:
    """A committee in a list."""
    return shapes.CommitteeOut(
        id=one.id,
        unit=one.unit_name,
        name=one.name,
        rhythm=one.rhythm,
        since=one.since,
        until=one.until,
        illustrative=one.illustrative,
        seats=one.seats,
        expected=one.coverage.expected,
        missing=[name for _id, name, _level in one.coverage.missing],
        last_met=one.last_met,
        next_meeting=one.next_meeting,
        open_conclusions=one.open,
        late_conclusions=one.late,
    )


def committee_detail_out(view: CommitteeView) -> shapes.CommitteeDetailOut:
    """One committee whole."""
    return shapes.CommitteeDetailOut(
        committee=committee_out(view.head),
        acts=[
            shapes.ActOut(
                kind=one.kind,
                on=one.on,
                paper_id=one.paper.id if one.paper else None,
                withdrawn=bool(one.withdrawn_why),
            )
            for one in view.acts
        ],
        seats=[_seat(one) for one in view.seats],
        former=[_seat(one) for one in view.former],
        meetings=_meetings(view.meetings),
        turns=_turns(view.turns),
    )


def meeting_out(view: MeetingView) -> shapes.MeetingOut:
    """One meeting whole."""
    (head,) = _meetings([view.line])
    return shapes.MeetingOut(
        meeting=head,
        owner=view.owner_name,
        unit=view.unit_name,
        agenda=view.agenda,
        minutes=view.minutes,
        present=[name for _id, name in view.present],
        paper_id=view.paper.id if view.paper else None,
        conclusions=[_conclusion(one) for one in view.conclusions],
    )


def cooperation_out(one: CooperationHead) -> shapes.CooperationOut:
    """A programme of coordination in a list."""
    return shapes.CooperationOut(
        id=one.id,
        unit=one.unit_name,
        title=one.title,
        state=one.state,
        first=one.first,
        last=one.last,
        days_left=one.days_left,
        rhythm=one.rhythm,
        illustrative=one.illustrative,
        partners=one.partners,
        met=one.met,
        missed=one.missed,
        next_due=one.next_due,
    )


def cooperation_detail_out(view: CooperationView) -> shapes.CooperationDetailOut:
    """One programme whole."""
    return shapes.CooperationDetailOut(
        cooperation=cooperation_out(view.head),
        year=view.year,
        partners=[
            shapes.PartnerOut(id=one.id, name=one.name, since=one.since, until=one.until)
            for one in view.partners
        ],
        meetings=_meetings(view.meetings),
        turns=_turns(view.turns),
        outcomes=[_outcome(row) for row in view.table],
    )


def _seat(one: SeatLine) -> shapes.SeatOut:
    return shapes.SeatOut(
        post=one.post,
        place=one.place,
        body=one.body,
        since=one.since,
        until=one.until,
        oversees=[each.name for each in one.oversees],
    )


def _meetings(rows: Sequence[MeetingLine]) -> list[shapes.MeetingHeadOut]:
    return [
        shapes.MeetingHeadOut(
            id=one.id,
            kind=one.kind,
            state=one.state,
            day=one.day,
            covers=one.covers,
            conclusions=one.conclusions,
            late=one.late,
        )
        for one in rows
    ]


def _turns(rows: Sequence[Turn]) -> list[shapes.TurnOut]:
    return [
        shapes.TurnOut(
            kind=one.kind.value,
            first=one.first,
            last=one.last,
            standing=one.standing.value,
            held_on=one.held_on,
        )
        for one in rows
    ]


def _conclusion(one: ConclusionLine) -> shapes.ConclusionOut:
    task = one.task
    return shapes.ConclusionOut(
        id=one.id,
        text=one.text,
        body=one.body,
        due_on=one.due_on,
        task_id=task.id if task else None,
        task_state=task.state if task else "",
        task_due=task.standing.due if task else None,
        task_is_late=bool(task and task.standing.is_late),
        withdrawn=bool(one.withdrawn_why),
    )


def _outcome(row: OutcomeRow) -> shapes.OutcomeOut:
    reported = row.shown or None
    if row.reported is not None:
        reported = str(to_decimal(row.reported, row.reported_digits))
    return shapes.OutcomeOut(
        indicator=row.indicator,
        unit=row.unit,
        total=str(to_decimal(row.total, row.digits)),
        reported=reported,
        shares=[
            shapes.ShareOut(
                partner_id=partner_id,
                own=str(to_decimal(share.own, row.digits)),
                together=share.together,
            )
            for partner_id, share in row.shares.items()
        ],
    )
