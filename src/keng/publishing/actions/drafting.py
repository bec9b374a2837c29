"""Writing a paper until it is submitted: from the figures, by hand in Word, and anew.

A report is read and written before the transaction begins: SQLite has one writer, and building
takes longer than a lock may be held. What is stored is stored in one transaction with its journal
line; a file whose transaction fails is left behind unreferenced, and harmless.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from keng.documents import word
from keng.documents.secrecy import secrecy_mark
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.packs.installed import current
from keng.publishing import files, recognition, report
from keng.publishing.actions._store import current_file, new_file, paper_for_update, saved
from keng.publishing.actions.recognising import (
    answered_before,
    recognised_again,
    refuse_correcting,
    refuse_refreshing,
    require_writer,
)
from keng.publishing.heads import Head, head_from
from keng.publishing.models import Paper, PaperFile
from keng.publishing.opening import require_open
from keng.publishing.queries import ChangedFigure, changes_since_issue, open_paper, paper_of
from keng.publishing.recognition import BuiltPaper, PaperKind, is_recognition
from keng.publishing.report import BuiltReport, Setting
from keng.publishing.states import Act, State, next_state

LARGEST_FILE = 30 * 1024 * 1024


@dataclass(frozen=True)
class BroughtBack:
    """An edited file that was taken in: figures that were typed over, and figures that are gone."""

    file: PaperFile
    typed_over: tuple[word.ReadField, ...]
    lost: tuple[word.ReadField, ...]


def draft_paper(
    unit_id: int,
    period: Period,
    outline: str,
    *,
    actor: Actor,
    at: datetime,
    head: Head | None = None,
) -> Paper:
    """Write the first draft of a unit's report, marked DỰ THẢO, and keep it.

    Raises NotAllowed without "enter" on the unit and what `report.build` raises. On any of them
    nothing is stored.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    given = head or Head()
    setting = Setting(head=given, marks=(report.DRAFT_MARK,))
    built = report.build(unit_id, period, outline, actor=actor, at=at, setting=setting)
    paper = _new_paper(unit_id, period, outline, built, given)
    return _kept_draft(paper, built, actor=actor, at=at)


def rewrite_paper(paper_id: int, *, actor: Actor, at: datetime, head: Head | None = None) -> Paper:
    """Write a draft anew from the figures of today; what was written by hand stays in its old file.

    Raises NotFound, NotAllowed, WrongState, and what `report.build` raises.
    """
    before = paper_of(paper_id, actor=actor, at=at)
    next_state(State(before.state), Act.WRITE)
    given = head or head_from(before.head)
    if is_recognition(before.outline):
        given = answered_before(given, head_from(before.head))
        return _rewritten(before, recognised_again(before, given, actor, at), given, actor, at)
    setting = Setting(head=given, marks=(report.DRAFT_MARK,), paper_id=str(paper_id))
    built = report.build(
        *(before.unit_id, before.period, before.outline), actor=actor, at=at, setting=setting
    )
    return _rewritten(before, built, given, actor, at)


@transaction.atomic
def bring_back(paper_id: int, content: bytes, *, actor: Actor, at: datetime) -> BroughtBack:
    """Take in the draft that a person went on writing in Word.

    Every word is kept as it is. Figures that were typed over or deleted are told, not mended:
    `refresh_paper` fills the former anew. Raises BadDocument for no .docx, BadInput for a file of
    another paper, one over 30 MB or one that bears a mark of secrecy; nothing is stored then.
    """
    paper = paper_for_update(paper_id, "enter", Act.WRITE, actor=actor, at=at)
    require_open(paper, actor=actor, on=local_day(at))
    _acceptable(paper, content)
    before = word.read_fields(files.read(current_file(paper).sha256))
    after = word.read_fields(content)
    remaining = {one.key for one in after}
    made = _add(paper, PaperFile.Kind.EDITED, content, actor=actor, at=at)
    return BroughtBack(
        file=made,
        typed_over=tuple(one for one in after if one.is_typed_over),
        lost=tuple(one for one in before if one.key not in remaining),
    )


def refresh_paper(paper_id: int, *, actor: Actor, at: datetime) -> word.Refreshed:
    """Fill the figures of a draft anew and keep every word around them.

    Raises NotFound, NotAllowed, WrongState; Conflict if somebody changed the draft meanwhile.
    """
    before = open_paper(paper_id, actor=actor, at=at)
    next_state(State(before.state), Act.WRITE)
    refuse_refreshing(before)
    found = report.refreshed(files.read(current_file(before).sha256), actor=actor, at=at)
    with transaction.atomic():
        paper = paper_for_update(paper_id, "enter", Act.WRITE, actor=actor, at=at)
        _unchanged(paper, before)
        if found.changed:
            _add(paper, PaperFile.Kind.REFRESHED, found.content, actor=actor, at=at)
    return found


