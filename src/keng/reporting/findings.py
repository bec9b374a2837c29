"""What the rules say about a submission, and which warnings a person has explained. Pure.

A block must be corrected before the report is handed in. A warning must be corrected or explained;
the explanation travels upward with the figures and falls away as soon as one of the values that it
rests on changes. A hint asks for nothing (semantics 21; decision 0042).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

from keng.checks import Finding, evaluate
from keng.kernel.figures import CellKey
from keng.packs.schema import Form, Pack
from keng.reporting.comparison import Surroundings
from keng.reporting.series_findings import series_findings

Severity = Literal["block", "warn", "hint"]
Values = Mapping[CellKey, int | None]


@dataclass(frozen=True)
class Explanation:
    """Why a warning is right as it stands: written by whom and when."""

    reason: str
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class FindingView:
    """One finding with its explanation, if there is one.

    `values` are the numbers that take part, `reads` the cells that it rests on (`checks.Finding`);
    `fingerprint` names this very finding: the rule, its cells and all values that it rests on.
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
    fingerprint: str = ""
    explanation: Explanation | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still stops the report from being handed in."""
        if self.severity == "warn":
            return self.explanation is None
        return self.severity == "block"


@dataclass(frozen=True)
class Counts:
    """How many findings of each sort stand; what a list of submissions shows."""

    blocks: int
    warnings_open: int
    warnings_accepted: int


def findings(
    pack: Pack,
    form: Form,
    figures: Values,
    surroundings: Surroundings,
    explanations: Mapping[str, Explanation],
) -> list[FindingView]:
    """All that the pack's rules and the rules about series say, blocks first.

    `figures` are the values of the form's cells as they stand; `explanations` go by fingerprint.
    """
    indicators = {
        key: pack.indicators[key.indicator]
        for key in form.cells()
        if key.indicator in pack.indicators
    }
    before = surroundings.before(indicators)
    last_year = surroundings.last_year(indicators)
    said = evaluate(
        pack, form, figures, previous=before, same_period=last_year, period=surroundings.period
    )
    said = [*said, *series_findings(pack, indicators, figures, surroundings)]
    views = [_from_check(finding, figures) for finding in said]
    order = {"block": 0, "warn": 1, "hint": 2}
    views.sort(key=lambda view: order[view.severity])
    return [replace(view, explanation=explanations.get(view.fingerprint)) for view in views]


def counted(views: Iterable[FindingView]) -> Counts:
    """The counts of a list of findings."""
    listed = list(views)
    warnings = [view for view in listed if view.severity == "warn"]
    return Counts(
        blocks=sum(view.severity == "block" for view in listed),
        warnings_open=sum(view.is_open for view in warnings),
        warnings_accepted=sum(not view.is_open for view in warnings),
    )


def _from_check(finding: Finding, figures: Values) -> FindingView:
    view = FindingView(
        check=finding.check,
        severity=finding.severity,
        cells=finding.cells,
        message=finding.message,
        message_en=finding.message_en,
        fix=finding.fix,
        fix_en=finding.fix_en,
        values=finding.values,
        reads=finding.reads,
    )
    return _fingerprinted(view, figures)


def _fingerprinted(view: FindingView, figures: Values) -> FindingView:
    cells = [f"{key}={figures.get(key)}" for key in sorted(view.cells)]
    values = [f"{name}={value}" for name, value in sorted(view.values.items())]
    text = "\n".join([view.check, *cells, "", *values])
    return replace(view, fingerprint=hashlib.sha256(text.encode()).hexdigest())


def open_ones(views: Sequence[FindingView]) -> list[FindingView]:
    """The findings that stop the report from being handed in."""
    return [view for view in views if view.is_open]
