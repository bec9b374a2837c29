"""Proofreading: a file in; the text with its findings, a table, and the rules explained."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.documents.reading import FileRefused
from keng.jobs import actions
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.publishing import batches, queries
from keng.publishing.answers import answer_of, word_of
from keng.publishing.known_units import database_units
from keng.publishing.proofread import proofread_paper
from keng.publishing.proofreading import Proofread, TakesLonger, proofread_at_once
from keng.publishing.word_comments import with_comments
from keng.web import clock, wording
from keng.web.forms.proofreading import ProofreadForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.phrases.proofs import as_csv, rule_groups, shown_rule
from keng.web.tables.markedtext import marked_text, worst_first
from keng.web.views.papers import DOCX

CSV: Final = "text/csv; charset=utf-8"
_IN_PANEL: Final = 12


@signed_in
def upload(request: KengRequest) -> HttpResponse:
    """Take a file and answer with its findings, as a page or as a file; nothing is kept.

    What takes longer becomes a job, whose page leads to the answer.
    """
    if request.method != "POST":
        return _page(request, ProofreadForm())
    form = ProofreadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    given = form.cleaned_data["file"]
    content, name = given.read(), given.name or ""
    try:
        units = database_units(on=local_day(clock.now()))
        found = proofread_at_once(content, name=name, units=units)
    except TakesLonger:
        return _as_a_job(request, content, name)
    except FileRefused as refusal:
        form.add_error("file", message_of(refusal))
        return _page(request, form)
    return _answered(request, form, found, content)


@signed_in
@require_safe
def answer(request: KengRequest, proof_id: int) -> HttpResponse:
    """What a job found in a file, until it is removed."""
    found = answer_of(proof_id, actor=request.actor, at=clock.now())
    context = {"answer": marked_text(found), "proof_id": proof_id}
    return render(request, "web/proofread/answer.html", context)


@signed_in
@require_safe
def file(request: KengRequest, proof_id: int, kind: str) -> HttpResponse:
    """The findings of a job as a table, or as comments in a Word file."""
    asked: dict[str, Any] = {"actor": request.actor, "at": clock.now()}
    found = answer_of(proof_id, **asked)
    if kind == "csv":
        return _csv(found)
    if kind == "docx":
        return _word(found, word_of(proof_id, **asked))
    raise NotFound("Không có dạng tệp này.", message_en="There is no such kind of file.")


@signed_in
@require_POST
def forget(request: KengRequest, proof_id: int) -> HttpResponse:
    """Remove the result of a job, and the file's name with it."""
    answer_of(proof_id, actor=request.actor, at=clock.now())
    actions.forget(proof_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã xóa kết quả soát; máy chủ không còn giữ gì của tệp này."))
    return redirect("web:proofread")


@needs("view")
@require_safe
def paper(request: KengRequest, paper_id: int) -> HttpResponse:
    """A paper of Keng as it stands, also against the data; for its own page only the findings."""
    at = clock.now()
    shown = marked_text(proofread_paper(paper_id, actor=request.actor, at=at))
    context: dict[str, Any] = {"answer": shown, "paper_id": paper_id}
    if request.htmx:
        first = worst_first(shown)[:_IN_PANEL]
        context |= {"first": first, "more": shown.total - len(first)}
        return render(request, "web/proofread/_panel.html", context)
    context["subject"] = queries.paper_view(paper_id, actor=request.actor, at=at).subject
    return render(request, "web/proofread/paper.html", context)


@signed_in
@require_safe
def rules(request: KengRequest) -> HttpResponse:
    """All rules, by subject."""
    return render(request, "web/proofread/rules.html", {"groups": rule_groups()})


@signed_in
@require_safe
def rule(request: KengRequest, code: str) -> HttpResponse:
    """One rule with a bad and a good example."""
    return render(request, "web/proofread/rule.html", {"rule": shown_rule(code)})


def _page(
    request: KengRequest, form: ProofreadForm, found: Proofread | None = None
) -> HttpResponse:
    """The whole page, or for htmx only what answers the form, which keeps the chosen file."""
    context: dict[str, Any] = {"form": form, "answer": marked_text(found) if found else None}
    name = "_outcome" if request.htmx else "upload"
    status = 422 if form.errors else 200
    return render(request, f"web/proofread/{name}.html", context, status=status)


def _answered(
    request: KengRequest, form: ProofreadForm, found: Proofread, content: bytes
) -> HttpResponse:
    """In the shape that the pressed button asks for."""
    out = request.POST.get("out")
    if out == "csv":
        return _csv(found)
    if out == "docx":
        return _word(found, with_comments(content, found, language=wording.language()))
    return _page(request, form, found)


def _as_a_job(request: KengRequest, content: bytes, name: str) -> HttpResponse:
    job = batches.proofread(
        content, name, language=wording.language(), actor=request.actor, at=clock.now()
    )
    if not request.htmx:
        return redirect("web:job", job.pk)
    response = HttpResponse(status=204)
    response.headers["HX-Redirect"] = reverse("web:job", args=[job.pk])
    return response


def _csv(found: Proofread) -> HttpResponse:
    return _attached(as_csv(found.findings), found, "csv", CSV)


def _word(found: Proofread, content: bytes) -> HttpResponse:
    return _attached(content, found, "docx", DOCX)


def _attached(content: bytes, found: Proofread, suffix: str, kind: str) -> HttpResponse:
    name = f"soat-{found.name.rpartition('.')[0] or found.name}.{suffix}"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(content, content_type=kind, headers=headers)
