"""How many groups live and how many exist on paper only, unit by unit, for whoever stands above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from keng.initiatives.models import Group
from keng.initiatives.queries.listing import Conditions
from keng.initiatives.queries.rules import Rules
from keng.initiatives.standing import Reason, Standing
from keng.kernel.actors import Actor
from keng.orgunits.queries import children, day_map, descendants, unit_view


@dataclass(frozen=True)
class Line:
    """One unit with those below it: groups in being, on paper only and why, not decided."""

    unit_id: int
    unit_name: str
    standing: int
    on_paper: int
    undecided: int
    silent: int
    unreviewed: int
    without_dossier: int


@dataclass(frozen=True)
class PaperTable:
    """The lines of the units right under one unit, its own first, and their sum."""

    unit_id: int
    unit_name: str
    lines: tuple[Line, ...]
    total: Line


def paper_table(actor: Actor, unit_id: int, *, on: date) -> PaperTable:
    """The table for a unit that the actor may see; one query on groups. Raises NotAllowed."""
    actor.require("view", unit_id=unit_id, on=on)
    scope = frozenset({unit_id}) | descendants(unit_id, on=on)
    counted = _counted(scope, on)
    names = day_map(on).views
    lines = [_line(unit_id, unit_view(unit_id, on=on).full_name, counted, [unit_id])]
    for view in children(unit_id, on=on):
        inside = {view.id} | descendants(view.id, on=on)
        lines.append(_line(view.id, names[view.id].full_name, counted, inside))
    total = _line(unit_id, "", counted, scope)
    shown = tuple(line for line in lines if line.standing)
    return PaperTable(unit_id, unit_view(unit_id, on=on).full_name, shown, total)


_FIELDS = ("standing", "on_paper", "undecided", "silent", "unreviewed", "without_dossier")


def _counted(scope: frozenset[int], on: date) -> dict[int, tuple[int, ...]]:
    conditions = Conditions(Rules(on), scope, on)
    rows = Group.objects.filter(unit_id__in=scope).exclude(conditions.of(Standing.DISSOLVED))
    counted = (
        rows.order_by()
        .values_list("unit_id")
        .annotate(
            standing=Count("pk"),
            on_paper=Count("pk", filter=conditions.of(Standing.ON_PAPER)),
            undecided=Count("pk", filter=conditions.of(Standing.UNDECIDED)),
            silent=Count("pk", filter=conditions.because(Reason.SILENT)),
            unreviewed=Count("pk", filter=conditions.because(Reason.UNREVIEWED)),
            without_dossier=Count("pk", filter=conditions.because(Reason.NO_DOSSIER)),
        )
    )
    return {unit_id: tuple(numbers) for unit_id, *numbers in counted}


def _line(
    unit_id: int, name: str, counted: dict[int, tuple[int, ...]], units: Iterable[int]
) -> Line:
    sums = [0] * len(_FIELDS)
    for one in units:
        for place, value in enumerate(counted.get(one, ())):
            sums[place] += value
    return Line(unit_id, name, *sums)
