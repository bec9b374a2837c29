"""Commendations: decisions by number, groups by name. Names of persons are never looked through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keng.commendations.queries import MOST_NAMED, decisions_named, groups_named
from keng.commendations.queries.naming import NamedDecision, NamedGroup
from keng.kernel.errors import NotFound
from keng.orgunits.queries import spoken_names
from keng.packs import installed
from keng.packs.schema import Award
from keng.search.hits import Candidate, Found, Reader, answering
from keng.search.matching import Wanted


class CommendingDecisions:
    """The decisions that the reader may open, the newest first."""

    kind = "commending"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By number and symbol, award, call, year and unit; never by who stands on the list."""
        found = decisions_named(reader.actor, on=reader.on)
        note = "newest" if len(found) == MOST_NAMED else ""
        return Found(answering(_of_decisions(found, reader), wanted), note)


class CommendedGroups:
    """The groups in the register that the reader may see; revoked awards stand after."""

    kind = "commended"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By the name of the group, with award, unit and year beside it."""
        found = groups_named(reader.actor, on=reader.on)
        note = "commended" if len(found) == MOST_NAMED else ""
        return Found(answering(_of_groups(found, reader), wanted), note)


def _of_decisions(found: Sequence[NamedDecision], reader: Reader) -> Iterator[Candidate]:
    awards = _awards() if found else {}
    units = spoken_names({one.decider_id for one in found}, on=reader.on)
    for one in found:
        award, unit = _label(awards, one.award, reader), units[one.decider_id]
        yield Candidate(
            str(one.id),
            f"{one.number or '…'}/{one.symbol}",
            f"{award} · {unit} · {one.on:%d/%m/%Y}",
            names=(f"{one.number}/{one.symbol}" if one.number else "", one.title),
            besides=(award, unit, str(one.on.year)),
            is_past=one.is_revoking,
        )


def _of_groups(found: Sequence[NamedGroup], reader: Reader) -> Iterator[Candidate]:
    awards = _awards() if found else {}
    units = spoken_names({one.home_id for one in found}, on=reader.on)
    for one in found:
        award, unit = _label(awards, one.award, reader), units[one.home_id]
        yield Candidate(
            str(one.proposal_id),
            one.name,
            f"{award} · {unit} · {one.on:%d/%m/%Y}",
            names=(one.name,),
            besides=(award, unit, str(one.on.year)),
            is_past=not one.stands,
        )


def _awards() -> dict[str, Award]:
    try:
        return dict(installed.current().commendations.awards)
    except NotFound:  # a system before its first programme
        return {}


def _label(awards: dict[str, Award], code: str, reader: Reader) -> str:
    return awards[code].label.of(reader.language) if code in awards else code
