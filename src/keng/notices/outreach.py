"""Chasing outside Keng: the text to copy for each unit, and the list of whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from keng.access.roles import ROLE_WORDS, Role
from keng.documents.workbooks import Column, table_workbook
from keng.kernel.vietnamese import format_count
from keng.notices.queries.chasing import ChasePage, LateUnit

NO_PHONE: Final = "chưa có số"
NOBODY: Final = "chưa có người dùng"
_HEADS: Final = (
    Column("STT", 6),
    Column("Đơn vị", 36),
    Column("Quá hạn (ngày)", 10),
    Column("Hạn nộp", 12),
    Column("Người liên hệ", 28),
    Column("Vai trò", 24),
    Column("Điện thoại", 18),
    Column("Thư điện tử", 28),
    Column("Kết quả gọi", 30),
)


def message_for(one: LateUnit, title: str, link: str = "") -> str:
    """What is sent to one unit by chat or SMS: the form, the day, how late; no figure."""
    due = f"{one.due_on:%d/%m/%Y}" if one.due_on else "…"
    parts = [f"Kính gửi {one.unit.full_name}: “{title}”, hạn nộp {due},"]
    if one.standing.state == "returned":
        parts.append("đã bị trả lại để sửa và chưa nộp lại")
    else:
        parts.append("đến nay chưa nộp")
    if one.days_late:
        parts.append(f"(quá hạn {format_count(one.days_late)} ngày)")
    told = f"{' '.join(parts)}. Đề nghị đơn vị khẩn trương hoàn thành và nộp báo cáo."
    return f"{told} {link}".strip()


def message_for_all(units: Sequence[LateUnit], title: str) -> str:
    """One text for a group chat: every unit on a line of its own."""
    lines = [f"Đề nghị các đơn vị sau khẩn trương hoàn thành và nộp “{title}”:"]
    for number, one in enumerate(units, start=1):
        late = f"quá hạn {format_count(one.days_late)} ngày" if one.days_late else "chưa nộp"
        lines.append(f"{number}. {one.unit.full_name}: {late}")
    return "\n".join(lines)


def call_list_xlsx(page: ChasePage, units: Sequence[LateUnit]) -> bytes:
    """The units with the people of their posts; what nobody gave is said to be missing.

    A unit has a line for each of its people, and one where it has none.
    """
    rows: list[list[str | int | None]] = []
    for number, one in enumerate(units, start=1):
        due = f"{one.due_on:%d/%m/%Y}" if one.due_on else None
        first: list[str | int | None] = [number, one.unit.full_name, one.days_late or None, due]
        if not one.people:
            rows.append([*first, NOBODY, None, NO_PHONE, None, None])
        for person in one.people:
            word = ROLE_WORDS[Role(person.role)].vi
            phone = person.phone or NO_PHONE
            rows.append([*first, person.name, word, phone, person.email or None, None])
    return table_workbook(f"Danh sách gọi, {page.status.round.title}", _HEADS, rows)
