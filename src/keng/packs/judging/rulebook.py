"""A criteria set made ready: every rule compiled, every cell and label that it needs at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from keng.kernel.figures import CellKey
from keng.packs.judging.vocabulary import Case, Words
from keng.packs.judging.wording import Labels, Named, worded
from keng.packs.rulebook import cell_scope
from keng.packs.schema.criteria import ChildrenShare, Criterion, Fact, Share
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.packs.schema.criteria_who import Window
from keng.packs.schema.pack import Pack
from keng.packs.schema.texts import Text
from keng.rules.dated import in_force
from keng.rules.evaluation import Facts, Rule, compile_rule
from keng.rules.language import Binary, Expression, Has, children, names_in
from keng.rules.typing import Scope, Type

_TYPES = {"number": Type.NUMBER, "truth": Type.TRUTH, "choice": Type.TEXT}


@dataclass(frozen=True)
class Told:
    """A part of a rule as a sentence; `small` where it holds a number of people."""

    part: Expression
    words: Words
    small: bool


@dataclass(frozen=True)
class ReadyRule:
    """A compiled rule, and how it is told: by the set's own sentence, or part by part."""

    rule: Rule
    labels: Labels
    wording: Words | None = None

    @cached_property
    def parts(self) -> tuple[Expression, ...]:
        """What is told alone: the parts joined by `&&`, or the whole where the set words it."""
        expression = self.rule.expression
        return (expression,) if self.wording is not None else tuple(conjuncts(expression))

    @cached_property
    def _told(self) -> dict[tuple[int, int], Told | None]:
        return {}

    def told(self, part: Expression) -> Told | None:
        """A part as it is told; None for a name or a number alone, whose own step says all."""
        place = (part.start, part.end)
        if place not in self._told:
            self._told[place] = self._made(part) if list(children(part)) else None
        return self._told[place]

    def _made(self, part: Expression) -> Told:
        words = self.wording or worded(part, self.labels)
        small = any(self.labels.of(name).small for name in names_in(part))
        return Told(part, words, small)

    @cached_property
    def names(self) -> tuple[Named, ...]:
        """The facts that the rule names, each once however often it stands there."""
        named = {(name.space, name.field): name for name in self.rule.names}
        return tuple(self.labels.of(name) for name in named.values())


@dataclass(frozen=True)
class ReadyShare:
    """The two sides of a share and the percentage that it is held against."""

    share: Share
    numerator: ReadyRule
    denominator: ReadyRule
    bound: ReadyRule


@dataclass(frozen=True)
class ReadyChildren:
    """A share of children and the percentage that it is held against."""

    share: ChildrenShare
    bound: ReadyRule


@dataclass(frozen=True)
class ReadyCriterion:
    """A criterion whose rules are compiled; what its kind does not ask for is None."""

    criterion: Criterion
    rule: ReadyRule | None = None
    applies: ReadyRule | None = None
    share: ReadyShare | None = None
    children: ReadyChildren | None = None

    @cached_property
    def rules(self) -> tuple[ReadyRule, ...]:
        """Those that there are."""
        of_share = (
            (self.share.numerator, self.share.denominator, self.share.bound) if self.share else ()
        )
        of_children = (self.children.bound,) if self.children else ()
        own = (one for one in (self.applies, self.rule) if one is not None)
        return (*own, *of_share, *of_children)

    def reads(self) -> tuple[tuple[str, CellKey], ...]:
        """The figures that the rules read, as (time, cell), each once."""
        names = (name for one in self.rules for name in one.names)
        return tuple(dict.fromkeys((it.space, it.cell) for it in names if it.cell is not None))


@dataclass(frozen=True)
class ReadySet:
    """A set with its rules compiled over one pack; build with `ready` or `made_ready`."""

    set: CriteriaSet
    pack: Pack
    criteria: Mapping[str, ReadyCriterion]
    labels: Labels
    others: Mapping[str, ReadySet] = field(default_factory=dict)

    def cells(self) -> tuple[CellKey, ...]:
        """Every cell that judging reads or shows, of this set and of criteria that it refers to."""
        found: dict[CellKey, None] = {}
        for one in self.criteria.values():
            found.update(dict.fromkeys(cell for _, cell in one.reads()))
            found.update(dict.fromkeys(CellKey.parse(text) for text in one.criterion.figures))
        for other in self.others.values():
            found.update(dict.fromkeys(other.cells()))
        return tuple(found)

    def facts_asked(self) -> dict[str, Fact]:
        """The facts that an assessment types in, those of criteria referred to included."""
        asked = dict(self.set.facts)
        for other in self.others.values():
            asked = {**other.facts_asked(), **asked}
        return asked

    def facts(self, case: Case) -> Facts:
        """What the rules read of a case, in the form that the engine takes. Built once a unit."""
        last = self.set.window.of(case.year)[1]
        law = {
            code: value.value if (value := in_force(threshold.values, last)) else None
            for code, threshold in self.pack.thresholds.items()
        }
        params = {code: one.default for code, one in self.set.parameters.items()}
        for other in self.others.values():
            params = {**{k: one.default for k, one in other.set.parameters.items()}, **params}
        return Facts(
            {
                "now": {str(key): value for key, value in case.now.items()},
                "last_year": {str(key): value for key, value in case.last_year.items()},
                "fact": case.facts,
                "param": {**params, **case.params},
                "law": law,
                "period": {"year": case.year, "months": 12},
            }
        )


