"""Steering committees and programmes of coordination, by name and unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keng.orgunits.queries import spoken_names
from keng.search.hits import Found, Hit, Reader
from keng.search.matching import Wanted
from keng.steering.queries import Named, named_committees, named_cooperations


class Committees:
    """Committees that the reader may read; ended ones last. Minutes are not looked through."""

    kind = "committee"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By name, and by the unit beside it."""
        return Found(list(_hits(named_committees(reader.actor, on=reader.on), wanted, reader)))


class Cooperations:
    """Programmes of coordination that the reader may read; stopped ones last."""

    kind = "cooperation"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By title, and by the unit beside it."""
        return Found(list(_hits(named_cooperations(reader.actor, on=reader.on), wanted, reader)))


def _hits(rows: Sequence[Named], wanted: Wanted, reader: Reader) -> Iterator[Hit]:
    units = spoken_names({one.unit_id for one in rows}, on=reader.on)
    for one in rows:
        unit = units[one.unit_id]
        rank = wanted.rank((one.name,), besides=(unit,))
        if rank is not None:
            yield Hit(str(one.id), one.name, unit, rank, is_past=one.is_past)
