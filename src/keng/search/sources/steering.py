"""Steering committees and programmes of coordination, by name and unit."""

from __future__ import annotations

from keng.search.hits import Found, Hit, Reader
from keng.search.matching import Wanted
from keng.steering.queries import committees_for, cooperations_for


class Committees:
    """Committees that the reader may read; ended ones last. Minutes are not looked through."""

    kind = "committee"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By name, and by the unit beside it."""
        hits = []
        for one in committees_for(reader.actor, on=reader.on):
            rank = wanted.rank((one.name,), besides=(one.unit_name,))
            if rank is not None:
                is_past = one.is_over(reader.on)
                hits.append(Hit(str(one.id), one.name, one.unit_name, rank, is_past=is_past))
        return Found(hits)


class Cooperations:
    """Programmes of coordination that the reader may read; what is over comes last."""

    kind = "cooperation"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By title, and by the unit beside it."""
        hits = []
        for one in cooperations_for(reader.actor, on=reader.on):
            rank = wanted.rank((one.title,), besides=(one.unit_name,))
            if rank is not None:
                is_past = one.state in ("over", "stopped")
                hits.append(Hit(str(one.id), one.title, one.unit_name, rank, is_past=is_past))
        return Found(hits)
