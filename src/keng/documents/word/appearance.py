"""How a .docx looks: every paragraph with its effective face, every section with its page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from keng.documents.archives import MEBIBYTE
from keng.documents.reading.wordplaces import placed_lines
from keng.documents.word._effective import Lists, Properties, Styles
from keng.documents.word._pages import Heads, sections_of
from keng.documents.word._xml import Element, qn
from keng.documents.xmlparts import Broken, HasDoctype, Package, local
from keng.kernel.appearance import Alignment, Appearance, Face, LookParagraph, LookRun
from keng.kernel.archives import DAMAGED

_LARGEST_PART: Final = 16 * MEBIBYTE
_LONG_COUNT: Final = 6
_DAMAGED: Final = (Broken, HasDoctype, *DAMAGED)
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_GONE: Final = frozenset({"del", "moveFrom", "txbxContent", "Fallback"})
_ALIGNMENTS: Final = {
    "center": Alignment.CENTRE,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
    "both": Alignment.JUSTIFIED,
    "distribute": Alignment.JUSTIFIED,
}
_TWIPS_OF_MM: Final = 1440 / 25.4
_SINGLE: Final = 240
_LINE_OF_SIZE: Final = 1.15  # single spacing of Times New Roman in sizes of its letters
_AUTOMATIC_GAP: Final = 14.0
_PLAIN_SIZE: Final = 10.0  # of Word, where neither style nor defaults name one


def appearance(content: bytes) -> Appearance:
    """The look of a .docx that the reader has read; its lines are those of the reader.

    Raises Broken or BadZipFile for a file that the reader refuses.
    """
    placed = placed_lines(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = Package(archive)
        related = package.relations(placed.part)
        trees = {
            kind.rpartition("/")[2]: _tree(package, path)
            for kind, path in related.values()
            if kind.endswith(("/styles", "/theme", "/numbering", "/settings"))
        }
        heads = {
            name: tree
            for name, (kind, path) in related.items()
            if kind.endswith(("/header", "/footer")) and (tree := _tree(package, path)) is not None
        }
        pages = _pages(package)
    styles = Styles(trees.get("styles"), trees.get("theme"))
    look = _Look(styles, Lists(trees.get("numbering")))
    breaks = list(placed.root.iter(qn("sectPr")))
    sections = sections_of(breaks, Heads(heads, trees.get("settings"), look.face, look.align))
    paragraphs = tuple(look.paragraphs(placed.root, placed.first_lines))
    return Appearance(paragraphs, sections, pages)


def _tree(package: Package, path: str) -> Element | None:
    """A part beside the text; None where it is damaged or huge, as the text was read without it."""
    try:
        return package.tree(path) if package.size(path) <= _LARGEST_PART else None
    except _DAMAGED:
        return None


def _pages(package: Package) -> int:
    """How many pages the program that wrote the file counted."""
    for kind, path in package.relations("").values():
        if kind.endswith("/extended-properties"):
            tree = _tree(package, path)
            told = str(next(tree.itertext("{*}Pages"), "")) if tree is not None else ""
            return int(told) if told.isdecimal() and len(told) < _LONG_COUNT else 0
    return 0


class _Look:
    """Turns elements into looks by the styles of one document."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self._styles = styles
        self._lists = lists

    def paragraphs(self, root: Element, lines: Mapping[Element, int]) -> Iterator[LookParagraph]:
        """The paragraphs of the body and its tables, in order; text boxes are left out."""
        section = 0
        cells = _cells(root)
        for paragraph in root.iter(qn("p")):
            line = lines.get(paragraph)
            if line is not None and not _is_gone(paragraph):
                yield self._paragraph(paragraph, line, section, cells)
            if paragraph.find(f"{qn('pPr')}/{qn('sectPr')}") is not None:
                section += 1

    def _paragraph(
        self,
        paragraph: Element,
        line: int,
        section: int,
        cells: dict[Element, tuple[int, int, int]],
    ) -> LookParagraph:
        table = _table_style(paragraph)
        level = self._lists.level(paragraph, self._styles)
        held = self._styles.paragraph(paragraph, table, level)
        runs = tuple(self._runs(paragraph, table))
        text = "".join(run.text for run in runs)
        size = max((run.face.size for run in runs), default=_PLAIN_SIZE)
        return LookParagraph(
            line,
            runs,
            _alignment(held),
            None if text.startswith("\t") else _first_mm(held),
            _gap(held, "before"),
            _gap(held, "after"),
            _distance(held, size),
            self._styles.name_of(paragraph),
            section,
            next((cells[one] for one in paragraph.iterancestors(qn("tc")) if one in cells), None),
            level is not None,
        )

    def align(self, paragraph: Element) -> Alignment:
        """How the lines of any paragraph stand, also of one in a head of pages."""
        level = self._lists.level(paragraph, self._styles)
        return _alignment(self._styles.paragraph(paragraph, _table_style(paragraph), level))

    def face(self, run: Element, paragraph: Element) -> Face:
        """The face of a run for ASCII letters."""
        held = self._styles.run(run.find(qn("rPr")), paragraph, _table_style(paragraph))
        return self._face(held, ascii_letters=True)

    def _face(self, held: Properties, *, ascii_letters: bool) -> Face:
        half_points = held.number("sz")
        colour = (held.get("color") or "").upper()
        return Face(
            self._styles.font(held, ascii_letters=ascii_letters),
            half_points / 2 if half_points else _PLAIN_SIZE,
            held.is_on("b"),
            held.is_on("i"),
            held.is_on("caps"),
            "" if colour in ("AUTO", "000000") else colour,
        )

    def _runs(self, paragraph: Element, table: str | None) -> Iterator[LookRun]:
        for run in paragraph.iter(qn("r")):
            if next(run.iterancestors(qn("p")), None) is not paragraph or _is_gone(run):
                continue
            text = _text(run)
            if not text:
                continue
            held = self._styles.run(run.find(qn("rPr")), paragraph, table)
            if held.is_on("vanish"):
                continue
            linked = next(run.iterancestors(qn("hyperlink")), None) is not None
            plain = self._face(held, ascii_letters=True)
            other = self._face(held, ascii_letters=False)
            text = text.upper() if plain.capitals else text
            if plain == other:
                yield LookRun(text, plain, linked)
                continue
            for is_ascii, letters in groupby(text, key=str.isascii):
                yield LookRun("".join(letters), plain if is_ascii else other, linked)


