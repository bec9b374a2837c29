"""The marking sheet of one unit as rows: what it claims, what is computed, who marked what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from keng.criteria.queries.shapes import (
    AssessmentView,
    CriterionView,
    EvidenceView,
    MarkingSheet,
    MemberMarks,
)
from keng.web import wording
from keng.web.phrases import recognitionwords as words

Given = tuple[str, Decimal | None, str]


@dataclass(frozen=True)
class Piece:
    """A piece of evidence with the address of its file, or its link."""

    id: int
    title: str
    is_file: bool
    link: str
    note: str


@dataclass(frozen=True)
class MarkRow:
    """One criterion: what the unit says, what is computed, one's own mark, everybody's marks."""

    code: str
    title: str
    clause: str
    claim: str
    outcome: str
    outcome_look: str
    steps: tuple[tuple[str, str], ...]
    explanation: str
    evidence: tuple[Piece, ...]
    questions: tuple[tuple[str, str], ...]
    is_one_box: bool
    has_points: bool
    most_points: str
    verdict: str
    points: str
    remark: str
    marks: tuple[tuple[str, str, str], ...]
    differs: bool
    agreed: str
    must_settle: bool


def mark_rows(sheet: MarkingSheet, dossier: AssessmentView, member_id: int | None) -> list[MarkRow]:
    """The criteria of the sheet in the order of the set, for the member whose sheet it is."""
    by_code = {one.criterion.code: one for one in dossier.criteria}
    own: Mapping[str, Given] = next(
        (one.marks for one in sheet.members if one.member_id == member_id), {}
    )
    return [_row(sheet, by_code[code], own.get(code)) for code in sheet.criteria if code in by_code]


def _row(sheet: MarkingSheet, one: CriterionView, own: Given | None) -> MarkRow:
    criterion, language = one.criterion, wording.language()
    verdict, points, remark = own or ("", None, "")
    active = [each for each in sheet.members if not each.stepped_aside]
    marks = [_said(each, criterion.code) for each in active] if sheet.is_open else []
    given = {each.marks[criterion.code][0] for each in active if criterion.code in each.marks}
    most = criterion.points.max if criterion.points is not None else None
    differs = one.claim is not None and one.claim.stance == "differs"
    return MarkRow(
        code=criterion.code,
        title=criterion.title.of(language),
        clause=criterion.clause or "",
        claim=_claimed(one),
        outcome=words.outcome(one.outcome),
        outcome_look=words.look(one.outcome),
        steps=tuple(
            (step.what.of(language), step.value.of(language) if step.value else "")
            for step in one.steps
        ),
        explanation=one.claim.explanation if differs and one.claim else "",
        evidence=tuple(_piece(each) for each in one.evidence if _counts(each)),
        questions=tuple((each.text, each.answer) for each in one.questions),
        is_one_box=criterion.kind == "attest_only",
        has_points=criterion.points is not None,
        most_points=f"{most.normalize():f}" if most is not None else "",
        verdict=verdict,
        points=f"{points.normalize():f}" if points is not None else "",
        remark=remark,
        marks=tuple(marks),
        differs=criterion.code in sheet.differing,
        agreed=next(iter(given)) if len(given) == 1 else "",
        must_settle=differs,
    )


def _said(member: MemberMarks, code: str) -> tuple[str, str, str]:
    """Post, what the member said, and the remark."""
    if code not in member.marks:
        return member.post, _("chưa chấm"), ""
    verdict, points, remark = member.marks[code]
    said = words.outcome(verdict)
    return member.post, f"{said} ({points.normalize():f})" if points is not None else said, remark


def _claimed(one: CriterionView) -> str:
    """What the unit says, in words; a box of a whole clause is one word like the others."""
    claim = one.claim
    if claim is None:
        return _("chưa tự chấm")
    if claim.occurred is not None:
        return _("Có xảy ra") if claim.occurred else _("Không xảy ra")
    if claim.done is not None:
        items = {item.code: item.title.of(wording.language()) for item in one.criterion.checklist}
        return _("Đã làm: %(items)s") % {
            "items": "; ".join(items.get(code, code) for code in claim.done) or _("chưa mục nào")
        }
    if claim.stance:
        return _("Xác nhận kết quả tính") if claim.stance == "confirmed" else _("Khác kết quả tính")
    return words.outcome(claim.claim)


def _counts(piece: EvidenceView) -> bool:
    return not piece.is_removed and not piece.is_replaced


def _piece(piece: EvidenceView) -> Piece:
    note = ""
    if piece.others:
        note = _("cũng dùng ở %(n)s tiêu chí khác") % {"n": piece.others}
    elif piece.figure_moved:
        note = _("số đã đổi sau khi dẫn")
    return Piece(piece.id, piece.title or piece.link, bool(piece.sha256), place_of(piece), note)


def place_of(piece: EvidenceView) -> str:
    """Where evidence that is no file is looked at: the paper, or its address."""
    if piece.registered_id is not None:
        return reverse("web:registered", args=[piece.registered_id])
    if piece.paper_id is not None:
        return reverse("web:paper", args=[piece.paper_id])
    return piece.link


def members_shown(sheet: MarkingSheet) -> Sequence[tuple[MemberMarks, str, str]]:
    """Each member with how far they are and its colour."""
    return [(one, *_standing(one)) for one in sheet.members]


def _standing(one: MemberMarks) -> tuple[str, str]:
    if one.stepped_aside:
        return _("không tham gia chấm đơn vị này"), "returned"
    return (_("đã chấm xong"), "accepted") if one.has_finished else (_("chưa chấm xong"), "")
