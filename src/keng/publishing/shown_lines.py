"""The lines of a text as they may be shown beside findings. Pure.

Personal data is masked and what speaks of watched people is left out (semantics 28), also for who
handed the text in: a page is printed, copied and passed on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from keng.proofing import people
from keng.proofing.manuscript import Manuscript
from keng.prose.healing import lines_with_text
from keng.prose.reading import WITHHELD, read
from keng.prose.text import Span

MASK: Final = "▒▒▒"


class _Cover(NamedTuple):
    """A stretch of the running text that is not shown, and what stands in its place."""

    span: Span
    sign: str


def shown_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Each line as it may be shown, as many as there are; one that hides nothing is untouched."""
    reading = read(lines)
    manuscript = Manuscript(reading.text)
    covers = [_Cover(passed.span, WITHHELD) for passed in reading.found.passed_over]
    checks = dict.fromkeys(rule.check for rule in people.RULES)
    covers += [_Cover(remark.span, MASK) for check in checks for remark in check(manuscript)]
    return _covered(lines, reading.text.offsets, _apart(covers))


def _apart(covers: list[_Cover]) -> list[_Cover]:
    """In order and without overlaps; the wider of two that meet swallows the other."""
    apart: list[_Cover] = []
    for cover in sorted(covers):
        last = apart[-1] if apart else None
        if last is None or cover.span.start >= last.span.end:
            apart.append(cover)
        elif cover.span.end > last.span.end or cover.sign == WITHHELD:
            end = max(last.span.end, cover.span.end)
            sign = WITHHELD if WITHHELD in (last.sign, cover.sign) else MASK
            apart[-1] = _Cover(Span(last.span.start, end), sign)
    return apart


def _covered(lines: Sequence[str], offsets: Sequence[int], covers: list[_Cover]) -> tuple[str, ...]:
    shown = list(lines)
    ends = [cover.span.end for cover in covers]
    for line, start in zip(lines_with_text(lines), offsets, strict=True):
        stop = start + len(line.words)
        index = bisect_right(ends, start)
        place, pieces = start, []
        while index < len(covers) and covers[index].span.start < stop:
            span, sign = covers[index]
            pieces += [line.words[place - start : max(span.start - start, 0)], sign]
            place = min(span.end, stop)
            index += 1
        if pieces:
            shown[line.number - 1] = "".join([*pieces, line.words[place - start :]])
    return tuple(shown)
