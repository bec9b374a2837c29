"""Who below carries out a task, and who does not yet."""

from __future__ import annotations

from datetime import date

from keng.kernel.actors import Actor
from keng.orgunits.queries import managed_by
from keng.planning.models import Task
from keng.planning.queries.lines import lines_of
from keng.planning.queries.plans import task_view
from keng.planning.queries.shapes import Chain, ChainLine, TaskLine
from keng.planning.vocabulary import State, TaskState

_ASKED = ("commune", "district", "province")


def chain_below(task_id: int, actor: Actor, *, on: date) -> Chain:
    """The units right below the plan's unit, each with its tasks that carry out this one.

    Units of territory are asked; of agencies and schools only those that have such a task are
    listed. Drafts count for nothing. Raises as `task_view`, and NotAllowed without view at the
    plan's unit.
    """
    view = task_view(task_id, actor, on=on)
    actor.require("view", unit_id=view.line.unit_id, on=on)
    rows = Task.objects.filter(implements_id=task_id).exclude(state=TaskState.DROPPED)
    rows = rows.exclude(plan__state=State.DRAFT).order_by("plan__unit_id", "n")
    found: dict[int, list[TaskLine]] = {}
    for line in lines_of(rows, on=on):
        found.setdefault(line.unit_id, []).append(line)
    below = managed_by(view.line.unit_id, on=on)
    return Chain(
        [
            ChainLine(unit.id, unit.full_name, found.get(unit.id, []))
            for unit in below
            if unit.level in _ASKED or unit.id in found
        ]
    )
