"""Findings: what a check says about figures, with the numbers it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from keng.kernel.figures import CellKey
from keng.packs.schema import Severity


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or odd in a submission.

    `severity`: block = it cannot be submitted; warn = it can, with a written reason; hint = worth
    a look. `values` holds every number that took part, in the indicator's natural unit, by the
    name that rules use ("now.fires", "before.fires"); an accepted warning is tied to them, so
    that a changed figure asks again. `reads` are the cells that it rests on, at whatever time and
    whether or not it names them: that it is there compares them.
    """

    check: str
    severity: Severity
    cells: tuple[CellKey, ...]
    message: str
    message_en: str
    fix: str
    fix_en: str
    values: Mapping[str, Decimal] = field(default_factory=dict)
    reads: frozenset[CellKey] = frozenset()
