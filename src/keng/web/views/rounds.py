"""Rounds: who owes, who is late, what looks wrong; opening, extending, closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from keng.inquiries.queries import inquiry_of_round
from keng.kernel.errors import DomainError
from keng.kernel.periods import Period
from keng.kernel.vietnamese import fold
from keng.orgunits.queries import unit_named
from keng.packs import installed
from keng.packs.schema import is_made
from keng.reporting import actions, queries
from keng.reporting.queries import RoundStatus
from keng.web import clock, wording
from keng.web.forms.rounds import CloseForm, ExtendForm, OpenRoundForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, may_somewhere
from keng.web.tables.standing import SubmissionLine, lines_of, own_units, shown_rounds

_STATES: Final[tuple[tuple[str, Promise], ...]] = (
    ("", gettext_lazy("Tất cả")),
    ("owing", gettext_lazy("Còn nợ")),
    ("late", gettext_lazy("Quá hạn")),
    ("submitted", gettext_lazy("Chờ tiếp nhận")),
    ("returned", gettext_lazy("Trả lại")),
    ("accepted", gettext_lazy("Đã tiếp nhận, đã chốt")),
    ("warned", gettext_lazy("Có lỗi hoặc cảnh báo")),
)
_SORTS: Final[tuple[tuple[str, Promise], ...]] = (
    ("name", gettext_lazy("Tên đơn vị")),
    ("state", gettext_lazy("Tình trạng")),
    ("due", gettext_lazy("Hạn nộp")),
    ("warnings", gettext_lazy("Nhiều cảnh báo trước")),
)
_OWING: Final = frozenset({"untouched", "draft", "returned", "reopened"})
_PICK: Final[dict[str, Callable[[SubmissionLine], bool]]] = {
    "owing": lambda line: line.state in _OWING and not line.note,
    "late": lambda line: line.is_late,
    "submitted": lambda line: line.state == "submitted",
    "returned": lambda line: line.state in {"returned", "reopened"},
    "accepted": lambda line: line.state in {"accepted", "locked"},
    "warned": lambda line: bool(line.blocks or line.warnings),
}
_ORDER: Final = (
    "returned",
    "reopened",
    "untouched",
    "draft",
    "submitted",
    "accepted",
    "locked",
)


@needs("view")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The rounds that the reader's units own or are asked in."""
    on = clock.today()
    found = queries.rounds_seen_by(request.actor, on=on)
    tallies = queries.round_tallies([one.id for one in found], actor=request.actor, on=on)
    context = {
        "rounds": shown_rounds(found, tallies),
        "may_open": may_somewhere(request, "manage_rounds"),
    }
    return render(request, "web/round/list.html", context)


@needs("view")
@require_safe
def detail(request: KengRequest, round_id: int) -> HttpResponse:
    """Every unit of the round that the reader sees: state, due day, warnings; filter and sort."""
    status = queries.round_status(round_id, on=clock.today(), actor=request.actor)
    return render(request, "web/round/detail.html", detail_context(request, status))


