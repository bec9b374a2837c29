"""Averages that name both of their counts: "1.972 hộ, 7.689 nhân khẩu, bình quân 3,9 người/hộ"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Final

from keng.kernel.letters import folded
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role, same_kind
from keng.proofing.rounding import agrees, rounded, shown
from keng.prose.text import Span

AVERAGE: Final = re.compile(r"\b(?:binh quan|trung binh|tb)\b[^\d;.:]{0,36}$")
# Averages of what each of them is or gets: no two counts make them.
OF_ONE: Final = re.compile(
    r"\b(?:tuoi(?: doi)?|diem(?: so)?|thu nhap|toc do|nhiet do)\b[^\d;.:]{0,24}$"
)
_DENSITY: Final = re.compile(r"\bmat do\b[^\d;.:]{0,24}$")
_AVERAGE_EACH: Final = re.compile(
    r"\b(?:binh quan|trung binh) (?:moi|1|mot) (?P<unit>[a-z]+(?: [a-z]+){0,2}?)"
    r"(?: co| la| dat| khoang| nhan| tiep)?\s$"
)
_PER_UNIT: Final = re.compile(
    r"(?:\s?/\s?|\s(?:moi|tren mot|mot) )(?P<unit>km2|[a-z]+(?: [a-z]+)?)\b"
)
_RIGHT_BEHIND: Final = 40
_MOST: Final = 12


def averages(manuscript: Manuscript) -> Iterator[Remark]:
    """ "1.972 hộ, 7.689 nhân khẩu, bình quân 3,9 người/hộ": averages that name both counts."""
    above: Sequence[Quantity] = ()
    for quantities in manuscript.clusters:
        for index, ratio in enumerate(quantities):
            if ratio.role is not Role.LEVEL or not ratio.exact:
                continue
            unit = _per(manuscript, ratio)
            if unit:
                before = quantities[:index] or above  # a line of its own goes on with the one above
                yield from _averaged(manuscript, ratio, unit, before[-_MOST:])
        above = quantities


def _per(manuscript: Manuscript, ratio: Quantity) -> str:
    """The unit that an average is taken over, "" where the words tell of none."""
    start = max(manuscript.sentence_span(ratio).start, ratio.span.start - 44)
    before = manuscript.said(start, ratio.span.start)
    if OF_ONE.search(before):
        return ""
    behind = _PER_UNIT.match(manuscript.text.folded, ratio.whole.end)
    if behind and (AVERAGE.search(before) or _DENSITY.search(before)):
        return behind["unit"]
    each = _AVERAGE_EACH.search(before)
    return each["unit"] if each else ""


def _averaged(
    manuscript: Manuscript, ratio: Quantity, unit: str, before: Sequence[Quantity]
) -> Iterator[Remark]:
    levels = [one for one in before if one.role is Role.LEVEL and one.exact]
    values = [one.value for one in levels]
    values += [one.amount.denominator for one in levels if one.amount.denominator]
    if any(is_average(ratio, above, below) for above, below in permutations(values, 2)):
        return
    # "14 buổi/phường (08 phường)": how many there are may stand right behind.
    behind = manuscript.between(ratio.whole.end, ratio.whole.end + _RIGHT_BEHIND)[:1]
    levels += [one for one in behind if one.depth > ratio.depth and one.role is Role.LEVEL]
    below = next((one for one in reversed(levels) if counts_them(manuscript, one, unit)), None)
    above = next(
        (
            one
            for one in reversed(levels)
            if one.amount.unit.sort is ratio.amount.unit.sort and same_kind(one.head, ratio.head)
        ),
        None,
    )
    if below is None and above is not None and above.sentence == ratio.sentence:
        below = only_one(manuscript, unit, ratio)
    if below is None or above is None or not _are_bound(ratio, above, below):
        return
    if not is_average(ratio, above.value, below.value):
        yield wrong_average(ratio, above, below)


def _are_bound(ratio: Quantity, above: Quantity, below: Quantity) -> bool:
    """Whether the two counts are plain ones, and one of them stands in the average's sentence."""
    near = ratio.sentence in (below.sentence, above.sentence)
    near = near or below.sentence == above.sentence == ratio.sentence - 1
    plain = below.amount.denominator is None and above.amount.denominator is None
    return near and plain and above is not below and bool(below.value)


def only_one(manuscript: Manuscript, unit: str, ratio: Quantity) -> Quantity | None:
    """The one number of such units that the text knows above: then an average is over it."""
    known = [
        one
        for head, levels in manuscript.levels.items()
        if folded(head) == unit or folded(head).startswith(f"{unit} dan ")
        for one in levels[:_MOST]
        if one.exact and one.span.start < ratio.span.start and one.value > 1
    ]
    values = {one.value for one in known}
    return known[-1] if len(values) == 1 and known[-1].amount.denominator is None else None


def wrong_average(ratio: Quantity, above: Quantity, below: Quantity) -> Remark:
    """The remark that two counts make another average."""
    right = rounded(above.value / below.value, max(ratio.decimals, 1))
    return Remark(
        "K131",
        Span(min(above.span.start, below.span.start), ratio.whole.end),
        f"{shown(above.value)} chia cho {shown(below.value)} là {shown(right)}, không phải "
        f"{shown(ratio.value)}.",
        f"{shown(above.value)} over {shown(below.value)} is {shown(right)}, not "
        f"{shown(ratio.value)}.",
        (above.value, below.value, ratio.value),
        expected=shown(right),
    )


def is_average(ratio: Quantity, above: Decimal, below: Decimal) -> bool:
    """Whether two counts make the printed average; "1,6 triệu" is rounded at its own scale."""
    scale = ratio.amount.unit.times
    return bool(below) and agrees(ratio.value / scale, above / below / scale, ratio.decimals)


def counts_them(manuscript: Manuscript, quantity: Quantity, words: str) -> bool:
    """Whether a number counts what the words name, known or not ("3 ca, mỗi ca ...")."""
    behind = manuscript.said(quantity.span.end, quantity.span.end + len(words) + 2)
    return folded(quantity.head) == words or bool(re.match(rf" {words}\b", behind))