def draft_correction(paper_id: int, *, actor: Actor, at: datetime) -> Paper:
    """Draft the report that corrects an issued one: it opens with each changed figure.

    Raises WrongState for a paper that is not issued and BadInput where no figure has changed.
    """
    wrong = open_paper(paper_id, actor=actor, at=at)
    next_state(State(wrong.state), Act.CORRECT)
    refuse_correcting(wrong)
    actor.require("enter", unit_id=wrong.unit_id, on=local_day(at))
    changes = changes_since_issue(paper_id, actor=actor, at=at)
    if not changes:
        raise BadInput(
            "Không có số liệu nào thay đổi sau ban hành nên chưa cần báo cáo đính chính.",
            message_en="No figure has changed since the paper was issued: nothing to correct.",
        )
    given = head_from({**wrong.head, "number": None, "day": None})
    setting = Setting(head=given, marks=(report.DRAFT_MARK,), opening=_corrections(wrong, changes))
    built = report.build(
        *(wrong.unit_id, wrong.period, wrong.outline), actor=actor, at=at, setting=setting
    )
    paper = _new_paper(wrong.unit_id, wrong.period, wrong.outline, built, given)
    paper.corrects = wrong
    return _kept_draft(paper, built, actor=actor, at=at)


def draft_recognition(
    kind: PaperKind, about_id: int, *, actor: Actor, at: datetime, head: Head | None = None
) -> Paper:
    """Write the first draft of a paper of recognition, marked DỰ THẢO, and keep it.

    Minutes, proposal, decision and certificates belong to the unit that decides, a report of
    results to the unit that is assessed; who manages it may write it too. Raises NotAllowed
    without "enter" there and what `recognition.build` raises. Nothing is stored then.
    """
    given = head or Head()
    built = recognition.build(
        kind, about_id, actor=actor, at=at, head=given, marks=(report.DRAFT_MARK,)
    )
    require_writer(kind, built.unit_id, actor=actor, at=at)
    paper = _new_paper(built.unit_id, built.period, kind.value, built, given)
    paper.about_id = about_id
    return _kept_draft(paper, built, actor=actor, at=at)


def _stored(head: Head) -> dict[str, Any]:
    return {**asdict(head), "day": head.day.isoformat() if head.day else None}


def _new_paper(
    unit_id: int, period: Period, outline: str, built: BuiltReport | BuiltPaper, head: Head
) -> Paper:
    paper = Paper(
        unit_id=unit_id,
        outline=outline,
        pack_version=current().version,
        regime=period.regime,
        first=period.first,
        last=period.last,
    )
    _head_paper(paper, built, head)
    return paper


def _head_paper(paper: Paper, built: BuiltReport | BuiltPaper, head: Head) -> None:
    paper.doc_type = built.doc_type
    paper.subject = built.subject
    paper.profile = built.issuer.profile
    paper.symbol = built.issuer.symbol
    paper.series = built.issuer.series
    paper.issuer = built.issuer.name
    paper.place = built.issuer.place
    paper.head = _stored(head)


def _rewritten(
    before: Paper, built: BuiltReport | BuiltPaper, head: Head, actor: Actor, at: datetime
) -> Paper:
    with transaction.atomic():
        paper = paper_for_update(before.pk, "enter", Act.WRITE, actor=actor, at=at)
        _unchanged(paper, before)
        _head_paper(paper, built, head)
        _add(paper, PaperFile.Kind.BUILT, built.content, actor=actor, at=at)
    return paper


def _kept_draft(
    paper: Paper, built: BuiltReport | BuiltPaper, *, actor: Actor, at: datetime
) -> Paper:
    with transaction.atomic():
        paper.revision = 0
        paper.made_at, paper.made_by = at, actor.account_id
        paper.save()
        content = word.belonging_to(built.content, str(paper.pk))
        _add(paper, PaperFile.Kind.BUILT, content, actor=actor, at=at)
    return paper


def _add(
    paper: Paper, kind: PaperFile.Kind, content: bytes, *, actor: Actor, at: datetime
) -> PaperFile:
    made = new_file(paper, kind, content, actor=actor, at=at)
    saved(paper, f"publishing.{kind.value}", {}, actor=actor, at=at, file=made)
    return made


def _acceptable(paper: Paper, content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise BadInput("Tệp lớn hơn 30 MB.", message_en="The file is larger than 30 MB.")
    if word.paper_id_of(content) != str(paper.pk):
        raise BadInput(
            "Tệp này không phải bản dự thảo của văn bản đang sửa; hãy tải đúng dự thảo về, sửa rồi "
            "gửi lại.",
            message_en="This file is not the draft of this paper; download the draft and edit it.",
        )
    if any(secrecy_mark(line) for line in word.paragraphs_of(content)):
        raise BadInput(
            "Tệp có dấu chỉ độ mật; Keng không nhận văn bản mật.",
            message_en="The file bears a mark of secrecy; Keng takes in no secret papers.",
            code="state_secret",
        )


def _unchanged(paper: Paper, before: Paper) -> None:
    if paper.revision != before.revision:
        raise Conflict(
            "Có người vừa sửa dự thảo này; hãy mở lại bản mới nhất.",
            message_en="Somebody has just changed this draft; open the newest one.",
            theirs=paper.revision,
        )


def _corrections(wrong: Paper, changes: list[ChangedFigure]) -> tuple[word.Block, ...]:
    number = f"{wrong.number:02d}" if wrong.number else word.ROOM_FOR_A_NUMBER
    day = f" ngày {wrong.issued_on:%d/%m/%Y}" if wrong.issued_on else ""
    first = word.Paragraph(
        (f"Báo cáo này đính chính Báo cáo số {number}/{wrong.symbol}{day} như sau:",)
    )
    lines = [
        word.Paragraph(
            (f"{change.label}: đã báo cáo {change.printed}, nay là {change.now};",), bullet="-"
        )
        for change in changes
    ]
    return (first, *lines)
