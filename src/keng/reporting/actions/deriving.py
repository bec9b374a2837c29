"""Figures that a register of Keng posts: derived, with the rows and the rule that gave them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.reporting.actions._hold import journal, mark_dirty, submission_for_update
from keng.reporting.actions._store import CellChange, standing
from keng.reporting.actions.entering import EntryOutcome, write
from keng.reporting.cells import Sheet, is_asked_in
from keng.reporting.lifecycle import COUNTED, Act, next_state
from keng.reporting.models import DerivedPosting, Origin, Submission
from keng.reporting.queries.flowing import CountOf, changed_counts
from keng.reporting.queries.sheets import sheet_of


@dataclass(frozen=True)
class DerivedFigure:
    """What a register counted: the value, the ids of its rows, and the version of its rule."""

    key: CellKey
    value: int
    rows: tuple[int | str, ...]
    rule_version: str


@transaction.atomic
def post_derived(
    submission_id: int, figures: Sequence[DerivedFigure], *, actor: Actor, at: datetime
) -> EntryOutcome:
    """Write what a register of Keng counted, in the register's own transaction (semantics 12).

    The register has already decided that the actor may change its rows; no grant for the form is
    asked. From the first posting of a year on, such cells of the unit are no longer typed. A
    posting into an accepted submission counts at once and raises its revision above the accepted
    one, so that the difference shows.

    Raises WrongState (locked), BadInput (a cell that no register of the pack fills, or that the
    form or the period does not have). Nothing is changed then.
    """
    submission = submission_for_update(submission_id)
    next_state(submission.state, Act.POST)
    sheet = sheet_of(submission)
    registers = [_register(figure, sheet) for figure in figures]
    before = standing(submission)
    changed = [
        CellChange(
            figure.key,
            sheet.form.basis,
            figure.value,
            "official",
            "",
            f"{register}@{figure.rule_version}",
            Origin.DERIVED.value,
        )
        for figure, register in zip(figures, registers, strict=True)
        if (old := before.get((figure.key, sheet.form.basis))) is None
        or (old.value, old.origin) != (figure.value, Origin.DERIVED.value)
    ]
    posted = DerivedPosting.objects.bulk_create(
        DerivedPosting(
            submission=submission,
            unit_id=submission.unit_id,
            register=register,
            indicator=figure.key.indicator,
            by=figure.key.by,
            value=figure.value,
            rows=list(figure.rows),
            rule_version=figure.rule_version,
            first=submission.first,
            at=at,
        )
        for figure, register in zip(figures, registers, strict=True)
    )
    facts = {"registers": sorted(set(registers))}
    journal(submission, "post_derived", facts, actor=actor, at=at, rows=posted)
    if not changed:
        return EntryOutcome(
            submission.pk, submission.revision, {}, tuple(f.key for f in figures), []
        )
    outcome = write(submission, sheet_of(submission), changed, before, actor=actor, at=at)
    if submission.state in COUNTED:
        mark_dirty(submission, Act.POST.value, at=at)
    return outcome


def bring_up(
    submission: Submission,
    register: str,
    counting: Callable[[Period], CountOf],
    rule: str,
    *,
    actor: Actor,
    at: datetime,
) -> bool:
    """Bring an open form up to what a register counts; whether anything was written.

    Only what changed is posted. `rule` is the version of the way in which the register counts.
    Raises as `post_derived`.
    """
    figures = [
        DerivedFigure(key, count.value, count.rows, f"{sheet.pack.version}/{rule}")
        for key, count, sheet in changed_counts(submission, register, counting)
    ]
    if figures:
        post_derived(submission.pk, figures, actor=actor, at=at)
    return bool(figures)


def _register(figure: DerivedFigure, sheet: Sheet) -> str:
    indicator = sheet.pack.indicators.get(figure.key.indicator)
    if (
        indicator is None
        or indicator.derived is None
        or figure.key not in sheet.keys
        or not is_asked_in(indicator, sheet.period)
        or figure.value < 0
    ):
        raise BadInput(
            f"Ô “{figure.key}” của biểu “{sheet.form.label.vi}” không nhận số từ sổ theo dõi.",
            message_en=f"Cell {str(figure.key)!r} of form {sheet.form.code!r} takes no derived "
            "figure.",
            code="not_derived",
        )
    return indicator.derived
