"""The council of a run and its marking sheets."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from keng.criteria.councils import active_members, is_open_to_members, turn_of, waited_for
from keng.criteria.models import Assessment, Mark, Member
from keng.criteria.permissions import may_as_decider
from keng.criteria.queries.runs import run_of
from keng.criteria.queries.shapes import MarkingSheet, MemberMarks
from keng.criteria.sets import ready_of
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import unit_view

_Given = dict[str, tuple[str, Decimal | None, str]]


def members_of(run_id: int, *, actor: Actor, at: datetime) -> list[Member]:
    """Who sits on the council of a run, the chair first; those who left come last."""
    run = run_of(run_id, actor=actor, at=at)
    rows = list(run.members.order_by("-is_chair", "pk"))
    return sorted(rows, key=lambda row: row.ended_at is not None)


def marking_sheet(assessment_id: int, *, actor: Actor, at: datetime) -> MarkingSheet:
    """The council's sheet of one unit.

    Until all members have marked, or the chair has closed the marking, a member sees nobody's
    marks but their own; of the others only who has finished. Raises NotAllowed for who neither
    sits on the council nor works for the decider.
    """
    found = _for_the_council(assessment_id, actor, at)
    turn = turn_of(found)
    shown = is_open_to_members(found, turn)
    waiting = {one.pk for one in waited_for(found, turn)}
    active = {one.pk for one in active_members(found)}
    sitting = list(found.run.members.filter(ended_at__isnull=True).order_by("-is_chair", "pk"))
    own = next(
        (one.pk for one in sitting if actor.account_id and one.member_account == actor.account_id),
        None,
    )
    given: dict[int, _Given] = {}
    for row in Mark.objects.filter(assessment=found, turn=turn).order_by("pk"):
        points = None if row.points is None else Decimal(row.points) / 100
        given.setdefault(row.member_id, {})[row.criterion] = (row.verdict, points, row.remark)
    members = tuple(
        MemberMarks(
            member_id=one.pk,
            post=one.post,
            is_chair=one.is_chair,
            stepped_aside=one.pk not in active,
            has_finished=one.pk in active and one.pk not in waiting,
            marks=given.get(one.pk, {}) if shown or one.pk == own else {},
        )
        for one in sitting
    )
    criteria = tuple(ready_of(found.run).criteria)
    return MarkingSheet(
        assessment_id=found.pk,
        unit=unit_view(found.unit_id, on=local_day(at)).full_name,
        turn=turn,
        is_open=shown,
        own_member_id=own,
        members=members,
        waiting_for=tuple(one.post for one in sitting if one.pk in waiting),
        differing=_differing(members, criteria) if shown else (),
        criteria=criteria,
    )


def _for_the_council(assessment_id: int, actor: Actor, at: datetime) -> Assessment:
    found = Assessment.objects.filter(pk=assessment_id).select_related("run").first()
    if found is None:
        raise NotFound(
            f"Không có hồ sơ xét công nhận số {assessment_id}.",
            message_en=f"There is no assessment {assessment_id}.",
        )
    sitting = found.run.members.filter(ended_at__isnull=True, member_account=actor.account_id)
    is_member = actor.account_id is not None and sitting.exists()
    if not is_member and not may_as_decider(actor, "enter", found.run, at=at):
        raise NotAllowed(
            "Phiếu chấm chỉ hiện với hội đồng thẩm định và đơn vị quyết định.",
            message_en="The marking sheet is for the council and the deciding unit only.",
        )
    return found


def _differing(members: tuple[MemberMarks, ...], criteria: tuple[str, ...]) -> tuple[str, ...]:
    """Criteria on which the members who marked do not say the same."""
    return tuple(
        code
        for code in criteria
        if len(
            {one.marks[code][:2] for one in members if code in one.marks and not one.stepped_aside}
        )
        > 1
    )
