"""The nation that the consolidation benchmark adds up: units, a programme, two years of reports.

Units and figures are invented and as many as those of 1 July 2025: 34 provinces, 3,321 communes.
Rows are written in bulk as the actions of `reporting` leave them; that the sums are right is
asserted against plain SQL on the raw rows before anything is timed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from keng.db.dialects import numbers_table
from keng.kernel.periods import Period, parse_period

PROVINCES = 34
EVER = date(2000, 1, 1)
AT = datetime(2025, 12, 1, tzinfo=UTC)
YEARS = (2024, 2025)


def months(count: int) -> list[Period]:
    """`count` months of each of the two years."""
    return [parse_period(f"{year}-{month:02}") for year in YEARS for month in range(1, count + 1)]


def indicators(count: int) -> list[str]:
    """Codes of invented indicators."""
    return [f"indicator_{number:03}" for number in range(count)]


def build(communes: int, cells: int, month_count: int) -> None:
    """Units, pack, rounds, submissions and figures of the whole nation."""
    from django.db import transaction

    with transaction.atomic():
        version = _install(indicators(cells))
        units = _units(communes)
        for period in months(month_count):
            _submissions(period, units, version)
    with transaction.atomic():
        _figures(indicators(cells))
    _analyse()


def _text(words: str) -> dict[str, str]:
    return {"vi": words, "en": words}


def _install(codes: list[str]) -> int:
    from keng.packs.content import content_of
    from keng.packs.models import PackVersion
    from keng.packs.schema import Pack

    known: dict[str, Any] = {"group": "all", "unit": "vụ", "counts": "case"}
    listed = {
        code: {"code": code, "label": _text(code), **known}
        | {"kind": "stock" if number % 5 == 4 else "flow"}
        for number, code in enumerate(codes)
    }
    form = {
        "code": "commune",
        "label": _text("Biểu xã"),
        "unit_levels": ["commune"],
        "regime": "calendar",
        "periods": ["month"],
        "groups": [
            {"code": "all", "label": _text("Tất cả"), "cells": [{"indicator": c} for c in codes]}
        ],
    }
    pack = Pack.model_validate(
        {
            "code": "nation",
            "version": "1",
            "title": _text("Chương trình thử"),
            "units": {"vụ": "cases"},
            "groups": {"all": {"code": "all", "label": _text("Tất cả")}},
            "indicators": listed,
            "forms": {"commune": form},
            "calendar": {
                "regimes": {
                    "calendar": {
                        "code": "calendar",
                        "label": _text("lịch"),
                        "source": {"sure": "read"},
                    }
                }
            },
        }
    )
    row = PackVersion.objects.create(code="nation", version="1", content=content_of(pack))
    return row.pk


def _units(communes: int) -> list[int]:
    from keng.orgunits.actions.ledger import new_stamp
    from keng.orgunits.models import Unit

    nation = Unit.objects.create(key="vn", level="nation", created_at=AT)
    _named([nation], ["Việt Nam"], "nation", [None])
    provinces = _made("province", PROVINCES)
    _named(provinces, [f"tỉnh {n}" for n in range(PROVINCES)], "tinh", [nation.pk] * PROVINCES)
    made = _made("commune", communes)
    parents = [provinces[number % PROVINCES].pk for number in range(communes)]
    _named(made, [f"xã {n}" for n in range(communes)], "xa", parents)
    new_stamp()
    return [unit.pk for unit in made]


def _made(level: str, count: int) -> list[Any]:
    from keng.orgunits.models import Unit

    rows = [Unit(key=f"{level[:3]}{n}", level=level, created_at=AT) for n in range(count)]
    return Unit.objects.bulk_create(rows, batch_size=500)


def _named(units: list[Any], names: list[str], kind: str, parents: list[int | None]) -> None:
    from keng.kernel.vietnamese import sort_key
    from keng.orgunits.models import Affiliation, Designation
    from keng.orgunits.vocabulary import search_form

    dated: dict[str, Any] = {"valid_from": EVER, "valid_until": None, "basis": "benchmark"}
    Designation.objects.bulk_create(
        [
            Designation(
                unit=unit,
                kind=kind,
                name=name,
                folded=search_form(name),
                sort_key=sort_key(name),
                **dated,
            )
            for unit, name in zip(units, names, strict=True)
        ],
        batch_size=500,
    )
    Affiliation.objects.bulk_create(
        [
            Affiliation(unit=unit, parent_id=parent, **dated)
            for unit, parent in zip(units, parents, strict=True)
            if parent is not None
        ],
        batch_size=500,
    )


def _submissions(period: Period, units: list[int], version: int) -> None:
    from keng.orgunits.models import Unit
    from keng.reporting.models import Round, Submission

    span: dict[str, Any] = {"regime": period.regime, "first": period.first, "last": period.last}
    asked = Round.objects.create(
        form="commune",
        pack_version_id=version,
        cutoff_on=period.last,
        due_on=period.last,
        owner_unit=Unit.objects.get(key="vn"),
        title=period.code,
        opened_at=AT,
        **span,
    )
    Submission.objects.bulk_create(
        [
            Submission(
                round=asked,
                unit_id=unit,
                form="commune",
                pack_version_id=version,
                state="accepted",
                revision=1,
                opened_at=AT,
                submitted_at=AT,
                accepted_at=AT,
                accepted_revision=1,
                cells_filled=1,
                **span,
            )
            for unit in units
        ],
        batch_size=500,
    )


def _figures(codes: list[str]) -> None:
    """One figure a cell and submission, by one statement."""
    from django.db import connection

    table, parameters = numbers_table(["place"], [(place,) for place in range(len(codes))])
    code = "'indicator_' || substr('00' || CAST(numbers.place AS text), -3)"
    if connection.vendor == "postgresql":
        code = "'indicator_' || lpad(numbers.place::text, 3, '0')"
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO reporting_figure (submission_id, indicator, "by", basis, value, status, '
            "note, source, origin, revision, at, account_id) "
            f"SELECT s.id, {code}, '', 'own', (s.unit_id * 7 + numbers.place * 13 + s.id) %% 40, "
            "'official', '', '', 'entered', 1, s.opened_at, NULL "
            f"FROM {table} CROSS JOIN reporting_submission s ORDER BY s.id, numbers.place",
            parameters,
        )


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
