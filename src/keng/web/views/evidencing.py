"""Evidence of a criterion: files and photos, papers, figures, links; and the on-site check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keng.criteria import actions, queries
from keng.criteria.evidence import refuse_too_large
from keng.kernel.errors import BadInput, DomainError, NotFound
from keng.kernel.figures import CellKey
from keng.publishing.queries import heads_of_unit
from keng.screening.refusals import PersonalData
from keng.web import clock
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, whole
from keng.web.phrases.days import day_from
from keng.web.tables.assessment import head_of
from keng.web.tables.citing import citable, papers_found
from keng.web.views.assessing import criterion_context


@needs("enter")
@require_POST
def attach(request: KengRequest, assessment_id: int, which: str) -> HttpResponse:
    """Attach files or photos, each on its own: one that is refused does not hold up the others."""
    given = request.FILES.getlist("file")
    replaced = request.POST.get("replaces", "")
    refused = []
    for file in given:
        try:
            actions.attach_file(
                assessment_id,
                which,
                _content(file),
                str(file.name),
                replaces=whole(replaced, None),
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            refused.append(message_of(refusal))
    if not given:
        refused.append(_("Chưa chọn tệp nào."))
    kept = len(given) - len(refused) if given else 0
    return _shown_again(request, assessment_id, which, kept=kept, refused=refused)


@needs("enter")
@require_POST
def cite(request: KengRequest, assessment_id: int, which: str, kind: str) -> HttpResponse:
    """Name a paper or a figure of Keng, or an address, as evidence."""
    refused = []
    try:
        _cited(kind)(request, assessment_id, which)
    except PersonalData:
        raise  # asked about by itself, with all that was typed
    except DomainError as refusal:
        refused.append(message_of(refusal))
    return _shown_again(request, assessment_id, which, kept=int(not refused), refused=refused)


@needs("enter")
@require_safe
def find_papers(request: KengRequest, assessment_id: int, which: str) -> HttpResponse:
    """Papers with the words that were typed, to be named as evidence of the criterion."""
    words = " ".join(request.GET.get("q", "").split())[:200]
    context = criterion_context(request, assessment_id, which)
    view = queries.criteria_view(assessment_id, actor=request.actor, at=clock.now())
    context["found"] = papers_found(view, words, request.actor)
    if request.htmx:
        return render(request, "web/assessment/_papers.html", context)
    return render(request, "web/assessment/criterion.html", context)


@needs("enter")
@require_POST
def remove(request: KengRequest, assessment_id: int, evidence_id: int) -> HttpResponse:
    """Take a piece of evidence out; it stays below the list, to be put back."""
    row = actions.remove_evidence(evidence_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ minh chứng; có thể lấy lại ở cuối danh sách."))
    return redirect(_place(assessment_id, row.criterion))


@needs("enter")
@require_POST
def restore(request: KengRequest, assessment_id: int, evidence_id: int) -> HttpResponse:
    """Put a piece of evidence back."""
    row = actions.restore_evidence(evidence_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã lấy lại minh chứng."))
    return redirect(_place(assessment_id, row.criterion))


@needs("view")
@require_safe
def content(request: KengRequest, evidence_id: int) -> HttpResponse:
    """The file itself, to be kept; a photo is shown."""
    piece, held = queries.evidence_content(evidence_id, actor=request.actor, at=clock.now())
    is_photo = piece.sort == "photo"
    response = HttpResponse(
        held, content_type="image/jpeg" if is_photo else "application/octet-stream"
    )
    name = f"anh-{evidence_id}.jpg" if is_photo else piece.title
    header = content_disposition_header(not is_photo, name)
    response.headers["Content-Disposition"] = header or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@needs("enter")
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: KengRequest, assessment_id: int) -> HttpResponse:
    """The on-site check of the level above: what was seen, with photos."""
    if request.method == "POST":
        photos = [(_content(file), str(file.name)) for file in request.FILES.getlist("photo")]
        actions.record_visit(
            assessment_id,
            day_from(request.POST.get("on"), otherwise=clock.today()),
            request.POST.get("text", ""),
            photos,
            actor=request.actor,
            at=clock.now(),
        )
        messages.success(request, _("Đã ghi lần kiểm tra tại chỗ."))
        return redirect("web:visit", assessment_id)
    view = queries.assessment_view(assessment_id, actor=request.actor, at=clock.now())
    context = {
        "head": head_of(view),
        "visits": view.visits,
        "may_check": "check" in view.acts,
        "today": clock.today(),
    }
    return render(request, "web/assessment/visit.html", context)


def _link(request: KengRequest, assessment_id: int, which: str) -> None:
    address, title = request.POST.get("link", ""), request.POST.get("title", "")
    actions.add_link(assessment_id, which, address, title, actor=request.actor, at=clock.now())


def _paper(request: KengRequest, assessment_id: int, which: str) -> None:
    wanted = request.POST.get("paper", "")
    view = queries.assessment_view(assessment_id, actor=request.actor, at=clock.now())
    papers = heads_of_unit(view.unit_id, actor=request.actor, at=clock.now())
    found = next((one for one in papers if str(one.id) == wanted), None)
    if found is None:
        raise NotFound(
            "Hãy tìm rồi chọn một văn bản của đơn vị.",
            message_en="Look for one of the unit's papers and choose it.",
        )
    actions.cite_paper(
        assessment_id, which, found.id, found.subject, actor=request.actor, at=clock.now()
    )


def _registered(request: KengRequest, assessment_id: int, which: str) -> None:
    wanted = request.POST.get("paper", "")
    actions.cite_registered(
        assessment_id,
        which,
        whole(wanted, 0),
        actor=request.actor,
        at=clock.now(),
    )


def _figure(request: KengRequest, assessment_id: int, which: str) -> None:
    wanted = request.POST.get("figure", "")
    view = queries.assessment_view(assessment_id, actor=request.actor, at=clock.now())
    known = dict(citable(view, which, request.actor))
    if wanted not in known:
        raise BadInput(
            "Hãy chọn một số liệu của đơn vị trong danh sách.",
            message_en="Choose one of the unit's figures in the list.",
        )
    submission, _colon, key = wanted.partition(":")
    actions.cite_figure(
        assessment_id,
        which,
        int(submission),
        CellKey.parse(key),
        known[wanted],
        actor=request.actor,
        at=clock.now(),
    )


def _cited(kind: str) -> Callable[[KengRequest, int, str], None]:
    if kind not in _CITES:
        raise NotFound("Không có cách dẫn này.", message_en="There is no such way to cite.")
    return _CITES[kind]


_CITES = {
    "duong-dan": _link,
    "van-ban": _paper,
    "so-van-ban": _registered,
    "so-lieu": _figure,
}


def _content(file: UploadedFile[Any]) -> bytes:
    """The bytes of an upload; one that is too large is refused before it is read."""
    refuse_too_large(file.size or 0, str(file.name))
    return bytes(file.read())


def _shown_again(
    request: KengRequest, assessment_id: int, which: str, *, kept: int, refused: Sequence[str]
) -> HttpResponse:
    """The list of evidence again, with what was refused and why."""
    if request.htmx:
        context = criterion_context(request, assessment_id, which)
        context |= {"refused": refused, "kept": kept}
        return render(request, "web/assessment/_evidence.html", context)
    for message in refused:
        messages.error(request, message)
    if kept:
        messages.success(request, _("Đã lưu minh chứng."))
    return redirect(_place(assessment_id, which))


def _place(assessment_id: int, which: str) -> str:
    return reverse("web:criterion", args=[assessment_id, which]) + "#minh-chung"
