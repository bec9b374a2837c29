"""The parts of a plan one by one: a target and how it stands, a report owed, who answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import names_of
from keng.kernel.errors import BadInput, Conflict, DomainError
from keng.orgunits.queries import managed_by, path_of, unit_named
from keng.planning import actions, queries
from keng.planning.queries.shapes import DutyView, TargetView
from keng.web import clock
from keng.web.forms.plans import DutyForm, MeasureForm, TargetForm, target_initial
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, is_whole, whole
from keng.web.phrases import planwords
from keng.web.tables.plantable import shown_targets
from keng.web.views.plans import indicators


@signed_in
@require_safe
def target(request: KengRequest, target_id: int) -> HttpResponse:
    """One target: what it wants, how it stands, what was written down of it."""
    return _target_page(request, queries.target_view(target_id, request.actor, on=clock.today()))


@needs("enter")
@require_POST
def target_act(request: KengRequest, target_id: int, step: str) -> HttpResponse:
    """Write down how a target stands, say it anew, or take it out of the plan."""
    view = queries.target_view(target_id, request.actor, on=clock.today())
    forms: dict[str, Any] = {}
    try:
        if step == "do":
            forms["measure_form"] = measure = MeasureForm(request.POST, digits=view.line.digits)
            done = measure.is_valid() and _measure(request, target_id, measure)
        elif step == "sua":
            forms["form"] = form = _target_form(view, request.POST)
            done = form.is_valid() and _change_target(request, target_id, form)
        else:
            done = _drop_target(request, target_id)
    except Conflict as refusal:
        return _target_page(request, view, error=message_of(refusal), status=status_of(refusal))
    except DomainError as refusal:
        if not forms:
            return _target_page(request, view, error=message_of(refusal), status=422)
        for one in forms.values():
            one.add_error(None, message_of(refusal))
        done = False
    if done:
        return redirect("web:plan_target", target_id)
    return _target_page(request, view, status=422, **forms)


@signed_in
@require_safe
def duty(request: KengRequest, duty_id: int) -> HttpResponse:
    """One report that a plan asks for."""
    return _duty_page(request, queries.duty_view(duty_id, request.actor, on=clock.today()))


@needs("enter")
@require_POST
def duty_act(request: KengRequest, duty_id: int, step: str) -> HttpResponse:
    """Say a report owed anew, or take it out of the plan."""
    view = queries.duty_view(duty_id, request.actor, on=clock.today())
    told: dict[str, Any] = {"revision": _seen(request), "actor": request.actor, "at": clock.now()}
    form = DutyForm(request.POST, prefix="bc") if step == "sua" else None
    try:
        if form is None:
            actions.drop_duty(duty_id, request.POST.get("reason", ""), **told)
            messages.success(request, _("Đã bỏ báo cáo khỏi kế hoạch; lý do được giữ lại."))
        elif not form.is_valid():
            return _duty_page(request, view, form=form, status=422)
        else:
            actions.change_duty(duty_id, form.given(), **told)
            messages.success(request, _("Đã sửa báo cáo phải gửi."))
    except (BadInput, Conflict) as refusal:
        status = status_of(refusal)
        return _duty_page(request, view, form=form, error=message_of(refusal), status=status)
    return redirect("web:plan_duty", duty_id)


@needs("enter")
def bodies(request: KengRequest, plan_id: int) -> HttpResponse:
    """Which unit's people close the tasks of each body of a plan."""
    on, error, status = clock.today(), "", 200
    found = queries.bodies_of_plan(plan_id, request.actor, on=on)
    view = queries.plan_view(plan_id, request.actor, on=on)
    if request.method == "POST":
        try:
            _name_unit(request, plan_id, view.head.unit_id)
        except DomainError as refusal:
            error, status = message_of(refusal), 422
        else:
            messages.success(request, _("Đã ghi đơn vị trả lời."))
            return redirect("web:plan_bodies", plan_id)
    below = managed_by(view.head.unit_id, on=on)
    context = {
        "view": view,
        "bodies": [(one, _path(one.answers_id)) for one in found],
        "below": [path_of(unit.id, on=on) for unit in below],
        "error": error,
        "wrong": request.POST.get("body", "") if error else "",
        "typed": request.POST.get("unit", ""),
    }
    return render(request, "web/plan/bodies.html", context, status=status)


