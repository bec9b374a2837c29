"""Self-assessment in Excel: the workbook of a unit out, the filled one looked at and saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.criteria import actions, queries
from keng.criteria.actions import FactInput
from keng.criteria.queries.shapes import AssessmentView
from keng.kernel.errors import BadInput, NotAllowed
from keng.web import clock
from keng.web.frame import uploads
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest
from keng.web.tables.assessment import head_of
from keng.web.tables.selfsheet import sheet_xlsx
from keng.web.tables.selfsheetreading import filled_sheet
from keng.web.views.workbooks import XLSX, attachment


@needs("view")
@require_safe
def sheet(request: KengRequest, assessment_id: int) -> HttpResponse:
    """The criteria of a unit as a workbook, with what it says already."""
    view = _seen(request, assessment_id)
    return attachment(sheet_xlsx(view), f"tu-cham-{view.set_code}-{assessment_id}.xlsx", XLSX)


@needs("enter")
@require_POST
def look(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Read a filled workbook and show what would be saved, or every cell that is wrong."""
    chosen = request.FILES.get("file")
    if chosen is None or (chosen.size or 0) > uploads.LARGEST_BYTES:
        raise BadInput(
            "Hãy chọn phiếu tự chấm .xlsx, tới 10 MB.",
            message_en="Choose the sheet as .xlsx, up to 10 MB.",
        )
    view = _seen(request, assessment_id)
    content, name = chosen.read(), str(chosen.name)
    filled = filled_sheet(content, name, view)
    token = ""
    if filled.has_changes and "write" in view.acts:
        account = request.actor.account_id
        token = uploads.keep(content, name, account_id=account, at=clock.now())
    context = {
        "head": head_of(view),
        "file": name,
        "filled": filled,
        "token": token,
        "may_write": "write" in view.acts,
    }
    status = 422 if filled.wrong else 200
    return render(request, "web/assessment/selfsheet.html", context, status=status)


@needs("enter")
@require_POST
def save(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Save a workbook that was looked at; it is read again, and saved whole or not at all."""
    account, token = request.actor.account_id, request.POST.get("token", "")
    content, name = uploads.brought_back(token, account_id=account)
    filled = filled_sheet(content, name, _seen(request, assessment_id))
    if filled.wrong:
        raise BadInput(
            "Phiếu không còn khớp với hồ sơ: có người vừa sửa. Chưa lưu gì; hãy tải phiếu mới.",
            message_en="The sheet no longer fits the dossier: somebody has changed it. Nothing "
            "was saved; download a new one.",
        )
    actions.claim_all(
        assessment_id,
        filled.claims,
        FactInput(filled.facts),
        actor=request.actor,
        at=clock.now(),
    )
    uploads.forget(token, account_id=account)
    told = {"n": len(filled.claims) + len(filled.facts)}
    messages.success(request, _("Đã lưu %(n)s nội dung từ phiếu tự chấm.") % told)
    return redirect("web:assessment", assessment_id)


def _seen(request: KengRequest, assessment_id: int) -> AssessmentView:
    """The assessment for who may see what the unit says."""
    view = queries.criteria_view(assessment_id, actor=request.actor, at=clock.now())
    if not view.is_inside:
        raise NotAllowed(
            "Nội dung tự chấm chỉ hiện với đơn vị, cấp quản lý trực tiếp và hội đồng.",
            message_en="What a unit says is shown to the unit, its manager and the council only.",
        )
    return view
