"""Which periods there are figures for: where a table opens, and how far back a line can go."""

from __future__ import annotations

from datetime import date

from keng.consolidation.raw import LIVE
from keng.kernel.actors import Actor
from keng.kernel.periods import Period
from keng.orgunits.queries import day_map
from keng.reporting.models import Submission


def latest_period(unit_id: int, *, actor: Actor, on: date) -> Period | None:
    """The period with accepted figures of the unit or anybody below it that ends last.

    Of several that end on the same day the longest: it holds the others. None if nothing was
    accepted yet. Raises NotAllowed.
    """
    actor.require("view", unit_id=unit_id, on=on)
    for period in _periods_with_figures():
        place = day_map(period.last)
        if unit_id not in place.views:
            continue
        scope = {unit_id, *place.tree.below(unit_id)}
        if not scope.isdisjoint(_reporting(period)):
            return period
    return None


def _periods_with_figures() -> list[Period]:
    rows = Submission.objects.filter(state__in=LIVE.states)
    found = rows.values_list("regime", "first", "last").distinct()
    periods = [Period(*row) for row in found]
    return sorted(periods, key=lambda one: (one.last, -one.first.toordinal()), reverse=True)


def _reporting(period: Period) -> set[int]:
    rows = Submission.objects.filter(
        state__in=LIVE.states, regime=period.regime, first=period.first, last=period.last
    )
    return set(rows.values_list("unit_id", flat=True))
