"""Submissions: read, enter, explain, hand in, return, accept, lock, reopen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.http import HttpResponse
from ninja import P, QueryEx, Router

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.api.pastwording import return_out, state_step_out
from keng.api.wording import (
    adjustment_out,
    cell_out,
    exact,
    findings_out,
    keys_of,
    known_scaled,
    scaled,
    standing_out,
)
from keng.kernel.errors import NotAllowed
from keng.kernel.figures import CellKey
from keng.orgunits.queries import unit_named
from keng.packs.installed import period_named
from keng.publishing import pdf
from keng.publishing.printed_form import print_form
from keng.reporting import actions
from keng.reporting.actions import CellInput, EntryOutcome
from keng.reporting.queries.views import SubmissionView, cell_history, submission_view
from keng.reporting.queries.withholding import shown

router = Router(tags=["submissions"])
adjustments = Router(tags=["submissions"])
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.post("", response=shapes.SubmissionOut)
def open_one(request: ApiRequest, asked: shapes.OpenSubmissionBody) -> shapes.SubmissionOut:
    """The submission of a unit for a form and period, opened if there is none yet."""
    period = period_named(asked.period)
    unit = unit_named(asked.unit, on=period.last)
    made = actions.ensure_submission(unit.id, asked.form, period, actor=request.auth, at=request.at)
    return _shown(request, made.pk)


@router.get("/{int:submission_id}", response=shapes.SubmissionOut)
def show(request: ApiRequest, submission_id: int) -> shapes.SubmissionOut:
    """A submission with its cells, findings and texts, as the caller sees it."""
    return _shown(request, submission_id)


@router.get("/{int:submission_id}/history", response=list[shapes.RevisionOut])
def history(
    request: ApiRequest, submission_id: int, cell: QueryEx[str, P(description="key of the cell")]
) -> list[shapes.RevisionOut]:
    """Every state that a cell has had, newest first; empty where it is withheld."""
    key = CellKey.parse(cell)
    on = request.on
    digits = submission_view(submission_id, request.auth, on=on).sheet.pack.digits_of(key)
    return [
        shapes.RevisionOut(
            n=one.n,
            value=exact(one.value, digits),
            status=one.status,
            note=one.note,
            source=one.source,
            origin=one.origin,
            at=one.at,
            account=one.account_id,
        )
        for one in cell_history(submission_id, key, request.auth, on=on).revisions
    ]


@router.get("/{int:submission_id}/docx")
def as_word(request: ApiRequest, submission_id: int) -> HttpResponse:
    """The submission laid out as the official form, as a Word file."""
    printed = print_form(submission_id, actor=request.auth, at=request.at)
    return _file(printed.content, f"{printed.name}.docx", _DOCX)


@router.get("/{int:submission_id}/pdf")
def as_pdf(request: ApiRequest, submission_id: int) -> HttpResponse:
    """The same as a PDF, where LibreOffice is installed; 422 `no_office` where it is not."""
    printed = print_form(submission_id, actor=request.auth, at=request.at)
    return _file(pdf.to_pdf(printed.content), f"{printed.name}.pdf", "application/pdf")


@router.post("/{int:submission_id}/cells", response=shapes.EnteredOut)
def enter(
    request: ApiRequest, submission_id: int, cells: list[shapes.CellBody]
) -> shapes.EnteredOut:
    """Write figures into cells, all or none; 409 names the cells that changed meanwhile."""
    view = submission_view(submission_id, request.auth, on=request.on)
    keys = keys_of(one.cell for one in cells)
    _refuse_withheld(view, keys)
    inputs = [_input(one, key, view) for one, key in zip(cells, keys, strict=True)]
    outcome = actions.enter(submission_id, inputs, actor=request.auth, at=request.at)
    return entered(outcome, view)


@router.post("/{int:submission_id}/nothing", response=shapes.EnteredOut)
def declare_nothing(
    request: ApiRequest, submission_id: int, asked: shapes.GroupBody
) -> shapes.EnteredOut:
    """Declare "không phát sinh" for one group."""
    view = submission_view(submission_id, request.auth, on=request.on)
    outcome = actions.declare_nothing(submission_id, asked.group, actor=request.auth, at=request.at)
    return entered(outcome, view)


@router.post("/{int:submission_id}/carry", response=shapes.EnteredOut)
def carry(request: ApiRequest, submission_id: int, asked: shapes.CellsBody) -> shapes.EnteredOut:
    """Confirm that stocks are as they were at the end of the period before."""
    view = submission_view(submission_id, request.auth, on=request.on)
    keys = keys_of(asked.cells)
    _refuse_withheld(view, keys)
    outcome = actions.carry_stocks(submission_id, keys, actor=request.auth, at=request.at)
    return entered(outcome, view)


@router.post("/{int:submission_id}/explanations", response=shapes.SubmissionOut)
def explain(
    request: ApiRequest, submission_id: int, asked: shapes.ExplanationBody
) -> shapes.SubmissionOut:
    """Accept a warning with a written reason, which travels upward with the figures."""
    actions.accept_warning(
        submission_id,
        asked.check,
        asked.reason,
        cells=keys_of(asked.cells),
        actor=request.auth,
        at=request.at,
    )
    return _shown(request, submission_id)


@router.post("/{int:submission_id}/submit", response=shapes.SubmissionOut)
def submit(request: ApiRequest, submission_id: int) -> shapes.SubmissionOut:
    """Hand the figures in to the level above."""
    actions.submit(submission_id, actor=request.auth, at=request.at)
    return _shown(request, submission_id)


@router.post("/{int:submission_id}/return", response=shapes.SubmissionOut)
def send_back(
    request: ApiRequest, submission_id: int, asked: shapes.ReturnBody
) -> shapes.SubmissionOut:
    """Send a submission back with a reason for each wrong cell."""
    reasons = {CellKey.parse(cell): reason for cell, reason in asked.reasons.items()}
    actions.return_for_correction(
        submission_id,
        reasons,
        asked.message,
        due_on=asked.due_on,
        actor=request.auth,
        at=request.at,
    )
    return _shown(request, submission_id)


@router.post("/{int:submission_id}/accept", response=shapes.SubmissionOut)
def accept(
    request: ApiRequest, submission_id: int, asked: shapes.AcceptBody
) -> shapes.SubmissionOut:
    """Accept the revision that was seen; 409 if there is a newer one."""
    actions.accept(submission_id, revision=asked.revision, actor=request.auth, at=request.at)
    return _shown(request, submission_id)


@router.post("/{int:submission_id}/lock", response=shapes.SubmissionOut)
def lock(request: ApiRequest, submission_id: int, asked: shapes.ReasonBody) -> shapes.SubmissionOut:
    """Lock the accepted figures (chốt số liệu)."""
    actions.lock(submission_id, asked.reason, actor=request.auth, at=request.at)
    return _shown(request, submission_id)


@router.post("/{int:submission_id}/reopen", response=shapes.SubmissionOut)
def reopen(
    request: ApiRequest, submission_id: int, asked: shapes.ReasonBody
) -> shapes.SubmissionOut:
    """Open accepted or locked figures again, with a reason."""
    actions.reopen(submission_id, asked.reason, actor=request.auth, at=request.at)
    return _shown(request, submission_id)


@router.post("/{int:submission_id}/answers", response=shapes.SubmissionOut)
def answer_return(
    request: ApiRequest, submission_id: int, asked: shapes.AnswerReturnBody
) -> shapes.SubmissionOut:
    """Say why a returned cell is right as it stands."""
    key = CellKey.parse(asked.cell)
    actions.answer_return(submission_id, key, asked.answer, actor=request.auth, at=request.at)
    return _shown(request, submission_id)


@router.post("/{int:submission_id}/extend", response=shapes.SubmissionOut)
def extend(
    request: ApiRequest, submission_id: int, asked: shapes.ExtendBody
) -> shapes.SubmissionOut:
    """Give the unit a later due day, with a reason."""
    actions.extend_due(submission_id, asked.due_on, asked.reason, actor=request.auth, at=request.at)
    return _shown(request, submission_id)


@router.post("/{int:submission_id}/adjustments", response=shapes.SubmissionOut)
def adjust(
    request: ApiRequest, submission_id: int, asked: shapes.AdjustBody
) -> shapes.SubmissionOut:
    """Use another value than the reported one from the adjuster's level up; the report stays."""
    view = submission_view(submission_id, request.auth, on=request.on)
    key = CellKey.parse(asked.cell)
    _refuse_withheld(view, [key])
    value = known_scaled(asked.value, view.sheet.pack.digits_of(key), cell=asked.cell)
    adjuster = unit_named(asked.adjuster, on=min(view.standing.period.last, request.on))
    actions.adjust(
        submission_id,
        key,
        value,
        asked.reason,
        adjuster_unit_id=adjuster.id,
        actor=request.auth,
        at=request.at,
    )
    return _shown(request, submission_id)


