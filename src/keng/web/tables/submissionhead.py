"""The head of each page about one submission: whose, what, when, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from keng.kernel.periods import Period
from keng.packs.schema import is_made
from keng.reporting.lifecycle import OWING, Act
from keng.reporting.queries import SubmissionView
from keng.web import wording


@dataclass(frozen=True)
class Head:
    """What stands above the form."""

    id: int
    title: str
    unit_id: int
    unit_name: str
    unit_path: str
    period: Period
    state: str
    revision: int
    round_id: int | None
    round_title: str
    due_on: date | None
    is_open: bool
    is_late: bool
    illustrative: bool
    may_enter: bool
    cutoff_note: str
    instruction: str = ""


def head_of(view: SubmissionView) -> Head:
    """The head of a submission as the viewer sees it."""
    standing = view.standing
    returned = standing.state == "returned" and standing.return_due_on is not None
    note = ""
    if view.cutoff_on is not None and view.cutoff_on < standing.period.last:
        note = _("số liệu đến hết ngày %(day)s") % {"day": wording.day(view.cutoff_on)}
    return Head(
        id=standing.submission_id,
        title=view.sheet.form.label.of(wording.language()),
        unit_id=standing.unit.id,
        unit_name=standing.unit.full_name,
        unit_path=view.path,
        period=standing.period,
        state=str(standing.state),
        revision=standing.revision,
        round_id=standing.round_id,
        round_title=standing.round_title,
        due_on=standing.return_due_on if returned else standing.due_on,
        is_open=standing.state in OWING,
        is_late=standing.is_late,
        illustrative=any(
            cell.figure is not None and cell.figure.origin == "illustrative" for cell in view.cells
        ),
        may_enter=Act.ENTER in view.acts,
        cutoff_note=note,
        instruction=_instruction(view),
    )


def _instruction(view: SubmissionView) -> str:
    """What the office that made the form says to whoever fills it in."""
    form = view.sheet.form
    return form.note.of(wording.language()) if form.note and is_made(form.code) else ""
