"""The list of units that the wheel brings along, read once and only where a text names units.

One line for each unit: kind, name, other spellings, last day, the line of the unit above (from 0)
and those of the units that hold its territory today. `tools/build_unit_names.py` writes it.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

from keng.proofing.units.known import KnownUnit, name_key

SINCE: Final = date(2023, 1, 1)
BY: Final = date(2025, 6, 30)
"""Units of the first map that were gone by this day; when they went no source of the list tells."""
NAMES: Final = "names.tsv.gz"
KINDS: Final = {
    "t": "tỉnh",
    "c": "thành phố",
    "h": "huyện",
    "q": "quận",
    "s": "thị xã",
    "x": "xã",
    "p": "phường",
    "n": "thị trấn",
    "d": "đặc khu",
}


class ShippedUnits:
    """All units of the list."""

    since = SINCE

    def called(self, kind: str, name: str) -> Sequence[KnownUnit]:
        """The units that ever bore a kind and a name."""
        letter = next((letter for letter, word in KINDS.items() if word == kind), "")
        return [self._unit(number) for number in self._by_name.get((letter, name_key(name)), ())]

    def last_of(self, kind: str) -> date | None:
        """From this day on no unit of a kind stood."""
        letter = next((letter for letter, word in KINDS.items() if word == kind), "")
        return self._last.get(letter)

    def below(self, unit: KnownUnit) -> Sequence[KnownUnit]:
        """The units that ever lay in another one."""
        found = list(self._below.get(unit.number, ()))
        for number in found:
            found.extend(self._below.get(number, ()))
        return [self._unit(number) for number in found]

    def _unit(self, number: int) -> KnownUnit:
        kind, name, also, until, _, today = self._rows[number]
        heirs = (self._rows[int(heir)] for heir in today.split())
        return KnownUnit(
            number,
            f"{KINDS[kind]} {name}",
            date.fromisoformat(until) if until else None,
            until != BY.isoformat(),
            tuple(f"{KINDS[heir[0]]} {heir[1]}" for heir in heirs),
            name,
            tuple(filter(None, also.split("; "))),
        )

    @cached_property
    def _rows(self) -> list[list[str]]:
        packed = files("keng.proofing.units").joinpath(NAMES).read_bytes()
        return [line.split("\t") for line in gzip.decompress(packed).decode().splitlines()]

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        for number, (kind, name, also, *_) in enumerate(self._rows):
            for key in {name_key(spelling) for spelling in (name, *also.split("; ")) if spelling}:
                found.setdefault((kind, key), []).append(number)
        return found

    @cached_property
    def _last(self) -> dict[str, date]:
        days: dict[str, set[str]] = {}
        for kind, _, _, until, *_ in self._rows:
            days.setdefault(kind, set()).add(until)
        return {
            kind: date.fromisoformat(max(all_)) for kind, all_ in days.items() if "" not in all_
        }

    @cached_property
    def _below(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, row in enumerate(self._rows):
            if row[4]:
                found.setdefault(int(row[4]), []).append(number)
        return found


@cache
def shipped_units() -> ShippedUnits:
    """The one list of this process; nothing is read before it is asked."""
    return ShippedUnits()
