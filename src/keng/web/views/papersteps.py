"""What may be done with one paper on its way, and the form that each step asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.publishing import actions, queries, recognition
from keng.publishing.queries import PaperView
from keng.publishing.states import TABLE, Act, State
from keng.web import clock
from keng.web.forms.papers import (
    FileForm,
    HeadForm,
    IssueForm,
    NumberForm,
    ReasonForm,
    filled_from,
)
from keng.web.forms.recognitionpapers import RecognitionHeadForm
from keng.web.forms.styled import StyledForm
from keng.web.frame.requests import KengRequest, whole

_HEAD = "phan-dau"
_REFILL = "cap-nhat"


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
    revision = whole(seen, 0)
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
    head = form.head_again() if isinstance(form, RecognitionHeadForm) else form.head()
    return actions.rewrite_paper(paper_id, head=head, actor=request.actor, at=clock.now())


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
            form = bound.get(slug) or _empty_form(request, view, slug)
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


def form_of(request: KengRequest, paper_id: int, step: str) -> StyledForm:
    """The form of a step as it was sent; a head of recognition asks for answers besides."""
    chosen = STEPS[step].form
    if step == _HEAD:
        view = queries.paper_view(paper_id, actor=request.actor, at=clock.now())
        if view.is_of_recognition:
            return RecognitionHeadForm(request.POST, kind=recognition.kind_of(view.outline))
    return chosen(request.POST, request.FILES)


def _empty_form(request: KengRequest, view: PaperView, slug: str) -> StyledForm:
    """The form of a step with what is known already: the head that the paper was given."""
    if slug != _HEAD:
        return STEPS[slug].form()
    known = filled_from(queries.head_of(view.id, actor=request.actor, at=clock.now()))
    if view.is_of_recognition:
        return RecognitionHeadForm(kind=recognition.kind_of(view.outline), initial=known)
    return HeadForm(initial=known)


def _next_number(view: PaperView) -> str:
    """Which number the register of papers would give; the clerk may know better."""
    year = clock.today().year
    n = queries.suggested_number(view.unit_id, view.series, year)
    told = {"code": view.series, "year": year, "n": n}
    return _("Số tiếp theo của sổ %(code)s năm %(year)s là %(n)02d.") % told
