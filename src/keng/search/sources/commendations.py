"""Commendations: decisions by number, groups by name. Names of persons are never looked through."""

from __future__ import annotations

from keng.commendations.queries import MOST_NAMED, decisions_named, groups_named
from keng.kernel.errors import NotFound
from keng.orgunits.queries import spoken_names
from keng.packs import installed
from keng.packs.schema import Award
from keng.search.hits import Found, Hit, Reader
from keng.search.matching import Wanted


class CommendingDecisions:
    """The decisions that the reader may open, the newest first."""

    kind = "commending"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By number and symbol, award, call, year and unit; never by who stands on the list."""
        found = decisions_named(reader.actor, on=reader.on)
        awards = _awards() if found else {}
        units = spoken_names({one.decider_id for one in found}, on=reader.on)
        hits = []
        for one in found:
            shown = f"{one.number or '…'}/{one.symbol}"
            award, unit = _label(awards, one.award, reader), units[one.decider_id]
            line = f"{one.number}/{one.symbol}" if one.number else ""
            besides = (award, unit, str(one.on.year))
            rank = wanted.rank((line, one.title), besides=besides)
            if rank is not None:
                under = f"{award} · {unit} · {one.on:%d/%m/%Y}"
                hits.append(Hit(str(one.id), shown, under, rank, is_past=one.is_revoking))
        return Found(hits, "newest" if len(found) == MOST_NAMED else "")


class CommendedGroups:
    """The groups in the register that the reader may see; revoked awards stand after."""

    kind = "commended"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By the name of the group, with award, unit and year beside it."""
        found = groups_named(reader.actor, on=reader.on)
        awards = _awards() if found else {}
        units = spoken_names({one.home_id for one in found}, on=reader.on)
        hits = []
        for one in found:
            award, unit = _label(awards, one.award, reader), units[one.home_id]
            rank = wanted.rank((one.name,), besides=(award, unit, str(one.on.year)))
            if rank is not None:
                under = f"{award} · {unit} · {one.on:%d/%m/%Y}"
                hits.append(
                    Hit(str(one.proposal_id), one.name, under, rank, is_past=not one.stands)
                )
        return Found(hits, "commended" if len(found) == MOST_NAMED else "")


def _awards() -> dict[str, Award]:
    try:
        return dict(installed.current().commendations.awards)
    except NotFound:  # a system before its first programme
        return {}


def _label(awards: dict[str, Award], code: str, reader: Reader) -> str:
    return awards[code].label.of(reader.language) if code in awards else code
