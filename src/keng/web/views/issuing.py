"""One paper on its way: files, submit, approve, issue, number, the signed file coming back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

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
from keng.publishing import actions, pdf, queries
from keng.publishing.queries import FileView, PaperView
from keng.publishing.states import TABLE, Act, State
from keng.web import clock, wording
from keng.web.forms.papers import FileForm, HeadForm, IssueForm, NumberForm, ReasonForm
from keng.web.forms.styled import StyledForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.views.papers import DOCX, preview_of
from keng.web.views.workbooks import attachment

PDF: Final = "application/pdf"


class NoForm(StyledForm):
    """An act that asks for nothing."""


@dataclass(frozen=True)
class Step:
    """One thing that may be done with a paper."""

    act: Act
    verb: str
    label: Promise
    form: type[StyledForm]
    run: Callable[[KengRequest, int, Any], object]
    told: Promise


def _submit(request: KengRequest, paper_id: int, _form: StyledForm) -> object:
    return actions.submit_paper(paper_id, actor=request.actor, at=clock.now())


def _approve(request: KengRequest, paper_id: int, _form: StyledForm) -> object:
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isdigit() else 0
    return actions.approve_paper(paper_id, revision=revision, actor=request.actor, at=clock.now())


def _give_back(request: KengRequest, paper_id: int, form: ReasonForm) -> object:
    reason = form.cleaned_data["reason"]
    return actions.give_back_paper(paper_id, reason, actor=request.actor, at=clock.now())


def _issue(request: KengRequest, paper_id: int, form: IssueForm) -> object:
    return actions.issue_paper(
        paper_id,
        number=form.cleaned_data["number"],
        day=form.cleaned_data["day"],
        signed=form.signed_content(),
        actor=request.actor,
        at=clock.now(),
    )


def _number(request: KengRequest, paper_id: int, form: NumberForm) -> object:
    given = form.cleaned_data
    return actions.number_paper(
        paper_id, given["number"], given["day"], actor=request.actor, at=clock.now()
    )


def _sign(request: KengRequest, paper_id: int, form: FileForm) -> object:
    return actions.attach_signed(paper_id, form.content(), actor=request.actor, at=clock.now())


def _rewrite(request: KengRequest, paper_id: int, form: HeadForm) -> object:
    return actions.rewrite_paper(paper_id, head=form.head(), actor=request.actor, at=clock.now())


def _refresh(request: KengRequest, paper_id: int, _form: StyledForm) -> object:
    return actions.refresh_paper(paper_id, actor=request.actor, at=clock.now())


def _bring_back(request: KengRequest, paper_id: int, form: FileForm) -> object:
    found = actions.bring_back(paper_id, form.content(), actor=request.actor, at=clock.now())
    for one in found.typed_over:
        messages.warning(request, _("Số bị gõ đè trong tệp: %(label)s.") % {"label": one.label})
    for one in found.lost:
        messages.warning(request, _("Số bị xóa khỏi tệp: %(label)s.") % {"label": one.label})
    return found


STEPS: Final[dict[str, Step]] = {
    "trinh": Step(
        Act.SUBMIT, "submit", gettext_lazy("Trình"), NoForm, _submit, gettext_lazy("Đã trình.")
    ),
    "duyet": Step(
        Act.APPROVE,
        "approve",
        gettext_lazy("Duyệt bản đang xem"),
        NoForm,
        _approve,
        gettext_lazy("Đã duyệt."),
    ),
    "ban-hanh": Step(
        Act.ISSUE,
        "issue",
        gettext_lazy("Ban hành"),
        IssueForm,
        _issue,
        gettext_lazy("Đã ban hành; mọi số liệu trong văn bản được giữ nguyên."),
    ),
    "cap-so": Step(
        Act.NUMBER,
        "issue",
        gettext_lazy("Ghi số, ngày"),
        NumberForm,
        _number,
        gettext_lazy("Đã ghi số."),
    ),
    "ban-ky": Step(
        Act.SIGN,
        "issue",
        gettext_lazy("Gắn bản đã ký"),
        FileForm,
        _sign,
        gettext_lazy("Đã nhận bản ký và ghi dấu băm."),
    ),
    "phan-dau": Step(
        Act.WRITE,
        "enter",
        gettext_lazy("Sửa phần đầu, người ký và lập lại từ số liệu hôm nay"),
        HeadForm,
        _rewrite,
        gettext_lazy("Đã lập lại dự thảo."),
    ),
    "cap-nhat": Step(
        Act.WRITE,
        "enter",
        gettext_lazy("Cập nhật số liệu, giữ nguyên lời văn"),
        NoForm,
        _refresh,
        gettext_lazy("Đã cập nhật số liệu trong dự thảo."),
    ),
    "nhan-lai": Step(
        Act.WRITE,
        "enter",
        gettext_lazy("Nhận lại tệp Word đã sửa"),
        FileForm,
        _bring_back,
        gettext_lazy("Đã nhận lại tệp."),
    ),
    "tra-lai": Step(
        Act.GIVE_BACK,
        "approve",
        gettext_lazy("Trả lại để sửa"),
        ReasonForm,
        _give_back,
        gettext_lazy("Đã trả lại."),
    ),
}
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
    form = chosen.form(request.POST, request.FILES)
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
    content = queries.content_of(paper_id, actor=request.actor, at=at)
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
        "preview": preview_of(content),
        "notes": queries.register_notes(paper_id, actor=request.actor, at=at),
        "has_office": pdf.office() is not None,
        "may_proofread": not is_issued,
        "may_correct": bool(changed)
        and not view.is_of_recognition
        and request.actor.may("enter", unit_id=view.unit_id, on=on),
    }
    status = 422 if bound else 200
    return render(request, "web/paper/detail.html", context, status=status)


_REFILL = "cap-nhat"


def steps_of(
    request: KengRequest, view: PaperView, bound: dict[str, StyledForm]
) -> list[dict[str, object]]:
    """What the reader may do with the paper now, with the forms that were refused filled in."""
    on = clock.today()
    found = []
    for slug, step in STEPS.items():
        is_open = (State(view.state), step.act) in TABLE
        if step.act is Act.NUMBER and view.issued_on is not None:
            is_open = False
        if slug == _REFILL and view.is_of_recognition:
            is_open = False
        if is_open and request.actor.may(step.verb, unit_id=view.unit_id, on=on):
            form = bound.get(slug) or step.form()
            if "number" in form.fields:
                field = form.fields["number"]
                field.help_text = " ".join((_next_number(view), str(field.help_text)))
            found.append(
                {
                    "slug": slug,
                    "url": reverse("web:paper_act", args=[view.id, slug]),
                    "label": str(step.label),
                    "form": form,
                    "has_fields": bool(form.fields),
                    "is_upload": form.is_multipart(),
                    "is_open": bool(form.errors),
                }
            )
    return found


def _next_number(view: PaperView) -> str:
    """Which number the register of papers would give; the clerk may know better."""
    year = clock.today().year
    n = queries.suggested_number(view.unit_id, view.series, year)
    told = {"code": view.series, "year": year, "n": n}
    return _("Số tiếp theo của sổ %(code)s năm %(year)s là %(n)02d.") % told


def _file(paper_id: int, file: FileView) -> dict[str, object]:
    return {
        "url": reverse("web:paper_file", args=[paper_id, file.n]),
        "label": f"{_KINDS.get(file.kind, file.kind)}: {file.name}",
        "hash": file.sha256,
        "at": file.at,
    }