def ready(pack: Pack, code: str) -> ReadySet:
    """A set of a pack, compiled once per pack in the process; NotFound, RuleError."""
    return pack.kept(f"set:{code}", lambda: made_ready(pack.set_of(code), pack))


def made_ready(one: CriteriaSet, pack: Pack) -> ReadySet:
    """Any set compiled over a pack, such as one with a province's additions; RuleError."""
    labels = Labels(pack, one)
    scope = scope_of(one, pack)
    criteria = {
        code: ready_criterion(criterion, scope, labels) for code, criterion in one.criteria.items()
    }
    others = {
        code: _within(one.window, ready(pack, code))
        for code in _referred(one)
        if code in pack.criteria
    }
    return ReadySet(one, pack, criteria, labels, others)


def _within(window: Window, other: ReadySet) -> ReadySet:
    """Another set in the window of the one that refers to it: the figures read are of that one."""
    return replace(
        other,
        set=other.set.model_copy(update={"window": window}),
        others={code: _within(window, further) for code, further in other.others.items()},
    )


def _referred(one: CriteriaSet) -> Iterator[str]:
    yield from dict.fromkeys(
        criterion.reference.set
        for criterion in one.criteria.values()
        if criterion.reference is not None and criterion.reference.set != one.code
    )


def scope_of(one: CriteriaSet, pack: Pack) -> Scope:
    """What the rules of a set may name, with types."""
    cells = cell_scope(pack)
    return {
        "now": cells,
        "last_year": cells,
        "fact": {code: _TYPES[fact.type] for code, fact in one.facts.items()},
        "param": dict.fromkeys(one.parameters, Type.TEXT),
        "law": dict.fromkeys(pack.thresholds, Type.NUMBER),
        "period": {"year": Type.NUMBER, "months": Type.NUMBER},
    }


def ready_criterion(criterion: Criterion, scope: Scope, labels: Labels) -> ReadyCriterion:
    """A criterion with its rules compiled; RuleError for the first that is wrong."""

    def compiled(text: str | None, wording: Text | None = None) -> ReadyRule | None:
        if text is None:
            return None
        told = Words(wording.vi, wording.en) if wording is not None else None
        return replace(_ready_rule(text, scope, labels, Type.TRUTH), wording=told)

    share, children = criterion.share, criterion.children
    return ReadyCriterion(
        criterion,
        rule=compiled(criterion.rule, wording=criterion.wording),
        applies=compiled(criterion.applies_if),
        share=_ready_share(share, scope, labels) if share is not None else None,
        children=(
            ReadyChildren(children, _ready_rule(children.at_least, scope, labels, Type.NUMBER))
            if children is not None
            else None
        ),
    )


def _ready_share(share: Share, scope: Scope, labels: Labels) -> ReadyShare:
    numerator, denominator, bound = (
        _ready_rule(text, scope, labels, Type.NUMBER)
        for text in (share.numerator, share.denominator, share.bound)
    )
    return ReadyShare(share, numerator, denominator, bound)


def _ready_rule(text: str, scope: Scope, labels: Labels, yields: Type) -> ReadyRule:
    return ReadyRule(compile_rule(text, scope, yields=yields), labels)


def rule_texts(criterion: Criterion) -> Iterator[tuple[tuple[str, ...], str, Type]]:
    """The rules that a criterion writes: where, the text, what it must yield."""
    if criterion.applies_if is not None:
        yield ("applies_if",), criterion.applies_if, Type.TRUTH
    if criterion.rule is not None:
        yield ("rule",), criterion.rule, Type.TRUTH
    if (share := criterion.share) is not None:
        yield ("share", "numerator"), share.numerator, Type.NUMBER
        yield ("share", "denominator"), share.denominator, Type.NUMBER
        at = "at_least" if share.at_least is not None else "more_than"
        yield ("share", at), share.bound, Type.NUMBER
    if criterion.children is not None:
        yield ("children", "at_least"), criterion.children.at_least, Type.NUMBER


def conjuncts(expression: Expression) -> Iterator[Expression]:
    """The parts that are joined by `&&`; the expression itself where nothing is."""
    if isinstance(expression, Binary) and expression.operator == "&&":
        yield from conjuncts(expression.left)
        yield from conjuncts(expression.right)
    elif not isinstance(expression, Has):
        yield expression
