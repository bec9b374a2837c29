"""Calls of a year: the list, one call with its proposals, its council and its votes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import account_by_login
from keng.commendations import actions, queries
from keng.commendations.actions import NewCall, NewSeat
from keng.commendations.queries import CallView
from keng.commendations.vocabulary import Choice
from keng.kernel.errors import DomainError
from keng.orgunits.queries import unit_named
from keng.web import clock
from keng.web.forms.commendations import OpenCallForm, SeatForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, is_whole, whole
from keng.web.phrases import commendingwords as words
from keng.web.tables.commending import (
    ShownCandidate,
    shown_ballots,
    shown_candidates,
    shown_quotas,
    shown_voting,
)
from keng.web.tables.standing import own_units


@needs("view")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The calls of a year that the reader may know of."""
    return _listing(request, _call_form(request))


@needs("enter")
@require_POST
def open_call(request: KengRequest) -> HttpResponse:
    """Open a call."""
    form = _call_form(request, request.POST)
    if form is None or not form.is_valid():
        return _listing(request, form, status=422)
    said = form.cleaned_data
    new = NewCall(
        int(said["unit"]), said["year"], said["title"], said["closes_on"], token=said["token"]
    )
    try:
        made = actions.open_call(new, actor=request.actor, at=clock.now())
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _listing(request, form, status=status_of(refusal))
    messages.success(request, _("Đã mở đợt xét khen."))
    return redirect("web:commendation_call", made.pk)


@signed_in
@require_safe
def board(request: KengRequest, call_id: int) -> HttpResponse:
    """One call: who is proposed for what, how far it has come, the council, the quotas."""
    return _board(request, call_id, SeatForm())


@needs("enter")
@require_POST
def close(request: KengRequest, call_id: int) -> HttpResponse:
    """Take no more proposals, or take them again."""
    act = actions.reopen_call if request.POST.get("mo") else actions.close_call
    act(call_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã lưu."))
    return redirect("web:commendation_call", call_id)


@needs("enter")
@require_POST
def seat(request: KengRequest, call_id: int) -> HttpResponse:
    """Give a post a seat on the council."""
    form = SeatForm(request.POST)
    if not form.is_valid():
        return _board(request, call_id, form, status=422)
    said = form.cleaned_data
    try:
        unit = unit_named(said["unit"], on=clock.today())
        login = said["login"].strip()
        account = account_by_login(login).pk if login else None
        new = NewSeat(said["post"], unit.id, account, said["is_chair"])
        made = actions.seat_member(call_id, new, actor=request.actor, at=clock.now())
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _board(request, call_id, form, status=status_of(refusal))
    messages.success(request, _("Đã ghi %(post)s vào hội đồng.") % {"post": made.post})
    return redirect("web:commendation_call", call_id)


@needs("enter")
@require_POST
def end_seat(request: KengRequest, commending_seat_id: int) -> HttpResponse:
    """Let a member leave."""
    gone = actions.end_seat(commending_seat_id, actor=request.actor, at=clock.now())
    messages.success(request, _("%(post)s đã thôi tham gia hội đồng.") % {"post": gone.post})
    return redirect("web:commendation_call", gone.call_id)


@signed_in
def votes(request: KengRequest, call_id: int) -> HttpResponse:
    """The sheet of votes: one's own, and for the secretary the ballots of members on paper."""
    view = queries.call_view(call_id, actor=request.actor, at=clock.now())
    problems: list[str] = []
    if request.method == "POST":
        problems, written = _vote(request, view)
        if not problems:
            messages.success(request, _("Đã ghi %(n)s phiếu.") % {"n": written})
            return redirect("web:commendation_votes", call_id)
        view = queries.call_view(call_id, actor=request.actor, at=clock.now())
    seats, ballots = queries.ballots_of(view, request.actor)
    context = {
        "call": view.head,
        "seats": seats,
        "ballots": shown_ballots(ballots, seats),
        "voting": shown_voting(view.rules),
        "problems": problems,
    }
    status = 422 if problems else 200
    return render(request, "web/commendation/votes.html", context, status=status)


def _vote(request: KengRequest, view: CallView) -> tuple[list[str], int]:
    """What was refused, proposal by proposal, and how many votes were written."""
    seats, ballots = queries.ballots_of(view, request.actor)
    problems, written = [], 0
    for ballot in ballots:
        proposal = ballot.candidate.proposal
        given = {one.id: request.POST.get(f"phieu-{proposal.pk}-{one.id}", "") for one in seats}
        choices = {seat: Choice(said) for seat, said in given.items() if said in set(Choice)}
        turn = request.POST.get(f"lan-{proposal.pk}", "")
        if not choices:
            continue
        try:
            made = actions.vote(
                proposal.pk,
                choices,
                turn=whole(turn, 0),
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            problems.append(f"{_('Đề nghị số')} {proposal.pk}: {message_of(refusal)}")
        else:
            written += len(made)
    return problems, written


def _call_form(request: KengRequest, given: Any = None) -> OpenCallForm | None:
    on = clock.today()
    units = [
        (str(one.id), one.full_name)
        for one in own_units(request)
        if request.actor.may("enter", unit_id=one.id, on=on)
    ]
    return OpenCallForm(given, units=units, initial={"year": on.year}) if units else None


def _listing(request: KengRequest, form: OpenCallForm | None, *, status: int = 200) -> HttpResponse:
    on = clock.today()
    asked = request.GET.get("nam", "")
    year = int(asked) if is_whole(asked) and len(asked) == 4 else on.year
    context = {
        "year": year,
        "years": sorted({*queries.years_with_calls(), on.year, year}, reverse=True),
        "calls": queries.calls_of(request.actor, year=year, on=on),
        "form": form,
        "asked": words.asked(),
        "has_awards": bool(words.spoken().awards),
    }
    return render(request, "web/commendation/list.html", context, status=status)


def _board(
    request: KengRequest, call_id: int, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    view = queries.call_view(call_id, actor=request.actor, at=clock.now())
    shown = shown_candidates(view.candidates)
    on = clock.today()
    may_propose = not view.head.is_closed and any(
        request.actor.may("enter", unit_id=one.id, on=on) for one in own_units(request)
    )
    context: dict[str, Any] = {
        "call": view.head,
        "view": view,
        "awards": _by_award(shown),
        "tiles": [(words.STATES[state], number) for state, number in view.states.items()],
        "quotas": shown_quotas(view.quotas),
        "voting": shown_voting(view.rules),
        "form": form,
        "may_propose": may_propose,
        "waiting": sorted({one.proposal.award for one in view.waiting}),
        "papers": [(code, words.award_label(code)) for code in _waiting_awards(view)],
        "decisions": [
            (one, words.award_label(one.award))
            for one in queries.decisions_of(call_id, actor=request.actor, at=clock.now())
        ],
    }
    return render(request, "web/commendation/call.html", context, status=status)


def _waiting_awards(view: CallView) -> list[str]:
    return list(dict.fromkeys(one.proposal.award for one in view.waiting))


def _by_award(shown: list[ShownCandidate]) -> list[tuple[str, list[ShownCandidate]]]:
    order = {code: place for place, code in enumerate(words.spoken().awards)}
    codes = sorted({one.award for one in shown}, key=lambda code: order.get(code, len(order)))
    return [
        (words.award_label(code), [one for one in shown if one.award == code]) for code in codes
    ]