@needs("manage_rounds")
def open_round(request: KengRequest) -> HttpResponse:
    """Ask a form of all units under one management, for one period."""
    own = own_units(request)
    form = OpenRoundForm(
        request.POST or None,
        on=clock.today(),
        form_choices=form_choices(),
        initial={"unit": own[0].path if own else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _opened(form.cleaned_data, request)
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, _("Đã mở đợt; các đơn vị thấy biểu trên trang chính."))
            return redirect("web:round", made)
    status = 422 if form.errors else 200
    return render(request, "web/round/open.html", {"form": form, "own": own}, status=status)


@needs("manage_rounds")
@require_POST
def extend(request: KengRequest, round_id: int) -> HttpResponse:
    """Give every unit that still owes a later day."""
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return _detail_with(request, round_id, "extend_form", form)
    actions.extend_round(
        round_id,
        form.cleaned_data["due_on"],
        form.cleaned_data["reason"],
        actor=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("Đã gia hạn cho các đơn vị chưa nộp."))
    return redirect("web:round", round_id)


@needs("manage_rounds")
@require_POST
def close(request: KengRequest, round_id: int) -> HttpResponse:
    """Close the round: nothing more is entered for it until it is opened again."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _detail_with(request, round_id, "close_form", form)
    reason = form.cleaned_data["reason"]
    actions.close_round(round_id, reason, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã đóng đợt."))
    return redirect("web:round", round_id)


@needs("manage_rounds")
@require_POST
def reopen(request: KengRequest, round_id: int) -> HttpResponse:
    """Open a closed round again."""
    actions.reopen_round(round_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã mở lại đợt."))
    return redirect("web:round", round_id)


@needs("manage_rounds")
@require_POST
def pass_duties(request: KengRequest, round_id: int) -> HttpResponse:
    """Hand the duties of dissolved units to their successors."""
    passed = actions.pass_duties(round_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã chuyển %(n)s biểu cho đơn vị kế thừa.") % {"n": len(passed)})
    return redirect("web:round", round_id)


def detail_context(request: KengRequest, status: RoundStatus) -> dict[str, Any]:
    """What the page of a round shows."""
    lines = lines_of(status.units)
    owner = status.round.owner_unit_id
    return {
        "round": shown_rounds([status.round], {})[0],
        "form_code": status.round.form,
        "is_request": is_made(status.round.form),
        "inquiry_id": _inquiry_of(request, status),
        "counts": _counts(lines),
        "rows": chosen(lines, request.GET),
        "without_people": any(line.without_people for line in lines),
        "filters": {name: request.GET.get(name, "") for name in ("q", "state", "sort")},
        "state_choices": _STATES,
        "sort_choices": _SORTS,
        "may_manage": request.actor.may("manage_rounds", unit_id=owner, on=clock.today()),
        "may_accept": may_somewhere(request, "accept")
        and any(line.state == "submitted" for line in lines),
        "may_enter": len(lines) > 1 and may_somewhere(request, "enter") and status.round.is_open,
        "extend_form": ExtendForm(),
        "close_form": CloseForm(),
    }


def chosen(lines: Iterable[SubmissionLine], asked: Any) -> list[SubmissionLine]:
    """The lines that the filter lets through, in the order that was asked for."""
    words = fold(asked.get("q", ""))
    pick = _PICK.get(asked.get("state", ""))
    found = [
        line for line in lines if (pick is None or pick(line)) and words in fold(line.unit_name)
    ]
    sort = asked.get("sort", "")
    if sort == "state":
        found.sort(key=lambda line: _ORDER.index(line.state))
    elif sort == "due":
        found.sort(key=lambda line: (line.due_on is None, line.due_on))
    elif sort == "warnings":
        found.sort(key=lambda line: (-(line.blocks or 0), -(line.warnings or 0)))
    return found


def form_choices() -> list[tuple[str, str]]:
    """The forms of the installed pack."""
    pack = installed.current()
    return [(code, form.label.of(wording.language())) for code, form in pack.forms.items()]


def _opened(asked: dict[str, Any], request: KengRequest) -> int:
    period: Period = asked["period"]
    owner = unit_named(asked["unit"], on=min(period.last, clock.today()))
    made = actions.open_round(
        asked["form"],
        period,
        owner_unit_id=owner.id,
        due_on=asked["due_on"],
        actor=request.actor,
        at=clock.now(),
    )
    return made.pk


def _detail_with(request: KengRequest, round_id: int, name: str, form: object) -> HttpResponse:
    status = queries.round_status(round_id, on=clock.today(), actor=request.actor)
    context = detail_context(request, status) | {name: form}
    return render(request, "web/round/detail.html", context, status=422)


def _inquiry_of(request: KengRequest, status: RoundStatus) -> int | None:
    """The request that the round belongs to, for whoever may open its page."""
    owner = status.round.owner_unit_id
    if not is_made(status.round.form):
        return None
    if not request.actor.may("manage_rounds", unit_id=owner, on=clock.today()):
        return None
    return inquiry_of_round(status.round.id)


def _counts(lines: list[SubmissionLine]) -> list[dict[str, object]]:
    states = Counter(line.state for line in lines)
    counts: list[dict[str, object]] = [
        {"n": len(lines), "code": "", "label": _("đơn vị được yêu cầu")}
    ]
    counts += [
        {"n": states[code], "code": code, "label": wording.state(code)}
        for code in _ORDER
        if states[code]
    ]
    if late := sum(line.is_late for line in lines):
        counts.append({"n": late, "code": "late", "label": _("Quá hạn")})
    return counts
