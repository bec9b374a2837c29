"""Tables that extraction left as rows of cells: column totals, and sums that rows repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from keng.kernel.letters import folded
from keng.proofing.arithmetic.crosswise import Broken, Relation, broken_rows
from keng.proofing.arithmetic.nearness import nearly
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.rounding import shown
from keng.prose.numbers import value_of
from keng.prose.text import Span

# Begun at the first space only, or right behind the cell before: else a row of spaces is
# looked through from each of them.
_CELLS: Final = re.compile(r"(?<!\s)\s*[|\t]\s*|(?<=\s)\|\s*")
_NUMBER: Final = re.compile(r"\d{1,15}(?:[.,]\d{1,15}){0,4}")
_TOTAL: Final = re.compile(
    r"\s*(?:[ivx\d]{0,4}\s)?(?:tong cong|tong so|tong|cong|toan (?:huyen|xa|tinh|thanh pho))\b"
)
_MINUS: Final = "-−–"
_SECTION: Final = re.compile(r"(?:[IVX]{1,5}|[A-H])\.?")
_TWO_CELLS: Final = re.compile(r"[^|]{1,120}\| ?[\d.,]{1,18}(?: ?(?:%|đồng))?")
_LEAST_ROWS, _MOST_ROWS, _MOST_COLUMNS = 2, 500, 24


@dataclass(frozen=True)
class _Row:
    span: Span
    first: str
    numbers: tuple[Decimal | None, ...]
    percents: tuple[bool, ...]
    total: bool
    section: bool


def columns(manuscript: Manuscript) -> Iterator[Remark]:
    """Total rows whose columns the rows do not make, where another column shows that they "
    "should."""
    for rows in _tables(manuscript):
        totals = [row for row in rows if row.total]
        parts = [row for row in rows if not row.total]
        if len(totals) != 1 or len(parts) < _LEAST_ROWS or any(row.section for row in parts):
            continue
        yield from _columns_of(totals[0], parts)


def rows(manuscript: Manuscript) -> Iterator[Remark]:
    """A row that breaks a sum which the other rows of its table keep."""
    for table in _tables(manuscript):
        for found in broken_rows([row.numbers for row in table]):
            yield _row_remark(table[found.row], found)


def _tables(manuscript: Manuscript) -> Iterator[list[_Row]]:
    table: list[_Row] = []
    for span in manuscript.text.paragraphs:
        words = manuscript.text.said(span)
        cells = words.count("|") > 1 or "\t" in words or _TWO_CELLS.fullmatch(words)
        row = _row(words, span) if cells else None
        if row is not None and table and len(row.numbers) == len(table[0].numbers) - 1:
            row = _with_a_blank(words, span) or row
        if row is None or (table and len(row.numbers) != len(table[0].numbers)):
            if len(table) > _LEAST_ROWS:
                yield table[:_MOST_ROWS]
            table = []
        if row is not None and any(number is not None for number in row.numbers):
            table.append(row)
    if len(table) > _LEAST_ROWS:
        yield table[:_MOST_ROWS]


def _with_a_blank(words: str, span: Span) -> _Row | None:
    """A total row whose first cell is blank: its line begins with the mark between cells."""
    return _row(f"-{words.lstrip()}", span) if words.lstrip()[:1] in "|\t" else None


def _row(words: str, span: Span) -> _Row:
    cells = _CELLS.split(words.strip("| \t"))[:_MOST_COLUMNS]
    label = " ".join(cell for cell in cells[:2] if not _NUMBER.fullmatch(cell)).lstrip("- ")
    numbers = tuple(_value(cell) for cell in cells)
    return _Row(
        span,
        cells[0],
        numbers,
        tuple("%" in cell for cell in cells),
        bool(_TOTAL.match(folded(label))),
        bool(_SECTION.fullmatch(cells[0])),
    )


