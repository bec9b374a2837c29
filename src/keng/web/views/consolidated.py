"""The consolidated table of a unit and period, and where each of its figures comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from keng.consolidation import queries
from keng.consolidation.rollup import Mark
from keng.consolidation.shapes import Compare, Consolidated, Drafts, Part, PartKind, Row, View
from keng.kernel.errors import Ambiguous, BadInput
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.kernel.vietnamese import format_number
from keng.orgunits.queries import UnitView, path_of, unit_named, unit_view
from keng.packs import installed
from keng.packs.schema import Pack
from keng.publishing import tables
from keng.web import clock, wording
from keng.web.declarations import needs
from keng.web.forms.choosing import ConsolidatedForm
from keng.web.formtable import anchor_of, roman
from keng.web.requests import KengRequest
from keng.web.standing import own_units
from keng.web.views.workbooks import XLSX, attachment

_WIDTH: Final = 6
_WIDTH_COMPARED: Final = 9
_CSV: Final = "text/csv; charset=utf-8"
_FILES: Final[dict[str, tuple[Callable[[Consolidated], bytes], str]]] = {
    "xlsx": (tables.consolidated_xlsx, XLSX),
    "csv": (tables.consolidated_csv, _CSV),
}
_MARKS: Final[tuple[tuple[Mark, Promise], ...]] = (
    (Mark.ADJUSTED, gettext_lazy("đã điều chỉnh")),
    (Mark.REPORTED_TOTAL, gettext_lazy("tổng theo báo cáo cũ")),
    (Mark.FROM_PARTS, gettext_lazy("cộng từ các kỳ ngắn")),
    (Mark.DERIVED, gettext_lazy("cộng từ cấp dưới")),
    (Mark.PREDECESSORS, gettext_lazy("gồm đơn vị trước sáp nhập")),
    (Mark.DISAGREES, gettext_lazy("các kỳ cộng lại không khớp")),
    (Mark.TOTAL_DIFFERS, gettext_lazy("khác tổng đơn vị tự báo cáo")),
    (Mark.STATED, gettext_lazy("cùng kỳ nhập tay")),
    (Mark.FALLS, gettext_lazy("lũy kế giảm")),
    (Mark.ILLUSTRATIVE, gettext_lazy("minh họa")),
)
_PART_KINDS: Final[tuple[tuple[PartKind, Promise], ...]] = (
    (PartKind.OWN, gettext_lazy("Hoạt động của chính đơn vị")),
    (PartKind.CHILD, gettext_lazy("Các đơn vị trực thuộc")),
    (PartKind.BODY, gettext_lazy("Ban, ngành, đoàn thể cùng cấp")),
    (PartKind.PREDECESSOR, gettext_lazy("Đơn vị trước sáp nhập")),
    (PartKind.DETAIL, gettext_lazy("Chi tiết cấp dưới")),
    (PartKind.ADJUSTMENT, gettext_lazy("Điều chỉnh của cấp trên")),
    (PartKind.REPORTED_TOTAL, gettext_lazy("Tổng do đơn vị tự báo cáo")),
)


@dataclass(frozen=True)
class ShownRow:
    """One line of the table in words."""

    anchor: str
    number: str
    label: str
    unit: str
    value: str
    previous: str
    change: str
    percent: str
    coverage: str
    status_word: str
    note: str
    is_part: bool
    drill: str


@dataclass(frozen=True)
class ShownGroup:
    """The lines under one heading."""

    number: str
    label: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class ShownMissing:
    """A unit whose accepted figures are not in the table."""

    unit_id: int
    name: str
    state: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    unit: UnitView
    period: Period
    view: View


@needs("view")
@require_safe
def page(request: KengRequest) -> HttpResponse:
    """The consolidated table, or the form that asks which."""
    form = ConsolidatedForm(_asked_data(request), on=clock.today())
    context: dict[str, object] = {"form": form, "query": request.GET.urlencode()}
    context["own"] = own_units(request)
    if "unit" in request.GET and form.is_valid():
        try:
            asked = asked_of(form.cleaned_data)
        except Ambiguous as several:
            context["candidates"] = _candidates(several, request.GET)
        else:
            context |= _table(asked, request)
    return render(request, "web/consolidated/page.html", context)


@needs("view")
@require_safe
def drill(request: KengRequest) -> HttpResponse:
    """What one figure consists of: a fragment for the side panel, a page without scripts."""
    form = ConsolidatedForm(request.GET, on=clock.today())
    if not form.is_valid():
        raise BadInput(
            "Địa chỉ không đủ đơn vị và kỳ báo cáo; hãy mở lại từ bảng tổng hợp.",
            message_en="The address lacks the unit or the period; open it from the table again.",
        )
    asked = asked_of(form.cleaned_data)
    key = CellKey.parse(request.GET.get("key", ""))
    parts = queries.drill(
        asked.unit.id, asked.period, key, actor=request.actor, on=clock.today(), **asked.view
    )
    context = {
        "drill": _drill_context(asked, key, parts, request),
        "back": f"{reverse('web:consolidated')}?{_without_key(request.GET)}",
    }
    template = "web/consolidated/_drill.html" if request.htmx else "web/consolidated/drill.html"
    return render(request, template, context)


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
    write, content_type = _FILES[kind]
    name = f"tong-hop-{asked.unit.key}-{asked.period.code}".replace("/", "_")
    return attachment(write(found), f"{name}.{kind}", content_type)


def asked_of(cleaned: dict[str, Any]) -> Asked:
    """The unit and the view that a filled-in form asks for. Raises NotFound and Ambiguous."""
    period: Period = cleaned["period"]
    map_on = cleaned.get("map_on")
    unit = unit_named(cleaned["unit"], on=map_on or min(period.last, clock.today()))
    view = View(
        map_on=map_on,
        compare=Compare.SAME_PERIOD if cleaned.get("compare") else Compare.NONE,
        drafts=Drafts.INCLUDED if cleaned.get("drafts") else Drafts.EXCLUDED,
    )
    return Asked(unit, period, view)


def _asked_data(request: KengRequest) -> QueryDict:
    """The address; on a first visit the reader's own unit, this year so far, compared."""
    if "unit" in request.GET or "period" in request.GET:
        return request.GET
    data = request.GET.copy()
    own = own_units(request)
    data.update(
        {
            "unit": own[0].path if own else "",
            "period": str(clock.today().year),
            "compare": "on",
        }
    )
    return data


