"""Targets of `fuzz.py` for lists and tables that offices send; none of them asks a database.

A name of a unit means nobody where its letters are even in number, and otherwise one unit.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

import openpyxl

from intake.filled_forms import a_fetched, form_file, table_file
from intake.small_pack import small_pack
from keng.documents.reading import FileRefused, read
from keng.documents.workbooks import open_workbook
from keng.documents.workbooks.refusals import WorkbookRefused
from keng.intake import accounts_sheet, groups_sheet, units_sheet
from keng.intake.foreign import applying, grids, layouts, tablemaps, tablereader
from keng.intake.foreign.naming import Named
from keng.intake.reports.extracting import extract
from keng.intake.workbooks.scanning import scan
from keng.intake.yearplans.extracting import source_read
from keng.kernel.errors import DomainError, NotFound
from keng.kernel.periods import parse_period
from keng.packs.loading import load_pack
from keng.packs.schema import Pack
from keng.papers import lists
from keng.papers.reading import read_paper
from keng.papers.vocabulary import Direction
from map_cast import a_monthly_way

Target = Callable[[bytes], None]
ROOT: Final = Path(__file__).parents[1]
SHEET: Final = "xl/worksheets/sheet1.xml"
TODAY: Final = date(2026, 11, 30)
SECOND: Final = {"token": "t2", "unit": "xa-b", "unit_name": "xã B"}
HEADS: Final = (
    (*units_sheet.HEADINGS.values(),),
    (*groups_sheet.HEADINGS.values(), ("Camera",)),
    (*accounts_sheet.HEADINGS.values(),),
    (*lists.HEADINGS.values(),),
)
ROWS: Final = (
    ("Thôn", "thôn Hạ", "xã A", "", "01"),
    ("xã A", "Tổ Một", "Camera an ninh", "Tổ trưởng", 45000, "12/QĐ", "V/v", 3, "05", "2"),
    ("xã A", "a.b", "Nguyễn Văn A", "clerk"),
    ("đến", "KH", "12/KH-UBND", "12", "KH-UBND", "15/01/2024", "UBND xã", "Về việc", 45306),
)


@lru_cache(maxsize=2)
def pack_of(folder: str = "programmes/antq") -> Pack:
    """A pack of the repository, loaded once."""
    return load_pack(ROOT / folder)


def with_part(archive: bytes, part: str, data: bytes) -> bytes:
    """An archive of which one part is replaced by the data."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            made.writestr(name, data if name == part else given.read(name))
    return out.getvalue()


def part_of(archive: bytes, part: str) -> bytes:
    """One part of an archive."""
    with zipfile.ZipFile(BytesIO(archive)) as given:
        return given.read(part)


def _unit_named(name: str, **_told: object) -> Any:
    if len(name) % 2 == 0:
        raise NotFound("no unit")
    return SimpleNamespace(id=7)


class _Names:
    """What `naming.Names` answers, without a database."""

    def __init__(self, *_asked: object) -> None:
        pass

    def meaning(self, name: str) -> Named:
        """Somebody, several or nobody, as the letters fall."""
        return (Named(), Named("xa-a"), Named(several=("a", "b")))[len(name) % 3]


def _lists(content: bytes, name: str) -> None:
    """Each reader of a list; papers are listed in workbooks only."""
    readers: list[Callable[[], object]] = [
        lambda: units_sheet.read_rows(content, name),
        lambda: groups_sheet.read_groups(content, name, on=TODAY),
        lambda: accounts_sheet.read_invitations(content, name, on=TODAY),
    ]
    if not name.endswith(".csv"):
        readers.append(lambda: lists.read_list(content, name, Direction.SENT, today=TODAY))
    with (
        patch.object(groups_sheet, "unit_named", _unit_named),
        patch.object(accounts_sheet, "unit_named", _unit_named),
        patch.object(groups_sheet.installed, "current", pack_of),
    ):
        for one in readers:
            try:
                one()
            except DomainError:
                continue


def _csv(data: bytes) -> None:
    _lists(data, "a.csv")


def _sheet(data: bytes) -> None:
    _lists(with_part(_dated_book(), SHEET, data), "a.xlsx")


def _form(data: bytes) -> None:
    """A form of ours: the sheet of a form, that of a table, or the hidden record."""
    for book, part in _forms():
        try:
            scan(open_workbook(with_part(book, part, data), name="a.xlsx"), file="a.xlsx")
        except WorkbookRefused:
            continue


