"""Registering for the sets of a year: a unit's own, all that a unit manages, titles beside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.criteria import actions, queries
from keng.kernel.errors import BadInput, DomainError
from keng.kernel.vietnamese import format_count
from keng.orgunits.queries import ancestors, direct_superior, path_of, unit_named, unit_view
from keng.web import clock
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, is_whole, whole, wholes
from keng.web.phrases.days import day_from
from keng.web.tables.registration import (
    below_by_set,
    own_lines,
    reopened_duties,
    shown_pledges,
    titles_open,
)
from keng.web.tables.standing import own_units

_MOST_AT_ONCE = 500


@needs("view")
@require_safe
def page(request: KengRequest) -> HttpResponse:
    """Of one unit and year: its own sets and titles, and every unit that it manages."""
    at, year = clock.now(), _year(request.GET.get("nam"))
    own = own_units(request)
    unit_id = _unit(request.GET.get("don-vi"), [one.id for one in own])
    context: dict[str, Any] = {"own": own, "year": year, "today": clock.today()}
    if unit_id is None:
        return render(request, "web/registration/page.html", context)
    only_missing = request.GET.get("loc") == "chua"
    mine = queries.enrolments_of(unit_id, year, actor=request.actor, at=at)
    sees_below = request.actor.may("view", unit_id=unit_id, on=clock.today())
    below = (
        queries.enrolments_below(unit_id, year, actor=request.actor, at=at) if sees_below else []
    )
    pledges = shown_pledges(queries.pledges_of(unit_id, year, actor=request.actor, at=at))
    unit = unit_view(unit_id, on=clock.today())
    context |= {
        "unit": unit,
        "mine": own_lines(mine),
        "sets": below_by_set(below, only_missing=only_missing),
        "has_below": bool(below),
        "only_missing": only_missing,
        "pledges": pledges,
        "titles": titles_open(pledges),
        "may_register": _may_register(request, unit_id),
        "may_register_below": request.actor.may("submit", unit_id=unit_id, on=clock.today()),
        "just_made": [one for one in request.GET.get("vua", "").split(",") if is_whole(one)],
        "deciders": [path_of(one, on=clock.today()) for one in _above(unit_id)],
    }
    return render(request, "web/registration/page.html", context)


@needs("submit")
@require_safe
def reopened(request: KengRequest) -> HttpResponse:
    """The part of the first page with what a corrected figure reopened; it comes after the page."""
    units = [one.id for one in own_units(request)]
    context = {"criteria": reopened_duties(request, units)}
    return render(request, "web/home/_reopened.html", context)


@needs("submit")
@require_POST
def register(request: KengRequest) -> HttpResponse:
    """Register the ticked units, or all of a set that are missing; each on its own.

    What is refused is told unit by unit, and the others are registered.
    """
    year, unit_id = _year(request.POST.get("nam")), whole(request.POST.get("don-vi"), 0)
    on = day_from(request.POST.get("on"), otherwise=clock.today())
    made: list[str] = []
    wanted = _wanted(request, unit_id, year)
    for set_code, each in wanted:
        try:
            row = actions.register(
                set_code,
                year,
                each,
                on=on,
                decided_by=_decider(request.POST.get("decider", "")),
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            messages.error(request, message_of(refusal))
        else:
            made.append(str(row.pk))
    if made:
        said = _("Đã đăng ký %(n)s đơn vị.") % {"n": format_count(len(made))}
        messages.success(request, said)
    return redirect(_address(unit_id, year, vua=",".join(made)))


@needs("submit")
@require_POST
def withdraw(request: KengRequest) -> HttpResponse:
    """Withdraw one registration, or undo those that were just made, with a reason."""
    reason = request.POST.get("reason", "")
    done = 0
    for each in wholes(request.POST.getlist("assessment")):
        try:
            actions.withdraw(each, reason, actor=request.actor, at=clock.now())
        except DomainError as refusal:
            messages.error(request, message_of(refusal))
        else:
            done += 1
    if done:
        said = _("Đã rút %(n)s đăng ký; có thể đăng ký lại.") % {"n": format_count(done)}
        messages.success(request, said)
    return redirect(_back(request))


@needs("submit")
@require_POST
def pledge(request: KengRequest) -> HttpResponse:
    """Sign the unit up for an emulation title."""
    actions.pledge(
        request.POST.get("title", ""),
        _year(request.POST.get("nam")),
        whole(request.POST.get("don-vi"), 0),
        actor=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("Đã đăng ký danh hiệu."))
    return redirect(_back(request))


@needs("submit")
@require_POST
def withdraw_pledge(request: KengRequest, pledge_id: int) -> HttpResponse:
    """Take an emulation title back, with a reason."""
    reason = request.POST.get("reason", "")
    actions.withdraw_pledge(pledge_id, reason, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã rút danh hiệu."))
    return redirect(_back(request))


def _wanted(request: KengRequest, unit_id: int, year: int) -> list[tuple[str, int]]:
    """Sets and units that the form asks for; refuses more than 500 at once."""
    whole = request.POST.get("all", "")
    if whole:
        rows = queries.enrolments_below(unit_id, year, actor=request.actor, at=clock.now())
        found = [
            (one.set_code, one.unit_id)
            for one in rows
            if one.set_code == whole and one.assessment_id is None
        ]
    else:
        found = list(_ticked(request.POST.getlist("unit")))
    if not found:
        raise BadInput(
            "Chưa chọn đơn vị nào; hãy đánh dấu ít nhất một đơn vị rồi bấm đăng ký.",
            message_en="No unit is chosen; tick at least one, then register.",
        )
    if len(found) > _MOST_AT_ONCE:
        raise BadInput(
            f"Mỗi lần đăng ký tối đa {_MOST_AT_ONCE} đơn vị; hãy chia làm nhiều lần.",
            message_en=f"At most {_MOST_AT_ONCE} units at once; do it in parts.",
        )
    return found


def _ticked(values: Iterable[str]) -> Iterable[tuple[str, int]]:
    for value in values:
        set_code, _colon, unit = value.rpartition(":")
        if set_code and is_whole(unit):
            yield set_code, int(unit)


def _decider(name: str) -> int | None:
    """The deciding unit that a person named, where the law does not say."""
    return unit_named(name.strip(), on=clock.today()).id if name.strip() else None


def _may_register(request: KengRequest, unit_id: int) -> bool:
    on = clock.today()
    manager = direct_superior(unit_id, on=on)
    seats = [unit_id] if manager is None else [unit_id, manager]
    return any(request.actor.may("submit", unit_id=seat, on=on) for seat in seats)


def _above(unit_id: int) -> list[int]:
    """The units that may have to decide where the law does not say: those above, but the nation."""
    on = clock.today()
    found = ancestors(unit_id, on=on)
    return [one for one in found if unit_view(one, on=on).level != "nation"]


def _year(text: str | None) -> int:
    year = text or ""
    if year and not (is_whole(year) and 2000 <= int(year) <= 2100):
        raise BadInput(
            f"“{text}” không phải là một năm; hãy chọn năm trên trang.",
            message_en=f"{text!r} is no year; choose one on the page.",
        )
    return int(year) if year else clock.today().year


def _unit(text: str | None, own: list[int]) -> int | None:
    if text and is_whole(text):
        return int(text)
    return own[0] if own else None


def _back(request: KengRequest) -> str:
    year, unit = _year(request.POST.get("nam")), request.POST.get("don-vi", "")
    return _address(whole(unit, 0), year)


def _address(unit_id: int, year: int, **more: str) -> str:
    known = {"don-vi": str(unit_id), "nam": str(year)} | {k: v for k, v in more.items() if v}
    return f"{reverse('web:registration')}?{urlencode(known)}"
