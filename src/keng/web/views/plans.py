"""Plans: listed, begun, taken over, written, issued; as a list and as a board by quarter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.roles import MAY, Verb
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, DomainError
from keng.packs import installed
from keng.planning import actions, queries
from keng.planning.queries.shapes import PlanView
from keng.web import clock, wording
from keng.web.forms.plans import DutyForm, GoalForm, PlanForm, TakeOverForm, TargetForm, TaskForm
from keng.web.forms.styled import StyledForm
from keng.web.frame.declarations import needs
from keng.web.frame.paging import paged
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest
from keng.web.phrases import planwords
from keng.web.tables.plantable import (
    board,
    bodies_of,
    shown_plan,
    shown_plans,
    shown_targets,
    shown_tasks,
)
from keng.web.tables.plantimeline import timeline_picture, timeline_rows
from keng.web.tables.standing import own_units

_BOARD, _YEAR = "bang", "nam"
_QUARTERS: Final = ("0", "1", "2", "3", "4")
_EARLIER: Final = 50


@needs("view")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The plans that the reader may read: first those of the own units, then of those below."""
    on = clock.today()
    own = {unit.id for unit in own_units(request)}
    page = paged(queries.plans_for(request.actor, on=on, own=own), request.GET)
    context = {
        "plans": shown_plans(page.rows),
        "page": page,
        "may_write": bool(_units(request)),
        "bodies": queries.bodies_answered_by(request.actor, on=on),
    }
    return render(request, "web/plan/list.html", context)


@needs("enter")
def new(request: KengRequest) -> HttpResponse:
    """Begin a plan."""
    units = _units(request)
    initial = {"unit": units[0][0] if units else "", "year": clock.today().year}
    form = PlanForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            plan = actions.draft_plan(
                int(given["unit"]),
                given["year"],
                given["title"],
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            return redirect("web:plan", plan.pk)
    own = [int(unit) for unit, _path in units]
    earlier = queries.plans_for(request.actor, on=clock.today(), only=own)
    context = {"form": form, "earlier": shown_plans(earlier[:_EARLIER])}
    return render(request, "web/plan/new.html", context, status=422 if form.errors else 200)


@needs("enter")
def take_over(request: KengRequest, plan_id: int) -> HttpResponse:
    """Take a plan over into a later year."""
    view = queries.plan_view(plan_id, request.actor, on=clock.today())
    year = view.head.year + 1
    initial = {"year": year, "title": view.head.title.replace(str(view.head.year), str(year))}
    form = TakeOverForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            plan = actions.take_over(
                plan_id, given["year"], given["title"], actor=request.actor, at=clock.now()
            )
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, _("Đã chép sang năm mới; hãy sửa những gì khác năm trước."))
            return redirect("web:plan", plan.pk)
    context = {"form": form, "view": view, "tasks": view.head.tasks}
    return render(request, "web/plan/take_over.html", context, status=422 if form.errors else 200)


@needs("view")
@require_safe
def detail(request: KengRequest, plan_id: int) -> HttpResponse:
    """One plan: its targets and how far they are, its tasks, its reports, its bodies."""
    return _page(request, plan_id)


@needs("enter")
@require_POST
def add(request: KengRequest, plan_id: int, what: str) -> HttpResponse:
    """Add a goal, a target, a task or a report to a plan."""
    if what not in _ADD:
        raise BadInput(
            "Không biết phải thêm gì; hãy mở lại kế hoạch.",
            message_en="What to add is not said; open the plan again.",
        )
    form = _forms(request.POST)[what]
    if form.is_valid():
        try:
            _ADD[what](plan_id, form, request.actor, clock.now())
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, _("Đã thêm vào kế hoạch."))
            return redirect(f"{reverse('web:plan', args=[plan_id])}#them-{what}")
    return _page(request, plan_id, wrong={what: form}, status=422)


@needs("issue")
@require_POST
def act(request: KengRequest, plan_id: int, step: str) -> HttpResponse:
    """Put a plan into force, or end it."""
    at = clock.now()
    try:
        if step == "ban-hanh":
            actions.issue_plan(plan_id, request.POST.get("basis", ""), actor=request.actor, at=at)
            messages.success(request, _("Kế hoạch đã ban hành; các cơ quan thấy việc của mình."))
        else:
            actions.close_plan(plan_id, actor=request.actor, at=at)
            messages.success(request, _("Kế hoạch đã kết thúc."))
    except BadInput as refusal:
        return _page(request, plan_id, error=message_of(refusal), status=status_of(refusal))
    return redirect("web:plan", plan_id)


