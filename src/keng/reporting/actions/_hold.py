"""How every action of the room begins and ends: lock, permission, state; journal and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Model

from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.models import Entry
from keng.journal.rows import FOLLOWING, ROWS, following, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.reporting.cells import Sheet
from keng.reporting.findings import FindingView, counted
from keng.reporting.lifecycle import Act, State, next_state
from keng.reporting.models import (
    AcceptedWarning,
    DirtyMark,
    StateChange,
    Submission,
)
from keng.reporting.queries.sheets import findings_about, values_of
from keng.reporting.queries.withholding import shown, small_cells
from keng.reporting.storable import refuse_unstorable

VERBS: dict[Act, str] = {
    Act.ENTER: "enter",
    Act.SUBMIT: "submit",
    Act.RETURN: "return",
    Act.ACCEPT: "accept",
    Act.LOCK: "lock",
    Act.REOPEN: "reopen",
    Act.ADJUST: "adjust",
    Act.POST: "enter",
}
"""The verb of the grant that each act asks for."""


def submission_for_update(submission_id: int) -> Submission:
    """The submission, locked until the transaction ends; NotFound if there is none."""
    rows = for_update(Submission.objects.filter(pk=submission_id))
    found = rows.select_related("unit", "round").first()
    if found is None:
        raise NotFound(
            f"Không có biểu số liệu số {submission_id}.",
            message_en=f"There is no submission {submission_id}.",
        )
    return found


def held(submission_id: int, act: Act, *, actor: Actor, at: datetime) -> Submission:
    """Lock the submission and see that the actor may do the act and its state permits it.

    Raises NotFound, NotAllowed, WrongState; nothing is changed.
    """
    submission = submission_for_update(submission_id)
    permit(actor, VERBS[act], submission, on=local_day(at))
    next_state(submission.state, act)
    if act in (Act.ENTER, Act.SUBMIT):
        _refuse_closed(submission)
    return submission


def permit(actor: Actor, verb: str, submission: Submission, *, on: date) -> None:
    """Raise NotAllowed unless the actor holds the verb for the unit.

    `access` lets whoever took over the whole of a dissolved unit do its duties.
    """
    actor.require(verb, unit_id=submission.unit_id, on=on)


def written_reason(text: str, *, where: str = "") -> str:
    """The reason without outer spaces; BadInput if there is none or it carries a secrecy mark."""
    reason = text.strip()
    if not reason:
        raise BadInput(
            "Phải ghi lý do; hãy viết một câu nêu rõ vì sao.",
            message_en="A written reason is needed; say why in one sentence.",
            where=where,
        )
    refuse_unstorable(reason, where=where)
    return reason


def journal(
    submission: Submission,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[Model] = (),
) -> Entry:
    """One line in the stream of the submission, which states how it and `rows` stand from now on.

    The caller holds its lock and has set all that the act sets, except the counts; it may still
    have to save the submission, but no longer the rows.
    """
    told = {"revision": submission.revision, **facts, ROWS: stated(submission, *rows)}
    stream = f"submission:{submission.pk}"
    return record(stream, f"reporting.{verb}", actor=actor, at=at, facts=told)


def move(
    submission: Submission,
    act: Act,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[Model] = (),
) -> StateChange:
    """Bring the submission to the state after the act, with its row of history and journal line.

    The caller saves the submission, and has saved the rows that go with the act; the facts hold
    the states, never the reason.
    """
    before, after = State(submission.state), next_state(submission.state, act)
    submission.state = after.value
    made = StateChange(
        submission=submission,
        act=act.value,
        before=before.value,
        after=after.value,
        revision=submission.revision,
        reason=reason,
        at=at,
        account_id=actor.account_id,
    )
    facts = {"before": before.value, "after": after.value, FOLLOWING: following(made)}
    made.entry = journal(submission, act.value, facts, actor=actor, at=at, rows=rows)
    made.save(force_insert=True)
    return made


def mark_dirty(submission: Submission, act: str, *, at: datetime) -> None:
    """Tell consolidation that what counts for the unit and period may have changed."""
    DirtyMark.objects.create(
        unit_id=submission.unit_id,
        submission=submission,
        form=submission.form,
        regime=submission.regime,
        first=submission.first,
        last=submission.last,
        act=act,
        at=at,
    )


def recount(
    submission: Submission, sheet: Sheet, values: Mapping[CellKey, int | None] | None = None
) -> list[FindingView]:
    """Run the rules and write their counts on the submission object; the caller saves it.

    `values` are those of the form's cells where the caller has just read or written them.
    """
    if values is None:
        values = values_of(submission.pk, sheet.form.basis)
    found = findings_about(submission, sheet, values)
    _keep_explanations(submission, found)
    open_keys = sheet.open_keys()
    counts = counted(found)
    submission.cells_total = len(open_keys)
    submission.cells_filled = sum(values.get(key) is not None for key in open_keys)
    submission.blocks_open = counts.blocks
    submission.warnings_open = counts.warnings_open
    submission.warnings_accepted = counts.warnings_accepted
    told = counted(shown(found, small_cells(sheet)))
    submission.blocks_told = told.blocks
    submission.warnings_told = told.warnings_open
    submission.explained_told = told.warnings_accepted
    return found


def _keep_explanations(submission: Submission, found: Iterable[FindingView]) -> None:
    """Tell of each written reason whether the warning that it explains still stands."""
    standing = {view.fingerprint for view in found if view.explanation is not None}
    rows = AcceptedWarning.objects.filter(submission_id=submission.pk)
    for pk, fingerprint, is_current in rows.values_list("pk", "fingerprint", "is_current"):
        if is_current != (fingerprint in standing):
            AcceptedWarning.objects.filter(pk=pk).update(is_current=not is_current)


def _refuse_closed(submission: Submission) -> None:
    if submission.round is not None and submission.round.closed_at is not None:
        raise WrongState(
            f"Đợt báo cáo “{submission.round.title}” đã đóng nên không nhập được nữa. "
            "Hãy đề nghị cấp trên mở lại đợt báo cáo.",
            message_en=f"The round {submission.round.title!r} is closed. Ask the level above to "
            "reopen it.",
            code="round_closed",
        )
