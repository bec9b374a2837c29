"""The list of a decision in words: who would be recognised, in which class, why others are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from keng.criteria.queries.shapes import DecidedLine, LineView, OffTheList
from keng.kernel.vietnamese import format_number
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.web import wording
from keng.web.phrases import recognitionwords as words


@dataclass(frozen=True)
class ShownLine:
    """One unit on the list."""

    assessment_id: int
    unit: str
    result: str
    look: str
    in_class: str
    score: str
    tally: str
    rank: int | None
    years: int
    reasons: tuple[str, ...]
    to_change: tuple[str, ...]
    notes: tuple[str, ...]
    is_deciding: bool


@dataclass(frozen=True)
class ShownOff:
    """A unit that the decision would not hold."""

    unit: str
    assessment_id: int | None
    why: str


@dataclass(frozen=True)
class ShownDecided:
    """One line of a decision that was made."""

    id: int
    assessment_id: int
    unit: str
    outcome: str
    look: str
    in_class: str
    score: str
    years: int
    stands: bool
    is_recognised: bool


def shown_lines(lines: Sequence[LineView], law: CriteriaSet) -> list[ShownLine]:
    """The lines of a list; quotas and ties are told where they changed something."""
    classes = words.class_titles(law)
    return [_line(one, classes) for one in lines]


def shown_off(found: Sequence[OffTheList]) -> list[ShownOff]:
    """Who is left out, and why."""
    language = wording.language()
    return [ShownOff(one.unit, one.assessment_id, one.why.of(language)) for one in found]


def shown_decided(lines: Sequence[DecidedLine], law: CriteriaSet) -> list[ShownDecided]:
    """The lines of a decision."""
    classes = words.class_titles(law)
    return [
        ShownDecided(
            id=one.id,
            assessment_id=one.assessment_id,
            unit=one.unit,
            outcome=words.result(one.outcome),
            look=words.look(one.outcome),
            in_class=classes.get(one.class_code, one.class_code),
            score=format_number(one.score) if one.score is not None else "",
            years=one.years,
            stands=one.stands,
            is_recognised=one.outcome == "recognised",
        )
        for one in lines
    ]


def ranking_rules(law: CriteriaSet) -> list[str]:
    """Quotas and tie-breaks of the set, each as a sentence."""
    classes = words.class_titles(law)
    said = []
    for quota in law.quotas:
        among = ", ".join(classes.get(one, one) for one in quota.among) or _("các đơn vị được xét")
        most = _("chưa biết") if quota.at_most is None else f"{quota.at_most}%"
        said.append(
            _("%(class)s: nhiều nhất %(most)s của %(among)s; phần vượt xếp %(falls)s.")
            % {
                "class": classes.get(quota.of, quota.of),
                "most": most,
                "among": among,
                "falls": classes.get(quota.falls_to, quota.falls_to),
            }
        )
    if law.tie_breaks:
        order = "; ".join(_tie(law, one.by, one.group or one.criterion) for one in law.tie_breaks)
        said.append(_("Khi ngang nhau, xét lần lượt: %(order)s.") % {"order": order})
    return said


def _tie(law: CriteriaSet, by: str, name: str | None) -> str:
    plain: Mapping[str, str] = {
        "score": _("tổng điểm"),
        "met": _("số tiêu chí đạt"),
        "years": _("số năm liên tục"),
    }
    if by in plain:
        return plain[by]
    if by == "group" and name in law.groups:
        return _("nhóm %(group)s") % {"group": law.groups[name].title.of(wording.language())}
    return _("tiêu chí %(code)s") % {"code": name or ""}


def _line(one: LineView, classes: Mapping[str, str]) -> ShownLine:
    language = wording.language()
    notes = []
    if one.lowered_by:
        notes.append(_("hạ loại vì vượt chỉ tiêu của loại trên"))
    if one.tied_with:
        notes.append(
            _("ngang với: %(names)s; hội đồng phải chọn") % {"names": ", ".join(one.tied_with)}
        )
    return ShownLine(
        assessment_id=one.assessment_id,
        unit=one.unit,
        result=words.result(one.result),
        look=words.look(one.result),
        in_class=classes.get(one.in_class, one.in_class) if one.in_class else "",
        score=format_number(one.score) if one.score is not None else "",
        tally=f"{one.met}/{one.applicable}",
        rank=one.rank,
        years=one.years,
        reasons=tuple(each.of(language) for each in one.reasons),
        to_change=tuple(each.of(language) for each in one.to_change),
        notes=tuple(notes),
        is_deciding=one.is_deciding,
    )
