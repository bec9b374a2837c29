"""Figures into cells: one batch, all or nothing, with history, rules and one journal line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from keng.db.reading import one_reading
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.reporting.actions._hold import held, recount
from keng.reporting.actions._store import CellChange, Slot, standing, store
from keng.reporting.cells import CellInput, Sheet, problems_of, with_basis
from keng.reporting.findings import FindingView
from keng.reporting.lifecycle import Act, State
from keng.reporting.models import (
    COUNT_FIELDS,
    NothingOccurred,
    Origin,
    ReturnReason,
    Submission,
)
from keng.reporting.queries.duties import is_near
from keng.reporting.queries.figures import FigureView
from keng.reporting.queries.sheets import findings_about, sheet_of
from keng.reporting.queries.withholding import shown, small_cells
from keng.reporting.refusals import CellProblem, RejectedCells
from keng.reporting.storable import refuse_unstorable

_TYPED = frozenset({Origin.ENTERED.value, Origin.IMPORTED.value, Origin.ILLUSTRATIVE.value})


@dataclass(frozen=True)
class EntryOutcome:
    """What a batch did: new revisions by cell, cells that were so already, and all findings.

    `revision` is the revision of the submission afterwards. `findings` are those of the whole
    submission as it now stands, not only of the cells of the batch.
    """

    submission_id: int
    revision: int
    saved: Mapping[CellKey, int]
    unchanged: tuple[CellKey, ...]
    findings: list[FindingView]


@dataclass(frozen=True)
class CellConflict:
    """A cell that somebody changed meanwhile: what this batch wants and what stands there now."""

    key: CellKey
    mine: CellInput
    theirs: FigureView | None


@one_reading()
@transaction.atomic
def enter(
    submission_id: int,
    inputs: Sequence[CellInput],
    *,
    actor: Actor,
    at: datetime,
    origin: str = Origin.ENTERED.value,
) -> EntryOutcome:
    """Write a batch of values into the cells of a draft, all of them or none.

    Values are integers in the indicator's smallest unit; None empties a cell. A cell that already
    holds the same value, status and note is left alone; without a change nothing is written.
    `origin` is entered, imported or illustrative.

    Raises NotAllowed, WrongState (handed in, or the round is closed), RejectedCells (with every
    cell that cannot be taken; a small total that the actor may not see is one: what is "unchanged"
    or in conflict would tell it) and Conflict (`theirs` lists a CellConflict for every cell whose
    `expected_revision` is no longer the one that stands). On any of them nothing is saved.
    """
    _refuse_foreign_origin(origin)
    submission = held(submission_id, Act.ENTER, actor=actor, at=at)
    sheet = sheet_of(submission)
    items = judged(inputs, sheet)
    hidden = _withheld(submission, sheet, actor=actor, on=local_day(at))
    _refuse_withheld(items, sheet, hidden)
    before = standing(submission)
    changes = _changes(items, before, origin)
    unchanged = _unchanged(items, changes)
    if changes:
        outcome = write(submission, sheet, changes, before, actor=actor, at=at)
    else:
        found = findings_about(submission, sheet, _values(before, sheet.form.basis))
        outcome = EntryOutcome(submission.pk, submission.revision, {}, (), found)
    return replace(outcome, unchanged=unchanged, findings=shown(outcome.findings, hidden))


def write(
    submission: Submission,
    sheet: Sheet,
    changes: Sequence[CellChange],
    before: Mapping[Slot, FigureView],
    *,
    actor: Actor,
    at: datetime,
) -> EntryOutcome:
    """Store judged changes, settle what they answer, run the rules and save the submission.

    For the actions of this room: the caller holds the lock and has judged the changes.
    """
    keys = [change.key for change in changes]
    answered = [
        *_resolve_reasons(submission, keys, actor=actor, at=at),
        *_end_nothings(submission, changes, at=at),
    ]
    stored = store(submission, changes, before, answered, actor=actor, at=at)
    found = recount(submission, sheet, _values({**before, **stored}, sheet.form.basis))
    submission.save(update_fields=["revision", *COUNT_FIELDS])
    saved = {key: figure.revision for (key, _), figure in stored.items()}
    return EntryOutcome(submission.pk, submission.revision, saved, (), found)


def _withheld(
    submission: Submission, sheet: Sheet, *, actor: Actor, on: date
) -> frozenset[CellKey]:
    small = small_cells(sheet)
    return small if small and not is_near(actor, submission.unit_id, on=on) else frozenset()


def _refuse_withheld(items: Iterable[CellInput], sheet: Sheet, hidden: frozenset[CellKey]) -> None:
    problems = [
        CellProblem(
            item.key,
            "withheld_cell",
            f"“{sheet.pack.cell_label(item.key)}” chỉ do đơn vị hoặc cấp trên trực tiếp nhập; hãy "
            "bỏ ô này.",
            f"{sheet.pack.cell_label(item.key, 'en')!r} is entered by the unit or its direct "
            "superior only; leave it out.",
        )
        for item in items
        if item.key in hidden
    ]
    if problems:
        raise RejectedCells(problems)


def judged(inputs: Iterable[CellInput], sheet: Sheet) -> list[CellInput]:
    """The batch with its basis filled in; RejectedCells or BadInput if it cannot be taken."""
    items = with_basis(inputs, sheet.form)
    if problems := problems_of(items, sheet):
        raise RejectedCells(problems)
    for item in items:
        if item.note or item.source:
            where = sheet.pack.cell_label(item.key)
            refuse_unstorable(f"{item.note or ''}\n{item.source or ''}", where=where)
    return items


def change_of(item: CellInput, old: FigureView | None, origin: str) -> CellChange | None:
    """What the input changes in its cell; None if the cell already says the same."""
    same_value = old is not None and old.value == item.value
    note = item.note if item.note is not None else (old.note if old is not None else "")
    source = item.source
    if source is None:
        source = old.source if old is not None and same_value else ""
    if old is None:
        is_same = item.value is None and not note
    else:
        stands = (old.status, old.note, old.source) == (item.status, note, source)
        # What somebody reports is no longer an illustration, although the number stays.
        was_invented = old.origin == Origin.ILLUSTRATIVE and origin != Origin.ILLUSTRATIVE
        is_same = same_value and stands and not was_invented
    if is_same:
        return None
    return CellChange(item.key, item.basis, item.value, item.status, note, source, origin)


def _refuse_foreign_origin(origin: str) -> None:
    if origin not in _TYPED:
        raise BadInput(
            f"Nguồn gốc “{origin}” không dùng khi nhập số liệu; dùng một trong: "
            f"{', '.join(sorted(_TYPED))}.",
            message_en=f"Origin {origin!r} is not typed; use {', '.join(sorted(_TYPED))}.",
        )


def _changes(
    items: Iterable[CellInput], before: Mapping[Slot, FigureView], origin: str
) -> list[CellChange]:
    changes, conflicts = [], []
    for item in items:
        old = before.get((item.key, item.basis))
        change = change_of(item, old, origin)
        if change is None:
            continue
        if item.expected_revision not in (None, old.revision if old is not None else 0):
            conflicts.append(CellConflict(item.key, item, old))
        changes.append(change)
    if conflicts:
        _refuse(conflicts)
    return changes


def _refuse(conflicts: list[CellConflict]) -> None:
    cells = ", ".join(str(conflict.key) for conflict in conflicts)
    raise Conflict(
        f"Có người đã sửa {len(conflicts)} ô này trong lúc bạn nhập ({cells}). Chưa lưu gì; "
        "hãy so hai giá trị rồi chọn.",
        message_en=f"{len(conflicts)} cells were changed by somebody else meanwhile ({cells}). "
        "Nothing was saved; compare the two values and choose.",
        theirs=conflicts,
    )


def _unchanged(items: Iterable[CellInput], changes: Iterable[CellChange]) -> tuple[CellKey, ...]:
    changed = {change.key for change in changes}
    return tuple(item.key for item in items if item.key not in changed)


def _values(standing_now: Mapping[Slot, FigureView], basis: str) -> dict[CellKey, int | None]:
    return {key: row.value for (key, of), row in standing_now.items() if of == basis}


def _resolve_reasons(
    submission: Submission, keys: Iterable[CellKey], *, actor: Actor, at: datetime
) -> list[ReturnReason]:
    # A cell that was returned counts as dealt with once it is changed.
    if submission.state != State.RETURNED:
        return []
    changed = set(keys)
    waiting = ReturnReason.objects.filter(
        returned__submission_id=submission.pk, resolved_at__isnull=True
    )
    resolved = [reason for reason in waiting if reason.key in changed]
    for reason in resolved:
        reason.resolved_at, reason.resolved_by = at, actor.account_id
    ReturnReason.objects.bulk_update(resolved, ["resolved_at", "resolved_by"])
    return resolved


def _end_nothings(
    submission: Submission, changes: Iterable[CellChange], *, at: datetime
) -> list[NothingOccurred]:
    # A group of which a cell is filled did not stay without events.
    filled = {str(c.key) for c in changes if c.value != 0 and c.origin != Origin.DECLARED}
    if not filled:
        return []
    declared = NothingOccurred.objects.filter(submission_id=submission.pk, ended_at__isnull=True)
    ended = [row for row in declared if filled & set(row.cells)]
    for row in ended:
        row.ended_at = at
    NothingOccurred.objects.bulk_update(ended, ["ended_at"])
    return ended
