"""What changed between two versions of a Word file: its figures, and the lines of its text.

Figures are matched by what they are about (indicator, unit, period, view) and not by where they
stand or how they are written, so that a figure in a sentence and in a table is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from keng.documents.word.reading import ReadField, read_fields, shaped_lines_of


@dataclass(frozen=True)
class FigureChange:
    """A figure that says something else now; "" where the older or newer file has none."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class LineChange:
    """A line of text that was written ("" before), taken out ("" now) or rewritten."""

    before: str
    now: str


@dataclass(frozen=True)
class Differences:
    """All that differs, in the order of the newer file."""

    figures: tuple[FigureChange, ...]
    lines: tuple[LineChange, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.figures or self.lines)


def differences(before: bytes, now: bytes) -> Differences:
    """What a reader of the older file has not seen yet in the newer one.

    A line that differs only by its figures is told by them and not again as a line.
    """
    return Differences(
        figures=tuple(_figures(read_fields(before), read_fields(now))),
        lines=tuple(_lines(before, now)),
    )


def _figures(old: Sequence[ReadField], new: Sequence[ReadField]) -> Iterator[FigureChange]:
    then = {_about(one): one for one in reversed(old)}
    seen = set()
    for one in new:
        about = _about(one)
        if about in seen:
            continue
        seen.add(about)
        before = then.get(about)
        if before is None or before.text != one.text:
            yield FigureChange(one.label, before.text if before else "", one.text)
    for about, one in reversed(then.items()):
        if about not in seen:
            yield FigureChange(one.label, one.text, "")


def _about(field: ReadField) -> tuple[str, ...]:
    source = field.source
    if source is None:
        return ("", field.label)
    return (source.indicator, source.by, source.unit, source.period, source.view)


def _lines(before: bytes, now: bytes) -> Iterator[LineChange]:
    then, today = _written(before), _written(now)
    matcher = SequenceMatcher(
        a=[shape for _, shape in then], b=[shape for _, shape in today], autojunk=False
    )
    for what, from_, to, first, last in matcher.get_opcodes():
        if what != "equal":
            gone = [text for text, _ in then[from_:to]]
            come = [text for text, _ in today[first:last]]
            for old, new in zip_longest(gone, come, fillvalue=""):
                yield LineChange(old, new)


def _written(content: bytes) -> list[tuple[str, str]]:
    return [
        (text.strip(), shape.strip()) for text, shape in shaped_lines_of(content) if text.strip()
    ]
