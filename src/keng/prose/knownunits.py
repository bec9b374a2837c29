"""The provinces, districts and communes of the country in time, as shipped, without a database.

The same list that `keng units load` brings into a system. A bound that is not known is open. It is
read once a process, when first asked for.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from operator import itemgetter
from typing import Final, NamedTuple

from keng.kernel.letters import folded

_WORDS: Final = {
    "tinh": "tỉnh",
    "thanh_pho_tw": "thành phố",
    "thanh_pho": "thành phố",
    "huyen": "huyện",
    "quan": "quận",
    "thi_xa": "thị xã",
    "xa": "xã",
    "phuong": "phường",
    "thi_tran": "thị trấn",
    "dac_khu": "đặc khu",
}
_COLUMNS: Final = ("key", "level", "kind", "name", "also", "parent", "from", "until")


class KnownUnit(NamedTuple):
    """A unit: its stable id, its name with the word of its kind, and when it was (`until` out).

    `level` is "province", "district" or "commune", `parent` the id of the unit above, `also` what
    the name was also written like.
    """

    id: str
    level: str
    name: str
    parent: str
    since: date | None
    until: date | None
    also: tuple[str, ...] = ()

    def is_on(self, day: date) -> bool:
        """Whether it was there on a day; an unknown bound is open."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


class UnitList:
    """Units by id and by name; names are found with and without their marks.

    An id has several rows where its name or its superior changed.
    """

    def __init__(self, rows: Iterable[KnownUnit]) -> None:
        self._by_id: dict[str, list[KnownUnit]] = {}
        self._written: dict[str, list[KnownUnit]] = {}
        for row in rows:
            self._by_id.setdefault(row.id, []).append(row)
            for name in (row.name, *row.also):
                self._written.setdefault(name, []).append(row)

    def called(self, name: str, on: date | None = None) -> list[KnownUnit]:
        """The units of a name ("xã An Lạc", "xa an lac") that were there on a day, or ever.

        Where some are written just so, marks and all, only these.
        """
        rows = self._written.get(name) or self._bare.get(_key(name), [])
        return list({one.id: one for one in rows if on is None or one.is_on(on)}.values())

    def above(self, unit: KnownUnit, on: date | None = None) -> Iterator[KnownUnit]:
        """The units above on a day, from the nearest to the province."""
        while rows := self._by_id.get(unit.parent):
            there = (row for row in rows if on is None or row.is_on(on))
            unit = next(there, rows[-1])
            yield unit

    @cached_property
    def _bare(self) -> dict[str, list[KnownUnit]]:
        found: dict[str, list[KnownUnit]] = {}
        for name, rows in self._written.items():
            found.setdefault(_key(name), []).extend(rows)
        return found

    def names_of(self, level: str) -> Iterator[str]:
        """The names of all units of a level that ever were."""
        return (row.name for rows in self._by_id.values() for row in rows if row.level == level)


@cache
def known_units() -> UnitList:
    """The shipped list."""
    packed = files("keng.orgunits").joinpath("seed", "units.csv.gz").read_bytes()
    rows = csv.reader(io.StringIO(gzip.decompress(packed).decode("utf-8")))
    head = next(rows)
    wanted = itemgetter(*(head.index(name) for name in _COLUMNS))
    return UnitList(_unit(wanted(row)) for row in rows if row[head.index("kind")] in _WORDS)


def _unit(row: Sequence[str]) -> KnownUnit:
    key, level, kind, name, also, parent, since, until = row
    word = _WORDS[kind]
    others = tuple(f"{word} {other.strip()}" for other in also.split(";") if other.strip())
    return KnownUnit(key, level, f"{word} {name}", parent, _day(since), _day(until), others)


def _key(name: str) -> str:
    return " ".join(folded(name).split())


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
