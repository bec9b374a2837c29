"""Who ever bore a name, and what ever lay in a unit: for texts that name units of another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keng.orgunits.models import Affiliation, Designation, Succession
from keng.orgunits.queries.finding import heirs_today
from keng.orgunits.queries.maps import day_map
from keng.orgunits.vocabulary import KINDS, DayIs, Level, full_name, search_form


@dataclass(frozen=True)
class Bearer:
    """A unit under one of its names, until a day (half-open; None: it bears it).

    `exact` says whether that day is the day of an act; `today` is what the unit is called now, or
    the units that took it over.
    """

    unit_id: int
    full_name: str
    name: str
    also: tuple[str, ...]
    until: date | None
    exact: bool
    today: tuple[str, ...]


def bearers(word: str, name: str, *, on: date) -> list[Bearer]:
    """The units that ever bore a word of a kind ("xã") and a name; `on` decides what today is.

    One query for the names, and few more for units that are gone.
    """
    kinds = [code for code, kind in KINDS.items() if kind.label == word]
    rows = Designation.objects.filter(kind__in=kinds, folded=search_form(name)).order_by("pk")
    return [_bearer(row, on) for row in rows]


def ever_below(unit_id: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """The communes that ever lay in a province or district: full name, name, other spellings."""
    nearest = set(Affiliation.objects.filter(parent_id=unit_id).values_list("unit_id", flat=True))
    far = Affiliation.objects.filter(parent_id__in=nearest).values_list("unit_id", flat=True)
    rows = Designation.objects.filter(unit_id__in=nearest | set(far), unit__level=Level.COMMUNE)
    return [(full_name(row.kind, row.name), row.name, _spellings(row)) for row in rows]


def provinces_standing(on: date) -> int:
    """How many provinces the map of a day holds."""
    return sum(view.level == Level.PROVINCE for view in day_map(on).views.values())


def _bearer(row: Designation, on: date) -> Bearer:
    gone = row.valid_until is not None and row.valid_until <= on
    steps = Succession.objects.filter(predecessor_id=row.unit_id, day_is=DayIs.BY)
    return Bearer(
        row.unit_id,
        full_name(row.kind, row.name),
        row.name,
        _spellings(row),
        row.valid_until,
        not (gone and steps.exists()),
        tuple(heirs_today(row.unit_id, on)) if gone else (),
    )


def _spellings(row: Designation) -> tuple[str, ...]:
    return tuple(filter(None, row.also.split("; ")))
