"""Plans: how far the tasks of the unit's plans of the year are."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from keng.planning.models import Plan, Result, Task
from keng.planning.vocabulary import Outcome, State, TaskState
from keng.publishing.registers.shapes import Answer, Asked, Count, Register, Saying


def _read(asked: Asked) -> Answer:
    """Tasks of issued plans; done in the period, and late as of the day that the report is read."""
    year = asked.period.year
    plans = Plan.objects.filter(unit_id=asked.unit_id, year=year).exclude(state=State.DRAFT.value)
    tasks = Task.objects.filter(plan__in=plans).exclude(state=TaskState.DROPPED.value)
    total = tasks.count()
    if not total:
        return Answer(missing=(f"Đơn vị chưa có kế hoạch năm {year} đã ban hành trong Keng.",))
    days = (asked.period.first, asked.until)
    by_result = Result.objects.filter(
        task__in=tasks, outcome=Outcome.DONE.value, day__range=days
    ).values("task_id")
    done = tasks.filter(Q(done_on__range=days) | Q(pk__in=by_result))
    late = tasks.filter(state=TaskState.OPEN.value, next_due__lt=asked.on)
    counts = {"tasks": total, "done": done.count(), "late": late.count()}
    invented = plans.exclude(remark="").exists()
    return Answer(counts, is_illustrative=invented)


TASKS: Final = Register(
    code="tasks",
    counts={
        "tasks": Count("Nhiệm vụ của kế hoạch năm", "nhiệm vụ"),
        "done": Count("Nhiệm vụ có kết quả trong kỳ", "nhiệm vụ"),
        "late": Count("Nhiệm vụ quá hạn đến ngày lập báo cáo", "nhiệm vụ"),
    },
    sayings=(
        Saying("Kế hoạch năm {year} của đơn vị có {tasks}"),
        Saying("Trong kỳ đã hoàn thành {done}", lead="+"),
        Saying("Đến ngày lập báo cáo còn {late} quá hạn", lead="+"),
    ),
    read=_read,
)
