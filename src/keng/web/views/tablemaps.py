"""The ways of reading tables of other offices: listed, shown, applied to files, retired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import names_of
from keng.intake import actions, queries
from keng.intake.foreign import Shape, TableMap, UnitFrom
from keng.intake.queries import MapView
from keng.intake.reading import ByMap, plan_of
from keng.kernel.errors import DomainError
from keng.kernel.periods import Period
from keng.kernel.vietnamese import format_number
from keng.orgunits.queries import unit_by_key, unit_named
from keng.packs import installed
from keng.reporting.queries import matrix_periods
from keng.web import clock, wording
from keng.web.forms.tablemaps import SHAPES, UNIT_FROM, ApplyForm
from keng.web.frame import uploads
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.tables.standing import form_titles, own_units
from keng.web.views.workbooks import AT_ONCE, holds_personal, looked_at_by_a_job, shown_plan


@dataclass(frozen=True)
class ShownLine:
    """One heading of a way of reading, and what it means."""

    heading: str
    label: str
    measure: str


@needs("enter")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The ways that the reader may use."""
    titles = form_titles()
    lines = queries.maps_for(request.actor, on=clock.today())
    shown = [(one, titles.get(one.form, one.form)) for one in lines]
    return render(request, "web/tablemap/list.html", {"maps": shown})


@needs("enter")
def detail(request: KengRequest, map_id: int) -> HttpResponse:
    """One way of reading: what it says, its versions; apply it to files, looked at first.

    Several files, or a large one, are looked at by a job; nothing is saved here.
    """
    view = queries.map_view(map_id, request.actor, on=clock.today())
    form = _apply_form(request, view)
    context = _context(view) | {"form": form, "own": own_units(request)}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            by_map = ByMap(view.version_id, given["period"].code, _unit_key(form))
        except DomainError as refusal:
            form.add_error("unit", message_of(refusal))
        else:
            several = given["workbook"]
            if len(several) > 1 or several[0].size > AT_ONCE:
                return looked_at_by_a_job(request, several, by_map)
            context |= _looked_at(request, several[0], by_map)
    status = 422 if form.errors else 200
    return render(request, "web/tablemap/detail.html", context, status=status)


@needs("enter")
@require_POST
def retire(request: KengRequest, map_id: int) -> HttpResponse:
    """Offer a way of reading no longer."""
    actions.retire_map(map_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã thôi dùng cách đọc bảng; số liệu đã nhập vẫn giữ nguyên."))
    return redirect("web:table_maps")


def _apply_form(request: KengRequest, view: MapView) -> ApplyForm:
    way = view.way
    periods: list[Period] = matrix_periods(way.form)
    own = own_units(request)
    return ApplyForm(
        request.POST or None,
        request.FILES or None,
        on=clock.today(),
        asks_unit=way.shape is Shape.ONE_UNIT and way.unit_from is UnitFrom.ASKED,
        initial={
            "period": periods[0].code if periods else "",
            "unit": own[0].path if own else "",
        },
    )


def _unit_key(form: ApplyForm) -> str:
    """The unit that was chosen; "" where the table says itself whose it is."""
    if "unit" not in form.fields:
        return ""
    given = form.cleaned_data
    return unit_named(given["unit"], on=given["period"].last).key


def _looked_at(request: KengRequest, chosen: Any, by_map: ByMap) -> dict[str, Any]:
    content, at = chosen.read(), clock.now()
    plan = plan_of(content, by_map, filename=chosen.name, actor=request.actor, at=at)
    found: dict[str, Any] = {"plan": shown_plan(plan), "by_map": by_map}
    if plan.changes or holds_personal(plan):
        account_id = request.actor.account_id
        found["token"] = uploads.keep(content, chosen.name, account_id=account_id, at=at)
    return found


def _context(view: MapView) -> dict[str, Any]:
    names = names_of({one.account_id for one in view.versions})
    return {
        "head": view.head,
        "title": form_titles().get(view.head.form, view.head.form),
        "way": view.way,
        "shape": dict(SHAPES)[view.way.shape.value],
        "unit_from": dict(UNIT_FROM)[view.way.unit_from.value],
        "lines": _lines(view.way),
        "called": [(text, _unit_name(key)) for text, key in view.way.units.items()],
        "versions": [(one, wording.account(one.account_id, names)) for one in view.versions],
    }


def _unit_name(key: str) -> str:
    """The unit as it is called today; its key where there is none any more."""
    try:
        return unit_by_key(key, on=clock.today()).full_name
    except DomainError:
        return key


def _lines(way: TableMap) -> list[ShownLine]:
    pack = installed.current()
    language = wording.language()
    return [
        ShownLine(
            heading=line.anchor.told,
            label=pack.cell_label(line.cell, language) if pack.knows(line.cell) else line.key,
            measure=f"1 {line.measure} = {format_number(line.factor)} "
            f"{pack.indicator_of(line.cell).unit}"
            if line.measure
            else "",
        )
        for line in way.lines
    ]
