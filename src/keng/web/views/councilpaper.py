"""Marking on paper: the sheet of a member as a workbook, looked at when it comes back, saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.criteria import actions, queries
from keng.criteria.queries.shapes import MemberMarks
from keng.kernel.errors import BadInput
from keng.web import clock
from keng.web.frame import uploads
from keng.web.frame.declarations import signed_in
from keng.web.frame.requests import KengRequest, whole
from keng.web.phrases import recognitionwords as words
from keng.web.tables.marking import MarkRow, mark_rows
from keng.web.tables.paperballot import Ballot, Filled, ballot_xlsx, filled_ballot
from keng.web.views.workbooks import XLSX, attachment


@signed_in
@require_safe
def ballot(request: KengRequest, assessment_id: int) -> HttpResponse:
    """The sheet of one member for one unit as a workbook."""
    found, rows, seat, mark = _asked(request, assessment_id, request.GET.get("thanh-vien", ""))
    content = ballot_xlsx(found, seat.post, rows, mark)
    return attachment(content, f"phieu-cham-{assessment_id}-{seat.member_id}.xlsx", XLSX)


@signed_in
@require_POST
def look(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Read a filled sheet and show what would be saved, or every cell that is wrong."""
    chosen = request.FILES.get("file")
    if chosen is None or (chosen.size or 0) > uploads.LARGEST_BYTES:
        raise BadInput(
            "Hãy chọn phiếu chấm .xlsx, tới 10 MB.",
            message_en="Choose the sheet as .xlsx, up to 10 MB.",
        )
    member = request.POST.get("thanh-vien", "")
    unit, rows, seat, mark = _asked(request, assessment_id, member)
    content, name = chosen.read(), str(chosen.name)
    filled = filled_ballot(content, name, rows, mark)
    token = ""
    if not filled.wrong and filled.marks:
        account = request.actor.account_id
        token = uploads.keep(content, name, account_id=account, at=clock.now())
    context: dict[str, Any] = {
        "assessment_id": assessment_id,
        "unit": unit,
        "seat": seat,
        "file": name,
        "filled": filled,
        "lines": _lines(rows, filled),
        "token": token,
        "member": member,
    }
    status = 200 if token else 422
    return render(request, "web/recognition/ballot.html", context, status=status)


@signed_in
@require_POST
def save(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Save the marks of a sheet that was looked at; it is read again."""
    account, token = request.actor.account_id, request.POST.get("token", "")
    content, name = uploads.brought_back(token, account_id=account)
    _unit, rows, seat, mark = _asked(request, assessment_id, request.POST.get("thanh-vien", ""))
    filled = filled_ballot(content, name, rows, mark)
    if filled.wrong:
        raise BadInput(
            "Phiếu không còn khớp với hồ sơ; hãy tải phiếu mới.",
            message_en="The sheet no longer fits the dossier; download a new one.",
        )
    own = queries.marking_sheet(assessment_id, actor=request.actor, at=clock.now()).own_member_id
    saved = actions.mark(
        assessment_id,
        filled.marks,
        member_id=None if seat.member_id == own else seat.member_id,
        actor=request.actor,
        at=clock.now(),
    )
    uploads.forget(token, account_id=account)
    messages.success(request, _("Đã lưu %(n)s tiêu chí từ phiếu.") % {"n": len(saved)})
    return redirect("web:marking", assessment_id)


def _asked(
    request: KengRequest, assessment_id: int, member: str
) -> tuple[str, list[MarkRow], MemberMarks, Ballot]:
    """The unit, the rows, the member whose sheet it is and the sheet's own mark."""
    actor, at = request.actor, clock.now()
    found = queries.marking_sheet(assessment_id, actor=actor, at=at)
    dossier = queries.assessment_view(assessment_id, actor=actor, at=at)
    wanted = whole(member, found.own_member_id)
    seat = next((one for one in found.members if one.member_id == wanted), None)
    if seat is None:
        raise BadInput("Hãy chọn phiếu của thành viên nào.", message_en="Choose whose sheet it is.")
    mark = Ballot(assessment_id, seat.member_id, found.turn)
    return found.unit, mark_rows(found, dossier, seat.member_id), seat, mark


def _lines(rows: list[MarkRow], filled: Filled) -> list[tuple[MarkRow, str, str, str]]:
    """Each criterion that the sheet marks: before, after, its points."""
    return [
        (
            row,
            words.outcome(row.verdict) if row.verdict else "–",
            words.outcome(filled.marks[row.code].verdict),
            str(filled.marks[row.code].points or ""),
        )
        for row in rows
        if row.code in filled.marks
    ]
