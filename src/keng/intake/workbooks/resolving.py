"""Whose figures a part of a workbook holds, and whether they may be entered now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keng.intake.workbooks.manifest import FetchedSubmission
from keng.intake.workbooks.scanning import FoundUnit
from keng.kernel.actors import Actor
from keng.kernel.errors import Ambiguous, BadInput, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.orgunits.queries import UnitView, successors, unit_named
from keng.packs.installed import period_named
from keng.reporting.cells import Sheet
from keng.reporting.lifecycle import EDITABLE, STATE_LABELS, State
from keng.reporting.models import Submission
from keng.reporting.queries.duties import duty_holders, is_near
from keng.reporting.queries.sheets import sheet_of
from keng.reporting.queries.withholding import small_cells


@dataclass(frozen=True)
class Target:
    """The submission that takes the figures, its form, and the cells that the actor may not see."""

    submission: Submission
    unit_name: str
    sheet: Sheet
    withheld: frozenset[CellKey]

    @property
    def submission_id(self) -> int:
        """Its id."""
        return self.submission.pk


@dataclass(frozen=True)
class Unresolved:
    """Why there is no submission to take the figures: a code of `problems` and its words."""

    code: str
    words: dict[str, object]


def resolve(found: FoundUnit, *, actor: Actor, on: date) -> Target | Unresolved:
    """The submission for one unit of a workbook, or why its figures cannot be entered."""
    form = found.form
    try:
        period = period_named(form.period)
    except BadInput:
        return Unresolved("period_unknown", {"text": form.period})
    unit = _unit(found, period)
    if isinstance(unit, Unresolved):
        return unit
    submission = _submission(unit.id, form, period)
    words: dict[str, object] = {
        "unit": unit.full_name,
        "period": period.label("vi"),
        "form": form.form,
    }
    if submission is None:
        return Unresolved("no_submission", words)
    if refused := _refused(submission, words, actor=actor, on=on):
        return refused
    sheet = sheet_of(submission)
    same_pack = (sheet.pack.code, sheet.pack.version) == (form.pack, form.pack_version)
    if not found.is_foreign and not same_pack:
        mine = f"{form.pack} {form.pack_version}"
        theirs = f"{sheet.pack.code} {sheet.pack.version}"
        return Unresolved("pack_version", {"text": mine, "other": theirs})
    near = is_near(actor, submission.unit_id, on=on)
    withheld = frozenset() if near else small_cells(sheet)
    return Target(submission, unit.full_name, sheet, withheld)


def _unit(found: FoundUnit, period: Period) -> UnitView | Unresolved:
    name = found.fetched.unit if found.fetched is not None else found.unit_key or found.unit_name
    words: dict[str, object] = {"unit": found.unit_name, "period": period.label("vi")}
    try:
        unit = unit_named(name, on=period.last)
    except Ambiguous as several:
        return Unresolved("ambiguous_unit", {**words, "text": "; ".join(several.candidates)})
    except NotFound:
        return _gone(name, period, words) or Unresolved("unknown_unit", words)
    return unit if unit.exists else _successors(unit.id, period, words)


def _gone(name: str, period: Period, words: dict[str, object]) -> Unresolved | None:
    """The same name on the first day of the period or the day before: it ended meanwhile."""
    try:
        unit = unit_named(name, on=period.first)
    except (Ambiguous, NotFound):
        return None
    return _successors(unit.id, period, words)


def _successors(unit_id: int, period: Period, words: dict[str, object]) -> Unresolved:
    names = [link.successor.full_name for link in successors(unit_id) if link.on <= period.last]
    text = ", ".join(names) or "(chưa rõ)"
    return Unresolved("unit_gone", {**words, "text": text})


def _submission(unit_id: int, form: FetchedSubmission, period: Period) -> Submission | None:
    return (
        Submission.objects.select_related("round")
        .filter(
            unit_id=unit_id,
            form=form.form,
            regime=period.regime,
            first=period.first,
            last=period.last,
        )
        .first()
    )


def _refused(
    submission: Submission, words: dict[str, object], *, actor: Actor, on: date
) -> Unresolved | None:
    holders = (submission.unit_id, *duty_holders(submission.unit_id, on=on))
    if not any(actor.may("enter", unit_id=holder, on=on) for holder in holders):
        return Unresolved("not_allowed", words)
    if submission.state not in EDITABLE:
        label, label_en = STATE_LABELS[State(submission.state)]
        return Unresolved("closed", {**words, "text": label, "text_en": label_en})
    if submission.round is not None and submission.round.closed_at is not None:
        return Unresolved("round_closed", words)
    return None
