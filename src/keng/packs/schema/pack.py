"""A whole programme pack, and the questions that other rooms ask it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar, cast

from pydantic import Field, PrivateAttr

from keng.kernel.errors import NotFound
from keng.kernel.figures import CellKey
from keng.kernel.periods import Language
from keng.packs.schema.calendar import Calendar
from keng.packs.schema.checks import Check
from keng.packs.schema.commendations import Commendations
from keng.packs.schema.criteria import SetCode
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.packs.schema.forms import Form, is_made
from keng.packs.schema.indicators import Breakdown, Indicator, IndicatorGroup
from keng.packs.schema.initiatives import Initiatives
from keng.packs.schema.outlines import IssuerProfile, Outline
from keng.packs.schema.steering import Steering
from keng.packs.schema.texts import Act, Code, Line, Part, Source, Text

Made = TypeVar("Made")


class ThresholdValue(Part):
    """One value of a threshold from a day on, with its source; null = unknown, asked for."""

    since: date
    until: date | None = None
    value: int | None
    source: Source


class Threshold(Part):
    """A number that the law sets, as dated values; rules read it as `law.<code>`."""

    code: Code
    label: Text
    unit: Text
    values: tuple[ThresholdValue, ...]


class Pack(Part):
    """The programme as data: indicators, forms, checks, calendar, outlines, acts, profiles.

    Whatever a pack holds has been loaded whole or not at all: `keng.packs.loading.load_pack`
    refuses a pack with one wrong line, and an installed version is never changed.
    """

    code: Code
    version: Line
    title: Text
    description: Text | None = None
    units: dict[Line, Line] = Field(description="units of measure: Vietnamese to English")
    groups: dict[Code, IndicatorGroup]
    breakdowns: dict[Code, Breakdown] = {}
    indicators: dict[Code, Indicator]
    forms: dict[Code, Form]
    checks: dict[Code, Check] = {}
    criteria: dict[SetCode, CriteriaSet] = {}
    calendar: Calendar
    outlines: dict[Code, Outline] = {}
    acts: dict[Code, Act] = {}
    profiles: dict[Code, IssuerProfile] = {}
    thresholds: dict[Code, Threshold] = {}
    initiatives: Initiatives = Initiatives()
    commendations: Commendations = Commendations()
    steering: Steering = Steering()
    asked: tuple[Text, ...] = Field(default=(), description="what the pack does not know yet")
    _kept: dict[str, object] = PrivateAttr(default_factory=dict)
    _made: Callable[[str], Form | None] | None = PrivateAttr(default=None)

    def kept(self, name: str, make: Callable[[], Made]) -> Made:
        """What was made of this pack before under the name, else made now and remembered.

        For things that are costly and follow from the pack alone, such as compiled rules.
        """
        if name not in self._kept:
            self._kept[name] = make()
        return cast("Made", self._kept[name])

    def indicator_of(self, key: CellKey) -> Indicator:
        """The indicator of a cell; NotFound if the pack does not know it."""
        try:
            return self.indicators[key.indicator]
        except KeyError:
            raise NotFound(
                f"Chương trình “{self.code}” không có chỉ tiêu “{key.indicator}”.",
                message_en=f"Pack {self.code!r} has no indicator {key.indicator!r}.",
            ) from None

    def with_made_forms(self, find: Callable[[str], Form | None]) -> Pack:
        """This very pack, which from now on also knows the forms that offices made of it."""
        self._made = find
        return self

    def find_form(self, code: str) -> Form | None:
        """A form of the pack, or one that an office made of its indicators; None if neither."""
        found = self.forms.get(code)
        if found is None and self._made is not None and is_made(code):
            return self._made(code)
        return found

    def form_of(self, code: str) -> Form:
        """As `find_form`; NotFound with the codes that there are."""
        found = self.find_form(code)
        if found is None:
            known = ", ".join(self.forms)
            raise NotFound(
                f"Không có biểu “{code}”; các biểu: {known}.",
                message_en=f"No form {code!r}; there are: {known}.",
            )
        return found

    def set_of(self, code: str) -> CriteriaSet:
        """A criteria set by its code; NotFound with the codes that there are."""
        try:
            return self.criteria[code]
        except KeyError:
            known = ", ".join(self.criteria)
            raise NotFound(
                f"Không có bộ tiêu chí “{code}”; các bộ: {known}.",
                message_en=f"No criteria set {code!r}; there are: {known}.",
            ) from None

    def sets_for(self, name: str, level: str, kind: str, on: date) -> tuple[CriteriaSet, ...]:
        """The sets of a code or family that judge a unit of the level and kind on a day."""
        named = (one for one in self.criteria.values() if name in {one.code, one.family})
        return tuple(one for one in named if one.in_force(on) and one.subjects.holds(level, kind))

    def digits_of(self, key: CellKey) -> int:
        """Decimals of a cell: its stored integer is the value times ten to this power."""
        return self.indicator_of(key).digits

    def cell_label(self, key: CellKey, language: Language = "vi") -> str:
        """What a person reads for a cell: the indicator's label, then its breakdown values."""
        label = self.indicator_of(key).label.of(language)
        values = [
            self._value_label(dimension, value, language)
            for dimension, value in key.dimensions.items()
        ]
        return f"{label} – {', '.join(values)}" if values else label

    def unit_label(self, indicator: Indicator, language: Language = "vi") -> str:
        """The unit of measure as a person reads it: "vụ", "cases"."""
        return indicator.unit if language == "vi" else self.units[indicator.unit]

    def knows(self, key: CellKey) -> bool:
        """Whether the cell is an indicator of the pack with breakdowns that it allows."""
        indicator = self.indicators.get(key.indicator)
        if indicator is None or set(key.dimensions) - set(indicator.by):
            return False
        return all(
            dimension in self.breakdowns and value in self.breakdowns[dimension].values
            for dimension, value in key.dimensions.items()
        )

    def _value_label(self, dimension: str, value: str, language: Language) -> str:
        breakdown = self.breakdowns.get(dimension)
        text = breakdown.values.get(value) if breakdown is not None else None
        return text.of(language) if text is not None else value
