"""The original of an old report: opened, drawn page by page, fetched, taken away."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.intake.reports.originals import actions, queries
from keng.kernel.errors import BadInput
from keng.web import clock
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.views.initiatives import picture
from keng.web.views.readreport import number, refused


@needs("enter")
@require_POST
def open_covered(request: KengRequest, report_id: int) -> HttpResponse:
    """Open the original for half an hour; the page shows it then."""
    actions.open_original(report_id, actor=request.actor, at=clock.now())
    return _back(request, report_id, 0)


@needs("enter")
@require_POST
def open_untouched(request: KengRequest, report_id: int, page: int) -> HttpResponse:
    """Open one page without its covers."""
    actions.open_untouched(report_id, page, actor=request.actor, at=clock.now())
    return _back(request, report_id, page)


@needs("enter")
@require_safe
def covered(request: KengRequest, report_id: int, page: int) -> HttpResponse:
    """The picture of a page, what the masked text leaves out painted over."""
    content = queries.covered_page(report_id, page, request.actor, at=clock.now())
    return picture(content, f"trang-{page}.jpg")


@needs("enter")
@require_safe
def untouched(request: KengRequest, report_id: int, page: int) -> HttpResponse:
    """The picture of a page as it is, after it was opened so."""
    content = queries.untouched_page(report_id, page, request.actor, at=clock.now())
    return picture(content, f"trang-{page}.jpg")


@needs("enter")
@require_POST
def fetch(request: KengRequest, report_id: int) -> HttpResponse:
    """The file itself, to be kept outside Keng."""
    name, content = actions.open_file(report_id, actor=request.actor, at=clock.now())
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@needs("enter")
@require_POST
def take_away(request: KengRequest, report_id: int) -> HttpResponse:
    """Destroy the original for good; the masked text stays."""
    reason = request.POST.get("reason", "")
    try:
        actions.take_original_away(report_id, reason, actor=request.actor, at=clock.now())
    except BadInput as refusal:
        return refused(request, report_id, message_of(refusal))
    messages.success(request, _("Đã bỏ bản gốc và hủy khóa của nó; văn bản đã che vẫn còn."))
    return redirect("web:read_report", report_id)


def _back(request: KengRequest, report_id: int, page: int) -> HttpResponseRedirect:
    """Where the person was: at the figure, on the page."""
    n = number(request.POST.get("so"))
    asked = "&".join(f"{name}={one}" for name, one in (("so", n), ("trang", page)) if one)
    address = reverse("web:read_report", args=[report_id])
    return HttpResponseRedirect(f"{address}?{asked}" if asked else address)