def _hidden(data: bytes) -> None:
    """The hidden record of a form, as text in its cells."""
    book = openpyxl.load_workbook(BytesIO(_forms()[0][0]))
    text = data.decode("utf-8", errors="replace")
    kept = "".join(letter for letter in text if letter.isprintable())
    book["_keng"]["B2"] = kept[:32_000]
    out = BytesIO()
    book.save(out)
    try:
        scan(open_workbook(out.getvalue(), name="a.xlsx"), file="a.xlsx")
    except WorkbookRefused:
        return


def _foreign(data: bytes) -> None:
    """A table of another office, by a way of reading and as a sample for a new one."""
    period = parse_period("2024-01")
    pack = pack_of("tests/programmes/sound")
    with (
        patch.object(tablereader.installed, "current", lambda: pack),
        patch.object(tablereader, "Names", _Names),
    ):
        try:
            tables = grids.open_file(with_part(_dated_book(), SHEET, data), name="a.xlsx")
        except WorkbookRefused:
            return
        for shape in tablemaps.Shape:
            way = a_monthly_way().model_copy(update={"shape": shape})
            applying.scan_tables(tables, tablereader.Applied(way, 1, period, "xa-a"))
        for grid in tables.grids:
            layouts.likely_heading(grid)


def _way(data: bytes) -> None:
    """A way of reading as it is stored or sent."""
    try:
        tablemaps.table_map(data.decode("utf-8", errors="replace"))
    except DomainError:
        return


def _papers(data: bytes) -> None:
    """A text as an old report, as a plan of the year and as a paper of the register."""
    try:
        source = read(data, name="a.txt")
    except FileRefused:
        return
    extract(source, pack_of())
    source_read(source, TODAY.year)
    read_paper(source)


@lru_cache(maxsize=1)
def _dated_book() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = TODAY  # style 1 is a date
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[bytes, str], ...]:
    with tempfile.TemporaryDirectory(prefix="fuzz-pack-") as folder:
        pack = small_pack(Path(folder))
    two = a_fetched(pack), a_fetched(pack, **SECOND)
    return (form_file(pack, *two), SHEET), (table_file(pack, *two), SHEET)


def _of_rows(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = BytesIO()
    book.save(out)
    return part_of(out.getvalue(), SHEET).replace(b't="n"', b't="n" s="1"', 1)


def _listed() -> Iterator[tuple[tuple[object, ...], ...]]:
    for heads, row in zip(HEADS, ROWS, strict=True):
        yield tuple(words[0] for words in heads), row


def _csvs() -> Iterator[bytes]:
    for rows in _listed():
        yield "\n".join(",".join(str(one) for one in row) for row in rows).encode()


def _sheets() -> Iterator[bytes]:
    for rows in _listed():
        yield _inline(_of_rows(*rows), rows)


def _inline(sheet: bytes, rows: tuple[tuple[object, ...], ...]) -> bytes:
    """The sheet with its words in its cells, not in the table of shared ones."""
    words = list(dict.fromkeys(one for row in rows for one in row if isinstance(one, str)))
    text = sheet.decode()
    for number, word in enumerate(words):
        text = text.replace(f't="s"><v>{number}</v>', f't="inlineStr"><is><t>{word}</t></is>')
    return text.encode()


def _form_sheets() -> Iterator[bytes]:
    for book, part in _forms():
        yield part_of(book, part)


def _records() -> Iterator[bytes]:
    book = openpyxl.load_workbook(BytesIO(_forms()[0][0]))
    yield str(book["_keng"]["B2"].value).encode()


def _tables() -> Iterator[bytes]:
    rows = (("STT", "Tên đơn vị", "Vụ việc", "Vụ cháy"), (1, "Xã Một", 9, "05"), (2, "Hai", 1, 0))
    yield _inline(_of_rows(*rows), rows)


def _ways() -> Iterator[bytes]:
    yield a_monthly_way().model_dump_json().encode()


def _texts() -> Iterator[bytes]:
    for paper in sorted((ROOT / "tests/prose/papers").glob("**/*.txt")):
        yield paper.read_bytes()[:4000]


LISTS: Final[Mapping[str, tuple[Target, Callable[[], Iterator[bytes]]]]] = {
    "csv": (_csv, _csvs),
    "lists": (_sheet, _sheets),
    "form": (_form, _form_sheets),
    "record": (_hidden, _records),
    "foreign": (_foreign, _tables),
    "way": (_way, _ways),
    "papers": (_papers, _texts),
}
