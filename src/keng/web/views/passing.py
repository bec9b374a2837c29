"""What moves a submission between the unit and the level above; each is one action."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.reporting import actions, queries
from keng.web import clock
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, is_whole, own_address, whole
from keng.web.phrases.days import day_from
from keng.web.views.cells import typed_value


@needs("submit")
@require_POST
def submit(request: KengRequest, submission_id: int) -> HttpResponse:
    """Hand the submission in to the level above."""
    actions.submit(submission_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã nộp biểu. Cấp trên sẽ tiếp nhận hoặc trả lại kèm lý do."))
    return redirect("web:submission", submission_id)


@needs("return")
@require_POST
def send_back(request: KengRequest, submission_id: int) -> HttpResponse:
    """Return the submission with a reason per cell and a due day of its own."""
    actions.return_for_correction(
        submission_id,
        _reasons(request.POST.getlist("cell"), request.POST.getlist("reason")),
        request.POST.get("message", "").strip(),
        due_on=_required_day(request.POST.get("due_on")),
        actor=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("Đã trả lại biểu kèm lý do."))
    return redirect(_then(request, submission_id))


@needs("accept")
@require_POST
def accept(request: KengRequest, submission_id: int) -> HttpResponse:
    """Take the figures over, at the revision that was on the screen."""
    revision = request.POST.get("revision", "")
    if not is_whole(revision):
        raise BadInput(
            "Thiếu bản đã xem; hãy tải lại trang rồi tiếp nhận.",
            message_en="The revision that was seen is missing; reload the page, then accept.",
        )
    actions.accept(submission_id, revision=int(revision), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã tiếp nhận. Số liệu được tính vào bảng tổng hợp."))
    return redirect(_then(request, submission_id))


@needs("lock")
@require_POST
def lock(request: KengRequest, submission_id: int) -> HttpResponse:
    """Lock accepted figures with a reason."""
    reason = request.POST.get("reason", "")
    actions.lock(submission_id, reason, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã chốt số liệu."))
    return redirect("web:submission", submission_id)


@needs("reopen")
@require_POST
def reopen(request: KengRequest, submission_id: int) -> HttpResponse:
    """Open accepted or locked figures again with a reason."""
    reason = request.POST.get("reason", "")
    actions.reopen(submission_id, reason, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã mở lại biểu; đến khi tiếp nhận lại, số này chưa được tính."))
    return redirect("web:submission", submission_id)


@needs("adjust")
@require_POST
def adjust(request: KengRequest, submission_id: int) -> HttpResponse:
    """Use another value than the reported one, from the adjuster's level up."""
    sheet = queries.sheet_of(queries.submission_of(submission_id))
    key = CellKey.parse(request.POST.get("cell", ""))
    value = typed_value(request.POST.get("value", ""), sheet.pack.digits_of(key))
    if value is None:
        raise BadInput("Hãy ghi số điều chỉnh.", message_en="Enter the adjusted value.")
    actions.adjust(
        submission_id,
        key,
        value,
        request.POST.get("reason", ""),
        adjuster_unit_id=whole(request.POST.get("adjuster"), 0),
        actor=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("Đã ghi số điều chỉnh; đơn vị sẽ thấy và trả lời."))
    return redirect("web:submission", submission_id)


@needs("submit")
@require_POST
def answer_adjustment(request: KengRequest, adjustment_id: int) -> HttpResponse:
    """The unit agrees with an adjustment, or objects with its reason."""
    adjustment = actions.answer_adjustment(
        adjustment_id,
        request.POST.get("answer", ""),
        request.POST.get("text", ""),
        actor=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("Đã ghi ý kiến của đơn vị."))
    return redirect("web:submission", adjustment.submission_id)


@needs("adjust")
@require_POST
def withdraw_adjustment(request: KengRequest, adjustment_id: int) -> HttpResponse:
    """The adjuster takes an adjustment back."""
    adjustment = actions.withdraw_adjustment(
        adjustment_id, request.POST.get("text", ""), actor=request.actor, at=clock.now()
    )
    messages.success(request, _("Đã rút số điều chỉnh; dùng lại số do đơn vị báo cáo."))
    return redirect("web:submission", adjustment.submission_id)


@needs("manage_rounds")
@require_POST
def extend(request: KengRequest, submission_id: int) -> HttpResponse:
    """Give the unit a later due day, with a reason."""
    actions.extend_due(
        submission_id,
        _required_day(request.POST.get("due_on")),
        request.POST.get("reason", ""),
        actor=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("Đã gia hạn."))
    return redirect("web:submission", submission_id)


def _then(request: KengRequest, submission_id: int) -> str:
    """The next submission where the reviewer asked to go on, else the one that was dealt with."""
    here = reverse("web:submission", args=[submission_id])
    return own_address(request, request.POST.get("then", ""), otherwise=here)


def _reasons(cells: list[str], reasons: list[str]) -> dict[CellKey, str]:
    """The reasons by cell; a cell without words goes on, so that the action can refuse it."""
    pairs = zip(cells, reasons, strict=False)
    return {CellKey.parse(cell): reason.strip() for cell, reason in pairs if cell}


def _required_day(text: str | None) -> date:
    day = day_from(text, otherwise=date.min)
    if day == date.min:
        raise BadInput("Hãy chọn ngày hạn.", message_en="Choose the due day.")
    return day
