"""What one consolidated figure consists of, in words, with the way up and down from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.consolidation import queries
from keng.consolidation.shapes import Part, PartKind
from keng.kernel.figures import CellKey
from keng.orgunits.queries import day_map, unit_view
from keng.packs import installed
from keng.web import clock, wording
from keng.web.frame.requests import KengRequest
from keng.web.tables.consolidatedtable import LINE_OF, Asked, drill_url
from keng.web.tables.formtable import anchor_of

_PART_KINDS: Final[tuple[tuple[PartKind, Promise], ...]] = (
    (PartKind.OWN, gettext_lazy("Hoạt động của chính đơn vị")),
    (PartKind.CHILD, gettext_lazy("Các đơn vị trực thuộc")),
    (PartKind.BODY, gettext_lazy("Ban, ngành, đoàn thể cùng cấp")),
    (PartKind.PREDECESSOR, gettext_lazy("Đơn vị trước sáp nhập")),
    (PartKind.DETAIL, gettext_lazy("Chi tiết cấp dưới")),
    (PartKind.ADJUSTMENT, gettext_lazy("Điều chỉnh của cấp trên")),
    (PartKind.REPORTED_TOTAL, gettext_lazy("Tổng do đơn vị tự báo cáo")),
)


def drill_context(
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
        "coverage": f"{row.accepted}/{row.expected}" if row else "",
        "sections": sections,
        "crumbs": _crumbs(asked, key, request),
        "trend": f"{reverse('web:numbers')}?{urlencode(_trend_of(asked, key))}",
    }


def _crumbs(asked: Asked, key: CellKey, request: KengRequest) -> list[dict[str, str]]:
    """The way up, as far as the reader may look: each step opens the same figure there."""
    day = asked.view.get("map_on") or min(asked.period.last, clock.today())
    place = day_map(day)
    reach = request.actor.reach("view", on=clock.today())
    above = [one for one in place.tree.ancestors(asked.unit.id) if reach is None or one in reach]
    return [
        {
            "name": place.views[one].full_name,
            "url": drill_url(request.GET, key, place.views[one].key),
        }
        for one in reversed(above)
        if place.views[one].level != "nation"
    ]


def _trend_of(asked: Asked, key: CellKey) -> dict[str, str]:
    wanted = {"unit": asked.unit.key, "period": asked.period.code, "ind": str(key)}
    wanted |= {"back": str(LINE_OF), "chart": "trend"}
    map_on = asked.view.get("map_on")
    return wanted | ({"maps": "on", "map_on": map_on.isoformat()} if map_on else {})


def _part(
    part: Part, key: CellKey, digits: int, asked: Asked, address: QueryDict
) -> dict[str, object]:
    opens = part.kind is PartKind.CHILD and part.unit_id != asked.unit.id
    day = asked.view.get("map_on") or min(asked.period.last, clock.today())
    notes = [wording.said(part.note)] if part.note else []
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
        "cell": reverse("web:cell", args=[part.submission_id, str(key)])
        if part.submission_id
        else "",
        "drill": drill_url(address, key, unit_view(part.unit_id, on=day).key) if opens else "",
    }
