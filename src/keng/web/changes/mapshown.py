"""The sample of a way of reading as the screens show it: its tables, headings and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from django.utils.translation import gettext as _

from keng.documents.workbooks import CellKind
from keng.intake.foreign.answering import LEFT_OUT, Answers
from keng.intake.foreign.grids import Grid, plain
from keng.intake.foreign.layouts import Layout
from keng.intake.foreign.sampling import HeadingAsked, NameAsked
from keng.kernel.figures import CellKey
from keng.web import wording
from keng.web.changes.mapsample import Sample

_ROWS_SHOWN: Final = 14
_COLUMNS_SHOWN: Final = 12


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview; `cells` with whether each belongs to a merged area."""

    number: int
    is_heading: bool
    is_hidden: bool
    cells: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Preview:
    """The upper left part of a table, and how large it is."""

    columns: Sequence[str]
    rows: Sequence[ShownRow]
    all_rows: int
    all_columns: int
    hidden: str


@dataclass(frozen=True)
class Offer:
    """One choice of a select that is chosen or not."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownHeading:
    """One heading with the cells that it may mean, likeliest first."""

    at: int
    shown: str
    examples: str
    likely: Sequence[Offer]
    others: Sequence[tuple[str, Sequence[Offer]]]
    measure: str
    factor: str
    is_question: bool


@dataclass(frozen=True)
class ShownName:
    """One name of which it is asked whose it is."""

    n: int
    shown: str
    place: str
    several: Sequence[str]
    is_left_out: bool
    likely: Sequence[Offer]
    units: Sequence[Offer]


def table_choices(sample: Sample) -> list[tuple[str, str]]:
    """The tables of the sample, the hidden ones marked."""
    choices = []
    for index, grid in enumerate(sample.tables.grids):
        words = {"name": grid.name, "rows": grid.last_row, "columns": grid.last_column}
        text = _("%(name)s (%(rows)s hàng, %(columns)s cột)") % words
        choices.append((str(index), f"{text} – {_('trang ẩn')}" if grid.sheet.is_hidden else text))
    return choices


def column_choices(layout: Layout) -> list[tuple[str, str]]:
    """The columns that have a heading."""
    return [
        (str(one.at), f"{layout.grid.line(column=one.at).cell}: {one.shown}"[:120])
        for one in layout.block.columns
    ]


def preview_of(layout: Layout) -> Preview:
    """The part of the table around its headings."""
    grid = layout.grid
    first = max(1, layout.top - 3)
    columns = range(1, min(grid.last_column, _COLUMNS_SHOWN) + 1)
    heading = range(layout.top, layout.top + layout.rows)
    rows = [
        ShownRow(
            number=row,
            is_heading=row in heading,
            is_hidden=row in grid.sheet.hidden_rows,
            cells=[(_seen(grid, row, at), grid.area(row, at) is not None) for at in columns],
        )
        for row in range(first, min(grid.last_row, first + _ROWS_SHOWN - 1) + 1)
    ]
    names = [grid.line(column=at).cell.removeprefix("cột ") for at in columns]
    return Preview(names, rows, grid.last_row, grid.last_column, _hidden(grid))


def shown_headings(
    asked: Sequence[HeadingAsked], answers: Answers, sample: Sample
) -> list[ShownHeading]:
    """The headings with their selects; what is likely stands first."""
    language = wording.language()
    pack, form = sample.pack, sample.form

    def offer(key: CellKey, at: int) -> Offer:
        indicator = pack.indicator_of(key)
        unit = pack.unit_label(indicator, language)
        text = f"{pack.cell_label(key, language)} ({unit})"
        return Offer(str(key), text, answers.cells.get(at) == str(key))

    shown = []
    for one in asked:
        at, likely = one.heading.at, one.suggestion.candidates
        others = [
            (
                group.label.of(language),
                [
                    offer(cell.key, at)
                    for cell in group.cells
                    if cell.key not in likely and pack.indicator_of(cell.key).is_entered
                ],
            )
            for group in form.groups
        ]
        factor = answers.factors.get(at)
        shown.append(
            ShownHeading(
                at=at,
                shown=one.heading.shown,
                examples="; ".join(one.examples),
                likely=[offer(key, at) for key in likely],
                others=[group for group in others if group[1]],
                measure=answers.measures.get(at, ""),
                factor="" if factor is None else f"{factor:f}".replace(".", ","),
                is_question=bool(likely) and not answers.cells.get(at),
            )
        )
    return shown


def shown_names(names: Sequence[NameAsked], answers: Answers, sample: Sample) -> list[ShownName]:
    """The names with their selects; units whose names read alike stand first."""
    units = sample.units() if names else []
    by_text = {plain(unit.full_name): unit for unit in units}
    by_text |= {plain(unit.name): unit for unit in units}
    shown = []
    for n, one in enumerate(names):
        answer = answers.names.get(one.text, "")
        close = get_close_matches(one.text, by_text, n=5, cutoff=0.6)
        near = list(dict.fromkeys(by_text[text].key for text in close))
        offers = {unit.key: Offer(unit.key, unit.full_name, unit.key == answer) for unit in units}
        shown.append(
            ShownName(
                n=n,
                shown=one.shown,
                place=one.place,
                several=one.named.several,
                is_left_out=answer == LEFT_OUT,
                likely=[offers[key] for key in near],
                units=[offer for key, offer in offers.items() if key not in near],
            )
        )
    return shown


def _seen(grid: Grid, row: int, column: int) -> str:
    """What stands in a cell; of a formula the formula, which is never read as a figure."""
    cell = grid.own(row, column)
    if cell is not None and cell.kind is CellKind.FORMULA:
        return cell.text
    return grid.text(row, column)


def _hidden(grid: Grid) -> str:
    rows = len(grid.sheet.hidden_rows)
    columns = len([c for c in grid.sheet.hidden_columns if c <= grid.last_column])
    if not rows and not columns:
        return ""
    return _("Bảng có %(rows)s hàng ẩn và %(columns)s cột ẩn; chúng vẫn được đọc.") % {
        "rows": rows,
        "columns": columns,
    }
