"""Taking all data of a unit along: what goes, what stays, asking for it, what came of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from keng.journal.queries import recent
from keng.orgunits.queries import unit_view
from keng.takeaway import batches
from keng.takeaway.actions import STREAM, may_take
from keng.web import clock
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest
from keng.web.phrases.joblines import shown
from keng.web.tables.takings import takings

_SHOWN_TAKINGS = 20


@needs("manage_users")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: KengRequest, unit_id: int) -> HttpResponse:
    """Asked by a press; the page of the job then tells how far it is."""
    at, on = clock.now(), clock.today()
    request.actor.require("manage_users", unit_id=unit_id, on=on)
    if request.method == "POST":
        made = batches.ask_for_archive(unit_id, actor=request.actor, at=at)
        return redirect("web:job", made.pk)
    newest = batches.newest_archive(unit_id, actor=request.actor, at=at)
    entries = recent(stream=f"{STREAM}{unit_id}", limit=_SHOWN_TAKINGS)
    context = {
        "unit": unit_view(unit_id, on=on),
        "job": shown([newest])[0] if newest else None,
        "takings": takings(entries),
        "shown": _SHOWN_TAKINGS,
        "may_take": may_take(unit_id, actor=request.actor, at=at),
    }
    return render(request, "web/takeaway/unit.html", context)
