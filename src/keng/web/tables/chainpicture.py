"""The chain of a paper as a picture: columns from the basis on the left to what came of it.

Pure arithmetic on what `papers.queries.chain_of` says; the table beside it holds the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from keng.papers.queries import Chain, ChainNode

WIDE: Final = 240
HIGH: Final = 76
_BETWEEN: Final = 60
_BELOW: Final = 16
_EDGE: Final = 8
_LETTERS: Final = 29


@dataclass(frozen=True)
class Box:
    """One paper: where it stands, and its words cut to the width (the table has them whole)."""

    node: ChainNode
    x: int
    y: int
    first: str
    second: str
    third: str

    @property
    def left(self) -> int:
        """Where words begin."""
        return self.x + 10

    @property
    def rows(self) -> tuple[int, int, int]:
        """The base lines of the three lines of words."""
        return self.y + 21, self.y + 42, self.y + 62


@dataclass(frozen=True)
class Line:
    """From an upper paper to a lower one, as the `d` of an SVG path."""

    kind: str
    path: str


@dataclass(frozen=True)
class Picture:
    """All of it, and how large it is."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def picture_of(chain: Chain, names: Mapping[str, str]) -> Picture:
    """Place the papers; `names` are the kinds in words."""
    levels = sorted({node.level for node in chain.nodes})
    columns = {level: [node for node in chain.nodes if node.level == level] for level in levels}
    tallest = max((len(column) for column in columns.values()), default=0)
    height = 2 * _EDGE + tallest * (HIGH + _BELOW) - _BELOW
    boxes = {}
    for place, level in enumerate(levels):
        column = columns[level]
        taken = len(column) * (HIGH + _BELOW) - _BELOW
        top = (height - taken) // 2
        for n, node in enumerate(column):
            x = _EDGE + place * (WIDE + _BETWEEN)
            boxes[node.place] = _box(node, x, top + n * (HIGH + _BELOW), names)
    lines = [Line(step.kind, _path(boxes[step.upper], boxes[step.lower])) for step in chain.steps]
    # Lines between papers of one level bend out to the right of it.
    width = 2 * _EDGE + len(levels) * (WIDE + _BETWEEN)
    return Picture(tuple(boxes.values()), tuple(lines), width, height)


def _box(node: ChainNode, x: int, y: int, names: Mapping[str, str]) -> Box:
    day = f"{node.issued_on:%d/%m/%Y}" if node.issued_on else ""
    first = " · ".join(part for part in (node.line, day) if part)
    return Box(
        node, x, y, _cut(first), _cut(node.issuer), _cut(node.title or names.get(node.kind, ""))
    )


def _cut(words: str) -> str:
    return words if len(words) <= _LETTERS else f"{words[: _LETTERS - 1].rstrip()}…"


def _path(upper: Box, lower: Box) -> str:
    """A curve from the right of the upper one to the left of the lower one; beside if equal."""
    if upper.x == lower.x:
        x, bend = upper.x + WIDE, upper.x + WIDE + _BETWEEN // 2
        top, bottom = upper.y + HIGH // 2, lower.y + HIGH // 2
        return f"M {x} {top} C {bend} {top} {bend} {bottom} {x} {bottom}"
    start, end = (upper, lower) if upper.x < lower.x else (lower, upper)
    x1, y1 = start.x + WIDE, start.y + HIGH // 2
    x2, y2 = end.x, end.y + HIGH // 2
    middle = (x1 + x2) // 2
    return f"M {x1} {y1} C {middle} {y1} {middle} {y2} {x2} {y2}"
