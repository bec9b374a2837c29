"""Criteria: one thing that a unit is judged by, and how (semantics 6, 25).

A set (`schema.criteria_sets`) holds criteria. Their rules read, in the rule language of the house,
`now` and `last_year` (figures of the set's window and of the one before, in the smallest unit),
`fact` (what is typed in the assessment), `param` (what a province has chosen), `law` (thresholds
in force on the last day of the window) and `period`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from keng.packs.schema.calendar import DueDay
from keng.packs.schema.texts import Code, Formula, Level, Line, Part, Text, refusal

SetCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9.-]*$", max_length=40)]
CriterionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9.-]*$", max_length=30)]
CriterionKind = Literal[
    "attest",  # a person says met or not met, with evidence
    "attest_only",  # one box for a whole clause: no note, no count, no file (semantics 25)
    "count",  # a number of things held against a number
    "ratio",  # a share held against a percentage
    "ratio_of_children",  # a share of the units that the unit manages
    "not_occurred",  # something must not have happened, with the exceptions that the law knows
    "compare",  # this window against the one before
    "choice",  # branches: other rules for other starting points
    "checklist",  # a list of which all, or so many, must be done
    "reference",  # criteria of another set, all met
    "result",  # the result or class that another set gave the unit
    "unread",  # the law has it and nobody has read it yet: nothing rests on it
]
Verification = Literal["verified", "partly", "secondary", "unknown"]
OutcomeWord = Literal["met", "not_met", "not_applicable", "unknown", "waiting"]
Points = Annotated[Decimal, Field(ge=0, le=10_000, decimal_places=2)]


class Fact(Part):
    """Something typed in the assessment because no indicator tells it: never about a person.

    `type` number (whole, of things), truth, or choice (one of `values`). Rules read it as
    `fact.<code>`: a choice as the text of its code.
    """

    code: Code
    title: Text
    type: Literal["number", "truth", "choice"] = "truth"
    unit: Line | None = None
    values: dict[Code, Text] = {}

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if (self.type == "choice") != (len(self.values) > 1):
            raise refusal(
                "dữ kiện kiểu choice, và chỉ kiểu này, có từ hai “values” trở lên",
                "a fact of type choice, and only that, has two or more `values`",
            )
        if (self.type == "number") != (self.unit is not None):
            raise refusal(
                "dữ kiện kiểu number, và chỉ kiểu này, có đơn vị (unit)",
                "a fact of type number, and only that, has a `unit`",
            )
        return self


class Parameter(Part):
    """A choice that the law leaves to a province, dated by the set that holds it.

    `default` null means that nobody has chosen: what reads it cannot be decided until they do.
    """

    code: Code
    title: Text
    values: dict[Code, Text]
    default: Code | None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if self.default is not None and self.default not in self.values:
            known = ", ".join(self.values)
            raise refusal(
                f"default “{self.default}” không có trong values: {known}",
                f"the default {self.default!r} is none of: {known}",
            )
        return self


class Share(Part):
    """A share held against a percentage, in whole numbers: no division, so nothing is rounded.

    `at_least` (or `more_than`) is a percentage as a rule: "100", "law.recognised_share_min".
    `empty` is the outcome where there is nothing to divide by.
    """

    numerator: Formula
    denominator: Formula
    at_least: Formula | None = None
    more_than: Formula | None = None
    empty: OutcomeWord

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_least is None) == (self.more_than is None):
            raise refusal(
                "ghi một trong at_least, more_than", "give one of `at_least`, `more_than`"
            )
        return self

    @property
    def bound(self) -> str:
        """The percentage, as a rule, whichever way it binds."""
        return self.at_least or self.more_than or ""


class ChildrenShare(Part):
    """A share of the units that a unit manages (not of those that lie in it: semantics 10).

    `counted` registered or recognised, `among` all in scope or those registered; both by the sets
    of `sets`. `pool` joint: one share over all; each: every level must reach it. A parameter named
    in `pool_from` stands before `pool`.
    """

    sets: tuple[SetCode, ...]
    levels: tuple[Level, ...]
    counted: Literal["registered", "recognised"]
    among: Literal["in_scope", "registered"]
    at_least: Formula
    pool: Literal["joint", "each"] = "joint"
    pool_from: Code | None = None
    empty: OutcomeWord


class Escape(Part):
    """A reason of the law why something that occurred does not count; a person writes which one."""

    code: Code
    title: Text


class ChecklistItem(Part):
    """One thing of a list that must be done, with the day of the year that it belongs to."""

    code: Code
    title: Text
    due: DueDay | None = None


class Reference(Part):
    """Criteria of another set that must hold for this unit at its own scale; empty = all."""

    set: SetCode
    criteria: tuple[CriterionCode, ...] = ()


class ResultOf(Part):
    """The result that another set gave the same unit for the same year."""

    set: SetCode
    classes: tuple[Code, ...] = Field(default=(), description="one of these; empty: recognised")


class CriterionPoints(Part):
    """Points of a criterion; `max` null must be typed in before the set gives a class.

    `given` whole: all or nothing by the verdict; marked: a person gives 0 to `max`.
    """

    max: Points | None
    given: Literal["whole", "marked"] = "whole"


class CriterionExample(Part):
    """Figures and facts, and what the criterion comes to; the loader computes it.

    Figures are written in the natural unit. `claim` is what a person says: met or not met, and
    `occurred`, `exception`, `done` as the kind asks.
    """

    year: int = 2024
    now: dict[str, str | None] = {}
    last_year: dict[str, str | None] = {}
    facts: dict[Code, str | None] = {}
    params: dict[Code, Code] = {}
    claim: Literal["met", "not_met"] | None = None
    occurred: bool | None = None
    exception: Code | None = None
    done: tuple[Code, ...] | None = None
    children: dict[Line, int] | None = Field(
        default=None,
        description="units by state: recognised, refused, undecided, unregistered, not_yet; "
        "of one level as village/recognised",
    )
    referred: dict[CriterionCode, OutcomeWord] = {}
    result: Line | None = Field(default=None, description="recognised, refused or a class")
    expect: OutcomeWord


class Criterion(Part):
    """One criterion ("tiêu chí"): what is asked, by which clause, judged how, shown by what.

    `rule` is true where the criterion is met. Without a rule a person says so (`attest`) or says
    whether it occurred (`not_occurred`). `applies_if` false gives "không áp dụng".
    """

    code: CriterionCode
    group: Code
    title: Text
    clause: Line | None = None
    kind: CriterionKind
    known: Verification = "verified"
    rule: Formula | None = None
    wording: Text | None = Field(
        default=None, description="the rule as a sentence; null: Keng words it part by part"
    )
    share: Share | None = None
    children: ChildrenShare | None = None
    checklist: tuple[ChecklistItem, ...] = ()
    at_least_done: int | None = Field(
        default=None, ge=1, description="so many of the checklist; null: all of it"
    )
    reference: Reference | None = None
    result: ResultOf | None = None
    exceptions: tuple[Escape, ...] = ()
    applies_if: Formula | None = None
    attested: Text | None = Field(
        default=None, description="what a person confirms besides the rule, as a statement"
    )
    facts: tuple[Code, ...] = Field(
        default=(), description="facts asked for beside the rule, for the record only"
    )
    figures: tuple[Line, ...] = Field(
        default=(), description="cells shown beside the criterion, for the record only"
    )
    evidence: tuple[Code, ...] = Field(default=(), description="kinds of evidence of the set")
    due: DueDay | None = None
    points: CriterionPoints | None = None
    note: Text | None = None
    examples: tuple[CriterionExample, ...] = ()

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        wrong = [rule for rule in _COHERENCE if rule[0](self)]
        if wrong:
            raise refusal("; ".join(vi for _, vi, _ in wrong), "; ".join(en for _, _, en in wrong))
        return self


def _lacks_its_part(it: Criterion) -> bool:
    needed = {
        "count": it.rule,
        "compare": it.rule,
        "choice": it.rule,
        "ratio": it.share,
        "ratio_of_children": it.children,
        "checklist": it.checklist,
        "reference": it.reference,
        "result": it.result,
    }
    return not needed.get(it.kind, True)


def _has_a_foreign_part(it: Criterion) -> bool:
    parts = (
        (it.share, {"ratio"}),
        (it.children, {"ratio_of_children"}),
        (it.checklist or it.at_least_done, {"checklist"}),
        (it.reference, {"reference"}),
        (it.result, {"result"}),
        (it.exceptions, {"not_occurred"}),
        (it.rule, {"count", "compare", "choice", "not_occurred", "ratio", "checklist"}),
    )
    return any(bool(part) and it.kind not in kinds for part, kinds in parts)


def _says_more_than_a_box(it: Criterion) -> bool:
    more = (it.facts, it.figures, it.evidence, it.attested, it.due)
    return it.kind == "attest_only" and any(bool(one) for one in more)


# What contradicts itself in one criterion: (is it wrong?, what to do in Vietnamese, in English).
_COHERENCE: tuple[tuple[Callable[[Criterion], bool], str, str], ...] = (
    (
        _lacks_its_part,
        (
            "tiêu chí thiếu phần tính của loại (kind) đã chọn: rule, share, children, checklist, "
            "reference hoặc result"
        ),
        (
            "the criterion lacks what its kind needs: rule, share, children, checklist, reference "
            "or result"
        ),
    ),
    (
        _has_a_foreign_part,
        "tiêu chí có phần tính không thuộc loại (kind) đã chọn; hãy bỏ hoặc đổi kind",
        "the criterion has a part that does not belong to its kind; remove it or change the kind",
    ),
    (
        _says_more_than_a_box,
        (
            "tiêu chí attest_only chỉ có một ô đạt/chưa đạt: bỏ facts, figures, evidence, "
            "attested, due"
        ),
        "an attest_only criterion is one box: remove facts, figures, evidence, attested, due",
    ),
    (
        lambda it: (it.kind == "unread") != (it.known == "unknown"),
        "tiêu chí chưa đọc được (kind: unread) ghi known: unknown, và ngược lại",
        "an unread criterion (kind: unread) is `known: unknown`, and the other way round",
    ),
    (
        lambda it: it.at_least_done is not None and it.at_least_done > len(it.checklist),
        "at_least_done lớn hơn số mục của danh mục: không đơn vị nào đạt được",
        "at_least_done is more than the checklist has: no unit can meet it",
    ),
)
