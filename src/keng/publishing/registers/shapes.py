"""What a register can say in a report: counts by name, and sentences made of them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.prose.phrases import Stated

PREFIX: Final = "register:"
"""How the key of a count begins: no indicator of a pack has a colon in its code."""


@dataclass(frozen=True)
class Asked:
    """Whose report it is, for which period, and who reads it on which day.

    `units` are the unit and those whose rows are its own figures (a commune's villages and the
    schools, agencies and enterprises that it manages). `until` is the last day that is counted.
    """

    unit_id: int
    units: frozenset[int]
    period: Period
    actor: Actor
    on: date

    @property
    def until(self) -> date:
        """The last day of the period, or today where it is not over."""
        return min(self.period.last, self.on)


@dataclass(frozen=True)
class Count:
    """Something that a register counts: what it is called, and the word behind the number."""

    label: str
    unit: str


@dataclass(frozen=True)
class Saying:
    """A sentence of counts; `{name}` is a count with its unit, `{name:number}` the number alone.

    It is written where all of its counts are known and the first of them is not 0. `lead` is "-"
    for a sentence of its own and "+" for a part of the one before.
    """

    template: str
    lead: str = "-"


@dataclass(frozen=True)
class Answer:
    """What the register gave: counts that are known, and what is missing for the others.

    `missing` are sentences for the person who writes the report; they never go into the paper.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    is_illustrative: bool = False


@dataclass(frozen=True)
class Register:
    """One register: its counts, its sentences in order, and how it is read."""

    code: str
    counts: Mapping[str, Count]
    sayings: tuple[Saying, ...]
    read: Callable[[Asked], Answer]


@dataclass(frozen=True)
class Told:
    """What one register says of a unit and a period, ready for the sentences.

    `names` leads from a name in a template to the key of its count.
    """

    register: Register
    stated: Mapping[CellKey, Stated]
    names: Mapping[str, CellKey]
    missing: tuple[str, ...]
    is_illustrative: bool


def key_of(register: str, count: str) -> CellKey:
    """The key under which a count stands in a Word file."""
    return CellKey(f"{PREFIX}{register}.{count}")


def is_of_register(key: CellKey) -> bool:
    """Whether a key is that of a count, and not of an indicator."""
    return key.indicator.startswith(PREFIX)


def told(register: Register, answer: Answer) -> Told:
    """The answer of a register as the sentences read it; a count that is not known has no value."""
    names = {name: key_of(register.code, name) for name in register.counts}
    stated = {
        names[name]: Stated(one.label, one.unit, answer.counts.get(name), 0, names[name])
        for name, one in register.counts.items()
    }
    return Told(register, stated, names, answer.missing, answer.is_illustrative)
