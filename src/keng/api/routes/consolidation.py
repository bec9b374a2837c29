"""Consolidated figures, what each consists of, and the report as a Word file."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpResponse
from ninja import P, QueryEx, Router

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.api.wording import exact
from keng.consolidation import queries
from keng.consolidation.shapes import Compare, Consolidated, Drafts, Part, Row
from keng.kernel.figures import CellKey
from keng.kernel.moments import in_utc
from keng.kernel.periods import Period
from keng.orgunits.queries import UnitView, unit_named
from keng.packs import installed
from keng.packs.installed import period_named
from keng.packs.schema import Pack
from keng.publishing import report

router = Router(tags=["consolidation"])
reports = Router(tags=["reports"])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("", response=shapes.ConsolidatedOut)
def consolidated(
    request: ApiRequest,
    unit: str,
    period: str,
    compare: Compare = Compare.NONE,
    drafts: Drafts = Drafts.EXCLUDED,
    map_on: QueryEx[date | None, P(description="the day whose tree places the figures")] = None,
    known_at: QueryEx[datetime | None, P(description="the moment whose knowledge counts")] = None,
) -> shapes.ConsolidatedOut:
    """The figures of a unit for a period, with coverage, change and who is missing."""
    found, asked = _asked(unit, period)
    table = queries.consolidate(
        found.id,
        asked,
        actor=request.auth,
        on=request.on,
        compare=compare,
        map_on=map_on,
        known_at=None if known_at is None else in_utc(known_at),
        drafts=drafts,
    )
    return _table_out(table, installed.current())


@router.get("/parts", response=list[shapes.PartOut])
def parts(request: ApiRequest, unit: str, period: str, cell: str) -> list[shapes.PartOut]:
    """What one consolidated figure consists of."""
    found, asked = _asked(unit, period)
    key = CellKey.parse(cell)
    digits = installed.current().digits_of(key)
    listed = queries.drill(found.id, asked, key, actor=request.auth, on=request.on)
    return [_part_out(part, digits) for part in listed]


@reports.get("/docx")
def word(request: ApiRequest, unit: str, period: str, outline: str) -> HttpResponse:
    """The report as a Word file."""
    found, asked = _asked(unit, period)
    built = report.build(found.id, asked, outline, actor=request.auth, at=request.at)
    headers = {"Content-Disposition": 'attachment; filename="bao-cao.docx"'}
    return HttpResponse(built.content, content_type=DOCX, headers=headers)


def _asked(unit: str, period: str) -> tuple[UnitView, Period]:
    asked = period_named(period)
    return unit_named(unit, on=asked.last), asked


def _table_out(table: Consolidated, pack: Pack) -> shapes.ConsolidatedOut:
    return shapes.ConsolidatedOut(
        unit=table.unit,
        period=table.period.code,
        map=table.map_on,
        known_at=table.known_at,
        is_draft=table.is_draft,
        rows=[_row_out(row, pack) for row in table.rows],
        missing=[shapes.MissingOut(unit=one.unit, state=one.state) for one in table.missing],
    )


def _row_out(row: Row, pack: Pack) -> shapes.RowOut:
    return shapes.RowOut(
        cell=str(row.key),
        label=pack.cell_label(row.key),
        unit_of_measure=pack.indicator_of(row.key).unit,
        value=exact(row.value, row.digits),
        shown=row.shown,
        status=row.status.value if row.status is not None else None,
        previous=exact(row.previous, row.digits),
        previous_shown=row.previous_shown,
        change=exact(row.change, row.digits),
        change_pct=None if row.change_pct is None else f"{row.change_pct:f}",
        not_comparable=row.not_comparable,
        coverage=shapes.CoverageOut(accepted=row.accepted, expected=row.expected),
        is_adjusted=row.is_adjusted,
        note=row.note,
    )


def _part_out(part: Part, digits: int) -> shapes.PartOut:
    return shapes.PartOut(
        kind=part.kind.value,
        unit=part.unit,
        value=exact(part.value, digits),
        shown=part.shown,
        status=part.status.value if part.status is not None else None,
        counts=part.counts,
        submission=part.submission_id,
        source=part.source,
        note=part.note,
    )
