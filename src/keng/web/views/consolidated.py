"""The consolidated table of a unit and period, and where each of its figures comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.consolidation import queries
from keng.consolidation.catalogue import catalogue
from keng.consolidation.panel import Column, Panel, panel
from keng.consolidation.rollup import Mark
from keng.consolidation.shapes import Compare, Consolidated, Drafts, Row, View
from keng.consolidation.timeline import latest_period
from keng.kernel.errors import Ambiguous, BadInput
from keng.kernel.figures import CellKey
from keng.kernel.periods import run_of
from keng.orgunits.queries import day_map, path_of
from keng.packs import installed
from keng.publishing import tables
from keng.web import clock, wording
from keng.web.forms.choosing import ConsolidatedForm
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, may_somewhere
from keng.web.tables.charts import said_of
from keng.web.tables.consolidateddrill import drill_context
from keng.web.tables.consolidatedtable import (
    LINE_OF,
    Asked,
    Reported,
    asked_of,
    groups_of,
    without,
)
from keng.web.tables.exploring import reading_told
from keng.web.tables.formtable import anchor_of
from keng.web.tables.standing import own_units
from keng.web.views.workbooks import XLSX, attachment

_WIDTH: Final = 7
_WIDTH_COMPARED: Final = 10
_CSV: Final = "text/csv; charset=utf-8"
_Write = Callable[[Consolidated, Sequence[str], Mapping[CellKey, Row] | None], bytes]
_FILES: Final[dict[str, tuple[_Write, str]]] = {
    "xlsx": (tables.consolidated_xlsx, XLSX),
    "csv": (tables.consolidated_csv, _CSV),
}


@dataclass(frozen=True)
class ShownMissing:
    """A unit whose accepted figures are not in the table."""

    unit_id: int
    name: str
    state: str


@needs("view")
@require_safe
def page(request: KengRequest) -> HttpResponse:
    """The consolidated table, or the form that asks which."""
    data = _asked_data(request)
    form = ConsolidatedForm(data, on=clock.today())
    context: dict[str, object] = {"form": form, "query": data.urlencode()}
    context["own"] = own_units(request)
    if data.get("unit") and form.is_valid():
        try:
            asked = asked_of(form.cleaned_data)
        except Ambiguous as several:
            context["candidates"] = _candidates(several, data)
        else:
            context |= _table(asked, data, request)
    return render(request, "web/consolidated/page.html", context)


@needs("view")
@require_safe
def drill(request: KengRequest) -> HttpResponse:
    """What one figure consists of: a fragment for the side panel, a page without scripts."""
    form = ConsolidatedForm(request.GET, on=clock.today())
    if not form.is_valid():
        raise _incomplete()
    asked = asked_of(form.cleaned_data)
    key = CellKey.parse(request.GET.get("key", ""))
    parts = queries.drill(
        asked.unit.id, asked.period, key, actor=request.actor, on=clock.today(), **asked.view
    )
    context = {
        "drill": drill_context(asked, key, parts, request),
        "back": f"{reverse('web:consolidated')}?{without(request.GET, 'key')}",
    }
    template = "web/consolidated/_drill.html" if request.htmx else "web/consolidated/drill.html"
    return render(request, template, context)


@needs("view")
@require_safe
def lines(request: KengRequest) -> HttpResponse:
    """The small line of the last periods for every row: a fragment that fills the column."""
    form = ConsolidatedForm(request.GET, on=clock.today())
    if not form.is_valid():
        raise _incomplete()
    asked = asked_of(form.cleaned_data)
    columns = [Column(one, asked.view.get("map_on")) for one in run_of(asked.period, LINE_OF)]
    keys = catalogue().order
    found = panel([asked.unit.id], columns, keys, actor=request.actor, on=clock.today())
    drawn = [_line(key, found, columns, asked.unit.id) for key in keys]
    context = {"lines": [one for one in drawn if one["values"]]}
    return render(request, "web/consolidated/_lines.html", context)


@needs("view")
@require_safe
def file(request: KengRequest, kind: str) -> HttpResponse:
    """The same table as a workbook or as comma-separated values."""
    form = ConsolidatedForm(request.GET, on=clock.today())
    if not form.is_valid() or kind not in _FILES:
        raise BadInput(
            "Không biết tải bảng nào; hãy mở bảng tổng hợp rồi tải từ đó.",
            message_en="Which table is not said; open the consolidated table and download there.",
        )
    asked = asked_of(form.cleaned_data)
    found = queries.consolidate(
        asked.unit.id, asked.period, actor=request.actor, on=clock.today(), **asked.view
    )
    beside = _reported(asked, request, wanted=bool(form.cleaned_data.get("beside")))
    write, content_type = _FILES[kind]
    told = reading_told([asked.view.get("map_on")], at=asked.view.get("known_at"))
    name = f"tong-hop-{asked.unit.key}-{asked.period.code}".replace("/", "_")
    if beside is not None and beside.reason:
        told.append(f"Không có cột “{tables.AS_REPORTED}”: {beside.reason}.")
        beside = None
    content = write(found, told, beside.rows if beside is not None else None)
    return attachment(content, f"{name}.{kind}", content_type)


def _incomplete() -> BadInput:
    return BadInput(
        "Địa chỉ không đủ đơn vị và kỳ báo cáo; hãy mở lại từ bảng tổng hợp.",
        message_en="The address lacks the unit or the period; open it from the table again.",
    )


def _line(key: CellKey, found: Panel, columns: Sequence[Column], unit_id: int) -> dict[str, object]:
    """The values of a row over the periods; what is held back is a gap, as in the table."""
    rows = [found.cell(unit_id, column, key).row for column in columns]
    words = [
        f"{column.period.label(wording.language())}: {said_of(row)}"
        for column, row in zip(columns, rows, strict=True)
    ]
    values = [None if row.shown else row.value for row in rows]
    known = sum(one is not None for one in values)
    return {
        "id": anchor_of(key).replace("o-", "s-", 1),
        "values": values if known > 1 else [],
        "label": "; ".join(words),
    }


def _asked_data(request: KengRequest) -> QueryDict:
    """The address; on a first visit the reader's own unit, this year so far, compared."""
    if "unit" in request.GET or "period" in request.GET:
        return request.GET
    data = request.GET.copy()
    own = own_units(request)
    data.update(
        {
            "unit": own[0].path if own else "",
            "period": _latest(own[0].id if own else None, request),
            "compare": "on",
        }
    )
    return data


