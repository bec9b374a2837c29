"""What a reader may see of small totals of people: the one place where that is decided.

A total of 1 to 4 of an indicator with `small: true` is seen by the unit itself and by its direct
superior. Everybody else, whoever they are, sees the same: "<5", or "…" where anything else would
give a hidden total away (`suppression`). Public is only what follows from the shortest periods that
were reported, each on the map of its own last day; a longer period, last year, a change, a share is
shown where it can be computed from what is shown anyway, and held back everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

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
from keng.orgunits.queries import day_map, direct_superior

_HELD = Face.HELD.value


def for_viewer(consolidated: Consolidated, actor: Actor, on: date) -> Consolidated:
    """The same table with what the actor may not see replaced by "<5" or "…".

    `on` is the legal day whose grants count. Previews, other maps and earlier states of knowledge
    hold every small total back from outsiders: the difference to what is public would tell.
    """
    known = catalogue()
    if not any(_is_small(row.key, known) for row in consolidated.rows):
        return consolidated
    if is_inside(consolidated.unit_id, actor, on, period=consolidated.period):
        return consolidated
    rows = _for_outsiders(consolidated, known)
    return replace(consolidated, rows=rows, findings=_harmless(consolidated, known))


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
            inside[unit] = is_inside(unit, actor, on, period=period)
        if inside[unit] or part.value is None:
            return part
        face = Face.HELD
        if is_plain and part.kind in _UNITS:
            face = publicity.face(unit, key)
        return part if face is Face.EXACT else _held(part, face)

    return [seen(part) for part in parts]


def is_inside(unit_id: int, actor: Actor, on: date, *, period: Period) -> bool:
    """Whether the actor is at the unit itself or at its direct superior, or owns the machine.

    The superior is the one of the period's last day, or who stands in its place on the day `on`.
    """
    if actor.account_id is None:
        return True
    seats = {duty.unit_id for duty in duties_of(actor.account_id, on=on)}
    if unit_id in seats:
        return True
    day = period.last if unit_id in day_map(period.last).views else on
    superior = direct_superior(unit_id, on=day)
    standing = set() if superior is None else {superior, *heirs(superior, on=on)}
    if unit_id not in day_map(on).views:
        standing |= set(heirs(unit_id, on=on))
    return bool(seats & standing)


_UNITS = frozenset({PartKind.CHILD, PartKind.BODY, PartKind.DETAIL})


def _is_small(key: CellKey, known: Catalogue) -> bool:
    indicator = known.pack.indicators.get(key.indicator)
    if indicator is None:
        return False
    parts = (indicator.numerator, indicator.denominator)
    return indicator.small or any(
        part is not None and known.pack.indicators[part].small for part in parts
    )


def _for_outsiders(table: Consolidated, known: Catalogue) -> tuple[Row, ...]:
    now = Publicity(known, table.period)
    then = Publicity(known, table.period.previous_year())

    def value_face(row: Row) -> Face:
        if not table.is_plain:
            return Face.HELD
        return now.face(table.unit_id, row.key)

    def last_year_is_public(row: Row) -> bool:
        if not table.is_plain or row.previous is None:
            return False
        return then.shows(table.unit_id, row.key, row.previous)

    shown = {
        row.key: _outside(row, value_face, last_year_is_public)
        for row in table.rows
        if _is_small(row.key, known) and row.key in known.indicators
    }
    for row in table.rows:
        if row.key not in shown and _is_small(row.key, known):
            shown[row.key] = _share_outside(row, shown, known)
    return tuple(shown.get(row.key, row) for row in table.rows)


def _outside(
    row: Row, value_face: Callable[[Row], Face], last_year_is_public: Callable[[Row], bool]
) -> Row:
    face = value_face(row) if row.value is not None else Face.EXACT
    has_last_year = row.previous is None or last_year_is_public(row)
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
    return wording.joined(notes)


def _harmless(table: Consolidated, known: Catalogue) -> tuple[str, ...]:
    labels = [known.pack.cell_label(row.key) for row in table.rows if _is_small(row.key, known)]
    return tuple(
        finding
        for finding in table.findings
        if not any(finding.startswith(label) for label in labels)
    )


def _held(part: Part, face: Face) -> Part:
    return replace(part, value=None, shown=face.value, sources=(), note="")
