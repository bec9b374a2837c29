"""What became of a unit: its names, parents and managers over time, its successors and origins."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from keng.kernel.errors import NotFound
from keng.kernel.vietnamese import sort_key
from keng.orgunits.models import (
    Affiliation,
    Change,
    Designation,
    Management,
    Retracted,
    Succession,
)
from keng.orgunits.queries.maps import UnitView, day_map, days_of_change, successions
from keng.orgunits.queries.units import unit_view
from keng.orgunits.succession import Counterpart, Group, Step
from keng.orgunits.vocabulary import BEGINNING, DayIs, Extent, Level, full_name


@dataclass(frozen=True)
class SuccessionView:
    """One recorded step: territory of `predecessor` passed to `successor` on the day `on`.

    Where `day_is` is "by", it had happened by that day and the true day is not known. `share` is
    None: no source gives one.
    """

    predecessor: UnitView
    successor: UnitView
    on: date
    day_is: DayIs
    extent: Extent
    share: None
    basis: str


@dataclass(frozen=True)
class Stretch:
    """What was true of a unit from one day until another (None: still is).

    `text` is the full name for names, the name of the other unit for parents and managers.
    """

    first: date | None  # None: no source tells since when
    until: date | None
    day_is: DayIs
    text: str
    code: str
    other_id: int | None
    basis: str


def successors(unit_id: int) -> list[SuccessionView]:
    """Who took over the unit's territory when it ended; empty while it exists."""
    return sorted(_views(successions().from_unit(unit_id)), key=_by_day)


def predecessors(unit_id: int) -> list[SuccessionView]:
    """Whose territory the unit took over when it began; empty if it began from none."""
    return sorted(_views(successions().into_unit(unit_id)), key=_newest_first)


def became(unit_id: int) -> list[SuccessionView]:
    """All steps from the unit down to today's units, in order of their days."""
    return sorted(_views(successions().later(unit_id)), key=_by_day)


def came_from(unit_id: int) -> list[SuccessionView]:
    """All steps from the oldest units known up to this one, newest first."""
    return sorted(_views(successions().earlier(unit_id)), key=_newest_first)


def closed_group(unit_id: int, *, first: date, last: date) -> Group:
    """The units of both days that fill one territory with this unit; no query once in memory."""
    return successions().group_of(unit_id, min(first, last), max(first, last))


def counterpart_of(unit_ids: Collection[int], *, shown_on: date, other: date) -> Counterpart:
    """The units of the day `other` that stand for these units of the day `shown_on`.

    Compare sums only if `is_closed`; else the leaks name the splits and outsiders
    (semantics: closed sets across mergers).
    """
    return successions().counterpart(unit_ids, shown_on=shown_on, other=other)


def heirs_of_territory(unit_id: int, *, on: date) -> list[UnitView]:
    """The communes in force on the day that hold what lay in a province or district that ended.

    A district of before 1 July 2025 has no successor of its own level; its communes have.
    """
    row = Designation.objects.filter(unit_id=unit_id).order_by("-valid_from").first()
    if row is None or row.valid_until is None:
        return []
    last_map = day_map(date.fromordinal(row.valid_until.toordinal() - 1))
    communes = [
        below
        for below in last_map.tree.below(unit_id)
        if last_map.views[below].level == Level.COMMUNE
    ]
    found = counterpart_of(communes, shown_on=last_map.on, other=on).units
    now = day_map(on)
    return [view for view in now.views.values() if view.id in found]


def names_of(unit_id: int) -> list[Stretch]:
    """Every kind, name and code that the unit bore, oldest first."""
    return [
        Stretch(
            first=_known(row.valid_from),
            until=row.valid_until,
            day_is=DayIs(row.day_is),
            text=full_name(row.kind, row.name),
            code=row.code,
            other_id=None,
            basis=row.basis,
        )
        for row in Designation.objects.filter(unit_id=unit_id).order_by("valid_from")
    ]


def parents_of(unit_id: int) -> list[Stretch]:
    """Under whom the unit stood, oldest first."""
    rows = Affiliation.objects.filter(unit_id=unit_id).order_by("valid_from")
    return [_stretch(row, row.parent_id) for row in rows]


def managers_of(unit_id: int) -> list[Stretch]:
    """Who managed the unit by act, oldest first; empty where management follows the parent."""
    rows = Management.objects.filter(unit_id=unit_id).order_by("valid_from")
    return [_stretch(row, row.manager_id) for row in rows]


@dataclass(frozen=True)
class ChangeView:
    """One act on the map, as a list of changes shows it."""

    id: int
    verb: str
    on: date
    basis: str
    account_id: int | None
    is_undone: bool
    undoes: int | None


