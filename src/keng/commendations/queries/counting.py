"""What the register comes to for a unit and a period: awards received, by kind and recipient.

A commune's figures hold its villages and the schools, agencies and enterprises that it manages. An
award counts on the day of its decision; revoked, it counts no more; a withdrawn name goes on
counting. Commendations are made public, so their totals are not held back (decision 0303).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from keng.commendations.models import DecisionLine, RegisterUse
from keng.commendations.programme import spoken
from keng.commendations.vocabulary import BREAKDOWN, Recipient
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.orgunits.queries import managed_by, unit_view
from keng.orgunits.vocabulary import Level
from keng.reporting.queries.flowing import Count

RULE_VERSION: Final = "1"
_LOCAL: Final = (Level.VILLAGE, Level.AGENCY, Level.ENTERPRISE, Level.SCHOOL)


class Counts:
    """The awards of a unit in a period, as known on a day; one query."""

    def __init__(self, unit_id: int, period: Period, *, on: date) -> None:
        last = min(period.last, on)
        rows = DecisionLine.objects.filter(
            stands=True,
            home_id__in=counted_units(unit_id, on=last),
            decision__on__gte=period.first,
            decision__on__lte=last,
        ).order_by("pk")
        self._rows = list(rows.values_list("pk", "award", "recipient"))

    def of(self, key: CellKey) -> Count | None:
        """What a cell counts; None where the register does not fill it."""
        counted = spoken().counted
        recipients = {counted.groups: Recipient.GROUP, counted.persons: Recipient.PERSON}
        recipient = recipients.get(key.indicator)
        if recipient is None or set(key.dimensions) - {BREAKDOWN}:
            return None
        award = key.dimensions.get(BREAKDOWN)
        rows = tuple(
            pk
            for pk, one, whom in self._rows
            if whom == recipient.value and (award is None or one == award)
        )
        return Count(len(rows), rows)


def counted_units(unit_id: int, *, on: date) -> frozenset[int]:
    """The units whose awards are the unit's own figures."""
    if unit_view(unit_id, on=on).level != Level.COMMUNE:
        return frozenset({unit_id})
    return frozenset({unit_id, *(view.id for view in managed_by(unit_id, on=on, levels=_LOCAL))})


def used_since(unit_ids: Iterable[int]) -> dict[int, int]:
    """From which year on each of the units uses the register; those that do not are left out."""
    rows = RegisterUse.objects.filter(unit_id__in=list(unit_ids))
    return dict(rows.values_list("unit_id", "since_year"))
