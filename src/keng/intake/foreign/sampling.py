"""What a sample file asks: each heading and what it may mean, each name that is not plain. Pure.

Whatever is likely is only offered. A map is made of what the person has answered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from keng.intake.foreign.grids import plain
from keng.intake.foreign.headings import Block, Heading, has_figures, is_numbering
from keng.intake.foreign.layouts import Layout, chosen_names, leaf, unit_columns
from keng.intake.foreign.naming import Named, Names
from keng.intake.foreign.suggesting import Suggestion, measure_in, suggestions
from keng.intake.foreign.tablemaps import MOST_LINES, Anchor, Shape
from keng.kernel.errors import BadInput
from keng.packs.schema import Form, Pack

_EXAMPLES: Final = 3
_TOTAL: Final = re.compile(r"^(?:tong|cong|toan (?:tinh|huyen|xa|thanh pho)|luy ke)\b")


@dataclass(frozen=True)
class HeadingAsked:
    """One heading: what it may mean, its unit of measure, and a few of the values under it."""

    heading: Heading
    anchor: Anchor
    suggestion: Suggestion
    measure: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class NameAsked:
    """A name of which it is not plain whose it is; `is_total` where it reads like a total."""

    text: str
    shown: str
    place: str
    is_total: bool
    named: Named


def headings_asked(layout: Layout, pack: Pack, form: Form) -> list[HeadingAsked]:
    """Every heading that may be a cell of the form, in the order of the table.

    Raises BadInput where the columns that were chosen are not there, or the table has more lines
    than are mapped.
    """
    names = chosen_names(layout)
    block = layout.block
    if layout.shape is Shape.UNITS_IN_ROWS:
        # Of one heading over several columns only those count that hold something.
        columns = [one for one in block.columns if one.at != names.at]
        headings = [one for one in columns if one in block.found(column_anchor(one))]
    else:
        headings = [one for one in block.lines(names) if not _is_row_of_numbers(block, one.at)]
    if len(headings) > MOST_LINES:
        raise BadInput(
            f"Bảng có {len(headings)} dòng, quá {MOST_LINES} dòng; hãy tách tệp mẫu.",
            message_en=f"The table has {len(headings)} lines, more than {MOST_LINES}; split it.",
        )
    suggested = suggestions(headings, pack, form)
    alike = Counter(one.text for one in headings)
    return [
        HeadingAsked(
            heading=one,
            anchor=_anchor(one, layout, is_alone=alike[one.text] == 1),
            suggestion=suggested[one],
            measure=_measure(one, layout, pack),
            examples=tuple(_examples(one, layout)),
        )
        for one in headings
    ]


def names_asked(layout: Layout, names: Names) -> list[NameAsked]:
    """The names of the sample that are not plainly one unit, each once, in their order."""
    if layout.shape is Shape.ONE_UNIT:
        return []
    found: dict[str, NameAsked] = {}
    for shown, place in _names_in(layout):
        text, named = plain(shown), names.meaning(shown)
        if text and not named.key:
            is_total = bool(_TOTAL.match(text))
            found.setdefault(text, NameAsked(text, shown, place, is_total, named))
    return list(found.values())


def _anchor(heading: Heading, layout: Layout, *, is_alone: bool) -> Anchor:
    if layout.shape is Shape.UNITS_IN_ROWS:
        return column_anchor(heading)
    under = "" if is_alone else heading.under
    return Anchor(text=heading.text, under=under, shown=heading.shown)


def column_anchor(heading: Heading) -> Anchor:
    """How a heading of a column is found again."""
    return Anchor(text=heading.text, under=heading.under, shown=heading.shown)


def _measure(heading: Heading, layout: Layout, pack: Pack) -> str:
    """The unit of measure that the table gives: in its column, else in brackets."""
    if layout.measures and layout.shape is not Shape.UNITS_IN_ROWS:
        return layout.grid.text(heading.at, layout.measures)
    return measure_in(heading.shown, pack)


def _examples(heading: Heading, layout: Layout) -> Iterator[str]:
    grid = layout.grid
    if layout.shape is Shape.UNITS_IN_ROWS:
        cells = [grid.own(row, heading.at) for row in layout.block.body]
    elif layout.shape is Shape.ONE_UNIT:
        cells = [grid.own(heading.at, layout.value)]
    else:
        cells = [grid.own(heading.at, one.at) for one in unit_columns(layout)]
    filled = (" ".join(cell.text.split()) for cell in cells if cell is not None)
    for text, _ in zip(filter(None, filled), range(_EXAMPLES), strict=False):
        yield text if len(text) <= 24 else f"{text[:23]}…"


def _names_in(layout: Layout) -> Iterator[tuple[str, str]]:
    """The names of units in the sample with their places; the numbers of columns are left out."""
    block, grid = layout.block, layout.grid
    if layout.shape is Shape.UNITS_IN_COLUMNS:
        for one in unit_columns(layout):
            yield leaf(one), grid.line(column=one.at).cell
        return
    for row in block.body:
        shown = block.name_at(row, layout.names)
        others = [one.at for one in block.columns if one.at != layout.names]
        if shown and has_figures(block, row, others) and not _is_row_of_numbers(block, row):
            yield shown, grid.place(row, layout.names).cell


def _is_row_of_numbers(block: Block, row: int) -> bool:
    return is_numbering(block, row, [one.at for one in block.columns])
