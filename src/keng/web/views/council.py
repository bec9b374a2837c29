"""The council of a run: who sits on it, and the marking sheet of each unit."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import account_by_login, names_of
from keng.criteria import actions, queries
from keng.criteria.states import State
from keng.kernel.errors import DomainError
from keng.orgunits.queries import unit_named, unit_view
from keng.publishing.recognition import About, PaperKind
from keng.web import clock, wording
from keng.web.forms.marks import kept_rows, marks_in, member_in
from keng.web.forms.recognition import MemberForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, may_somewhere
from keng.web.phrases import recognitionwords as words
from keng.web.tables.marking import mark_rows, members_shown
from keng.web.tables.recognitionpapers import shelves
from keng.web.views.recognition import run_context
from keng.web.views.workbooks import attachment

_ENDINGS: Final = {"image": "jpg", "photo": "jpg", "text": "txt"}
_WITH_THE_COUNCIL: Final = frozenset({State.SUBMITTED.value, State.REVIEWED.value})


@signed_in
@require_safe
def council(request: KengRequest, run_id: int) -> HttpResponse:
    """Who sits on the council, and the units that wait for its marks."""
    return _council(request, run_id, MemberForm())


@needs("enter")
@require_POST
def appoint(request: KengRequest, run_id: int) -> HttpResponse:
    """Put a post on the council."""
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _council(request, run_id, form, status=422)
    said = form.cleaned_data
    try:
        unit = unit_named(said["unit"], on=clock.today())
        login = said["login"].strip()
        account = account_by_login(login).pk if login else None
        made = actions.appoint_member(
            run_id,
            said["post"],
            unit.id,
            member_account=account,
            is_chair=said["is_chair"],
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _council(request, run_id, form, status=status_of(refusal))
    messages.success(request, _("Đã ghi %(post)s vào hội đồng.") % {"post": made.post})
    return redirect("web:council", run_id)


@needs("enter")
@require_POST
def end_membership(request: KengRequest, run_id: int, member_id: int) -> HttpResponse:
    """Let a member leave; what they marked stays."""
    gone = actions.end_membership(member_id, actor=request.actor, at=clock.now())
    messages.success(request, _("%(post)s đã thôi tham gia hội đồng.") % {"post": gone.post})
    return redirect("web:council", run_id)


@signed_in
@require_safe
def sheet(request: KengRequest, assessment_id: int) -> HttpResponse:
    """The sheet of one unit: one's own marks, and everybody's once they are open."""
    return _sheet(request, assessment_id)


@signed_in
@require_POST
def mark(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Save one's marks, or those of a member who marks on paper."""
    try:
        saved = actions.mark(
            assessment_id,
            marks_in(request.POST),
            member_id=member_in(request.POST),
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        return _sheet(request, assessment_id, refusal=refusal)
    messages.success(request, _("Đã lưu %(n)s tiêu chí.") % {"n": len(saved)})
    return redirect("web:marking", assessment_id)


@signed_in
@require_POST
def step_aside(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Do not mark this unit because one is connected with it."""
    try:
        actions.step_aside(
            assessment_id,
            request.POST.get("reason", ""),
            member_id=member_in(request.POST),
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        return _sheet(request, assessment_id, refusal=refusal)
    messages.success(request, _("Đã ghi: thành viên không tham gia chấm đơn vị này."))
    return redirect("web:marking", assessment_id)


@signed_in
@require_POST
def open_marks(request: KengRequest, assessment_id: int) -> HttpResponse:
    """The chair closes the marking though some have not marked."""
    actions.open_marks(assessment_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã kết thúc việc chấm; điểm của các thành viên đã mở."))
    return redirect("web:marking", assessment_id)


@needs("enter")
@require_POST
def agree(request: KengRequest, assessment_id: int) -> HttpResponse:
    """The agreed result with its minutes."""
    try:
        actions.agree(
            assessment_id,
            marks_in(request.POST),
            request.POST.get("minutes", ""),
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        return _sheet(request, assessment_id, refusal=refusal)
    messages.success(request, _("Đã thống nhất kết quả thẩm định."))
    return redirect("web:marking", assessment_id)


@needs("enter")
@require_POST
def send_back(request: KengRequest, assessment_id: int) -> HttpResponse:
    """Return the dossier to its unit, with questions at criteria."""
    asked = {
        name.removeprefix("q-"): text
        for name, text in request.POST.items()
        if name.startswith("q-") and isinstance(text, str) and text.strip()
    }
    try:
        actions.return_with_questions(
            assessment_id,
            request.POST.get("message", ""),
            asked,
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        return _sheet(request, assessment_id, refusal=refusal)
    messages.success(request, _("Đã trả lại hồ sơ kèm câu hỏi cho đơn vị."))
    return redirect("web:marking", assessment_id)


@signed_in
@require_safe
def evidence(request: KengRequest, evidence_id: int) -> HttpResponse:
    """A file of the dossier, for whoever may see it."""
    piece, content = queries.evidence_content(evidence_id, actor=request.actor, at=clock.now())
    ending = "png" if content.startswith(b"\x89PNG") else _ENDINGS.get(piece.sort, piece.sort)
    return attachment(content, f"minh-chung-{piece.id}.{ending}", "application/octet-stream")


def _council(
    request: KengRequest, run_id: int, form: MemberForm, *, status: int = 200
) -> HttpResponse:
    found = queries.board(run_id, actor=request.actor, at=clock.now())
    members = queries.members_of(run_id, actor=request.actor, at=clock.now())
    names = names_of({one.member_account for one in members})
    on = clock.today()
    context = {
        **run_context(request, found),
        "members": [
            (
                one,
                unit_view(one.unit_id, on=on).full_name,
                wording.account(one.member_account, names) if one.member_account else "",
            )
            for one in members
        ],
        "waiting": [row for row in found.rows if row.stage in _WITH_THE_COUNCIL],
        "form": form,
        "shelves": shelves(About.RUN, run_id, actor=request.actor, only=(PaperKind.MINUTES,)),
        "may_draft": request.actor.may("enter", unit_id=found.decider_id, on=on),
        "may_act": request.actor.may("enter", unit_id=found.decider_id, on=on),
    }
    return render(request, "web/recognition/council.html", context, status=status)


def _sheet(
    request: KengRequest, assessment_id: int, *, refusal: DomainError | None = None
) -> HttpResponse:
    actor, at = request.actor, clock.now()
    found = queries.marking_sheet(assessment_id, actor=actor, at=at)
    dossier = queries.assessment_view(assessment_id, actor=actor, at=at)
    run = queries.run_of(dossier.run_id, actor=actor, at=at)
    asked = member_in(request.POST or request.GET)
    member = asked if asked is not None else found.own_member_id
    seats = {one.member_id: one for one in found.members}
    seat = seats.get(member) if member is not None else None
    without_account = {
        one.pk
        for one in queries.members_of(run.pk, actor=actor, at=at)
        if one.member_account is None and one.ended_at is None
    }
    context: dict[str, Any] = {
        "sheet": found,
        "dossier": dossier,
        "set_title": dossier.set_title.of(wording.language()),
        "state": dossier.state_label.of(wording.language()),
        "state_look": words.look(dossier.state),
        "rows": kept_rows(mark_rows(found, dossier, member), request.POST if refusal else None),
        "members": members_shown(found),
        "seat": seat,
        "seat_id": member if member != found.own_member_id else None,
        "typed_for": [one for one in found.members if one.member_id in without_account],
        "may_mark": seat is not None
        and not seat.stepped_aside
        and not found.is_open
        and dossier.state == State.SUBMITTED,
        "may_agree": "review" in dossier.acts,
        "may_return": "return" in dossier.acts,
        "may_open": dossier.state == State.SUBMITTED
        and not found.is_open
        and any(one.is_chair and one.member_id == found.own_member_id for one in found.members),
        "may_open_dossier": may_somewhere(request, "view"),
        "waits": bool(found.waiting_for) and not found.is_open,
        "minutes": request.POST.get("minutes", ""),
        "back_message": request.POST.get("message", ""),
        "verdicts": [(code, str(label)) for code, label in words.VERDICTS.items()],
        "refusal": message_of(refusal) if refusal is not None else "",
    }
    status = status_of(refusal) if refusal is not None else 200
    return render(request, "web/recognition/sheet.html", context, status=status)
