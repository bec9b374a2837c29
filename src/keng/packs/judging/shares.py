"""Shares: of things held against a percentage, and of the units that a unit manages.

A share of children is known while some are still undecided: now, at best and at worst. It decides
early where even the best or the worst case leaves no doubt (the timing trap of the law: a commune
is judged by children whose own decisions fall due on the same day).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from keng.packs.judging.vocabulary import Child, ChildState, Outcome, ShareOutlook, Words
from keng.packs.schema.criteria import ChildrenShare

_REGISTERED = frozenset({ChildState.UNDECIDED, ChildState.RECOGNISED, ChildState.REFUSED})
_OPEN = {
    "registered": frozenset({ChildState.NOT_YET}),
    "recognised": frozenset({ChildState.NOT_YET, ChildState.UNDECIDED}),
}


def percent(numerator: int, denominator: int) -> Words:
    """A share in words, one decimal, half up: "7/8 = 87,5%"."""
    exact = Decimal(numerator * 100) / Decimal(denominator)
    text = f"{exact.quantize(Decimal('0.1'), rounding='ROUND_HALF_UP'):f}".removesuffix(".0")
    return Words(
        f"{numerator}/{denominator} = {text.replace('.', ',')}%",
        f"{numerator}/{denominator} = {text}%",
    )


def least_numerator(denominator: int, bound: int, *, strictly: bool) -> int:
    """The smallest whole number whose share of the denominator reaches the percentage.

    >>> least_numerator(7, 70, strictly=False)
    5
    >>> least_numerator(20, 95, strictly=True)
    20
    """
    if strictly:
        return bound * denominator // 100 + 1
    return -(-bound * denominator // 100)


def outlook(
    share: ChildrenShare, children: Iterable[Child], *, at_least: int, pool: str
) -> tuple[ShareOutlook, ...]:
    """The share of the children in the scope: one pool, or one for each level that has any.

    Only children of the share's levels and sets count. No children at all give one outlook whose
    outcome is what the share says of an empty pool. The order of the children does not matter.
    """
    mine = sorted(
        (one for one in children if one.level in share.levels and one.set in share.sets),
        key=lambda one: one.unit,
    )
    if pool == "joint":
        return (_pooled(share, mine, at_least),)
    levels = [level for level in share.levels if any(one.level == level for one in mine)]
    if not levels:
        return (_pooled(share, [], at_least),)
    return tuple(
        _pooled(share, [one for one in mine if one.level == level], at_least) for level in levels
    )


def _pooled(share: ChildrenShare, children: list[Child], at_least: int) -> ShareOutlook:
    waiting_on = tuple(one.unit for one in children if one.state in _OPEN[share.counted])
    now = _share(share, children)
    best = _held(share, _share(share, children, as_if=ChildState.RECOGNISED), at_least)
    worst = min(
        (
            _held(share, _share(share, children, as_if=state), at_least)
            for state in (ChildState.REFUSED, ChildState.UNREGISTERED)
        ),
        key=_badness,
    )
    outcome = best if best is worst else Outcome.WAITING
    return ShareOutlook(*now, best, worst, outcome, waiting_on)


def _badness(outcome: Outcome) -> int:
    return {Outcome.NOT_MET: 0, Outcome.UNKNOWN: 1}.get(outcome, 2)


def _share(
    share: ChildrenShare, children: list[Child], as_if: ChildState | None = None
) -> tuple[int, int]:
    """How many count, of how many; with those that are open taken as the given state."""
    states = [
        _resolved(one.state, as_if, share.counted) if as_if is not None else one.state
        for one in children
    ]
    registered = sum(state in _REGISTERED for state in states)
    recognised = sum(state is ChildState.RECOGNISED for state in states)
    counted = registered if share.counted == "registered" else recognised
    return counted, (len(states) if share.among == "in_scope" else registered)


def _resolved(state: ChildState, as_if: ChildState, counted: str) -> ChildState:
    if state not in _OPEN[counted]:
        return state
    # A unit that registered cannot become one that did not.
    if state is ChildState.UNDECIDED and as_if is ChildState.UNREGISTERED:
        return ChildState.REFUSED
    return as_if


def _held(share: ChildrenShare, counted_among: tuple[int, int], at_least: int) -> Outcome:
    counted, among = counted_among
    if among == 0:
        return Outcome(share.empty)
    return Outcome.MET if counted * 100 >= at_least * among else Outcome.NOT_MET
