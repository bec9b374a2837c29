"""Number series and what became of each number."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.papers.models import Number, Paper, Series
from keng.papers.vocabulary import NumberState

MOST_NUMBERS = 500


@dataclass(frozen=True)
class SeriesView:
    """A series with how its numbers stand; `next` is None where it is closed."""

    id: int
    unit_id: int
    code: str
    name: str
    year: int
    first: int
    last: int
    next: int | None
    opened_on: date
    closed_on: date | None
    close_reason: str
    follows_id: int | None
    counts: dict[str, int]


@dataclass(frozen=True)
class NumberView:
    """One number and what became of it; `paper_id` is the entry that bears it."""

    id: int
    n: int
    state: str
    about: str
    reason: str
    at: datetime
    account_id: int | None
    paper_id: int | None


def series_of(actor: Actor, *, on: date, year: int | None = None) -> list[SeriesView]:
    """The series of the units that the actor views, newest year first; two queries."""
    rows = Series.objects.order_by("-year", "code", "id")
    reach = actor.reach("view", on=on)
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    if year is not None:
        rows = rows.filter(year=year)
    return _views(rows)


def open_series_of(unit_ids: Collection[int], year: int) -> list[SeriesView]:
    """The open series of these units for a year; two queries. Permission is asked by the caller."""
    rows = Series.objects.filter(unit_id__in=unit_ids, year=year, closed_on=None)
    return _views(rows.order_by("code", "id"))


def series_view(
    series_id: int, *, actor: Actor, at: datetime
) -> tuple[SeriesView, list[NumberView]]:
    """A series and its last MOST_NUMBERS numbers, newest first. Raises NotFound, NotAllowed."""
    series = Series.objects.filter(pk=series_id).first()
    if series is None:
        raise NotFound(
            f"Không có sổ số {series_id}.", message_en=f"There is no series {series_id}."
        )
    actor.require("view", unit_id=series.unit_id, on=local_day(at))
    numbers = list(series.numbers.order_by("-n")[:MOST_NUMBERS])
    papers = dict(
        Paper.objects.filter(taken__in=[one.pk for one in numbers]).values_list("taken_id", "pk")
    )
    return _views([series])[0], [_number(one, papers.get(one.pk)) for one in numbers]


def units_of_series(series_ids: Collection[int]) -> dict[int, int]:
    """Whose each series is, by series; one query."""
    return dict(Series.objects.filter(pk__in=series_ids).values_list("pk", "unit_id"))


def has_series(unit_id: int, code: str, year: int) -> bool:
    """Whether a body has given out numbers of this code in a year."""
    return Series.objects.filter(unit_id=unit_id, code=code, year=year).exists()


def suggested_number(unit_id: int, code: str, year: int) -> int:
    """The number that the body would get next in a year: the lowest given back, else one more."""
    series = Series.objects.filter(unit_id=unit_id, code=code, year=year, closed_on=None).first()
    if series is None:
        return 1
    free = series.numbers.filter(state=NumberState.FREE.value).order_by("n").first()
    return free.n if free is not None else series.last + 1


def _views(rows: Iterable[Series]) -> list[SeriesView]:
    found = list(rows)
    told = Number.objects.filter(series__in=[one.pk for one in found])
    counts: dict[int, dict[str, int]] = {}
    counted = told.values_list("series_id", "state").annotate(count=Count("pk"))
    for series_id, state, count in counted:
        counts.setdefault(series_id, {})[state] = count
    free = dict(
        told.filter(state=NumberState.FREE.value).order_by("-n").values_list("series_id", "n")
    )
    return [_series(one, counts.get(one.pk, {}), free.get(one.pk)) for one in found]


def _series(series: Series, counts: dict[str, int], free: int | None) -> SeriesView:
    return SeriesView(
        id=series.pk,
        unit_id=series.unit_id,
        code=series.code,
        name=series.name,
        year=series.year,
        first=series.first,
        last=series.last,
        next=None if series.closed_on else free or series.last + 1,
        opened_on=series.opened_on,
        closed_on=series.closed_on,
        close_reason=series.close_reason,
        follows_id=series.follows_id,
        counts={state.value: counts.get(state.value, 0) for state in NumberState},
    )


def _number(number: Number, paper_id: int | None) -> NumberView:
    return NumberView(
        id=number.pk,
        n=number.n,
        state=number.state,
        about=number.about,
        reason=number.reason,
        at=number.at,
        account_id=number.account_id,
        paper_id=paper_id,
    )
