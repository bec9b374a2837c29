"""How the verdicts of a set add up: groups, gates, classes, quotas, order, what flows back."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from keng.packs.schema.criteria import CriterionCode, OutcomeWord, Points, SetCode, Verification
from keng.packs.schema.texts import Code, Line, Part, Source, Text

Percent = Annotated[int, Field(ge=0, le=100)]


class CriterionGroup(Part):
    """A heading of a set; `inferred` says that its border was concluded, not read."""

    code: Code
    title: Text
    max: Points | None = None
    inferred: bool = False


class EvidenceKind(Part):
    """A kind of evidence: a resolution, a plan, a decision, minutes, a photo."""

    code: Code
    title: Text
    photo: bool = False


class Condition(Part):
    """A gate or a veto: criteria that must be met, another set's result, or a declared fact.

    A gate that does not hold keeps a unit off the list; a veto does the same, or, with `at_most`,
    lowers it to a class.
    """

    code: Code
    title: Text
    criteria: tuple[CriterionCode, ...] = ()
    set: SetCode | None = None
    classes: tuple[Code, ...] = ()
    fact: Code | None = Field(default=None, description="a truth that must be false")
    at_most: Code | None = None
    source: Source | None = None


class YearsInRow(Part):
    """A title or condition that needs so many years in a row of the same result."""

    code: Code
    title: Text
    years: Annotated[int, Field(ge=2, le=20)]
    classes: tuple[Code, ...] = ()
    needed: bool = Field(default=False, description="without it the unit is not recognised")
    source: Source | None = None


class Quota(Part):
    """At most a share of units may hold a class, counted within the list of one decider.

    `among` are the classes whose holders are the whole (name `of` too where its own holders count);
    empty = all units judged. Units beyond the share fall to `falls_to`, the last in order first.
    """

    code: Code
    of: Code
    among: tuple[Code, ...] = ()
    at_most: Percent | None
    falls_to: Code
    source: Source | None = None


class TieBreak(Part):
    """How two units with the same result are put in order; the unit's code comes last of all."""

    by: Literal["score", "met", "group", "criterion", "years"]
    group: Code | None = None
    criterion: CriterionCode | None = None


class ResultClass(Part):
    """A class, best first in the list. `at_least` points (score) or criteria met (count_met).

    For a rating, `needs` names groups all of whose criteria must hold. null where nobody knows the
    bound: no unit can be put into a class until it is typed in.
    """

    code: Code
    title: Text
    at_least: Decimal | None = None
    needs: tuple[Code, ...] = ()
    recognised: bool = True
    known: Verification = "verified"


class Merged(Part):
    """What a unit formed by a merger may claim: null = asked for, so no year counts.

    none: it starts anew; all: a year counts if every predecessor had it; any: if one had it.
    """

    years_in_row: Literal["none", "all", "any"] | None = None
    registration: Literal["none", "all", "any"] | None = None
    source: Source | None = None
    note: Text | None = None


class FlowBack(Part):
    """An indicator that results are counted into, once per unit judged, by the decision.

    `what` in_scope, registered, recognised: one per unit; met: the number of criteria met; class:
    one per unit by its class; years: recognised `years` in a row. `unit_kind` fills that breakdown.
    """

    indicator: Code
    what: Literal["in_scope", "registered", "recognised", "met", "class", "years"]
    years: int | None = None
    kinds: dict[Line, Code] = Field(
        default={}, description="kind or level of the unit to the value of unit_kind"
    )
    classes: dict[Code, Code] = Field(default={}, description="class of the set to value of class")


class SetExample(Part):
    """Outcomes of all criteria (`all`, but for those of `but`) and what the set concludes."""

    all: OutcomeWord
    but: dict[CriterionCode, OutcomeWord] = {}
    points: dict[CriterionCode, Points] = {}
    years: int | None = Field(default=None, description="years in a row before this one")
    facts: dict[Code, str] = {}
    result: Line | None = Field(default=None, description="of the set that a gate asks about")
    expect: Literal["recognised", "not_recognised", "waiting", "undecidable"]
    in_class: Code | None = None
