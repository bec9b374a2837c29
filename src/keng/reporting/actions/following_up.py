"""Follow-ups: what is to be cleared up about a submission or a cell, by whom, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keng.access.roles import Role
from keng.db.locks import for_update
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.reporting.actions._hold import journal, submission_for_update, written_reason
from keng.reporting.models import FollowUp, FollowUpReply, Submission
from keng.reporting.queries.duties import is_near
from keng.reporting.queries.sheets import sheet_of
from keng.reporting.queries.withholding import small_cells


@dataclass(frozen=True)
class Assignee:
    """Who answers for a follow-up: an account, or whoever holds a post at a unit."""

    account_id: int | None = None
    unit_id: int | None = None
    role: str = ""


@transaction.atomic
def open_follow_up(
    submission_id: int,
    text: str,
    assignee: Assignee,
    *,
    key: CellKey | None = None,
    due_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> FollowUp:
    """Ask somebody to clear something up; the figures and the state stay as they are.

    Raises NotFound, NotAllowed (neither enter nor return for the unit), and BadInput: no words, no
    assignee, a cell that the form does not have, a day that is over. Nothing is changed then.
    """
    submission = submission_for_update(submission_id)
    on = local_day(at)
    _permit(actor, submission, key, on=on)
    _judge(assignee, due_on, on=on)
    if key is not None and key not in sheet_of(submission).keys:
        raise BadInput(
            f"Biểu không có ô “{key}”.", message_en=f"The form has no cell {str(key)!r}."
        )
    made = FollowUp.objects.create(
        submission=submission,
        indicator=key.indicator if key else "",
        by=key.by if key else "",
        text=written_reason(text),
        assignee_account=assignee.account_id,
        assignee_unit_id=assignee.unit_id,
        assignee_role=assignee.role,
        due_on=due_on,
        at=at,
        account_id=actor.account_id,
    )
    journal(submission, "open_follow_up", _about(made), actor=actor, at=at, rows=[made])
    return made


@transaction.atomic
def answer_follow_up(
    follow_up_id: int, what: str, text: str, *, actor: Actor, at: datetime
) -> FollowUpReply:
    """Reply to a follow-up, say that it is done, or take it up again.

    A reply and taking up again need words. Raises NotFound, NotAllowed, BadInput, and WrongState:
    it is done already, or is not. Nothing is changed then.
    """
    found = _follow_up(follow_up_id)
    submission = submission_for_update(found.submission_id)
    _permit(actor, submission, found.key, on=local_day(at))
    wanted = _wanted(what)
    _refuse_wrong_state(found, wanted)
    needed = wanted is not FollowUpReply.What.DONE or bool(text.strip())
    made = FollowUpReply.objects.create(
        follow_up=found,
        what=wanted.value,
        text=written_reason(text) if needed else "",
        at=at,
        account_id=actor.account_id,
    )
    if wanted is not FollowUpReply.What.REPLY:
        found.done_at = at if wanted is FollowUpReply.What.DONE else None
        found.save(update_fields=["done_at"])
    facts = {**_about(found), "what": wanted.value}
    journal(submission, "answer_follow_up", facts, actor=actor, at=at, rows=[found, made])
    return made


def _permit(actor: Actor, submission: Submission, key: CellKey | None, *, on: date) -> None:
    """Whoever enters for the unit or returns to it; of a small total only those near to it."""
    unit_id = submission.unit_id
    if not actor.may("enter", unit_id=unit_id, on=on):
        actor.require("return", unit_id=unit_id, on=on)
    hidden = key is not None and key in small_cells(sheet_of(submission))
    if hidden and not is_near(actor, unit_id, on=on):
        raise NotAllowed(
            "Ô này chỉ đơn vị và cấp trên trực tiếp được xem.",
            message_en="This cell is shown to the unit and its direct superior only.",
        )


def _judge(assignee: Assignee, due_on: date | None, *, on: date) -> None:
    post = assignee.unit_id is not None and assignee.role in set(Role)
    if assignee.account_id is None and not post:
        raise BadInput("Hãy chọn người làm.", message_en="Choose who is to do it.")
    if due_on is not None and due_on < on:
        raise BadInput(
            f"Hạn {due_on:%d/%m/%Y} đã qua; hãy chọn ngày từ {on:%d/%m/%Y}.",
            message_en=f"The day {due_on} is over; choose {on} or later.",
        )


def _wanted(what: str) -> FollowUpReply.What:
    try:
        return FollowUpReply.What(what)
    except ValueError as error:
        raise BadInput("Không hiểu việc này.", message_en=f"Cannot do {what!r}.") from error


def _refuse_wrong_state(found: FollowUp, what: FollowUpReply.What) -> None:
    if (found.done_at is not None) == (what is FollowUpReply.What.REOPENED):
        return
    if what is FollowUpReply.What.REOPENED:
        raise WrongState("Việc này chưa xong.", message_en="It is not done yet.")
    raise WrongState(
        "Việc này đã xong; hãy mở lại trước.", message_en="It is done; take it up again first."
    )


def _follow_up(follow_up_id: int) -> FollowUp:
    found = for_update(FollowUp.objects.filter(pk=follow_up_id)).first()
    if found is None:
        raise NotFound(
            f"Không có việc theo dõi số {follow_up_id}.",
            message_en=f"There is no follow-up {follow_up_id}.",
        )
    return found


def _about(row: FollowUp) -> dict[str, object]:
    return {"follow_up": row.pk, "cell": str(row.key or "")}
