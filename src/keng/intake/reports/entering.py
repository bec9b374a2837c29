"""What was accepted of a report into the form of its unit and period, with the place as source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from keng.db.reading import one_reading
from keng.intake.models import Decision, ReadReport
from keng.intake.reports.actions import confirmed_period, journal, report_for_update
from keng.intake.reports.judging import Read
from keng.intake.reports.queries import reads_of, source_of
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.reporting.actions import CellInput, EntryOutcome, ensure_submission, enter
from keng.reporting.models import Submission
from keng.reporting.queries import figures_of
from keng.reporting.queries.duties import is_near
from keng.reporting.queries.figures import FigureView
from keng.reporting.queries.sheets import sheet_of
from keng.reporting.queries.withholding import small_cells


class Standing(StrEnum):
    """What to do with a cell that holds another value from elsewhere."""

    ASK = "ask"
    KEEP = "keep"
    REPLACE = "replace"


@dataclass(frozen=True)
class Contested:
    """A cell that holds another value than the report: what was taken, and what stands there."""

    read: Read
    key: CellKey
    value: int
    theirs: FigureView


@dataclass(frozen=True)
class Entered:
    """What entering did: the form, cells written, so already, emptied, and left as they stood."""

    submission_id: int
    saved: int
    unchanged: int
    emptied: int
    kept: int
    outcome: EntryOutcome


@one_reading()
@transaction.atomic
def enter_report(
    report_id: int, *, standing: Standing = Standing.ASK, actor: Actor, at: datetime
) -> Entered:
    """Write the figures taken from a report into the form, opened if there is none; all or none.

    Entering again writes what was decided anew and empties the cells that this report had filled
    and that are no longer taken. Raises NotFound, NotAllowed, WrongState (not confirmed, or the
    form was handed in), BadInput (nothing was taken), RejectedCells, and Conflict, whose `theirs`
    lists a Contested for each cell that holds another value, unless `standing` says what to do.
    """
    report = report_for_update(report_id, actor=actor, at=at)
    period = confirmed_period(report)
    unit_id = report.unit_id
    if unit_id is None:
        raise AssertionError("a confirmed report has a unit")  # a constraint of the table
    taken = {one.made.cell: one for one in reads_of(report_id) if one.made and one.made.cell}
    submission = ensure_submission(unit_id, report.form, period, actor=actor, at=at)
    before = figures_of(submission.pk)
    ours = _sources_of(report)
    gone = [
        key
        for key, figure in before.items()
        if figure.value is not None and key not in taken and (key, figure.source) in ours
    ]
    if not taken and not gone:
        raise BadInput(
            "Chưa nhận số nào của báo cáo này; hãy nhận ít nhất một số rồi đưa vào biểu.",
            message_en="No figure of this report was taken; take at least one, then enter.",
            code="nothing_taken",
        )
    seen = _seen(before, submission, actor, local_day(at))
    contested = _contested(taken, seen, ours)
    if contested and standing is Standing.ASK:
        _refuse(contested)
    left = {one.key for one in contested} if standing is Standing.KEEP else set()
    inputs = [
        _input(report, key, read)
        for key, read in taken.items()
        if key not in left and not _stands_elsewhere(read, seen.get(key), ours)
    ]
    inputs += [CellInput(key, None) for key in gone]
    outcome = enter(submission.pk, inputs, actor=actor, at=at, origin="imported")
    report.state, report.submission = ReadReport.State.ENTERED.value, submission
    report.save(update_fields=["state", "submission"])
    emptied = len(set(gone) & set(outcome.saved))
    facts = {"submission": submission.pk, "saved": len(outcome.saved), "kept": len(left)}
    journal(report, "intake.report_entered", [], actor=actor, at=at, **facts)
    saved = len(outcome.saved) - emptied
    unchanged = len(taken) - len(left) - saved
    return Entered(submission.pk, saved, unchanged, emptied, len(left), outcome)


def _seen(
    before: Mapping[CellKey, FigureView], submission: Submission, actor: Actor, on: date
) -> Mapping[CellKey, FigureView]:
    """What the actor may compare with: a small total that is hidden from them is left to `enter`,
    which refuses it whatever stands there.
    """
    if is_near(actor, submission.unit_id, on=on):
        return before
    hidden = small_cells(sheet_of(submission))
    return {key: figure for key, figure in before.items() if key not in hidden}


def _sources_of(report: ReadReport) -> set[tuple[CellKey, str]]:
    """Each cell that was ever taken from the report, with the source that the figure bears."""
    made = Decision.objects.filter(proposal__report=report).exclude(cell="")
    return {
        (CellKey.parse(cell), source_of(report.name, line))
        for cell, line in made.values_list("cell", "proposal__line")
    }


def _contested(
    taken: Mapping[CellKey, Read],
    before: Mapping[CellKey, FigureView],
    ours: set[tuple[CellKey, str]],
) -> list[Contested]:
    found = []
    for key, read in taken.items():
        theirs, value = before.get(key), read.made.value if read.made else None
        if theirs is None or theirs.value is None or value is None:
            continue
        if theirs.value != value and (key, theirs.source) not in ours:
            found.append(Contested(read, key, value, theirs))
    return found


def _stands_elsewhere(
    read: Read, theirs: FigureView | None, ours: set[tuple[CellKey, str]]
) -> bool:
    """Whether the cell holds the same value from another source, which keeps its source."""
    if theirs is None or theirs.value is None or read.made is None:
        return False
    return theirs.value == read.made.value and (theirs.key, theirs.source) not in ours


def _input(report: ReadReport, key: CellKey, read: Read) -> CellInput:
    value = read.made.value if read.made else None
    return CellInput(key, value, source=source_of(report.name, read.line))


def _refuse(contested: Sequence[Contested]) -> None:
    raise Conflict(
        f"{len(contested)} ô đang có số khác với báo cáo. Chưa đưa gì vào biểu; hãy so từng ô rồi "
        "chọn giữ số đang có hay thay bằng số của báo cáo.",
        message_en=f"{len(contested)} cells hold other values than the report. Nothing was "
        "entered; compare them and choose which to keep.",
        theirs=contested,
    )
