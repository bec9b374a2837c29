"""What happens to a group: reviewed, acknowledged, moved, dissolved; rows withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from keng.initiatives import actions, queries
from keng.initiatives.queries import Sort
from keng.kernel.errors import BadInput, NotFound
from keng.web import clock
from keng.web.forms.initiatives import AcknowledgeForm, EndForm, MoveForm, ReviewForm
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, is_whole
from keng.web.views.initiatives import attempted, entering_units

Doing = Callable[[KengRequest, int, Mapping[str, Any]], object]


@dataclass(frozen=True)
class _Act:
    """One act on a group: its words, its form, and what it does with what was given."""

    title: Promise
    button: Promise
    form: Callable[..., forms.Form]
    do: Doing


def _review(request: KengRequest, group_id: int, given: Mapping[str, Any]) -> object:
    return actions.review_group(
        group_id,
        given["grade"],
        given["note"],
        year=given["year"],
        on=given["on"],
        actor=request.actor,
        at=clock.now(),
    )


def _acknowledge(request: KengRequest, group_id: int, given: Mapping[str, Any]) -> object:
    return actions.acknowledge_group(
        group_id,
        given["by"],
        given["paper_number"],
        on=given["on"],
        actor=request.actor,
        at=clock.now(),
    )


def _dissolve(request: KengRequest, group_id: int, given: Mapping[str, Any]) -> object:
    return actions.dissolve_group(
        group_id, given["why"], on=given["on"], actor=request.actor, at=clock.now()
    )


def _move(request: KengRequest, group_id: int, given: Mapping[str, Any]) -> object:
    return actions.move_group(
        group_id,
        given["unit"],
        given["why"],
        on=given["on"],
        actor=request.actor,
        at=clock.now(),
    )


def _move_form(*args: Any, **kwargs: Any) -> forms.Form:
    return MoveForm(*args, today=clock.today(), **kwargs)


_ACTS: Final[Mapping[str, _Act]] = {
    "danh-gia": _Act(
        gettext_lazy("Đánh giá hiệu quả"), gettext_lazy("Lưu đánh giá"), ReviewForm, _review
    ),
    "ghi-nhan": _Act(
        gettext_lazy("Cấp trên ghi nhận"), gettext_lazy("Lưu"), AcknowledgeForm, _acknowledge
    ),
    "giai-the": _Act(
        gettext_lazy("Giải thể mô hình"), gettext_lazy("Giải thể"), EndForm, _dissolve
    ),
    "chuyen": _Act(
        gettext_lazy("Chuyển sang đơn vị khác"), gettext_lazy("Chuyển"), _move_form, _move
    ),
}


@needs("enter")
def act(request: KengRequest, group_id: int, group_act: str) -> HttpResponse:
    """One act on a group, with its own short form."""
    found = _ACTS.get(group_act)
    if found is None:
        raise NotFound("Không có thao tác này.", message_en="There is no such act.")
    view = queries.group_view(group_id, request.actor, on=clock.today())
    initial = {"on": clock.today(), "year": clock.today().year}
    form = found.form(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempted(form, lambda: found.do(request, group_id, form.cleaned_data))
        if made is not None:
            messages.success(request, _("Đã lưu."))
            return redirect("web:initiative", group_id)
    context = {
        "form": form,
        "group": view,
        "title": found.title,
        "button": found.button,
        "own": entering_units(request) if group_act == "chuyen" else [],
    }
    return render(request, "web/initiative/act.html", context, status=422 if form.errors else 200)


@needs("enter")
@require_POST
def take_up(request: KengRequest, group_id: int) -> HttpResponse:
    """Take back that a group was dissolved."""
    actions.take_up_again(group_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Mô hình hoạt động trở lại."))
    return redirect("web:initiative", group_id)


@needs("enter")
@require_POST
def withdraw(request: KengRequest, group_id: int) -> HttpResponse:
    """Withdraw a row of the time line that was entered by mistake."""
    row, why = request.POST.get("row", ""), request.POST.get("why", "")
    withdrawing: Mapping[str, Callable[..., object]] = {
        Sort.ACTIVE: actions.withdraw_activity,
        Sort.REVIEWED: actions.withdraw_review,
        Sort.ACKNOWLEDGED: actions.withdraw_acknowledgement,
    }
    do = withdrawing.get(request.POST.get("sort", ""))
    if do is None or not is_whole(row):
        raise BadInput("Không có dòng này.", message_en="There is no such row.")
    do(int(row), why, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã rút; dòng vẫn còn trong lịch sử."))
    return redirect("web:initiative", group_id)


@needs("enter")
@require_POST
def follow(request: KengRequest, unit_id: int) -> HttpResponse:
    """Let the groups of a unit that ended go to the one that took it over."""
    moved = actions.follow_succession(unit_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã chuyển %(n)s mô hình.") % {"n": len(moved)})
    return redirect("web:initiatives")