def changes(*, unit_id: int | None = None, limit: int = 50) -> list[ChangeView]:
    """The latest changes to the map, newest first; of one unit if given."""
    rows = Change.objects.select_related("undone_by").order_by("-id")
    found = []
    for row in rows.iterator(chunk_size=200):
        if unit_id is not None and unit_id not in row.facts.get("units", ()):
            continue
        found.append(_change(row))
        if len(found) == limit:
            break
    return found


def change_of(change_id: int) -> ChangeView:
    """One act on the map. Raises NotFound."""
    row = Change.objects.select_related("undone_by").filter(pk=change_id).first()
    if row is None:
        raise NotFound(
            f"Không có thay đổi số {change_id}.", message_en=f"There is no change {change_id}."
        )
    return _change(row)


def changed_units(change_id: int) -> tuple[int, ...]:
    """The units whose rows the act wrote, smallest number first; empty for a change unknown."""
    facts = Change.objects.filter(pk=change_id).values_list("facts", flat=True).first() or {}
    return tuple(sorted(facts.get("units", ())))


def retracted_rows(change_id: int) -> list[dict[str, object]]:
    """The rows that a correcting change took back or rewrote, as they stood before it."""
    return list(Retracted.objects.filter(change_id=change_id).values_list("content", flat=True))


def fate_unknown(*, on: date) -> list[UnitView]:
    """Provinces and communes that ended by the day with no successor on record.

    No source tells what became of them; a person who knows records it. Districts are not listed:
    from 1 July 2025 there is no such level, and their communes have successors. Nor are units that
    an act dissolved.
    """
    dissolved = {
        unit_id
        for facts in Change.objects.filter(verb="dissolve").values_list("facts", flat=True)
        for unit_id in facts["units"]
    }
    followed = Succession.objects.values_list("predecessor_id", flat=True)
    going = Designation.objects.filter(valid_until__isnull=True).values("unit_id")
    ended = (
        Designation.objects.filter(
            unit__level__in=[Level.PROVINCE, Level.COMMUNE], valid_until__lte=on
        )
        .exclude(unit_id__in=followed)
        .exclude(unit_id__in=going)
    )
    gone = set(ended.values_list("unit_id", flat=True)) - dissolved
    in_force = day_map(on).views
    return [unit_view(unit_id, on=on) for unit_id in sorted(gone) if unit_id not in in_force]


def origin_unknown(*, on: date) -> list[UnitView]:
    """Units that appeared between two maps from territory that no source names."""
    rows = Designation.objects.filter(day_is=DayIs.BY, valid_from__lte=on)
    started = set(rows.values_list("unit_id", flat=True))
    before = Designation.objects.filter(unit_id__in=started, day_is=DayIs.UNKNOWN)
    started -= set(before.values_list("unit_id", flat=True))
    started -= set(Succession.objects.values_list("successor_id", flat=True))
    return [unit_view(unit_id, on=on) for unit_id in sorted(started)]


def change_days() -> tuple[date, ...]:
    """The days on which the map of the country changed, in order."""
    return days_of_change()


def _change(row: Change) -> ChangeView:
    return ChangeView(
        id=row.pk,
        verb=row.verb,
        on=row.on,
        basis=row.basis,
        account_id=row.account_id,
        is_undone=hasattr(row, "undone_by"),
        undoes=row.undoes_id,
    )


def _stretch(row: Affiliation | Management, other_id: int) -> Stretch:
    day = max(row.valid_from, BEGINNING)
    return Stretch(
        first=_known(row.valid_from),
        until=row.valid_until,
        day_is=DayIs(row.day_is),
        text=unit_view(other_id, on=day).full_name,
        code="",
        other_id=other_id,
        basis=row.basis,
    )


def _known(day: date) -> date | None:
    return None if day == BEGINNING else day


def _by_day(step: SuccessionView) -> tuple[int, str, str]:
    return (step.on.toordinal(), sort_key(step.predecessor.name), sort_key(step.successor.name))


def _newest_first(step: SuccessionView) -> tuple[int, str, str]:
    day, before, after = _by_day(step)
    return (-day, after, before)


def _views(steps: Iterable[Step]) -> list[SuccessionView]:
    ordered = list(steps)
    rows = {
        (row.predecessor_id, row.successor_id, row.on): row
        for row in Succession.objects.filter(
            predecessor_id__in={step.predecessor for step in ordered},
            successor_id__in={step.successor for step in ordered},
        )
    }
    found = []
    for step in ordered:
        row = rows[step.predecessor, step.successor, step.on]
        before = date.fromordinal(step.on.toordinal() - 1)
        found.append(
            SuccessionView(
                predecessor=unit_view(step.predecessor, on=before),
                successor=unit_view(step.successor, on=step.on),
                on=step.on,
                day_is=DayIs(row.day_is),
                extent=step.extent,
                share=None,
                basis=row.basis,
            )
        )
    return found
