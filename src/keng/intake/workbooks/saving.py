"""Saving what a plan holds: one workbook, one short transaction, one journal line for the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from keng.db.reading import one_reading
from keng.intake.workbooks.judging import Change
from keng.intake.workbooks.plans import ImportPlan, SubmissionPlan
from keng.intake.workbooks.problems import ImportProblem, passed_on
from keng.journal.actions import record
from keng.kernel.actors import Actor
from keng.kernel.errors import Conflict, DomainError
from keng.kernel.figures import CellKey
from keng.reporting.actions import CellConflict, enter
from keng.reporting.refusals import RejectedCells


class SavePolicy(StrEnum):
    """What to do with a file that holds both right and wrong cells."""

    ALL_OR_NOTHING = "all_or_nothing"
    WHAT_IS_RIGHT = "what_is_right"


@dataclass(frozen=True)
class ImportOutcome:
    """How many cells were written, and everything that was not, with its reason."""

    saved: int
    problems: tuple[ImportProblem, ...]


class _Refused(Exception):
    """Something changed since the plan was read; carries the problems of one submission."""

    def __init__(self, problems: Sequence[ImportProblem], wrong: frozenset[CellKey]) -> None:
        super().__init__()
        self.problems = tuple(problems)
        self.wrong = wrong


@one_reading()
def save(plan: ImportPlan, *, policy: SavePolicy, actor: Actor, at: datetime) -> ImportOutcome:
    """Write the plan's cells through `reporting.actions.enter`, all in one transaction.

    ALL_OR_NOTHING writes nothing if the plan has a problem or if anything changed since it was
    read. WHAT_IS_RIGHT writes every cell that is right and returns exactly the others. Figures
    are stored as imported with the source "file!sheet!cell"; the digest of the file is journalled
    in the stream of the workbook. Saving a plan that changes nothing writes nothing.
    """
    if policy is SavePolicy.ALL_OR_NOTHING and plan.problems:
        return ImportOutcome(0, plan.problems)
    try:
        with transaction.atomic():
            saved, late = _written(plan, policy, actor=actor, at=at)
    except _Refused as refused:
        return ImportOutcome(0, (*plan.problems, *refused.problems))
    return ImportOutcome(saved, (*plan.problems, *late))


def _written(
    plan: ImportPlan, policy: SavePolicy, *, actor: Actor, at: datetime
) -> tuple[int, list[ImportProblem]]:
    saved: dict[int, int] = {}
    late: list[ImportProblem] = []
    # In the order of ids: two imports of the same units never wait for each other crosswise.
    for one in plan.submissions:
        try:
            saved[one.submission_id] = _entered(plan, one, one.changes, actor=actor, at=at)
        except _Refused as refused:
            if policy is SavePolicy.ALL_OR_NOTHING:
                raise
            late.extend(refused.problems)
            right = [change for change in one.changes if change.key not in refused.wrong]
            saved[one.submission_id] = _retried(plan, one, right, late, actor=actor, at=at)
    if any(saved.values()):
        _journal(plan, saved, actor=actor, at=at)
    return sum(saved.values()), late


def _retried(
    plan: ImportPlan,
    one: SubmissionPlan,
    right: Sequence[Change],
    late: list[ImportProblem],
    *,
    actor: Actor,
    at: datetime,
) -> int:
    """Enter what is left; the row is locked by now, so a second refusal is final."""
    if not right:
        return 0
    try:
        return _entered(plan, one, right, actor=actor, at=at)
    except _Refused as refused:
        late.extend(refused.problems)
        return 0


def _entered(
    plan: ImportPlan,
    one: SubmissionPlan,
    changes: Sequence[Change],
    *,
    actor: Actor,
    at: datetime,
) -> int:
    inputs = [change.input for change in changes]
    try:
        # A savepoint: a refusal leaves what other submissions of the file have written.
        with transaction.atomic():
            outcome = enter(one.submission_id, inputs, actor=actor, at=at, origin="imported")
    except DomainError as told:
        raise _refused(plan, changes, told) from told
    return len(outcome.saved)


def _refused(plan: ImportPlan, changes: Sequence[Change], told: DomainError) -> _Refused:
    """The refusal of a batch as problems, each at the cell that it is about."""
    places = {change.key: change.place for change in changes}
    if isinstance(told, RejectedCells):
        wrong = {one.key: passed_on(plan.file, places[one.key], one) for one in told.problems}
    elif isinstance(told, Conflict):
        wrong = {key: passed_on(plan.file, places[key], told) for key in _contested(told)}
    else:
        wrong = {key: passed_on(plan.file, place, told) for key, place in places.items()}
    return _Refused(list(wrong.values()), frozenset(wrong))


def _contested(told: Conflict) -> list[CellKey]:
    theirs = told.theirs if isinstance(told.theirs, list) else []
    return [one.key for one in theirs if isinstance(one, CellConflict)]


def _journal(plan: ImportPlan, saved: dict[int, int], *, actor: Actor, at: datetime) -> None:
    # The rows of the submissions are locked, and the same file always holds the same ones, so the
    # entries of its stream are ordered.
    facts = {
        "sha256": plan.sha256,
        "submissions": [[pk, cells] for pk, cells in sorted(saved.items()) if cells],
    }
    stream = f"workbook:{plan.sha256}"
    record(stream, "intake.imported", actor=actor, at=at, facts=facts)
