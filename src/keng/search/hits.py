"""What is found, who asks, and what a source of things to find must be able to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.kernel.periods import Language
from keng.search.matching import Rank, Wanted


@dataclass(frozen=True)
class Reader:
    """Who looks for something: only what `actor` may see today is found."""

    actor: Actor
    at: datetime
    language: Language = "vi"

    @property
    def on(self) -> date:
        """The legal day of the search."""
        return local_day(self.at)

    def may_somewhere(self, verb: str) -> bool:
        """Whether the actor holds the verb for any unit today."""
        reach = self.actor.reach(verb, on=self.on)
        return reach is None or bool(reach)


class Remembering:
    """An actor whose reach is asked for once a verb, for the moment of one search.

    Eight sources ask the same question at the same moment; what the actor may is still decided by
    the actor alone.
    """

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self.account_id = actor.account_id
        self.label = actor.label
        self._reached: dict[tuple[str, date], frozenset[int] | None] = {}

    def may(self, verb: str, *, unit_id: int, on: date) -> bool:
        """As the actor itself."""
        return self._actor.may(verb, unit_id=unit_id, on=on)

    def require(self, verb: str, *, unit_id: int, on: date) -> None:
        """As the actor itself."""
        self._actor.require(verb, unit_id=unit_id, on=on)

    def reach(self, verb: str, *, on: date) -> frozenset[int] | None:
        """As the actor itself, kept."""
        if (verb, on) not in self._reached:
            self._reached[verb, on] = self._actor.reach(verb, on=on)
        return self._reached[verb, on]


@dataclass(frozen=True)
class Hit:
    """One thing that answers. `target` is its id or code; the edge knows its address.

    `under` says where it belongs, `is_past` that it is no more (a dissolved unit, a closed round):
    such hits stand after the present ones of the same rank.
    """

    target: str
    title: str
    under: str
    rank: Rank
    is_past: bool = False


@dataclass(frozen=True)
class Candidate:
    """One thing that may answer: the names by which it is found, and how it is shown.

    `besides` are texts that only lend words, such as its unit.
    """

    target: str
    title: str
    under: str
    names: Sequence[str]
    besides: Sequence[str] = ()
    is_past: bool = False


def answering(candidates: Iterable[Candidate], wanted: Wanted) -> list[Hit]:
    """Those that answer, in the order given."""
    return [
        Hit(one.target, one.title, one.under, rank, is_past=one.is_past)
        for one in candidates
        if (rank := wanted.rank(one.names, besides=one.besides)) is not None
    ]


@dataclass(frozen=True)
class Found:
    """The hits of one source, best first. `note` says what was not looked through, if anything."""

    hits: Sequence[Hit]
    note: str = ""


class Source(Protocol):
    """Something that can be looked through. A room that comes later adds one and nothing else."""

    kind: str
    """A short word of its own: "unit", "paper". The edge gives it a heading and addresses."""

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """Everything that answers and that the reader may see.

        The number of questions to the database may not grow with what is stored or found. The
        order of equals is kept, so a source gives the newest or nearest first.
        """
