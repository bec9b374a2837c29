"""Sums, differences, products and percentages that the rows of a table keep among their columns.

No heading is trusted: a relation is one of the table when at least two rows keep it and a single
row breaks it. Of two relations for one column the one that more rows keep is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from keng.proofing.rounding import agrees, share, shown

Numbers = Sequence[Decimal | None]
Made = Callable[[Sequence[Decimal]], Decimal | None]

_LEAST_ALIKE: Final = 2
_MOST_ADDED: Final = 6


@dataclass(frozen=True)
class Relation:
    """One column that others make: `made` computes it, `vi` and `en` say how."""

    target: int
    sources: tuple[int, ...]
    vi: str
    en: str
    made: Made
    percent: bool = False

    def cells(self, numbers: Numbers) -> list[Decimal] | None:
        """The target and its sources, None where one of them is no number."""
        found = [numbers[column] for column in (self.target, *self.sources)]
        known = [cell for cell in found if cell is not None]
        return known if len(known) == len(found) else None

    def keeps(self, numbers: Numbers) -> bool:
        """Whether a row keeps the relation."""
        cells = self.cells(numbers)
        made = self.made(cells[1:]) if cells else None
        if cells is None or made is None:
            return False
        if self.percent:
            decimals = max(0, -int(cells[0].as_tuple().exponent))
            return agrees(abs(cells[0]), abs(made), decimals)
        return made == cells[0]

    def tells(self, numbers: Numbers) -> bool:
        """Whether a row that keeps the relation shows it: zeros and ones fit too much."""
        cells = self.cells(numbers)
        plain = all(abs(cell) > 1 for cell in cells or ()) or (
            "+" in self.vi and all(cell > 0 for cell in cells or ())
        )
        return cells is not None and plain and self.keeps(numbers)

    def breaks(self, numbers: Numbers) -> bool:
        """Whether a row has all the numbers and does not keep the relation."""
        return self.cells(numbers) is not None and not self.keeps(numbers)


@dataclass(frozen=True)
class Broken:
    """The row (its place in the table) that alone breaks a relation."""

    row: int
    relation: Relation
    cells: tuple[Decimal, ...]

    @property
    def made(self) -> str:
        """What the other columns make, as prose writes it."""
        made = self.relation.made(self.cells[1:]) or Decimal(0)
        return shown(round(made, 2) if self.relation.percent else made)


def broken_rows(table: Sequence[Numbers]) -> Iterator[Broken]:
    """The rows that alone break what the others keep, one for each column that is made."""
    best: dict[int, tuple[int, Broken | None]] = {}
    for relation in _relations(len(table[0])):
        if sum(relation.tells(row) for row in table) < _LEAST_ALIKE:
            continue
        kept = sum(relation.keeps(row) for row in table)
        apart = [number for number, row in enumerate(table) if relation.breaks(row)]
        told = None
        if len(apart) == 1 and kept > len(apart):
            cells = relation.cells(table[apart[0]]) or []
            told = Broken(apart[0], relation, tuple(cells))
        if kept > best.get(relation.target, (0, None))[0]:
            best[relation.target] = kept, told
    for _, told in best.values():
        if told is not None:
            yield told


def _relations(width: int) -> Iterator[Relation]:
    """What columns can make: neighbours added up, and two before a column taken otherwise."""
    for target in range(width):
        for count in range(2, _MOST_ADDED + 1):
            if target + count < width:
                yield _added(target, tuple(range(target + 1, target + count + 1)))
            if target >= count:
                yield _added(target, tuple(range(target - count, target)))
        for first in range(max(0, target - 4), target - 1):
            for second in range(first + 1, target):
                yield from _of_two(target, first, second)


def _added(target: int, sources: tuple[int, ...]) -> Relation:
    return Relation(target, sources, " + ", " + ", _sum)


def _of_two(target: int, first: int, second: int) -> Iterator[Relation]:
    both = (first, second)
    yield Relation(target, both, " × ", " × ", lambda cells: cells[0] * cells[1])
    yield Relation(target, both, " trừ ", " less ", lambda cells: cells[0] - cells[1])
    yield Relation(target, (second, first), " trừ ", " less ", lambda cells: cells[0] - cells[1])
    yield Relation(target, both, " chia ", " over ", _part, percent=True)
    yield Relation(target, (second, first), " chia ", " over ", _part, percent=True)
    yield Relation(target, both, " so với ", " against ", _change, percent=True)


def _sum(cells: Sequence[Decimal]) -> Decimal:
    return sum(cells, Decimal(0))


def _part(cells: Sequence[Decimal]) -> Decimal | None:
    return share(cells[0], cells[1])


def _change(cells: Sequence[Decimal]) -> Decimal | None:
    return share(cells[1] - cells[0], cells[0])
