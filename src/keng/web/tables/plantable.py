"""A plan as the screens show it: tasks as lines, as a board by quarter, targets in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from keng.planning.queries.shapes import (
    BoardColumn,
    BodyProgress,
    PlanHead,
    PlanView,
    TargetLine,
    TaskLine,
)
from keng.web.phrases import planwords


@dataclass(frozen=True)
class ShownTask:
    """A task with its state and time in words."""

    task: TaskLine
    state: str
    look: str
    when: str
    helpers: str


@dataclass(frozen=True)
class ShownTarget:
    """A target in words."""

    target: TargetLine
    aimed: str
    stands: str
    met: str
    look: str
    forecast: str
    coverage: str


@dataclass(frozen=True)
class Column:
    """One column of the board: a quarter (0 = the whole year) and its tasks."""

    quarter: int
    title: str
    tasks: Sequence[ShownTask]
    all: int
    done: int

    @property
    def more(self) -> int:
        """How many of its tasks the board leaves to the list."""
        return self.all - len(self.tasks)


@dataclass(frozen=True)
class ShownPlan:
    """A plan at the head of its page or in a list."""

    head: PlanHead
    state: str
    look: str
    percent: int


def shown_tasks(tasks: Sequence[TaskLine]) -> list[ShownTask]:
    """Tasks in words, in their order."""
    return [_task(one) for one in tasks]


def shown_targets(targets: Sequence[TargetLine]) -> list[ShownTarget]:
    """Targets in words, in their order."""
    return [
        ShownTarget(
            target=one,
            aimed=planwords.aimed(one),
            stands=planwords.stands(one),
            met=planwords.met(one.now),
            look=planwords.look_of(one.now),
            forecast=planwords.forecast(one),
            coverage=one.now.source if one.indicator and one.now.value is not None else "",
        )
        for one in targets
    ]


def board(columns: Sequence[BoardColumn]) -> list[Column]:
    """The columns of the board in words."""
    return [
        Column(
            one.quarter,
            str(planwords.QUARTERS[one.quarter]),
            shown_tasks(one.tasks),
            all=one.all,
            done=one.done,
        )
        for one in columns
    ]


def shown_plans(heads: Sequence[PlanHead]) -> list[ShownPlan]:
    """Plans in words."""
    return [shown_plan(one) for one in heads]


def shown_plan(head: PlanHead) -> ShownPlan:
    """A plan in words, with how much of it is done."""
    percent = 100 * head.done // head.tasks if head.tasks else 0
    return ShownPlan(head, str(planwords.STATES[head.state]), planwords.LOOKS[head.state], percent)


def percent_of(progress: BodyProgress) -> int:
    """How much of what a body leads is done."""
    return 100 * progress.done // progress.tasks if progress.tasks else 0


def bodies_of(view: PlanView) -> list[tuple[BodyProgress, int]]:
    """Each body with its share of done tasks."""
    return [(one, percent_of(one)) for one in view.bodies]


def _task(task: TaskLine) -> ShownTask:
    state, look = planwords.task_state(task)
    helpers = ", ".join(one.name for one in task.helpers)
    return ShownTask(task, state, look, planwords.when(task), helpers)
