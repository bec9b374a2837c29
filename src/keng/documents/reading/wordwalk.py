"""The walk through the body of a Word file: paragraphs, tables, boxes and notes into lines."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from keng.documents.reading.document import Footnote, Place, Table, TableCell
from keng.documents.reading.drafting import Draft
from keng.documents.reading.numbering import Numbering, W
from keng.documents.reading.oldfonts import from_font
from keng.documents.reading.wordtables import is_on, rows_of
from keng.documents.xmlparts import local

_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_REFERENCES: Final = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_GONE: Final = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr"})
_TRACKED: Final = frozenset({"ins", "del", "moveFrom", "moveTo"})
_PICTURES: Final = frozenset({"blip", "imagedata", "OLEObject"})
_DEEPEST: Final = 200  # a real file nests a dozen levels; deeper ones would exhaust the stack


@dataclass
class _Flow:
    """The text of one paragraph as it is gathered, and what hangs on it."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[tuple[int, str, str]] = field(default_factory=list)  # offset, kind, id
    boxes: list[etree._Element] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)  # offsets where a page ends

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


class Walk:
    """Fills a draft from the body of a document. `found` counts what the notes will tell."""

    def __init__(
        self,
        draft: Draft,
        numbering: Numbering,
        notes: Mapping[str, Mapping[str, etree._Element]],
    ) -> None:
        self._draft = draft
        self._numbering = numbering
        self._notes = notes
        self._page = 1
        self._marks_given = 0
        self._written: set[etree._Element] = set()
        self._carried: _Flow | None = None
        self._has_rendered_breaks = False
        self.found: Counter[str] = Counter()
        self.fonts: set[str] = set()

    def body(self, root: etree._Element) -> None:
        """Walk the whole body, in order."""
        self._has_rendered_breaks = root.find(f".//{W}lastRenderedPageBreak") is not None
        for holder in root:
            self._blocks(holder, 0)
        if self._carried is not None:
            self._write(self._carried)

    def plain(self, root: etree._Element) -> list[str]:
        """The paragraphs of a head or foot of pages, which are no lines of the text."""
        return ["".join(self._flow(one).pieces) for one in root.iter(f"{W}p")]

    def words(self, cell: etree._Element) -> str:
        """The text of a cell in one line, without the tables inside it."""
        said = []
        for paragraph in _own_paragraphs(cell):
            flow = self._flow(paragraph)
            if label := self._numbering.label(paragraph):
                said.append(f"{label} ")
            said += flow.pieces
            said += [" ", *(self.words(box) for box in flow.boxes), " "]
        return " ".join("".join(said).split())

    def _blocks(self, holder: Iterable[etree._Element], depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in holder:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child, depth)
            elif name == "altChunk":
                self.found["embedded"] += 1
            elif name not in _GONE and name != "sectPr":
                self._blocks(child, depth + 1)

    def _paragraph(self, paragraph: etree._Element) -> None:
        flow = self._carried or _Flow()
        self._carried = None
        if not flow.length and (label := self._numbering.label(paragraph)):
            flow.add(f"{label} ")
        if is_on(paragraph, f"{W}pPr/{W}pageBreakBefore") and not self._has_rendered_breaks:
            self._page += bool(self._draft.lines)
        self._gather(paragraph, flow, 0)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            # The end of this paragraph was deleted: with the change accepted it runs on.
            self.found["tracked_changes"] += 1
            self._carried = flow
        else:
            self._write(flow)

    def _write(self, flow: _Flow) -> None:
        """Write the lines of a paragraph, then its notes and the boxes that hang on it."""
        text, begin = "".join(flow.pieces), 0
        starts: list[int] = []  # offset of each line in the paragraph
        first = len(self._draft.lines) + 1
        breaks = sorted(flow.breaks)
        for line in text.split("\n"):
            end = begin + len(line)
            while breaks and breaks[0] <= begin:
                self._page += 1
                breaks.pop(0)
            starts.append(begin)
            self._draft.add(line.rstrip(), Place(self._page))
            begin = end + 1
        self._page += len(breaks)
        for offset, kind, name in flow.marks:
            index = bisect_right(starts, offset) - 1
            self._footnote(kind, name, first + index, offset - starts[index])
        for box in flow.boxes:
            self.found["text_boxes"] += 1
            self._blocks(box, 0)

    def _footnote(self, kind: str, name: str, line: int, offset: int) -> None:
        note = self._notes.get(kind, {}).get(name)
        if note is None or note in self._written:  # a hostile note may name itself
            return
        self._marks_given += 1
        self._written.add(note)
        first = len(self._draft.lines) + 1
        self._blocks(note, 0)
        last = len(self._draft.lines)
        if last >= first:
            mark = str(self._marks_given)
            self._draft.footnotes.append(Footnote(mark, line, offset, first, last))

    def _table(self, table: etree._Element, depth: int) -> None:
        cells: list[TableCell] = []
        for row in rows_of(table):
            # Word shows nothing of what stands in a cell that goes on from the row above.
            elements = [cell.element for cell in row.cells if cell.top == row.number]
            parts = [
                list(cell.element.iter(f"{W}p")) if cell.top == row.number else []
                for cell in row.cells
            ]
            is_plain = all(len(paragraphs) <= 1 for paragraphs in parts)
            is_plain &= not any(cell.find(f".//{W}tbl") is not None for cell in elements)
            first = len(self._draft.lines) + 1
            texts = self._plain_row(parts) if is_plain else []
            for index, cell in enumerate(row.cells):
                line = first
                if is_plain:
                    text = texts[index]
                else:
                    line = len(self._draft.lines) + 1
                    self._blocks(cell.element if parts[index] else (), depth + 1)
                    text = "\n".join(self._draft.lines[line - 1 :])
                cells.append(TableCell(row.number, cell.column, text.strip(), line))
        if cells:
            self._draft.tables.append(Table(tuple(cells)))

    def _plain_row(self, parts: list[list[etree._Element]]) -> list[str]:
        """A row whose cells hold one paragraph each is one line, its cells parted by tabs."""
        whole = _Flow()
        texts = []
        for index, paragraphs in enumerate(parts):
            if index:
                whole.add("\t")
            begin = len(whole.pieces)
            for paragraph in paragraphs:
                if label := self._numbering.label(paragraph):
                    whole.add(f"{label} ")
                self._gather(paragraph, whole, 0)
            pieces = [piece.replace("\n", " ") for piece in whole.pieces[begin:]]
            whole.pieces[begin:] = pieces
            texts.append("".join(pieces))
        self._write(whole)
        return texts

    def _flow(self, paragraph: etree._Element) -> _Flow:
        flow = _Flow()
        self._gather(paragraph, flow, 0)
        return flow

    def _gather(self, holder: etree._Element, flow: _Flow, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in holder:
            name = local(child)
            self.found["tracked_changes"] += name in _TRACKED
            self.found["embedded"] += name in _PICTURES
            if name in _GONE:
                continue
            if name == "r":
                self._run(child, flow, depth)
            elif name == "txbxContent":
                flow.boxes.append(child)
            elif name == "t":  # of a formula, which has no runs of its own
                flow.add(child.text or "")
            else:
                self._gather(child, flow, depth + 1)

    def _run(self, run: etree._Element, flow: _Flow, depth: int) -> None:
        if is_on(run, f"{W}rPr/{W}vanish"):
            self.found["hidden_text"] += 1
            return
        face = run.find(f"{W}rPr")
        for child in run:
            name = local(child)
            if name == "t":
                flow.add(self._shown(child.text or "", face))
            elif name in _SIGNS:
                self._sign(child, name, flow)
            elif name == "lastRenderedPageBreak":
                flow.breaks.append(flow.length)
            elif name in _REFERENCES:
                flow.marks.append((flow.length, _REFERENCES[name], child.get(f"{W}id") or ""))
            elif name not in _GONE:
                self._gather(child, flow, depth + 1)

    def _sign(self, sign: etree._Element, name: str, flow: _Flow) -> None:
        is_page_break = name == "br" and sign.get(f"{W}type") in ("page", "column")
        if not is_page_break or flow.length:
            flow.add(_SIGNS[name])
        if is_page_break and not self._has_rendered_breaks:
            flow.breaks.append(flow.length)

    def _shown(self, text: str, face: etree._Element | None) -> str:
        if face is None or not text:
            return text
        fonts = face.find(f"{W}rFonts")
        font = "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
        turned = from_font(text, font)
        if turned != text:
            self.fonts.add(font)
        return turned.upper() if is_on(face, f"{W}caps") else turned


def notes_of(root: etree._Element | None) -> dict[str, etree._Element]:
    """The notes of a part by their id, without the lines that only part them from the text."""
    if root is None:
        return {}
    return {
        note.get(f"{W}id") or "": note for note in root if note.get(f"{W}type") in (None, "normal")
    }


def _own_paragraphs(holder: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell or a box, also those in controls; not those of inner tables."""
    for child in holder:
        name = local(child)
        if name == "p":
            yield child
        elif name != "tbl" and name not in _GONE:
            yield from _own_paragraphs(child)
