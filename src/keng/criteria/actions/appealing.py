"""Appeals of units against what was decided of them, and the answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.criteria.actions._store import run_for_update, told
from keng.criteria.models import Appeal, DecisionLine
from keng.criteria.permissions import require_decider, require_for_unit
from keng.criteria.words import needed
from keng.db.locks import for_update
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotFound, WrongState


@transaction.atomic
def appeal(line_id: int, text: str, *, actor: Actor, at: datetime) -> Appeal:
    """Ask the decider to look again at what was decided of a unit.

    Raises NotFound, NotAllowed (not the unit's people nor its manager's), WrongState (that line no
    longer stands), Conflict (an appeal is open), BadInput without a text.
    """
    line = DecisionLine.objects.filter(pk=line_id).select_related("assessment__run").first()
    if line is None:
        raise NotFound(
            f"Không có kết quả số {line_id}.", message_en=f"There is no decided result {line_id}."
        )
    require_for_unit(actor, "submit", line.unit_id, at=at)
    run_for_update(line.assessment.run_id)
    line.refresh_from_db()
    if not line.stands:
        raise WrongState(
            "Kết quả này đã được sửa đổi hoặc thu hồi; hãy xem kết quả đang có hiệu lực.",
            message_en="That result no longer stands; see the one that does.",
        )
    if line.appeals.filter(outcome=Appeal.Answer.OPEN.value).exists():
        raise Conflict(
            "Đã có kiến nghị chưa được trả lời về kết quả này.",
            message_en="An appeal about this result is open already.",
        )
    made = Appeal.objects.create(
        line=line,
        text=needed(text, where="appeal", vi="Hãy ghi nội dung kiến nghị.", en="Say what about."),
        at=at,
        account_id=actor.account_id,
    )
    facts = {"appeal": made.pk, "line": line.pk}
    told(line.assessment, "appealed", facts, actor=actor, at=at, rows=(made,))
    return made


@transaction.atomic
def answer_appeal(
    appeal_id: int, outcome: str, answer: str, *, actor: Actor, at: datetime
) -> Appeal:
    """Answer an appeal: upheld (an amending or revoking decision follows) or rejected.

    Raises NotFound, NotAllowed without "issue" at the deciding unit, WrongState (answered
    already), BadInput without an answer.
    """
    rows = for_update(Appeal.objects.filter(pk=appeal_id))
    found = rows.select_related("line__assessment__run").first()
    if found is None:
        raise NotFound(
            f"Không có kiến nghị số {appeal_id}.", message_en=f"There is no appeal {appeal_id}."
        )
    assessment = found.line.assessment
    require_decider(actor, "issue", assessment.run, at=at)
    if found.outcome != Appeal.Answer.OPEN:
        raise WrongState(
            "Kiến nghị này đã được trả lời.", message_en="This appeal has been answered."
        )
    if outcome not in (Appeal.Answer.UPHELD, Appeal.Answer.REJECTED):
        raise BadInput(
            "Chọn chấp nhận hoặc không chấp nhận kiến nghị.",
            message_en="Choose upheld or rejected.",
        )
    found.answer = needed(answer, where="answer", vi="Hãy ghi câu trả lời.", en="Write it.")
    found.outcome = outcome
    found.answered_at, found.answered_by = at, actor.account_id
    found.save()
    facts = {"appeal": found.pk, "outcome": outcome}
    told(assessment, "appeal_answered", facts, actor=actor, at=at, rows=(found,))
    return found
