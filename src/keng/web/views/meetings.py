"""One meeting: what was said, what was concluded, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import names_of
from keng.kernel.errors import BadInput
from keng.publishing.recognition import About
from keng.steering import actions, queries
from keng.steering.queries.shapes import MeetingView
from keng.steering.turns import turn_of
from keng.web import clock, wording
from keng.web.forms.meetings import ConclusionForm, MeetingForm, ToTaskForm
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest
from keng.web.phrases import steeringwords as words
from keng.web.phrases.planwords import STATES
from keng.web.tables import steeringtable as shown
from keng.web.tables.recognitionpapers import shelves
from keng.web.views.initiatives import attempted
from keng.web.views.steeringparts import Forms, papers_of, seen


@needs("view")
@require_safe
def detail(request: KengRequest, meeting_id: int) -> HttpResponse:
    """One meeting."""
    return _page(request, meeting_id)


@needs("enter")
@require_POST
def act(request: KengRequest, meeting_id: int, step: str) -> HttpResponse:
    """Write the minutes, add a conclusion, or call the meeting off."""
    if step == "ghi":
        return _write(request, meeting_id)
    if step == "ket-luan":
        return _conclude(request, meeting_id)
    if step != "hoan":
        raise _unknown()
    why = request.POST.get("why", "")
    at = clock.now()
    actions.call_off(meeting_id, why, revision=seen(request), actor=request.actor, at=at)
    messages.success(request, _("Đã ghi là không họp; dòng vẫn còn trong lịch sử."))
    return redirect("web:meeting", meeting_id)


@needs("enter")
@require_POST
def conclusion_act(request: KengRequest, conclusion_id: int, step: str) -> HttpResponse:
    """Make a conclusion a task of a plan, or take it back."""
    at = clock.now()
    if step == "rut":
        why = request.POST.get("why", "")
        row = actions.withdraw_conclusion(conclusion_id, why, actor=request.actor, at=at)
        messages.success(request, _("Đã rút; dòng vẫn còn trong lịch sử."))
        return redirect("web:meeting", row.meeting_id)
    if step != "giao":
        raise _unknown()
    meeting_id = queries.meeting_of_conclusion(conclusion_id)
    view = queries.meeting_view(meeting_id, request.actor, on=clock.today())
    form = _task_form(view, conclusion_id, request.POST)
    if form.is_valid():
        made = attempted(
            form,
            lambda: actions.make_task(conclusion_id, form.given(), actor=request.actor, at=at),
        )
        if made is not None:
            messages.success(
                request, _("Đã giao thành nhiệm vụ; cơ quan chủ trì thấy trong việc của mình.")
            )
            return redirect("web:meeting", meeting_id)
    return _page(request, meeting_id, {f"giao-{conclusion_id}": form})


def _write(request: KengRequest, meeting_id: int) -> HttpResponse:
    view = queries.meeting_view(meeting_id, request.actor, on=clock.today())
    form = _meeting_form(request, view, request.POST)
    if form.is_valid():
        made = attempted(
            form,
            lambda: actions.write_minutes(
                meeting_id,
                form.given(),
                revision=seen(request),
                actor=request.actor,
                at=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("Đã lưu biên bản."))
            return redirect("web:meeting", meeting_id)
    return _page(request, meeting_id, {"ghi": form})


def _conclude(request: KengRequest, meeting_id: int) -> HttpResponse:
    form = ConclusionForm(request.POST, prefix="kl")
    if form.is_valid():
        made = attempted(
            form,
            lambda: actions.add_conclusion(
                meeting_id, form.given(), actor=request.actor, at=clock.now()
            ),
        )
        if made is not None:
            messages.success(request, _("Đã ghi kết luận."))
            return redirect("web:meeting", meeting_id)
    return _page(request, meeting_id, {"ket-luan": form})


def _page(request: KengRequest, meeting_id: int, wrong: Forms | None = None) -> HttpResponse:
    on = clock.today()
    view = queries.meeting_view(meeting_id, request.actor, on=on)
    (meeting,) = shown.shown_meetings([view.line])
    authors = names_of({one.account_id for one in view.earlier if one.account_id is not None})
    wrong = wrong or {}
    context: dict[str, Any] = {
        "view": view,
        "meeting": meeting,
        "paper": words.paper_words(view.paper) if view.paper else "",
        "conclusions": [
            (one, task, _offer(view, one.id, wrong) if _is_open(view, one) else None)
            for one, task in shown.shown_conclusions(view.conclusions)
        ],
        "earlier": [(one, wording.account(one.account_id, authors)) for one in view.earlier],
        "is_held": view.line.state == "held",
        "is_off": view.line.state == "called_off",
        "has_open": any(not one.withdrawn_why for one in view.conclusions),
        "wrong": next(iter(wrong), ""),
    }
    if context["is_held"]:
        context["shelves"] = shelves(About.MEETING, meeting_id, actor=request.actor)
        context["may_draft"] = view.may_write
    if view.may_write and not context["is_off"]:
        context["minutes_form"] = wrong.get("ghi") or _meeting_form(request, view)
        context["conclusion_form"] = wrong.get("ket-luan") or ConclusionForm(prefix="kl")
        context["papers"] = papers_of(request, view.unit_id)
    return render(request, "web/committee/meeting.html", context, status=422 if wrong else 200)


def _is_open(view: MeetingView, one: Any) -> bool:
    return view.may_write and one.task is None and not one.withdrawn_why


def _offer(view: MeetingView, conclusion_id: int, wrong: Forms) -> Any:
    return wrong.get(f"giao-{conclusion_id}") or _task_form(view, conclusion_id)


def _task_form(view: MeetingView, conclusion_id: int, data: Any = None) -> ToTaskForm:
    found = [one for one in view.conclusions if one.id == conclusion_id]
    plans = [(pk, f"{title} ({STATES[state]})") for pk, title, state in view.plans]
    initial = {"lead": found[0].body, "due_on": found[0].due_on} if found else {}
    return ToTaskForm(data, prefix=f"giao{conclusion_id}", plans=plans, initial=initial)


def _meeting_form(request: KengRequest, view: MeetingView, data: Any = None) -> MeetingForm:
    on = clock.today()
    covers = view.line.covers
    initial = {
        "day": view.line.day,
        "kind": view.line.kind,
        "covers": "" if covers is None else turn_of(covers, 6)[0].isoformat(),
        "agenda": view.agenda,
        "minutes": view.minutes,
        "present": [pk for pk, _name in view.present],
        "paper": f"{words.paper_words(view.paper)} [{view.paper.id}]" if view.paper else "",
    }
    return MeetingForm(
        data,
        prefix="hop",
        asker=(request.actor, view.unit_id, on),
        present=view.may_be_present,
        today=on,
        initial=initial,
    )


def _unknown() -> BadInput:
    return BadInput(
        "Không biết phải làm gì; hãy mở lại trang.",
        message_en="What to do is not said; open the page again.",
    )
