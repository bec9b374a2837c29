"""What meetings conclude, and the tasks of plans that conclusions become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound, WrongState
from keng.planning.actions import TaskGiven, add_task
from keng.planning.models import Plan
from keng.planning.vocabulary import State as PlanState
from keng.steering.actions._store import (
    Owner,
    journal,
    meeting_for_update,
    next_n,
    owner_of,
    reason_of,
    refuse_withdrawn,
)
from keng.steering.models import Conclusion
from keng.steering.vocabulary import MeetingState
from keng.steering.words import line_of

_LONGEST_TITLE: Final = 300


@dataclass(frozen=True)
class ConclusionGiven:
    """A sentence that was concluded, the body that it is for, and until when; "" = not said."""

    text: str
    body: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class TaskWanted:
    """The plan into which a conclusion goes as a task, who leads and helps, until when."""

    plan_id: int
    lead: str = ""
    helpers: Sequence[str] = ()
    due_on: date | None = None


@transaction.atomic
def add_conclusion(
    meeting_id: int, given: ConclusionGiven, *, actor: Actor, at: datetime
) -> Conclusion:
    """Add a conclusion to a meeting that was held.

    Raises NotFound, NotAllowed (enter), WrongState (not held), BadInput (empty, personal data).
    """
    meeting, owner = meeting_for_update(meeting_id, actor=actor, at=at)
    if meeting.state != MeetingState.HELD:
        raise WrongState(
            "Cuộc họp chưa diễn ra nên chưa có kết luận.",
            message_en="The meeting was not held: it has concluded nothing.",
        )
    if given.due_on is not None and given.due_on < meeting.on:
        raise BadInput(
            "Hạn của kết luận trước ngày họp; hãy xem lại.",
            message_en="The conclusion is due before the meeting; check the day.",
        )
    made = Conclusion.objects.create(
        meeting=meeting,
        n=next_n(meeting.conclusions.all()),
        text=line_of(given.text, "Kết luận", "The conclusion", longest=1000),
        body=line_of(given.body, "Cơ quan", "The body", longest=200, required=False),
        due_on=given.due_on,
        at=at,
        account_id=actor.account_id,
    )
    facts = {"meeting": meeting.pk, "conclusion": made.pk}
    journal(owner, "concluded", [made], actor=actor, at=at, **facts)
    return made


@transaction.atomic
def withdraw_conclusion(conclusion_id: int, why: str, *, actor: Actor, at: datetime) -> Conclusion:
    """Take back a conclusion that was entered by mistake; one with a task stays.

    Raises NotFound, NotAllowed, WrongState (withdrawn already, or it is a task), BadInput.
    """
    conclusion, owner = _conclusion(conclusion_id, actor=actor, at=at)
    refuse_withdrawn(conclusion.withdrawn_at)
    if conclusion.task_id is not None:
        raise WrongState(
            "Kết luận đã thành nhiệm vụ; hãy bỏ nhiệm vụ trong kế hoạch, lý do sẽ được giữ.",
            message_en="The conclusion is a task; drop the task in its plan, with a reason.",
        )
    conclusion.withdrawn_at, conclusion.withdrawn_by = at, actor.account_id
    conclusion.withdrawn_why = reason_of(why)
    conclusion.save()
    journal(owner, "conclusion_withdrawn", [conclusion], actor=actor, at=at)
    return conclusion


@transaction.atomic
def make_task(conclusion_id: int, wanted: TaskWanted, *, actor: Actor, at: datetime) -> Conclusion:
    """Make a conclusion a task of a plan of the unit, which its body then sees in its agenda.

    Raises NotFound, NotAllowed (enter), WrongState (a task already, withdrawn, the plan closed),
    and BadInput: a plan of another unit, a day outside the plan's year. Nothing is made then.
    """
    conclusion, owner = _conclusion(conclusion_id, actor=actor, at=at)
    refuse_withdrawn(conclusion.withdrawn_at)
    if conclusion.task_id is not None:
        raise WrongState(
            "Kết luận này đã thành nhiệm vụ.", message_en="The conclusion is a task already."
        )
    plan = Plan.objects.filter(pk=wanted.plan_id, unit_id=owner.unit_id).first()
    if plan is None or plan.state == PlanState.CLOSED:
        raise BadInput(
            "Chọn một kế hoạch đang mở của đơn vị.",
            message_en="Choose an open plan of the unit.",
            code="no_such_plan",
        )
    task = add_task(plan.pk, _task(conclusion, wanted), actor=actor, at=at)
    conclusion.task = task
    conclusion.save(update_fields=["task"])
    facts = {"conclusion": conclusion.pk, "task": task.pk, "plan": plan.pk}
    journal(owner, "made_task", [conclusion], actor=actor, at=at, **facts)
    return conclusion


def _task(conclusion: Conclusion, wanted: TaskWanted) -> TaskGiven:
    text = conclusion.text
    is_long = len(text) > _LONGEST_TITLE
    meeting = conclusion.meeting
    return TaskGiven(
        title=text[: _LONGEST_TITLE - 1] + "…" if is_long else text,
        text=text if is_long else "",
        lead=wanted.lead or conclusion.body,
        helpers=wanted.helpers,
        due_on=wanted.due_on or conclusion.due_on,
        due_written=f"kết luận họp {meeting.on:%d/%m/%Y}",
    )


def _conclusion(conclusion_id: int, *, actor: Actor, at: datetime) -> tuple[Conclusion, Owner]:
    found = Conclusion.objects.filter(pk=conclusion_id).select_related("meeting").first()
    if found is None:
        raise NotFound("Không có kết luận này.", message_en="There is no such conclusion.")
    owner = owner_of(found.meeting, actor=actor, at=at)
    return Conclusion.objects.select_related("meeting").get(pk=conclusion_id), owner
