"""What is public of small totals: how each unit's value of a period is shown to any outsider."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from keng.consolidation.catalogue import Catalogue
from keng.consolidation.figures import Figures
from keng.consolidation.raw import LIVE
from keng.consolidation.rollup import NOTHING, RANKS, Amount, Mark
from keng.consolidation.suppression import Face, Family, face_along
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, disjoint_cover
from keng.orgunits.queries import DayMap, day_map
from keng.packs.schema import Indicator
from keng.reporting.models import Submission

_NO_RANK = 9


class Publicity:
    """The public faces of a period's values; the same whoever asks."""

    def __init__(self, catalogue: Catalogue, period: Period) -> None:
        self.period = period
        self._catalogue = catalogue
        self._figures = Figures(catalogue, LIVE)
        self._bases: dict[CellKey, tuple[Period, ...]] = {}
        self._families: dict[tuple[Period, int], dict[int, dict[CellKey, Amount]]] = {}
        self._owned: dict[Period, dict[int, dict[CellKey, Amount]]] = {}

    def face(self, unit: int, key: CellKey) -> Face:
        """How the unit's value of the period is shown."""
        return self._face(unit, key, self.period)

    def shows(self, unit: int, key: CellKey, value: int) -> bool:
        """Whether anybody may see that the unit's value of the period is just this."""
        return self.is_value(unit, key, value) and self.face(unit, key) is Face.EXACT

    def is_value(self, unit: int, key: CellKey, value: int) -> bool:
        """Whether this is the unit's value of the period on the map of its last day."""
        there = unit in day_map(self.period.last).views
        return there and self._value(unit, key, self.period) == value

    def adds_up(self, unit: int, key: CellKey) -> bool:
        """Whether the value of the period is what the shortest periods inside it make.

        Where it is not, the difference is what single units below gave. A unit with nobody below
        it gives nobody away.
        """
        return self.is_leaf(unit) or self._made_of(unit, key, self.period) is not None

    def is_leaf(self, unit: int) -> bool:
        """Whether nobody stands below the unit on the map of the period's last day."""
        return not day_map(self.period.last).tree.children.get(unit)

    def is_given(self, unit: int, key: CellKey) -> bool:
        """Whether the unit's value of the period is its own report, with nobody else's in it."""
        return self._is_given(unit, key, self.period)

    def asks_bodies(self, key: CellKey) -> bool:
        """Whether a form asks bodies for the indicator: they report beside or below a unit."""
        return self._catalogue.asks_bodies(key)

    def entry_rank(self, key: CellKey) -> int:
        """The rank of the level that reports the indicator."""
        return self._catalogue.entry_ranks[key]

    def has_own(self, unit: int, key: CellKey) -> bool:
        """Whether the unit reported an activity of its own, which is one part of its value."""
        return self._own(unit, key, self.period) is not None

    def known_below(self, unit: int, key: CellKey) -> list[int]:
        """The units right below whose value of the period is known."""
        place = day_map(self.period.last)
        members = self._members(unit, self.period, place)
        known = [one for one, cells in members.items() if cells.get(key, NOTHING).is_known]
        self._load_own([one for one in known if not self.is_given(one, key)], self.period)
        return known

    def _face(self, unit: int, key: CellKey, period: Period) -> Face:
        made_of = self._made_of(unit, key, period)
        if made_of is None:
            return Face.HELD
        faces = [self._base_face(unit, key, base) for base in made_of]
        if len(faces) == 1:
            return faces[0]
        return Face.EXACT if all(face is Face.EXACT for face in faces) else Face.HELD

    def _made_of(self, unit: int, key: CellKey, period: Period) -> tuple[Period, ...] | None:
        """The base periods that the value follows from: itself, or parts that give just it."""
        bases = self._base_periods(key)
        if period in bases:
            return (period,)
        value = self._value(unit, key, period)
        if self._catalogue.indicators[key].kind != "flow":
            same = next((base for base in bases if base.last == period.last), None)
            is_same = same is not None and self._value(unit, key, same) == value
            return (same,) if same is not None and is_same else None
        cover = disjoint_cover(period, bases)
        parts = [self._value(unit, key, base) for base in cover or ()]
        if cover is None or any(part is None for part in parts):
            return None
        return cover if sum(part or 0 for part in parts) == value else None

    def _base_periods(self, key: CellKey) -> tuple[Period, ...]:
        """The shortest reported periods of the year without overlap: the rest follows from them.

        They depend on which reports exist, never on what stands in them.
        """
        if key not in self._bases:
            reported = self._reported_periods(key)
            indicator = self._catalogue.indicators[key]
            self._bases[key] = _shortest(reported, indicator)
        return self._bases[key]

    def _reported_periods(self, key: CellKey) -> list[Period]:
        period = self.period
        forms = [form.code for form in self._catalogue.forms_with[key]]
        rows = Submission.objects.filter(
            regime=period.regime,
            form__in=forms,
            last__gte=_a_year_before(period.first),
            first__lte=_a_year_after(period.last),
        )
        found = rows.values_list("first", "last").distinct()
        spans = [Period(period.regime, first, last) for first, last in found]
        return [span for span in spans if span.year == period.year]

    def _base_face(self, unit: int, key: CellKey, period: Period) -> Face:
        place = day_map(period.last)
        if unit not in place.views:
            return Face.HELD
        above = [*reversed(place.tree.ancestors(unit))]
        path = [*above, unit]
        values = [self._value(one, key, period) for one in path]
        if values[-1] is None:
            return Face.EXACT
        if any(value is None for value in values):
            return Face.HELD
        way = [self._family(upper, lower, key, period) for upper, lower in pairwise(path)]
        if any(family is None for family in way):
            return Face.HELD
        return face_along(values[0] or 0, [family for family in way if family is not None])

    def _family(self, upper: int, lower: int, key: CellKey, period: Period) -> Family | None:
        place = day_map(period.last)
        members = self._members(upper, period, place)
        total = self._value(upper, key, period) or 0
        is_above = self._is_above(upper, key, place)
        own = self._own(upper, key, period)
        bodies = [one for one in members if place.views[one].level == "body"]
        others = [one for one in members if place.views[one].level != "body"]
        if is_above or own is None:
            counted = [*others, *bodies]
        elif lower in bodies:
            counted = bodies
        else:
            # Detail below an entered value: nobody adds it up, but its sum is as good as known.
            counted, own = others, None
            total = sum(members[one].get(key, NOTHING).value or 0 for one in others)
        known = [one for one in counted if members[one].get(key, NOTHING).is_known]
        if lower not in known:
            return None
        # Who sees one of the parts but not all could subtract it: nobody is told the others.
        given = {self._is_given(one, key, period) for one in known}
        if own is not None or len(given) > 1:
            return None
        parts = tuple(members[one][key].value or 0 for one in known)
        return Family(total, parts, known.index(lower))

    def _members(
        self, upper: int, period: Period, place: DayMap
    ) -> dict[int, dict[CellKey, Amount]]:
        if (period, upper) not in self._families:
            below = place.tree.children.get(upper, [])
            found = self._figures.of(period, below)
            self._families[(period, upper)] = {one: dict(found[one]) for one in below}
        return self._families[(period, upper)]

    def _value(self, unit: int, key: CellKey, period: Period) -> int | None:
        place = day_map(period.last)
        above = place.tree.parent.get(unit)
        if above is not None:
            return self._members(above, period, place)[unit].get(key, NOTHING).value
        if unit not in place.views:
            return None
        return self._figures.of(period, [unit])[unit].get(key, NOTHING).value

    def _own(self, unit: int, key: CellKey, period: Period) -> int | None:
        self._load_own([unit], period)
        return self._owned[period][unit].get(key, NOTHING).value

    def _load_own(self, units: Iterable[int], period: Period) -> None:
        """Read what units did themselves, of all that were not read before at once."""
        known = self._owned.setdefault(period, {})
        if missing := sorted(set(units) - known.keys()):
            found = self._figures.own(period, missing)
            known |= {one: dict(own) for one, own in found.items()}

    def _is_given(self, unit: int, key: CellKey, period: Period) -> bool:
        place = day_map(period.last)
        if not place.tree.children.get(unit):
            return True
        above = place.tree.parent.get(unit)
        members = self._members(above, period, place) if above is not None else {}
        amount = members.get(unit, {}).get(key, NOTHING)
        if Mark.REPORTED_TOTAL in amount.marks:
            return True  # typed by the unit, and stands only where nobody below is known
        is_sum = self._is_above(unit, key, place) or Mark.DERIVED in amount.marks
        return not is_sum and amount.counted == 1

    def _is_above(self, unit: int, key: CellKey, place: DayMap) -> bool:
        """Whether the unit stands above those who report the indicator: its value is a sum."""
        level = place.views[unit].level
        return RANKS.get(level, _NO_RANK) < self._catalogue.entry_ranks[key]


def _shortest(periods: list[Period], indicator: Indicator) -> tuple[Period, ...]:
    ordered = sorted(periods, key=lambda one: (one.last - one.first, one.first))
    chosen: list[Period] = []
    for period in ordered:
        if indicator.kind == "flow":
            clashes = any(period.overlaps(other) for other in chosen)
        else:
            clashes = any(period.last == other.last for other in chosen)
        if not clashes:
            chosen.append(period)
    return tuple(sorted(chosen))


def _a_year_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 366)


def _a_year_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 366)
