"""The figures that stand, as a table for people: whose, of which period, which indicator."""

from __future__ import annotations

from datetime import date
from typing import Final

from keng.documents.workbooks import Column, table_workbook
from keng.documents.workbooks.tables import CellValue
from keng.kernel.figures import to_decimal
from keng.orgunits.queries import unit_view
from keng.packs.installed import version_of
from keng.reporting.models import Figure
from keng.takeaway.choosing import Chosen

MOST_ROWS: Final = 200_000
"""More than a spreadsheet opens with comfort; the sheet then says so, and the CSV holds all."""

_HEADS: Final = (
    Column("Đơn vị", 40),
    Column("Biểu", 16),
    Column("Từ ngày", 12),
    Column("Đến ngày", 12),
    Column("Chỉ tiêu", 48),
    Column("Chia theo", 16),
    Column("Giá trị", 16),
    Column("Đơn vị tính", 14),
    Column("Mức chắc chắn", 14),
    Column("Ghi chú", 30),
)


def figures_xlsx(chosen: Chosen, *, on: date) -> bytes:
    """One row for each figure, exact, in the decimals of its indicator; empty is not known.

    Units carry the names of the last day of the period, or of the day `on` where they had none.
    """
    figures = Figure.objects.select_related("submission").order_by("pk")
    ids = chosen.ids[Figure._meta.db_table]
    names: dict[tuple[int, date], str] = {}
    rows: list[list[CellValue]] = []
    total = 0
    for figure in figures.iterator(chunk_size=2000):
        if ids is not None and figure.pk not in ids:
            continue
        total += 1
        if total <= MOST_ROWS:
            rows.append(_row(figure, names, on))
    notes = ["Ô trống là chưa biết, không phải 0."]
    if total > MOST_ROWS:
        notes.append(f"Có {total} số; bảng này chỉ hiện {MOST_ROWS} số đầu, tệp CSV có đủ.")
    return table_workbook("Số liệu", _HEADS, rows, notes)


def _row(figure: Figure, names: dict[tuple[int, date], str], on: date) -> list[CellValue]:
    submission = figure.submission
    place = (submission.unit_id, submission.last)
    if place not in names:
        view = unit_view(submission.unit_id, on=submission.last)
        names[place] = view.full_name or unit_view(submission.unit_id, on=on).full_name
    told = version_of(submission.pack_version_id).indicators.get(figure.indicator)
    value = figure.value
    return [
        names[place],
        submission.form,
        submission.first.isoformat(),
        submission.last.isoformat(),
        told.label.vi if told else figure.indicator,
        figure.by,
        value if value is None or told is None else to_decimal(value, told.digits),
        told.unit if told else "",
        figure.status,
        figure.note,
    ]
