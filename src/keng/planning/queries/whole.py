"""A plan with all its words, as it goes out on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from keng.kernel.actors import Actor
from keng.planning.models import Plan, Task
from keng.planning.photos import speaks_of_watched
from keng.planning.queries.counting import COUNTED
from keng.planning.queries.lines import lines_of
from keng.planning.queries.plans import heads_of, plan_view
from keng.planning.queries.shapes import PlanHead, PlanView, TaskLine
from keng.planning.vocabulary import State


@dataclass(frozen=True)
class WholePlan:
    """A plan for its paper: what was dropped is left out.

    `texts` are the further words of tasks by id. `withheld` are the tasks whose words speak of
    watched people: they are not written into a file (decision 0285). `above` are the issued plans
    that tasks of this one carry out.
    """

    view: PlanView
    tasks: Sequence[TaskLine]
    texts: Mapping[int, str]
    withheld: frozenset[int]
    above: Sequence[PlanHead]


def whole_plan(plan_id: int, actor: Actor, *, on: date) -> WholePlan:
    """A plan whole. Raises as `plan_view`; a fixed number of queries, but reads every task."""
    view = plan_view(plan_id, actor, on=on)
    rows = Task.objects.filter(COUNTED, plan_id=plan_id)
    texts = dict(rows.exclude(text="").values_list("pk", "text"))
    tasks = lines_of(rows.order_by("n"), on=on)
    above = Plan.objects.filter(tasks__carried_out_by__in=rows).exclude(state=State.DRAFT)
    others = above.exclude(pk=plan_id).distinct().order_by("unit_id", "pk")
    return WholePlan(
        view=view,
        tasks=tasks,
        texts=texts,
        withheld=frozenset(
            one.id
            for one in tasks
            if speaks_of_watched(f"{one.title}\n{texts.get(one.id, '')}\n{one.proof}")
        ),
        above=heads_of(list(others), on=on),
    )
