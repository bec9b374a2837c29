"""Putting the tour of the first sign-in away, and asking for it again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from keng.access import actions
from keng.web import clock
from keng.web.frame.declarations import signed_in
from keng.web.frame.requests import KengRequest, asks_for_json


@signed_in
@require_POST
def finish(request: KengRequest) -> HttpResponse:
    """Remember with the account that the tour was seen, to its end or not."""
    actions.finish_tour(request.POST.get("tour", ""), actor=request.actor, at=clock.now())
    return HttpResponse(status=204) if asks_for_json(request) else redirect("web:home")


@signed_in
@require_POST
def again(request: KengRequest) -> HttpResponse:
    """Show the tour once more, on the home page."""
    actions.show_tours_again(actor=request.actor, at=clock.now())
    return redirect("web:home")
