"""Follow-ups: the list of what an account has to clear up or asked for; opening and answering."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import names_of
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.packs import installed
from keng.reporting import actions, queries
from keng.web import clock
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, own_address
from keng.web.phrases.days import day_from
from keng.web.tables.followups import accounts_in, assignee_from, shown_follow_up


@needs("view")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """What the reader has to clear up, what they asked of others; done ones on request."""
    on, done = clock.today(), request.GET.get("done") == "1"
    found = queries.followups_of(request.actor, on, done=done)
    names = names_of(accounts_in(found))
    pack = installed.current()
    shown = [shown_follow_up(one, pack, names, on=on) for one in found]
    context = {
        "mine": [one for one in shown if one.is_mine],
        "asked": [one for one in shown if not one.is_mine],
        "done": done,
    }
    return render(request, "web/followup/list.html", context)


@needs("enter")
@require_POST
def new(request: KengRequest, submission_id: int) -> HttpResponse:
    """Open a follow-up on a submission or one of its cells."""
    cell = request.POST.get("cell", "")
    day = request.POST.get("due_on", "").strip()
    actions.open_follow_up(
        submission_id,
        request.POST.get("text", ""),
        assignee_from(request.POST.get("assignee", "")),
        key=CellKey.parse(cell) if cell else None,
        due_on=day_from(day, otherwise=clock.today()) if day else None,
        actor=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("Đã giao việc theo dõi."))
    return redirect(f"{reverse('web:submission', args=[submission_id])}#follow-ups")


@needs("enter")
@require_POST
def answer(request: KengRequest, follow_up_id: int) -> HttpResponse:
    """Reply, say that it is done, or take it up again."""
    what = request.POST.get("what", "")
    if not what:
        raise BadInput("Hãy chọn trả lời hay đã xong.", message_en="Choose reply or done.")
    actions.answer_follow_up(
        follow_up_id, what, request.POST.get("text", ""), actor=request.actor, at=clock.now()
    )
    messages.success(request, _("Đã ghi."))
    then = own_address(request, request.POST.get("then", ""), otherwise=reverse("web:follow_ups"))
    return redirect(then)