def _page(
    request: KengRequest,
    plan_id: int,
    *,
    wrong: dict[str, StyledForm] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    on, quarter = clock.today(), request.GET.get("quy", "")
    chosen = int(quarter) if quarter in _QUARTERS else None
    view = queries.plan_view(plan_id, request.actor, on=on, quarter=chosen)
    look = request.GET.get("xem", "")
    context: dict[str, Any] = {
        "view": view,
        "plan": shown_plan(view.head),
        "targets": shown_targets(view.targets),
        "look": look if look in {_BOARD, _YEAR} else "",
        "quarter": planwords.QUARTERS[chosen] if chosen is not None else "",
        "count_targets": sum(not one.drop_reason for one in view.targets),
        "count_duties": sum(not one.drop_reason for one in view.duties),
        "bodies": bodies_of(view),
        "error": error,
        "wrong": next(iter(wrong), "") if wrong else "",
    }
    context |= _work(request, view, context["look"])
    if view.may_write:
        context["forms"] = _forms() | (wrong or {})
    return render(request, "web/plan/detail.html", context, status=status)


def _work(request: KengRequest, view: PlanView, look: str) -> dict[str, Any]:
    """The tasks of the plan: a page of the list, the board, or the year month by month."""
    on = clock.today()
    if look == _BOARD:
        return {"columns": board(queries.board_of(view.head.id, request.actor, on=on))}
    if look == _YEAR:
        timeline = queries.timeline_of(view.head.id, request.actor, on=on)
        here = on.month if on.year == timeline.year else 0
        return {
            "timeline": timeline,
            "picture": timeline_picture(timeline, today=here),
            "year_rows": timeline_rows(timeline),
            "months": range(1, 13),
        }
    page = paged(view.tasks, request.GET)
    return {"tasks": shown_tasks(page.rows), "page": page}


def _forms(data: Any = None) -> dict[str, StyledForm]:
    return {
        "nhiem-vu": TaskForm(data, prefix="nv"),
        "chi-tieu": TargetForm(data, prefix="ct", indicators=indicators()),
        "bao-cao": DutyForm(data, prefix="bc"),
        "muc-tieu": GoalForm(data, prefix="mt"),
    }


def indicators() -> list[tuple[str, str]]:
    """The indicators of the installed programme by which a target can be measured, by name."""
    try:
        pack = installed.current()
    except DomainError:
        return []
    language = wording.language()
    named = [(code, one.label.of(language)) for code, one in pack.indicators.items()]
    return sorted(named, key=lambda one: one[1])


def _add_task(plan_id: int, form: StyledForm, actor: Actor, at: datetime) -> None:
    if isinstance(form, TaskForm):
        actions.add_task(plan_id, form.given(), actor=actor, at=at)


def _add_target(plan_id: int, form: StyledForm, actor: Actor, at: datetime) -> None:
    if isinstance(form, TargetForm):
        actions.add_target(plan_id, form.given(), actor=actor, at=at)


def _add_duty(plan_id: int, form: StyledForm, actor: Actor, at: datetime) -> None:
    if isinstance(form, DutyForm):
        actions.add_duty(plan_id, form.given(), actor=actor, at=at)


def _add_goal(plan_id: int, form: StyledForm, actor: Actor, at: datetime) -> None:
    actions.add_goal(plan_id, form.cleaned_data["text"], actor=actor, at=at)


_ADD: Final[Mapping[str, Callable[[int, StyledForm, Actor, datetime], None]]] = {
    "nhiem-vu": _add_task,
    "chi-tieu": _add_target,
    "bao-cao": _add_duty,
    "muc-tieu": _add_goal,
}


def _units(request: KengRequest) -> list[tuple[str, str]]:
    """The units at which the reader writes plans."""
    entering = {duty.unit_id for duty in request.duties if Verb.ENTER in MAY[duty.role]}
    return [(str(unit.id), unit.path) for unit in own_units(request) if unit.id in entering]
