"""One old report beside the form: each figure accepted, corrected or refused, then entered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.intake.reports import deciding, queries
from keng.intake.reports.entering import Contested, Entered, Standing, enter_report
from keng.intake.reports.originals.queries import original_of
from keng.intake.reports.queries import ReportView
from keng.kernel.errors import BadInput, Conflict, DomainError
from keng.kernel.figures import CellKey
from keng.packs import installed
from keng.reporting.actions import RejectedCells
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, is_whole
from keng.web.tables.originalpage import shown_original
from keng.web.tables.readreport import LOOKS, STATES, figure_address, next_open, screen_of
from keng.web.tables.standing import form_titles
from keng.web.views.cells import typed_value


@dataclass(frozen=True)
class ShownProblem:
    """A cell that was not entered: where in the text, the cell, and why."""

    n: int
    line: int
    label: str
    message: str


@dataclass(frozen=True)
class ShownContested:
    """A cell that holds another value than the report."""

    n: int
    line: int
    label: str
    mine: str
    theirs: str
    source: str


@needs("view")
@require_safe
def detail(request: KengRequest, report_id: int) -> HttpResponse:
    """The text with its figures on the left, what becomes of them on the right."""
    view = queries.report_view(report_id, request.actor, on=clock.today())
    if not view.head.is_confirmed:
        return redirect("web:confirm_report", report_id)
    return _shown(request, view, number(request.GET.get("so")), {})


@needs("enter")
@require_POST
def decide(request: KengRequest, report_id: int, n: int) -> HttpResponse:
    """Accept a figure as proposed, take it for another cell or value, or refuse it."""
    try:
        _decide(request, report_id, n)
    except BadInput as refusal:
        view = queries.report_view(report_id, request.actor, on=clock.today())
        told = {"error": message_of(refusal)}
        return _shown(request, view, n, told, status=status_of(refusal))
    view = queries.report_view(report_id, request.actor, on=clock.today())
    return redirect(figure_address(report_id, next_open(view.judged, n) or n))


@needs("enter")
@require_POST
def enter(request: KengRequest, report_id: int) -> HttpResponse:
    """Write what was taken into the form; whatever stops it is listed by cell."""
    standing = _standing(request)
    try:
        done = enter_report(report_id, standing=standing, actor=request.actor, at=clock.now())
    except RejectedCells as refusal:
        view = queries.report_view(report_id, request.actor, on=clock.today())
        told: dict[str, Any] = {"problems": _problems(view, refusal)}
    except Conflict as refusal:
        view = queries.report_view(report_id, request.actor, on=clock.today())
        told = {"contested": _contested(refusal), "error": message_of(refusal)}
    except DomainError as refusal:
        view = queries.report_view(report_id, request.actor, on=clock.today())
        told = {"error": message_of(refusal)}
        return _shown(request, view, 0, told, status=status_of(refusal))
    else:
        messages.success(request, _said(done))
        return redirect("web:read_report", report_id)
    return _shown(request, view, 0, told, status=422)


def refused(request: KengRequest, report_id: int, error: str) -> HttpResponse:
    """The page again, with what was wrong."""
    view = queries.report_view(report_id, request.actor, on=clock.today())
    return _shown(request, view, 0, {"error": error}, status=422)


def _decide(request: KengRequest, report_id: int, n: int) -> None:
    act, at = request.POST.get("act", ""), clock.now()
    if act == "accept":
        deciding.accept_proposal(report_id, n, actor=request.actor, at=at)
    elif act == "refuse":
        deciding.refuse_proposal(report_id, n, actor=request.actor, at=at)
    else:
        cell, value = _chosen(request)
        deciding.take_proposal(report_id, n, cell, value, actor=request.actor, at=at)


def _chosen(request: KengRequest) -> tuple[CellKey, int]:
    """The cell and value that were chosen; BadInput where one is missing or no number."""
    named = request.POST.get("cell", "")
    if not named:
        raise BadInput(
            "Chưa chọn ô; hãy chọn ô của biểu, hoặc bấm Bỏ nếu số này không thuộc biểu.",
            message_en="No cell was chosen; choose one, or press Refuse if the figure has none.",
        )
    key = CellKey.parse(named)
    pack = installed.current()
    value = typed_value(request.POST.get("value", ""), pack.digits_of(key))
    if value is None:
        raise BadInput(
            "Chưa ghi số; hãy ghi số theo đơn vị tính của ô.",
            message_en="No number was written; write it in the unit of measure of the cell.",
        )
    return key, value


def _standing(request: KengRequest) -> Standing:
    wanted = request.POST.get("standing", "")
    return Standing(wanted) if wanted in {one.value for one in Standing} else Standing.ASK


def _shown(
    request: KengRequest, view: ReportView, n: int, told: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    head = view.head
    screen = screen_of(view, n, number(request.GET.get("phan")))
    kept = original_of(head.id, request.actor, at=clock.now())
    current = screen.current.n if screen.current else 0
    context = {
        "view": view,
        "head": head,
        "state": STATES[head.state],
        "look": LOOKS[head.state],
        "form_title": form_titles().get(head.form, head.form),
        "screen": screen,
        "original": shown_original(kept, view, current, request.GET.dict()),
        "notes": [one[wording.language()] for one in view.notes],
        **told,
    }
    return render(request, "web/readreport/detail.html", context, status=status)


def _said(done: Entered) -> str:
    """What entering did, in words."""
    words = [_("Đã đưa %(n)s ô vào biểu.") % {"n": done.saved}]
    if done.unchanged:
        words.append(_("%(n)s ô đã đúng sẵn.") % {"n": done.unchanged})
    if done.emptied:
        words.append(_("%(n)s ô để trống lại vì bạn đã bỏ số đó.") % {"n": done.emptied})
    if done.kept:
        words.append(_("%(n)s ô giữ số đang có.") % {"n": done.kept})
    found = Counter(one.severity for one in done.outcome.findings)
    if found["block"] or found["warn"]:
        told = {"blocks": found["block"], "warnings": found["warn"]}
        words.append(_("Quy tắc của biểu: %(blocks)s lỗi phải sửa, %(warnings)s cảnh báo.") % told)
    return " ".join(words)


def _problems(view: ReportView, refusal: RejectedCells) -> list[ShownProblem]:
    english = wording.language() == "en"
    by_cell = {one.made.cell: one for one in view.reads if one.made and one.made.cell}
    pack = installed.current()
    return [
        ShownProblem(
            n=by_cell[one.key].n if one.key in by_cell else 0,
            line=by_cell[one.key].line if one.key in by_cell else 0,
            label=pack.cell_label(one.key, wording.language()),
            message=one.message_en if english else one.message,
        )
        for one in refusal.problems
    ]


def _contested(refusal: Conflict) -> list[ShownContested]:
    found = refusal.theirs if isinstance(refusal.theirs, list) else []
    pack = installed.current()
    shown = []
    for one in found:
        if isinstance(one, Contested):
            digits = pack.digits_of(one.key)
            shown.append(
                ShownContested(
                    n=one.read.n,
                    line=one.read.line,
                    label=pack.cell_label(one.key, wording.language()),
                    mine=wording.figure(one.value, digits),
                    theirs=wording.figure(one.theirs.value, digits),
                    source=one.theirs.source or wording.origin(one.theirs.origin),
                )
            )
    return shown


def number(text: str | None) -> int:
    """A whole number of an address; 0 for anything else."""
    return int(text) if text and is_whole(text) and len(text) < 10 else 0
