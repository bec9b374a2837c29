"""The form of a submission: typing in the grid, one cell's panel, whole-group acts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keng.access.queries import AccountName, names_of
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.figures import CellKey, FigureStatus
from keng.reporting import actions, queries
from keng.reporting.cells import CellInput
from keng.reporting.lifecycle import Act
from keng.reporting.queries import (
    CellHistory,
    CellView,
    FigureView,
    RevisionView,
    SubmissionView,
)
from keng.web import clock, wording
from keng.web.declarations import needs
from keng.web.formtable import (
    Beside,
    FindingLine,
    anchor_of,
    finding_lines,
    line_of,
    open_reasons,
    table_of,
)
from keng.web.gridwords import grid_words
from keng.web.requests import KengRequest
from keng.web.submissionhead import head_of
from keng.web.views.cells import read_cells


@dataclass(frozen=True)
class Step:
    """One state that a cell has had, in words."""

    shown: str
    status_word: str
    at: datetime
    who: str
    origin: str
    note: str
    source: str


@needs("view")
def entry(request: KengRequest, submission_id: int) -> HttpResponse:
    """The grid; without scripts its form is posted here and saved as a whole."""
    if request.method == "POST":
        return _save_posted(request, submission_id)
    view = queries.submission_view(submission_id, request.actor, on=clock.today())
    table = table_of(view)
    context = {
        "page": "entry",
        "head": head_of(view),
        "sheet": table,
        "returned": _returned(view),
        "findings": [one.as_json() for one in finding_lines(view.findings)],
        "words": grid_words(),
    }
    return render(request, "web/form/entry.html", context)


@needs("view")
def cell(request: KengRequest, submission_id: int, key: str) -> HttpResponse:
    """The side panel of one cell; POST keeps its status, note and source."""
    parsed = CellKey.parse(key)
    if request.method == "POST":
        _keep_remarks(request, submission_id, parsed)
    return cell_panel(request, submission_id, parsed)


@needs("enter")
@require_POST
def accept_warning(request: KengRequest, submission_id: int) -> HttpResponse:
    """Explain a warning about a cell, then show the cell's panel again."""
    key = CellKey.parse(request.POST.get("key", ""))
    actions.accept_warning(
        submission_id,
        request.POST.get("check", ""),
        request.POST.get("reason", ""),
        cells=[key],
        actor=request.actor,
        at=clock.now(),
    )
    return cell_panel(request, submission_id, key)


@needs("enter")
@require_POST
def answer_return(request: KengRequest, submission_id: int) -> HttpResponse:
    """Say why a returned cell is right as it stands, then show its panel again."""
    key = CellKey.parse(request.POST.get("key", ""))
    answer = request.POST.get("answer", "")
    actions.answer_return(submission_id, key, answer, actor=request.actor, at=clock.now())
    return cell_panel(request, submission_id, key)


