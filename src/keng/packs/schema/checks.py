"""Checks: rules over the figures of one submission, each with worked examples."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from keng.packs.schema.indicators import Kind
from keng.packs.schema.texts import Code, Formula, Line, Part, Source, Text, refusal

Severity = Literal["block", "warn", "hint"]


class CellSelector(Part):
    """Which cells of a form a check runs over, one at a time; an empty list selects all."""

    kinds: tuple[Kind, ...] = ()
    groups: tuple[Code, ...] = ()
    indicators: tuple[Code, ...] = ()
    but: tuple[Code, ...] = Field(default=(), description="indicators that are left out")


class CheckExample(Part):
    """Figures and what the check says about them; the loader computes it.

    Figures are written in the natural unit of the indicator ("664.49"). `cell` names the cell
    that a check over cells looks at. `expect` is "unknown" where a needed figure is missing.
    """

    now: dict[str, str | None] = {}
    before: dict[str, str | None] = {}
    last_year: dict[str, str | None] = {}
    period: Line = "2024-03"
    cell: str | None = None
    each: Code | None = None
    expect: Literal["pass", "fail", "unknown"]


class Check(Part):
    """A rule that is true where the figures are fine, and what to say and do where it is not.

    `over` runs the rule once per selected cell, with `cell.now`, `cell.before` and
    `cell.last_year`; `each` writes the rule once per value of a breakdown, put in place of
    {each}. `law` names thresholds of `Pack.thresholds` as `law.<code>`.
    """

    code: Code
    label: Text
    severity: Severity
    forms: tuple[Code, ...]
    rule: Formula
    over: CellSelector | None = None
    each: Code | None = None
    cells: tuple[str, ...] = Field(default=(), description="cells that the finding points at")
    values: dict[Code, Formula] = Field(
        default={}, description="sums and differences that the message may show"
    )
    message: Text
    fix: Text
    source: Source | None = None
    examples: tuple[CheckExample, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.over is not None and self.each is not None:
            raise refusal("dùng “over” hoặc “each”, không dùng cả hai", "use `over` or `each`")
        outcomes = {example.expect for example in self.examples}
        if not {"pass", "fail"} <= outcomes:
            raise refusal(
                "cần ít nhất một ví dụ đạt (pass) và một ví dụ không đạt (fail)",
                "give at least one example that passes and one that fails",
            )
        return self
