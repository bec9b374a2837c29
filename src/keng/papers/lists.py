"""A list of papers in a workbook: read row by row, each problem told by its cell. No database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from keng.documents.workbooks import (
    Cell,
    CellKind,
    Column,
    Limits,
    open_workbook,
    reference,
    table_workbook,
)
from keng.kernel.errors import BadInput
from keng.kernel.vietnamese import searchable
from keng.papers.kinds import kind_named
from keng.papers.quoting import is_quotable
from keng.papers.reading import Head
from keng.papers.vocabulary import Direction

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "direction": ("Đi/đến", "Sổ", "Văn bản đi hay đến"),
    "kind": ("Loại văn bản", "Loại", "Tên loại"),
    "line": ("Số, ký hiệu", "Số ký hiệu", "Số/ký hiệu", "Số và ký hiệu"),
    "number": ("Số",),
    "symbol": ("Ký hiệu",),
    "issued_on": ("Ngày ban hành", "Ngày văn bản", "Ngày, tháng văn bản", "Ngày tháng", "Ngày ký"),
    "issuer": ("Cơ quan ban hành", "Tác giả", "Nơi ban hành", "Cơ quan"),
    "title": ("Trích yếu", "Trích yếu nội dung", "Tên loại và trích yếu nội dung", "Nội dung"),
    "arrived_on": ("Ngày đến",),
}
LIMITS: Final = Limits(rows=30_000)
_HEAD_WITHIN: Final = 20
_DAY: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_LINE: Final = re.compile(r"(\d{1,5}[a-z]?(?:/(?:19|20)\d{2})?)\s*[/\-–]\s*(\S.*)")
_EPOCH: Final = date(1899, 12, 30)  # day 0 of a spreadsheet
_LONGEST: Final = {"line": 120, "number": 40, "symbol": 80, "issuer": 300, "title": 1000}
_DIRECTIONS: Final = {
    "di": Direction.SENT,
    "van ban di": Direction.SENT,
    "den": Direction.RECEIVED,
    "van ban den": Direction.RECEIVED,
}

Row = dict[str, Cell]


@dataclass(frozen=True)
class ListProblem:
    """One cell that cannot be taken as it stands, and what to do."""

    sheet: str
    cell: str
    code: str
    message: str
    message_en: str


@dataclass(frozen=True)
class ListedPaper:
    """One row that can be taken, and its cells by column."""

    sheet: str
    row: int
    direction: Direction
    head: Head
    arrived_on: date | None
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PaperRows:
    """What a list says: the rows that can be taken, every problem, and how many rows it has."""

    rows: tuple[ListedPaper, ...]
    problems: tuple[ListProblem, ...]
    total: int


class _Wrong(Exception):
    """What is wrong with one cell of a row."""

    def __init__(self, column: str, code: str, message: str, message_en: str) -> None:
        super().__init__(message)
        self.column, self.code = column, code
        self.message, self.message_en = message, message_en


def read_list(content: bytes, name: str, direction: Direction, *, today: date) -> PaperRows:
    """The papers that the sheets of an .xlsx list; rows without a word are passed over.

    `direction` holds for lists without a column of their own for it. Raises BadInput where no sheet
    has the headings, WorkbookRefused for a file that is no workbook or bears a mark of secrecy.
    """
    book = open_workbook(content, name=name, limits=LIMITS)
    rows: list[ListedPaper] = []
    problems: list[ListProblem] = []
    total, has_headings = 0, False
    for sheet in book.sheets:
        lines = [list(row) for row in sheet.rows]
        heads = (_columns(line) for line in lines[:_HEAD_WITHIN])
        top, columns = next(((n, found) for n, found in enumerate(heads) if found), (-1, {}))
        if not columns:
            continue
        has_headings = True
        for line in lines[top + 1 :]:
            found = _by_column(line, columns)
            if not found:
                continue
            total += 1
            one = _row(sheet.name, found, columns, direction, today, problems)
            if one is not None:
                rows.append(one)
    if not has_headings:
        raise BadInput(
            f"{name}: không thấy dòng tiêu đề có cột “Trích yếu” và “Số, ký hiệu” (hoặc “Số”); "
            "hãy tải danh sách mẫu rồi điền.",
            message_en=f"{name}: no row has the headings; download the empty list and fill it in.",
        )
    return PaperRows(tuple(rows), tuple(problems), total)


def empty_list() -> bytes:
    """A workbook with the headings and nothing else."""
    wide = {"title": 60, "issuer": 36, "line": 22, "kind": 18}
    names = [name for name in HEADINGS if name not in ("number", "symbol")]
    columns = [Column(HEADINGS[name][0], width=wide.get(name, 14)) for name in names]
    return table_workbook("Danh sách văn bản", columns, [])


def _columns(row: Iterable[Cell]) -> dict[str, int]:
    """Where each column stands, if the row holds the headings that are needed; else nothing."""
    said = {searchable(cell.text): cell.column for cell in row if cell.kind is CellKind.TEXT}
    found: dict[str, int] = {}
    for name, words in HEADINGS.items():
        for word in words:
            if searchable(word) in said:
                found.setdefault(name, said[searchable(word)])
    is_list = "title" in found and ("line" in found or "number" in found)
    return found if is_list else {}


def _by_column(row: Iterable[Cell], columns: Mapping[str, int]) -> Row:
    by_place = {cell.column: cell for cell in row if cell.text.strip()}
    return {name: by_place[place] for name, place in columns.items() if place in by_place}


def _row(
    sheet: str,
    row: Row,
    columns: Mapping[str, int],
    direction: Direction,
    today: date,
    problems: list[ListProblem],
) -> ListedPaper | None:
    n = next(iter(row.values())).row
    cells = {name: reference(n, place) for name, place in columns.items()}
    try:
        return ListedPaper(
            sheet=sheet,
            row=n,
            direction=_direction(row, direction),
            head=_head(row, today),
            arrived_on=_day(row, "arrived_on", today),
            cells=cells,
        )
    except _Wrong as wrong:
        cell = cells.get(wrong.column) or cells["title"]
        problems.append(ListProblem(sheet, cell, wrong.code, wrong.message, wrong.message_en))
        return None


def _head(row: Row, today: date) -> Head:
    number, symbol = _numbered(row)
    title = _text(row, "title")
    if not title:
        raise _Wrong(
            "title", "no_title", "Thiếu trích yếu; hãy điền.", "The title is missing; fill it in."
        )
    issuer = _text(row, "issuer")
    for column, words in (("title", title), ("issuer", issuer)):
        if not is_quotable(words):
            raise _Wrong(
                column,
                "unquotable",
                "Ô nêu số liệu hoặc thông tin về con người mà Keng không ghi; hãy viết lại.",
                "The cell tells of persons in a way that Keng does not keep; write it again.",
            )
    return Head(
        kind=_kind(row, symbol),
        number=number,
        symbol=symbol,
        issued_on=_day(row, "issued_on", today),
        issuer=issuer,
        title=title,
    )


def _numbered(row: Row) -> tuple[str, str]:
    line = _text(row, "line")
    if not line:
        number = _text(row, "number")
        if number and not re.fullmatch(r"\d{1,5}[a-z]?(?:/(?:19|20)\d{2})?", number):
            raise _Wrong(
                "number",
                "bad_number",
                f"“{number}” không phải số văn bản; ghi như 05 hoặc 124/2021.",
                f"{number!r} is not the number of a paper; write 05 or 124/2021.",
            )
        return number, _text(row, "symbol")
    found = _LINE.fullmatch(line)
    if found is None:
        raise _Wrong(
            "line",
            "bad_number",
            f"“{line}” không phải số, ký hiệu; ghi như 05/KH-UBND hoặc 124/2021/TT-BCA.",
            f"{line!r} is not number and symbol; write 05/KH-UBND or 124/2021/TT-BCA.",
        )
    return found[1], found[2].strip()


def _kind(row: Row, symbol: str) -> str:
    said = _text(row, "kind")
    if not said:
        return kind_named(re.split(r"[-/]", symbol, maxsplit=1)[0]) or ""
    found = kind_named(said)
    if found is None:
        raise _Wrong(
            "kind",
            "unknown_kind",
            f"Không có loại văn bản “{said}”; ghi tên loại như Kế hoạch, Báo cáo, Công văn.",
            f"There is no kind of paper {said!r}; write its name, such as Kế hoạch.",
        )
    return found


def _direction(row: Row, otherwise: Direction) -> Direction:
    said = _text(row, "direction")
    if not said:
        return otherwise
    found = _DIRECTIONS.get(searchable(said))
    if found is None:
        raise _Wrong(
            "direction",
            "unknown_direction",
            f"“{said}” không rõ đi hay đến; ghi “đi” hoặc “đến”.",
            f"{said!r} is neither sent nor received; write “đi” or “đến”.",
        )
    return found


def _day(row: Row, column: str, today: date) -> date | None:
    cell = row.get(column)
    if cell is None:
        return None
    found = _day_of(cell)
    if found is None or not date(1945, 9, 2) <= found <= today:
        why = "không phải ngày có thật" if found is None else "chưa đến hoặc quá xa về trước"
        raise _Wrong(
            column,
            "bad_day",
            f"“{cell.text.strip()}” {why}; ghi ngày/tháng/năm, ví dụ 02/3/2025.",
            f"{cell.text.strip()!r} is no possible day; write day/month/year such as 02/3/2025.",
        )
    return found


def _day_of(cell: Cell) -> date | None:
    text = cell.text.strip()
    if cell.kind is CellKind.DATE:
        whole = text.partition(".")[0]
        if whole.isdecimal() and len(whole) < 7 and int(whole) < 100_000:
            return _EPOCH + timedelta(days=int(whole))
        text = text[:10]
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _text(row: Row, column: str) -> str:
    cell = row.get(column)
    if cell is None:
        return ""
    if cell.kind not in (CellKind.TEXT, CellKind.NUMBER):
        raise _Wrong(
            column,
            "not_typed",
            f"Ô chứa công thức, ngày hoặc lỗi ({cell.text[:40]}); hãy gõ chữ vào ô.",
            "The cell holds a formula, a date or an error; type the text.",
        )
    said = " ".join(cell.text.split())
    if len(said) > _LONGEST.get(column, 200):
        raise _Wrong(
            column,
            "too_long",
            f"Ô dài {len(said)} chữ, tối đa {_LONGEST.get(column, 200)}; hãy rút gọn.",
            f"The cell has {len(said)} letters, more than {_LONGEST.get(column, 200)}; shorten it.",
        )
    return said
