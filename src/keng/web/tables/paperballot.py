"""A marking sheet as a workbook for who marks on paper, and the filled one read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from keng.criteria.actions import MarkInput
from keng.documents.workbooks import Cell, Column, Sheet, open_workbook, table_workbook
from keng.kernel.vietnamese import fold
from keng.web.tables.marking import MarkRow
from keng.web.tables.sheetcells import Wrong, head_row, points_in, rows_below

_SIGNS: Final = {"met": "Đ", "not_met": "K", "not_applicable": "KAD"}
_READ: Final = {
    "d": "met",
    "dat": "met",
    "k": "not_met",
    "chua dat": "not_met",
    "khong dat": "not_met",
    "kad": "not_applicable",
    "khong ap dung": "not_applicable",
}
_MARK: Final = re.compile(r"Mã phiếu: H(\d+)-T(\d+)-L(\d+)")
_CODE, _TITLE, _CLAIM, _VERDICT, _POINTS, _REMARK = range(1, 7)
_HEAD: Final = "Kết quả (Đ, K, KAD)"


@dataclass(frozen=True)
class Ballot:
    """Whose sheet it is: of which dossier, which member, which turn of marking."""

    assessment_id: int
    member_id: int
    turn: int

    def __str__(self) -> str:
        return f"Mã phiếu: H{self.assessment_id}-T{self.member_id}-L{self.turn}"


@dataclass(frozen=True)
class Filled:
    """What a filled sheet says: marks by criterion, and every cell that is wrong."""

    marks: dict[str, MarkInput]
    wrong: tuple[Wrong, ...]
    blank: tuple[str, ...]


def ballot_xlsx(unit: str, post: str, rows: Sequence[MarkRow], ballot: Ballot) -> bytes:
    """The sheet with what the unit claims; what the member has marked already stands in it."""
    columns = [
        Column("Mã", 10),
        Column("Tiêu chí", 60),
        Column("Đơn vị tự chấm", 22),
        Column(_HEAD, 14),
        Column("Điểm", 8, digits=2),
        Column("Nhận xét", 40),
    ]
    values = [
        (
            row.code,
            row.title,
            row.claim,
            _SIGNS.get(row.verdict),
            Decimal(row.points) if row.points else None,
            row.remark or None,
        )
        for row in rows
    ]
    notes = [
        "Đ: đạt; K: chưa đạt; KAD: không áp dụng. Không sửa cột Mã và dòng Mã phiếu.",
        "Không ghi nhận xét ở tiêu chí chỉ có một ô. Không ghi họ tên, thông tin cá nhân.",
        str(ballot),
    ]
    return table_workbook(f"Phiếu chấm: {unit}. {post}", columns, values, notes)


def filled_ballot(content: bytes, name: str, rows: Sequence[MarkRow], ballot: Ballot) -> Filled:
    """What the filled sheet says; nothing is saved. Raises WorkbookRefused for no workbook."""
    sheet = open_workbook(content, name=name).sheets[0]
    wrong = list(_other_ballot(sheet, ballot))
    top = head_row(sheet, _HEAD)
    if top is None:
        told = _("không thấy hàng đầu có “%(head)s”; hãy dùng tệp tải từ trang này") % {
            "head": _HEAD
        }
        wrong.append(Wrong("A1", told))
    if wrong or top is None:
        return Filled({}, tuple(wrong), ())
    by_code = {row.code: row for row in rows}
    marks: dict[str, MarkInput] = {}
    for cells in rows_below(sheet, top):
        code = cells[_CODE].text.strip() if _CODE in cells else ""
        if code in by_code:
            said = _said(cells, by_code[code], wrong)
            if said is not None:
                marks[code] = said
        elif _VERDICT in cells:
            wrong.append(Wrong(cells[_VERDICT].ref, _("hàng này không có mã tiêu chí của bộ")))
    blank = tuple(code for code in by_code if code not in marks)
    return Filled(marks, tuple(wrong), blank)


def _said(cells: dict[int, Cell], row: MarkRow, wrong: list[Wrong]) -> MarkInput | None:
    given = cells.get(_VERDICT)
    remark, points = cells.get(_REMARK), cells.get(_POINTS)
    if given is None or not given.text.strip():
        told = _("có ghi nhưng chưa có kết quả Đ, K hoặc KAD")
        alone = (one for one in (remark, points) if one is not None and one.text.strip())
        wrong.extend(Wrong(one.ref, told) for one in alone)
        return None
    verdict = _READ.get(fold(given.text).strip().casefold())
    if verdict is None:
        told = _("“%(text)s” không hiểu; hãy ghi Đ, K hoặc KAD") % {"text": given.text[:40]}
        wrong.append(Wrong(given.ref, told))
        return None
    if remark is not None and remark.text.strip() and row.is_one_box:
        wrong.append(Wrong(remark.ref, _("tiêu chí này chỉ có một ô, không ghi nhận xét")))
    number = _number(points, row, wrong)
    return MarkInput(verdict, number, remark.text.strip() if remark is not None else "")


def _number(cell: Cell | None, row: MarkRow, wrong: list[Wrong]) -> Decimal | None:
    most = Decimal(row.most_points) if row.most_points else None
    found, told = points_in(cell, takes=row.has_points, most=most)
    if told and cell is not None:
        wrong.append(Wrong(cell.ref, told))
    return found


def _other_ballot(sheet: Sheet, ballot: Ballot) -> Iterator[Wrong]:
    for cell in (cell for row in sheet.rows for cell in row):
        if _MARK.fullmatch(cell.text.strip()):
            if cell.text.strip() != str(ballot):
                yield Wrong(
                    cell.ref,
                    _("phiếu của hồ sơ, thành viên hoặc lượt chấm khác; hãy tải phiếu mới"),
                )
            return
    yield Wrong("A1", _("không thấy dòng “Mã phiếu”; hãy dùng tệp tải từ trang này"))
