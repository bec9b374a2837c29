"""Reading one rule for one unit: its value, the steps, the figures used, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from keng.packs.judging.rulebook import ReadyRule, Told, conjuncts
from keng.packs.judging.vocabulary import Missing, Outcome, Step, Use, Verdict, Words
from keng.packs.judging.wording import NOT_KNOWN, number, worded
from keng.rules.evaluation import Facts, Unknown, Value
from keng.rules.explanation import reckon
from keng.rules.language import Binary, Choice, Expression, names_in

_TRUE = Words("đúng", "true")
_FALSE = Words("sai", "false")
_MISSING_KINDS = {"now": "figure", "last_year": "figure", "param": "parameter"}
_ORDER = frozenset({"<", "<=", ">", ">=", "==", "!="})


@dataclass(frozen=True)
class Reading:
    """What came of reading rules: joined with `Reading.of`, turned into a verdict."""

    steps: tuple[Step, ...] = ()
    uses: tuple[Use, ...] = ()
    missing: tuple[Missing, ...] = ()
    to_change: tuple[Words, ...] = ()
    exception: str | None = None

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Reading:
        """Several readings one after the other; what is told twice is told once."""
        every = tuple(readings)
        if len(every) == 1:
            return every[0]
        return cls(
            tuple(dict.fromkeys(step for one in every for step in one.steps)),
            tuple(dict.fromkeys(use for one in every for use in one.uses)),
            tuple(dict.fromkeys(lack for one in every for lack in one.missing)),
            tuple(dict.fromkeys(change for one in every for change in one.to_change)),
            next((one.exception for one in every if one.exception is not None), None),
        )

    def verdict(self, criterion: str, outcome: Outcome) -> Verdict:
        """The verdict that goes with it; what is missing is told only while it matters."""
        matters = outcome in {Outcome.UNKNOWN, Outcome.WAITING}
        return Verdict(
            criterion,
            outcome,
            steps=self.steps,
            uses=self.uses,
            missing=self.missing if matters else (),
            to_change=self.to_change,
            exception=self.exception,
        )


def read_rule(ready: ReadyRule, facts: Facts) -> tuple[Value | Unknown, Reading]:
    """The value of a rule and how it came about.

    The steps are the facts that it reads, each with its value, then the parts of the rule as
    sentences with what each came to. A rule that yields false says which of them would have to
    change.
    """
    value = ready.rule.evaluate(facts)
    known = facts.values
    decided = not isinstance(value, Unknown)
    steps: list[Step] = []
    uses: list[Use] = []
    for name in ready.names:
        found = known[name.space].get(name.code)
        # A rule that asks has() reads one of two facts; the one that nobody has is no step of it.
        if found is not None or not decided:
            steps.append(Step(name.words, name.value(found), name.small, name.source))
        if name.cell is not None:
            uses.append(Use(name.cell, name.space, found, name.small))
    to_change: list[Words] = []
    for part in ready.parts:
        told = ready.told(_taken(part, facts))
        if told is None:
            continue
        whole = told.part is ready.rule.expression
        came_to = value if whole else reckon(told.part, known)
        steps.append(Step(told.words, _said(came_to)))
        if came_to is False and value is False:
            to_change.append(_change(told, facts))
    missing = () if decided else tuple(_missing(ready, facts))
    return value, Reading(tuple(steps), tuple(uses), missing, tuple(to_change))


def _taken(part: Expression, facts: Facts) -> Expression:
    """Of a choice the branch that the facts take: the other one is nobody's business."""
    while isinstance(part, Choice):
        condition = reckon(part.condition, facts.values)
        if isinstance(condition, Unknown):
            return part
        part = part.then if condition else part.otherwise
    return part


def _said(value: Value | Unknown) -> Words:
    if isinstance(value, Unknown):
        return NOT_KNOWN
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    return number(value) if isinstance(value, int) else Words(value, value)


def _missing(ready: ReadyRule, facts: Facts) -> Iterator[Missing]:
    """The facts that are not known in those parts of a rule that are not decided."""
    for part in conjuncts(ready.rule.expression):
        if not isinstance(reckon(part, facts.values), Unknown):
            continue
        found = _taken(part, facts)
        named = dict.fromkeys((name.space, name.field) for name in names_in(found))
        lacking = [name for name in ready.names if (name.space, name.code) in named]
        lacking = [name for name in lacking if name.code not in facts.values[name.space]]
        for name in lacking:
            yield Missing(_MISSING_KINDS.get(name.space, name.space), name.code, name.words)
        if not lacking:
            words = worded(found, ready.labels)
            yield Missing("figure", "too_large", Words(f"{words.vi}: số quá lớn", words.en))


def _change(told: Told, facts: Facts) -> Words:
    """What a part that fails asks for, with the numbers as they are now.

    Numbers of people stand in no sentence: their own step is marked, a sentence is not.
    """
    part, words = told.part, told.words
    if isinstance(part, Binary) and part.operator in _ORDER and not told.small:
        left, right = reckon(part.left, facts.values), reckon(part.right, facts.values)
        if type(left) is int and type(right) is int:
            return Words(
                f"Cần: {words.vi} (hiện {left} so với {right})",
                f"Needed: {words.en} (now {left} against {right})",
            )
    return Words(f"Cần: {words.vi}", f"Needed: {words.en}")
