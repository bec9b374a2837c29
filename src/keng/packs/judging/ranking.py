"""The list of one decider: units in order, quotas applied, what no rule decides left to people.

Deterministic: the order in which units are handed in does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.vocabulary import Candidate, Placed, Result
from keng.packs.schema.criteria_results import Quota, TieBreak

Key = tuple[Decimal, ...]
_RESULTS = {
    Result.RECOGNISED: 0,
    Result.WAITING: 1,
    Result.UNDECIDABLE: 2,
    Result.NOT_RECOGNISED: 3,
}


def rank(ready: ReadySet, candidates: Iterable[Candidate]) -> tuple[Placed, ...]:
    """The candidates best first, with their final classes.

    A class above its quota keeps its best units; the others fall to the quota's next class. Units
    that every tie-break leaves equal across the border are not decided by a hidden rule: they have
    no class, their result is waiting, and `tied_with` names them for the people who decide.
    Quotas are applied in the set's order.
    """
    ordered = sorted(candidates, key=lambda one: (_order(ready, one), one.key))
    placed = [Placed(one.key, 0, one.conclusion.in_class, one.conclusion.result) for one in ordered]
    keys = {one.key: _order(ready, one) for one in ordered}
    for quota in ready.set.quotas:
        placed = _within(quota, placed, keys)
    classes = [one.code for one in ready.set.classes]
    final = sorted(placed, key=lambda one: _final_order(one, classes, keys))
    return tuple(replace(one, rank=number) for number, one in enumerate(final, start=1))


def _final_order(one: Placed, classes: list[str], keys: Mapping[str, Key]) -> tuple[object, ...]:
    in_class = classes.index(one.in_class) if one.in_class in classes else len(classes)
    return _RESULTS[one.result], in_class, keys[one.key], one.key


def _order(ready: ReadySet, one: Candidate) -> Key:
    """Smaller is better: class, then the set's tie-breaks in their order."""
    classes = [each.code for each in ready.set.classes]
    held = one.conclusion.in_class
    in_class = Decimal(classes.index(held) if held in classes else len(classes))
    breaks = (_MEASURES[each.by](one, each) for each in ready.set.tie_breaks)
    return (in_class, *(-measure for measure in breaks))


_MEASURES: Mapping[str, Callable[[Candidate, TieBreak], Decimal]] = {
    "score": lambda one, _: one.conclusion.score or Decimal(0),
    "met": lambda one, _: Decimal(one.conclusion.met),
    "years": lambda one, _: Decimal(one.years),
    "group": lambda one, by: one.group_scores.get(by.group or "", Decimal(0)),
    "criterion": lambda one, by: one.points.get(by.criterion or "", Decimal(0)),
}


def _within(quota: Quota, placed: list[Placed], keys: Mapping[str, Key]) -> list[Placed]:
    holders = [one for one in placed if one.in_class == quota.of]
    if not holders:
        return placed
    if quota.at_most is None:
        unknown = {one.key for one in holders}
        return [_open(one, ()) if one.key in unknown else one for one in placed]
    kept = allowed(quota, _counts(placed), len(placed))
    if kept >= len(holders):
        return placed
    sure, tied = _border(holders, kept, keys)
    told = tuple(sorted(one.key for one in tied))
    changed = {one.key: _open(one, told) for one in tied}
    for one in holders[sure + len(tied) :]:
        changed[one.key] = replace(one, in_class=quota.falls_to, lowered_by=quota.code)
    return [changed.get(one.key, one) for one in placed]


def _open(one: Placed, tied_with: tuple[str, ...]) -> Placed:
    result = Result.WAITING if tied_with else Result.UNDECIDABLE
    others = tuple(key for key in tied_with if key != one.key)
    return replace(one, in_class=None, result=result, tied_with=others)


def _border(holders: list[Placed], kept: int, keys: Mapping[str, Key]) -> tuple[int, list[Placed]]:
    """How many surely stay, and those that are equal across the border."""
    edge = keys[holders[kept - 1].key] if kept else None
    if edge is None or keys[holders[kept].key] != edge:
        return kept, []
    tied = [one for one in holders if keys[one.key] == edge]
    return holders.index(tied[0]), tied


def _counts(placed: list[Placed]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in placed:
        if one.in_class is not None:
            counts[one.in_class] = counts.get(one.in_class, 0) + 1
    return counts


def allowed(quota: Quota, counts: Mapping[str, int], judged: int) -> int:
    """How many may hold the class: the most whose share of the whole is within the quota.

    Those who fall count in the class that they fall to, so the whole moves with the border:
    of 8 rated excellent and 10 rated good, at most 20 % of the good may be excellent: 3, because
    then 15 are good.
    """
    if quota.at_most is None:
        return 0
    held = counts.get(quota.of, 0)
    for kept in range(held, -1, -1):
        after = {**counts, quota.of: kept}
        after[quota.falls_to] = after.get(quota.falls_to, 0) + held - kept
        whole = sum(after.get(code, 0) for code in quota.among) if quota.among else judged
        if kept * 100 <= quota.at_most * whole:
            return kept
    return 0
