"""What a reader may see of small totals of people: the one place where that is decided.

A total of 1 to 4 of an indicator with `small: true` is seen by the unit itself and by its direct
superior. Everybody else, whoever they are, sees the same: "<5", or "…" where anything else would
give a hidden total away (`suppression`). Public is only what follows from the shortest periods that
were reported, each on the map of its own last day; a longer period, last year, a change, a share is
shown where it can be computed from what is shown anyway, and held back everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from keng.access.queries import duties_of
from keng.consolidation import wording
from keng.consolidation.catalogue import Catalogue, catalogue
from keng.consolidation.placing import heirs
from keng.consolidation.publicity import Publicity
from keng.consolidation.shapes import Consolidated, Part, PartKind, Row
from keng.consolidation.suppression import Face
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.kernel.said import joined
from keng.orgunits.queries import day_map, direct_superior

_HELD = Face.HELD.value
Publics = Callable[[Period], Publicity]


def for_viewer(consolidated: Consolidated, actor: Actor, on: date) -> Consolidated:
    """The same table with what the actor may not see replaced by "<5" or "…".

    `on` is the legal day whose grants count. Previews, other maps and earlier states of knowledge
    hold every small total back from outsiders: the difference to what is public would tell.
    """
    if actor.account_id is None:
        return consolidated
    known = catalogue()
    if not any(_is_small(row.key, known) for row in consolidated.rows):
        return consolidated
    place = standing(consolidated.unit_id, actor, on, period=consolidated.period)
    return _as_seen(consolidated, known, place, lambda period: Publicity(known, period))


def many_for_viewer(
    tables: Sequence[Consolidated], actor: Actor, on: date, *, public: Publics
) -> list[Consolidated]:
    """The same for many tables at once: each is what `for_viewer` makes of it alone.

    `public` gives the public faces of a period; whoever keeps one for each period asks the
    database no more often for many units than for one.
    """
    if actor.account_id is None:
        return list(tables)
    known = catalogue()
    seats = {duty.unit_id for duty in duties_of(actor.account_id, on=on)}
    return [
        _as_seen(table, known, _standing(table.unit_id, seats, on, table.period), public)
        if any(_is_small(row.key, known) for row in table.rows)
        else table
        for table in tables
    ]


def _as_seen(
    table: Consolidated, known: Catalogue, place: Standing, public: Publics
) -> Consolidated:
    if place is Standing.AT_THE_UNIT:
        return table
    rows = _held_back(table, known, public, is_above=place is Standing.RIGHT_ABOVE)
    return replace(table, rows=rows, findings=_harmless(table, known))


def parts_for_viewer(
    parts: Sequence[Part],
    key: CellKey,
    actor: Actor,
    on: date,
    *,
    period: Period,
    is_plain: bool,
) -> list[Part]:
    """The parts of one figure with what the actor may not see held back, sources included.

    `is_plain` as in `Consolidated`.
    """
    known = catalogue()
    if not _is_small(key, known):
        return list(parts)
    inside: dict[int, bool] = {}
    publicity = Publicity(known, period)

    def seen(part: Part) -> Part:
        unit = part.unit_id
        if unit not in inside:
            place = standing(unit, actor, on, period=period)
            tells = is_plain or publicity.is_leaf(unit)
            inside[unit] = place is Standing.AT_THE_UNIT or (
                place is Standing.RIGHT_ABOVE and tells
            )
        if inside[unit] or part.value is None:
            return part
        face = Face.HELD
        if is_plain and part.kind in _UNITS:
            face = publicity.face(unit, key)
        return part if face is Face.EXACT else _held(part, face)

    return [seen(part) for part in parts]


class Standing(Enum):
    """Where a reader stands to a unit."""

    AT_THE_UNIT = 1
    RIGHT_ABOVE = 2  # at its direct superior: sees its totals, is an outsider to what is below it
    OUTSIDE = 3


def standing(unit_id: int, actor: Actor, on: date, *, period: Period) -> Standing:
    """Where the actor stands to the unit; who owns the machine counts as being at the unit.

    The superior is the one of the period's last day, or who stands in its place on the day `on`.
    """
    if actor.account_id is None:
        return Standing.AT_THE_UNIT
    seats = {duty.unit_id for duty in duties_of(actor.account_id, on=on)}
    return _standing(unit_id, seats, on, period)


def _standing(unit_id: int, seats: set[int], on: date, period: Period) -> Standing:
    if unit_id in seats:
        return Standing.AT_THE_UNIT
    day = period.last if unit_id in day_map(period.last).views else on
    superior = direct_superior(unit_id, on=day)
    above = set() if superior is None else {superior, *heirs(superior, on=on)}
    if unit_id not in day_map(on).views:
        above |= set(heirs(unit_id, on=on))
    return Standing.RIGHT_ABOVE if seats & above else Standing.OUTSIDE


_UNITS = frozenset({PartKind.CHILD, PartKind.BODY, PartKind.DETAIL})


def _is_small(key: CellKey, known: Catalogue) -> bool:
    indicator = known.pack.indicators.get(key.indicator)
    if indicator is None:
        return False
    parts = (indicator.numerator, indicator.denominator)
    return indicator.small or any(
        part is not None and known.pack.indicators[part].small for part in parts
    )


@dataclass(frozen=True)
class _Eyes:
    """A reader who is not at the unit: outside, or with `is_above` right above it.

    Who stands right above sees every total of the unit, but is an outsider to the units below it:
    a total that differs from the one that is public by what one of them gave is held back.
    """

    table: Consolidated
    now: Publicity
    then: Publicity
    is_above: bool

    def value_face(self, row: Row) -> Face:
        """How the value of the row is shown."""
        if row.value is None:
            return Face.EXACT
        if self.is_above and self.now.is_leaf(self.table.unit_id):
            return Face.EXACT
        if not self.table.is_plain:
            return Face.HELD
        if not self.is_above:
            return self.now.face(self.table.unit_id, row.key)
        return Face.EXACT if self.now.adds_up(self.table.unit_id, row.key) else Face.HELD

    def sees_last_year(self, row: Row) -> bool:
        """Whether last year's value of the row is shown."""
        if row.previous is None:
            return True
        unit, value = self.table.unit_id, row.previous
        if not self.table.is_plain:
            return False
        if not self.is_above:
            return self.then.shows(unit, row.key, value)
        return self.then.is_value(unit, row.key, value) and self.then.adds_up(unit, row.key)