def _table(asked: Asked, request: KengRequest) -> dict[str, object]:
    found = queries.consolidate(
        asked.unit.id, asked.period, actor=request.actor, on=clock.today(), **asked.view
    )
    compared = asked.view.get("compare") is Compare.SAME_PERIOD
    pack = installed.current()
    day = asked.view.get("map_on") or min(asked.period.last, clock.today())
    missing = [ShownMissing(one.unit_id, one.unit, one.state) for one in found.missing]
    table = {
        "unit_name": asked.unit.full_name,
        "unit_path": path_of(asked.unit.id, on=day),
        "period": asked.period,
        "groups": _groups(found, pack, request.GET, compared=compared),
        "compare": compared,
        "width": _WIDTH_COMPARED if compared else _WIDTH,
        "drafts": found.is_draft,
        "illustrative": any(Mark.ILLUSTRATIVE in row.marks for row in found.rows),
        "coverage": _coverage(found),
        "missing": missing,
        "missing_words": _("Còn thiếu %(n)s biểu: bấm để xem tên") % {"n": len(missing)},
        "remarks": found.findings,
    }
    return {"table": table}


def _groups(
    found: Consolidated, pack: Pack, asked: QueryDict, *, compared: bool
) -> list[ShownGroup]:
    by_group: dict[str, list[Row]] = {code: [] for code in pack.groups}
    for row in found.rows:
        by_group[pack.indicator_of(row.key).group].append(row)
    filled = [(code, rows) for code, rows in by_group.items() if rows]
    return [
        ShownGroup(
            roman(place),
            pack.groups[code].label.of(wording.language()),
            tuple(_numbered(rows, pack, asked, compared=compared)),
        )
        for place, (code, rows) in enumerate(filled, start=1)
    ]


def _numbered(
    rows: Sequence[Row], pack: Pack, asked: QueryDict, *, compared: bool
) -> Iterator[ShownRow]:
    place = 0
    for row in rows:
        is_part = bool(row.key.by) or pack.indicator_of(row.key).part_of is not None
        place += not is_part
        yield _shown(row, pack, asked, "" if is_part else str(place), compared=compared)


