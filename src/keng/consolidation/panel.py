"""Figures of several units over several periods and maps, read together.

What `queries.consolidate` answers for one unit and period, this answers for a whole field of them:
the same sums, the same coverage, the same disclosure, with a number of queries that grows with the
periods and not with the units. For tables that turn, small lines of values, and charts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from keng.consolidation import disclosure
from keng.consolidation.catalogue import Catalogue, catalogue
from keng.consolidation.coverage import Coverage
from keng.consolidation.evaluation import Amounts
from keng.consolidation.figures import Figures
from keng.consolidation.placing import Placement, placed
from keng.consolidation.publicity import Publicity
from keng.consolidation.raw import LIVE, PREVIEW, Knowledge
from keng.consolidation.rollup import combined
from keng.consolidation.rows import Sums, rows_for
from keng.consolidation.shapes import Consolidated, Drafts, Row
from keng.consolidation.shared import SharedPublicity
from keng.consolidation.wording import not_on_map
from keng.db.reading import one_reading
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.orgunits.queries import DayMap, day_map, unit_view

MOST_CELLS = 30_000  # one answer; more would keep the reader waiting, and is refused, never cut


@dataclass(frozen=True, order=True)
class Column:
    """A period, as the map of its last day places it, or as that of the day `map_on` does."""

    period: Period
    map_on: date | None = None

    @property
    def shown_on(self) -> date:
        """The day whose map decides where a figure belongs."""
        return self.map_on or self.period.last


@dataclass(frozen=True)
class Cell:
    """One figure as the reader may see it.

    `reason` says why there is none where the unit cannot be placed on the map.
    """

    row: Row
    reason: str = ""


@dataclass(frozen=True)
class Panel:
    """The field that was asked for, every cell of it filled."""

    units: tuple[int, ...]
    columns: tuple[Column, ...]
    keys: tuple[CellKey, ...]
    cells: Mapping[tuple[int, Column, CellKey], Cell]
    is_draft: bool = False

    def cell(self, unit: int, column: Column, key: CellKey) -> Cell:
        """One cell. KeyError for one that was not asked for."""
        return self.cells[unit, column, key]


def panel(
    units: Sequence[int],
    columns: Sequence[Column],
    keys: Sequence[CellKey],
    *,
    actor: Actor,
    on: date,
    drafts: Drafts = Drafts.EXCLUDED,
) -> Panel:
    """The cells of the units, columns and keys, as the actor may see them on the day `on`.

    Raises NotAllowed for a unit that the actor may not look at, NotFound if no pack is installed,
    BadInput for a cell that the pack does not know and for more than MOST_CELLS cells: nothing is
    left out silently.
    """
    _check_size(len(units) * len(columns) * len(keys))
    with one_reading():
        _require_all(units, actor, on)
        reading = _Reading(tuple(units), tuple(keys), _knowledge(drafts))
        cells: dict[tuple[int, Column, CellKey], Cell] = {}
        for column in columns:
            for unit, found in reading.column(column, actor, on).items():
                cells |= {(unit, column, key): found[key] for key in keys}
    is_draft = drafts is Drafts.INCLUDED
    return Panel(tuple(units), tuple(columns), tuple(keys), cells, is_draft)


def _knowledge(drafts: Drafts) -> Knowledge:
    return PREVIEW if drafts is Drafts.INCLUDED else LIVE


def _check_size(cells: int) -> None:
    if cells > MOST_CELLS:
        raise BadInput(
            f"Bảng này có {cells} ô, nhiều hơn {MOST_CELLS} ô một lần xem; hãy bớt chỉ tiêu, "
            "đơn vị hoặc kỳ.",
            message_en=f"This table has {cells} cells, more than the {MOST_CELLS} shown at once; "
            "take fewer indicators, units or periods.",
        )


def _require_all(units: Iterable[int], actor: Actor, on: date) -> None:
    reached = actor.reach("view", on=on)
    for unit in units:
        if reached is not None and unit not in reached:
            actor.require("view", unit_id=unit, on=on)


@dataclass
class _Reading:
    """One answer in the making."""

    units: tuple[int, ...]
    keys: tuple[CellKey, ...]
    knowledge: Knowledge
    catalogue: Catalogue = field(default_factory=catalogue)
    publics: dict[Period, SharedPublicity] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.figures = Figures(self.catalogue, self.knowledge)
        known = self.catalogue
        unknown = [key for key in self.keys if key not in known.indicators | known.ratios]
        if unknown:
            names = ", ".join(map(str, unknown))
            raise BadInput(
                f"Chương trình đang dùng không có chỉ tiêu {names}; hãy chọn lại.",
                message_en=f"The installed programme has no indicator {names}; choose again.",
            )
        # A share is shown where both its parts are: these are looked at with it.
        parts = [
            CellKey(code)
            for key in self.keys
            if (share := known.ratios.get(key)) is not None
            for code in (share.numerator, share.denominator)
            if code and CellKey(code) in known.indicators
        ]
        self.wanted = tuple(dict.fromkeys([*self.keys, *parts]))

    def column(self, column: Column, actor: Actor, on: date) -> dict[int, dict[CellKey, Cell]]:
        """What the actor sees of every unit in one column."""
        placements = {unit: self._placement(unit, column) for unit in self.units}
        tables = self._tables(column, placements)
        seen = disclosure.many_for_viewer(tables, actor, on, public=self._public)
        return {
            table.unit_id: {
                row.key: Cell(row, placements[table.unit_id].reason) for row in table.rows
            }
            for table in seen
        }

    def _tables(self, column: Column, placements: Mapping[int, Placement]) -> list[Consolidated]:
        period = column.period
        everywhere = sorted({one for place in placements.values() for one in place.units})
        amounts = self.figures.of(period, everywhere) if everywhere else {}
        place = day_map(period.last)
        coverage = self._coverage(period, everywhere, place)
        return [
            self._table(unit, column, placement, _together(placement.units, amounts), coverage)
            for unit, placement in placements.items()
        ]

    def _table(
        self, unit: int, column: Column, place: Placement, amounts: Amounts, coverage: Coverage
    ) -> Consolidated:
        sums = Sums(amounts, coverage.within(place.units), reason=place.reason)
        is_plain = self.knowledge.is_live and place.units == (unit,)
        return Consolidated(
            unit_id=unit,
            unit="",
            period=column.period,
            map_on=column.map_on,
            known_at=None,
            rows=tuple(rows_for(self.wanted, sums, self.catalogue)),
            missing=(),
            is_plain=is_plain,
        )

    def _coverage(self, period: Period, units: Collection[int], place: DayMap) -> Coverage:
        return Coverage(
            period, units, place=place, catalogue=self.catalogue, knowledge=self.knowledge
        )

    def _placement(self, unit: int, column: Column) -> Placement:
        if unit not in day_map(column.shown_on).views:
            name = unit_view(unit, on=column.shown_on).full_name
            return Placement((), not_on_map(name, column.shown_on))
        if column.shown_on == column.period.last:
            return Placement((unit,))
        return placed(unit, shown_on=column.shown_on, other=column.period.last)

    def _public(self, period: Period) -> Publicity:
        if period not in self.publics:
            self.publics[period] = SharedPublicity(self.catalogue, period, self.units)
        return self.publics[period]


def _together(units: Collection[int], amounts: Mapping[int, Amounts]) -> Amounts:
    if len(units) == 1:
        return amounts[next(iter(units))]
    keys = {key for unit in units for key in amounts[unit]}
    return {
        key: combined(amounts[unit][key] for unit in units if key in amounts[unit]) for key in keys
    }
