"""What if: a threshold of a draft set is changed, and the list tells who would move."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from keng.criteria import queries
from keng.criteria.sets import pack_of, set_of
from keng.kernel.errors import DomainError
from keng.packs.draftsets import drafted, set_text
from keng.packs.loading import PackError
from keng.rules.language import RuleError
from keng.web import clock
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.phrases import recognitionwords as words
from keng.web.phrases.packwords import shown_problems
from keng.web.views.recognition import run_context, shown_mover


@needs("view")
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: KengRequest, run_id: int) -> HttpResponse:
    """The text of the run's set to be changed; the same list judged by it. Nothing is saved."""
    actor, at = request.actor, clock.now()
    found = queries.board(run_id, actor=actor, at=at)
    run = queries.run_of(run_id, actor=actor, at=at)
    law = set_of(run)
    text = request.POST.get("text") or set_text(law)
    context: dict[str, Any] = {**run_context(request, found), "text": text, "trial": None}
    status = 200
    if request.method == "POST":
        try:
            pack = drafted(text, run.set_code, pack_of(run))
            trial = queries.what_if_set(run_id, pack, actor=actor, at=at)
            classes = words.class_titles(pack.set_of(run.set_code))
            context["trial"] = trial
            context["movers"] = [shown_mover(one, classes) for one in trial.movers]
        except PackError as refusal:
            context["problems"], status = shown_problems(refusal), 422
        except RuleError as error:
            context["refusal"], status = str(error), 422
        except DomainError as refusal:
            context["refusal"], status = message_of(refusal), 422
    return render(request, "web/recognition/what_if.html", context, status=status)
