"""Reading a filled workbook into a plan: what it would change, and everything that is wrong.

Nothing is written and no lock is taken here. The rules of the pack run on what would stand after
the import; a cell that takes part in a broken blocking rule is not right and is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from keng.db.reading import one_reading
from keng.documents.workbooks import Workbook, WorkbookRefused, open_workbook
from keng.intake.workbooks.judging import Bench, Change, judge
from keng.intake.workbooks.manifest import FetchedCell
from keng.intake.workbooks.problems import ImportProblem, Place, passed_on, problem
from keng.intake.workbooks.resolving import Target, resolve
from keng.intake.workbooks.scanning import FoundCell, FoundUnit, Scan, scan
from keng.intake.workbooks.words import WITHHELD
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.reporting.cells import CellInput, problems_of, with_basis
from keng.reporting.findings import FindingView
from keng.reporting.queries.figures import FigureView, figures_of
from keng.reporting.queries.sheets import findings_about
from keng.reporting.queries.withholding import shown


@dataclass(frozen=True)
class SubmissionPlan:
    """What the file changes in one submission; `warnings` would stand there afterwards."""

    submission_id: int
    unit_name: str
    changes: tuple[Change, ...]
    warnings: tuple[FindingView, ...] = ()


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do. `submissions` hold only cells that are right.

    `unchanged` counts the cells that already hold what the file says or that the person did not
    touch; `left_blank` are places where the file empties a cell that holds a figure: the figure
    stays, because blank is missing and never an instruction. `remarks` tell what a table of the
    office holds that was passed over (totals, hidden rows): they keep nothing from being saved.
    """

    file: str
    sha256: str
    problems: tuple[ImportProblem, ...]
    submissions: tuple[SubmissionPlan, ...]
    unchanged: int = 0
    left_blank: tuple[Place, ...] = ()
    remarks: tuple[ImportProblem, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing keeps the whole file from being saved."""
        return not self.problems

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every cell that would be written, over all submissions."""
        return tuple(change for one in self.submissions for change in one.changes)


@dataclass
class _Draft:
    """A plan that is being made."""

    file: str
    on: date
    actor: Actor
    problems: list[ImportProblem] = field(default_factory=list)
    submissions: list[SubmissionPlan] = field(default_factory=list)
    unchanged: int = 0
    left_blank: list[Place] = field(default_factory=list)
    taken: dict[int, Place] = field(default_factory=dict)
    began: datetime | None = None

    def report(self, place: Place, code: str, **words: object) -> None:
        self.problems.append(problem(self.file, place, code, **words))


@one_reading()
def read(source: Path | bytes, *, filename: str = "", actor: Actor, at: datetime) -> ImportPlan:
    """What importing the workbook would do, for this actor at this moment.

    `source` is the file or its bytes, `filename` how people know it (the path's name if left out).
    Never refuses because of what is in the file: every reason is a problem of the plan, each with
    file, sheet and cell. OSError if the path cannot be read.
    """
    content = source if isinstance(source, bytes) else source.read_bytes()
    name = filename or (source.name if isinstance(source, Path) else "")
    try:
        book = open_workbook(content, name=name)
    except WorkbookRefused as refused:
        return refused_plan(refused, name)
    return read_opened(book, actor=actor, at=at)


def read_opened(book: Workbook, *, actor: Actor, at: datetime) -> ImportPlan:
    """The plan of a workbook that is open already."""
    found = scan(book, file=book.name)
    return plan_found(found, sha256=book.sha256, actor=actor, at=at)


def refused_plan(refused: WorkbookRefused, name: str) -> ImportPlan:
    """The plan of a file that is not taken at all."""
    place = _place_of(refused, name)
    return ImportPlan(name, "", (passed_on(name, place, refused),), ())


def plan_found(
    found: Scan, *, sha256: str, actor: Actor, at: datetime, began: datetime | None = None
) -> ImportPlan:
    """What saving the units and cells that were found in a file would do.

    `began` is the moment since which files are brought in together with a foreign one.
    """
    draft = _Draft(found.file, local_day(at), actor, list(found.problems), began=began)
    for unit in found.units:
        _plan_unit(unit, draft)
    return ImportPlan(
        file=found.file,
        sha256=sha256,
        problems=tuple(draft.problems),
        submissions=tuple(sorted(draft.submissions, key=lambda one: one.submission_id)),
        unchanged=draft.unchanged,
        left_blank=tuple(draft.left_blank),
        remarks=tuple(found.remarks),
    )


def _place_of(refused: WorkbookRefused, name: str) -> Place:
    sheet, _, cell = refused.where.removeprefix(name).strip("!").partition("!")
    return Place(sheet, cell)


def _plan_unit(found: FoundUnit, draft: _Draft) -> None:
    target = resolve(found, actor=draft.actor, on=draft.on)
    if not isinstance(target, Target):
        if _says_something(found):
            draft.report(found.place, target.code, **target.words)
        return
    other = draft.taken.setdefault(target.submission_id, found.place)
    if other is not found.place:
        place = f"{other.sheet}!{other.cell}".strip("!")
        draft.report(found.place, "repeated_unit", unit=found.unit_name, other=place)
        return
    now = figures_of(target.submission_id, target.sheet.form.basis)
    changes = _judged_cells(found, target, now, draft)
    changes = _without_rejected(changes, target, draft)
    changes, warnings = _without_broken_rules(changes, target, now, draft)
    if changes:
        draft.submissions.append(
            SubmissionPlan(target.submission_id, target.unit_name, tuple(changes), tuple(warnings))
        )


def _says_something(found: FoundUnit) -> bool:
    """Whether the file holds a figure of the unit that was not there when it was fetched."""
    fetched = found.fetched.cells if found.fetched is not None else {}
    return any(
        cell.value.cell is not None
        and cell.value.cell.text.strip() != fetched.get(str(cell.key), FetchedCell()).value
        for cell in found.cells
    )


def _judged_cells(
    found: FoundUnit, target: Target, now: Mapping[CellKey, FigureView], draft: _Draft
) -> list[Change]:
    sheet = target.sheet
    bench = Bench(
        file=draft.file,
        pack=sheet.pack,
        form=sheet.form,
        account_id=draft.actor.account_id,
        is_foreign=found.is_foreign,
        began=draft.began,
    )
    known = sheet.keys
    fetched = found.fetched.cells if found.fetched is not None else {}
    changes = []
    for cell in found.cells:
        if cell.key not in known:
            _report_unknown(cell, target, draft)
            continue
        if cell.key in target.withheld:
            _judge_withheld(cell, draft)
            continue
        judged = judge(cell, fetched.get(str(cell.key), FetchedCell()), now.get(cell.key), bench)
        draft.problems.extend(one.about(target.submission_id, cell.key) for one in judged.problems)
        if judged.left_blank:
            draft.left_blank.append(cell.value.place)
        if judged.change is not None:
            changes.append(judged.change)
        elif not judged.problems:
            draft.unchanged += 1
    return changes


def _judge_withheld(cell: FoundCell, draft: _Draft) -> None:
    """A cell that the actor may not see may not be written either: the answer would tell it."""
    typed = cell.value.cell
    if typed is None or typed.text.strip() in {"", WITHHELD}:
        draft.unchanged += 1
    else:
        draft.report(cell.value.place, "withheld_cell")


def _report_unknown(cell: FoundCell, target: Target, draft: _Draft) -> None:
    empty = with_basis([CellInput(cell.key, None)], target.sheet.form)
    told = problems_of(empty, target.sheet)[0]
    draft.problems.append(passed_on(draft.file, cell.value.place, told))


def _without_rejected(changes: list[Change], target: Target, draft: _Draft) -> list[Change]:
    """The changes that the form takes; the others become problems with the form's own words."""
    inputs = [change.input for change in changes]
    rejected = {told.key: told for told in problems_of(inputs, target.sheet)}
    for change in changes:
        if told := rejected.get(change.key):
            wrong = passed_on(draft.file, change.place, told)
            draft.problems.append(wrong.about(target.submission_id, change.key))
    return [change for change in changes if change.key not in rejected]


def _without_broken_rules(
    changes: list[Change], target: Target, now: Mapping[CellKey, FigureView], draft: _Draft
) -> tuple[list[Change], list[FindingView]]:
    """The changes after which no blocking rule is broken by one of them, and the warnings left.

    Leaving cells out may break another rule, so it is asked again until nothing more falls out.
    """
    standing = {key: view.value for key, view in now.items()}
    while changes:
        wanted = {change.key: change.input.value for change in changes}
        told = findings_about(target.submission, target.sheet, standing | wanted)
        found = shown(told, target.withheld)
        broken: dict[CellKey, FindingView] = {}
        for finding in found:
            if finding.severity == "block":
                broken.update((key, finding) for key in finding.cells if key in wanted)
        if not broken:
            return changes, [f for f in found if f.is_open and wanted.keys() & set(f.cells)]
        for change in changes:
            if change.key in broken:
                _report_rule(change, broken[change.key], target, draft)
                draft.problems[-1] = draft.problems[-1].about(target.submission_id, change.key)
        changes = [change for change in changes if change.key not in broken]
    return [], []


def _report_rule(change: Change, finding: FindingView, target: Target, draft: _Draft) -> None:
    draft.report(
        change.place,
        "rule",
        label=target.sheet.pack.checks[finding.check].label.vi,
        text=finding.message,
        text_en=finding.message_en,
        fix=finding.fix,
        fix_en=finding.fix_en,
    )
