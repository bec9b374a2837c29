"""The level above uses another value than the reported one: beside it, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from keng.db.locks import for_update
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.orgunits.queries import ancestors, direct_superior
from keng.reporting.actions._hold import (
    held,
    journal,
    mark_dirty,
    permit,
    submission_for_update,
    written_reason,
)
from keng.reporting.actions.entering import judged
from keng.reporting.cells import CellInput
from keng.reporting.lifecycle import COUNTED, Act
from keng.reporting.models import Adjustment, Figure, Submission
from keng.reporting.queries.sheets import sheet_of

IN_USE = (Adjustment.Answer.STANDING.value, Adjustment.Answer.AGREED.value)
"""Adjustments that consolidation uses."""


@transaction.atomic
def adjust(
    submission_id: int,
    key: CellKey,
    value: int,
    reason: str,
    *,
    adjuster_unit_id: int,
    actor: Actor,
    at: datetime,
) -> Adjustment:
    """Let the adjuster's and higher consolidations use `value` for a cell of an accepted report.

    The report itself stays as it is; the unit is told and agrees or resubmits (semantics 11). A
    newer adjustment by the same unit takes the place of the older, which stays on record.

    Raises NotAllowed (no "adjust" for the unit, or the adjuster is not a level above it that the
    actor sees), WrongState (not accepted), BadInput or RejectedCells (no reason, unknown cell,
    impossible value, or the value that was reported). Nothing is changed then.
    """
    submission = held(submission_id, Act.ADJUST, actor=actor, at=at)
    words = written_reason(reason)
    _refuse_stranger(submission, adjuster_unit_id, actor=actor, at=at)
    figure = _reported(submission, key, value)
    old = list(
        submission.adjustments.filter(
            indicator=key.indicator, by=key.by, adjuster_id=adjuster_unit_id, answer__in=IN_USE
        )
    )
    for row in old:
        _answer(row, Adjustment.Answer.WITHDRAWN, row.answer_text, actor=actor, at=at)
    made = Adjustment.objects.create(
        submission=submission,
        unit_id=submission.unit_id,
        adjuster_id=adjuster_unit_id,
        form=submission.form,
        regime=submission.regime,
        first=submission.first,
        last=submission.last,
        indicator=key.indicator,
        by=key.by,
        value=value,
        reported_value=figure.value if figure is not None else None,
        reported_revision=figure.revision if figure is not None else 0,
        reason=words,
        at=at,
        account_id=actor.account_id,
    )
    _tell(submission, made, "adjust", actor=actor, at=at, replaced=old)
    return made


@transaction.atomic
def withdraw_adjustment(
    adjustment_id: int, reason: str, *, actor: Actor, at: datetime
) -> Adjustment:
    """Take an adjustment back; the reported value is used again. The row stays on record.

    Raises NotFound, NotAllowed, WrongState (no longer in use), BadInput (no reason).
    """
    submission, adjustment = _in_use(adjustment_id)
    permit(actor, "adjust", submission, on=local_day(at))
    words = written_reason(reason)
    _answer(adjustment, Adjustment.Answer.WITHDRAWN, words, actor=actor, at=at)
    _tell(submission, adjustment, "withdraw_adjustment", actor=actor, at=at)
    return adjustment


@transaction.atomic
def answer_adjustment(
    adjustment_id: int, answer: str, text: str = "", *, actor: Actor, at: datetime
) -> Adjustment:
    """The unit's word on an adjustment: "agreed", or "standing" to object with its reason.

    Once agreed, the unit's own report and its criteria use the adjusted value too. An objection
    changes no figure: the adjuster reads it and withdraws, or reopens the submission.

    Raises NotFound, NotAllowed (the verb is submit, for the adjusted unit), WrongState (no longer
    in use), BadInput (another answer, or an objection without words). Nothing is changed then.
    """
    submission, adjustment = _in_use(adjustment_id)
    permit(actor, "submit", submission, on=local_day(at))
    if answer not in IN_USE:
        raise BadInput(
            "Trả lời điều chỉnh chỉ là đồng ý (agreed) hoặc có ý kiến khác (standing).",
            message_en="The answer is agreed, or standing with an objection.",
        )
    words = text.strip() if answer == Adjustment.Answer.AGREED else written_reason(text)
    _answer(adjustment, Adjustment.Answer(answer), words, actor=actor, at=at)
    _tell(submission, adjustment, "answer_adjustment", actor=actor, at=at)
    return adjustment


def _refuse_stranger(
    submission: Submission, adjuster_id: int, *, actor: Actor, at: datetime
) -> None:
    on = local_day(at)
    above = {
        *ancestors(submission.unit_id, on=submission.last),
        *ancestors(submission.unit_id, on=on),
        direct_superior(submission.unit_id, on=submission.last),
        direct_superior(submission.unit_id, on=on),
    }
    if adjuster_id not in above or not actor.may("view", unit_id=adjuster_id, on=on):
        raise NotAllowed(
            "Chỉ đơn vị cấp trên của đơn vị báo cáo, nơi bạn được giao quyền, mới điều chỉnh được.",
            message_en="Only a level above the unit, for which you hold a grant, adjusts.",
        )


def _reported(submission: Submission, key: CellKey, value: int) -> Figure | None:
    sheet = sheet_of(submission)
    judged([CellInput(key, value)], sheet)
    figure = Figure.objects.filter(
        submission_id=submission.pk, indicator=key.indicator, by=key.by, basis=sheet.form.basis
    ).first()
    if figure is not None and figure.value == value:
        label = sheet.pack.cell_label(key)
        raise BadInput(
            f"“{label}”: số điều chỉnh trùng số đã báo cáo ({value}).",
            message_en=f"{label!r}: the adjusted value equals the reported one ({value}).",
        )
    return figure


def _in_use(adjustment_id: int) -> tuple[Submission, Adjustment]:
    found = Adjustment.objects.filter(pk=adjustment_id).first()
    if found is None:
        raise NotFound(
            f"Không có điều chỉnh số {adjustment_id}.",
            message_en=f"There is no adjustment {adjustment_id}.",
        )
    submission = submission_for_update(found.submission_id)
    adjustment = for_update(Adjustment.objects.filter(pk=adjustment_id)).get()
    if adjustment.answer not in IN_USE:
        raise WrongState(
            "Điều chỉnh này không còn được dùng.",
            message_en="This adjustment is no longer in use.",
        )
    return submission, adjustment


def _answer(
    adjustment: Adjustment,
    answer: Adjustment.Answer,
    text: str,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    adjustment.answer, adjustment.answer_text = answer.value, text
    adjustment.answered_at, adjustment.answered_by = at, actor.account_id
    adjustment.save(update_fields=["answer", "answer_text", "answered_at", "answered_by"])


def _tell(
    submission: Submission,
    adjustment: Adjustment,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    replaced: Iterable[Adjustment] = (),
) -> None:
    facts = {
        "adjustment": adjustment.pk,
        "cell": str(adjustment.key),
        "adjuster": adjustment.adjuster_id,
        "answer": adjustment.answer,
    }
    journal(submission, verb, facts, actor=actor, at=at, rows=[adjustment, *replaced])
    if submission.state in COUNTED:
        mark_dirty(submission, verb, at=at)
