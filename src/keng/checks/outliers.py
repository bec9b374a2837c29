"""Figures that look odd beside the unit's own past and its peers; hints, never refusals. Pure.

Each hint says in plain words what was compared and with which numbers, so that a person can agree
or not at a glance. What counts as odd is chosen by how many needless hints a reader bears (LIMITS),
not by law; measured in docs/algorithms/outliers.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log
from statistics import median

from keng.checks.odds import (
    dispersion,
    odds_above,
    odds_below,
    odds_beside,
    odds_of_repeats,
    repeats_expected,
)
from keng.kernel.figures import CellKey, to_decimal
from keng.kernel.vietnamese import format_number


@dataclass(frozen=True)
class Limits:
    """What counts as odd. Of the method and not of any law; each with its reason."""

    chance: float = 0.001  # of 100 cells with two sides each, one needless hint in about five forms
    factor: int = 3  # below three times nobody corrects anything, however unlikely it is
    periods: int = 6  # half a year: with fewer, chance alone explains nearly everything
    references: int = 3  # two values agree by accident: measured, each seventh hint was such
    slip_from: int = 50  # below this a tenfold, or a third, is within reach of real events
    slack: int = 2  # a slipped value lies within half and twice of what was usual
    repeats: int = 5  # fewer equal values are seen every month
    copied: float = 0.00001  # cells of one form follow one another: each says less than by itself
    peers: int = 5  # fewer do not make a picture, and each would be recognised
    usual_most: int = 60  # counts above vary by more than chance: only the robust level test
    spread: float = 5.0  # deviations of the past, as in the Hampel identifier but wider


LIMITS = Limits()
_SLIPS = (10, 100, 1_000, 1_000_000)
_MAD = 1.4826  # makes the median deviation that of a normal curve


class Odd(StrEnum):
    """How a figure is odd."""

    SLIP = "slip"
    COUNT = "count"
    LEVEL = "level"
    SEASON = "season"
    PEERS = "peers"
    COPIED = "copied"


@dataclass(frozen=True)
class Peer:
    """What another unit reports for the same cell and period, and what it usually does."""

    value: int
    usual: float


@dataclass(frozen=True)
class Beside:
    """One figure and what it is held beside; all integers in the indicator's smallest unit.

    `past`: the same cell in earlier periods of the same length, oldest first, unknown ones left
    out; `seasons`: the same period of earlier years, latest first; `is_count`: events that happen
    one by one (no money, no area, nothing with decimals, no stock).
    """

    key: CellKey
    value: int
    past: tuple[int, ...] = ()
    seasons: tuple[int, ...] = ()
    peers: tuple[Peer, ...] = ()
    is_count: bool = True
    digits: int = 0


@dataclass(frozen=True)
class Hint:
    """One odd figure in words; `keys` are its cells. It blocks nothing and asks for no reason."""

    odd: Odd
    keys: tuple[CellKey, ...]
    message: str
    message_en: str


def hints_about(beside: Beside, limits: Limits = LIMITS) -> list[Hint]:
    """What is odd about one figure. A slip explains the rest, so it then stands alone."""
    slipped = _slip(beside, limits)
    if slipped is not None:
        return [slipped]
    tests = (_count, _level, _season, _peers)
    return [hint for test in tests if (hint := test(beside, limits)) is not None]


def copied(pairs: Sequence[tuple[CellKey, int, int]], limits: Limits = LIMITS) -> Hint | None:
    """Whether a report looks like the one before: too many equal counts that are not 0.

    `pairs` are (cell, now, before) of flow counts only: stocks do stay the same.
    """
    moving = [one for one in pairs if one[1] and one[2]]
    equal = [key for key, now, before in moving if now == before]
    values = [before for _key, _now, before in moving]
    if len(equal) < limits.repeats or odds_of_repeats(len(equal), values) >= limits.copied:
        return None
    usual = format_number(round(repeats_expected(values)))
    n, of = format_number(len(equal)), format_number(len(moving))
    return Hint(
        Odd.COPIED,
        tuple(equal),
        f"{n}/{of} số phát sinh khác 0 giống hệt kỳ trước; ngẫu nhiên thì chỉ khoảng {usual} số "
        "giống nhau. Có thể số kỳ trước bị chép lại.",
        f"{n} of {of} counts other than 0 are exactly those of the period before; by chance it "
        f"would be about {usual}. The figures may have been copied.",
    )


def _slip(beside: Beside, limits: Limits) -> Hint | None:
    known = [one for one in (*beside.past, *beside.seasons) if one > 0]
    if beside.value <= 0 or len(known) < limits.references:
        return None
    low, high = min(known), max(known)
    if low < beside.value * limits.factor and beside.value < high * limits.factor:
        return None
    if max(beside.value, low) < limits.slip_from:
        return None
    usual = median(known)
    fitting = [
        (abs(log(meant / usual)), factor, meant)
        for factor in _SLIPS
        for meant in (beside.value / factor, beside.value * factor)
        if low / limits.slack <= meant <= high * limits.slack
    ]
    if not fitting:
        return None
    _distance, factor, meant = min(fitting)
    return _say_slip(beside, factor, larger=meant < beside.value, low=low, high=high)


def _say_slip(beside: Beside, factor: int, *, larger: bool, low: int, high: int) -> Hint:
    shown, times = _shown(beside.value, beside), format_number(factor)
    span = f"{_shown(low, beside)}–{_shown(high, beside)}"
    vi, en = ("gấp", "times") if larger else ("bằng một phần", "th of")
    cause = "sai đơn vị tính" if factor >= 1_000 else "thừa hoặc thiếu chữ số"
    cause_en = "a slip of the unit" if factor >= 1_000 else "a digit too many or too few"
    told = f"{times} {en}" if larger else f"a {times}{en}"
    return Hint(
        Odd.SLIP,
        (beside.key,),
        f"{shown}: khoảng {vi} {times} mức thường thấy ({span}). Có thể {cause}.",
        f"{shown}: about {told} what is usual ({span}). It may be {cause_en}.",
    )


def _count(beside: Beside, limits: Limits) -> Hint | None:
    past = beside.past
    if not beside.is_count or len(past) < limits.periods:
        return None
    usual = sum(past) / len(past)
    if max(usual, beside.value / limits.factor) > limits.usual_most:
        return None
    high = beside.value >= limits.factor * usual and odds_above(beside.value, past) < limits.chance
    low = beside.value * limits.factor <= usual and odds_below(beside.value, past) < limits.chance
    if not (high or low):
        return None
    quiet = sum(one == 0 for one in past)
    zeros = f", {quiet} kỳ bằng 0" if quiet else ""
    zeros_en = f", {quiet} of them 0" if quiet else ""
    n, whole, most = len(past), format_number(sum(past)), format_number(max(past))
    return Hint(
        Odd.COUNT,
        (beside.key,),
        f"{_shown(beside.value, beside)}, trong khi {n} kỳ trước cộng lại {whole} (cao nhất {most}"
        f"{zeros}). {'Cao' if high else 'Thấp'} hơn hẳn mức ngẫu nhiên.",
        f"{_shown(beside.value, beside)}, while {n} earlier periods together have {whole} (most "
        f"{most}{zeros_en}). {'Higher' if high else 'Lower'} than chance explains.",
    )


def _level(beside: Beside, limits: Limits) -> Hint | None:
    past = [one for one in beside.past if one > 0]
    if len(past) < limits.periods or beside.value <= 0:
        return None
    usual = median(past)
    if beside.is_count and usual <= limits.usual_most:
        return None  # the exact test speaks of these
    if max(usual, beside.value) < limits.slip_from:
        return None
    logs = [log(one / usual) for one in past]
    off = abs(log(beside.value / usual))
    wide = max(log(limits.factor), limits.spread * _MAD * median(abs(one) for one in logs))
    if off < wide or (beside.value <= max(past) * limits.slack and beside.value >= min(past)):
        return None
    shown, middle = _shown(beside.value, beside), _shown(round(usual), beside)
    span = f"{_shown(min(past), beside)}–{_shown(max(past), beside)}"
    return Hint(
        Odd.LEVEL,
        (beside.key,),
        f"{shown}, trong khi {len(past)} kỳ trước ở giữa là {middle} ({span}).",
        f"{shown}, while the middle of {len(past)} earlier periods is {middle} ({span}).",
    )


def _season(beside: Beside, limits: Limits) -> Hint | None:
    enough = beside.seasons and len(beside.past) >= limits.periods
    if not (beside.is_count and enough):
        return None
    n, total = len(beside.seasons), sum(beside.seasons)
    above, below = odds_beside(beside.value, total, 1 / (n + 1), dispersion(beside.past))
    usual = total / n
    high = beside.value >= limits.factor * usual and above < limits.chance
    low = beside.value * limits.factor <= usual and below < limits.chance
    if not (high or low):
        return None
    years = ", ".join(_shown(one, beside) for one in beside.seasons)
    return Hint(
        Odd.SEASON,
        (beside.key,),
        f"{_shown(beside.value, beside)}, cùng kỳ các năm trước: {years}.",
        f"{_shown(beside.value, beside)}, the same period of earlier years: {years}.",
    )


def _peers(beside: Beside, limits: Limits) -> Hint | None:
    """Beside units with a similar usual level: what moves all of them together is not odd."""
    if not beside.is_count or len(beside.past) < limits.periods:
        return None
    usual = sum(beside.past) / len(beside.past)
    alike = [
        one
        for one in beside.peers
        if usual and usual / limits.slack <= one.usual <= usual * limits.slack
    ]
    if len(alike) < limits.peers:
        return None
    theirs, level = sum(one.value for one in alike), sum(one.usual for one in alike)
    expected = usual * theirs / level
    spread = max(dispersion(beside.past), dispersion([one.value for one in alike]))
    above, below = odds_beside(beside.value, theirs, usual / (usual + level), spread)
    high = beside.value >= limits.factor * expected and above < limits.chance
    low = beside.value * limits.factor <= expected and below < limits.chance
    if not (high or low):
        return None
    n, shown = len(alike), _shown(beside.value, beside)
    mean = format_number(round(theirs / n))
    return Hint(
        Odd.PEERS,
        (beside.key,),
        f"{shown}, trong khi {n} đơn vị cùng cỡ kỳ này trung bình khoảng {mean}.",
        f"{shown}, while {n} units of similar size have about {mean} on average this period.",
    )


def _shown(value: int, beside: Beside) -> str:
    return format_number(to_decimal(value, beside.digits), beside.digits)
