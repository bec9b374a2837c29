"""The work of plans: what a body has to do, one task with its results, the chain below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import names_of
from keng.kernel.errors import BadInput, Conflict, DomainError
from keng.planning import actions, queries
from keng.planning.queries.shapes import AgendaView, TaskLine, TaskView
from keng.steering.queries import conclusion_of_task
from keng.web import clock, wording
from keng.web.forms.plans import ResultForm, TaskForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.paging import paged
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, whole
from keng.web.phrases import planwords
from keng.web.tables.plantable import ShownTask, shown_tasks

_FIRST: Final = 25  # of each part of an agenda; the whole part is one step away


@signed_in
@require_safe
def mine(request: KengRequest) -> HttpResponse:
    """What all bodies that the reader answers for have to do."""
    on = clock.today()
    bodies = queries.bodies_answered_by(request.actor, on=on)
    view = queries.agenda([body.id for body, _unit in bodies], on=on)
    return _agenda(request, _("Việc theo kế hoạch"), view, bodies=bodies)


@signed_in
@require_safe
def body(request: KengRequest, body_id: int) -> HttpResponse:
    """The agenda of one body."""
    named, view = queries.agenda_of_body(body_id, request.actor, on=clock.today())
    return _agenda(request, named.name, view, bodies=[])


@signed_in
@require_safe
def task(request: KengRequest, task_id: int) -> HttpResponse:
    """One task: what it asks, what was done, and the form to say so."""
    return _page(request, queries.task_view(task_id, request.actor, on=clock.today()))


@signed_in
@require_POST
def report(request: KengRequest, task_id: int) -> HttpResponse:
    """Say what was done for a task."""
    view = queries.task_view(task_id, request.actor, on=clock.today())
    form = _result_form(view, request)
    if form.is_valid():
        try:
            result = actions.report_result(
                task_id, form.given(), revision=_seen(request), actor=request.actor, at=clock.now()
            )
        except Conflict as refusal:
            return _page(request, view, error=message_of(refusal), status=status_of(refusal))
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            done = result.outcome == "done"
            messages.success(request, _("Đã ghi kết quả.") if done else _("Đã ghi phần đã làm."))
            return redirect("web:plan_task", task_id)
    return _page(request, view, result_form=form, status=422)


@needs("enter")
@require_POST
def change(request: KengRequest, task_id: int) -> HttpResponse:
    """Say a task anew."""
    form = TaskForm(request.POST, prefix="nv")
    if form.is_valid():
        try:
            actions.change_task(
                task_id, form.given(), revision=_seen(request), actor=request.actor, at=clock.now()
            )
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, _("Đã sửa nhiệm vụ."))
            return redirect("web:plan_task", task_id)
    view = queries.task_view(task_id, request.actor, on=clock.today())
    return _page(request, view, task_form=form, status=422)


@needs("enter")
@require_POST
def act(request: KengRequest, task_id: int, step: str) -> HttpResponse:
    """Drop a task, open it again, or say which task of a plan above it carries out."""
    try:
        _act(request, task_id, step)
    except (BadInput, Conflict) as refusal:
        view = queries.task_view(task_id, request.actor, on=clock.today())
        return _page(request, view, error=message_of(refusal), status=status_of(refusal))
    return redirect("web:plan_task", task_id)


@needs("view")
@require_safe
def below(request: KengRequest, task_id: int) -> HttpResponse:
    """Who below carries out a task, and who has no task for it."""
    view = queries.task_view(task_id, request.actor, on=clock.today())
    chain = queries.chain_below(task_id, request.actor, on=clock.today())
    lines = [(one, shown_tasks(one.tasks)) for one in chain.below]
    context = {"view": view, "chain": chain, "lines": lines}
    return render(request, "web/plan/chain.html", context)


@signed_in
@require_safe
def photo(request: KengRequest, result_id: int) -> HttpResponse:
    """The photo of a result."""
    content = queries.photo_of(result_id, request.actor, on=clock.today())
    return HttpResponse(content, content_type="image/jpeg")


def _act(request: KengRequest, task_id: int, step: str) -> None:
    at, reason = clock.now(), request.POST.get("reason", "")
    if step == "bo":
        actions.drop_task(task_id, reason, revision=_seen(request), actor=request.actor, at=at)
        messages.success(request, _("Đã bỏ nhiệm vụ khỏi kế hoạch; lý do được giữ lại."))
    elif step == "mo-lai":
        actions.reopen_task(task_id, reason, revision=_seen(request), actor=request.actor, at=at)
        messages.success(request, _("Nhiệm vụ được mở lại."))
    elif step == "gan":
        above = request.POST.get("above", "")
        actions.carry_out(task_id, whole(above, None), actor=request.actor, at=at)
        messages.success(request, _("Đã ghi mối gắn với nhiệm vụ cấp trên."))
    else:
        raise BadInput(
            "Không biết phải làm gì với nhiệm vụ này; hãy mở lại trang.",
            message_en="What to do with the task is not said; open the page again.",
        )


def _page(
    request: KengRequest,
    view: TaskView,
    *,
    result_form: ResultForm | None = None,
    task_form: TaskForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    names = names_of({one.account_id for one in view.results if one.account_id})
    (line,) = shown_tasks([view.line])
    context: dict[str, Any] = {
        "view": view,
        "shown": line,
        "above": shown_tasks(view.above),
        "results": [
            (one, str(planwords.OUTCOMES[one.outcome]), names.get(one.account_id or 0, ""))
            for one in view.results
        ],
        "error": error,
        "is_open": view.line.state == "open",
        "concluded": conclusion_of_task(view.line.id, request.actor, on=clock.today()),
    }
    if view.may_close and context["is_open"]:
        context["result_form"] = result_form or _result_form(view)
    if view.may_write and context["is_open"]:
        context["task_form"] = task_form or _task_form(view)
        offered = queries.tasks_to_carry_out(view.line.id, request.actor, on=clock.today())
        context["offered"] = shown_tasks(offered)
    return render(request, "web/plan/task.html", context, status=status)


def _result_form(view: TaskView, request: KengRequest | None = None) -> ResultForm:
    turns = [(day.isoformat(), wording.day(day)) for day in view.turns]
    initial = {"day": clock.today()}
    return ResultForm(
        request.POST if request else None,
        request.FILES if request else None,
        turns=turns,
        photos=view.takes_photos,
        initial=initial,
    )


def _task_form(view: TaskView) -> TaskForm:
    line = view.line
    initial = {
        "title": line.title,
        "text": view.text,
        "lead": line.lead.name if line.lead else "",
        "helpers": "\n".join(one.name for one in line.helpers),
        "quarter": line.quarter,
        "due_on": line.due_on,
        "rhythm": line.rhythm,
        "proof": line.proof,
    }
    return TaskForm(prefix="nv", initial=initial)


def _agenda(
    request: KengRequest, title: str, view: AgendaView, *, bodies: list[Any]
) -> HttpResponse:
    """The parts with their first tasks; with `phan` one of them, page by page."""
    month = planwords.month_of(clock.today())
    parts = [
        ("qua-han", _("Quá hạn"), view.late),
        ("thang-nay", _("Đến hạn trong %(month)s") % {"month": month}, view.this_month),
        ("cho", _("Chờ cơ quan, đơn vị khác"), view.waiting),
        ("sau", _("Sau đó"), view.later),
    ]
    wanted = request.GET.get("phan", "")
    chosen = [one for one in parts if one[0] == wanted]
    page = paged(chosen[0][2], request.GET) if chosen else None
    shown = [
        (code, label, *((shown_tasks(page.rows), page.all) if page else _beginning(rows)))
        for code, label, rows in chosen or parts
    ]
    context = {
        "title": title,
        "parts": shown,
        "page": page,
        "bodies": bodies,
        "empty": not any(count for *_rest, count in shown),
    }
    return render(request, "web/plan/agenda.html", context)


def _beginning(rows: Sequence[TaskLine]) -> tuple[list[ShownTask], int]:
    """The first tasks of a part and how many it has; a short part is not counted once more."""
    found = rows[: _FIRST + 1]
    return shown_tasks(found[:_FIRST]), len(found) if len(found) <= _FIRST else len(rows)


def _seen(request: KengRequest) -> int:
    """The revision that the person saw; 0, which none has, where the page did not send it."""
    value = request.POST.get("revision", "")
    return whole(value, 0)
