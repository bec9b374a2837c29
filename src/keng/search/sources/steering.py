"""Steering committees and programmes of coordination, by name and unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keng.orgunits.queries import spoken_names
from keng.search.hits import Candidate, Found, Reader, answering
from keng.search.matching import Wanted
from keng.steering.queries import Named, named_committees, named_cooperations


class Committees:
    """Committees that the reader may read; ended ones last. Minutes are not looked through."""

    kind = "committee"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By name, and by the unit beside it."""
        found = named_committees(reader.actor, on=reader.on)
        return Found(answering(_candidates(found, reader), wanted))


class Cooperations:
    """Programmes of coordination that the reader may read; stopped ones last."""

    kind = "cooperation"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By title, and by the unit beside it."""
        found = named_cooperations(reader.actor, on=reader.on)
        return Found(answering(_candidates(found, reader), wanted))


def _candidates(rows: Sequence[Named], reader: Reader) -> Iterator[Candidate]:
    units = spoken_names({one.unit_id for one in rows}, on=reader.on)
    for one in rows:
        unit = units[one.unit_id]
        yield Candidate(
            str(one.id), one.name, unit, names=(one.name,), besides=(unit,), is_past=one.is_past
        )
