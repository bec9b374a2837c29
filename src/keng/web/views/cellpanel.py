"""The side panel of one cell: what it held, what limits it, where that stands, what was said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from keng.access.queries import AccountName, names_of
from keng.intake.reports.queries import SOURCE_MARK, places_of
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.figures import CellKey, FigureStatus
from keng.reporting import actions, queries
from keng.reporting.cells import CellInput
from keng.reporting.lifecycle import Act
from keng.reporting.queries import CellHistory, CellView, RevisionView, SubmissionView
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, asks_for_json
from keng.web.tables.celllimits import limits_of
from keng.web.tables.celltrend import trend_of
from keng.web.tables.formtable import Beside, FindingLine, finding_lines, line_of, open_reasons
from keng.web.tables.readreport import figure_address
from keng.web.tables.submissionhead import head_of
from keng.web.views.cells import saved_answer, shown_revision


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
    source_url: str


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
    if asks_for_json(request):
        return JsonResponse(saved_answer(request, submission_id, {key}))
    return cell_panel(request, submission_id, key)


@needs("enter")
@require_POST
def answer_return(request: KengRequest, submission_id: int) -> HttpResponse:
    """Say why a returned cell is right as it stands, then show its panel again."""
    key = CellKey.parse(request.POST.get("key", ""))
    answer = request.POST.get("answer", "")
    actions.answer_return(submission_id, key, answer, actor=request.actor, at=clock.now())
    return cell_panel(request, submission_id, key)


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
        "cell": _panel(view, found, history, _places(request, submission_id, key, history)),
        "editable": Act.ENTER in view.acts and found.is_open and not found.withheld,
        "statuses": [(code.value, wording.status(code)) for code in FigureStatus],
    }
    response = render(request, "web/form/_cell.html", context)
    if request.method == "POST":
        event = {"keng:cell-saved": {"key": str(key)}}
        response.headers["HX-Trigger"] = json.dumps(event)
    return response


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
        expected_revision=shown_revision(request.POST.get("revision")),
    )
    actions.enter(submission_id, [remark], actor=request.actor, at=clock.now())


def _places(
    request: KengRequest, submission_id: int, key: CellKey, history: CellHistory
) -> dict[str, str]:
    """The addresses of the sources that are places in old reports; most cells have none."""
    if not any(SOURCE_MARK in one.source for one in history.revisions):
        return {}
    found = places_of(submission_id, key, request.actor, on=clock.today())
    return {source: figure_address(*place) for source, place in found.items()}


def _panel(
    view: SubmissionView, cell: CellView, history: CellHistory, places: dict[str, str]
) -> dict[str, Any]:
    """The side panel of a cell in words; `places` are the addresses of sources."""
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
        "limits": limits_of(view.sheet, cell.key),
        "trend": trend_of(history, indicator.digits),
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
        "source_url": places.get(figure.source, "") if figure else "",
        "revision": figure.revision if figure else "",
        "reason": line.reason,
        "findings": found,
        "history": [_step(one, indicator.digits, names, places) for one in history.revisions],
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


def _step(
    one: RevisionView, digits: int, names: dict[int, AccountName], places: dict[str, str]
) -> Step:
    return Step(
        shown=wording.figure(one.value, digits),
        status_word="" if one.status == "official" else wording.status(one.status),
        at=one.at,
        who=wording.account(one.account_id, names),
        origin=wording.origin(one.origin),
        note=one.note,
        source=one.source,
        source_url=places.get(one.source, ""),
    )