def _path(unit_id: int | None) -> str:
    return path_of(unit_id, on=clock.today()) if unit_id is not None else ""


def _name_unit(request: KengRequest, plan_id: int, unit_id: int) -> None:
    body, written = request.POST.get("body", ""), request.POST.get("unit", "").strip()
    if not is_whole(body):
        raise BadInput("Hãy chọn cơ quan.", message_en="Choose a body.")
    answers = _unit_written(written, unit_id) if written else None
    actions.name_answering_unit(plan_id, int(body), answers, actor=request.actor, at=clock.now())


def _unit_written(written: str, unit_id: int) -> int:
    """The unit of that name right below the plan's unit, else wherever the whole path leads."""
    on = clock.today()
    same = [one for one in managed_by(unit_id, on=on) if one.full_name == written]
    return same[0].id if len(same) == 1 else unit_named(written, on=on).id


def _measure(request: KengRequest, target_id: int, form: MeasureForm) -> bool:
    value, day, source = form.given()
    actions.measure_target(
        target_id, value, day, source=source, actor=request.actor, at=clock.now()
    )
    messages.success(request, _("Đã ghi kết quả của chỉ tiêu."))
    return True


def _change_target(request: KengRequest, target_id: int, form: TargetForm) -> bool:
    actions.change_target(
        target_id, form.given(), revision=_seen(request), actor=request.actor, at=clock.now()
    )
    messages.success(request, _("Đã sửa chỉ tiêu."))
    return True


def _drop_target(request: KengRequest, target_id: int) -> bool:
    reason = request.POST.get("reason", "")
    actions.drop_target(
        target_id, reason, revision=_seen(request), actor=request.actor, at=clock.now()
    )
    messages.success(request, _("Đã bỏ chỉ tiêu khỏi kế hoạch; lý do được giữ lại."))
    return True


def _target_page(
    request: KengRequest,
    view: TargetView,
    *,
    form: Any = None,
    measure_form: Any = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    (shown,) = shown_targets([view.line])
    names = names_of({one.account_id for one in view.measurements if one.account_id})
    context: dict[str, Any] = {
        "view": view,
        "shown": shown,
        "measurements": [
            (one, planwords.measured(view.line, one.value), names.get(one.account_id or 0, ""))
            for one in view.measurements
        ],
        "error": error,
    }
    if view.may_measure:
        initial = {"day": clock.today()}
        context["measure_form"] = measure_form or MeasureForm(
            initial=initial, digits=view.line.digits
        )
    if view.may_write:
        context["form"] = form or _target_form(view)
    return render(request, "web/plan/target.html", context, status=status)


def _target_form(view: TargetView, data: Any = None) -> TargetForm:
    initial = target_initial(view.line)
    return TargetForm(data, prefix="ct", indicators=indicators(), initial=initial)


def _duty_page(
    request: KengRequest,
    view: DutyView,
    *,
    form: DutyForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    line = view.line
    initial = {
        "what": line.what,
        "rhythm": line.rhythm,
        "due_on": line.due_on,
        "receiver": line.receiver,
    }
    context: dict[str, Any] = {"view": view, "error": error}
    if view.may_write:
        context["form"] = form or DutyForm(prefix="bc", initial=initial)
    return render(request, "web/plan/duty.html", context, status=status)


def _seen(request: KengRequest) -> int:
    """The revision that the person saw; 0, which none has, where the page did not send it."""
    value = request.POST.get("revision", "")
    return whole(value, 0)
