"""One paper on its way: files, submit, approve, issue, number, the signed file coming back."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import names_of
from keng.kernel.errors import DomainError, NotFound
from keng.orgunits.queries import path_of
from keng.publishing import actions, pdf, queries, recognition
from keng.publishing.queries import FileView, PaperView
from keng.publishing.states import State
from keng.web import clock, wording
from keng.web.forms.styled import StyledForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.tables.laidout import laid_out
from keng.web.tables.recognitionpapers import source_of
from keng.web.views.papers import DOCX
from keng.web.views.papersteps import STEPS, form_of, steps_of
from keng.web.views.workbooks import attachment

PDF: Final = "application/pdf"


_KINDS: Final[dict[str, Promise]] = {
    "built": gettext_lazy("Word do Keng lập"),
    "edited": gettext_lazy("Word người viết sửa"),
    "refreshed": gettext_lazy("Word cập nhật số liệu"),
    "issued": gettext_lazy("Word ban hành"),
    "pdf": gettext_lazy("PDF"),
    "signed": gettext_lazy("Bản đã ký"),
}


@needs("view")
@require_safe
def detail(request: KengRequest, paper_id: int) -> HttpResponse:
    """One paper: its files, what is missing, what has changed since, and what may be done."""
    return _page(request, paper_id)


@needs("view")
@require_POST
def act(request: KengRequest, paper_id: int, step: str) -> HttpResponse:
    """Do one step; a refusal stands above the form that asked for it."""
    if step not in STEPS:
        raise NotFound("Không có việc này.", message_en="There is no such act.")
    chosen = STEPS[step]
    form = form_of(request, paper_id, step)
    if form.is_valid():
        try:
            chosen.run(request, paper_id, form)
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, str(chosen.told))
            return redirect("web:paper", paper_id)
    return _page(request, paper_id, bound={step: form})


@needs("view")
@require_POST
def make_pdf(request: KengRequest, paper_id: int) -> HttpResponse:
    """Put a PDF beside the Word file."""
    actions.make_pdf(paper_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã tạo PDF."))
    return redirect("web:paper", paper_id)


@needs("enter")
@require_POST
def correct(request: KengRequest, paper_id: int) -> HttpResponse:
    """Draft the report that corrects an issued one."""
    made = actions.draft_correction(paper_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã lập dự thảo báo cáo đính chính."))
    return redirect("web:paper", made.pk)


@needs("view")
@require_safe
def paper_file(request: KengRequest, paper_id: int, n: int) -> HttpResponse:
    """One of the files that the paper has been."""
    at = clock.now()
    view = queries.paper_view(paper_id, actor=request.actor, at=at)
    file = next((one for one in view.files if one.n == n), None)
    if file is None:
        raise NotFound("Văn bản không có tệp này.", message_en="The paper has no such file.")
    content = queries.file_content(paper_id, n, actor=request.actor, at=at)
    kind = PDF if file.name.endswith(".pdf") else DOCX
    return attachment(content, file.name, kind)


def _page(
    request: KengRequest, paper_id: int, bound: dict[str, StyledForm] | None = None
) -> HttpResponse:
    at, on = clock.now(), clock.today()
    view = queries.paper_view(paper_id, actor=request.actor, at=at)
    names = names_of({file.account_id for file in view.files})
    content = b"" if view.withheld else queries.content_of(paper_id, actor=request.actor, at=at)
    notes = () if view.withheld else queries.register_notes(paper_id, actor=request.actor, at=at)
    is_issued = view.state == State.ISSUED
    changed = queries.changes_since_issue(paper_id, actor=request.actor, at=at) if is_issued else []
    context = {
        "paper": view,
        "unit_path": path_of(view.unit_id, on=view.period.last),
        "files": [_file(paper_id, one) for one in view.files],
        "history": [
            {
                "what": str(_KINDS.get(one.kind, one.kind)),
                "at": one.at,
                "who": wording.account(one.account_id, names),
            }
            for one in view.files
        ],
        "stale": [f"{one.label}: {one.printed} → {one.now}" for one in changed],
        "steps": list(steps_of(request, view, bound or {})),
        "parts": laid_out(content) if content else [],
        "source": _source(view),
        "notes": notes,
        "has_office": pdf.office() is not None,
        "may_proofread": not is_issued and not view.withheld,
        "may_correct": bool(changed)
        and not view.is_of_recognition
        and request.actor.may("enter", unit_id=view.unit_id, on=on),
    }
    status = 422 if bound else 200
    return render(request, "web/paper/detail.html", context, status=status)


def _source(view: PaperView) -> str:
    """Where a paper of recognition was written from; "" for a report."""
    if not view.is_of_recognition or view.about_id is None:
        return ""
    return source_of(recognition.kind_of(view.outline), view.about_id)


def _file(paper_id: int, file: FileView) -> dict[str, object]:
    return {
        "url": reverse("web:paper_file", args=[paper_id, file.n]),
        "label": f"{_KINDS.get(file.kind, file.kind)}: {file.name}",
        "hash": file.sha256,
        "at": file.at,
    }