def _value(cell: str) -> Decimal | None:
    bare = cell.replace("%", "").strip()
    sign = -1 if bare[:1] in _MINUS else 1
    bare = bare.lstrip(f"+{_MINUS}") if bare[1:2].isdigit() else bare
    value = value_of(bare) if _NUMBER.fullmatch(bare) else None
    return None if value is None else sign * value


def _columns_of(total: _Row, parts: Sequence[_Row]) -> Iterator[Remark]:
    right: list[int] = []
    wrong: list[tuple[int, Decimal]] = []
    for column, stated in enumerate(total.numbers):
        values = [row.numbers[column] for row in parts]
        known = [value for value in values if value is not None]
        if stated is None or len(known) < len(values) or total.percents[column]:
            continue
        made = sum(known, Decimal(0))
        if made == stated:
            right.append(column)
        else:
            wrong.append((column, made))
    # Without a column that adds up the last row may be something else than the sum.
    alone = not right and len(wrong) == 1 and _is_near(total, *wrong[0])
    if alone or (right and len(wrong) <= len(right)):
        for column, made in wrong:
            yield _column_remark(total, column, made)


def _is_near(total: _Row, column: int, made: Decimal) -> bool:
    return nearly(made, total.numbers[column] or Decimal(0))


def _column_remark(total: _Row, column: int, made: Decimal) -> Remark:
    stated = total.numbers[column] or Decimal(0)
    return Remark(
        "K105",
        total.span,
        f"Cột {column + 1}: dòng tổng ghi {shown(stated)}, các dòng cộng lại là {shown(made)}.",
        f"Column {column + 1}: the total says {shown(stated)}, the rows make {shown(made)}.",
        (stated, made),
        expected=shown(made),
    )


def _row_remark(row: _Row, found: Broken) -> Remark:
    relation = found.relation
    vi, en = (
        sign.join(shown(cell) for cell in found.cells[1:]) for sign in (relation.vi, relation.en)
    )
    stated, column = shown(found.cells[0]), relation.target + 1
    return Remark(
        "K106",
        row.span,
        f"Các dòng khác có cột {column} bằng {_named(relation, relation.vi, 'cột')}; ở đây "
        f"{stated} khác {vi} = {found.made}.",
        f"In the other rows column {column} is {_named(relation, relation.en, 'column')}; here "
        f"{stated} is not {en} = {found.made}.",
        found.cells,
        expected=found.made,
    )


def _named(relation: Relation, sign: str, word: str) -> str:
    return sign.join(f"{word} {column + 1}" for column in relation.sources)


RULES: Final = (
    Rule(
        "K105",
        Severity.WARNING,
        "Dòng tổng của bảng không khớp",
        "Total row that its column does not make",
        "Các cột khác của bảng cộng lại đúng bằng dòng tổng; riêng cột này thì không.",
        "Other columns of the table add up to the total row; this one does not.",
        "Thôn | Số hộ | Số đội\nĐông | 120 | 2\nTây | 90 | 1\nTổng cộng | 220 | 3",
        "Thôn | Số hộ | Số đội\nĐông | 120 | 2\nTây | 90 | 1\nTổng cộng | 210 | 3",
        columns,
    ),
    Rule(
        "K106",
        Severity.WARNING,
        "Một dòng của bảng không theo phép cộng của các dòng khác",
        "Row that breaks the sum of the others",
        "Ở các dòng khác, một cột bằng tổng các cột đứng sau; riêng dòng này thì không.",
        "In the other rows one column is the sum of those behind it.",
        "Xã | Nhận | Đã giải quyết | Đang giải quyết\nMột | 30 | 20 | 10\nHai | 45 | 40 | 5\n"
        "Ba | 18 | 12 | 5",
        "Xã | Nhận | Đã giải quyết | Đang giải quyết\nMột | 30 | 20 | 10\nHai | 45 | 40 | 5\n"
        "Ba | 18 | 12 | 6",
        rows,
    ),
)
