"""Illustrative monthly figures of a commune: plausible, consistent, the same on every machine.

They satisfy the pack's balances and parts because they are drawn as parts and balances; that they
pass every blocking rule is tested, not assumed.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Month = tuple[int, int]  # year, month
_RANGE = 2**64


@dataclass(frozen=True)
class Community:
    """Who the figures are drawn for: a commune, as the communes of before the merger in it."""

    key: str
    parts: tuple[str, ...]


@cache
def recipe() -> Mapping[str, Any]:
    """The recipe of illustrative.yaml."""
    text = (files(__package__) / "illustrative.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def mark() -> str:
    """The words that every illustrative figure carries as its source."""
    return str(recipe()["mark"])


def monthly_figures(
    community: Community, months: Sequence[Month], opening: Mapping[str, int]
) -> Iterator[tuple[Month, dict[str, int]]]:
    """Whole numbers by indicator for consecutive months, in order.

    What is pending at the end of a month is carried into the next one; `opening` holds what its
    predecessors left pending before the first month.
    """
    pending = dict(opening)
    for month in months:
        figures = _drawn(community, month)
        _balance(figures, pending, community.key, month)
        _complete(figures, community.key, month)
        yield month, figures


def _drawn(community: Community, month: Month) -> dict[str, int]:
    made: dict[str, int] = {}
    for name, (low, high) in recipe()["stocks"].items():
        made[name] = sum(_between(low, high, part, name) for part in community.parts)
    for name, mean in recipe()["flows"].items():
        made[name] = sum(_poisson(mean, part, name, month) for part in community.parts)
    for name, full in recipe()["rising"].items():
        made[name] = full * len(community.parts) * month[1] // 12
    made |= dict.fromkeys(recipe()["zero"], 0)
    for name, when in recipe()["months"].items():
        made[name] = when["value"] if month[1] == when["month"] else 0
    for name, parts in recipe()["sums"].items():
        made[name] = sum(made[part] for part in parts)
    return made


def _balance(made: dict[str, int], pending: dict[str, int], key: str, month: Month) -> None:
    for balance in recipe()["balances"]:
        carried, received = pending.get(balance["pending"], 0), made[balance["received"]]
        left = min(received, _between(0, 9, key, balance["pending"], month) // 9)
        passed = min(received - left, _between(0, 3, key, balance["passed_on"], month) // 3)
        made[balance["carried_in"]] = carried
        made[balance["passed_on"]] = passed
        made[balance["settled"]] = carried + received - passed - left
        made[balance["pending"]] = pending[balance["pending"]] = left


def _complete(made: dict[str, int], key: str, month: Month) -> None:
    for name, (base, low, high, *step) in recipe()["times"].items():
        made[name] = made[base] * _between(low, high, key, name, month) * math.prod(step)
    for name, (base, percent) in recipe()["shares"].items():
        made[name] = made[base] * percent // 100
    for name, base in recipe()["copies"].items():
        made[name] = made[base]


def _draw(*about: object) -> int:
    digest = hashlib.sha256("|".join(str(part) for part in about).encode()).digest()
    return int.from_bytes(digest[:8], "big")


def _between(low: int, high: int, *about: object) -> int:
    return low + _draw(*about) * (high - low + 1) // _RANGE


def _poisson(mean: float, *about: object) -> int:
    """The Poisson quantile of a uniform draw; means here are small, so counting up is enough."""
    left = _draw(*about) / _RANGE
    count, probability = 0, math.exp(-mean)
    while left > probability and count < 10 * (mean + 1):
        left -= probability
        count += 1
        probability *= mean / count
    return count
