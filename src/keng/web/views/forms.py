"""The form of a submission: typing in the grid, and the acts that fill many cells at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keng.kernel.errors import BadInput
from keng.reporting import actions, queries
from keng.reporting.actions import EntryOutcome
from keng.reporting.cells import CellInput
from keng.reporting.lifecycle import Act
from keng.reporting.queries import CellView, FigureView, SubmissionView
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, asks_for_json, own_address
from keng.web.phrases.gridwords import grid_words
from keng.web.tables.formtable import anchor_of, finding_lines, table_of
from keng.web.tables.inquiry import ShownOffer, keys_from, shown_offers
from keng.web.tables.submissionhead import head_of
from keng.web.views.cells import read_cells, saved_answer, shown_revision


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
        "offers": offers_beside(view, request),
    }
    return render(request, "web/form/entry.html", context)


def offers_beside(view: SubmissionView, request: KengRequest) -> list[ShownOffer]:
    """What the unit has given for the period elsewhere, where the reader may type."""
    if Act.ENTER not in view.acts:
        return []
    on = clock.today()
    offers = queries.offers_for(view.standing.submission_id, request.actor, on=on)
    return shown_offers(offers, view.sheet.pack)


@needs("enter")
@require_POST
def take_over(request: KengRequest, submission_id: int) -> HttpResponse:
    """Take figures over that the unit has given for the same period in another form."""
    keys = keys_from(request.POST.getlist("key"))
    done = actions.take_over(submission_id, keys, actor=request.actor, at=clock.now())
    told = _("Đã lấy sang %(n)s số, mỗi số có ghi nguồn.") % {"n": len(done.saved)}
    messages.success(request, told)
    page = reverse("web:form", args=[submission_id])
    return HttpResponseRedirect(own_address(request, request.POST.get("next") or page))


@needs("enter")
@require_POST
def nothing(request: KengRequest, submission_id: int) -> HttpResponse:
    """Declare "không phát sinh" for one group; emptying its cells takes it back."""
    group = request.POST.get("group", "")
    done = actions.declare_nothing(submission_id, group, actor=request.actor, at=clock.now())
    told = _("Đã ghi “không phát sinh” cho cả nhóm.")
    return _filled(request, submission_id, done, told, f"#nhom-{group}")


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
    done = actions.carry_stocks(submission_id, keys, actor=request.actor, at=clock.now())
    told = _("Đã chuyển %(n)s số tồn từ kỳ trước; hãy xem lại từng số.") % {"n": len(keys)}
    return _filled(request, submission_id, done, told, "")


def _filled(
    request: KengRequest, submission_id: int, done: EntryOutcome, told: str, anchor: str
) -> HttpResponse:
    """What an act filled in: to the grid as cells that it can empty again, else the page."""
    if asks_for_json(request):
        return JsonResponse({**saved_answer(request, submission_id, set(done.saved)), "said": told})
    messages.success(request, told)
    page = reverse("web:form", args=[submission_id])
    return HttpResponseRedirect(own_address(request, request.POST.get("next") or page + anchor))


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
            "expected_revision": shown_revision(request.POST.get(f"revision:{name[5:]}")),
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
    page = reverse("web:form", args=[submission_id])
    return HttpResponseRedirect(own_address(request, request.POST.get("next") or page))


def _differs(one: CellInput, standing: FigureView | None) -> bool:
    return one.value != (standing.value if standing else None)


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
