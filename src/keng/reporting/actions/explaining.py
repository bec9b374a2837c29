"""Warnings that are right as they stand and due days that are moved, each with a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.reporting.actions._hold import (
    held,
    journal,
    permit,
    recount,
    submission_for_update,
    written_reason,
)
from keng.reporting.findings import FindingView
from keng.reporting.lifecycle import Act
from keng.reporting.models import COUNT_FIELDS, AcceptedWarning, Extension, Submission
from keng.reporting.queries.sheets import sheet_of
from keng.reporting.queries.withholding import require_near


@transaction.atomic
def accept_warning(
    submission_id: int,
    check: str,
    reason: str,
    *,
    cells: Collection[CellKey] = (),
    actor: Actor,
    at: datetime,
) -> list[FindingView]:
    """Explain the open warnings of a check; the reason travels upward with the figures.

    `cells` limits it to findings about one of these cells; () means all of the check. It holds as
    long as none of the values that the warning rests on changes. Returns the findings as they now
    stand.

    Raises NotAllowed (also for who stands far from the unit of a form with small totals),
    WrongState, and BadInput: no reason, no such warning now, or the check blocks (a block is
    corrected, not explained). Nothing is changed then.
    """
    submission = held(submission_id, Act.ENTER, actor=actor, at=at)
    words = written_reason(reason)
    sheet = sheet_of(submission)
    require_near(submission, sheet, actor=actor, on=local_day(at))
    meant = _meant(recount(submission, sheet), check, cells)
    made = AcceptedWarning.objects.bulk_create(
        AcceptedWarning(
            submission=submission,
            check_code=check,
            cells=[str(key) for key in finding.cells],
            fingerprint=finding.fingerprint,
            reason=words,
            at=at,
            account_id=actor.account_id,
        )
        for finding in meant
    )
    submission.revision += 1
    facts = {"check": check, "findings": len(meant)}
    journal(submission, "accept_warning", facts, actor=actor, at=at, rows=made)
    found = recount(submission, sheet)
    submission.save(update_fields=["revision", *COUNT_FIELDS])
    return found


@transaction.atomic
def extend_due(
    submission_id: int, due_on: date, reason: str, *, actor: Actor, at: datetime
) -> Submission:
    """Give a unit a later due day, with the author and the reason (semantics 5).

    Raises NotAllowed (the verb is manage_rounds), BadInput: no reason, or the day is not later
    than the one that stands. Nothing is changed then.
    """
    submission = submission_for_update(submission_id)
    permit(actor, "manage_rounds", submission, on=local_day(at))
    words = written_reason(reason)
    old = submission.due_on
    if old is not None and due_on <= old:
        raise BadInput(
            f"Hạn mới {due_on:%d/%m/%Y} không muộn hơn hạn đang có {old:%d/%m/%Y}.",
            message_en=f"The new due day {due_on} is not later than {old}.",
        )
    made = Extension.objects.create(
        submission=submission,
        old_due_on=old,
        new_due_on=due_on,
        reason=words,
        at=at,
        account_id=actor.account_id,
    )
    submission.due_on = due_on
    facts = {"old": old.isoformat() if old else None, "new": due_on.isoformat()}
    journal(submission, "extend_due", facts, actor=actor, at=at, rows=[made])
    submission.save(update_fields=["due_on"])
    return submission


def _meant(
    found: Collection[FindingView], check: str, cells: Collection[CellKey]
) -> list[FindingView]:
    wanted = set(cells)
    of_check = [
        finding
        for finding in found
        if finding.check == check and (not wanted or wanted & set(finding.cells))
    ]
    if any(finding.severity == "block" for finding in of_check):
        raise BadInput(
            f"Lỗi “{check}” phải được sửa, không giải trình được.",
            message_en=f"The check {check!r} blocks: correct the figures, it cannot be explained.",
            code="blocks",
        )
    warnings = [f for f in of_check if f.severity == "warn" and f.is_open]
    # Two findings with one fingerprint are one statement.
    meant = list({finding.fingerprint: finding for finding in warnings}.values())
    if not meant:
        raise BadInput(
            f"Hiện không có cảnh báo “{check}” nào chưa giải trình.",
            message_en=f"There is no open warning of check {check!r} now.",
            code="no_such_warning",
        )
    return meant
