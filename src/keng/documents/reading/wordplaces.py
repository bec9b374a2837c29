"""Which paragraphs of a Word file each extracted line came from, so that remarks find their place.

The same walk as the reader's is made over a tree that the caller may change afterwards.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from keng.documents.reading.document import Kind
from keng.documents.reading.drafting import Draft
from keng.documents.reading.numbering import Numbering
from keng.documents.reading.wordwalk import Walk, notes_of
from keng.documents.xmlparts import Package, local

_NO_PLACE: Final = frozenset({"txbxContent", "del", "moveFrom"})


@dataclass(frozen=True)
class PlacedLines:
    """The body of a Word file as a tree, its path in the package, and whose line is whose.

    `paragraphs` has one paragraph for a line, or those of all cells for a row of a table. A line
    of a footnote or a text box belongs to the paragraph that it hangs on; few lines have none.
    `notes` are the parts of foot- and endnotes by their path, `first_lines` the first line of each
    paragraph of the body and of the notes.
    """

    part: str
    root: etree._Element
    paragraphs: Mapping[int, Sequence[etree._Element]]
    notes: Mapping[str, etree._Element]
    first_lines: Mapping[etree._Element, int]


def placed_lines(content: bytes) -> PlacedLines:
    """Place the lines of a .docx that `read` has read; its errors are those of a broken file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = Package(archive)
        main = package.main_part()
        related = package.relations(main).values()
        parts = {kind.rpartition("/")[2]: path for kind, path in related}
        trees = {
            name: package.tree(parts[name])
            for name in ("numbering", "styles", "footnotes", "endnotes")
            if name in parts and package.has(parts[name])
        }
        root = package.tree(main)
    numbering = Numbering(trees.get("numbering"), trees.get("styles"))
    notes = {
        "footnote": notes_of(trees.get("footnotes")),
        "endnote": notes_of(trees.get("endnotes")),
    }
    walk = _PlacingWalk(root, numbering, notes)
    walk.body(root)
    told = {parts[name]: trees[name] for name in ("footnotes", "endnotes") if name in trees}
    return PlacedLines(main, root, walk.paragraphs, told, walk.first_lines)


class _PlacingWalk(Walk):
    """A walk that notes which paragraphs wrote a line; the innermost that can hold a remark."""

    def __init__(self, root: etree._Element, *more: Any) -> None:
        super().__init__(Draft(Kind.DOCX), *more)
        self._root = root
        self.paragraphs: dict[int, list[etree._Element]] = {}
        self.first_lines: dict[etree._Element, int] = {}

    def _paragraph(self, paragraph: etree._Element) -> None:
        first = len(self._draft.lines) + 1
        super()._paragraph(paragraph)
        self._note(first, [paragraph])

    def _plain_row(self, parts: list[list[etree._Element]]) -> list[str]:
        first = len(self._draft.lines) + 1
        texts = super()._plain_row(parts)
        self._note(first, [one for cell in parts for one in cell])
        return texts

    def _note(self, first: int, paragraphs: list[etree._Element]) -> None:
        self.first_lines.update(dict.fromkeys(paragraphs, first))
        holding = [one for one in paragraphs if self._can_hold(one)]
        if holding:
            for line in range(first, len(self._draft.lines) + 1):
                self.paragraphs.setdefault(line, holding)

    def _can_hold(self, paragraph: etree._Element) -> bool:
        """Word takes no comment in a note, a text box or what was deleted."""
        above = list(paragraph.iterancestors())
        return bool(above) and above[-1] is self._root and not _NO_PLACE & {*map(local, above)}
