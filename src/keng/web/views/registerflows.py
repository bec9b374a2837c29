"""What the registers of a unit would write into its open forms, and since when they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

from keng.initiatives import actions as initiatives
from keng.initiatives import queries as groups
from keng.initiatives.programme import EVENTS, GROUPS
from keng.orgunits.queries import path_of
from keng.packs import installed
from keng.reporting.queries import Flow
from keng.steering import actions as steering
from keng.steering import queries as committees
from keng.steering.vocabulary import Register
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest
from keng.web.tables.standing import own_units
from keng.web.views.onpaper import unit_asked

_TITLES: Final[Mapping[str, Promise]] = {
    GROUPS: gettext_lazy("Sổ mô hình"),
    EVENTS: gettext_lazy("Sổ tuyên truyền"),
    Register.COMMITTEES: gettext_lazy("Sổ Ban Chỉ đạo"),
    Register.COORDINATION: gettext_lazy("Sổ phối hợp"),
}


@dataclass(frozen=True)
class ShownLine:
    """One cell that a register would fill; `note` says what is left out of the count."""

    label: str
    stands: str
    counted: str
    note: str


@dataclass(frozen=True)
class ShownFlow:
    """One form that is still open, and what the register would write into it."""

    submission_id: int
    title: str
    period: str
    lines: list[ShownLine]


@needs("enter")
@require_safe
def flows(request: KengRequest) -> HttpResponse:
    """What the registers of a unit would write into its open forms; begun ones do so already."""
    on, unit_id = clock.today(), unit_asked(request)
    used = {**groups.used_since(unit_id), **committees.used_since(unit_id)}
    registers = []
    for register, title in _TITLES.items():
        year = used.get(register, on.year)
        asked = _flows_of(register)(request.actor, unit_id, register, year=year, on=on)
        shown = [_shown(flow, register) for flow in asked]
        registers.append((register, title, used.get(register), shown))
    context = {
        "unit_id": unit_id,
        "unit_path": path_of(unit_id, on=on),
        "registers": registers,
        "year": on.year,
        "own": own_units(request),
    }
    return render(request, "web/initiative/flows.html", context)


@needs("enter")
@require_POST
def begin(request: KengRequest) -> HttpResponse:
    """Let the unit's figures come from a register from this year on."""
    unit_id, register = unit_asked(request), request.POST.get("register", "")
    room = steering if register in set(Register) else initiatives
    year, at = clock.today().year, clock.now()
    room.begin_register(unit_id, register, year, actor=request.actor, at=at)
    messages.success(request, _("Từ nay số của biểu lấy từ sổ."))
    return redirect(f"{reverse('web:registers')}?don-vi={unit_id}")


def _flows_of(register: str) -> Callable[..., list[Flow]]:
    found: Any = committees if register in set(Register) else groups
    asked: Callable[..., list[Flow]] = found.flows_of
    return asked


def _shown(flow: Flow, register: str) -> ShownFlow:
    pack, language = installed.current(), wording.language()
    return ShownFlow(
        flow.submission_id,
        pack.form_of(flow.form).label.of(language),
        wording.period(flow.period),
        [
            ShownLine(
                pack.indicators[line.indicator].label.of(language),
                wording.UNKNOWN if line.stands is None else wording.figure(line.stands, 0),
                wording.UNKNOWN if line.counted is None else wording.figure(line.counted, 0),
                _note(line.lacking, register),
            )
            for line in flow.lines
        ],
    )


def _note(lacking: int, register: str) -> str:
    if not lacking:
        return ""
    if register == Register.COORDINATION:
        return _("%(n)s dòng đã tính ở đơn vị khác cùng ký văn bản") % {"n": lacking}
    return _("%(n)s mô hình chưa đủ thông tin nên chưa cộng") % {"n": lacking}
