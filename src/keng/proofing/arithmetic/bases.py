"""Which number of a text is the whole that a share stands on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import PEOPLE, Quantity, Role, same_kind
from keng.proofing.rounding import agrees, share

_MOST_BASES: Final = 400


def any_base(
    manuscript: Manuscript, part: Quantity, percent: Quantity, quantities: Sequence[Quantity]
) -> bool:
    """Whether any number of the text could be the whole: then the share may well be right."""
    levels = manuscript.levels.get(part.head, ())
    last = bisect_right(levels, part.span.end, key=_start_of)
    nearest = levels[max(0, last - _MOST_BASES) : last]
    wholes = [found.value for found in nearest]
    wholes += [found.amount.denominator for found in nearest if found.amount.denominator]
    wholes += [found.value for found in quantities if found.role in (Role.LEVEL, Role.BEFORE)]
    wholes += [found.amount.denominator for found in quantities if found.amount.denominator]
    wholes.append(
        sum(
            (found.value for found in quantities if found.head == part.head and is_level(found)),
            Decimal(0),
        )
    )
    return any(
        made is not None and agrees(percent.value, made, percent.decimals)
        for made in (share(part.value, whole) for whole in dict.fromkeys(wholes))
    )


def _start_of(quantity: Quantity) -> int:
    return quantity.span.start


def common_base(
    manuscript: Manuscript,
    part: Quantity,
    pairs: Sequence[tuple[Quantity, Quantity]],
    quantities: Sequence[Quantity],
) -> Decimal | None:
    """The whole that the other parts of the list stand on, or the one that "trong đó" names."""
    wholes = _wholes_before(part, pairs, quantities)
    others = [
        (found, percent)
        for found, percent in pairs
        if found is not part and same_kind(found.head, part.head)
    ]
    for whole in wholes:
        if any(agree(found, percent, whole.value) for found, percent in others):
            return whole.value
    only = wholes[0] if len(wholes) == 1 and wholes[0].sentence == part.sentence else None
    if only is not None and (part.head or _is_named(manuscript, only, part)):
        return only.value
    if (named := _named_whole(manuscript, part, wholes)) is not None:
        return named
    if part.head and (largest := _largest_above(manuscript, part, pairs, wholes)) is not None:
        return largest
    if len(others) > 1 and part.head:
        return _far_base(manuscript, part, others)
    return None


def _is_named(manuscript: Manuscript, whole: Quantity, part: Quantity) -> bool:
    """ "Số vụ án: 14; đã khám phá 12 (85,7%)": two numbers whose things are named before them."""
    start = manuscript.sentence_span(whole).start
    before = manuscript.said(start, whole.span.start)
    named = re.search(r"\bso [a-z]+(?: [a-z]+){0,4}:? $", before)
    bare = not whole.head and whole.amount.denominator is None
    return bool(named) and bare and whole.sentence == part.sentence


def _largest_above(
    manuscript: Manuscript,
    part: Quantity,
    pairs: Sequence[tuple[Quantity, Quantity]],
    wholes: Sequence[Quantity],
) -> Decimal | None:
    """What "chiếm" is said of: the first and largest number of the paragraph before the part."""
    percent = next(other for one, other in pairs if one is part)
    if "chiem" not in manuscript.said(part.whole.end, percent.span.start) or not wholes:
        return None
    first = wholes[0].value
    return first if first == max(one.value for one in wholes) else None


def _wholes_before(
    part: Quantity, pairs: Sequence[tuple[Quantity, Quantity]], quantities: Sequence[Quantity]
) -> list[Quantity]:
    """Numbers before a part that are large enough to be its whole and no part of the list."""
    listed = {found.span.start for found, _ in pairs}
    return [
        found
        for found in quantities
        if is_level(found)
        and found.exact
        and (not part.head or same_kind(found.head, part.head))
        and found.span.start < part.span.start
        and found.span.start not in listed
        and found.value >= part.value
    ]


def _named_whole(
    manuscript: Manuscript, part: Quantity, wholes: Sequence[Quantity]
) -> Decimal | None:
    """The last number before the "trong đó" under which a part stands."""
    start = manuscript.sentence_span(part).start
    place = manuscript.said(start, part.span.start).rfind("trong do")
    if place < 0:
        return None
    before = [found for found in wholes if start <= found.span.start < start + place]
    return before[-1].value if before else None


def _far_base(
    manuscript: Manuscript, part: Quantity, others: Sequence[tuple[Quantity, Quantity]]
) -> Decimal | None:
    """A number of the text above that makes all other shares of the list right."""
    for head in sorted(PEOPLE if part.head in PEOPLE else {part.head}):
        for whole in manuscript.levels.get(head, ())[:_MOST_BASES]:
            before = part.value <= whole.value and whole.span.start < part.span.start
            if before and all(agree(found, percent, whole.value) for found, percent in others):
                return whole.value
    return None


def agree(part: Quantity, percent: Quantity, whole: Decimal) -> bool:
    """Whether a part of a whole makes the printed percentage."""
    made = share(part.value, whole)
    return made is not None and agrees(percent.value, made, percent.decimals)


def base_that_gives(manuscript: Manuscript, part: Quantity, percent: Quantity) -> Decimal | None:
    """A number of the text that would make the printed share right."""
    for found in manuscript.levels.get(part.head, ())[:_MOST_BASES]:
        if found.value and agree(part, percent, found.value):
            return found.value
    return None


def is_level(quantity: Quantity) -> bool:
    """Whether a number counts what there is, not how it changed."""
    return quantity.role is Role.LEVEL
