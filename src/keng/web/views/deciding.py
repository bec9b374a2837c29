"""The decision maker: the list of today, deciding, and what was decided with its changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.criteria import actions, queries
from keng.criteria.queries.shapes import DecisionView
from keng.criteria.sets import set_of
from keng.kernel.errors import DomainError
from keng.publishing.recognition import About, PaperKind
from keng.web import clock, wording
from keng.web.forms.recognition import ChangeForm, HeadForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, wholes
from keng.web.phrases import recognitionwords as words
from keng.web.tables.decidinglist import ranking_rules, shown_decided, shown_lines, shown_off
from keng.web.tables.recognitionpapers import shelves
from keng.web.views.recognition import run_context


@signed_in
@require_safe
def deciding(request: KengRequest, run_id: int) -> HttpResponse:
    """The list that a decision would hold today, and why each other unit is not on it."""
    return _list(request, run_id, HeadForm(initial={"on": clock.today()}))


@needs("issue")
@require_POST
def decide(request: KengRequest, run_id: int) -> HttpResponse:
    """Decide on the list that was seen; who comes second is told, and nothing is saved."""
    form = HeadForm(request.POST)
    if not form.is_valid():
        return _list(request, run_id, form, status=422)
    try:
        made = actions.decide(
            run_id,
            form.head(),
            seen=request.POST.get("seen", ""),
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _list(request, run_id, form, status=status_of(refusal))
    messages.success(request, _("Đã quyết định %(n)s đơn vị.") % {"n": made.lines.count()})
    return redirect("web:decision", made.pk)


@signed_in
@require_safe
def decision(request: KengRequest, decision_id: int) -> HttpResponse:
    """One decision; `tinh-lai` computes it again from what it froze."""
    return _decision(request, decision_id, ChangeForm(initial={"on": clock.today()}))


@needs("issue")
@require_POST
def change(request: KengRequest, decision_id: int) -> HttpResponse:
    """Amend or revoke what stands of a decision, or of the chosen units: a new decision."""
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _decision(request, decision_id, form, status=422)
    chosen = wholes(request.POST.getlist("unit"))
    act = actions.amend if form.cleaned_data["kind"] == "amend" else actions.revoke
    try:
        made = act(
            decision_id,
            form.head(),
            form.cleaned_data["reason"],
            assessments=chosen,
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _decision(request, decision_id, form, status=status_of(refusal))
    messages.success(request, _("Đã ra quyết định mới; quyết định cũ được giữ nguyên."))
    return redirect("web:decision", made.pk)


def _list(request: KengRequest, run_id: int, form: HeadForm, *, status: int = 200) -> HttpResponse:
    actor, at = request.actor, clock.now()
    found = queries.board(run_id, actor=actor, at=at)
    law = set_of(queries.run_of(run_id, actor=actor, at=at))
    asked = {name: request.GET.get(name, "") for name in ("ket-qua", "loai", "tim")}
    draft = queries.decision_draft(
        run_id,
        actor=actor,
        at=at,
        result=asked["ket-qua"],
        in_class=asked["loai"],
        text=asked["tim"],
    )
    made = queries.decisions_of(run_id, actor=actor, at=at)
    context: dict[str, Any] = {
        **run_context(request, found),
        "draft": draft,
        "lines": shown_lines(draft.lines, law),
        "off": shown_off(draft.left_out),
        "rules": ranking_rules(law),
        "counts": [
            (code, str(label), draft.counts.get(code, 0)) for code, label in words.RESULTS.items()
        ],
        "classes": words.class_titles(law).items(),
        "result": asked["ket-qua"],
        "in_class": asked["loai"],
        "text": asked["tim"],
        "form": form,
        "shelves": shelves(About.RUN, run_id, actor=actor, only=(PaperKind.PROPOSAL,)),
        "may_draft": actor.may("enter", unit_id=found.decider_id, on=clock.today()),
        "deciding_count": draft.counts["deciding"],
        "may_decide": actor.may("issue", unit_id=found.decider_id, on=clock.today()),
        "decisions": [(one, words.decision_kind(one.kind)) for one in made],
        "has_scores": law.method == "score",
    }
    return render(request, "web/recognition/deciding.html", context, status=status)


def _without_papers(found: DecisionView) -> dict[PaperKind, str]:
    """Which papers a decision cannot have, and why."""
    if found.kind == "revoke":
        return {PaperKind.CERTIFICATES: _("Quyết định thu hồi không có giấy công nhận.")}
    if all(line.outcome != "recognised" for line in found.lines):
        told = _("Quyết định không công nhận đơn vị nào nên không có giấy công nhận.")
        return {PaperKind.CERTIFICATES: told}
    return {}


def _decision(
    request: KengRequest, decision_id: int, form: ChangeForm, *, status: int = 200
) -> HttpResponse:
    actor, at = request.actor, clock.now()
    found = queries.decision_view(decision_id, actor=actor, at=at)
    run = queries.run_of(found.run_id, actor=actor, at=at)
    law = set_of(run)
    again = None
    if request.GET.get("tinh-lai") == "1":
        again = queries.decided_again(decision_id, actor=actor, at=at)
    others = queries.decisions_of(found.run_id, actor=actor, at=at)
    context: dict[str, Any] = {
        "decision": found,
        "kind": words.decision_kind(found.kind),
        "set_title": law.title.of(wording.language()),
        "year": run.year,
        "lines": shown_decided(found.lines, law),
        "standing": sum(one.stands for one in found.lines),
        "about": next((one for one in others if one.id == found.about_id), None),
        "followers": [
            (one, words.decision_kind(one.kind)) for one in others if one.about_id == found.id
        ],
        "again": again,
        "form": form,
        "shelves": shelves(
            About.DECISION, decision_id, actor=actor, refused=_without_papers(found)
        ),
        "may_draft": actor.may("enter", unit_id=found.decider_id, on=clock.today()),
        "sums": queries.class_sums(found.run_id, actor=actor, at=at),
        "may_change": any(one.stands for one in found.lines)
        and actor.may("issue", unit_id=found.decider_id, on=clock.today()),
        "has_scores": law.method == "score",
    }
    return render(request, "web/recognition/decision.html", context, status=status)
