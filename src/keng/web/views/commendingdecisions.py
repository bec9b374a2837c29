"""Decisions of commendations: the list of today, deciding, one decision, its paper, revoking."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.commendations import actions, queries
from keng.kernel.errors import DomainError
from keng.publishing import commendation as papers
from keng.publishing.heads import Head
from keng.web import clock
from keng.web.forms.commendations import CommendForm, NumberForm, RevokeForm, head_of
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, wholes
from keng.web.phrases import commendingwords as words
from keng.web.tables.commending import shown_candidates, shown_quotas
from keng.web.views.workbooks import attachment

_ANSWERS: Final = ("authority_basis", "proposal", "minutes")
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@needs("issue")
def deciding(request: KengRequest, call_id: int) -> HttpResponse:
    """The list of one award as a decision would hold it today, and the decision itself."""
    if request.method != "POST":
        initial = {"on": clock.today(), "authority": "CHỦ TỊCH", "signer_post": "CHỦ TỊCH"}
        return _deciding(request, call_id, CommendForm(initial=initial))
    form = CommendForm(request.POST)
    if not form.is_valid():
        return _deciding(request, call_id, form, status=422)
    chosen = wholes(request.POST.getlist("chon"))
    try:
        made = actions.decide(
            call_id,
            head_of(form),
            chosen,
            seen=request.POST.get("seen", ""),
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _deciding(request, call_id, form, status=status_of(refusal))
    messages.success(request, _("Đã ra quyết định khen %(n)s lượt.") % {"n": made.lines.count()})
    return redirect("web:commendation_decision", made.pk)


@signed_in
@require_safe
def decision(request: KengRequest, commending_id: int) -> HttpResponse:
    """One decision with its list."""
    return _decision(request, commending_id)


@needs("issue")
@require_POST
def number(request: KengRequest, commending_id: int) -> HttpResponse:
    """Enter the number and day under which it was signed."""
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _decision(request, commending_id, numbering=form, status=422)
    said = form.cleaned_data
    try:
        actions.number_decision(
            commending_id, said["number"], said["on"], actor=request.actor, at=clock.now()
        )
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _decision(request, commending_id, numbering=form, status=status_of(refusal))
    messages.success(request, _("Đã ghi số quyết định."))
    return redirect("web:commendation_decision", commending_id)


@needs("issue")
@require_POST
def revoke(request: KengRequest, commending_id: int) -> HttpResponse:
    """Take back what a decision gave, by another decision."""
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return _decision(request, commending_id, revoking=form, status=422)
    chosen = wholes(request.POST.getlist("chon"))
    try:
        made = actions.revoke(
            commending_id,
            head_of(form),
            form.cleaned_data["reason"],
            proposals=chosen,
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _decision(request, commending_id, revoking=form, status=status_of(refusal))
    messages.success(request, _("Đã ra quyết định hủy; quyết định cũ được giữ nguyên."))
    return redirect("web:commendation_decision", made.pk)


@signed_in
@require_safe
def decision_docx(request: KengRequest, commending_id: int) -> HttpResponse:
    """The decision with its list as a Word file; it is kept nowhere."""
    built = papers.decision_paper(
        commending_id, actor=request.actor, at=clock.now(), head=_head(request)
    )
    return attachment(built.content, f"quyet-dinh-khen-{commending_id}.docx", DOCX)


@signed_in
@require_safe
def proposal_docx(request: KengRequest, call_id: int) -> HttpResponse:
    """The proposal to who decides, for one award, as a Word file; it is kept nowhere."""
    award = request.GET.get("hinh-thuc", "")
    built = papers.proposal_file(
        call_id, award, actor=request.actor, at=clock.now(), head=_head(request)
    )
    return attachment(built.content, f"to-trinh-khen-{call_id}.docx", DOCX)


def _head(request: KengRequest) -> Head:
    """What was answered of the things that a paper has to say and Keng does not know."""
    answers = {name: request.GET.get(name, "").strip() for name in _ANSWERS}
    return Head(lines=tuple((name, said) for name, said in answers.items() if said))


def _deciding(
    request: KengRequest, call_id: int, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    view = queries.call_view(call_id, actor=request.actor, at=clock.now())
    codes = list(dict.fromkeys(one.proposal.award for one in view.waiting))
    wanted = request.POST.get("hinh-thuc") or request.GET.get("hinh-thuc", "")
    award = wanted if wanted in codes else (codes[0] if codes else "")
    known = words.spoken().awards.get(award)
    may = view.rules.may_decide(known) if known is not None else None
    context: dict[str, Any] = {
        "call": view.head,
        "award": award,
        "award_label": words.award_label(award) if award else "",
        "awards": [(code, words.award_label(code)) for code in codes],
        "lines": shown_candidates(one for one in view.waiting if one.proposal.award == award),
        "chosen": request.POST.getlist("chon"),
        "quotas": [
            one
            for one in shown_quotas(view.quotas)
            if award and one.award == words.award_label(award)
        ],
        "digest": view.digest,
        "form": form,
        "may": may,
        "may_decide": view.may_decide,
    }
    return render(request, "web/commendation/deciding.html", context, status=status)


def _decision(
    request: KengRequest,
    commending_id: int,
    *,
    numbering: forms.Form | None = None,
    revoking: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    view = queries.decision_view(commending_id, actor=request.actor, at=clock.now())
    head = {"on": clock.today(), "authority": view.authority, "symbol": view.symbol}
    head["signer_post"] = view.signer_post
    may_revoke = view.may_change and any(one.stands for one in view.lines)
    context: dict[str, Any] = {
        "decision": view,
        "award_label": words.award_label(view.award),
        "is_revoking": view.kind == "revoke",
        "numbering": (numbering or NumberForm(initial={"on": view.on}))
        if view.may_change and view.number is None
        else None,
        "revoking": (revoking or RevokeForm(initial=head)) if may_revoke else None,
        "is_revoke_open": revoking is not None,
        "standing": sum(one.stands for one in view.lines),
    }
    return render(request, "web/commendation/decision.html", context, status=status)
