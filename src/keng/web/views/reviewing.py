"""Accepting many submissions of a round in one act, and the sentences that an office keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keng.kernel.errors import BadInput
from keng.reporting import actions, queries
from keng.reporting.actions import Outcome
from keng.reporting.queries import Standing
from keng.web import clock
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, is_whole, whole, wholes
from keng.web.tables.standing import own_units, shown_rounds


@dataclass(frozen=True)
class Candidate:
    """One submission that waits, and why it cannot be accepted together with the others."""

    id: int
    unit_name: str
    revision: int
    explained: int | None
    why_not: str


@dataclass(frozen=True)
class Result:
    """What became of one of many."""

    id: int
    unit_name: str
    refused: str


@needs("accept")
def accept_many(request: KengRequest, round_id: int) -> HttpResponse:
    """Show what would be accepted and what not and why; then accept what was left ticked."""
    if request.method == "POST":
        seen = _seen(request.POST.getlist("accept"))
        outcomes = actions.accept_many(seen, actor=request.actor, at=clock.now())
        return _results(request, round_id, outcomes, "accept")
    context = {
        "round": _round(round_id),
        "candidates": [_candidate(one) for one in _waiting(request, round_id)],
        "others": _others(request, round_id),
    }
    context["ready"] = sum(not one.why_not for one in context["candidates"])
    return render(request, "web/round/accept_many.html", context)


@needs("reopen")
@require_POST
def reopen_many(request: KengRequest, round_id: int) -> HttpResponse:
    """Open again what was just accepted, with one reason: the undo of accepting many."""
    ids = wholes(request.POST.getlist("reopen"))
    reason = request.POST.get("reason", "")
    if not reason.strip():
        raise BadInput("Hãy ghi lý do mở lại.", message_en="Say why they are opened again.")
    outcomes = actions.reopen_many(ids, reason, actor=request.actor, at=clock.now())
    return _results(request, round_id, outcomes, "reopen")


@needs("manage_rounds")
def reason_templates(request: KengRequest) -> HttpResponse:
    """The sentences that the reader's offices keep for their returns: add one, drop one."""
    if request.method == "POST":
        drop = request.POST.get("drop", "")
        if is_whole(drop):
            actions.drop_reason(int(drop), actor=request.actor, at=clock.now())
            messages.success(request, _("Đã bỏ mẫu lý do; nơi đã dùng vẫn giữ nguyên."))
        else:
            unit_id = whole(request.POST.get("unit"), 0)
            text = request.POST.get("text", "")
            actions.keep_reason(unit_id, text, actor=request.actor, at=clock.now())
            messages.success(request, _("Đã lưu mẫu lý do."))
        return redirect("web:reason_templates")
    context = {
        "templates": queries.reason_templates(request.actor, on=clock.today()),
        "own": own_units(request),
    }
    return render(request, "web/round/reasons.html", context)


def _seen(ticked: list[str]) -> dict[int, int]:
    pairs = [one.partition(":") for one in ticked]
    seen = {int(pk): int(n) for pk, _sep, n in pairs if is_whole(pk) and is_whole(n)}
    if not seen:
        raise BadInput("Chưa chọn biểu nào.", message_en="No form is ticked.")
    return seen


def _round(round_id: int) -> Any:
    return shown_rounds([queries.round_view(round_id)], {})[0]


def _waiting(request: KengRequest, round_id: int) -> list[Standing]:
    return queries.waiting_in_round(round_id, request.actor, on=clock.today())


def _candidate(one: Standing) -> Candidate:
    why = ""
    if one.without_people:
        why = _("có tổng số nhỏ về người: cấp trên trực tiếp mở ra xem rồi tiếp nhận")
    elif one.blocks:
        why = _("còn lỗi phải sửa")
    elif one.warnings_open:
        why = _("còn cảnh báo chưa giải trình")
    return Candidate(
        one.submission_id, one.unit.full_name, one.revision, one.warnings_accepted, why
    )


def _others(request: KengRequest, round_id: int) -> int:
    """How many units of the round do not wait for the reader: not handed in, accepted, own."""
    status = queries.round_status(round_id, on=clock.today(), actor=request.actor)
    return len(status.units) - len(_waiting(request, round_id))


def _results(
    request: KengRequest, round_id: int, outcomes: list[Outcome], act: str
) -> HttpResponse:
    status = queries.round_status(round_id, on=clock.today(), actor=request.actor)
    names = {one.submission_id: one.unit.full_name for one in status.units}
    results = [
        Result(
            one.submission_id,
            names.get(one.submission_id, f"#{one.submission_id}"),
            message_of(one.refusal) if one.refusal is not None else "",
        )
        for one in outcomes
    ]
    context = {
        "round": _round(round_id),
        "act": act,
        "done": [one for one in results if not one.refused],
        "refused": [one for one in results if one.refused],
    }
    return render(request, "web/round/results.html", context)
