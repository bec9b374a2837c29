"""Reading a plan in: the file, what was found beside its text, and each line taken or left out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.intake.yearplans.asking import read_into
from keng.kernel.errors import BadInput, DomainError, WrongState
from keng.planning import actions, queries
from keng.planning.queries.shapes import FindingLine, SourceView
from keng.web import clock, wording
from keng.web.forms.plans import DutyForm, ReadPlanForm, TargetForm, TaskForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, whole
from keng.web.phrases.planwords import DOUBTS
from keng.web.views.plans import indicators


@needs("enter")
def upload(request: KengRequest, plan_id: int) -> HttpResponse:
    """Send in the file of a plan; nothing is in the plan until a person takes it."""
    view = queries.plan_view(plan_id, request.actor, on=clock.today())
    form = ReadPlanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["plan"]
        try:
            made = read_into(
                plan_id, chosen.name or "", chosen.read(), actor=request.actor, at=clock.now()
            )
        except DomainError as refusal:
            form.add_error("plan", message_of(refusal))
        else:
            name = "web:plan_source" if made.job_id is None else "web:job"
            return redirect(name, made.job_id or made.source_id)
    context = {"form": form, "view": view}
    return render(request, "web/plan/upload.html", context, status=422 if form.errors else 200)


@needs("enter")
@require_safe
def source(request: KengRequest, source_id: int) -> HttpResponse:
    """What was found, beside the text; one line of it open to be decided."""
    view = queries.source_view(source_id, request.actor, on=clock.today())
    wanted = request.GET.get("so", "")
    return _page(request, view, whole(wanted, 0))


@needs("enter")
@require_POST
def decide(request: KengRequest, source_id: int, n: int) -> HttpResponse:
    """Take a line as it was read or as it was changed, or leave it out of the plan."""
    view = queries.source_view(source_id, request.actor, on=clock.today())
    line = next((one for one in view.findings if one.n == n), None)
    if line is None:
        raise BadInput("Không có dòng này.", message_en="There is no such line.")
    form = _form(line, request.POST)
    try:
        if request.POST.get("act") == "refuse":
            actions.refuse_finding(line.id, actor=request.actor, at=clock.now())
        elif not form.is_valid():
            return _page(request, view, n, form=form, status=422)
        else:
            actions.take_finding(line.id, actor=request.actor, at=clock.now(), changed=form.given())
    except (BadInput, WrongState) as refusal:
        form.is_valid()
        form.add_error(None, message_of(refusal))
        return _page(request, view, n, form=form, status=status_of(refusal))
    return redirect(f"{reverse('web:plan_source', args=[source_id])}?so={_next(view, n)}#dang-xem")


@needs("enter")
@require_POST
def take_sure(request: KengRequest, source_id: int) -> HttpResponse:
    """Take all lines that have no doubt."""
    taken = actions.take_all_sure(source_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã nhận %(n)s dòng vào kế hoạch.") % {"n": taken})
    return redirect("web:plan_source", source_id)


def _page(
    request: KengRequest,
    view: SourceView,
    n: int,
    *,
    form: TaskForm | TargetForm | DutyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    waiting = [one for one in view.findings if one.verdict == "waiting"]
    current = next((one for one in view.findings if one.n == n), None)
    current = current or (waiting[0] if waiting else None)
    context: dict[str, Any] = {
        "view": view,
        "plan": queries.plan_view(view.plan_id, request.actor, on=clock.today()).head,
        "lines": _lines(view, current),
        "findings": [(one, _title(one), _doubts(one)) for one in view.findings],
        "current": current,
        "doubts": _doubts(current) if current else [],
        "waiting": len(waiting),
        "sure": sum(not one.doubts for one in waiting),
        "notes": [one.get(wording.language(), one.get("vi", "")) for one in view.notes],
    }
    if current and view.may_decide and current.verdict == "waiting":
        context["form"] = form or _form(current)
    return render(request, "web/plan/source.html", context, status=status)


def _lines(view: SourceView, current: FindingLine | None) -> list[dict[str, Any]]:
    """The lines of the text, each with the finding that begins there, the present one marked."""
    begins: dict[int, FindingLine] = {}
    for one in view.findings:
        begins.setdefault(one.line, one)
    shown = []
    for number, words in enumerate(view.lines, 1):
        here = current is not None and current.line <= number <= current.end_line
        if words:
            shown.append(
                {"number": number, "words": words, "found": begins.get(number), "is_here": here}
            )
    return shown


def _form(line: FindingLine, data: Any = None) -> TaskForm | TargetForm | DutyForm:
    read = dict(line.content)
    if line.kind == "task":
        initial = read | {"helpers": "\n".join(read["helpers"])}
        return TaskForm(data, prefix="doc", initial=initial)
    if line.kind == "target":
        value = read["value"]
        shown = None if value is None else wording.figure(value, read["digits"])
        initial = read | {"value": shown}
        return TargetForm(data, prefix="doc", initial=initial, indicators=indicators())
    return DutyForm(data, prefix="doc", initial=read)


def _title(line: FindingLine) -> str:
    return str(line.content.get("title") or line.content.get("what") or "")


def _doubts(line: FindingLine) -> list[str]:
    return [str(DOUBTS[one]) for one in line.doubts if one in DOUBTS]


def _next(view: SourceView, n: int) -> int:
    """The next line that waits, from the one just decided on; 0 where none does."""
    left = [one.n for one in view.findings if one.verdict == "waiting" and one.n != n]
    return next((one for one in left if one > n), left[0] if left else 0)
