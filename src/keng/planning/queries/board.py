"""The tasks of a plan by quarter: what each column holds in all, and its first tasks."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import Window
from django.db.models.functions import RowNumber

from keng.kernel.actors import Actor
from keng.planning.models import Task
from keng.planning.queries.counting import COLUMN, COUNTED, Tally, by_column
from keng.planning.queries.lines import lines_of
from keng.planning.queries.reach import plan_read_by
from keng.planning.queries.shapes import BoardColumn, TaskLine

MOST_IN_COLUMN: Final = 25
_COLUMNS: Final = range(5)  # 0 = the whole year


def board_of(
    plan_id: int, actor: Actor, *, on: date, most: int = MOST_IN_COLUMN
) -> list[BoardColumn]:
    """The columns of the board, each with at most so many of its tasks: first the next due ones.

    The whole year has a column only where a task stands in it; what was dropped stands in none.
    Raises as `plan_view`; a fixed number of queries.
    """
    plan = plan_read_by(plan_id, actor, on=on)
    rows = Task.objects.filter(COUNTED, plan=plan)
    tallies = by_column(rows, on=on)
    first = Window(RowNumber(), partition_by=[COLUMN], order_by=["next_due", "n"])
    placed = rows.annotate(column=COLUMN, place=first).filter(place__lte=most)
    ids: dict[int, int] = dict(placed.values_list("pk", "column"))
    held: dict[int, list[TaskLine]] = {}
    for line in lines_of(Task.objects.filter(pk__in=ids).order_by("next_due", "n"), on=on):
        held.setdefault(ids[line.id], []).append(line)
    return [
        BoardColumn(column, held.get(column, []), told.tasks, told.done)
        for column in _COLUMNS
        if (told := tallies.get(column, Tally())).tasks or column
    ]
