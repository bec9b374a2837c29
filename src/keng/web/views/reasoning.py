"""Why a unit is, or is not, recognised; its appeal; its years in a row; its certificate."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.criteria import actions, queries
from keng.kernel.errors import DomainError
from keng.orgunits.queries import unit_view
from keng.packs import installed
from keng.publishing.recognition.deciding import lines_of_signing
from keng.web import clock, wording
from keng.web.forms.recognition import AnswerForm, AppealForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, may_somewhere
from keng.web.phrases import recognitionwords as words


@signed_in
@require_safe
def why(request: KengRequest, assessment_id: int) -> HttpResponse:
    """What a unit's result rests on, what would have to change, and its appeals."""
    return _why(request, assessment_id, AppealForm(), AnswerForm())


@needs("submit")
@require_POST
def appeal(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Ask the decider to look again."""
    form = AppealForm(request.POST)
    line = queries.standing_line(assessment_id, actor=request.actor, at=clock.now())
    if not form.is_valid() or line is None:
        return _why(request, assessment_id, form, AnswerForm(), status=422)
    try:
        actions.appeal(line, form.cleaned_data["text"], actor=request.actor, at=clock.now())
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _why(request, assessment_id, form, AnswerForm(), status=status_of(refusal))
    messages.success(request, _("Đã gửi kiến nghị đến đơn vị quyết định."))
    return redirect("web:why", assessment_id)


@needs("issue")
@require_POST
def answer(request: KengRequest, assessment_id: int, appeal_id: int) -> HttpResponse:
    """Answer an appeal."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _why(request, assessment_id, AppealForm(), form, status=422)
    try:
        actions.answer_appeal(
            appeal_id,
            form.cleaned_data["outcome"],
            form.cleaned_data["answer"],
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _why(request, assessment_id, AppealForm(), form, status=status_of(refusal))
    messages.success(request, _("Đã trả lời kiến nghị."))
    return redirect("web:why", assessment_id)


@signed_in
@require_safe
def unit_years(request: KengRequest, unit_id: int) -> HttpResponse:
    """What a unit, and those that went into it, had in all years; how many in a row."""
    rows = queries.unit_history(unit_id, actor=request.actor, at=clock.now())
    sets = installed.current().criteria
    shown = []
    for code, group in groupby(sorted(rows, key=lambda one: one.set_code), lambda r: r.set_code):
        law = sets.get(code)
        classes = words.class_titles(law) if law is not None else {}
        years = sorted(group, key=lambda one: (-one.year, one.by))
        shown.append(
            {
                "title": law.title.of(wording.language()) if law is not None else code,
                "years": [
                    {
                        "row": one,
                        "outcome": words.result(one.outcome),
                        "look": words.look(one.outcome),
                        "in_class": classes.get(one.class_code, one.class_code),
                    }
                    for one in years
                ],
            }
        )
    context = {"unit": unit_view(unit_id, on=clock.today()), "sets": shown}
    return render(request, "web/recognition/years.html", context)


@signed_in
@require_safe
def certificate(request: KengRequest, line_id: int) -> HttpResponse:
    """A recognition as a page to be printed and hung up."""
    found = queries.honour_of(line_id, actor=request.actor, at=clock.now())
    language = wording.language()
    context = {
        "honour": found,
        "set_title": found.set_title.of(language),
        "class_title": found.class_title.of(language) if found.class_title else "",
        "lines_above": lines_of_signing(found.decision.authority),
    }
    return render(request, "web/recognition/certificate.html", context)


def _why(
    request: KengRequest,
    assessment_id: int,
    appeal_form: AppealForm,
    answer_form: AnswerForm,
    *,
    status: int = 200,
) -> HttpResponse:
    actor, at, language = request.actor, clock.now(), wording.language()
    found = queries.why(assessment_id, actor=actor, at=at)
    dossier = queries.assessment_view(assessment_id, actor=actor, at=at)
    run = queries.decider_at(assessment_id, actor=actor, at=at)
    context = {
        "why": found,
        "dossier": dossier,
        "set_title": found.set_title.of(language),
        "state": dossier.state_label.of(language),
        "state_look": words.look(dossier.state),
        "result": words.result(found.result),
        "result_look": words.look(found.result),
        "is_recognised": found.result == "recognised",
        "in_class": found.in_class,
        "reasons": [one.of(language) for one in found.reasons],
        "to_change": [one.of(language) for one in found.to_change],
        "asked": [one.of(language) for one in found.asked],
        "criteria": [
            (
                one,
                one.criterion.title.of(language),
                words.outcome(one.outcome),
                words.look(one.outcome),
            )
            for one in dossier.criteria
            if one.outcome
        ],
        "hidden": sum(not one.outcome for one in dossier.criteria),
        "appeals": [(one, words.appeal_outcome(one.outcome)) for one in found.appeals],
        "appeal_form": appeal_form,
        "answer_form": answer_form,
        "may_appeal": dossier.decision_id is not None
        and all(one.outcome != "open" for one in found.appeals)
        and queries.may_appeal(assessment_id, actor=actor, at=at),
        "may_answer": actor.may("issue", unit_id=run, on=clock.today()),
        "may_open_dossier": may_somewhere(request, "view"),
        "line_id": queries.standing_line(assessment_id, actor=actor, at=at),
    }
    return render(request, "web/recognition/why.html", context, status=status)
