"""What was kept on purpose: counted by unit and field, and place by place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Count, Sum

from keng.journal import rows as vouched
from keng.kernel.problems import Problem
from keng.screening.desk import composed
from keng.screening.models import KeptText
from keng.screening.personal import found_in

STREAM = "kept_text:"


@dataclass(frozen=True)
class KeptView:
    """One place where somebody kept personal data; `field` is `table.column`.

    `stands`: whether the field of the record holds personal data still; None where that cannot be
    told, because the record is not known or no longer there.
    """

    id: int
    field: str
    record: int | None
    unit_id: int | None
    kinds: tuple[str, ...]
    passages: int
    reason: str
    page: str
    at: datetime
    account_id: int | None
    stands: bool | None


@dataclass(frozen=True)
class KeptCount:
    """How often passages were kept in a field of the records of a unit, and how many."""

    unit_id: int | None
    field: str
    times: int
    passages: int


def kept_counts(units: Collection[int] | None) -> list[KeptCount]:
    """The counts for these units, None meaning all and also what belongs to none."""
    rows = KeptText.objects.values_list("unit_id", "field").order_by("unit_id", "field")
    counted = rows.annotate(times=Count("pk"), all=Sum("passages"))
    return [KeptCount(*row) for row in counted if units is None or row[0] in units]


def kept_ids(units: Collection[int] | None) -> list[int]:
    """The numbers of all places, the newest first."""
    rows = KeptText.objects.order_by("-pk").values_list("pk", "unit_id")
    return [pk for pk, unit_id in rows if units is None or unit_id in units]


def kept_places(ids: Sequence[int]) -> list[KeptView]:
    """These places, in the same order, each with whether it still stands."""
    rows = KeptText.objects.in_bulk(list(ids))
    shown = [rows[one] for one in ids if one in rows]
    standing = _standing(shown)
    return [
        KeptView(
            row.pk,
            row.field,
            row.record,
            row.unit_id,
            tuple(row.kinds),
            row.passages,
            row.reason,
            row.page,
            row.at,
            row.account_id,
            standing.get((row.field, row.record or 0)),
        )
        for row in shown
    ]


def units_of_kept(ids: set[int]) -> Mapping[int, int | None]:
    """The unit of each of these places."""
    return dict(KeptText.objects.filter(pk__in=ids).values_list("pk", "unit_id"))


def problems() -> Iterator[Problem]:
    """Places that were written down, changed or removed outside Keng."""
    yield from vouched.problems(KeptText, streams=STREAM)


def _standing(rows: Sequence[KeptText]) -> dict[tuple[str, int], bool]:
    """Whether each named field still holds personal data; a query per table and column."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        if row.record is not None:
            wanted.setdefault(row.field, set()).add(row.record)
    tables = {model._meta.db_table: model for model in apps.get_models()}
    told: dict[tuple[str, int], bool] = {}
    for field, numbers in wanted.items():
        table, _dot, column = field.partition(".")
        model = tables.get(table)
        if model is None or column not in {one.column for one in model._meta.concrete_fields}:
            continue
        texts = model._base_manager.filter(pk__in=numbers).values_list("pk", column)
        told |= {(field, pk): bool(found_in(composed(text or ""))) for pk, text in texts}
    return told
