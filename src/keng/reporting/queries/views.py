"""One submission as a screen or the API shows it, with what this viewer may not see held back.

Totals of people in a sensitive situation (`small` indicators) are shown only near the unit: to
itself and its direct superior. Whoever looks from further away gets them from consolidation, which
knows how to show them (docs/decisions/0044). What rests on them and what people have written on
such a form stays near too (`withholding`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.figures import CellKey
from keng.orgunits.queries import path_of
from keng.reporting.cells import Sheet
from keng.reporting.findings import FindingView, findings
from keng.reporting.lifecycle import Act, open_acts
from keng.reporting.models import (
    NothingOccurred,
    Return,
    ReturnReason,
    StateChange,
    StatedComparison,
    Submission,
)
from keng.reporting.queries.duties import is_near
from keng.reporting.queries.figures import (
    FigureView,
    PastValue,
    RevisionView,
    figures_of,
    history_of,
    last_values,
)
from keng.reporting.queries.marks import AdjustmentView, adjustments_of
from keng.reporting.queries.rounds import Standing, standings
from keng.reporting.queries.sheets import (
    explanations_of,
    findings_about,
    sheet_of,
    submission_of,
    surroundings_of,
)
from keng.reporting.queries.texts import TextView, written_on
from keng.reporting.queries.withholding import origin_told, shown, small_cells

Told = TypeVar("Told", FigureView, RevisionView)

_GRANT_OF = {
    Act.ENTER: "enter",
    Act.SUBMIT: "submit",
    Act.RETURN: "return",
    Act.ACCEPT: "accept",
    Act.LOCK: "lock",
    Act.REOPEN: "reopen",
    Act.ADJUST: "adjust",
}


@dataclass(frozen=True)
class CellView:
    """One cell of the form, in its order. `withheld`: there may be a value, not for this viewer."""

    key: CellKey
    figure: FigureView | None
    before: int | None
    last_year: int | None
    stated_source: str
    is_open: bool
    withheld: bool


@dataclass(frozen=True)
class ReturnReasonView:
    """What was wrong in one cell, and how it was dealt with."""

    id: int
    key: CellKey
    reason: str
    is_resolved: bool
    answer: str


@dataclass(frozen=True)
class ReturnView:
    """One time that the submission was sent back."""

    message: str
    due_on: date
    at: datetime
    account_id: int | None
    reasons: tuple[ReturnReasonView, ...]


@dataclass(frozen=True)
class ChangeView:
    """One step of the submission from state to state."""

    act: str
    before: str
    after: str
    revision: int
    reason: str
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class SubmissionView:
    """A submission with its cells, findings, texts, returns and history, as one viewer sees it.

    `acts` are what this viewer may do with it in its state (lifecycle.Act). `cells` stand in the
    order of the form; `nothing` are the groups for which "không phát sinh" was declared.
    `words_withheld`: whatever people wrote on the form is left out, as are findings about small
    totals.
    """

    standing: Standing
    path: str
    cutoff_on: date | None
    sheet: Sheet
    cells: tuple[CellView, ...]
    findings: tuple[FindingView, ...]
    texts: Mapping[str, TextView]
    returns: tuple[ReturnView, ...]
    adjustments: tuple[AdjustmentView, ...]
    nothing: frozenset[str]
    changes: tuple[ChangeView, ...]
    acts: frozenset[Act]
    is_near: bool
    words_withheld: bool


def submission_view(submission_id: int, actor: Actor, *, on: date) -> SubmissionView:
    """Everything about one submission that the actor may see on the day.

    A fixed number of queries, whatever the form. Raises NotFound and NotAllowed (view).
    """
    submission = submission_of(submission_id)
    actor.require("view", unit_id=submission.unit_id, on=on)
    near = is_near(actor, submission.unit_id, on=on)
    sheet = sheet_of(submission)
    hidden = frozenset() if near else small_cells(sheet)
    cells, found = _cells_and_findings(submission, sheet, hidden)
    adjusted = adjustments_of(submission_id)
    listed = Submission.objects.filter(pk=submission_id)
    # Nothing is left out for who is near, or of a form without small totals.
    whole = SubmissionView(
        standing=standings(listed, on=on, actor=actor if hidden else OPERATOR)[0],
        path=path_of(submission.unit_id, on=min(on, submission.last)),
        cutoff_on=submission.round.cutoff_on if submission.round is not None else None,
        sheet=sheet,
        cells=tuple(cells),
        findings=tuple(shown(found, hidden)),
        texts=written_on(submission_id),
        returns=_returns(submission_id, hidden),
        adjustments=tuple(a for a in adjusted if CellKey(a.indicator, a.by) not in hidden),
        nothing=_nothing(submission_id) - _groups_with(sheet, hidden),
        changes=_changes(submission_id),
        acts=_acts(submission, actor, on=on) - ({Act.SUBMIT} if hidden else frozenset()),
        is_near=near,
        words_withheld=bool(hidden),
    )
    return _without_words(whole) if hidden else whole


def _without_words(view: SubmissionView) -> SubmissionView:
    """The same without what people have written: any of it may tell a total of people."""
    return replace(
        view,
        cells=tuple(_wordless(cell) for cell in view.cells),
        findings=tuple(_unexplained(one) for one in view.findings),
        texts={},
        returns=tuple(_silent(one) for one in view.returns),
        adjustments=tuple(replace(one, reason="", answer_text="") for one in view.adjustments),
        changes=tuple(replace(one, reason="") for one in view.changes),
    )


def _wordless(cell: CellView) -> CellView:
    figure = cell.figure and _bare(cell.figure)
    return replace(cell, figure=figure, stated_source="")


def _bare(one: Told) -> Told:
    return replace(one, note="", source="", origin=origin_told(one.origin))


def _unexplained(one: FindingView) -> FindingView:
    """The finding with the fact that it was explained, not with the words."""
    return replace(one, explanation=one.explanation and replace(one.explanation, reason=""))


def _silent(one: ReturnView) -> ReturnView:
    reasons = tuple(replace(each, reason="", answer="") for each in one.reasons)
    return replace(one, message="", reasons=reasons)


@dataclass(frozen=True)
class CellHistory:
    """The side panel of a cell: its revisions here, and the last values of the unit."""

    key: CellKey
    revisions: tuple[RevisionView, ...]
    past: tuple[PastValue, ...]
    withheld: bool


def cell_history(
    submission_id: int, key: CellKey, actor: Actor, *, on: date, n: int = 12
) -> CellHistory:
    """What stood in the cell, and the last `n` values of the unit. Raises NotFound, NotAllowed."""
    submission = submission_of(submission_id)
    actor.require("view", unit_id=submission.unit_id, on=on)
    sheet = sheet_of(submission)
    small = small_cells(sheet)
    is_far = bool(small) and not is_near(actor, submission.unit_id, on=on)
    if key in small and is_far:
        return CellHistory(key, (), (), withheld=True)
    past = last_values(submission.unit_id, key, n, regime=submission.regime)
    revisions = history_of(submission_id, key)
    if is_far:
        revisions = [_bare(one) for one in revisions]
        past = [replace(one, origin=origin_told(one.origin)) for one in past]
    return CellHistory(key, tuple(revisions), tuple(past), withheld=False)


def findings_of(submission_id: int) -> list[FindingView]:
    """What the rules say about the submission as it stands, explanations included, blocks first.

    For rooms that have asked for the grant; a viewer gets them by `submission_view`.
    """
    submission = submission_of(submission_id)
    sheet = sheet_of(submission)
    values = {key: figure.value for key, figure in figures_of(submission_id).items()}
    return findings_about(submission, sheet, values)


def _cells_and_findings(
    submission: Submission, sheet: Sheet, hidden: frozenset[CellKey]
) -> tuple[list[CellView], list[FindingView]]:
    figures = figures_of(submission.pk, sheet.form.basis)
    around = surroundings_of(submission, sheet.form)
    values = {key: figure.value for key, figure in figures.items()}
    found = findings(sheet.pack, sheet.form, values, around, explanations_of(submission.pk))
    indicators = {key: sheet.pack.indicator_of(key) for key in sheet.form.cells()}
    before, last_year = around.before(indicators), around.last_year(indicators)
    sources = {
        CellKey(row.indicator, row.by): row.source
        for row in StatedComparison.objects.filter(submission_id=submission.pk)
    }
    asked = set(sheet.open_keys())
    cells = []
    for key in indicators:
        if key in hidden:
            cells.append(CellView(key, None, None, None, "", key in asked, withheld=True))
            continue
        cells.append(
            CellView(
                key=key,
                figure=figures.get(key),
                before=before[key],
                last_year=last_year[key],
                stated_source=sources.get(key, ""),
                is_open=key in asked,
                withheld=False,
            )
        )
    return cells, found


def _returns(submission_id: int, hidden: frozenset[CellKey]) -> tuple[ReturnView, ...]:
    reasons: dict[int, list[ReturnReasonView]] = {}
    for row in ReturnReason.objects.filter(returned__submission_id=submission_id).order_by("pk"):
        reasons.setdefault(row.returned_id, []).append(
            ReturnReasonView(
                id=row.pk,
                key=row.key,
                reason="" if row.key in hidden else row.reason,
                is_resolved=row.resolved_at is not None,
                answer="" if row.key in hidden else row.answer,
            )
        )
    return tuple(
        ReturnView(
            message=row.message,
            due_on=row.due_on,
            at=row.at,
            account_id=row.account_id,
            reasons=tuple(reasons.get(row.pk, ())),
        )
        for row in Return.objects.filter(submission_id=submission_id).order_by("-pk")
    )


def _nothing(submission_id: int) -> frozenset[str]:
    rows = NothingOccurred.objects.filter(submission_id=submission_id, ended_at__isnull=True)
    return frozenset(rows.values_list("group", flat=True))


def _groups_with(sheet: Sheet, hidden: frozenset[CellKey]) -> frozenset[str]:
    """The groups with a cell that is held back: that nothing occurred there says it is 0."""
    return frozenset(
        group.code
        for group in sheet.form.groups
        if any(CellKey(cell.indicator, cell.by) in hidden for cell in group.cells)
    )


def _changes(submission_id: int) -> tuple[ChangeView, ...]:
    rows = StateChange.objects.filter(submission_id=submission_id).order_by("-pk")
    return tuple(
        ChangeView(
            act=row.act,
            before=row.before,
            after=row.after,
            revision=row.revision,
            reason=row.reason,
            at=row.at,
            account_id=row.account_id,
        )
        for row in rows
    )


def _acts(submission: Submission, actor: Actor, *, on: date) -> frozenset[Act]:
    closed = submission.round is not None and submission.round.closed_at is not None
    own = actor.account_id is not None and submission.submitted_by == actor.account_id
    return frozenset(
        act
        for act in open_acts(submission.state)
        if act in _GRANT_OF
        and not (closed and act in (Act.ENTER, Act.SUBMIT))
        and not (own and act == Act.ACCEPT)
        and actor.may(_GRANT_OF[act], unit_id=submission.unit_id, on=on)
    )
