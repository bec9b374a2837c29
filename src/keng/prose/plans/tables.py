"""The tables of a plan: the annex (STT, nhiệm vụ, chủ trì, phối hợp, thời hạn ...), the targets.

A table is known by the words of its head. Rows that only head others give them their quarter or
their body; a row without a lead stays without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from keng.kernel.letters import folded
from keng.prose.counted import Sort
from keng.prose.numbers import amounts_of
from keng.prose.plans.bodies import heading_body, listed
from keng.prose.plans.dues import due_of_cell, quarter_named
from keng.prose.plans.found import Target, Task
from keng.prose.plans.wording import said
from keng.prose.text import Span, Text


class Cell(NamedTuple):
    """One cell of a table: row and column from 1, its text, and the line that holds it."""

    row: int
    column: int
    text: str
    line: int


_COLUMNS: Final = (
    ("number", r"s?tt|so tt|so thu tu"),
    ("helpers", r".*\bphoi hop\b.*"),
    (
        "lead",
        (
            r".*\bchu tri\b.*|(?:co quan|don vi|bo phan|nguoi|dia phuong"
            r"|luc luong)[a-z ,/-]*(?:thuc hien|phu trach|trach nhiem)|phan cong(?: thuc hien)?"
        ),
    ),
    (
        "due",
        (
            r"thoi (?:han|gian|diem).*|tien do.*|han (?:hoan thanh|xong)|.*hoan thanh.*|thoi gian.*"
            r"|quy|thang"
        ),
    ),
    ("product", r"(?:du kien )?(?:san pham|ket qua|dau ra|hinh thuc|minh chung).*"),
    ("unit", r"don vi(?: tinh)?|dvt"),
    (
        "value",
        (
            r"(?:chi tieu |muc |so luong |ke hoach )(?:phan dau|giao|nam \d{4}|dat|tieu)?.*"
            r"|so luong|muc phan dau|ke hoach|muc tieu(?: nam \d{4})?|nam \d{4}"
        ),
    ),
    (
        "title",
        (
            r"(?:ten |cac )?(?:nhiem vu|noi dung|cong viec|dau viec|hoat dong|viec|chi tieu"
            r"|muc tieu).*"
        ),
    ),
)
_HEAD_ROWS: Final = 3
_NO_NUMBER: Final = re.compile(r"[ivx]{1,5}$|[a-h]$", re.IGNORECASE)
# Begun at the first space only, or right behind the cell before: else a row of spaces is
# looked through from each of them.
_PARTED: Final = re.compile(r"(?<!\s)\s*[|\t]\s*|(?<=\s)\|\s*")


@dataclass(frozen=True)
class TableRead:
    """What the tables of a plan hold, and the lines that they take up."""

    tasks: list[Task] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)


def tables_of(
    tables: Sequence[Sequence[Cell]], lines: Sequence[str], year: int | None
) -> TableRead:
    """Tasks and targets of the tables; a text file has its tables as lines parted by | or tabs."""
    found = TableRead()
    for cells in tables or list(_drawn(lines)):
        _read(cells, year, found)
    return found


def _drawn(lines: Sequence[str]) -> Iterator[list[Cell]]:
    """Tables drawn with | or tabs in a plain text."""
    cells: list[Cell] = []
    row = 0
    for number, line in enumerate([*lines, ""], 1):
        parts = _PARTED.split(line.strip().strip("|").strip())
        if len(parts) >= 3:
            row += 1
            if not all(set(part) <= set("-:= ") for part in parts):
                cells += [Cell(row, column, part, number) for column, part in enumerate(parts, 1)]
        elif cells:
            yield cells
            cells, row = [], 0


def _read(cells: Sequence[Cell], year: int | None, found: TableRead) -> None:
    rows: dict[int, dict[int, Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    head = _head(rows)
    if head is None:
        return
    last, columns = head
    for cell in cells:
        found.lines.update(range(cell.line, cell.line + cell.text.count("\n") + 1))
    below = [_row(rows[number], columns) for number in sorted(rows) if number > last]
    filled = [row for row in below if row.texts["title"]]
    if "lead" in columns or "due" in columns:
        found.tasks.extend(_tasks(filled, year))
    else:
        for row in filled:
            found.targets.extend(_target(row))


class _Row(NamedTuple):
    """The texts of a row by what their columns hold, and the line of its title."""

    texts: dict[str, str]
    line: int


def _row(cells: Mapping[int, Cell], columns: Mapping[str, int]) -> _Row:
    texts = {name: _plain(cells.get(column)) for name, column in columns.items()}
    title = cells.get(columns["title"])
    if _is_numbers_of_columns(cells):
        texts["title"] = ""
    elif not texts["title"]:
        texts["title"], title = _only_cell(cells)
    return _Row(texts, title.line if title else 1)


def _tasks(rows: Sequence[_Row], year: int | None) -> Iterator[Task]:
    quarter: int | None = None
    body: str | None = None
    for row in rows:
        if _heads(row.texts):
            quarter = quarter_named(folded(row.texts["title"])) or quarter
            body = heading_body(row.texts["title"]) or body
        else:
            yield _task(row, year, quarter, body)


def _head(rows: Mapping[int, Mapping[int, Cell]]) -> tuple[int, dict[str, int]] | None:
    """The last row of the head and the column of each thing, or None for another kind of table."""
    columns: dict[str, int] = {}
    last = 0
    for number in sorted(rows)[:_HEAD_ROWS]:
        told = {cell.column: _column(cell.text) for cell in rows[number].values()}
        if sum(name is not None for name in told.values()) < 2:
            continue
        for column, name in told.items():
            if name is not None:
                columns.setdefault(name, column)
        last = number
    plan = "title" in columns and ({"lead", "due", "value"} & set(columns))
    return (last, columns) if plan else None


def _column(words: str) -> str | None:
    plain = " ".join(folded(words).split())
    for name, pattern in _COLUMNS:
        if re.fullmatch(pattern, plain):
            return name
    return None


def _plain(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell else ""


def _only_cell(row: Mapping[int, Cell]) -> tuple[str, Cell | None]:
    """A merged row that heads others holds its words wherever the file put them."""
    filled = [cell for cell in row.values() if re.search(r"[^\W\d_]{2}", cell.text)]
    return (_plain(filled[0]), filled[0]) if len(filled) == 1 else ("", None)


def _is_numbers_of_columns(row: Mapping[int, Cell]) -> bool:
    """The row (1), (2), (3) below a head."""
    return all(re.fullmatch(r"\(?\d{0,2}\)?", cell.text.strip()) for cell in row.values())


def _heads(texts: Mapping[str, str]) -> bool:
    """Whether a row only heads others: a roman number, or nothing but a title without a number."""
    rest = [texts.get(name, "") for name in ("lead", "helpers", "due", "product")]
    if any(rest):
        return False
    number = texts.get("number", "")
    return not number or bool(_NO_NUMBER.match(number.strip(" .)")))


def _task(row: _Row, year: int | None, quarter: int | None, body: str | None) -> Task:
    texts, line = row
    text = Text.of([texts["title"]])
    words = said(text, Span(0, len(text.body)))
    due = due_of_cell(texts.get("due", ""), year)
    if quarter and not due.quarter:
        due = replace(due, quarter=quarter)
    leads = listed(texts.get("lead", ""))
    helpers = (*leads[1:], *listed(texts.get("helpers", "")))
    return Task(
        line,
        line,
        words.title,
        words.text,
        leads[0] if leads else body,
        helpers,
        due,
        product=texts.get("product") or None,
        cut=words.cut,
    )


def _target(row: _Row) -> Iterator[Target]:
    texts, line = row
    # A number alone on a line would be taken for that of a page.
    text = Text.of([f"đạt {texts['value']}"]) if texts.get("value") else None
    amounts = amounts_of(text) if text else ()
    if not amounts:
        return
    amount = amounts[-1]
    share = amount.unit.sort is Sort.PERCENT or texts.get("unit", "") == "%"
    unit = "%" if share else texts.get("unit") or amount.unit.name or None
    title = Text.of([texts["title"]])
    words = said(title, Span(0, len(title.body)))
    yield Target(line, line, words.text, amount.value, unit)
