"""What a reader may see of small totals of people: the one place where that is decided.

A total of 1 to 4 of an indicator with `small: true` is seen by the unit that reported it and by its
direct superior, a sum by who sees all of its parts (`sight`). Everybody else, whoever they are,
sees the same: "<5", or "…" where anything else would give a hidden total away (`suppression`).
Public is only what follows from the shortest periods that were reported, each on the map of its own
last day; a longer period, last year, a change, a share is shown where it can be computed from what
is shown anyway, and held back everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from keng.access.queries import duties_of
from keng.consolidation import wording
from keng.consolidation.catalogue import Catalogue, catalogue
from keng.consolidation.eyes import PartEyes, TableEyes
from keng.consolidation.publicity import Publicity
from keng.consolidation.shapes import Consolidated, Part, Row, Source
from keng.consolidation.sight import Readers
from keng.consolidation.suppression import Face
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.kernel.said import joined
from keng.reporting.queries import withholding

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
    readers = _readers(actor.account_id, on)
    return _as_seen(consolidated, known, readers, lambda period: Publicity(known, period))


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
    readers = _readers(actor.account_id, on)
    return [
        _as_seen(table, known, readers, public)
        if any(_is_small(row.key, known) for row in table.rows)
        else table
        for table in tables
    ]


def _as_seen(
    table: Consolidated, known: Catalogue, readers: Readers, public: Publics
) -> Consolidated:
    now, then = public(table.period), public(table.period.previous_year())
    eyes = TableEyes(
        table,
        now,
        then,
        readers.of(now.period.last),
        readers.of(then.period.last),
        readers.of(table.map_on or now.period.last),
        known,
    )
    rows = _held_back(table, known, eyes)
    changed = {row.key for row, old in zip(rows, table.rows, strict=True) if row is not old}
    return replace(table, rows=rows, findings=_harmless(table, known, changed))


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

    Words that were written on a form with small totals stay near to its unit with any figure.
    `is_plain` as in `Consolidated`.
    """
    known = catalogue()
    if actor.account_id is None:
        return list(parts)
    told = _without_far_words(parts, actor, on)
    if not _is_small(key, known):
        return told
    reader = _readers(actor.account_id, on).of(period.last)
    eyes = PartEyes(key, Publicity(known, period), reader, is_plain=is_plain)

    def seen(part: Part) -> Part:
        face = Face.EXACT if part.value is None else eyes.face(part)
        return part if face is Face.EXACT else _held(part, face)

    return [seen(part) for part in told]


def _without_far_words(parts: Sequence[Part], actor: Actor, on: date) -> list[Part]:
    """The parts without what was written beside figures on forms that hold small totals."""
    worded = {one.submission_id for part in parts for one in part.sources if _bare(one) != one}
    far = withholding.far_of(worded, actor, on=on) if worded else frozenset()
    return [_wordless(part, far) for part in parts] if far else list(parts)


def _wordless(part: Part, far: Collection[int]) -> Part:
    told = (_bare(one) if one.submission_id in far else one for one in part.sources)
    return replace(part, sources=tuple(told))


def _bare(one: Source) -> Source:
    told = withholding.origin_told(one.origin)
    return replace(one, note="", source="", warnings=(), origin=told)


def sees_all(unit_id: int, keys: Collection[CellKey], actor: Actor, on: date, *, day: date) -> bool:
    """Whether the actor sees the small totals among the cells of a unit, whatever was reported.

    For what was made once and is shown as it is: a file cannot hold a number back from one reader
    and show it to the next. On the map of `day`, with the grants of the day `on`. Who works at the
    unit sees what is made there; anybody else has to be near to all who could have given a part.
    """
    if actor.account_id is None:
        return True
    known = catalogue()
    small = [part for key in keys if _is_small(key, known) for part in _entered(key, known)]
    if not small:
        return True
    reader = _readers(actor.account_id, on).of(day)
    return reader.is_at(unit_id) or all(
        key in known.entry_ranks
        and not known.asks_bodies(key)
        and reader.reaches_all(unit_id, known.entry_ranks[key])
        for key in small
    )


def sees_everything(unit_id: int, actor: Actor, on: date) -> bool:
    """Whether the actor sees every small total of the unit and of those below it."""
    try:
        known = catalogue()
    except NotFound:
        return True  # without a programme nobody has reported anything
    return sees_all(unit_id, known.order, actor, on, day=on)


def small_among(keys: Iterable[CellKey]) -> frozenset[CellKey]:
    """Those of the cells that are small totals of people, or shares of them."""
    known = catalogue()
    return frozenset(key for key in keys if _is_small(key, known))


def _entered(key: CellKey, known: Catalogue) -> tuple[CellKey, ...]:
    """The cell, or the two that a share is computed from."""
    one = known.pack.indicators[key.indicator]
    parts = tuple(CellKey(code) for code in (one.numerator, one.denominator) if code)
    return parts or (key,)


def _readers(account: int, on: date) -> Readers:
    return Readers({duty.unit_id for duty in duties_of(account, on=on)}, on=on)


def _is_small(key: CellKey, known: Catalogue) -> bool:
    indicator = known.pack.indicators.get(key.indicator)
    if indicator is None:
        return False
    parts = (indicator.numerator, indicator.denominator)
    return indicator.small or any(
        part is not None and known.pack.indicators[part].small for part in parts
    )


def _held_back(table: Consolidated, known: Catalogue, eyes: TableEyes) -> tuple[Row, ...]:
    small = [row for row in table.rows if _is_small(row.key, known)]
    shown = {
        row.key: row if eyes.sees_whole(row) else _outside(row, eyes)
        for row in small
        if row.key in known.indicators
    }
    whole = {row.key for row in small if shown.get(row.key) is row}
    shares = {
        row.key: _share_outside(row, shown, known)
        for row in small
        if row.key not in shown and not _parts(row, known) <= whole
    }
    seen = shown | shares
    return tuple(seen.get(row.key, row) for row in table.rows)


def _outside(row: Row, eyes: TableEyes) -> Row:
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
    parts = [shown.get(key) for key in _parts(row, known)]
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


def _parts(share: Row, known: Catalogue) -> set[CellKey]:
    indicator = known.pack.indicators[share.key.indicator]
    return {CellKey(code) for code in (indicator.numerator, indicator.denominator) if code}


def _lacks_change(parts: Sequence[Row | None]) -> bool:
    return any(part is not None and part.change is None for part in parts)


def _bare_note(row: Row) -> str:
    """The note without numbers of other units."""
    notes = wording.marks_told(row.marks)
    if row.value is not None and not row.coverage.is_whole:
        notes.insert(0, wording.partial_told(row.accepted, row.expected))
    return joined(notes)


def _harmless(table: Consolidated, known: Catalogue, changed: set[CellKey]) -> tuple[str, ...]:
    labels = [known.pack.cell_label(key) for key in changed]
    return tuple(
        finding
        for finding in table.findings
        if not any(finding.startswith(label) for label in labels)
    )


def _held(part: Part, face: Face) -> Part:
    return replace(part, value=None, shown=face.value, sources=(), note="")
