"""The first page: what must be done by when, and what waits for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.kernel.periods import Period
from keng.kernel.vietnamese import format_count
from keng.notices.queries import since_last_visit
from keng.publishing.queries import PaperView, papers_waiting
from keng.reporting import queries
from keng.reporting.queries import FollowUpView
from keng.web import clock, wording
from keng.web.frame.declarations import signed_in
from keng.web.frame.requests import KengRequest, may_somewhere
from keng.web.phrases.backups import backup_standing
from keng.web.phrases.checks import check_standing, may_check
from keng.web.phrases.tours import tour_of
from keng.web.tables.registration import criteria_duties
from keng.web.tables.standing import ShownRound, SubmissionLine, lines_of, own_units, shown_rounds

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
    entry_url: str


@dataclass(frozen=True)
class Tile:
    """One number at the head of the page, and where the things stand that it counts."""

    count: str
    what: str
    url: str
    tone: str


@signed_in
@require_safe
def home(request: KengRequest) -> HttpResponse:
    """Duties with days left, returns with their reasons, and what waits to be accepted."""
    on = clock.today()
    duties = lines_of(queries.duties_of(request.actor, on=on))
    coming = [line for line in duties if line.state == "untouched" and line.period.first > on]
    own = [line for line in duties if line not in coming]
    waiting = _waiting(request, on)
    returns = _returned([line for line in own if line.state == "returned"])
    papers = papers_waiting(request.actor, on=on) if may_somewhere(request, "approve") else []
    follow_ups = queries.followups_of(request.actor, on)
    units = own_units(request)
    criteria, may_have_moved = criteria_duties(request, [one.id for one in units])
    context: dict[str, Any] = {
        "tiles": [*_tiles(own, waiting, papers), *_follow_up_tile(follow_ups)],
        "since": since_last_visit(request.actor, at=clock.now(), language=wording.language()),
        "today": on,
        "units": units,
        "criteria": criteria,
        "may_have_moved": may_have_moved,
        "returns": returns,
        "owing": [line for line in own if line.state != "returned"],
        "coming": coming,
        "papers": papers,
        "waiting": waiting[:_MOST_WAITING],
        "waiting_more": max(len(waiting) - _MOST_WAITING, 0),
        "rounds": _rounds(request, on),
        "may_enter": may_somewhere(request, "enter"),
        "tour": tour_of(request),
        "check": check_standing() if may_check(request) else None,
        "backup": backup_standing() if may_somewhere(request, "manage_users") else None,
    }
    return render(request, "web/home.html", context)


def _tiles(
    own: list[SubmissionLine], waiting: list[SubmissionLine], papers: list[PaperView]
) -> list[Tile]:
    """What is there to do, in a few numbers; a number of nothing is not shown."""
    counted = (
        (
            sum(one.state == "returned" for one in own),
            _("được trả lại để sửa"),
            "#phai-nop",
            "warn",
        ),
        (sum(one.is_late for one in own), _("đã quá hạn"), "#phai-nop", "bad"),
        (len(own), _("biểu phải nộp"), "#phai-nop", "hint"),
        (sum(one.warnings or 0 for one in own), _("cảnh báo chờ giải trình"), "#phai-nop", "warn"),
        (len(papers), _("văn bản chờ bạn duyệt"), "#cho-duyet", "warn"),
        (len(waiting), _("biểu chờ bạn tiếp nhận"), "#cho-tiep-nhan", "hint"),
    )
    return [
        Tile(format_count(count), what, url, tone) for count, what, url, tone in counted if count
    ]


def _follow_up_tile(follow_ups: list[FollowUpView]) -> list[Tile]:
    """What the reader has to clear up, which has a list of its own."""
    mine = [one for one in follow_ups if one.is_mine]
    tone = "bad" if any(one.is_overdue for one in mine) else "hint"
    url = reverse("web:follow_ups")
    return [Tile(format_count(len(mine)), _("việc theo dõi"), url, tone)] if mine else []


def _waiting(request: KengRequest, on: date) -> list[SubmissionLine]:
    if not may_somewhere(request, "accept"):
        return []
    return lines_of(queries.waiting_for(request.actor, on=on))


def _rounds(request: KengRequest, on: date) -> list[ShownRound]:
    """The newest open rounds with how far they have come; those of a period to come stay behind."""
    found = [one for one in queries.rounds_seen_by(request.actor, on=on) if one.is_open]
    begun = [one for one in found if one.period.first <= on]
    newest = (begun or found)[:_MOST_ROUNDS]
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
            line.entry_url,
        )
        for line in lines
    ]
