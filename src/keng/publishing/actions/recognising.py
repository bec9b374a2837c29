"""What differs where a paper is one of recognition: who writes it, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from keng.criteria.actions import number_decision
from keng.criteria.permissions import require_for_unit
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed
from keng.kernel.moments import local_day
from keng.papers.queries import entry_of_issued
from keng.publishing import recognition, report
from keng.publishing.heads import Head
from keng.publishing.models import Paper
from keng.publishing.recognition import BuiltPaper, PaperKind, is_recognition
from keng.steering.actions import file_minutes


def require_writer(kind: PaperKind, unit_id: int, *, actor: Actor, at: datetime) -> None:
    """That the actor may write such a paper of the unit; NotAllowed otherwise."""
    if kind is PaperKind.RESULTS:
        require_for_unit(actor, "enter", unit_id, at=at)
    else:
        actor.require("enter", unit_id=unit_id, on=local_day(at))


def may_write_recognition(kind: PaperKind, unit_id: int, *, actor: Actor, at: datetime) -> bool:
    """Whether the actor may draft such a paper of the unit."""
    try:
        require_writer(kind, unit_id, actor=actor, at=at)
    except NotAllowed:
        return False
    return True


def answered_before(head: Head, before: Head) -> Head:
    """A head in which what was answered once (who met, by which acts) stays unless said anew.

    A line that is given empty is taken back. The profile and the day stay where none is given.
    """
    lines = {**dict(before.lines), **dict(head.lines)}
    return replace(
        head,
        profile=head.profile or before.profile,
        day=head.day or before.day,
        lines=tuple((name, line) for name, line in lines.items() if line),
    )


def recognised_again(before: Paper, head: Head, actor: Actor, at: datetime) -> BuiltPaper:
    """The same paper of recognition written from what is known now."""
    return recognition.build(
        PaperKind(before.outline),
        before.about_id or 0,
        actor=actor,
        at=at,
        head=head,
        marks=(report.DRAFT_MARK,),
        paper_id=str(before.pk),
    )


def refuse_refreshing(paper: Paper) -> None:
    """BadInput for a paper that is written from rows: what it says is not read from figures."""
    if is_recognition(paper.outline):
        raise BadInput(
            "Nội dung của văn bản này lấy từ hồ sơ, sổ; hãy lập lại dự thảo thay vì cập nhật số "
            "liệu.",
            message_en="What this paper says comes from its dossier: write it anew instead.",
            code="write_anew",
        )


def refuse_correcting(paper: Paper) -> None:
    """BadInput for a paper of recognition: what it says is changed by another decision."""
    if paper.outline == PaperKind.MEETING:
        raise BadInput(
            "Biên bản đã ban hành không đính chính bằng báo cáo; hãy lập biên bản khác.",
            message_en="Minutes are not corrected by a report; write other minutes.",
            code="amend_instead",
        )
    if is_recognition(paper.outline):
        raise BadInput(
            "Kết quả công nhận được sửa bằng quyết định sửa đổi hoặc thu hồi, không bằng báo cáo "
            "đính chính.",
            message_en="Recognition is changed by a decision that amends or revokes.",
            code="amend_instead",
        )


def after_numbering(paper: Paper, *, actor: Actor, at: datetime) -> None:
    """The decision of criteria takes the number and day under which its paper was issued.

    Minutes become the paper of their meeting, unless it has one. Raises Conflict where the decision
    has another number already; nothing is issued then.
    """
    if paper.outline == PaperKind.MEETING:
        registered = entry_of_issued(paper.pk)
        if registered is not None:
            file_minutes(paper.about_id or 0, registered, actor=actor, at=at)
        return
    if paper.outline != PaperKind.DECISION or paper.number is None or paper.issued_on is None:
        return
    number_decision(paper.about_id or 0, paper.number, paper.issued_on, actor=actor, at=at)
