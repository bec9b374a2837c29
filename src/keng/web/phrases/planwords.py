"""What the parts of plans are called on the screens, and how far away they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.kernel.vietnamese import format_count
from keng.planning.queries.shapes import Standpoint, TargetLine, TaskLine
from keng.planning.vocabulary import Aim, Rhythm, State, TaskState
from keng.web import wording

STATES: Final[Mapping[str, Promise]] = {
    State.DRAFT: gettext_lazy("đang soạn"),
    State.ISSUED: gettext_lazy("đang thực hiện"),
    State.CLOSED: gettext_lazy("đã kết thúc"),
}
LOOKS: Final[Mapping[str, str]] = {
    State.DRAFT: "draft",
    State.ISSUED: "accepted",
    State.CLOSED: "locked",
}
RHYTHMS: Final[Mapping[str, Promise]] = {
    Rhythm.ONCE: gettext_lazy("một lần"),
    Rhythm.MONTHLY: gettext_lazy("hằng tháng"),
    Rhythm.QUARTERLY: gettext_lazy("hằng quý"),
    Rhythm.HALF_YEARLY: gettext_lazy("6 tháng một lần"),
    Rhythm.ALWAYS: gettext_lazy("thường xuyên"),
}
AIMS: Final[Mapping[str, Promise]] = {
    Aim.AT_LEAST: gettext_lazy("ít nhất"),
    Aim.AT_MOST: gettext_lazy("không quá"),
    Aim.DIRECTION: gettext_lazy("chỉ nêu hướng"),
}
OUTCOMES: Final[Mapping[str, Promise]] = {
    "done": gettext_lazy("đã làm xong"),
    "partly": gettext_lazy("làm được một phần"),
    "reopened": gettext_lazy("mở lại"),
}
DOUBTS: Final[Mapping[str, Promise]] = {
    "no_lead": gettext_lazy("văn bản không nói cơ quan chủ trì"),
    "impossible_day": gettext_lazy("ngày này không có trong lịch"),
    "past_day": gettext_lazy("ngày này không thuộc năm của kế hoạch"),
    "withheld": gettext_lazy("có đoạn không trích; hãy đối chiếu với bản gốc"),
    "no_value": gettext_lazy("không đọc được số"),
}
QUARTERS: Final[tuple[Promise, ...]] = (
    gettext_lazy("Cả năm"),
    gettext_lazy("Quý I"),
    gettext_lazy("Quý II"),
    gettext_lazy("Quý III"),
    gettext_lazy("Quý IV"),
)
_WHY: Final[Mapping[str, Promise]] = {
    "nothing_written": gettext_lazy("chưa ghi kết quả"),
    "no_figure": gettext_lazy("chưa có số liệu được tiếp nhận"),
    "refused": gettext_lazy("chưa tính được từ số liệu"),
    "held_back": gettext_lazy("số nhỏ, không hiện ở đây"),
}


def task_state(task: TaskLine) -> tuple[str, str]:
    """The state of a task in words, and its look."""
    if task.state == TaskState.DROPPED:
        return _("đã bỏ"), "draft"
    if task.standing.is_done:
        return _("đã xong"), "accepted"
    if task.standing.missed > 1:
        return _("chậm %(n)s kỳ") % {"n": format_count(task.standing.missed)}, "late"
    if task.standing.is_late:
        return _("quá hạn %(n)s ngày") % {"n": format_count(task.standing.days_late)}, "late"
    return _("đang làm"), "submitted"


def when(task: TaskLine) -> str:
    """When a task is due: its next day, its quarter, its rhythm, or as it was written."""
    parts: list[str] = []
    if task.rhythm != Rhythm.ONCE:
        parts.append(str(RHYTHMS[task.rhythm]))
    if task.standing.due is not None and (task.due_on or task.rhythm != Rhythm.ONCE):
        parts.append(wording.day(task.standing.due))
    elif task.due_on is not None:
        parts.append(wording.day(task.due_on))
    elif task.quarter:
        parts.append(str(QUARTERS[task.quarter]))
    if task.due_written and not task.due_on:
        parts.append(_("văn bản ghi “%(text)s”") % {"text": task.due_written})
    return ", ".join(parts) or _("trong năm")


def aimed(target: TargetLine) -> str:
    """What a target wants: "ít nhất 90%"."""
    if target.value is None:
        return str(AIMS[Aim.DIRECTION])
    said = f"{AIMS[target.aim]} {measured(target, target.value)}"
    return f"{said} {target.unit_kind}" if target.unit_kind else said


def stands(target: TargetLine) -> str:
    """How far a target is, in words."""
    now = target.now
    if target.drop_reason:
        return _("đã bỏ")
    if now.shown:
        return now.shown
    if now.value is None:
        return str(_WHY.get(now.why, _WHY["no_figure"]))
    return measured(target, now.value)


def forecast(target: TargetLine) -> str:
    """Where a target will be on its due day at the same pace; "" where that is not told."""
    if target.now.forecast is None:
        return ""
    due = target.due_on
    until = wording.day(due) if due else _("cuối năm")
    said = measured(target, target.now.forecast)
    return _("giữ nhịp này thì đến %(until)s được %(value)s") % {"until": until, "value": said}


def measured(target: TargetLine, value: int) -> str:
    """A number of a target with its measure."""
    number = wording.figure(value, target.digits)
    if target.measure == "%":
        return f"{number}%"
    return f"{number} {target.measure}".strip()


def look_of(now: Standpoint) -> str:
    """The look of a target: met, not yet, or not known."""
    if now.is_met is None:
        return "draft"
    return "accepted" if now.is_met else "returned"


def met(now: Standpoint) -> str:
    """Whether a target is met, in words."""
    if now.is_met is None:
        return ""
    return _("đạt") if now.is_met else _("chưa đạt")


def month_of(day: date) -> str:
    """A month as a person names it: "tháng 9/2026"."""
    return _("tháng %(month)s/%(year)s") % {"month": day.month, "year": day.year}
