"""Charts as data: categories, series, and the same in words for the table beside each chart.

A chart holds nothing that its table does not, and the table holds only what the reader may see: a
figure that is held back has no length, no place in an order and no class of its own. A ranking puts
it behind the others by name; a distribution counts it apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _

from keng.consolidation.panel import Cell, Column, Panel
from keng.consolidation.shapes import Row
from keng.kernel.figures import CellKey, to_decimal
from keng.publishing.pivots import Naming
from keng.web import wording

MOST_LINES: Final = 5  # as many as there are colours that everybody tells apart
MOST_BARS: Final = 40
_CLASSES: Final = 8
_STEPS: Final = (1, 2, 5)


class Kind(StrEnum):
    """The pictures that there are."""

    TREND = "trend"
    RANKING = "ranking"
    SAME = "same"
    DISTRIBUTION = "distribution"


@dataclass(frozen=True)
class Point:
    """One value: as it is drawn (None: not at all), as it is said, and on how many units."""

    drawn: float | None
    said: str
    coverage: str = ""


@dataclass(frozen=True)
class Series:
    """A line, or the bars of one colour."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Chart:
    """One picture and its table. `drawn` is how many of the categories the picture shows."""

    kind: Kind
    title: str
    measure: str
    head: str  # what the categories are
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    drawn: int = 0
    digits: int = 0  # decimals of what is measured: whole things have no marks between them

    @property
    def rows(self) -> list[tuple[str, list[Point]]]:
        """The table: a category and its values."""
        points = zip(*(series.points for series in self.series), strict=True)
        return [(name, list(row)) for name, row in zip(self.categories, points, strict=True)]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(point.drawn is not None for one in self.series for point in one.points)

    def as_json(self) -> dict[str, Any]:
        """What the script draws."""
        return {
            "kind": self.kind.value,
            "title": self.title,
            "measure": self.measure,
            "digits": self.digits,
            "categories": self.categories[: self.drawn],
            "series": [
                {
                    "name": one.name,
                    "values": [point.drawn for point in one.points[: self.drawn]],
                    "said": [_said(point) for point in one.points[: self.drawn]],
                }
                for one in self.series[:MOST_LINES]
            ],
            "notes": self.notes,
            "description": _("Số liệu của biểu đồ có trong bảng ngay dưới."),
        }


@dataclass(frozen=True)
class Subject:
    """What is drawn: the panel, its names, the indicator in question, the periods of one map."""

    panel: Panel
    naming: Naming
    key: CellKey
    columns: tuple[Column, ...]  # oldest first
    of_last_year: tuple[Column, ...] = ()

    @property
    def digits(self) -> int:
        """Decimals of the indicator."""
        return self.naming.pack.digits_of(self.key)

    @property
    def measure(self) -> str:
        """What the indicator is counted in."""
        return self.naming.measure(self.key)

    def point(self, unit: int, column: Column, key: CellKey | None = None) -> Point:
        """One figure."""
        return point_of(self.panel.cell(unit, column, key or self.key))


def chart_of(kind: Kind, subject: Subject) -> Chart:
    """The chart of a kind."""
    makers = {
        Kind.TREND: _trend,
        Kind.RANKING: _ranking,
        Kind.SAME: _same,
        Kind.DISTRIBUTION: _distribution,
    }
    chart = makers[kind](subject)
    return chart if kind is Kind.DISTRIBUTION else replace(chart, digits=subject.digits)


def point_of(cell: Cell) -> Point:
    """A figure as a point: one that is held back or not known is said and not drawn."""
    row = cell.row
    return Point(_drawn(row), said_of(row), f"{row.accepted}/{row.expected}")


def said_of(row: Row) -> str:
    """The figure in words."""
    return row.shown or wording.figure(row.value, row.digits)


def _drawn(row: Row) -> float | None:
    return None if row.shown or row.value is None else float(to_decimal(row.value, row.digits))