@needs("enter")
@require_POST
def nothing(request: KengRequest, submission_id: int) -> HttpResponse:
    """Declare "không phát sinh" for one group."""
    group = request.POST.get("group", "")
    actions.declare_nothing(submission_id, group, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã ghi “không phát sinh” cho cả nhóm."))
    return HttpResponseRedirect(f"{reverse('web:form', args=[submission_id])}#nhom-{group}")


@needs("enter")
@require_POST
def carry(request: KengRequest, submission_id: int) -> HttpResponse:
    """Take the last value of every empty stock that has one, each marked as carried over."""
    view = queries.submission_view(submission_id, request.actor, on=clock.today())
    keys = [one.key for one in view.cells if _can_carry(view, one)]
    if not keys:
        raise BadInput(
            "Không có ô số tồn nào còn trống mà kỳ trước đã có số.",
            message_en="No empty stock has a value from the period before.",
        )
    actions.carry_stocks(submission_id, keys, actor=request.actor, at=clock.now())
    told = _("Đã chuyển %(n)s số tồn từ kỳ trước; hãy xem lại từng số.") % {"n": len(keys)}
    messages.success(request, told)
    return redirect("web:form", submission_id)


def cell_panel(request: KengRequest, submission_id: int, key: CellKey) -> HttpResponse:
    """Everything about one cell."""
    on = clock.today()
    view = queries.submission_view(submission_id, request.actor, on=on)
    found = next((one for one in view.cells if one.key == key), None)
    if found is None:
        raise NotFound(
            "Biểu không có ô này.", message_en="The form has no such cell.", where=str(key)
        )
    history = queries.cell_history(submission_id, key, request.actor, on=on)
    context = {
        "head": head_of(view),
        "cell": _panel(view, found, history),
        "editable": Act.ENTER in view.acts and found.is_open and not found.withheld,
        "statuses": [(code.value, wording.status(code)) for code in FigureStatus],
    }
    response = render(request, "web/form/_cell.html", context)
    if request.method == "POST":
        event = {"keng:cell-saved": {"key": str(key)}}
        response.headers["HX-Trigger"] = json.dumps(event)
    return response


def _save_posted(request: KengRequest, submission_id: int) -> HttpResponse:
    """Save a form that was posted as a whole; what cannot be read is listed, nothing is saved."""
    submission = queries.submission_of(submission_id)
    request.actor.require("enter", unit_id=submission.unit_id, on=clock.today())
    sheet = queries.sheet_of(submission)
    standing = queries.figures_of(submission_id)
    typed = [
        {
            "key": name.removeprefix("cell:"),
            "value": value,
            "expected_revision": _number(request.POST.get(f"revision:{name[5:]}")),
        }
        for name, value in request.POST.items()
        if name.startswith("cell:")
    ]
    inputs, wrong = read_cells(typed, sheet, standing)
    if wrong:
        listed = "; ".join(wrong.values())
        raise BadInput(
            f"Chưa lưu gì. {listed}",
            message_en=f"Nothing was saved. {listed}",
            code="rejected_cells",
        )
    changed = [one for one in inputs if _differs(one, standing.get(one.key))]
    actions.enter(submission_id, changed, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã lưu %(n)s ô thay đổi.") % {"n": len(changed)})
    return redirect("web:form", submission_id)


def _keep_remarks(request: KengRequest, submission_id: int, key: CellKey) -> None:
    """Keep status, note and source of a cell that has a value; the value stays."""
    figure = queries.figures_of(submission_id).get(key)
    if figure is None:
        raise BadInput(
            "Hãy nhập số trước, rồi mới ghi chú.",
            message_en="Enter the figure first, then its note.",
        )
    remark = CellInput(
        key=key,
        value=figure.value,
        status=request.POST.get("status", figure.status),
        note=request.POST.get("note", "").strip(),
        source=request.POST.get("source", "").strip(),
        expected_revision=_number(request.POST.get("revision")),
    )
    actions.enter(submission_id, [remark], actor=request.actor, at=clock.now())


def _differs(one: CellInput, standing: FigureView | None) -> bool:
    return one.value != (standing.value if standing else None)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


def _can_carry(view: SubmissionView, cell: CellView) -> bool:
    is_stock = view.sheet.pack.indicator_of(cell.key).kind == "stock"
    is_empty = cell.figure is None or cell.figure.value is None
    return is_stock and is_empty and cell.is_open and cell.before is not None


def _returned(view: SubmissionView) -> dict[str, Any] | None:
    """The last return, as long as the unit has to answer it."""
    if view.standing.state != "returned" or not view.returns:
        return None
    last = view.returns[0]
    return {
        "due_on": last.due_on,
        "message": last.message,
        "reasons": [
            {
                "anchor": anchor_of(one.key),
                "label": view.sheet.pack.cell_label(one.key, wording.language()),
                "reason": one.reason,
                "resolved": one.is_resolved,
            }
            for one in last.reasons
        ],
    }


def _panel(view: SubmissionView, cell: CellView, history: CellHistory) -> dict[str, Any]:
    """The side panel of a cell in words."""
    indicator = view.sheet.pack.indicator_of(cell.key)
    found: list[FindingLine] = [
        one for one in finding_lines(view.findings) if str(cell.key) in one.cells
    ]
    reasons = open_reasons(view)
    line = line_of(
        view.sheet, cell, Beside((), reasons, {}, frozenset(), editable=False), number=""
    )
    names = names_of({one.account_id for one in history.revisions})
    figure = cell.figure
    return {
        "key": line.key,
        "anchor": line.anchor,
        "label": line.label,
        "unit": line.unit,
        "shown": line.shown or wording.UNKNOWN,
        "last": wording.figure(cell.last_year, indicator.digits),
        "last_source": cell.stated_source,
        "before": wording.figure(cell.before, indicator.digits),
        "definition": indicator.note.of(wording.language()) if indicator.note else "",
        "example": indicator.example or "",
        "kind": wording.kind(indicator.kind, indicator.entry),
        "status": figure.status if figure else "official",
        "status_word": line.status_word,
        "origin": wording.origin(figure.origin) if figure and figure.value is not None else "",
        "note": figure.note if figure else "",
        "source": figure.source if figure else "",
        "revision": figure.revision if figure else "",
        "reason": line.reason,
        "findings": found,
        "history": [_step(one, indicator.digits, names) for one in history.revisions],
        "past": [
            {
                "period": one.period,
                "shown": wording.figure(one.value, indicator.digits),
                "submission_id": one.submission_id,
                "state": one.state,
            }
            for one in history.past
            if one.submission_id != view.standing.submission_id
        ],
    }


def _step(one: RevisionView, digits: int, names: dict[int, AccountName]) -> Step:
    return Step(
        shown=wording.figure(one.value, digits),
        status_word="" if one.status == "official" else wording.status(one.status),
        at=one.at,
        who=wording.account(one.account_id, names),
        origin=wording.origin(one.origin),
        note=one.note,
        source=one.source,
    )
