"""From an address to a field of figures: which units, which periods on which map, which cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.http import QueryDict

from keng.consolidation.catalogue import catalogue
from keng.consolidation.panel import Column, Panel, panel
from keng.consolidation.shapes import Drafts
from keng.consolidation.timeline import latest_period
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, DomainError, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.moments import TZ
from keng.kernel.periods import Period, run_of
from keng.orgunits.queries import (
    UnitView,
    day_map,
    unit_named,
    units_below,
)
from keng.orgunits.vocabulary import search_form
from keng.packs import installed
from keng.publishing.pivots import Axis, Naming
from keng.web import clock, wording
from keng.web.forms.exploring import BOTH, CHILDREN, ON, SELF, TABLE_ONLY, WAS
from keng.web.frame.requests import KengRequest
from keng.web.phrases.paths import paths_of
from keng.web.tables.charts import Kind, Subject
from keng.web.tables.standing import own_units

_FIRST_KEYS: Final = 6


@dataclass(frozen=True)
class Question:
    """What an address asks for."""

    unit: UnitView
    seen: Mapping[int, UnitView]  # whose figures are asked for, in their order
    period: Period
    columns: tuple[Column, ...]
    keys: tuple[CellKey, ...]
    rows: Axis
    cols: Axis
    kind: Kind | None
    of: CellKey
    drafts: Drafts
    map_on: date | None
    drawn_on: date | None  # the map of the picture, where two stand side by side
    back: int

    @property
    def units(self) -> tuple[int, ...]:
        """Whose figures are asked for."""
        return tuple(self.seen)

    def panel(self, request: KengRequest) -> Panel:
        """The figures, as the reader may see them."""
        return panel(
            self.units,
            self.columns,
            self.keys,
            actor=request.actor,
            on=clock.today(),
            drafts=self.drafts,
        )

    def naming(self) -> Naming:
        """Names of all that is in it."""
        day = self.map_on or min(self.period.last, clock.today())
        return Naming(installed.current(), _told_apart(self.seen, day), wording.language())

    def subject(self, found: Panel, naming: Naming) -> Subject:
        """What the picture shows."""
        periods = run_of(self.period, self.back)
        columns = tuple(Column(one, self.drawn_on) for one in periods)
        before = tuple(Column(one.previous_year(), self.drawn_on) for one in periods)
        has_before = all(one in found.columns for one in before)
        return Subject(found, naming, self.of, columns, before if has_before else ())

    def notes(self) -> list[str]:
        """What travels with every file: when it was known, on which map, what drafts mean."""
        notes = reading_told({one.map_on for one in self.columns})
        if self.drafts is Drafts.INCLUDED:
            notes.append("DỰ THẢO: có số liệu chưa được tiếp nhận.")
        return notes


def reading_told(maps: Iterable[date | None], at: datetime | None = None) -> list[str]:
    """When the figures of a file were known (now, if not given), on which maps, what signs mean."""
    known = (at or clock.now()).astimezone(TZ)
    return [
        f"Số liệu biết đến {known:%H:%M ngày %d/%m/%Y}.",
        *(
            "Bản đồ đơn vị: theo ngày cuối của mỗi kỳ."
            if one is None
            else f"Bản đồ đơn vị: ngày {one:%d/%m/%Y}."
            for one in sorted(maps, key=lambda day: day or date.min)
        ),
        "“<5” và “…”: số nhỏ về người không hiện, hoặc chưa có số liệu.",
    ]


def asked_data(request: KengRequest) -> QueryDict:
    """The address with everything that it leaves open filled in: a first visit opens at once."""
    data = request.GET.copy()
    own = own_units(request)
    if "unit" not in data and own:
        data["unit"] = own[0].path
    if "period" not in data:
        data["period"] = _latest(own[0].id if own else None, request).code
    for name, value in _DEFAULTS.items():
        data.setdefault(name, value)
    return data


_DEFAULTS: Final = {
    "back": "6",
    "below": SELF,
    "rows": Axis.INDICATORS.value,
    "cols": Axis.PERIODS.value,
    "maps": WAS,
    "chart": Kind.TREND.value,
}


def unit_of(text: str, period: Period | None, map_on: date | None) -> UnitView:
    """The unit that an address names. Raises NotFound and Ambiguous."""
    day = map_on or (min(period.last, clock.today()) if period else clock.today())
    try:
        return unit_named(text, on=day)
    except NotFound:
        return unit_named(text, on=clock.today())


def question_of(cleaned: dict[str, Any], unit: UnitView, actor: Actor) -> Question:
    """The question of a filled-in form. Raises DomainError with what to do."""
    period: Period = cleaned["period"]
    maps, map_on = cleaned["maps"], cleaned.get("map_on")
    kind = None if cleaned["chart"] == TABLE_ONLY else Kind(cleaned["chart"])
    with_same = bool(cleaned.get("same")) or kind is Kind.SAME
    days = {WAS: [None], ON: [map_on], BOTH: [None, map_on]}[maps]
    keys = cleaned.get("ind") or first_keys(unit.id, period, actor)
    if not cleaned.get("ind") and cleaned["below"] != SELF:
        keys = keys[:1]  # many units of several indicators is a long way down a phone
    return Question(
        unit=unit,
        seen=_units(unit, cleaned, period, days),
        period=period,
        columns=_columns(period, int(cleaned["back"]), days, with_same=with_same),
        keys=keys,
        rows=Axis(cleaned["rows"]),
        cols=Axis(cleaned["cols"]),
        kind=kind,
        of=_of(cleaned.get("of", ""), keys),
        drafts=Drafts.INCLUDED if cleaned.get("drafts") else Drafts.EXCLUDED,
        map_on=map_on if maps != WAS else None,
        drawn_on=days[-1],
        back=int(cleaned["back"]),
    )


def first_keys(unit_id: int, period: Period, actor: Actor) -> tuple[CellKey, ...]:
    """What a first visit shows: the first whole indicators that the unit has figures of."""
    pack = installed.current()
    whole = tuple(
        key for key in catalogue().order if not key.by and pack.indicator_of(key).part_of is None
    )
    column = Column(period)
    found = panel([unit_id], [column], whole, actor=actor, on=clock.today())
    known = [key for key in whole if found.cell(unit_id, column, key).row.value is not None]
    return tuple((known or list(whole))[:_FIRST_KEYS])


def _latest(unit_id: int | None, request: KengRequest) -> Period:
    found = None
    if unit_id is not None:
        found = latest_period(unit_id, actor=request.actor, on=clock.today())
    return found or this_year()


def this_year() -> Period:
    """The year so far: what is asked where nothing was reported yet."""
    return installed.period_named(str(clock.today().year))


def _columns(
    period: Period, back: int, days: list[date | None], *, with_same: bool
) -> tuple[Column, ...]:
    periods = [
        span
        for one in run_of(period, back)
        for span in ((one.previous_year(), one) if with_same else (one,))
    ]
    return tuple(dict.fromkeys(Column(span, day) for span in periods for day in days))


def _units(
    unit: UnitView, cleaned: dict[str, Any], period: Period, days: list[date | None]
) -> dict[int, UnitView]:
    below, wanted = cleaned["below"], search_form(cleaned.get("name") or "")
    if below == SELF:
        return {unit.id: unit}
    found: dict[int, UnitView] = {}
    for day in reversed(days):
        on = day or min(period.last, clock.today())
        found |= {
            one.id: one
            for one in _below(unit.id, below, on)
            if one.id not in found and wanted in search_form(one.full_name)
        }
    if not found:
        raise BadInput(
            "Không có đơn vị nào như vậy bên dưới; hãy bỏ bộ lọc tên hoặc chọn cấp khác.",
            message_en="There is no such unit below; clear the name or choose another level.",
        )
    return found


def _below(unit_id: int, below: str, on: date) -> list[UnitView]:
    known = day_map(on)
    if below == CHILDREN:
        return [known.views[one] for one in known.tree.children.get(unit_id, ())]
    return units_below(unit_id, on=on, levels=[below]) if unit_id in known.views else []


def _told_apart(units: Mapping[int, UnitView], day: date) -> dict[int, str]:
    """Full names; where two are called alike, the way up to each."""
    alike: dict[str, list[int]] = {}
    for unit, view in units.items():
        alike.setdefault(view.full_name, []).append(unit)
    twice = [unit for same in alike.values() if len(same) > 1 for unit in same]
    return {unit: view.full_name for unit, view in units.items()} | paths_of(twice, on=day)


def _of(text: str, keys: tuple[CellKey, ...]) -> CellKey:
    try:
        wanted = CellKey.parse(text) if text else keys[0]
    except DomainError:
        return keys[0]
    return wanted if wanted in keys else keys[0]
