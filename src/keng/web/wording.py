"""How days, states and figures are said on every screen, in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.access.queries import AccountName
from keng.access.roles import ROLE_WORDS, Role
from keng.kernel.figures import to_decimal
from keng.kernel.moments import TZ
from keng.kernel.periods import Language, Period
from keng.kernel.said import in_english
from keng.kernel.vietnamese import format_count, format_number

UNKNOWN: Final = "…"  # statistical tables write … for "exists or not, nobody has told us"
_STATES: Final[dict[str, Promise]] = {
    "untouched": gettext_lazy("Chưa nhập"),
    "draft": gettext_lazy("Đang nhập"),
    "submitted": gettext_lazy("Đã nộp"),
    "returned": gettext_lazy("Trả lại"),
    "accepted": gettext_lazy("Đã tiếp nhận"),
    "locked": gettext_lazy("Đã chốt"),
    "reopened": gettext_lazy("Mở lại"),
    "owing": gettext_lazy("Chưa có biểu"),
}
_PAPER_STATES: Final[dict[str, Promise]] = {
    "draft": gettext_lazy("Dự thảo"),
    "submitted": gettext_lazy("Đã trình"),
    "approved": gettext_lazy("Đã duyệt"),
    "issued": gettext_lazy("Đã ban hành"),
}
_STATUSES: Final[dict[str, Promise]] = {
    "official": gettext_lazy("chính thức"),
    "estimated": gettext_lazy("ước"),
    "expected": gettext_lazy("dự kiến"),
}
_SEVERITIES: Final[dict[str, Promise]] = {
    "block": gettext_lazy("Phải sửa"),
    "warn": gettext_lazy("Cảnh báo"),
    "hint": gettext_lazy("Gợi ý"),
}


_ORIGINS: Final[dict[str, Promise]] = {
    "entered": gettext_lazy("nhập tay"),
    "imported": gettext_lazy("nạp từ tệp"),
    "derived": gettext_lazy("từ sổ theo dõi"),
    "illustrative": gettext_lazy("số minh họa"),
    "carried": gettext_lazy("chuyển từ kỳ trước"),
    "declared": gettext_lazy("khai không phát sinh"),
}
_KINDS: Final[dict[str, Promise]] = {
    "flow": gettext_lazy("số phát sinh trong kỳ"),
    "cumulative": gettext_lazy("lũy kế từ đầu năm"),
    "stock": gettext_lazy("số hiện có đến cuối kỳ"),
    "distinct_ytd": gettext_lazy("lũy kế từ đầu năm, mỗi đối tượng tính một lần"),
    "year_result": gettext_lazy("kết quả cả năm"),
    "ratio": gettext_lazy("tỷ lệ, Keng tự tính"),
}


def language() -> Language:
    """The language of the request: "vi" or "en"."""
    english = (translation.get_language() or "vi").startswith("en")
    return "en" if english else "vi"


def said(text: str) -> str:
    """A text that knows its English, in the language of the request; any other as it is."""
    return in_english(text) if language() == "en" else text


def figure(value: int | None, digits: int) -> str:
    """A stored integer as it stands in a table: "1.234,5"; "…" where it is not known."""
    return UNKNOWN if value is None else format_number(to_decimal(value, digits), digits)


def entered(value: int | None, digits: int) -> str:
    """The same as it stands in an entry cell: empty where it is not known."""
    return "" if value is None else figure(value, digits)


def change(now: int | None, before: int | None, digits: int) -> str:
    """The difference with its sign and, from a base of 10 up, in per cent with one decimal."""
    if now is None or before is None:
        return ""
    difference = now - before
    sign = "+" if difference > 0 else ""
    text = f"{sign}{figure(difference, digits)}"
    if to_decimal(before, digits) < 10 or not difference:
        return text
    percent = (Decimal(difference) * 100 / Decimal(before)).quantize(Decimal("0.1"))
    return f"{text} ({sign}{format_number(percent)}%)"


def day(on: date | None) -> str:
    """A legal day: 09/11/2026; nothing for None."""
    return f"{on:%d/%m/%Y}" if on else ""


def moment(at: datetime | None) -> str:
    """A moment on the clock of Vietnam: 14:05 09/11/2026; nothing for None."""
    return f"{at.astimezone(TZ):%H:%M %d/%m/%Y}" if at else ""


def days_left(due_on: date, *, on: date) -> str:
    """How far away a due day is, in words."""
    days = (due_on - on).days
    if days > 0:
        return _("còn %(days)s ngày") % {"days": format_count(days)}
    if days == 0:
        return _("hạn hôm nay")
    return _("quá hạn %(days)s ngày") % {"days": format_count(-days)}


def period(value: Period) -> str:
    """A period as a person names it, with a capital as a heading has it."""
    label = value.label(language())
    return label[:1].upper() + label[1:]


def state(code: str) -> str:
    """The state of a submission in words."""
    return str(_STATES.get(code, code))


def paper_state(code: str) -> str:
    """The state of a paper in words."""
    return str(_PAPER_STATES.get(code, code))


def status(code: str) -> str:
    """How final a value is, in words."""
    return str(_STATUSES.get(code, code))


def severity(code: str) -> str:
    """How serious a finding is, in words."""
    return str(_SEVERITIES.get(code, code))


def role(code: str) -> str:
    """What a person does at a unit, in words."""
    words = ROLE_WORDS[Role(code)]
    return words.en if language() == "en" else words.vi


def account(account_id: int | None, names: Mapping[int, AccountName]) -> str:
    """Who did something: the name or login; the machine's operator has no account."""
    if account_id is None:
        return _("người vận hành máy chủ")
    return str(names.get(account_id, f"#{account_id}"))


def origin(code: str) -> str:
    """How a value came into its cell."""
    return str(_ORIGINS.get(code, code))


def kind(code: str, entry: str) -> str:
    """What the value of an indicator means over time."""
    if code == "flow" and entry == "cumulative":
        return str(_KINDS["cumulative"])
    return str(_KINDS.get(code, code))
