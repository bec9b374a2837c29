"""What a unit says of its criteria: claims, facts, answers to Keng and to the level above."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keng.criteria import actions, queries
from keng.criteria.actions import ClaimInput, FactInput
from keng.criteria.queries.shapes import AssessmentView, ClaimView, CriterionView
from keng.kernel.errors import BadInput, Conflict, DomainError, NotFound
from keng.packs.schema.criteria import Criterion, Fact
from keng.rules.evaluation import Value
from keng.web import clock
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, is_whole, whole
from keng.web.tables.assessment import ONLY_OPEN, digest_of
from keng.web.views.assessing import criterion_context, is_only_open, overview

_TRUTHS = {"yes": True, "no": False}
_TO_LIST = "danh-sach"


@needs("enter")
@require_POST
def save(request: KengRequest, assessment_id: int, which: str) -> HttpResponse:
    """Keep what was said of one criterion; htmx gets the parts of the page that it changes."""
    try:
        _write(request, assessment_id, which)
    except DomainError as refusal:
        if not request.htmx:
            raise
        context = {"message": message_of(refusal), "is_conflict": isinstance(refusal, Conflict)}
        status = int(status_of(refusal))
        return render(request, "web/assessment/_unsaved.html", context, status=status)
    then = request.POST.get("then", "")
    if then or not request.htmx:
        return _go(request, _then(request, assessment_id, then or which))
    context = criterion_context(request, assessment_id, which)
    return render(request, "web/assessment/_saved.html", context)


@needs("enter")
@require_POST
def answer_proposal(request: KengRequest, assessment_id: int, which: str) -> HttpResponse:
    """Confirm what Keng computed, or differ and explain: of the proposal that was on the screen."""
    at = clock.now()
    actions.propose(assessment_id, actor=request.actor, at=at)
    one = _criterion(queries.assessment_view(assessment_id, actor=request.actor, at=at), which)
    if one.claim is None or digest_of(one) != request.POST.get("seen"):
        raise Conflict(
            "Số liệu hoặc nội dung tiêu chí đã đổi sau khi trang này mở. Chưa lưu gì; hãy xem kết "
            "quả mới rồi xác nhận.",
            message_en="The figures or the claim have changed since this page was opened. Nothing "
            "was saved; look at the new result, then confirm.",
        )
    actions.answer_proposal(
        assessment_id,
        which,
        request.POST.get("stance", ""),
        request.POST.get("explanation", ""),
        seen=one.claim.revision,
        actor=request.actor,
        at=at,
    )
    messages.success(request, _("Đã ghi ý kiến về kết quả tính từ số liệu."))
    return redirect(_then(request, assessment_id, which))


@needs("enter")
@require_POST
def answer_question(request: KengRequest, assessment_id: int, question_id: int) -> HttpResponse:
    """Answer a question of the level above."""
    row = actions.answer_question(
        question_id, request.POST.get("answer", ""), actor=request.actor, at=clock.now()
    )
    messages.success(request, _("Đã lưu câu trả lời."))
    return redirect(_then(request, assessment_id, row.criterion or _TO_LIST))


@needs("enter")
@require_POST
def confirm_days(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Say that the figures hold for every day of the window that no series covers."""
    view = queries.assessment_view(assessment_id, actor=request.actor, at=clock.now())
    for first, last in view.unconfirmed:
        actions.confirm_days(assessment_id, first, last, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã xác nhận những ngày ngoài kỳ số liệu."))
    return redirect("web:assessment", assessment_id)


@needs("submit")
@require_POST
def submit(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Hand the assessment in; what is missing is listed, each with the way to it."""
    try:
        actions.submit(assessment_id, actor=request.actor, at=clock.now())
    except actions.NotReady as refusal:
        view = queries.assessment_view(assessment_id, actor=request.actor, at=clock.now())
        return overview(request, view, gaps=refusal.gaps)
    messages.success(request, _("Đã trình hồ sơ. Cấp xét sẽ thẩm định, hoặc trả lại kèm câu hỏi."))
    return redirect("web:assessment", assessment_id)


@needs("submit")
@require_POST
def take_back(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Take a submitted assessment back to correct it."""
    reason = request.POST.get("reason", "")
    actions.take_back(assessment_id, reason, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã lấy lại hồ sơ để sửa; sửa xong hãy trình lại."))
    return redirect("web:assessment", assessment_id)


def _write(request: KengRequest, assessment_id: int, which: str) -> None:
    at = clock.now()
    law, asked, stands = queries.criterion_said(assessment_id, which, actor=request.actor, at=at)
    facts = {
        fact.code: _fact(fact, request.POST[f"fact:{fact.code}"])
        for fact in asked
        if f"fact:{fact.code}" in request.POST
    }
    if facts:
        actions.type_facts(assessment_id, FactInput(facts), actor=request.actor, at=at)
    said = _said(request, law, stands)
    if stands is None and said == ClaimInput():
        return
    revision = request.POST.get("revision", "")
    actions.claim(
        assessment_id,
        which,
        said,
        expected_revision=whole(revision, None),
        actor=request.actor,
        at=at,
    )


def _said(request: KengRequest, law: Criterion, stands: ClaimView | None) -> ClaimInput:
    """What the form says; a list of which nothing was ever ticked says nothing yet."""
    given = request.POST
    occurred = _TRUTHS.get(given.get("occurred", ""))
    done = tuple(given.getlist("done"))
    was = stands.done if stands else None
    says_list = law.kind == "checklist" and (bool(done) or was is not None)
    return ClaimInput(
        claim=given.get("claim", ""),
        occurred=occurred,
        done=done if says_list else None,
        exception=given.get("exception", "") if occurred else "",
        exception_reason=given.get("exception_reason", "") if occurred else "",
        points=_points(given.get("points", "")),
        note=given.get("note", "").replace("\r\n", "\n"),
    )


def _points(text: str) -> Decimal | None:
    wanted = text.strip().replace(",", ".")
    if not wanted:
        return None
    try:
        return Decimal(wanted)
    except InvalidOperation:
        raise BadInput(
            f"“{text}” không phải là điểm; hãy nhập như 4 hoặc 4,5.",
            message_en=f"{text!r} is no number of points; type 4 or 4.5.",
        ) from None


def _fact(fact: Fact, text: str) -> Value | None:
    wanted = text.strip()
    if not wanted:
        return None
    if fact.type == "truth":
        return _TRUTHS.get(wanted)
    if fact.type == "choice":
        return wanted
    plain = wanted.replace(".", "")
    if not is_whole(plain):
        raise BadInput(
            f"“{text}” không phải là số nguyên; hãy nhập như 12.",
            message_en=f"{text!r} is no whole number; type 12.",
            where=fact.title.vi,
        )
    return int(plain)


def _criterion(view: AssessmentView, which: str) -> CriterionView:
    found = next((one for one in view.criteria if one.criterion.code == which), None)
    if found is None:
        raise NotFound(
            f"Bộ tiêu chí của hồ sơ này không có tiêu chí {which}.",
            message_en=f"The set of this assessment has no criterion {which}.",
        )
    return found


def _then(request: KengRequest, assessment_id: int, wanted: str) -> str:
    query = f"?chi={ONLY_OPEN}" if is_only_open(request) else ""
    if wanted == _TO_LIST:
        return reverse("web:assessment", args=[assessment_id]) + query
    return reverse("web:criterion", args=[assessment_id, wanted]) + query


def _go(request: KengRequest, url: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)