def _latest(unit_id: int | None, request: KengRequest) -> str:
    """The latest period with figures; the year so far where there are none."""
    if unit_id is not None and may_somewhere(request, "view"):
        found = latest_period(unit_id, actor=request.actor, on=clock.today())
        if found is not None:
            return found.code
    return str(clock.today().year)


def _table(asked: Asked, data: QueryDict, request: KengRequest) -> dict[str, object]:
    found = queries.consolidate(
        asked.unit.id, asked.period, actor=request.actor, on=clock.today(), **asked.view
    )
    compared = asked.view.get("compare") is Compare.SAME_PERIOD
    pack = installed.current()
    day = asked.view.get("map_on") or min(asked.period.last, clock.today())
    beside = _reported(asked, request, wanted=bool(data.get("beside")))
    is_past = asked.view.get("known_at") is not None
    missing = [ShownMissing(one.unit_id, one.unit, one.state) for one in found.missing]
    table = {
        "unit_id": asked.unit.id,
        "unit_name": asked.unit.full_name,
        "unit_key": asked.unit.key,
        "unit_path": path_of(asked.unit.id, on=day),
        "period": asked.period,
        "groups": groups_of(found, pack, asked, data, beside=beside),
        "sifted": not asked.sieve.is_open,
        "open_query": without(data, "q", "group", "only"),
        "compare": compared,
        "beside": beside,
        "map_on": asked.view.get("map_on"),
        "known_at": asked.view.get("known_at") or clock.now(),
        "is_past": is_past,
        "width": (_WIDTH_COMPARED if compared else _WIDTH) + (beside is not None) - is_past,
        "drafts": found.is_draft,
        "illustrative": any(Mark.ILLUSTRATIVE in row.marks for row in found.rows),
        "coverage": _coverage(found),
        "missing": missing,
        "missing_words": _("Còn thiếu %(n)s biểu: bấm để xem tên") % {"n": len(missing)},
        "remarks": found.findings,
    }
    return {"table": table}


def _reported(asked: Asked, request: KengRequest, *, wanted: bool) -> Reported | None:
    """The table as it was reported, where the one that is asked for is on another map."""
    map_on = asked.view.get("map_on")
    if not wanted or map_on is None:
        return None
    if asked.unit.id not in day_map(asked.period.last).views:
        words = _("ngày cuối kỳ %(day)s chưa có hoặc không còn đơn vị này")
        return Reported({}, words % {"day": wording.day(asked.period.last)})
    view = View(
        drafts=asked.view.get("drafts", Drafts.EXCLUDED), known_at=asked.view.get("known_at")
    )
    found = queries.consolidate(
        asked.unit.id, asked.period, actor=request.actor, on=clock.today(), **view
    )
    return Reported({row.key: row for row in found.rows})


def _coverage(found: Consolidated) -> str:
    expected = max((row.expected for row in found.rows), default=0)
    accepted = max((row.accepted for row in found.rows), default=0)
    return _("Số liệu của %(accepted)s/%(expected)s đơn vị") % {
        "accepted": accepted,
        "expected": expected,
    }


def _candidates(several: Ambiguous, asked: QueryDict) -> list[dict[str, str]]:
    found = []
    for path in several.candidates:
        wanted = asked.copy()
        wanted["unit"] = path
        found.append({"path": path, "query": wanted.urlencode()})
    return found