def _held_back(
    table: Consolidated, known: Catalogue, public: Publics, *, is_above: bool
) -> tuple[Row, ...]:
    now, then = public(table.period), public(table.period.previous_year())
    eyes = _Eyes(table, now, then, is_above)
    small = [row for row in table.rows if _is_small(row.key, known)]
    shown = {row.key: _outside(row, eyes) for row in small if row.key in known.indicators}
    shares = {row.key: _share_outside(row, shown, known) for row in small if row.key not in shown}
    seen = shown | shares
    return tuple(seen.get(row.key, row) for row in table.rows)


def _outside(row: Row, eyes: _Eyes) -> Row:
    face = eyes.value_face(row)
    has_last_year = eyes.sees_last_year(row)
    whole = row.both is not None and (row.both.current, row.both.previous) == (
        row.value,
        row.previous,
    )
    tells = face is Face.EXACT and has_last_year and whole
    return replace(
        row,
        value=row.value if face is Face.EXACT else None,
        shown="" if face is Face.EXACT else face.value,
        previous=row.previous if has_last_year else None,
        previous_shown="" if has_last_year else _HELD,
        change=row.change if tells else None,
        change_pct=row.change_pct if tells else None,
        both=row.both if tells else None,
        reported_total=None,
        note=_bare_note(row),
    )


def _share_outside(row: Row, shown: dict[CellKey, Row], known: Catalogue) -> Row:
    """A share is shown where both its parts are."""
    indicator = known.pack.indicators[row.key.indicator]
    parts = [
        shown.get(CellKey(code)) for code in (indicator.numerator, indicator.denominator) if code
    ]
    hidden = any(part is not None and part.shown for part in parts)
    hidden_before = any(part is not None and part.previous_shown for part in parts)
    return replace(
        row,
        value=None if hidden else row.value,
        shown=_HELD if hidden else "",
        previous=None if hidden_before else row.previous,
        previous_shown=_HELD if hidden_before else "",
        change=None if hidden or hidden_before or _lacks_change(parts) else row.change,
        change_pct=None,
        note=_bare_note(row),
    )


def _lacks_change(parts: Sequence[Row | None]) -> bool:
    return any(part is not None and part.change is None for part in parts)


def _bare_note(row: Row) -> str:
    """The note without numbers of other units."""
    notes = wording.marks_told(row.marks)
    if row.value is not None and not row.coverage.is_whole:
        notes.insert(0, wording.partial_told(row.accepted, row.expected))
    return joined(notes)


def _harmless(table: Consolidated, known: Catalogue) -> tuple[str, ...]:
    labels = [known.pack.cell_label(row.key) for row in table.rows if _is_small(row.key, known)]
    return tuple(
        finding
        for finding in table.findings
        if not any(finding.startswith(label) for label in labels)
    )


def _held(part: Part, face: Face) -> Part:
    return replace(part, value=None, shown=face.value, sources=(), note="")
