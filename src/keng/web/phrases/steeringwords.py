"""What committees, meetings and coordination are called on the screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.kernel.figures import to_decimal
from keng.kernel.vietnamese import format_count, format_number
from keng.orgunits.vocabulary import Level
from keng.packs import installed
from keng.papers.queries import PaperHead
from keng.steering.queries.shapes import Coverage
from keng.steering.turns import Standing, Turn
from keng.steering.vocabulary import Act, MeetingKind, MeetingState, Place, Rhythm, TermState
from keng.web import wording

ACTS: Final[Mapping[str, Promise]] = {
    Act.SET_UP: gettext_lazy("thành lập"),
    Act.RENEWED: gettext_lazy("kiện toàn"),
    Act.RULES: gettext_lazy("quy chế làm việc"),
    Act.ENDED: gettext_lazy("kết thúc hoạt động"),
}
PLACES: Final[Mapping[str, Promise]] = {
    Place.HEAD: gettext_lazy("Trưởng ban"),
    Place.STANDING_DEPUTY: gettext_lazy("Phó Trưởng ban thường trực"),
    Place.DEPUTY: gettext_lazy("Phó Trưởng ban"),
    Place.MEMBER: gettext_lazy("Ủy viên"),
    Place.SECRETARY: gettext_lazy("Thư ký"),
}
RHYTHMS: Final[Mapping[str, Promise]] = {
    Rhythm.NONE: gettext_lazy("chưa ghi kỳ họp"),
    Rhythm.MONTHLY: gettext_lazy("họp hằng tháng"),
    Rhythm.QUARTERLY: gettext_lazy("họp hằng quý"),
    Rhythm.HALF_YEARLY: gettext_lazy("họp 6 tháng một lần"),
}
MEETINGS: Final[Mapping[str, Promise]] = {
    MeetingKind.REGULAR: gettext_lazy("họp định kỳ, giao ban"),
    MeetingKind.EXTRA: gettext_lazy("họp đột xuất"),
    MeetingKind.HALF_YEAR: gettext_lazy("sơ kết 6 tháng"),
    MeetingKind.YEAR: gettext_lazy("tổng kết năm"),
}
MEETING_STATES: Final[Mapping[str, Promise]] = {
    MeetingState.CALLED: gettext_lazy("đã báo họp"),
    MeetingState.HELD: gettext_lazy("đã họp"),
    MeetingState.CALLED_OFF: gettext_lazy("không họp"),
}
MEETING_LOOKS: Final[Mapping[str, str]] = {
    MeetingState.CALLED: "submitted",
    MeetingState.HELD: "accepted",
    MeetingState.CALLED_OFF: "draft",
}
TERMS: Final[Mapping[str, Promise]] = {
    TermState.COMING: gettext_lazy("chưa bắt đầu"),
    TermState.RUNNING: gettext_lazy("đang thực hiện"),
    TermState.ENDING: gettext_lazy("sắp hết hạn"),
    TermState.OVER: gettext_lazy("đã hết hạn"),
    TermState.STOPPED: gettext_lazy("đã kết thúc"),
}
TERM_LOOKS: Final[Mapping[str, str]] = {
    TermState.COMING: "submitted",
    TermState.RUNNING: "accepted",
    TermState.ENDING: "returned",
    TermState.OVER: "late",
    TermState.STOPPED: "draft",
}
TURN_LOOKS: Final[Mapping[str, str]] = {
    Standing.HELD: "accepted",
    Standing.DUE: "submitted",
    Standing.MISSED: "late",
}
_LEVELS: Final[Mapping[str, Promise]] = {
    Level.PROVINCE: gettext_lazy("tỉnh, thành phố"),
    Level.DISTRICT: gettext_lazy("huyện"),
    Level.COMMUNE: gettext_lazy("xã, phường, đặc khu"),
    Level.VILLAGE: gettext_lazy("thôn, tổ dân phố"),
    Level.AGENCY: gettext_lazy("cơ quan"),
    Level.ENTERPRISE: gettext_lazy("doanh nghiệp"),
    Level.SCHOOL: gettext_lazy("trường học"),
}
_ROMAN: Final = ("I", "II", "III", "IV")


def gap_words(coverage: Coverage) -> str:
    """Which units nobody oversees, by level: "2 thôn, tổ dân phố; 1 trường học"; "" for none."""
    return "; ".join(
        f"{_count(number)} {_LEVELS.get(level, level)}"
        for level, number in coverage.by_level.items()
    )


def turn_words(turn: Turn) -> str:
    """What a turn is called: "tháng 8/2026", "quý III/2026", "sơ kết 6 tháng đầu năm 2026"."""
    months = turn.last.month - turn.first.month + 1
    when = stretch_words(turn.first, months)
    if turn.kind is MeetingKind.REGULAR:
        return when
    if turn.kind is MeetingKind.YEAR:
        return _("tổng kết %(when)s") % {"when": when}
    return _("sơ kết %(when)s") % {"when": when}


def stretch_words(first: date, months: int) -> str:
    """A month, quarter, half year or year in words."""
    year = first.year
    if months == 1:
        return _("tháng %(month)s/%(year)s") % {"month": first.month, "year": year}
    if months == 3:
        return _("quý %(n)s/%(year)s") % {"n": _ROMAN[(first.month - 1) // 3], "year": year}
    if months == 12:
        return _("năm %(year)s") % {"year": year}
    if first.month == 1:
        return _("6 tháng đầu năm %(year)s") % {"year": year}
    return _("6 tháng cuối năm %(year)s") % {"year": year}


def standing_words(turn: Turn, on: date) -> str:
    """Whether the meeting of a turn was held, is still due, or was missed since when."""
    if turn.held_on is not None:
        return _("họp %(day)s") % {"day": wording.day(turn.held_on)}
    if turn.standing is Standing.DUE:
        return _("đến hạn %(day)s") % {"day": wording.day(turn.last)}
    return _("chưa họp, kỳ đã qua %(n)s ngày") % {"n": _count(turn.days_since(on))}


def paper_words(paper: PaperHead | None) -> str:
    """A paper of the register in a line; one that the reader may not see is not named."""
    if paper is None:
        return _("văn bản trong sổ của đơn vị")
    day = wording.day(paper.issued_on) if paper.issued_on else ""
    return " · ".join(part for part in (paper.line, day, paper.title) if part)


def indicator_words(code: str) -> str:
    """What an indicator of the programme is called; one that is no more keeps its code."""
    found = installed.current().indicators.get(code)
    return found.label.of(wording.language()) if found is not None else code


def number_words(value: int, digits: int) -> str:
    """A figure as it is read: "1.234", "12,5"."""
    return format_number(to_decimal(value, digits))


def _count(number: int) -> str:
    return str(number) if wording.language() == "en" else format_count(number)
