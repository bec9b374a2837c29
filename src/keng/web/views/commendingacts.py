"""One proposal: made, changed, looked at, settled; its dossier; a name withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.commendations import actions, queries
from keng.kernel.errors import BadInput, DomainError, NotFound
from keng.orgunits.queries import unit_view
from keng.web import clock
from keng.web.forms.commendations import DossierForm, ProposalForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, is_whole, whole
from keng.web.tables.commending import shown_candidate
from keng.web.views.initiatives import attempted, entering_units
from keng.web.views.workbooks import attachment

_ENDINGS: Final = {"image": "jpg", "photo": "jpg", "text": "txt"}


@needs("enter")
def propose(request: KengRequest, call_id: int) -> HttpResponse:
    """Propose a group or a person in a call."""
    view = queries.call_view(call_id, actor=request.actor, at=clock.now())
    units = entering_units(request)
    initial = {"home": units[0][1] if units else "", "recipient": "group"}
    form = ProposalForm(request.POST or None, on=clock.today(), initial=initial)
    proposer = _proposer(request, units)
    if request.method == "POST" and form.is_valid():
        made = attempted(
            form,
            lambda: actions.propose(
                call_id,
                form.described(),
                proposer_id=proposer,
                actor=request.actor,
                at=clock.now(),
                token=form.cleaned_data["token"],
            ),
        )
        if made is not None:
            messages.success(request, _("Đã ghi đề nghị. Hãy đính kèm hồ sơ nếu có."))
            return redirect("web:commendation", made.pk)
    context = {
        "form": form,
        "call": view.head,
        "own": units,
        "proposer": proposer,
        "title": _("Đề nghị khen"),
    }
    status = 422 if form.errors else 200
    return render(request, "web/commendation/form.html", context, status=status)


@needs("enter")
def change(request: KengRequest, proposal_id: int) -> HttpResponse:
    """Change what is said; a returned proposal goes back to the council."""
    view = queries.proposal_view(proposal_id, actor=request.actor, at=clock.now())
    row, said = view.proposal, view.candidate.words
    home = unit_view(row.home_id, on=clock.today())
    initial = {
        "recipient": row.recipient,
        "award": row.award,
        "home": view.home_path or home.full_name,
        "group": "unit" if row.is_unit else "initiative" if row.initiative_id else "named",
        "initiative": row.initiative_id,
        "name": "" if row.is_unit or row.initiative_id else said.name,
        "about": said.about,
        "deed": said.deed,
        "achievement": said.achievement,
    }
    form = ProposalForm(request.POST or None, on=clock.today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempted(
            form,
            lambda: actions.change_proposal(
                proposal_id,
                form.described(),
                seen=_seen(request),
                actor=request.actor,
                at=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("Đã lưu; hội đồng bỏ phiếu lại."))
            return redirect("web:commendation", proposal_id)
    context = {
        "form": form,
        "call": {"id": view.call_id, "title": view.call_title},
        "proposal": row,
        "own": entering_units(request),
        "title": _("Sửa đề nghị"),
    }
    status = 422 if form.errors else 200
    return render(request, "web/commendation/form.html", context, status=status)


@signed_in
@require_safe
def detail(request: KengRequest, proposal_id: int) -> HttpResponse:
    """One proposal with its dossier and what speaks against it."""
    return _detail(request, proposal_id, DossierForm())


@needs("enter")
@require_POST
def attach(request: KengRequest, proposal_id: int) -> HttpResponse:
    """Put a file into the dossier."""
    form = DossierForm(request.POST, request.FILES)
    if not form.is_valid():
        return _detail(request, proposal_id, form, status=422)
    chosen = form.cleaned_data["file"]
    try:
        actions.attach_file(
            proposal_id,
            chosen.read(),
            chosen.name,
            form.cleaned_data["title"],
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _detail(request, proposal_id, form, status=status_of(refusal))
    messages.success(request, _("Đã đính kèm; tệp được mã hóa."))
    return redirect("web:commendation", proposal_id)


@signed_in
@require_safe
def file(request: KengRequest, dossier_id: int) -> HttpResponse:
    """A file of a dossier, opened for who may see the proposal."""
    row, content = queries.file_content(dossier_id, actor=request.actor, at=clock.now())
    ending = _ENDINGS.get(row.sort, row.sort)
    return attachment(content, f"ho-so-{row.pk}.{ending}", "application/octet-stream")


@needs("enter")
@require_POST
def put_file(request: KengRequest, dossier_id: int) -> HttpResponse:
    """Take a file out of the dossier, or put it back."""
    act = actions.restore_file if request.POST.get("lay-lai") else actions.remove_file
    row = act(dossier_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã lưu."))
    return redirect("web:commendation", row.proposal_id)


_ACTS: Final[Mapping[str, Callable[..., Any]]] = {
    "tra-lai": actions.return_proposal,
    "khong-khen": actions.decline_proposal,
    "rut": actions.withdraw_proposal,
}


@needs("enter")
@require_POST
def act(request: KengRequest, proposal_id: int, commendation_act: str) -> HttpResponse:
    """Return, decline or take back a proposal, with a reason; or withdraw a person's name."""
    why = request.POST.get("why", "")
    if commendation_act == "rut-ten":
        actions.withdraw_name(proposal_id, why, actor=request.actor, at=clock.now())
        messages.success(request, _("Đã rút tên: khóa bị hủy, tên và hồ sơ không mở lại được."))
        return redirect("web:commendation", proposal_id)
    do = _ACTS.get(commendation_act)
    if do is None:
        raise NotFound("Không có thao tác này.", message_en="There is no such act.")
    do(proposal_id, why, seen=_seen(request), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã lưu."))
    return redirect("web:commendation", proposal_id)


def _detail(
    request: KengRequest, proposal_id: int, form: DossierForm, *, status: int = 200
) -> HttpResponse:
    view = queries.proposal_view(proposal_id, actor=request.actor, at=clock.now())
    context = {
        "view": view,
        "one": shown_candidate(view.candidate),
        "proposal": view.proposal,
        "form": form if view.may_take_back and view.proposal.name_withdrawn_at is None else None,
    }
    return render(request, "web/commendation/detail.html", context, status=status)


def _proposer(request: KengRequest, units: list[tuple[int, str]]) -> int:
    """The unit that proposes: the one that was chosen, else the first that the reader works for."""
    chosen = request.POST.get("proposer", "") or request.GET.get("don-vi", "")
    known = {one for one, _path in units}
    if is_whole(chosen) and int(chosen) in known:
        return int(chosen)
    if not units:
        raise BadInput(
            "Tài khoản này không nhập liệu cho đơn vị nào.",
            message_en="This account enters for no unit.",
        )
    return units[0][0]


def _seen(request: KengRequest) -> int:
    seen = request.POST.get("revision", "")
    return whole(seen, 0)