def _text(run: Element) -> str:
    pieces = []
    for child in run:
        name = local(child)
        pieces.append((child.text or "") if name == "t" else _SIGNS.get(name, ""))
    return "".join(pieces)


def _is_gone(element: Element) -> bool:
    return any(local(one) in _GONE for one in element.iterancestors())


def _table_style(paragraph: Element) -> str | None:
    table = next(paragraph.iterancestors(qn("tbl")), None)
    style = table.find(f"{qn('tblPr')}/{qn('tblStyle')}") if table is not None else None
    return style.get(qn("val")) if style is not None else None


def _cells(root: Element) -> dict[Element, tuple[int, int, int]]:
    """Each cell of each table: the number of the table, its row and its place in the row."""
    found = {}
    for number, table in enumerate(root.iter(qn("tbl"))):
        for row_number, row in enumerate(table.iterfind(qn("tr"))):
            own = (cell for cell in row.iter(qn("tc")) if _row_of(cell) is row)
            for column, cell in enumerate(own):
                found[cell] = (number, row_number, column)
    return found


def _row_of(cell: Element) -> Element | None:
    return next(cell.iterancestors(qn("tr")), None)


def _alignment(held: Properties) -> Alignment:
    return _ALIGNMENTS.get(held.get("jc") or "", Alignment.LEFT)


def _first_mm(held: Properties) -> float | None:
    """The indent of the first line; None where it is set in letters, whose width is not known."""
    if held.number("ind", "firstLineChars") or held.number("ind", "hangingChars"):
        return None
    first = held.number("ind", "firstLine") or 0.0
    return (first - (held.number("ind", "hanging") or 0.0)) / _TWIPS_OF_MM


def _gap(held: Properties, side: str) -> float:
    if (held.get("spacing", f"{side}Autospacing") or "0") not in ("0", "false", "off"):
        return _AUTOMATIC_GAP
    return (held.number("spacing", side) or 0.0) / 20


def _distance(held: Properties, size: float) -> float | None:
    line = held.number("spacing", "line")
    if line is None:
        return 1.0
    rule = held.get("spacing", "lineRule") or "auto"
    if rule == "auto":
        return line / _SINGLE
    multiple = line / 20 / (size * _LINE_OF_SIZE)
    return max(multiple, 1.0) if rule == "atLeast" else multiple
