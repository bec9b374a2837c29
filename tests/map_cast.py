"""A table of huyện Bắc as its office draws it, and how it is read, for the tests of the screens."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import openpyxl

from keng.intake.foreign import Anchor, MapLine, Shape, TableMap
from keng.web.frame import uploads
from web_cast import NOW, Office

TABLE: tuple[Sequence[object], ...] = (
    ("BẢNG TỔNG HỢP THÁNG",),
    ("STT", "Tên đơn vị", "Vụ việc", "Vụ việc đã xử lý", "Vụ cháy", "Ghi chú"),
    (1, "Xã Một", 9, 7, "05", None),
    (2, "CAX Hai", 12, 12, "không", "nộp muộn"),
    (None, "Tổng cộng", 21, 19, 5, None),
)


def xlsx(rows: Iterable[Sequence[object]] = TABLE) -> bytes:
    """A workbook with one sheet of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_monthly_way() -> TableMap:
    """How the table is read: two columns of the monthly form."""

    def anchor(text: str, shown: str) -> Anchor:
        return Anchor(text=text, shown=shown)

    return TableMap(
        form="commune",
        shape=Shape.UNITS_IN_ROWS,
        names=anchor("ten don vi", "Tên đơn vị"),
        lines=(
            MapLine(anchor=anchor("vu viec", "Vụ việc"), key="cases"),
            MapLine(anchor=anchor("vu chay", "Vụ cháy"), key="fires"),
        ),
        passed=("tong cong",),
    )


def a_sample(office: Office, login: str) -> str:
    """The address part of the steps after the sample was sent in by the account."""
    account_id = office.accounts[login].pk
    token = uploads.keep(xlsx(), "huyen.xlsx", account_id=account_id, at=NOW)
    return urlencode({"file": token, "office": office.north, "form": "commune"})
