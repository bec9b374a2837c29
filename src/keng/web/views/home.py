"""The first page: what must be done by when, and what waits for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keng.kernel.periods import Period
from keng.reporting import queries
from keng.web import clock
from keng.web.declarations import signed_in
from keng.web.requests import KengRequest, may_somewhere
from keng.web.standing import ShownRound, SubmissionLine, lines_of, own_units, shown_rounds

_MOST_WAITING = 20
_MOST_ROUNDS = 5


@dataclass(frozen=True)
class Returned:
    """A submission that came back, with what the level above said."""

    id: int
    title: str
    unit_name: str
    period: Period
    due_on: date | None
    message: str


@signed_in
@require_safe
def home(request: KengRequest) -> HttpResponse:
    """Duties with days left, returns with their reasons, and what waits to be accepted."""
    on = clock.today()
    own = lines_of(queries.duties_of(request.actor, on=on))
    waiting = _waiting(request, on)
    context: dict[str, Any] = {
        "today": on,
        "units": own_units(request),
        "returns": _returned([line for line in own if line.state == "returned"]),
        "owing": [line for line in own if line.state != "returned"],
        "waiting": waiting[:_MOST_WAITING],
        "waiting_more": max(len(waiting) - _MOST_WAITING, 0),
        "rounds": _rounds(request, on),
        "may_enter": may_somewhere(request, "enter"),
    }
    return render(request, "web/home.html", context)


def _waiting(request: KengRequest, on: date) -> list[SubmissionLine]:
    if not may_somewhere(request, "accept"):
        return []
    return lines_of(queries.waiting_for(request.actor, on=on))


def _rounds(request: KengRequest, on: date) -> list[ShownRound]:
    """The newest open rounds with how far they have come."""
    found = [one for one in queries.rounds_seen_by(request.actor, on=on) if one.is_open]
    newest = found[:_MOST_ROUNDS]
    tallies = queries.round_tallies([one.id for one in newest], actor=request.actor, on=on)
    return shown_rounds(newest, tallies)


def _returned(lines: list[SubmissionLine]) -> list[Returned]:
    messages = queries.return_messages([line.id for line in lines])
    return [
        Returned(
            line.id,
            line.title,
            line.unit_name,
            line.period,
            line.due_on,
            messages.get(line.id, ""),
        )
        for line in lines
    ]
