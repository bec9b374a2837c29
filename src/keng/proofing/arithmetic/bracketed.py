"""A change with the earlier value in the bracket behind it: "tăng 02 người (10 người)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic.changes import place_of
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown

_COMPARES: Final = re.compile(r"\b(?:so voi|so cung ky|so nam|cung ky|nam truoc)\b")
_OPENED: Final = re.compile(r"\s?\((?:tu |nam (?:19|20)\d\d:? |cung ky:? )?")
_LABEL: Final = re.compile(r"[a-z]+")
_EMPTY: Final = frozenset(
    [
        "so",
        "tang",
        "giam",
        "co",
        "la",
        "va",
        "da",
        "bi",
        "nguoi",
        "vu",
        "nam",
        "voi",
        "voi",
        "cung",
        "ky",
        "them",
    ]
)
_BACK: Final = 12


def changes_in_brackets(manuscript: Manuscript) -> Iterator[Remark]:
    """Changes that the level told before and the value in the bracket do not make."""
    for number, quantities in enumerate(manuscript.clauses):
        for change, before in pairwise(quantities):
            if not _is_pair(manuscript, change, before):
                continue
            sentence = manuscript.sentence_span(change)
            if not _COMPARES.search(manuscript.said(sentence.start, change.span.start)):
                continue
            level = _level(manuscript, change, _before(manuscript, number, change))
            if level is None:
                continue
            by = level.value - before.value
            if by != change.rise * change.value and by != change.rise * change.value * -1:
                continue  # the two may be of other things; only the way of a change is sure
            if by != change.rise * change.value:
                word = "tăng" if by > 0 else "giảm"
                yield Remark(
                    "K114",
                    place_of(change, before),
                    f"Kỳ này {shown(level.value)}, kỳ trước {shown(before.value)}: phải là {word} "
                    f"{shown(abs(by))}.",
                    f"{shown(level.value)} now and {shown(before.value)} before: not as said.",
                    (level.value, before.value, change.value),
                    (level.whole,),
                    f"{word} {shown(abs(by))}",
                )


def _is_pair(manuscript: Manuscript, change: Quantity, before: Quantity) -> bool:
    plain = change.role is Role.CHANGE and before.role in (Role.LEVEL, Role.BEFORE)
    alike = change.head == before.head and before.depth == change.depth + 1 and bool(change.head)
    between = manuscript.said(change.whole.end, before.span.start)
    return plain and alike and change.exact and before.exact and bool(_OPENED.fullmatch(between))


def _before(manuscript: Manuscript, number: int, change: Quantity) -> Sequence[Quantity]:
    """The levels of the sentence and the one before it, in the paragraph of the change."""
    rows = [*(manuscript.clauses[number - 1] if number else ()), *manuscript.clauses[number]]
    return [
        one
        for one in rows[-_BACK * 2 :]
        if one.paragraph == change.paragraph
        and one.span.start < change.span.start
        and one.role is Role.LEVEL
        and one.exact
        and one.head == change.head
        and one.depth == change.depth
    ]


def _level(manuscript: Manuscript, change: Quantity, levels: Sequence[Quantity]) -> Quantity | None:
    """The level whose words the change repeats, or the only one."""
    own = _words(manuscript, change)
    named = [one for one in levels if own & _words(manuscript, one)]
    if len(named) == 1:
        return named[0]
    return levels[0] if len(levels) == 1 and not own else None


def _words(manuscript: Manuscript, quantity: Quantity) -> set[str]:
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - 40)
    words = re.split(r"[\d;,:.(]", manuscript.said(start, quantity.span.start))[-1]
    return set(_LABEL.findall(words)) - _EMPTY
