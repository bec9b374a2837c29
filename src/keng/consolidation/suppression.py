"""Which of a family of small totals may be told apart without giving one away. Pure: no Django.

A family is a total that the reader knows and the parts that add up to it, whole numbers from 0.
A part of 1 to 4 is sensitive: it may be shown as "<5", and nobody who knows the total, the rule in
this module and everything else that is shown may rule out one of the values 1, 2, 3, 4 for it.

What is shown is therefore one of four pictures, and which one depends only on what all data sets
behind the same picture have in common (docs/algorithms/disclosure.md has the proof):

* open: no part is sensitive; everything is shown;
* marked: sensitive parts as "<5" and one other part held back ("…"), which takes up the slack;
* veiled: sensitive parts as "<5" and every other part held back;
* closed: every part held back, so that not even their number is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

LEAST_SHOWN = 5
_SENSITIVE = range(1, LEAST_SHOWN)
_SLACK = 8  # with one free part of 0 or at least 5, this much above one each hides 1 to 4


class Face(StrEnum):
    """What a reader outside sees of a value."""

    EXACT = "exact"
    FEW = "<5"
    HELD = "…"


def is_sensitive(value: int) -> bool:
    """Whether the value is a small total of people: 1 to 4."""
    return value in _SENSITIVE


def face_alone(value: int) -> Face:
    """How a value is shown that is part of no family: the top of the tree."""
    return Face.FEW if is_sensitive(value) else Face.EXACT


def faces(total: int, parts: Sequence[int]) -> tuple[Face, ...]:
    """How each part is shown to somebody who knows the total exactly.

    `parts` come in an order that does not depend on their values. Parts that do not add up to the
    total (an adjustment lies between) are closed as soon as one is sensitive.
    """
    sensitive = [is_sensitive(part) for part in parts]
    count, others = sum(sensitive), len(parts) - sum(sensitive)
    if not count:
        return (Face.EXACT,) * len(parts)
    closed = (Face.HELD,) * len(parts)
    if sum(parts) != total or count >= _closed_from(total, len(parts)):
        return closed
    if not _is_hidden(total, count, others):
        return closed
    slack = _slack_part(parts, sensitive)
    few = [Face.FEW if one else Face.EXACT for one in sensitive]
    if slack is None:
        return tuple(few)
    small_sum = sum(part for part, one in zip(parts, sensitive, strict=True) if one)
    if small_sum + parts[slack] >= count + _SLACK:
        few[slack] = Face.HELD
        return tuple(few)
    return tuple(Face.FEW if one else Face.HELD for one in sensitive)


@dataclass(frozen=True)
class Family:
    """One step down a tree: the total above, its parts, and which of them the way goes on with."""

    total: int
    parts: tuple[int, ...]
    at: int


def face_along(top: int, way: Sequence[Family]) -> Face:
    """How the last part of the way is shown to a reader who sees what is public, and no more.

    `top` is the value of the root. Below a value that is not shown exactly nothing is shown: its
    parts would tell it.
    """
    face = face_alone(top)
    for family in way:
        face = faces(family.total, family.parts)[family.at] if face is Face.EXACT else Face.HELD
    return face


def _slack_part(parts: Sequence[int], sensitive: Sequence[bool]) -> int | None:
    """The first part after the last sensitive one, around the end, that is not sensitive."""
    last = max(index for index, one in enumerate(sensitive) if one)
    around = [*range(last + 1, len(parts)), *range(last)]
    return next((index for index in around if not sensitive[index]), None)


def _fits(total: int, value: int, count: int, others: int) -> bool:
    """Whether `count` sensitive parts, one of them `value`, and `others` can make the total.

    The others are 0 or at least 5 each.
    """
    left, least = total - value, count - 1
    if least <= left <= least * (LEAST_SHOWN - 1):
        return True
    return others > 0 and left - least >= LEAST_SHOWN


def _is_hidden(total: int, count: int, others: int) -> bool:
    """Whether knowing the total and which parts are sensitive rules out none of 1 to 4."""
    return all(_fits(total, value, count, others) for value in _SENSITIVE)


@lru_cache(maxsize=4096)
def _closed_from(total: int, size: int) -> int:
    """From how many sensitive parts on a family of this total and size is closed.

    A closed family tells that its number of sensitive parts is one that is closed. The limit is
    the highest one for which that alone rules out no value either.
    """
    unsafe = [n for n in range(1, size + 1) if not _is_hidden(total, n, size - n)]
    open_values = set(_SENSITIVE)
    occurs = False
    for count in unsafe:
        fitting = {value for value in _SENSITIVE if _fits(total, value, count, size - count)}
        occurs = occurs or bool(fitting)
        open_values -= fitting
    limit = size + 1
    while occurs and open_values and limit > 1:
        limit -= 1
        open_values -= {value for value in _SENSITIVE if _fits(total, value, limit, size - limit)}
    return limit
