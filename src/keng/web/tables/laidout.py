"""A Word file laid out for the screen: paragraphs, heads side by side, and tables as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from keng.documents.reading import Table, read

_WIDE = 4
_SIDES = 2  # the head of a paper and its signature are tables of two columns


@dataclass(frozen=True)
class Part:
    """A paragraph ("heading", "line"), a pair of columns ("sides"), or a table ("table").

    A row of one text alone spans the `width` columns of its table.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    width: int = 0

    @property
    def is_wide(self) -> bool:
        """Whether the table needs more room than a phone has."""
        return self.width >= _WIDE


def laid_out(content: bytes) -> list[Part]:
    """The parts of a Word file in their order; nothing of its text is left out."""
    return list(_parts(content))


def _parts(content: bytes) -> Iterator[Part]:
    found = read(content, name="van-ban.docx")
    starts: dict[int, Table] = {}
    inside: set[int] = set()
    for table in found.tables:
        for cell in table.cells:
            inside |= set(range(cell.line, cell.line + 1 + cell.text.count("\n")))
        if table.cells:
            starts[min(cell.line for cell in table.cells)] = table
    for number, line in enumerate(found.lines, start=1):
        if number in starts:
            yield _table(starts[number])
        elif number not in inside and line.strip():
            yield Part("heading" if line.isupper() else "line", line)


def _table(table: Table) -> Part:
    rows = table.rows
    width = max(len(row) for row in rows)
    if width <= _SIDES:
        return Part("sides", rows=rows, width=width)
    return Part("table", rows=tuple(_spanning(row) for row in rows), width=width)


def _spanning(row: tuple[str, ...]) -> tuple[str, ...]:
    return row[:1] if row[0] and not any(row[1:]) else row
