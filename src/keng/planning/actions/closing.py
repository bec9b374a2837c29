"""What was done: a task closed with a result, a target as it stands, a task opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from keng.db.locks import for_update
from keng.documents.photos import redrawn
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.kernel.moments import local_day
from keng.planning.actions._store import (
    journal,
    next_n,
    no_such_target,
    no_such_task,
    plan_for_update,
    refuse_dropped,
    words,
)
from keng.planning.models import Measurement, Plan, Result, Target, Task
from keng.planning.photos import refuse_where_none_may_be, store
from keng.planning.queries.reach import may_close
from keng.planning.rhythm import due_days
from keng.planning.timing import next_due, timing_of
from keng.planning.vocabulary import Outcome, Rhythm, State, TaskState, refuse_unless

_REPEATS: Final = frozenset({Rhythm.MONTHLY, Rhythm.QUARTERLY, Rhythm.HALF_YEARLY})


@dataclass(frozen=True)
class ResultGiven:
    """What a person says was done; at least one of text, figure, paper and photo.

    `covers` is the due day for which a task in a rhythm was done; None = the earliest open one.
    """

    day: date
    text: str = ""
    figure: str = ""
    paper: str = ""
    photo: bytes = b""
    photo_name: str = ""
    covers: date | None = None
    partly: bool = False


@transaction.atomic
def report_result(
    task_id: int, given: ResultGiven, *, revision: int, actor: Actor, at: datetime
) -> Result:
    """Say what was done for a task; unless it was done only partly, the task is closed by it.

    A task in a rhythm is closed for one due day. Allowed to those who enter at the plan's unit, and
    to those of the unit that answers for the lead or a helper. Raises NotFound, NotAllowed,
    WrongState (plan not in force), BadInput (nothing said, a day to come, a photo that may not be
    kept), and Conflict where somebody closed or changed the task meanwhile. Nothing is kept then.
    """
    task, plan = _task_in_force(task_id, revision, actor=actor, at=at)
    if task.state != TaskState.OPEN:
        raise _closed_meanwhile(task)
    if given.day > local_day(at):
        raise BadInput(
            "Ngày thực hiện ở tương lai; hãy ghi ngày đã làm.",
            message_en="The day lies in the future; write the day on which it was done.",
        )
    outcome = Outcome.PARTLY if given.partly else Outcome.DONE
    covers = _covered(task, plan, given) if outcome is Outcome.DONE else None
    result = _stored(task, given, outcome, covers, actor=actor, at=at)
    _move_on(task, plan, outcome, given.day)
    journal(plan, "reported_result", [task, result], actor=actor, at=at, task=task.pk)
    return result


@transaction.atomic
def reopen_task(task_id: int, reason: str, *, revision: int, actor: Actor, at: datetime) -> Result:
    """Open a task again that was closed too early; the results stay.

    Raises as `report_result`; BadInput where the task is open, or without a reason.
    """
    task, plan = _task_in_force(task_id, revision, actor=actor, at=at)
    if task.state == TaskState.OPEN:
        raise BadInput("Nhiệm vụ đang mở.", message_en="The task is open.", code="task_is_open")
    given = ResultGiven(day=local_day(at), text=words(reason, "lý do", "the reason", longest=500))
    result = _stored(task, given, Outcome.REOPENED, None, actor=actor, at=at)
    _move_on(task, plan, Outcome.REOPENED, given.day)
    journal(plan, "reopened_task", [task, result], actor=actor, at=at, task=task.pk)
    return result


@transaction.atomic
def measure_target(
    target_id: int, value: int, day: date, *, source: str = "", actor: Actor, at: datetime
) -> Measurement:
    """Write down how a target stood on a day; `value` with the digits of the target.

    Raises NotFound, NotAllowed, WrongState; BadInput for a target that a figure measures (it is
    read there), a value below 0, a share over 100 %, or a day to come.
    """
    target = Target.objects.filter(pk=target_id).first()
    if target is None:
        raise no_such_target()
    plan = plan_for_update(target.plan_id, State.ISSUED, actor=actor, at=at)
    refuse_dropped(target.drop_reason, "Chỉ tiêu", "target")
    _refuse_measure(target, value, day, on=local_day(at))
    made = Measurement.objects.create(
        target=target,
        n=next_n(target.measurements.all()),
        value=value,
        day=day,
        source=words(source, "nguồn", "the source", longest=300, required=False),
        at=at,
        account_id=actor.account_id,
    )
    journal(plan, "measured_target", [made], actor=actor, at=at, target=target.pk)
    return made


def _task_in_force(task_id: int, revision: int, *, actor: Actor, at: datetime) -> tuple[Task, Plan]:
    task = for_update(Task.objects.filter(pk=task_id)).select_related("lead").first()
    if task is None:
        raise no_such_task(task_id)
    plan = for_update(Plan.objects.filter(pk=task.plan_id)).get()
    if not may_close(task, plan, actor, on=local_day(at)):
        actor.require("enter", unit_id=plan.unit_id, on=local_day(at))
    refuse_unless(State(plan.state), State.ISSUED)
    if task.revision != revision:
        raise _closed_meanwhile(task)
    return task, plan


def _closed_meanwhile(task: Task) -> Conflict:
    vi = "đã có người báo xong" if task.state == TaskState.DONE else "vừa có người cập nhật"
    return Conflict(
        f"Nhiệm vụ “{task.title}” {vi}; hãy tải lại trang để xem rồi làm tiếp.",
        message_en=f"The task {task.title!r} was closed or changed meanwhile; load the page again.",
        theirs=task.revision,
    )


def _covered(task: Task, plan: Plan, given: ResultGiven) -> date | None:
    """The due day that is closed: of a task in a rhythm the one named, else the earliest open."""
    if Rhythm(task.rhythm) not in _REPEATS:
        return None
    done = set(task.results.filter(outcome=Outcome.DONE).values_list("covers", flat=True))
    left = [day for day in due_days(timing_of(task, plan.year)) if day not in done]
    if given.covers is not None and given.covers not in left:
        raise BadInput(
            f"Kỳ đến {given.covers:%d/%m/%Y} đã có kết quả hoặc không thuộc nhiệm vụ này.",
            message_en=f"The turn until {given.covers:%d/%m/%Y} is done or is none of this task.",
        )
    if not left:
        raise BadInput(
            "Mọi kỳ của nhiệm vụ đã có kết quả.",
            message_en="Every turn of the task has its result.",
        )
    return given.covers or left[0]


def _stored(
    task: Task,
    given: ResultGiven,
    outcome: Outcome,
    covers: date | None,
    *,
    actor: Actor,
    at: datetime,
) -> Result:
    text = words(given.text, "kết quả", "the result", longest=2000, required=False)
    figure = words(given.figure, "số liệu", "the figure", longest=60, required=False)
    paper = words(given.paper, "văn bản", "the paper", longest=200, required=False)
    if not (text or figure or paper or given.photo):
        raise BadInput(
            "Hãy ghi ít nhất một thứ: kết quả, số liệu, văn bản hoặc ảnh.",
            message_en="Give at least one: words, a figure, a paper or a photo.",
            code="result_empty",
        )
    photo = ""
    if given.photo:
        refuse_where_none_may_be(task.title, task.text)
        photo = store().keep(redrawn(given.photo, filename=given.photo_name).content)
    return Result.objects.create(
        task=task,
        n=next_n(task.results.all()),
        outcome=outcome.value,
        day=given.day,
        covers=covers,
        text=text,
        figure=figure,
        paper=paper,
        photo=photo,
        at=at,
        account_id=actor.account_id,
    )


def _move_on(task: Task, plan: Plan, outcome: Outcome, day: date) -> None:
    repeats = Rhythm(task.rhythm) in _REPEATS
    if outcome is Outcome.REOPENED:
        task.state, task.done_on, task.drop_reason = TaskState.OPEN.value, None, ""
    elif outcome is Outcome.DONE and not repeats:
        task.state, task.done_on = TaskState.DONE.value, day
    task.next_due = next_due(task, plan.year)
    task.revision = F("revision") + 1
    task.save(update_fields=["state", "done_on", "drop_reason", "revision", "next_due"])
    task.refresh_from_db()


def _refuse_measure(target: Target, value: int, day: date, *, on: date) -> None:
    if target.indicator:
        raise BadInput(
            "Chỉ tiêu này lấy từ số liệu đã tổng hợp nên không ghi tay.",
            message_en="This target is measured by a consolidated figure; it is not typed.",
            code="target_is_measured",
        )
    over = target.measure == "%" and value > 100 * 10**target.digits
    if value < 0 or over or day > on:
        raise BadInput(
            "Số phải từ 0 (tỷ lệ không quá 100%) và ngày không ở tương lai.",
            message_en="The number is from 0 (a share up to 100 %), the day not in the future.",
        )
