"""An inquiry of huyện Bắc about August 2024, for the tests of the room and of the screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from keng.inquiries import actions
from keng.inquiries.models import Inquiry
from keng.inquiries.vocabulary import Content, Heading
from keng.kernel.figures import CellKey
from web_cast import AUGUST, NOW, Office

DUE = date(2024, 9, 10)
FIRES, DAMAGE, CASES, SETTLED = (CellKey(code) for code in ("fires", "damage", "cases", "settled"))
GOOD = CellKey.parse("classed[class=kha]")


def a_content(**more: Any) -> Content:
    """Fires and cases of August, of all communes, by 10 September."""
    content = Content(
        title="Chuyên đề cháy, nổ tháng 8",
        period=AUGUST,
        levels=("commune",),
        instruction="Chỉ tính vụ việc trên địa bàn xã.",
        due_on=DUE,
        headings=(Heading("Cháy, nổ", (FIRES, DAMAGE)), Heading("Vụ việc", (CASES, SETTLED))),
    )
    return replace(content, **more)


def a_draft(office: Office, **more: Any) -> Inquiry:
    """The inquiry above, written and not yet asked."""
    return actions.draft_inquiry(
        a_content(**more), owner_unit_id=office.north, actor=office.actor("officer"), at=NOW
    )


def an_open_one(office: Office, **more: Any) -> Inquiry:
    """The inquiry above, asked of its units."""
    row = a_draft(office, **more)
    officer = office.actor("officer")
    return actions.open_inquiry(row.pk, seen=row.revision, actor=officer, at=NOW)