def _said(point: Point) -> str:
    if not point.coverage:
        return point.said
    return _("%(value)s (số liệu của %(coverage)s đơn vị)") % {
        "value": point.said,
        "coverage": point.coverage,
    }


def _trend(subject: Subject) -> Chart:
    panel, columns = subject.panel, subject.columns
    if len(panel.units) > 1:
        lines = [
            Series(
                subject.naming.units[unit],
                tuple(subject.point(unit, column) for column in columns),
            )
            for unit in panel.units
        ]
        title = subject.naming.key(subject.key)
    else:
        (unit,) = panel.units
        keys = [key for key in panel.keys if subject.naming.measure(key) == subject.measure]
        keys = [subject.key, *(key for key in keys if key != subject.key)]
        lines = [
            Series(
                subject.naming.key(key),
                tuple(subject.point(unit, column, key) for column in columns),
            )
            for key in keys
        ]
        title = subject.naming.units[unit]
        if len(keys) == 1:
            title = f"{subject.naming.key(subject.key)} – {title}"
    notes = [*_coverage_note(lines), *_lines_note(len(lines)), *_held_note(lines)]
    return Chart(
        kind=Kind.TREND,
        title=_("Diễn biến: %(what)s") % {"what": title},
        measure=subject.measure,
        head=_("Kỳ báo cáo"),
        categories=tuple(subject.naming.column(column) for column in columns),
        series=tuple(lines),
        notes=tuple(notes),
        drawn=len(columns),
    )


def _ranking(subject: Subject) -> Chart:
    latest = subject.columns[-1]
    points = {unit: subject.point(unit, latest) for unit in subject.panel.units}
    known = [unit for unit, point in points.items() if point.drawn is not None]
    # Equal values keep the order of names; what has no value to be ordered by comes after.
    ordered = sorted(known, key=lambda unit: -(points[unit].drawn or 0))
    ordered += [unit for unit in points if points[unit].drawn is None]
    series = Series(subject.naming.column(latest), tuple(points[unit] for unit in ordered))
    drawn = min(len(known), MOST_BARS)
    return Chart(
        kind=Kind.RANKING,
        title=_("Xếp theo số liệu: %(what)s, %(period)s")
        % {"what": subject.naming.key(subject.key), "period": subject.naming.column(latest)},
        measure=subject.measure,
        head=_("Đơn vị"),
        categories=tuple(subject.naming.units[unit] for unit in ordered),
        series=(series,),
        notes=(
            *_coverage_note([series]),
            *_bars_note(drawn, len(ordered)),
            *_held_note([series]),
        ),
        drawn=drawn,
    )


def _same(subject: Subject) -> Chart:
    """This period beside the same one of last year: of each unit, or of one unit over time."""
    units, naming = subject.panel.units, subject.naming
    if len(units) > 1:
        now, then = subject.columns[-1], subject.of_last_year[-1]
        names = (naming.column(now), naming.column(then))
        bars = [(unit, (subject.point(unit, now), subject.point(unit, then))) for unit in units]
        # Whoever has nothing to draw comes after, so that the picture shows the others.
        bars.sort(key=lambda bar: not _has_any(bar[1]))
        pairs = [pair for _unit, pair in bars]
        categories, head = [naming.units[unit] for unit, _pair in bars], _("Đơn vị")
        what = naming.key(subject.key)
    else:
        (unit,) = units
        columns = list(zip(subject.columns, subject.of_last_year, strict=True))
        names = (_("Kỳ này"), _("Cùng kỳ"))
        pairs = [(subject.point(unit, now), subject.point(unit, then)) for now, then in columns]
        categories, head = [naming.column(now) for now in subject.columns], _("Kỳ báo cáo")
        what = f"{naming.key(subject.key)} – {naming.units[unit]}"
    series = [
        Series(name, tuple(pair[place] for pair in pairs)) for place, name in enumerate(names)
    ]
    with_bars = sum(map(_has_any, pairs)) if len(units) > 1 else len(categories)
    drawn = min(with_bars, MOST_BARS)
    return Chart(
        kind=Kind.SAME,
        title=_("So với cùng kỳ: %(what)s") % {"what": what},
        measure=subject.measure,
        head=head,
        categories=tuple(categories),
        series=tuple(series),
        notes=(
            *_coverage_note(series),
            *_bars_note(drawn, len(categories)),
            *_held_note(series),
        ),
        drawn=drawn,
    )


