"""The Word papers of recognition: looked at on the screen, given their head, drafted."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.kernel.errors import BadInput
from keng.publishing import actions, recognition
from keng.publishing.actions import may_write_recognition
from keng.publishing.heads import Head
from keng.publishing.recognition import KINDS, BuiltPaper, PaperKind
from keng.web import clock
from keng.web.forms.recognitionpapers import RecognitionHeadForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest
from keng.web.tables.laidout import laid_out
from keng.web.tables.recognitionpapers import kind_label, shelves, source_of
from keng.web.views.papers import DOCX
from keng.web.views.workbooks import attachment

_LOOK: Final = "xem"
_TAKE: Final = "tai"
_KEEP: Final = "luu"


@signed_in
@require_safe
def page(request: KengRequest, paper_kind: str, about_id: int) -> HttpResponse:
    """The paper as it would be drafted now, what it lacks, and those that there are already."""
    wanted = recognition.kind_of(paper_kind)
    return _page(request, wanted, about_id, RecognitionHeadForm(kind=wanted), Head())


@signed_in
@require_safe
def file(request: KengRequest, paper_kind: str, about_id: int) -> HttpResponse:
    """The same as a Word file, marked as a draft; nothing is kept."""
    return _file(request, recognition.kind_of(paper_kind), about_id, Head())


@needs("enter")
@require_POST
def draft(request: KengRequest, paper_kind: str, about_id: int) -> HttpResponse:
    """With the head that was filled in: look again, take the file, or keep it as a paper."""
    wanted = recognition.kind_of(paper_kind)
    form = RecognitionHeadForm(request.POST, kind=wanted)
    if not form.is_valid():
        return _page(request, wanted, about_id, form, Head(), status=422)
    step = request.POST.get("step", _LOOK)
    if step == _TAKE:
        return _file(request, wanted, about_id, form.head())
    if step != _KEEP:
        return _page(request, wanted, about_id, form, form.head())
    try:
        paper = actions.draft_recognition(
            wanted, about_id, head=form.head(), actor=request.actor, at=clock.now()
        )
    except BadInput as refusal:
        form.add_error(None, message_of(refusal))
        return _page(request, wanted, about_id, form, form.head(), status=status_of(refusal))
    messages.success(request, _("Đã lập dự thảo. Điền các phần còn thiếu rồi trình."))
    return redirect("web:paper", paper.pk)


def _page(
    request: KengRequest,
    kind: PaperKind,
    about_id: int,
    form: RecognitionHeadForm,
    head: Head,
    *,
    status: int = 200,
) -> HttpResponse:
    actor, at = request.actor, clock.now()
    context: dict[str, Any] = {
        "kind": kind.value,
        "label": kind_label(kind),
        "about_id": about_id,
        "source": source_of(kind, about_id),
        "form": form,
        "may_draft": False,
    }
    try:
        built = recognition.preview(kind, about_id, actor=actor, at=at, head=head)
    except BadInput as refusal:
        context["refused"] = message_of(refusal)
        worst = max(status, status_of(refusal))
        return render(request, "web/recognition/paper.html", context, status=worst)
    [shelf] = shelves(KINDS[kind].about, about_id, actor=actor, only=(kind,))
    context |= {
        "built": built,
        "parts": laid_out(built.content),
        "papers": shelf.papers,
        "may_draft": may_write_recognition(kind, built.unit_id, actor=actor, at=at),
        "taken_over": _taken_over(built),
    }
    return render(request, "web/recognition/paper.html", context, status=status)


def _taken_over(built: BuiltPaper) -> list[tuple[str, str]]:
    """How the paper is headed and signed while nothing else is filled in."""
    issuer = built.issuer
    signature = issuer.signature
    found = (
        (_("Cơ quan ban hành"), " ".join(issuer.issuer.split())),
        (_("Ký hiệu"), issuer.symbol),
        (_("Thẩm quyền ký"), "; ".join(signature.authority)),
        (_("Chức vụ người ký"), signature.title),
        (_("Địa danh"), issuer.place),
    )
    return [(label, text) for label, text in found if text]


def _file(request: KengRequest, kind: PaperKind, about_id: int, head: Head) -> HttpResponse:
    built = recognition.preview(kind, about_id, actor=request.actor, at=clock.now(), head=head)
    return attachment(built.content, f"{kind.value}-{about_id}.docx", DOCX)
