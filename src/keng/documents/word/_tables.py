"""Ruled tables: a heading row on every page, a row of totals, widths that fill the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from keng.documents.word._runs import Writing, paragraph, runs, style_of
from keng.documents.word._xml import Element, twips, w
from keng.documents.word.description import Align, BadDocument, Row, RowKind, Table

MOST_COLUMNS: Final = 12


def table(description: Table, writing: Writing, width_mm: float) -> list[Element]:
    """Return a table, under its caption if it has one, with a gap after it.

    Raises BadDocument for more than 12 columns (`split` them, or give them out as .xlsx) and for
    a row that has more cells than the table has columns.
    """
    columns = description.columns
    if len(columns) > MOST_COLUMNS:
        raise BadDocument(
            f"Bảng “{description.caption}” có {len(columns)} cột, quá {MOST_COLUMNS} cột để in "
            f"trên khổ A4; hãy tách bảng hoặc xuất ra .xlsx.",
            message_en=f"{len(columns)} columns do not fit A4; split the table or export .xlsx.",
        )
    widths = _widths([column.weight for column in columns], twips(width_mm))
    head = w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *_head(description, widths, writing))
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    rows = [_row(row, description, widths, writing) for row in description.rows]
    caption = [paragraph("BangTen", (description.caption,), writing)] if description.caption else []
    return [*caption, w("tbl", _properties(sum(widths)), grid, head, *rows), gap()]


def split(description: Table, *, kept: int, most: int = MOST_COLUMNS) -> list[Table]:
    """Cut a wide table into tables of at most `most` columns that each repeat the first `kept`.

    Every column is in exactly one of them, and every row is in all; GROUP rows go along whole.
    """
    if len(description.columns) <= most:
        return [description]
    step = most - kept
    starts = range(kept, len(description.columns), step)
    return [_columns_of(description, [*range(kept), *range(s, s + step)]) for s in starts]


def gap() -> Element:
    """Return the empty line after a table."""
    return w("p", style_of("Bang"))


def _columns_of(description: Table, wanted: Sequence[int]) -> Table:
    def cut(row: Row) -> Row:
        if row.kind is RowKind.GROUP:
            return row
        return replace(row, cells=tuple(row.cells[i] for i in wanted if i < len(row.cells)))

    columns = tuple(description.columns[i] for i in wanted if i < len(description.columns))
    return replace(description, columns=columns, rows=tuple(map(cut, description.rows)))


def _properties(width: int) -> Element:
    return w(
        "tblPr",
        w("tblStyle", val="TableGrid"),
        w("tblW", w=width, type="dxa"),
        w("jc", val="center"),
        w("tblLayout", type="fixed"),
    )


def _widths(weights: Sequence[int], total: int) -> list[int]:
    shares = [total * weight // sum(weights) for weight in weights]
    shares[-1] += total - sum(shares)
    return shares


def _head(description: Table, widths: Sequence[int], writing: Writing) -> Iterator[Element]:
    for column, width in zip(description.columns, widths, strict=True):
        yield _cell(width, paragraph("BangDau", (column.title,), writing))


def _row(row: Row, description: Table, widths: Sequence[int], writing: Writing) -> Element:
    if len(row.cells) > len(widths):
        raise BadDocument(
            f"Bảng “{description.caption}” có hàng {len(row.cells)} ô, nhiều hơn số cột.",
            message_en="A row has more cells than the table has columns.",
        )
    if row.kind is not RowKind.GROUP:
        missing = len(widths) - len(row.cells)
        row = replace(row, cells=(*row.cells, *[()] * missing))
    last = len(row.cells) - 1
    cells = [
        _content_cell(row, index, description, _span(widths, index, last), writing)
        for index in range(len(row.cells))
    ]
    return w("tr", w("trPr", w("cantSplit")), *cells)


def _span(widths: Sequence[int], index: int, last: int) -> Sequence[int]:
    return widths[index:] if index == last else widths[index : index + 1]


def _content_cell(
    row: Row, index: int, description: Table, spanned: Sequence[int], writing: Writing
) -> Element:
    align = description.columns[index].align
    if len(spanned) > 1:
        align = Align.LEFT
    style = "Bang" if row.kind is RowKind.ITEM else "BangDam"
    jc = () if align is Align.LEFT else (w("jc", val=align.value),)
    # The heading of a group goes to the next page with its first row, never alone at the foot.
    kept = (w("keepNext"),) if row.kind is RowKind.GROUP else ()
    content = runs(row.cells[index], writing)
    line = w("p", style_of(style, *kept, *jc), *content)
    return _cell(sum(spanned), line, len(spanned))


def _cell(width: int, line: Element, columns: int = 1) -> Element:
    span = w("gridSpan", val=columns) if columns > 1 else None
    properties = w("tcPr", w("tcW", w=width, type="dxa"), span, w("vAlign", val="center"))
    return w("tc", properties, line)
