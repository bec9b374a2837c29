"""Exploring the numbers: any indicators, units and periods as a table and a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.consolidation import saved
from keng.consolidation.panel import Panel
from keng.kernel.errors import Ambiguous, BadInput, DomainError
from keng.kernel.figures import CellKey
from keng.orgunits.queries import UnitView
from keng.publishing.pivots import (
    Naming,
    grid_csv,
    grid_xlsx,
    panel_csv,
    pivot_of,
    pivot_xlsx,
)
from keng.web import clock
from keng.web.forms.exploring import CHARTS, CHILDREN, SELF, ExploreForm, KeepForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.tables import charts
from keng.web.tables.charts import Chart
from keng.web.tables.exploring import Question, asked_data, question_of, unit_of
from keng.web.tables.numberstable import choices_of, tables_of
from keng.web.tables.standing import OwnUnit, own_units
from keng.web.views.workbooks import XLSX, attachment

CSV: Final = "text/csv; charset=utf-8"
_ACTS: Final[dict[str, Callable[..., None]]] = {
    "drop": saved.drop_view,
    "restore": saved.restore_view,
}


@dataclass(frozen=True)
class Asked:
    """A page in the making: the address filled in, its form, the unit that it names."""

    data: QueryDict
    form: ExploreForm
    unit: UnitView | None
    refusal: str = ""
    candidates: tuple[str, ...] = ()


@needs("view")
@require_safe
def page(request: KengRequest) -> HttpResponse:
    """The form, the table, the picture; on a first visit all of it filled in."""
    asked = _asked(request)
    own = own_units(request)
    context: dict[str, object] = {
        "form": asked.form,
        "own": own,
        "query": asked.data.urlencode(),
        "refusal": asked.refusal,
        "candidates": [_changed(asked.data, unit=path) for path in asked.candidates],
        "tabs": _tabs(asked),
        "saved": _saved(request, own),
        "keep": KeepForm(own=_seats(own), initial={"query": asked.data.urlencode()}),
        "dropped": request.GET.get("dropped", ""),
    }
    chosen: Sequence[CellKey] = ()
    if asked.unit is not None and asked.form.is_valid():
        try:
            question = question_of(asked.form.cleaned_data, asked.unit, request.actor)
            chosen = question.keys
            context |= _shown(question, request)
        except BadInput as refusal:
            context["refusal"] = message_of(refusal)
    context["groups"] = choices_of(chosen)
    return render(request, "web/numbers/page.html", context)


@needs("view")
@require_safe
def file(request: KengRequest, kind: str) -> HttpResponse:
    """The table of the address as a workbook, or every figure of it as a line of CSV."""
    question, found, naming = _answered(request)
    title, notes = _title(question), question.notes()
    if kind == "csv":
        return attachment(panel_csv(found, naming, notes), "so-lieu.csv", CSV)
    pivot = pivot_of(found, naming, rows=question.rows, columns=question.cols)
    return attachment(pivot_xlsx(pivot, title, notes), "so-lieu.xlsx", XLSX)


@needs("view")
@require_safe
def chart_file(request: KengRequest, kind: str) -> HttpResponse:
    """The table of the picture, every line of it, also those that are not drawn."""
    question, found, naming = _answered(request)
    chart = _chart(question, found, naming)
    if chart is None:
        raise BadInput(
            "Địa chỉ không chọn biểu đồ; hãy chọn biểu đồ rồi tải lại.",
            message_en="The address asks for no chart; choose one and download again.",
        )
    heads = [chart.head]
    for one in chart.series:
        heads += [f"{one.name} ({chart.measure})", _("Số đơn vị")]
    notes = [*chart.notes, *question.notes()]
    if kind == "csv":
        lines = [_chart_line(name, points, lambda one: one.said) for name, points in chart.rows]
        told = [[str(value) for value in line] for line in lines]
        return attachment(grid_csv(heads, told, notes), "bieu-do.csv", CSV)
    lines = [_chart_line(name, points, charts.exact) for name, points in chart.rows]
    return attachment(grid_xlsx(chart.title, heads, lines, notes), "bieu-do.xlsx", XLSX)


@needs("view")
@require_POST
def keep(request: KengRequest) -> HttpResponse:
    """Keep the view that was on the screen under a name."""
    form = KeepForm(request.POST, own=_seats(own_units(request)))
    if not form.is_valid():
        raise BadInput(
            "Hãy đặt tên cho cách xem rồi lưu lại.",
            message_en="Give the view a name, then keep it.",
        )
    cleaned = form.cleaned_data
    saved.keep_view(
        cleaned["name"],
        cleaned["query"],
        unit_id=int(cleaned["unit"]) if cleaned["unit"] else None,
        actor=request.actor,
        at=clock.now(),
    )
    return HttpResponseRedirect(f"{reverse('web:numbers')}?{cleaned['query']}")


@needs("view")
@require_POST
def change(request: KengRequest, view_id: int) -> HttpResponse:
    """Rename a kept view, drop it, or bring it back."""
    act, back = request.POST.get("act", ""), QueryDict(request.POST.get("query", "")).copy()
    if act == "rename":
        name = request.POST.get("name", "")
        saved.rename_view(view_id, name, actor=request.actor, at=clock.now())
    elif act in _ACTS:
        _ACTS[act](view_id, actor=request.actor, at=clock.now())
    else:
        raise BadInput(
            "Không biết phải làm gì với cách xem này; hãy mở lại trang.",
            message_en="What to do with the view is not said; open the page again.",
        )
    back.pop("dropped", None)
    if act == "drop":
        back["dropped"] = str(view_id)
    return HttpResponseRedirect(f"{reverse('web:numbers')}?{back.urlencode()}")


def _asked(request: KengRequest) -> Asked:
    """The address, filled in, and the unit that it names."""
    data = asked_data(request)
    day = clock.today()
    form = ExploreForm(data, on=day, unit_id=None)
    form.is_valid()
    try:
        cleaned = form.cleaned_data
        unit = unit_of(data.get("unit", ""), cleaned.get("period"), cleaned.get("map_on"))
    except Ambiguous as several:
        return Asked(data, form, None, candidates=tuple(several.candidates))
    except DomainError as refusal:
        return Asked(data, form, None, refusal=message_of(refusal))
    return Asked(data, ExploreForm(data, on=_day_of(form), unit_id=unit.id), unit)


def _day_of(form: ExploreForm) -> Any:
    period = form.cleaned_data.get("period")
    map_on = form.cleaned_data.get("map_on")
    return map_on or (min(period.last, clock.today()) if period else clock.today())


def _answered(request: KengRequest) -> tuple[Question, Panel, Naming]:
    """The question of an address and its answer. Raises whatever stands in the way."""
    asked = _asked(request)
    if asked.unit is None or not asked.form.is_valid():
        raise BadInput(
            asked.refusal or "Địa chỉ chưa đủ; hãy mở trang số liệu rồi tải từ đó.",
            message_en="The address is not complete; open the page of numbers and download there.",
        )
    question = question_of(asked.form.cleaned_data, asked.unit, request.actor)
    return question, question.panel(request), question.naming()


def _shown(question: Question, request: KengRequest) -> dict[str, object]:
    found, naming = question.panel(request), question.naming()
    pivot = pivot_of(found, naming, rows=question.rows, columns=question.cols)
    chart = _chart(question, found, naming)
    return {
        "title": _title(question),
        "pivot": pivot,
        "tables": tables_of(pivot, question),
        "chart": chart,
        "chart_json": chart.as_json() if chart else None,
        "chart_rows": chart.rows if chart else [],
        "of": [(str(key), naming.key(key), key == question.of) for key in question.keys],
        "chosen": [(str(key), naming.key(key)) for key in question.keys],
        "is_draft": found.is_draft,
        "known_at": clock.now(),
        "map_on": question.map_on,
    }


def _chart(question: Question, found: Panel, naming: Naming) -> Chart | None:
    if question.kind is None:
        return None
    return charts.chart_of(question.kind, question.subject(found, naming))


def _title(question: Question) -> str:
    return _("Số liệu %(unit)s") % {"unit": question.unit.full_name}


def _chart_line(
    name: str, points: Sequence[charts.Point], value: Callable[[charts.Point], Decimal | str]
) -> list[Decimal | str]:
    line: list[Decimal | str] = [name]
    for point in points:
        line += [value(point), point.coverage]
    return line


def _tabs(asked: Asked) -> list[dict[str, object]]:
    """The pictures as links: each sets what it needs of the address."""
    now = asked.data.get("chart", "")
    found = []
    for code, label in CHARTS:
        wanted = {"chart": code}
        if code in {"ranking", "distribution"} and asked.data.get("below") == SELF:
            wanted |= {"below": CHILDREN, "rows": "units", "cols": "periods"}
        query = _changed(asked.data, **wanted)["query"]
        found.append({"label": str(label), "query": query, "is_current": code == now})
    return found


def _changed(data: QueryDict, **wanted: str) -> dict[str, str]:
    other = data.copy()
    for name, value in wanted.items():
        other[name] = value
    other.pop("dropped", None)
    return {"query": other.urlencode(), "path": wanted.get("unit", "")}


def _saved(request: KengRequest, own: Sequence[OwnUnit]) -> list[dict[str, object]]:
    names = {unit.id: unit.full_name for unit in own}
    return [
        {"line": line, "unit": names.get(line.unit_id or 0, "")}
        for line in saved.saved_views(actor=request.actor, on=clock.today())
    ]


def _seats(own: Sequence[OwnUnit]) -> list[tuple[int, str]]:
    return [(unit.id, unit.full_name) for unit in own]
