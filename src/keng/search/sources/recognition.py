"""Recognition: sets of criteria, the runs of a year, and decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from keng.criteria.queries import MOST_DECISIONS, decisions_seen_by, runs_seen_by
from keng.kernel.errors import NotFound
from keng.orgunits.queries import spoken_names
from keng.packs import installed
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.search.hits import Found, Hit, Reader
from keng.search.matching import Wanted


class CriteriaSets:
    """The sets of the programme in use, for who keeps programmes: the page of a set is theirs."""

    kind = "criteria_set"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By code, title and the act that made it; a set that no longer holds stands after."""
        if not reader.may_somewhere("manage_packs"):
            return Found(())
        try:
            pack = installed.current()
        except NotFound:  # a system before its first programme
            return Found(())
        hits = []
        for code, law in pack.criteria.items():
            act = pack.acts.get(law.source.act or "")
            named = f"{act.number}/{act.symbol}" if act is not None else ""
            rank = wanted.rank((code, *_titles(law)), besides=(named,))
            if rank is not None:
                title = law.title.of(reader.language)
                is_past = not law.in_force(reader.on)
                under = " · ".join(part for part in (code, named) if part)
                hits.append(Hit(code, title, under, rank, is_past=is_past))
        return Found(hits)


class Runs:
    """The runs that the reader may see, also as a member of a council; the latest year first."""

    kind = "run"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By the title of the set, the year and the unit that decides."""
        return Found(list(self._hits(wanted, reader)))

    def _hits(self, wanted: Wanted, reader: Reader) -> Iterator[Hit]:
        found = runs_seen_by(reader.actor, on=reader.on)
        sets = _sets() if found else {}
        units = spoken_names({one.decider_id for one in found}, on=reader.on)
        for one in found:
            law, unit = sets.get(one.set_code), units[one.decider_id]
            titles = _titles(law) if law is not None else ()
            rank = wanted.rank((one.set_code, *titles), besides=(unit, str(one.year)))
            if rank is not None:
                title = law.title.of(reader.language) if law is not None else one.set_code
                yield Hit(str(one.id), f"{title}, {one.year}", unit, rank)


class Decisions:
    """The decisions of the runs that the reader may see, the newest first."""

    kind = "decision"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By number and symbol, set, year and unit; never by a unit that stands on the list."""
        found = decisions_seen_by(reader.actor, on=reader.on)
        sets = _sets() if found else {}
        units = spoken_names({one.decider_id for one in found}, on=reader.on)
        hits = []
        for one in found:
            law, unit = sets.get(one.set_code), units[one.decider_id]
            title = law.title.of(reader.language) if law is not None else one.set_code
            titles = _titles(law) if law is not None else (one.set_code,)
            rank = wanted.rank((one.line, *titles), besides=(unit, str(one.year)))
            if rank is not None:
                under = f"{title}, {one.year} · {unit} · {one.on:%d/%m/%Y}"
                hits.append(Hit(str(one.id), one.line, under, rank, is_past=not one.stands))
        return Found(hits, "newest" if len(found) == MOST_DECISIONS else "")


def _sets() -> Mapping[str, CriteriaSet]:
    return installed.current().criteria


def _titles(law: CriteriaSet) -> tuple[str, ...]:
    return tuple(title for title in (law.title.vi, law.title.en) if title)
