"""What an inquiry is made of, and how far it is. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period


class State(StrEnum):
    """How far an inquiry is: written, asked, or given up before it was asked."""

    DRAFT = "draft"
    OPEN = "open"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Heading:
    """A block of the form: its words, and its cells in order."""

    title: str
    cells: tuple[CellKey, ...] = ()


@dataclass(frozen=True)
class Content:
    """All that an officer says of an inquiry.

    `levels` are those of the units that are asked; `units` are the chosen ones among them, none
    for all that the owner manages. `due_on` None is not said yet.
    """

    title: str
    period: Period
    levels: tuple[str, ...]
    instruction: str = ""
    due_on: date | None = None
    units: tuple[int, ...] = ()
    headings: tuple[Heading, ...] = ()

    @property
    def cells(self) -> tuple[CellKey, ...]:
        """Every cell in the order of the form."""
        return tuple(key for heading in self.headings for key in heading.cells)

    def with_cell(self, key: CellKey, title: str, at: int | None = None) -> Content:
        """The content with one cell more, at the end of a heading (None: of the last one).

        `title` names the heading that is made where there is none. Raises BadInput for a cell that
        stands in the form already.
        """
        if key in self.cells:
            raise BadInput(
                "Chỉ tiêu này đã có trong biểu.",
                message_en="The indicator stands in the form already.",
                code="repeated_indicator",
            )
        headings = self.headings or (Heading(title),)
        place = len(headings) - 1 if at is None else _place(at, headings)
        grown = replace(headings[place], cells=(*headings[place].cells, key))
        return replace(self, headings=(*headings[:place], grown, *headings[place + 1 :]))

    def without_cell(self, key: CellKey) -> Content:
        """The content without a cell; its heading stays."""
        return replace(
            self,
            headings=tuple(
                replace(one, cells=tuple(cell for cell in one.cells if cell != key))
                for one in self.headings
            ),
        )

    def moved(self, key: CellKey, step: int) -> Content:
        """A cell one place up (-1) or down (1), over the edge of its heading into the next."""
        rows: list[tuple[int, CellKey]] = [
            (n, cell) for n, one in enumerate(self.headings) for cell in one.cells
        ]
        place = next((n for n, (_, cell) in enumerate(rows) if cell == key), None)
        if place is None:
            return self
        heading = rows[place][0]
        beside = place + step
        if 0 <= beside < len(rows) and rows[beside][0] == heading:
            rows[place], rows[beside] = rows[beside], rows[place]
        elif 0 <= heading + step < len(self.headings):
            del rows[place]
            target = heading + step
            # Down it becomes the first of the next heading, up the last of the one before.
            below = target if step > 0 else target + 1
            at = next((n for n, (of, _) in enumerate(rows) if of >= below), len(rows))
            rows.insert(at, (target, key))
        return replace(
            self,
            headings=tuple(
                replace(one, cells=tuple(cell for of, cell in rows if of == n))
                for n, one in enumerate(self.headings)
            ),
        )

    def with_heading(self, title: str) -> Content:
        """One heading more, at the end."""
        return replace(self, headings=(*self.headings, Heading(title)))

    def retitled(self, at: int, title: str) -> Content:
        """Other words for a heading."""
        place = _place(at, self.headings)
        changed = replace(self.headings[place], title=title)
        before, after = self.headings[:place], self.headings[place + 1 :]
        return replace(self, headings=(*before, changed, *after))

    def without_heading(self, at: int) -> Content:
        """The content without a heading and its cells."""
        place = _place(at, self.headings)
        return replace(self, headings=(*self.headings[:place], *self.headings[place + 1 :]))


def headings_json(headings: Sequence[Heading]) -> list[dict[str, object]]:
    """Headings as they are stored."""
    return [{"title": one.title, "cells": [str(key) for key in one.cells]} for one in headings]


def headings_from(stored: Collection[Mapping[str, object]]) -> tuple[Heading, ...]:
    """Headings as they were stored. Raises BadInput for a text that is no cell."""
    found = []
    for one in stored:
        cells = one.get("cells", ())
        texts = cells if isinstance(cells, list | tuple) else ()
        keys = tuple(CellKey.parse(str(text)) for text in texts)
        found.append(Heading(str(one.get("title", "")), keys))
    return tuple(found)


def _place(at: int, headings: Sequence[Heading]) -> int:
    if not 0 <= at < len(headings):
        raise BadInput(
            "Biểu không còn mục này; hãy tải lại trang.",
            message_en="The form has no such heading any more; load the page again.",
            code="no_heading",
        )
    return at
