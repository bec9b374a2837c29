"""How groups, their standing and their time line are said on the screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.initiatives.queries import GroupView, Sort, Step
from keng.initiatives.standing import Reason, Rule, Standing
from keng.kernel.vietnamese import format_count
from keng.packs import installed
from keng.packs.schema import Initiatives, Text
from keng.web import wording
from keng.web.frame.requests import is_whole

STANDINGS: Final[Mapping[Standing, Promise]] = {
    Standing.ALIVE: gettext_lazy("Đang hoạt động"),
    Standing.ON_PAPER: gettext_lazy("Hình thức"),
    Standing.UNDECIDED: gettext_lazy("Chưa xác định"),
    Standing.DISSOLVED: gettext_lazy("Đã giải thể"),
}
LOOKS: Final[Mapping[Standing, str]] = {
    Standing.ALIVE: "accepted",
    Standing.ON_PAPER: "late",
    Standing.UNDECIDED: "returned",
    Standing.DISSOLVED: "",
}
_REASONS: Final[Mapping[Reason, Promise]] = {
    Reason.NO_DOSSIER: gettext_lazy("không có văn bản thành lập"),
    Reason.SILENT: gettext_lazy("không có hoạt động"),
    Reason.UNREVIEWED: gettext_lazy("chưa đánh giá hiệu quả"),
}


def spoken() -> Initiatives:
    """What the installed programme says of groups and events."""
    return installed.current().initiatives


def label_of(parts: Mapping[str, object], code: str) -> str:
    """The label of a kind in the language of the request; its code where no programme has it."""
    found = getattr(parts.get(code), "label", None)
    return found.of(wording.language()) if isinstance(found, Text) else code


def reason_words(reasons: tuple[Reason, ...], rule: Rule | None = None) -> str:
    """Why a group exists on paper only, with the months where one group is told of."""
    return "; ".join(_reason(one, rule) for one in reasons)


def _reason(reason: Reason, rule: Rule | None) -> str:
    words = str(_REASONS[reason])
    months = {
        Reason.SILENT: rule.activity_months if rule else None,
        Reason.UNREVIEWED: rule.review_months if rule else None,
    }.get(reason)
    if months is None:
        return words
    return _("%(what)s trong %(months)s tháng") % {"what": words, "months": format_count(months)}


def rule_words(rule: Rule) -> str:
    """What a group must show, in one sentence."""
    parts = []
    if rule.activity_months is not None:
        parts.append(
            _("có hoạt động trong %(n)s tháng") % {"n": format_count(rule.activity_months)}
        )
    if rule.review_months is not None:
        parts.append(_("được đánh giá trong %(n)s tháng") % {"n": format_count(rule.review_months)})
    if rule.needs_dossier:
        parts.append(_("có văn bản thành lập"))
    return "; ".join(parts)


@dataclass(frozen=True)
class ShownStep:
    """A line of the time line; `row` and `sort` name what may be withdrawn."""

    day: str
    what: str
    text: str
    photo_id: int | None
    withdrawn_why: str
    sort: str
    row: int
    may_withdraw: bool


_WITHDRAWN: Final = frozenset({Sort.ACTIVE, Sort.REVIEWED, Sort.ACKNOWLEDGED})


def shown_steps(view: GroupView) -> list[ShownStep]:
    """The time line in words."""
    return [
        ShownStep(
            wording.day(step.on) if step.on else _("không rõ ngày"),
            _what(step),
            _text(step),
            step.photo_id,
            step.withdrawn_why,
            step.sort.value,
            step.id,
            view.may_keep and step.sort in _WITHDRAWN and not step.withdrawn_why,
        )
        for step in view.steps
    ]


def _what(step: Step) -> str:
    said = spoken()
    if step.sort is Sort.ACTIVE:
        return label_of(said.activities, step.code)
    if step.sort is Sort.REVIEWED:
        grade = label_of(said.grades, step.code)
        return _("Đánh giá năm %(year)s: %(grade)s") % {"year": step.more, "grade": grade}
    return str(_STEPS[step.sort])


_STEPS: Final[Mapping[Sort, Promise]] = {
    Sort.FOUNDED: gettext_lazy("Thành lập"),
    Sort.PLACED: gettext_lazy("Chuyển đơn vị"),
    Sort.SIZED: gettext_lazy("Cập nhật quy mô"),
    Sort.ACKNOWLEDGED: gettext_lazy("Được ghi nhận"),
    Sort.REPLICATED: gettext_lazy("Được nhân rộng"),
    Sort.DISSOLVED: gettext_lazy("Giải thể"),
}


def _text(step: Step) -> str:
    if step.sort is Sort.SIZED:
        told = {"points": format_count(int(step.code)), "members": step.text or wording.UNKNOWN}
        return _("%(points)s đội, tổ; %(members)s thành viên") % told
    more = "" if step.sort is Sort.REVIEWED else step.more
    return ", ".join(part for part in (step.text, more) if part)


def year_of(text: str, on: date) -> int:
    """The year that an address asks for, or this one."""
    return int(text) if is_whole(text) and 2000 <= int(text) <= on.year else on.year
