"""Steering committees: listed, set up, with their papers, members and what nobody oversees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import names_of
from keng.access.roles import MAY, Verb
from keng.kernel.errors import BadInput
from keng.papers.queries import Filter, found_papers
from keng.planning.queries import bodies_answered_by
from keng.steering import actions, queries
from keng.steering.queries.shapes import CommitteeView
from keng.steering.vocabulary import Rhythm
from keng.web import clock, wording
from keng.web.forms.meetings import MeetingForm
from keng.web.forms.steering import (
    OFFERED,
    ActForm,
    AssignForm,
    ChangeCommitteeForm,
    CommitteeForm,
    SeatForm,
    offered,
)
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.paging import paged
from keng.web.frame.requests import KengRequest, whole
from keng.web.phrases import steeringwords as words
from keng.web.phrases.groupwords import year_of
from keng.web.tables import steeringtable as shown
from keng.web.tables.standing import own_units
from keng.web.views.initiatives import attempted

Forms = Mapping[str, forms.BaseForm]


@needs("view")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The committees that the reader may read: first those of the own units."""
    on = clock.today()
    own = {unit.id for unit in own_units(request)}
    page = paged(queries.committees_for(request.actor, on=on, own=own), request.GET)
    context = {
        "committees": shown.shown_committees(page.rows, on),
        "page": page,
        "may_write": bool(writing_units(request)),
    }
    return render(request, "web/committee/list.html", context)


@needs("enter")
def new(request: KengRequest) -> HttpResponse:
    """Set up a committee."""
    units = writing_units(request)
    unit_id = int(units[0][0]) if units else 0
    chosen = request.POST.get("unit", "")
    asked = whole(chosen, unit_id)
    form = CommitteeForm(
        request.POST or None,
        units=units,
        asker=(request.actor, asked, clock.today()),
        initial={"unit": str(unit_id)},
    )
    if request.method == "POST" and form.is_valid():
        made = attempted(
            form,
            lambda: actions.set_up_committee(
                asked, form.given(), actor=request.actor, at=clock.now()
            ),
        )
        if made is not None:
            messages.success(request, _("Đã lập Ban Chỉ đạo; hãy thêm thành viên và phân công."))
            return redirect("web:committee", made.pk)
    context = {"form": form, "papers": papers_of(request, unit_id)}
    status = 422 if form.errors else 200
    return render(request, "web/committee/new.html", context, status=status)


@signed_in
@require_safe
def detail(request: KengRequest, committee_id: int) -> HttpResponse:
    """One committee: papers, members, gaps, meetings of a year."""
    return page_of(request, committee_id)