def _has_any(points: Sequence[Point]) -> bool:
    return any(point.drawn is not None for point in points)


def _distribution(subject: Subject) -> Chart:
    """How many units lie in which class of values; what is not shown is in no class."""
    latest = subject.columns[-1]
    rows = [subject.panel.cell(unit, latest, subject.key).row for unit in subject.panel.units]
    values = [row.value for row in rows if row.value is not None and not row.shown]
    held = sum(bool(row.shown) for row in rows)
    classes = [
        (name, sum(low <= one <= high for one in values))
        for name, low, high in _classes(values, subject.digits)
    ]
    if held:
        classes.append((_("không hiện (số nhỏ)"), held))
    if unknown := len(rows) - len(values) - held:
        classes.append((_("chưa có số liệu"), unknown))
    points = tuple(Point(float(count), wording.figure(count, 0)) for _name, count in classes)
    return Chart(
        kind=Kind.DISTRIBUTION,
        title=_("Phân bố: %(what)s, %(period)s")
        % {
            "what": subject.naming.key(subject.key),
            "period": subject.naming.column(latest),
        },
        measure=_("đơn vị"),
        head=f"{subject.naming.key(subject.key)} ({subject.measure})",
        categories=tuple(name for name, _count in classes),
        series=(Series(_("Số đơn vị"), points),),
        drawn=len(classes),
    )


def _classes(values: Sequence[int], digits: int) -> list[tuple[str, int, int]]:
    """Classes of equal width over the values, nought by itself: (name, lowest, highest)."""
    found = []
    if any(one < 0 for one in values):
        found.append((_("dưới 0"), min(values), -1))
    if any(one == 0 for one in values):
        found.append((wording.figure(0, digits), 0, 0))
    highest = max(values, default=0)
    if highest <= 0:
        return found
    width = _width(highest)
    for low in range(1, highest + 1, width):
        high = low + width - 1
        name = wording.figure(low, digits)
        if high > low:
            name = f"{name}–{wording.figure(high, digits)}"
        found.append((name, low, high))
    return found


def _width(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 ... with which no more than eight classes are needed."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * _CLASSES >= highest:
                return step * power
        power *= 10


def _lines_note(lines: int) -> list[str]:
    return _bars_note(min(lines, MOST_LINES), lines)


def _bars_note(drawn: int, bars: int) -> list[str]:
    if drawn == bars:
        return []
    words = _("Biểu đồ vẽ %(drawn)s trong %(all)s dòng; bảng có đủ.")
    return [words % {"drawn": drawn, "all": bars}]


def _coverage_note(series: Sequence[Series]) -> list[str]:
    """On how many units the drawn values rest: a picture travels without its table."""
    covers = {point.coverage for one in series for point in one.points if point.drawn is not None}
    counts = sorted(covers, key=lambda told: tuple(map(int, told.split("/"))))
    if not counts:
        return []
    if len(counts) == 1:
        return [_("Số liệu của %(coverage)s đơn vị.") % {"coverage": counts[0]}]
    words = _("Số liệu của %(least)s đến %(most)s đơn vị, từng số xem bảng.")
    return [words % {"least": counts[0], "most": counts[-1]}]


def _held_note(series: Sequence[Series]) -> list[str]:
    held = sum(point.drawn is None for one in series for point in one.points)
    if not held:
        return []
    return [_("%(n)s số không vẽ: chưa có, hoặc là số nhỏ không hiện.") % {"n": held}]


def exact(point: Point) -> Decimal | str:
    """The value for a workbook: a number where it is known and shown, else its words."""
    return Decimal(str(point.drawn)) if point.drawn is not None else point.said
