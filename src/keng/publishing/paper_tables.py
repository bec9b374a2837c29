"""Tables of a report: indicators against the same period, or units below each other. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from keng.documents.word import (
    Align,
    Column,
    Inline,
    Inlines,
    Row,
    RowKind,
    Table,
    split,
)
from keng.kernel.figures import CellKey, FigureStatus, to_decimal
from keng.kernel.vietnamese import format_number
from keng.prose.phrases import Number, Stated, View
from keng.prose.sentences import fewer_units
from keng.publishing.facts import (
    TABLE_MISSING,
    Facts,
    Style,
    UnitFigures,
    figure_of,
    unknown,
    with_sources,
)

COLUMNS: Final = (
    Column("STT", 6, Align.CENTRE),
    Column("Nội dung", 36),
    Column("ĐVT", 10, Align.CENTRE),
    Column("Kỳ này", 15, Align.RIGHT),  # room for 99.999.999.999 on one line of a landscape sheet
    Column("Cùng kỳ", 15, Align.RIGHT),
    Column("Tăng/giảm", 15, Align.RIGHT),
    Column("%", 8, Align.RIGHT),
    Column("Ghi chú", 18),
)
OWN_PART: Final = "Hoạt động của chính đơn vị tổng hợp, cơ quan trực thuộc và điều chỉnh"
_DASHES: Final = ("", "- ", "+ ")
_STATUS_NOTES: Final = {FigureStatus.ESTIMATED: "ước", FigureStatus.EXPECTED: "dự kiến"}


def cells_of(facts: Facts, group: str | None, cells: Sequence[str]) -> list[CellKey]:
    """The cells that are named, else those of the group in the order of the pack."""
    if cells:
        return [CellKey.parse(cell) for cell in cells]
    known = [key for key in facts.stated if facts.pack.indicator_of(key).group == group]
    order = {code: place for place, code in enumerate(facts.pack.indicators)}
    return sorted(known, key=lambda key: (order[key.indicator], key.by))


def added_up(facts: Facts, keys: Sequence[CellKey]) -> list[CellKey]:
    """The cells that contributors have a part in: all but computed shares."""
    return [key for key in keys if facts.pack.indicator_of(key).is_entered]


def table_of_indicators(facts: Facts, keys: Sequence[CellKey], caption: str = "") -> Table:
    """A row for each cell: this period, the same period, the change and what to know about it.

    Cells that are part of another one, or a breakdown of it, stand right under it with a dash.
    """
    rows: list[Row] = []
    number = 0
    for key, depth in _nested(facts, keys):
        number += depth == 0
        shown = "" if depth else str(number)
        rows.append(indicator_row(shown, facts.of(key), facts, dash=_DASHES[depth]))
    return Table(COLUMNS, tuple(rows), caption)


def table_of_names(names: Sequence[str]) -> Table:
    """A numbered list of units."""
    columns = (Column("STT", 6, Align.CENTRE), Column("Đơn vị", 94))
    rows = (Row(((str(number),), (name,))) for number, name in enumerate(names, start=1))
    return Table(columns, tuple(rows))


def _nested(facts: Facts, keys: Sequence[CellKey]) -> Iterator[tuple[CellKey, int]]:
    """The cells in their order, parts after their whole, with how deep they stand (at most 2)."""
    below: dict[CellKey | None, list[CellKey]] = {}
    for key in keys:
        below.setdefault(_whole_of(facts, key, keys), []).append(key)

    def walk(whole: CellKey | None, depth: int) -> Iterator[tuple[CellKey, int]]:
        for key in below.get(whole, ()):
            yield key, min(depth, len(_DASHES) - 1)
            yield from walk(key, depth + 1)

    return walk(None, 0)


def _whole_of(facts: Facts, key: CellKey, keys: Sequence[CellKey]) -> CellKey | None:
    part_of = facts.pack.indicator_of(key).part_of
    whole = CellKey(key.indicator) if key.by else CellKey(part_of) if part_of else None
    return whole if whole in keys else None


def tables_of_units(facts: Facts, keys: Sequence[CellKey], caption: str = "") -> list[Table]:
    """A row for each unit and a TỔNG row; more than 12 columns become several tables.

    Shares are left to the table of indicators: a unit's share is no contributor to the total's.
    """
    keys = added_up(facts, keys)
    columns = (
        Column("STT", 10, Align.CENTRE),
        Column("Đơn vị", 30),
        *(Column(_heading(facts.of(key)), 14, Align.RIGHT) for key in keys),
    )
    rows = [_unit_row(str(n), unit, keys, facts) for n, unit in enumerate(facts.units, start=1)]
    rows += _own_part(facts, keys)
    total = (_value(facts.of(key), facts) for key in keys)
    rows.append(Row(((), ("TỔNG",), *total), RowKind.TOTAL))
    return split(Table(columns, tuple(rows), caption), kept=2)


def indicator_row(number: str, stated: Stated, facts: Facts, *, dash: str = "") -> Row:
    """One indicator in the columns of `COLUMNS`; `dash` stands before the label of a part."""
    label = dash + stated.label
    return Row(
        (
            (number,),
            (label,),
            (stated.unit,),
            _value(stated, facts),
            _previous(stated, facts),
            _change(stated, facts),
            _percent(stated, facts),
            _note(stated, facts),
        )
    )


def _unit_row(number: str, unit: UnitFigures, keys: Sequence[CellKey], facts: Facts) -> Row:
    figures = (unit.stated.get(key) or unknown(facts.pack, key) for key in keys)
    return Row(((number,), (unit.name,), *(_value(one, facts, unit.key) for one in figures)))


def _value(stated: Stated, facts: Facts, unit_key: str = "") -> Inlines:
    number = _printed(stated.value, stated.shown, stated, View.VALUE)
    return (figure_of(number, facts, Style.TABLE, unit_key),)


def _previous(stated: Stated, facts: Facts) -> Inlines:
    number = _printed(stated.previous, stated.previous_shown, stated, View.PREVIOUS)
    return (figure_of(number, facts, Style.TABLE),)


def _printed(value: int | None, shown: str, stated: Stated, view: View) -> Number:
    if shown or value is None:
        return Number(shown or TABLE_MISSING, view, stated.key)
    exact = to_decimal(value, stated.digits)
    return Number(format_number(exact), view, stated.key, exact)


def _change(stated: Stated, facts: Facts) -> Inlines:
    if stated.change is None:
        return ()
    exact = to_decimal(stated.change, stated.digits)
    return (figure_of(Number(_signed(exact), View.CHANGE, stated.key, exact), facts, Style.TABLE),)


def _percent(stated: Stated, facts: Facts) -> Inlines:
    if stated.change_pct is None:
        return ()
    number = Number(_signed(stated.change_pct), View.CHANGE_PCT, stated.key, stated.change_pct)
    return (figure_of(number, facts, Style.TABLE),)


def _signed(value: Decimal) -> str:
    return f"+{format_number(value)}" if value > 0 else format_number(value)


def _note(stated: Stated, facts: Facts) -> Inlines:
    notes: list[Inlines] = []
    if word := _STATUS_NOTES.get(stated.status):
        notes.append((word,))
    if stated.not_comparable:
        notes.append((f"không so sánh được: {stated.not_comparable}",))
    if (units := fewer_units(stated)) not in {None, facts.usual_comparison}:
        notes.append((f"tăng/giảm tính trên {units:02d} đơn vị",))
    if covered := facts.own_coverage(stated):
        notes.append(with_sources(covered, facts))
    if stated.remark:
        notes.append((stated.remark,))
    pieces: list[Inline] = []
    for index, note in enumerate(notes):
        pieces += ["; ", *note] if index else note
    return tuple(pieces)


def _heading(stated: Stated) -> str:
    return f"{stated.label} ({stated.unit})"


def _own_part(facts: Facts, keys: Sequence[CellKey]) -> list[Row]:
    """A row for what the total holds beside the units, where that can be told without a guess."""
    rest = [_rest(facts, key) for key in keys]
    if not any(rest):
        return []
    cells = [
        () if value is None else (format_number(to_decimal(value, facts.of(key).digits)),)
        for value, key in zip(rest, keys, strict=True)
    ]
    return [Row(((), (OWN_PART,), *cells))]


def _rest(facts: Facts, key: CellKey) -> int | None:
    values = [unit.stated[key].value if key in unit.stated else 0 for unit in facts.units]
    total = facts.of(key)
    is_additive = facts.pack.indicator_of(key).rollup == "sum"
    if total.value is None or not is_additive or None in values:
        return None
    return total.value - sum(value for value in values if value is not None)
