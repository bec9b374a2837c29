"""Steering committees: listed, set up, with their papers, members and what nobody oversees."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import names_of
from keng.steering import actions, queries
from keng.steering.queries.shapes import CommitteeView
from keng.steering.vocabulary import Rhythm
from keng.web import clock, wording
from keng.web.forms.meetings import MeetingForm
from keng.web.forms.steering import (
    ActForm,
    AssignForm,
    ChangeCommitteeForm,
    CommitteeForm,
    SeatForm,
)
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.paging import paged
from keng.web.frame.requests import KengRequest
from keng.web.phrases import steeringwords as words
from keng.web.phrases.groupwords import year_of
from keng.web.tables import steeringtable as shown
from keng.web.tables.standing import own_units
from keng.web.views.initiatives import attempted
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
    return entered(
        request,
        CommitteeForm,
        actions.set_up_committee,
        page="web:committee",
        template="web/committee/new.html",
        said=_("Đã lập Ban Chỉ đạo; hãy thêm thành viên và phân công."),
    )


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
    return added(request, committee_id, what, _PARTS)


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


_PARTS: Final = Parts(
    page="web:committee",
    view=queries.committee_view,
    forms=_forms,
    add={
        "van-ban": _add_act,
        "thanh-vien": _add_seat,
        "phu-trach": _assign,
        "hop": _add_meeting,
    },
    shown=page_of,
)
