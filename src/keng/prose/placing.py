"""The unit of a paper found among the real ones as of its period, with those above it.

A name alone is seldom one unit: the districts and provinces that the text names decide. Where they
leave more than one, or speak against all, nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.kernel.letters import folded
from keng.prose.knownunits import KnownUnit, UnitList, known_units
from keng.prose.meta import Meta
from keng.prose.text import Text

_NAMED_ABOVE: Final = re.compile(
    r"\b(?:huyện|quận|thị xã|thành phố|tỉnh) (?=[A-ZĐÀ-Ỹ])|\b(?:HUYỆN|TỈNH) (?=[A-ZĐÀ-Ỹ])"
)


@dataclass(frozen=True)
class PlacedUnit:
    """A real unit: its stable id, its name with its marks, the names above it, nearest first."""

    id: str
    name: str
    parents: tuple[str, ...]


def placed_unit(text: Text, meta: Meta, units: UnitList | None = None) -> PlacedUnit | None:
    """The one real unit that a paper is about, or None where it is not sure which.

    The day is the last of the period, else that of the paper; without either any time will do.
    """
    if meta.unit is None:
        return None
    units = units or known_units()
    on = _day_of(meta)
    candidates = units.called(meta.unit, on)
    told = {one.id: tuple(above.name for above in units.above(one, on)) for one in candidates}
    best = _best(text, candidates, told)
    return None if best is None else PlacedUnit(best.id, best.name, told[best.id])


def _day_of(meta: Meta) -> date | None:
    if meta.end is not None:
        return meta.end
    day = meta.day
    if day is None or day.year is None or day.month is None or day.day is None:
        return None
    return date(day.year, day.month, day.day) if day.possible else None


def _best(
    text: Text, candidates: Sequence[KnownUnit], above: dict[str, tuple[str, ...]]
) -> KnownUnit | None:
    """The candidate whose superiors the text names most; the only one where it names none."""
    named = Counter(
        {one.id: sum(_names(text, name) for name in above[one.id]) for one in candidates}
    )
    most = max(named.values(), default=0)
    left = [one for one in candidates if named[one.id] == most]
    if len(left) != 1:
        return None
    if most or left[0].level == "province":
        return left[0]
    speaks_of_others = text.unmarked or _NAMED_ABOVE.search(text.body)
    return None if speaks_of_others else left[0]


def _names(text: Text, name: str) -> bool:
    """Whether a text names a unit above, in the same letters; with its marks where it has them."""
    if text.unmarked:
        return re.search(rf"\b{re.escape(folded(name))}\b", text.folded) is not None
    return re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text.low) is not None
