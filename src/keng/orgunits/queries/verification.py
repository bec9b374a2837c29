"""What must hold of the map at every moment, checked against the stored rows."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from keng.kernel.problems import Problem
from keng.orgunits.models import (
    Affiliation,
    Designation,
    Management,
    Succession,
    Unit,
)
from keng.orgunits.queries import statements
from keng.orgunits.vocabulary import KINDS, Extent, Level

_PLACES: Final = frozenset(
    {Level.NATION, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VILLAGE, Level.AGENCY}
)
PARENT_LEVELS: Final[Mapping[str, frozenset[Level]]] = {
    Level.NATION: frozenset(),
    Level.PROVINCE: frozenset({Level.NATION}),
    Level.DISTRICT: frozenset({Level.PROVINCE}),
    Level.COMMUNE: frozenset({Level.PROVINCE, Level.DISTRICT}),
    Level.VILLAGE: frozenset({Level.COMMUNE}),
    Level.AGENCY: _PLACES,
    Level.ENTERPRISE: _PLACES,
    Level.SCHOOL: _PLACES,
    Level.BODY: _PLACES,
}

Days = tuple[date, date | None]
Row = tuple[int, int, int, date, date | None]  # row id, unit, other unit, first day, until


def problems() -> Iterator[Problem]:
    """Everything about units that must hold and does not: a few queries, then memory.

    Overlaps, names of the wrong kind, parents or managers of days on which they did not exist,
    days without a parent, circles, successions whose units did not end or begin that day, changes
    that the journal does not confirm, rows that stand otherwise than the last change left them.
    What sources do not tell is no problem: see `fate_unknown`.
    """
    yield from statements.problems()
    levels = dict(Unit.objects.values_list("id", "level"))
    names = list(
        Designation.objects.order_by("unit_id", "valid_from").values_list(
            "id", "unit_id", "kind", "valid_from", "valid_until"
        )
    )
    existence: dict[int, list[Days]] = defaultdict(list)
    for _, unit_id, _, first, until in names:
        existence[unit_id].append((first, until))
    yield from _wrong_kinds(names, levels)
    named = ((row, unit, unit, first, until) for row, unit, _, first, until in names)
    yield from _overlaps("orgunits_designation", named)
    parents = _links(Affiliation, "parent_id")
    yield from _wrong_links("orgunits_affiliation", parents, existence)
    yield from _wrong_parents(parents, levels)
    yield from _days_without_parent(parents, existence, levels)
    yield from _circles(parents)
    managers = _links(Management, "manager_id")
    yield from _wrong_links("orgunits_management", managers, existence)
    yield from _successions(existence)


def _links(model: type[Affiliation] | type[Management], other: str) -> list[Row]:
    rows = model._default_manager.order_by("unit_id", "valid_from")
    return [
        (row, unit, above, first, until)
        for row, unit, above, first, until in rows.values_list(
            "id", "unit_id", other, "valid_from", "valid_until"
        )
    ]


def _wrong_kinds(
    names: Iterable[tuple[int, int, str, date, date | None]], levels: Mapping[int, str]
) -> Iterator[Problem]:
    for row_id, unit_id, kind, _, _ in names:
        known = KINDS.get(kind)
        if known is None or known.level != levels[unit_id]:
            yield Problem(
                "orgunits_designation", str(row_id), f"kind {kind} on level {levels[unit_id]}"
            )


def _overlaps(table: str, rows: Iterable[Row]) -> Iterator[Problem]:
    """Rows come ordered by unit and first day."""
    last: dict[int, date | None] = {}
    for row_id, unit_id, _, first, until in rows:
        if unit_id in last:
            end = last[unit_id]
            if end is None or end > first:
                yield Problem(table, str(row_id), f"overlaps another row of unit {unit_id}")
        last[unit_id] = until


def _wrong_links(
    table: str, rows: list[Row], existence: Mapping[int, list[Days]]
) -> Iterator[Problem]:
    yield from _overlaps(table, rows)
    for row_id, unit_id, other_id, first, until in rows:
        for who in (unit_id, other_id):
            if not _covered(existence.get(who, []), first, until):
                yield Problem(
                    table,
                    str(row_id),
                    f"from {first} until {until or 'now'}: unit {who} is not in force throughout",
                )


def _covered(stretches: list[Days], first: date, until: date | None) -> bool:
    """Whether the stretches, in order of days, hold on every day of the range."""
    reached: date | None = first
    for begins, ends in stretches:
        if reached is None or begins > reached:
            break
        if ends is None or ends > reached:
            reached = ends
    return reached is None or (until is not None and until <= reached)


def _wrong_parents(rows: list[Row], levels: Mapping[int, str]) -> Iterator[Problem]:
    for row_id, unit_id, parent_id, _, _ in rows:
        if levels[parent_id] not in PARENT_LEVELS[levels[unit_id]]:
            yield Problem(
                "orgunits_affiliation",
                str(row_id),
                f"a {levels[unit_id]} cannot stand under a {levels[parent_id]}",
            )


def _days_without_parent(
    rows: list[Row], existence: Mapping[int, list[Days]], levels: Mapping[int, str]
) -> Iterator[Problem]:
    stands: dict[int, list[Days]] = defaultdict(list)
    for _, unit_id, _, first, until in rows:
        stands[unit_id].append((first, until))
    for unit_id, stretches in existence.items():
        if levels[unit_id] == Level.NATION:
            continue
        for first, until in stretches:
            if not _covered(stands.get(unit_id, []), first, until):
                yield Problem(
                    "orgunits_unit",
                    str(unit_id),
                    f"has no parent on some day from {first} until {until or 'now'}",
                )


def _circles(rows: list[Row]) -> Iterator[Problem]:
    """Levels alone keep territory free of circles; units that may stand under their like do not."""
    starts: dict[int, list[date]] = defaultdict(list)
    above: dict[int, list[tuple[int, date | None]]] = defaultdict(list)
    for _, unit_id, parent_id, first, until in rows:
        starts[unit_id].append(first)
        above[unit_id].append((parent_id, until))

    def parent_on(unit_id: int, day: date) -> int | None:
        place = bisect_right(starts[unit_id], day) - 1
        if place < 0:
            return None
        parent_id, until = above[unit_id][place]
        return parent_id if until is None or day < until else None

    for row_id, unit_id, _, first, _ in rows:
        seen, step = {unit_id}, parent_on(unit_id, first)
        while step is not None and step not in seen:
            seen.add(step)
            step = parent_on(step, first)
        if step is not None:
            yield Problem("orgunits_affiliation", str(row_id), f"stands under itself on {first}")


def _successions(existence: Mapping[int, list[Days]]) -> Iterator[Problem]:
    rows = list(
        Succession.objects.values_list("id", "predecessor_id", "successor_id", "on", "extent")
    )
    steps = Counter((before, on) for _, before, _, on, _ in rows)
    for row_id, before, after, on, extent in rows:
        wrong = []
        if not existence.get(before) or existence[before][-1][1] != on:
            wrong.append(f"unit {before} does not end on {on}")
        if not existence.get(after) or existence[after][0][0] != on:
            wrong.append(f"unit {after} does not begin on {on}")
        if (extent == Extent.WHOLE) != (steps[before, on] == 1):
            wrong.append(f"{extent} with {steps[before, on]} successors")
        for what in wrong:
            yield Problem("orgunits_succession", str(row_id), what)
