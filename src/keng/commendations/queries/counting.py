"""What the register comes to for a unit and a period: awards received, by kind and recipient.

A commune's figures hold its villages and the schools, agencies and enterprises that it manages. An
award counts on the day of its decision; revoked, it counts no more; a withdrawn name goes on
counting. Commendations are made public, so their totals are not held back (decision 0303).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.commendations.models import DecisionLine, RegisterUse
from keng.commendations.programme import spoken
from keng.commendations.vocabulary import BREAKDOWN, REGISTER, Recipient
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.orgunits.queries import managed_by, unit_view
from keng.orgunits.vocabulary import Level
from keng.packs import installed
from keng.reporting.lifecycle import EDITABLE
from keng.reporting.models import Submission
from keng.reporting.queries.sheets import form_registers

RULE_VERSION: Final = "1"
_LOCAL: Final = (Level.VILLAGE, Level.AGENCY, Level.ENTERPRISE, Level.SCHOOL)
_EDITABLE: Final = sorted(state.value for state in EDITABLE)


@dataclass(frozen=True)
class Count:
    """A number and the rows of decisions that make it."""

    value: int
    rows: tuple[int, ...]


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


def open_submissions(unit_id: int, since_year: int) -> list[Submission]:
    """The forms of the unit that are still open, of years from that one on, with such cells."""
    rows = Submission.objects.filter(
        unit_id=unit_id, state__in=_EDITABLE, first__gte=date(since_year, 1, 1)
    )
    return [one for one in rows.order_by("first", "pk") if _has_cells(one)]


def _has_cells(submission: Submission) -> bool:
    pack = installed.version_of(submission.pack_version_id)
    return REGISTER in form_registers(pack, pack.form_of(submission.form))
