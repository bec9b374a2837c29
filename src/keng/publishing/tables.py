"""The consolidated table as a file to take along: a workbook, or comma-separated values.

Both hold what the table on the screen holds for the same reader: a figure that is held back is
"<5" there and here. Who is missing stands under the table, so that no number travels without its
coverage.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from keng.consolidation.shapes import Consolidated, Row
from keng.documents.workbooks import Column, table_workbook
from keng.kernel.figures import CellKey
from keng.packs.installed import current
from keng.packs.schema import Pack
from keng.publishing.facts import exact_text, unit_of
from keng.publishing.pivots import harmless

CSV_COLUMNS: Final = (
    *("indicator", "by", "label", "unit", "value", "status", "previous", "change"),
    *("change_pct", "accepted", "expected", "note"),
)
AS_REPORTED: Final = "Như khi báo cáo"


def consolidated_xlsx(
    found: Consolidated,
    told: Sequence[str] = (),
    reported: Mapping[CellKey, Row] | None = None,
) -> bytes:
    """The table as .xlsx, in Vietnamese, with the missing units under it; `told` stands there too.

    `told` is what the caller knows of the reading: the moment and the map. `reported` are the rows
    as they were reported, on the map of their time: a column of their own at the end.
    """
    pack = current()
    columns = (
        Column("STT", 6),
        Column("Nội dung", 48),
        Column("ĐVT", 10),
        *(Column(name, 12) for name in ("Kỳ này", "Cùng kỳ", "Tăng/giảm", "%")),
        Column("Số đơn vị", 12),
        Column("Trạng thái", 12),
        Column("Ghi chú", 40),
        *([] if reported is None else [Column(AS_REPORTED, 14)]),
    )
    rows = [
        (
            number,
            pack.cell_label(row.key, "vi"),
            unit_of(pack, row.key),
            row.shown or row.exact(row.value),
            row.previous_shown or row.exact(row.previous),
            _change(row),
            _percent(row),
            f"{row.accepted}/{row.expected}",
            "" if row.status is None else row.status.value,
            "; ".join(filter(None, (row.note, row.not_comparable))),
            *([] if reported is None else [_reported(row, reported)]),
        )
        for number, row in enumerate(found.rows, start=1)
    ]
    title = f"Tổng hợp {found.unit}, {found.period.label('vi')}"
    return table_workbook(title, columns, rows, [*told, *_notes(found)])


def consolidated_csv(
    found: Consolidated,
    told: Sequence[str] = (),
    reported: Mapping[CellKey, Row] | None = None,
) -> bytes:
    """The rows as UTF-8 CSV with a byte order mark, values exact, one line for each cell.

    With `told`, this and who is missing follow below, each line beginning with "#". With
    `reported`, a last column holds each figure as it was reported.
    """
    pack = current()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*CSV_COLUMNS, *([] if reported is None else ["as_reported"])])
    for row in found.rows:
        last = [] if reported is None else [_text(_reported(row, reported))]
        writer.writerow([*_csv_line(row, pack), *last])
    for note in [*told, *_notes(found)] if told else ():
        writer.writerow([f"# {note}"])
    return text.getvalue().encode("utf-8-sig")


def _csv_line(row: Row, pack: Pack) -> list[str]:
    note = "; ".join(filter(None, (row.note, row.not_comparable)))
    cells = (
        row.key.indicator,
        row.key.by,
        pack.cell_label(row.key, "vi"),
        unit_of(pack, row.key),
        row.shown or exact_text(row.exact(row.value)),
        "" if row.status is None else row.status.value,
        row.previous_shown or exact_text(row.exact(row.previous)),
        exact_text(_change(row)),
        exact_text(_percent(row)),
        str(row.accepted),
        str(row.expected),
        note,
    )
    return [harmless(one) for one in cells]


def _reported(row: Row, reported: Mapping[CellKey, Row]) -> Decimal | str | None:
    was = reported.get(row.key)
    return None if was is None else was.shown or was.exact(was.value)


def _text(value: Decimal | str | None) -> str:
    return value if isinstance(value, str) else exact_text(value)


def _change(row: Row) -> Decimal | None:
    return None if row.shown or row.previous_shown else row.exact(row.change)


def _percent(row: Row) -> Decimal | None:
    return None if row.shown or row.previous_shown else row.change_pct


def _notes(found: Consolidated) -> list[str]:
    notes = [f"Chưa có: {one.unit} ({one.state})." for one in found.missing]
    if found.is_draft:
        notes.insert(0, "DỰ THẢO: có số liệu chưa được tiếp nhận.")
    return [*notes, *found.findings]
