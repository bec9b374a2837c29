"""Registers that write into a report by themselves: direction, communication, initiatives, tasks.

An outline says where (`item: register`). To add a register: a file beside these with its counts,
sentences and how it is read, its line in REGISTERS, and its code in `RegisterCode` of the schema of
outlines. A code without a line here says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from keng.initiatives.queries import counted_units
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.packs.schema import Outline, RegisterItem, Section
from keng.prose.phrases import Stated
from keng.publishing.registers.commendations import COMMENDATIONS
from keng.publishing.registers.events import EVENTS
from keng.publishing.registers.initiatives import INITIATIVES
from keng.publishing.registers.papers import PAPERS
from keng.publishing.registers.recognition import RECOGNITION
from keng.publishing.registers.shapes import PREFIX, Asked, Register, Told, is_of_register, told
from keng.publishing.registers.steering import STEERING
from keng.publishing.registers.tasks import TASKS

REGISTERS: Final[Mapping[str, Register]] = {
    one.code: one
    for one in (PAPERS, TASKS, STEERING, EVENTS, INITIATIVES, RECOGNITION, COMMENDATIONS)
}

__all__ = [
    "PREFIX",
    "REGISTERS",
    "Told",
    "is_of_register",
    "registers_of",
    "stated_now",
    "told_by",
]


def registers_of(outline: Outline) -> tuple[str, ...]:
    """The registers that the outline lets speak, each once, in the order of their places."""
    items = (*outline.opening, *_in_sections(outline.sections), *outline.closing)
    named = (item.of for item in items if isinstance(item, RegisterItem))
    return tuple(dict.fromkeys(named))


def told_by(
    codes: Iterable[str], unit_id: int, period: Period, *, actor: Actor, on: date
) -> dict[str, Told]:
    """What these registers say of the unit and the period, as the actor may see it on the day.

    Permission to view the unit was asked by the caller. A code without a register says nothing.
    """
    wanted = [REGISTERS[code] for code in codes if code in REGISTERS]
    if not wanted:
        return {}
    units = counted_units(unit_id, on=min(period.last, on))
    asked = Asked(unit_id, units, period, actor, on)
    return {one.code: told(one, one.read(asked)) for one in wanted}


def stated_now(
    key: CellKey, unit_id: int, period: Period, *, actor: Actor, on: date
) -> Mapping[CellKey, Stated]:
    """All counts of the register of a key as they stand now; none for a register that is gone."""
    code = key.indicator.removeprefix(PREFIX).partition(".")[0]
    found = told_by([code], unit_id, period, actor=actor, on=on)
    return found[code].stated if code in found else {}


def _in_sections(sections: Iterable[Section]) -> Iterator[object]:
    for section in sections:
        yield from section.items
        yield from _in_sections(section.children)
