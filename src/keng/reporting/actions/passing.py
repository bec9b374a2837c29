"""A submission on its way: handed in, returned, accepted, locked, reopened (semantics 18)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotAllowed
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.orgunits.queries import direct_superior
from keng.reporting.actions._hold import (
    held,
    journal,
    mark_dirty,
    move,
    recount,
    submission_for_update,
    written_reason,
)
from keng.reporting.findings import open_ones
from keng.reporting.lifecycle import Act, State
from keng.reporting.models import (
    COUNT_FIELDS,
    Adjustment,
    Figure,
    Return,
    ReturnReason,
    Submission,
)
from keng.reporting.queries.sheets import sheet_of
from keng.reporting.queries.withholding import require_near
from keng.reporting.refusals import BlockingFindings, UnansweredReturn
from keng.reporting.storable import refuse_unstorable


@transaction.atomic
def submit(submission_id: int, *, actor: Actor, at: datetime) -> Submission:
    """Hand the figures in to the level above; from now on only a return opens them again.

    The first time that this succeeds is the day that punctuality is judged by.

    Raises NotAllowed (also for who stands far from the unit of a form with small totals: whether
    it is refused would tell them), WrongState, BadInput (nothing was filled in), UnansweredReturn
    (a returned cell is neither changed nor answered) and BlockingFindings (a block fails, or a
    warning has neither been corrected nor explained; hints never stop). On any of them nothing is
    changed.
    """
    submission = held(submission_id, Act.SUBMIT, actor=actor, at=at)
    sheet = sheet_of(submission)
    require_near(submission, sheet, actor=actor, on=local_day(at))
    _refuse_unanswered(submission)
    found = recount(submission, sheet)
    if not submission.cells_filled and not submission.texts.exclude(text="").exists():
        raise BadInput(
            "Biểu chưa có số liệu nào. Hãy nhập số liệu, hoặc ghi “không phát sinh” cho từng nhóm.",
            message_en="The form is empty. Enter figures, or declare that nothing occurred.",
            code="empty_submission",
        )
    if stopping := open_ones(found):
        raise BlockingFindings(stopping)
    submission.submitted_at, submission.submitted_by = at, actor.account_id
    if submission.first_submitted_on is None:
        submission.first_submitted_on = local_day(at)
    move(submission, Act.SUBMIT, "", actor=actor, at=at)
    submission.save()
    mark_dirty(submission, Act.SUBMIT.value, at=at)
    return submission


@transaction.atomic
def return_for_correction(
    submission_id: int,
    reasons: Mapping[CellKey, str],
    message: str,
    *,
    due_on: date,
    actor: Actor,
    at: datetime,
) -> Submission:
    """Send a submission back: a reason for each wrong cell, a general message, its own due day.

    Raises NotAllowed, WrongState, and BadInput: neither a reason nor a message, a reason without
    words, a cell that the form does not have, or a due day that is already over. Nothing is
    changed then.
    """
    submission = held(submission_id, Act.RETURN, actor=actor, at=at)
    _judge_return(submission, reasons, message, due_on, at=at)
    returned = Return.objects.create(
        submission=submission,
        message=message.strip(),
        due_on=due_on,
        revision=submission.revision,
        at=at,
        account_id=actor.account_id,
    )
    listed = ReturnReason.objects.bulk_create(
        ReturnReason(returned=returned, indicator=key.indicator, by=key.by, reason=reason.strip())
        for key, reason in reasons.items()
    )
    submission.return_due_on = due_on
    rows = [returned, *listed]
    move(submission, Act.RETURN, message.strip(), actor=actor, at=at, rows=rows)
    submission.save()
    mark_dirty(submission, Act.RETURN.value, at=at)
    return submission


@transaction.atomic
def answer_return(
    submission_id: int, key: CellKey, answer: str, *, actor: Actor, at: datetime
) -> None:
    """Say why a returned cell is right as it stands, instead of changing it.

    Raises NotAllowed, WrongState, BadInput (no words, or the cell was not returned or is dealt
    with already). Nothing is changed then.
    """
    submission = held(submission_id, Act.ENTER, actor=actor, at=at)
    words = written_reason(answer)
    waiting = list(_waiting_reasons(submission).filter(indicator=key.indicator, by=key.by))
    if not waiting:
        raise BadInput(
            f"Ô “{key}” không bị trả lại hoặc đã được xử lý.",
            message_en=f"The cell {str(key)!r} was not returned or is dealt with already.",
        )
    for reason in waiting:
        reason.answer, reason.resolved_at, reason.resolved_by = words, at, actor.account_id
    ReturnReason.objects.bulk_update(waiting, ["answer", "resolved_at", "resolved_by"])
    journal(submission, "answer_return", {"cell": str(key)}, actor=actor, at=at, rows=waiting)


@transaction.atomic
def accept(submission_id: int, *, revision: int, actor: Actor, at: datetime) -> Submission:
    """Take the figures over: from now on they count in every consolidation above.

    `revision` is the one that was looked at. Adjustments of figures that the unit has meanwhile
    resubmitted otherwise are overtaken and no longer used.

    Raises NotAllowed (also for whoever submitted it: nobody accepts their own), WrongState and
    Conflict (`theirs`: the revision that stands). On any of them nothing is changed.
    """
    submission = held(submission_id, Act.ACCEPT, actor=actor, at=at)
    if actor.account_id is not None and submission.submitted_by == actor.account_id:
        raise NotAllowed(
            "Người nộp không được tự tiếp nhận biểu của mình. Hãy để người khác tiếp nhận.",
            message_en="Nobody accepts what they submitted. Let somebody else accept it.",
            code="own_submission",
        )
    if submission.revision != revision:
        raise Conflict(
            f"Biểu đã thay đổi sau khi bạn xem (bản {revision}, nay là bản "
            f"{submission.revision}). Hãy mở lại và xem trước khi tiếp nhận.",
            message_en=f"The submission changed after you looked (revision {revision}, now "
            f"{submission.revision}). Open it again before accepting.",
            theirs=submission.revision,
        )
    submission.accepted_at, submission.accepted_by = at, actor.account_id
    submission.accepted_revision = submission.revision
    submission.return_due_on = None
    overtaken = _overtake_adjustments(submission, at=at)
    move(submission, Act.ACCEPT, "", actor=actor, at=at, rows=overtaken)
    submission.save()
    mark_dirty(submission, Act.ACCEPT.value, at=at)
    return submission


@transaction.atomic
def lock(
    submission_id: int,
    reason: str,
    *,
    ends_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Submission:
    """Lock accepted figures (chốt số liệu): the reason, until when, and who may open them.

    Until `ends_on` (None: without end) only the level directly above the unit, or one that reaches
    it, reopens the submission. Figures count as before.

    Raises NotAllowed, WrongState, BadInput (no reason, or an end that is over). Nothing is changed
    then.
    """
    submission = held(submission_id, Act.LOCK, actor=actor, at=at)
    on = local_day(at)
    words = written_reason(reason)
    if ends_on is not None and ends_on < on:
        raise BadInput(
            f"Ngày hết hạn chốt {ends_on:%d/%m/%Y} đã qua; hãy chọn ngày từ {on:%d/%m/%Y}.",
            message_en=f"The lock would end on {ends_on}, which is over; choose {on} or later.",
        )
    submission.locked_at, submission.locked_by = at, actor.account_id
    submission.lock_reason, submission.lock_ends_on = words, ends_on
    submission.lock_opener_id = direct_superior(submission.unit_id, on=on)
    move(submission, Act.LOCK, words, actor=actor, at=at)
    submission.save()
    return submission


@transaction.atomic
def reopen(submission_id: int, reason: str, *, actor: Actor, at: datetime) -> Submission:
    """Open accepted or locked figures again, with a reason; until accepted anew they do not count.

    Papers and decisions made from them are not altered; they show that figures have changed.

    Raises NotAllowed (also where a lock still stands and the actor does not reach its opener),
    WrongState, BadInput (no reason). Nothing is changed then.
    """
    submission = held(submission_id, Act.REOPEN, actor=actor, at=at)
    words = written_reason(reason)
    _refuse_locked_out(submission, actor=actor, on=local_day(at))
    submission.reopened_at, submission.reopened_by = at, actor.account_id
    submission.reopen_reason = words
    move(submission, Act.REOPEN, words, actor=actor, at=at)
    submission.save()
    mark_dirty(submission, Act.REOPEN.value, at=at)
    return submission


@transaction.atomic
def refresh_findings(submission_id: int) -> None:
    """Run the rules again and store their counts; for jobs, after other periods changed.

    Figures, state and journal stay as they are. Raises NotFound.
    """
    submission = submission_for_update(submission_id)
    recount(submission, sheet_of(submission))
    submission.save(update_fields=list(COUNT_FIELDS))


def _judge_return(
    submission: Submission,
    reasons: Mapping[CellKey, str],
    message: str,
    due_on: date,
    *,
    at: datetime,
) -> None:
    sheet = sheet_of(submission)
    if not reasons:
        written_reason(message)
    refuse_unstorable(message)
    if strangers := [str(key) for key in reasons if key not in sheet.keys]:
        raise BadInput(
            f"Biểu “{sheet.form.label.vi}” không có ô: {', '.join(strangers)}.",
            message_en=f"Form {sheet.form.code!r} has no cell: {', '.join(strangers)}.",
            code="unknown_cell",
        )
    for key, reason in reasons.items():
        written_reason(reason, where=sheet.pack.cell_label(key))
    on = local_day(at)
    if due_on < on:
        raise BadInput(
            f"Hạn nộp lại {due_on:%d/%m/%Y} đã qua; hãy chọn ngày từ {on:%d/%m/%Y}.",
            message_en=f"The new due day {due_on} is over; choose {on} or later.",
        )


def _waiting_reasons(submission: Submission) -> QuerySet[ReturnReason]:
    return ReturnReason.objects.filter(
        returned__submission_id=submission.pk, resolved_at__isnull=True
    )


def _refuse_unanswered(submission: Submission) -> None:
    waiting = list(_waiting_reasons(submission))
    if waiting:
        pack = sheet_of(submission).pack
        cells = [reason.key for reason in waiting]
        raise UnansweredReturn(cells, labels=[pack.cell_label(key) for key in cells])


def _overtake_adjustments(submission: Submission, *, at: datetime) -> list[Adjustment]:
    in_use = list(
        submission.adjustments.filter(
            answer__in=(Adjustment.Answer.STANDING, Adjustment.Answer.AGREED)
        )
    )
    if not in_use:
        return []
    now = {row.key: row.revision for row in Figure.objects.filter(submission_id=submission.pk)}
    overtaken = [row for row in in_use if now.get(row.key, 0) != row.reported_revision]
    for row in overtaken:
        row.answer, row.answered_at = Adjustment.Answer.OVERTAKEN.value, at
    Adjustment.objects.bulk_update(overtaken, ["answer", "answered_at"])
    return overtaken


def _refuse_locked_out(submission: Submission, *, actor: Actor, on: date) -> None:
    if submission.state != State.LOCKED or submission.lock_opener_id is None:
        return
    if submission.lock_ends_on is not None and submission.lock_ends_on < on:
        return
    if not actor.may("view", unit_id=submission.lock_opener_id, on=on):
        raise NotAllowed(
            f"Số liệu đã chốt với lý do: “{submission.lock_reason}”. Chỉ cấp trên trực tiếp mở lại "
            "được.",
            message_en=f"The figures are locked: {submission.lock_reason!r}. Only the level "
            "directly above can reopen them.",
            code="locked",
        )
