"""Recognition: sets of criteria, the runs of a year, and decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from keng.criteria.queries import MOST_DECISIONS, decisions_seen_by, runs_seen_by
from keng.criteria.queries.seen import DecisionSeen, RunSeen
from keng.kernel.errors import NotFound
from keng.orgunits.queries import spoken_names
from keng.packs import installed
from keng.packs.schema import Pack
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.search.hits import Candidate, Found, Reader, answering
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
        return Found(answering(_of_sets(pack, reader), wanted))


class Runs:
    """The runs that the reader may see, also as a member of a council; the latest year first."""

    kind = "run"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By the title of the set, the year and the unit that decides."""
        found = runs_seen_by(reader.actor, on=reader.on)
        return Found(answering(_of_runs(found, reader), wanted))


class Decisions:
    """The decisions of the runs that the reader may see, the newest first."""

    kind = "decision"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """By number and symbol, set, year and unit; never by a unit that stands on the list."""
        found = decisions_seen_by(reader.actor, on=reader.on)
        note = "newest" if len(found) == MOST_DECISIONS else ""
        return Found(answering(_of_decisions(found, reader), wanted), note)


def _of_sets(pack: Pack, reader: Reader) -> Iterator[Candidate]:
    for code, law in pack.criteria.items():
        act = pack.acts.get(law.source.act or "")
        named = f"{act.number}/{act.symbol}" if act is not None else ""
        yield Candidate(
            code,
            law.title.of(reader.language),
            " · ".join(part for part in (code, named) if part),
            names=(code, *_titles(law)),
            besides=(named,),
            is_past=not law.in_force(reader.on),
        )


def _of_runs(found: Sequence[RunSeen], reader: Reader) -> Iterator[Candidate]:
    sets = _sets() if found else {}
    units = spoken_names({one.decider_id for one in found}, on=reader.on)
    for one in found:
        law, unit = sets.get(one.set_code), units[one.decider_id]
        title = law.title.of(reader.language) if law is not None else one.set_code
        yield Candidate(
            str(one.id),
            f"{title}, {one.year}",
            unit,
            names=(one.set_code, *(_titles(law) if law is not None else ())),
            besides=(unit, str(one.year)),
        )


def _of_decisions(found: Sequence[DecisionSeen], reader: Reader) -> Iterator[Candidate]:
    sets = _sets() if found else {}
    units = spoken_names({one.decider_id for one in found}, on=reader.on)
    for one in found:
        law, unit = sets.get(one.set_code), units[one.decider_id]
        title = law.title.of(reader.language) if law is not None else one.set_code
        titles = _titles(law) if law is not None else (one.set_code,)
        yield Candidate(
            str(one.id),
            one.line,
            f"{title}, {one.year} · {unit} · {one.on:%d/%m/%Y}",
            names=(one.line, *titles),
            besides=(unit, str(one.year)),
            is_past=not one.stands,
        )


def _sets() -> Mapping[str, CriteriaSet]:
    return installed.current().criteria


def _titles(law: CriteriaSet) -> tuple[str, ...]:
    return tuple(title for title in (law.title.vi, law.title.en) if title)
