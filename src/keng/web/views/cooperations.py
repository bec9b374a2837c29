"""Programmes of coordination: signed, extended, met, and what came of them partner by partner."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.steering import actions, queries
from keng.steering.queries.shapes import CooperationView
from keng.web import clock
from keng.web.forms.cooperations import (
    AskedForm,
    CooperationForm,
    ExtendForm,
    OutcomeForm,
    PartnerForm,
    StopForm,
)
from keng.web.forms.meetings import MeetingForm
from keng.web.frame.declarations import needs
from keng.web.frame.paging import paged
from keng.web.frame.requests import KengRequest
from keng.web.phrases import steeringwords as words
from keng.web.phrases.groupwords import year_of
from keng.web.tables import steeringtable as shown
from keng.web.tables.standing import own_units
from keng.web.views.steeringparts import (
    Forms,
    Parts,
    added,
    body_names,
    day_given,
    entered,
    in_templates,
    papers_of,
    seen,
    writing_units,
)


@needs("view")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The programmes that the reader may read: first those of the own units."""
    on = clock.today()
    own = {unit.id for unit in own_units(request)}
    page = paged(queries.cooperations_for(request.actor, on=on, own=own), request.GET)
    context = {
        "cooperations": shown.shown_cooperations(page.rows),
        "page": page,
        "year": on.year,
        "may_write": bool(writing_units(request)),
    }
    return render(request, "web/cooperation/list.html", context)


@needs("enter")
def new(request: KengRequest) -> HttpResponse:
    """Enter a programme that was signed."""
    return entered(
        request,
        CooperationForm,
        actions.sign_cooperation,
        page="web:cooperation",
        template="web/cooperation/new.html",
        said=_("Đã ghi chương trình phối hợp; hãy thêm các đối tác."),
    )


@needs("view")
@require_safe
def detail(request: KengRequest, cooperation_id: int) -> HttpResponse:
    """One programme: terms, partners, meetings and results of a year."""
    return _page(request, cooperation_id)


@needs("enter")
@require_POST
def add(request: KengRequest, cooperation_id: int, what: str) -> HttpResponse:
    """Add a partner, an extension, a meeting, a result; change or stop the programme."""
    return added(request, cooperation_id, what, _PARTS)


@needs("enter")
@require_POST
def end_partner(request: KengRequest, partner_id: int) -> HttpResponse:
    """Say that a partner takes part no more."""
    row = actions.end_partner(partner_id, day_given(request), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã ghi ngày thôi tham gia; kết quả cũ vẫn giữ."))
    return redirect("web:cooperation", row.cooperation_id)


@needs("enter")
@require_POST
def withdraw_term(request: KengRequest, term_id: int) -> HttpResponse:
    """Take back an extension."""
    why = request.POST.get("why", "")
    row = actions.withdraw_term(term_id, why, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã rút; dòng vẫn còn trong lịch sử."))
    return redirect("web:cooperation", row.cooperation_id)


@needs("enter")
@require_POST
def withdraw_outcome(request: KengRequest, outcome_id: int) -> HttpResponse:
    """Take back a result."""
    why = request.POST.get("why", "")
    row = actions.withdraw_outcome(outcome_id, why, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã rút; dòng vẫn còn trong lịch sử."))
    return redirect("web:cooperation", row.cooperation_id)


def _page(request: KengRequest, cooperation_id: int, wrong: Forms | None = None) -> HttpResponse:
    on = clock.today()
    year = year_of(request.GET.get("nam", ""), on)
    view = queries.cooperation_view(cooperation_id, request.actor, on=on, year=year)
    (cooperation,) = shown.shown_cooperations([view.head])
    context: dict[str, Any] = {
        "view": view,
        "head": view.head,
        "cooperation": cooperation,
        "terms": shown.shown_terms(view.terms),
        "turns": shown.shown_turns(view.turns, on),
        "meetings": shown.shown_meetings(view.meetings),
        "table": shown.shown_outcomes(view),
        "outcomes": shown.shown_lines(view.outcomes),
        "years": range(on.year, on.year - 4, -1),
        "today": on,
        "one_term": sum(not one.withdrawn_why for one in view.terms) == 1,
        "wrong": next(iter(wrong), "") if wrong else "",
    }
    if view.may_write:
        context["forms"] = in_templates({**_forms(request, view), **(wrong or {})})
        context["papers"] = papers_of(request, view.head.unit_id)
        context["bodies"] = body_names(request, view.head.unit_id)
        context["own"] = own_units(request)
    return render(request, "web/cooperation/detail.html", context, status=422 if wrong else 200)


def _forms(request: KengRequest, view: CooperationView, data: Any = None) -> dict[str, Any]:
    on, head = clock.today(), view.head
    asker = (request.actor, head.unit_id, on)
    partners = [(one.id, one.name) for one in view.partners if one.takes_part]
    named = ("title", "rhythm", "reviews_half_year", "reviews_year")
    counted = [
        (code, f"{words.indicator_words(code)} ({unit})", digits)
        for code, unit, digits in queries.countable_indicators()
    ]
    month = {"first": on.replace(day=1), "last": on}
    return {
        "hop": MeetingForm(
            data, prefix="hop", asker=asker, present=partners, today=on, initial={"day": on}
        ),
        "ket-qua": OutcomeForm(
            data, prefix="kq", indicators=counted, partners=partners, initial=month
        ),
        "doi-tac": PartnerForm(data, prefix="dt", on=on),
        "gia-han": ExtendForm(data, prefix="gh", asker=asker),
        "sua": AskedForm(data, prefix="sua", initial={name: getattr(head, name) for name in named}),
        "ket-thuc": StopForm(data, prefix="kt", initial={"on": on}),
    }


def _add_partner(request: KengRequest, cooperation_id: int, form: Any) -> Any:
    given = form.cleaned_data
    return actions.add_partner(
        cooperation_id,
        unit_id=given["unit"],
        name=given["name"],
        since=given["since"],
        actor=request.actor,
        at=clock.now(),
    )


def _extend(request: KengRequest, cooperation_id: int, form: Any) -> Any:
    given = form.cleaned_data
    return actions.extend_cooperation(
        cooperation_id,
        given["paper"],
        given["first"],
        given["last"],
        actor=request.actor,
        at=clock.now(),
    )


def _add_meeting(request: KengRequest, cooperation_id: int, form: Any) -> Any:
    return actions.enter_cooperation_meeting(
        cooperation_id, form.given(), actor=request.actor, at=clock.now()
    )


def _add_outcome(request: KengRequest, cooperation_id: int, form: Any) -> Any:
    return actions.add_outcome(cooperation_id, form.given(), actor=request.actor, at=clock.now())


def _change(request: KengRequest, cooperation_id: int, form: Any) -> Any:
    return actions.change_cooperation(
        cooperation_id,
        form.cleaned_data["title"],
        form.asked(),
        revision=seen(request),
        actor=request.actor,
        at=clock.now(),
    )


def _stop(request: KengRequest, cooperation_id: int, form: Any) -> Any:
    given = form.cleaned_data
    return actions.stop_cooperation(
        cooperation_id, given["on"], given["why"], actor=request.actor, at=clock.now()
    )


_PARTS: Final = Parts(
    page="web:cooperation",
    view=queries.cooperation_view,
    forms=_forms,
    add={
        "doi-tac": _add_partner,
        "gia-han": _extend,
        "hop": _add_meeting,
        "ket-qua": _add_outcome,
        "sua": _change,
        "ket-thuc": _stop,
    },
    shown=_page,
)