@needs("enter")
@require_POST
def change(request: KengRequest, committee_id: int) -> HttpResponse:
    """Say name and rhythm of a committee anew."""
    form = ChangeCommitteeForm(request.POST, prefix="sua")
    if form.is_valid():
        given = form.cleaned_data
        made = attempted(
            form,
            lambda: actions.change_committee(
                committee_id,
                given["name"],
                Rhythm(given["rhythm"]),
                revision=seen(request),
                actor=request.actor,
                at=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("Đã lưu."))
            return redirect("web:committee", committee_id)
    return page_of(request, committee_id, {"sua": form})


@needs("enter")
@require_POST
def add(request: KengRequest, committee_id: int, what: str) -> HttpResponse:
    """Add a paper, a member, what a member oversees, or a meeting."""
    if what not in _ADD:
        raise BadInput(
            "Không biết phải thêm gì; hãy mở lại trang.",
            message_en="What to add is not said; open the page again.",
        )
    on = clock.today()
    view = queries.committee_view(committee_id, request.actor, on=on)
    form = _forms(request, view, request.POST)[what]
    if form.is_valid():
        made = attempted(form, lambda: _ADD[what](request, committee_id, form))
        if made is not None:
            if what == "hop":
                return redirect("web:meeting", made.pk)
            messages.success(request, _("Đã ghi."))
            return redirect(f"{reverse('web:committee', args=[committee_id])}#{what}")
    return page_of(request, committee_id, {what: form})


@needs("enter")
@require_POST
def withdraw_act(request: KengRequest, act_id: int) -> HttpResponse:
    """Take back what was said of a paper."""
    why = request.POST.get("why", "")
    act = actions.withdraw_act(act_id, why, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã rút; dòng vẫn còn trong lịch sử."))
    return redirect("web:committee", act.committee_id)


@needs("enter")
@require_POST
def end_seat(request: KengRequest, seat_id: int) -> HttpResponse:
    """End a membership, with what the member oversaw."""
    seat = actions.end_seat(seat_id, day_given(request), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã ghi ngày thôi; các phân công kèm theo cũng thôi."))
    return redirect("web:committee", seat.committee_id)


@needs("enter")
@require_POST
def end_oversight(request: KengRequest, oversight_id: int) -> HttpResponse:
    """End that a member oversees something."""
    row = actions.end_oversight(
        oversight_id, day_given(request), actor=request.actor, at=clock.now()
    )
    messages.success(request, _("Đã ghi ngày thôi phụ trách."))
    return redirect("web:committee", row.seat.committee_id)


def page_of(request: KengRequest, committee_id: int, wrong: Forms | None = None) -> HttpResponse:
    """The page of a committee, with the form that was refused filled in and open."""
    on = clock.today()
    year = year_of(request.GET.get("nam", ""), on)
    view = queries.committee_view(committee_id, request.actor, on=on, year=year)
    accounts = {one.account_id for one in view.seats if one.account_id is not None}
    context: dict[str, Any] = {
        "view": view,
        "head": view.head,
        "is_over": view.head.is_over(on),
        "rhythm": words.RHYTHMS[view.head.rhythm],
        "gaps": words.gap_words(view.head.coverage),
        "acts": shown.shown_acts(view.acts),
        "seats": shown.shown_seats(view.seats),
        "former": shown.shown_seats(view.former),
        "names": {pk: wording.account(pk, names_of(accounts)) for pk in accounts},
        "meetings": shown.shown_meetings(view.meetings),
        "turns": shown.shown_turns(view.turns, on),
        "year": year,
        "years": range(on.year, on.year - 4, -1),
        "today": on,
        "wrong": next(iter(wrong), "") if wrong else "",
    }
    if view.may_write:
        context["forms"] = in_templates({**_forms(request, view), **(wrong or {})})
        context["papers"] = papers_of(request, view.head.unit_id)
        context["bodies"] = body_names(request, view.head.unit_id)
    return render(request, "web/committee/detail.html", context, status=422 if wrong else 200)


def _forms(request: KengRequest, view: CommitteeView, data: Any = None) -> dict[str, Any]:
    on = clock.today()
    asker = (request.actor, view.head.unit_id, on)
    open_ones = {unit_id for unit_id, _name, _level in view.head.coverage.missing}
    nobody = _("chưa ai phụ trách")
    below = sorted(view.below, key=lambda one: one[0] not in open_ones)
    units = [(pk, f"{name} ({nobody})" if pk in open_ones else name) for pk, name in below]
    seats = [(one.id, one.post) for one in view.seats]
    return {
        "van-ban": ActForm(data, prefix="vb", asker=asker),
        "thanh-vien": SeatForm(data, prefix="tv"),
        "phu-trach": AssignForm(
            data, prefix="pt", seats=seats, units=units, groups=view.groups, initial={"since": on}
        ),
        "hop": MeetingForm(
            data, prefix="hop", asker=asker, present=seats, today=on, initial={"day": on}
        ),
        "sua": ChangeCommitteeForm(
            None, prefix="sua", initial={"name": view.head.name, "rhythm": view.head.rhythm}
        ),
    }


def _add_act(request: KengRequest, committee_id: int, form: Any) -> Any:
    given = form.cleaned_data
    return actions.add_act(
        committee_id,
        form.kind_given(),
        given["paper"],
        given["on"],
        actor=request.actor,
        at=clock.now(),
    )


def _add_seat(request: KengRequest, committee_id: int, form: Any) -> Any:
    return actions.add_seat(committee_id, form.given(), actor=request.actor, at=clock.now())


def _assign(request: KengRequest, committee_id: int, form: Any) -> Any:
    del committee_id  # the member is one of this committee: the form offers no other
    given = form.cleaned_data
    return actions.assign(
        given["seat"],
        since=given["since"],
        units=given["units"],
        groups=given.get("groups", ()),
        actor=request.actor,
        at=clock.now(),
    )


def _add_meeting(request: KengRequest, committee_id: int, form: Any) -> Any:
    return actions.enter_committee_meeting(
        committee_id, form.given(), actor=request.actor, at=clock.now()
    )


_ADD: Final[Mapping[str, Callable[[KengRequest, int, Any], Any]]] = {
    "van-ban": _add_act,
    "thanh-vien": _add_seat,
    "phu-trach": _assign,
    "hop": _add_meeting,
}


def writing_units(request: KengRequest) -> list[tuple[str, str]]:
    """The units at which the reader writes."""
    entering = {duty.unit_id for duty in request.duties if Verb.ENTER in MAY[duty.role]}
    return [(str(unit.id), unit.path) for unit in own_units(request) if unit.id in entering]


def in_templates(found: Forms) -> dict[str, forms.BaseForm]:
    """The forms under names that a template can say."""
    return {code.replace("-", "_"): form for code, form in found.items()}


def papers_of(request: KengRequest, unit_id: int) -> list[str]:
    """The newest papers of a unit's register, as they are offered."""
    rows = found_papers(Filter(unit_id=unit_id), actor=request.actor, on=clock.today())
    return offered(rows[:OFFERED])


def body_names(request: KengRequest, unit_id: int) -> list[str]:
    """The bodies of the unit's plans, by name."""
    found = bodies_answered_by(request.actor, on=clock.today())
    return [body.name for body, unit in found if unit == unit_id]


def day_given(request: KengRequest) -> date:
    """The day that the page sent. Raises BadInput."""
    try:
        return date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        raise BadInput("Hãy ghi ngày.", message_en="Write the day.", code="day_missing") from None


def seen(request: KengRequest) -> int:
    """The revision that the person saw; 0, which none has, where the page did not send it."""
    value = request.POST.get("revision", "")
    return whole(value, 0)