def _shown(row: Row, pack: Pack, asked: QueryDict, number: str, *, compared: bool) -> ShownRow:
    indicator = pack.indicator_of(row.key)
    change, percent = _change(row) if compared else ("", "")
    return ShownRow(
        anchor=anchor_of(row.key),
        number=number,
        label=pack.cell_label(row.key, wording.language()),
        unit=pack.unit_label(indicator, wording.language()),
        value=row.shown or wording.figure(row.value, row.digits),
        previous=row.previous_shown or wording.figure(row.previous, row.digits),
        change=change,
        percent=percent,
        coverage=f"{row.accepted}/{row.expected}",
        status_word=_status_word(row),
        note=_note(row),
        is_part=not number,
        drill=_drill_url(asked, row.key),
    )


def _change(row: Row) -> tuple[str, str]:
    if row.change is None:
        return "", ""
    sign = "+" if row.change > 0 else ""
    percent = f"{sign}{format_number(row.change_pct)}%" if row.change_pct is not None else ""
    return f"{sign}{wording.figure(row.change, row.digits)}", percent


def _status_word(row: Row) -> str:
    if row.status is None or row.status == "official":
        return ""
    return wording.status(row.status)


def _note(row: Row) -> str:
    """What a reader has to know of a figure; the coverage has a column of its own."""
    if row.value is None and not row.shown:
        return row.note
    words = [str(word) for mark, word in _MARKS if mark in row.marks]
    return "; ".join(part for part in (*words, row.not_comparable) if part)


def _coverage(found: Consolidated) -> str:
    expected = max((row.expected for row in found.rows), default=0)
    accepted = max((row.accepted for row in found.rows), default=0)
    return _("Số liệu của %(accepted)s/%(expected)s đơn vị") % {
        "accepted": accepted,
        "expected": expected,
    }


def _drill_url(asked: QueryDict, key: CellKey, unit: str | None = None) -> str:
    wanted = asked.copy()
    wanted["key"] = str(key)
    if unit is not None:
        wanted["unit"] = unit
    return f"{reverse('web:drill')}?{wanted.urlencode()}"


def _candidates(several: Ambiguous, asked: QueryDict) -> list[dict[str, str]]:
    found = []
    for path in several.candidates:
        wanted = asked.copy()
        wanted["unit"] = path
        found.append({"path": path, "query": wanted.urlencode()})
    return found


def _without_key(asked: QueryDict) -> str:
    wanted = asked.copy()
    wanted.pop("key", None)
    return wanted.urlencode()


def _drill_context(
    asked: Asked, key: CellKey, parts: Sequence[Part], request: KengRequest
) -> dict[str, object]:
    pack = installed.current()
    indicator = pack.indicator_of(key)
    row = queries.consolidate(
        asked.unit.id, asked.period, actor=request.actor, on=clock.today(), **asked.view
    ).row(key)
    sections = []
    for kind, label in _PART_KINDS:
        shown = [
            _part(one, key, indicator.digits, asked, request.GET)
            for one in parts
            if one.kind is kind
        ]
        if shown:
            sections.append({"label": str(label), "parts": shown})
    value = (row.shown or wording.figure(row.value, row.digits)) if row else wording.UNKNOWN
    return {
        "label": pack.cell_label(key, wording.language()),
        "anchor": anchor_of(key),
        "unit_name": asked.unit.full_name,
        "period": asked.period,
        "value": value,
        "unit": pack.unit_label(indicator, wording.language()),
        "sections": sections,
    }


def _part(
    part: Part, key: CellKey, digits: int, asked: Asked, address: QueryDict
) -> dict[str, object]:
    opens = part.kind is PartKind.CHILD and part.unit_id != asked.unit.id
    day = asked.view.get("map_on") or min(asked.period.last, clock.today())
    notes = [part.note] if part.note else []
    if not part.counts:
        notes.append(_("để đối chiếu, không cộng vào"))
    notes += [one.note for one in part.sources if one.note]
    notes += [
        _("Giải trình: %(reason)s") % {"reason": why}
        for one in part.sources
        for why in one.warnings
    ]
    return {
        "unit_name": part.unit,
        "value": part.shown or wording.figure(part.value, digits),
        "note": "; ".join(dict.fromkeys(notes)),
        "source": part.source,
        "submission_id": part.submission_id,
        "drill": _drill_url(address, key, unit_view(part.unit_id, on=day).key) if opens else "",
    }
