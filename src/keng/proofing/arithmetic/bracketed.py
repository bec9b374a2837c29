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
from keng.proofing.rounding import agrees, rounded, share, shown

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
_BEYOND: Final = re.compile(
    r"[^\d.;()]{0,20},? (?P<word>vuot|nhieu hon|hon|thieu|thap hon|it hon)(?: la)? "
)
_PLAN: Final = re.compile(
    r" (?:so voi )?(?:ke hoach|chi tieu|muc tieu)[^\d.;()]{0,24}\((?:ke hoach |la |giao )?"
)
_OF_PLAN: Final = re.compile(r" (?:so voi )?(?:ke hoach|chi tieu)(?: [a-z]+){0,4} \(")
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


def beyond_the_plan(manuscript: Manuscript) -> Iterator[Remark]:
    """ "33 buổi, vượt 03 buổi so với kế hoạch (30 buổi)", "đạt 110% kế hoạch (33/30 buổi)"."""
    for quantities in manuscript.clauses:
        for percent, part in pairwise(quantities):
            yield from _of_the_plan(manuscript, percent, part)
        for now, by, plan in zip(quantities, quantities[1:], quantities[2:], strict=False):
            alike = now.head == by.head == plan.head and bool(now.head)
            plain = all(one.exact and one.amount.denominator is None for one in (now, by, plan))
            way = _BEYOND.fullmatch(manuscript.said(now.whole.end, by.span.start))
            against = _PLAN.fullmatch(manuscript.said(by.whole.end, plan.span.start))
            if not (alike and plain and way and against) or now.role is not Role.LEVEL:
                continue
            apart = now.value - plan.value
            if apart != (by.value if way["word"] in ("vuot", "hon", "nhieu hon") else -by.value):
                yield Remark(
                    "K114",
                    place_of(now, by, plan),
                    f"{shown(now.value)} và {shown(plan.value)} chênh nhau {shown(abs(apart))}, "
                    f"không phải {shown(by.value)}.",
                    f"{shown(now.value)} and {shown(plan.value)} differ by {shown(abs(apart))},"
                    f" not "
                    f"by {shown(by.value)}.",
                    (now.value, by.value, plan.value),
                    expected=shown(abs(apart)),
                )


def _of_the_plan(manuscript: Manuscript, percent: Quantity, part: Quantity) -> Iterator[Remark]:
    whole = part.amount.denominator
    if percent.role is not Role.SHARE or not whole or not percent.exact:
        return
    if not _OF_PLAN.fullmatch(manuscript.said(percent.whole.end, part.span.start)):
        return
    made = share(part.value, whole)
    if made is not None and not agrees(percent.value, made, percent.decimals):
        right = f"{shown(rounded(made, percent.decimals))}%"
        yield Remark(
            "K122",
            place_of(percent, part),
            f"{shown(part.value)} trên {shown(whole)} là {right}, không phải "
            f"{shown(percent.value)}%.",
            f"{shown(part.value)} of {shown(whole)} is {right}, not {shown(percent.value)}%.",
            (part.value, whole, percent.value),
            expected=right,
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