@adjustments.post("/{int:adjustment_id}/answer", response=shapes.SubmissionOut)
def answer_adjustment(
    request: ApiRequest, adjustment_id: int, asked: shapes.AnswerAdjustmentBody
) -> shapes.SubmissionOut:
    """The unit agrees with an adjustment, or objects with its reason."""
    found = actions.answer_adjustment(
        adjustment_id, asked.answer, asked.text, actor=request.auth, at=request.at
    )
    return _shown(request, found.submission_id)


@adjustments.post("/{int:adjustment_id}/withdraw", response=shapes.SubmissionOut)
def withdraw_adjustment(
    request: ApiRequest, adjustment_id: int, asked: shapes.ReasonBody
) -> shapes.SubmissionOut:
    """The adjuster takes an adjustment back."""
    found = actions.withdraw_adjustment(
        adjustment_id, asked.reason, actor=request.auth, at=request.at
    )
    return _shown(request, found.submission_id)


def _shown(request: ApiRequest, submission_id: int) -> shapes.SubmissionOut:
    on = request.on
    view = submission_view(submission_id, request.auth, on=on)
    return shapes.SubmissionOut(
        standing=standing_out(view.standing, on=on),
        acts=sorted(act.value for act in view.acts),
        cells=[cell_out(cell, view.sheet.pack) for cell in view.cells],
        findings=findings_out(view.findings),
        nothing_declared=sorted(view.nothing),
        texts={slot: text.text for slot, text in view.texts.items()},
        adjustments=[adjustment_out(one, view.sheet.pack, on=on) for one in view.adjustments],
        returns=[return_out(one) for one in view.returns],
        steps=[state_step_out(one) for one in view.changes],
        words_withheld=view.words_withheld,
    )


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _input(one: shapes.CellBody, key: CellKey, view: SubmissionView) -> CellInput:
    digits = view.sheet.pack.digits_of(key)
    return CellInput(
        key=key,
        value=scaled(one.value, digits, cell=one.cell),
        status=one.status,
        note=one.note,
        source=one.source,
        expected_revision=one.revision,
    )


def _withheld(view: SubmissionView) -> frozenset[CellKey]:
    return frozenset(cell.key for cell in view.cells if cell.withheld)


def _refuse_withheld(view: SubmissionView, keys: Iterable[CellKey]) -> None:
    """A cell that the caller may not see may not be written: the answer would tell its figure."""
    if hidden := sorted(set(keys) & _withheld(view)):
        label = view.sheet.pack.cell_label(hidden[0])
        raise NotAllowed(
            f"“{label}” chỉ đơn vị và cấp trên trực tiếp xem và nhập; hãy để đơn vị tự nhập.",
            message_en=f"Only the unit and its direct superior see and enter {hidden[0]}.",
            where=str(hidden[0]),
            code="withheld_cell",
        )


def entered(outcome: EntryOutcome, view: SubmissionView) -> shapes.EnteredOut:
    """What a batch did, as the caller may see it."""
    hidden = _withheld(view)
    return shapes.EnteredOut(
        revision=outcome.revision,
        saved={str(key): revision for key, revision in outcome.saved.items()},
        unchanged=[str(key) for key in outcome.unchanged],
        findings=findings_out(shown(outcome.findings, hidden)),
    )
