"""Personal data that people kept with a reason, for an auditor: how many, where, why, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.access.queries import names_of
from keng.screening import queries
from keng.screening.queries import KeptView
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.journalscope import audited_units
from keng.web.frame.paging import paged
from keng.web.frame.requests import KengRequest
from keng.web.phrases.paths import paths_of
from keng.web.phrases.screenedfields import field_title, kind_title, table_title


@dataclass(frozen=True)
class ShownCount:
    """What was kept in one field of the records of one unit."""

    unit: str
    field: str
    table: str
    times: int
    passages: int


@dataclass(frozen=True)
class ShownPlace:
    """One place; `stands` says whether the field holds personal data still, "" where unknown."""

    unit: str
    field: str
    table: str
    record: int | None
    kinds: str
    passages: int
    reason: str
    who: str
    at: datetime
    page: str
    stream: str
    stands: str


@needs("audit")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The counts by unit and field, then every place, the newest first."""
    units = audited_units(request.actor)
    counts = queries.kept_counts(units)
    page = paged(queries.kept_ids(units), request.GET)
    places = queries.kept_places(page.rows)
    found = {one.unit_id for one in counts} | {one.unit_id for one in places}
    ids = {one for one in found if one is not None}
    names = paths_of(ids, on=clock.today())
    context = {
        "counts": [
            ShownCount(
                _unit(one.unit_id, names),
                field_title(one.field),
                table_title(one.field),
                one.times,
                one.passages,
            )
            for one in counts
        ],
        "passages": sum(one.passages for one in counts),
        "page": page,
        "places": _shown(places, names),
    }
    return render(request, "web/journal/kept.html", context)


def _shown(places: Sequence[KeptView], names: dict[int, str]) -> list[ShownPlace]:
    people = names_of({one.account_id for one in places})
    stands = {True: _("còn"), False: _("đã bỏ"), None: ""}
    return [
        ShownPlace(
            _unit(one.unit_id, names),
            field_title(one.field),
            table_title(one.field),
            one.record,
            ", ".join(kind_title(kind) for kind in one.kinds),
            one.passages,
            one.reason,
            wording.account(one.account_id, people),
            one.at,
            one.page,
            f"{queries.STREAM}{one.id}",
            stands[one.stands],
        )
        for one in places
    ]


def _unit(unit_id: int | None, names: dict[int, str]) -> str:
    return names.get(unit_id, "") if unit_id is not None else _("Không thuộc riêng đơn vị nào")
