"""The worked examples of criteria sets, computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey, to_scaled
from keng.packs.judging.conclusions import conclude
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.verdicts import judge
from keng.packs.judging.vocabulary import (
    Case,
    Child,
    ChildState,
    Claim,
    Conclusion,
    Given,
    History,
    Outcome,
    Result,
    Verdict,
)
from keng.packs.references import Finding, Path
from keng.packs.schema import Criterion, Pack
from keng.packs.schema.criteria import CriterionExample, Fact
from keng.packs.schema.criteria_results import SetExample
from keng.rules.evaluation import Value

_STATES = {
    "recognised": ChildState.RECOGNISED,
    "refused": ChildState.REFUSED,
    "undecided": ChildState.UNDECIDED,
    "unregistered": ChildState.UNREGISTERED,
    "not_yet": ChildState.NOT_YET,
}


def set_example_findings(ready: ReadySet) -> Iterator[Finding]:
    """The examples of a set that come out otherwise than they are written."""
    path: Path = ("criteria", ready.set.code)
    for code, criterion in ready.set.criteria.items():
        for number, example in enumerate(criterion.examples):
            at: Path = (*path, "criteria", code, "examples", number)
            try:
                found = said(ready, criterion, example)
            except BadInput as refusal:
                yield at, refusal.message, refusal.message_en
                continue
            yield from _differs(at, example.expect, found.outcome.value)
    for number, whole in enumerate(ready.set.conclusions):
        at = (*path, "conclusions", number)
        conclusion = concluded(ready, whole)
        yield from _differs(at, whole.expect, conclusion.result.value)
        yield from _differs(at, whole.in_class, conclusion.in_class)


def _differs(at: Path, expected: str | None, found: str | None) -> Iterator[Finding]:
    if expected != found:
        yield (
            at,
            f"ví dụ ghi “{expected}” nhưng bộ tiêu chí cho ra “{found}”; hãy sửa một trong hai",
            f"the example says {expected!r}, the set says {found!r}; correct one of them",
        )


def said(ready: ReadySet, criterion: Criterion, example: CriterionExample) -> Verdict:
    """What a criterion comes to for an example; BadInput for what cannot be read."""
    return judge(ready, criterion.code, _case(ready, criterion, example))


def _case(ready: ReadySet, criterion: Criterion, example: CriterionExample) -> Case:
    claim = Claim(
        met=None if example.claim is None else example.claim == "met",
        occurred=example.occurred,
        exception=example.exception,
        reason=example.exception,
        done=None if example.done is None else frozenset(example.done),
    )
    results = {}
    if criterion.result is not None and example.result is not None:
        results[criterion.result.set] = given(example.result)
    reference = criterion.reference
    return Case(
        year=example.year,
        now=_figures(example.now, ready.pack),
        last_year=_figures(example.last_year, ready.pack),
        facts=_facts(ready, example.facts),
        params=example.params,
        claims={criterion.code: claim},
        children=_children(criterion, example),
        referred={(reference.set, code): Outcome(word) for code, word in example.referred.items()}
        if reference is not None
        else {},
        results=results,
    )


def given(word: str) -> Given:
    """A result of another set as an example writes it: recognised, refused, or a class."""
    if word == "recognised":
        return Given(Result.RECOGNISED)
    if word == "refused":
        return Given(Result.NOT_RECOGNISED)
    return Given(Result.RECOGNISED, in_class=word)


def _figures(written: Mapping[str, str | None], pack: Pack) -> dict[CellKey, int | None]:
    figures: dict[CellKey, int | None] = {}
    for text, value in written.items():
        key = CellKey.parse(text)
        figures[key] = None if value is None else to_scaled(value, pack.digits_of(key))
    return figures


def _facts(ready: ReadySet, written: Mapping[str, str | None]) -> dict[str, Value | None]:
    asked = ready.facts_asked()
    return {
        code: None if text is None else fact_value(asked[code], text)
        for code, text in written.items()
    }


def fact_value(fact: Fact, text: str) -> Value:
    """A fact from its text: a whole number, true or false, or one of its choices; BadInput."""
    if fact.type == "number":
        if (number := to_scaled(text, 0)) >= 0:
            return number
    elif fact.type == "truth":
        if text in _TRUTHS:
            return _TRUTHS[text]
    elif text in fact.values:
        return text
    known = {"number": "0, 1, 2 …", "truth": "true, false"}.get(fact.type, ", ".join(fact.values))
    raise BadInput(
        f"Dữ kiện “{fact.title.vi}”: không nhận “{text}”; ghi: {known}.",
        message_en=f"Fact {fact.title.en!r}: {text!r} is not allowed; write: {known}.",
    )


_TRUTHS = {"true": True, "false": False}


def _children(criterion: Criterion, example: CriterionExample) -> tuple[Child, ...] | None:
    share = criterion.children
    if share is None or example.children is None:
        return None
    found = []
    for text, count in example.children.items():
        level, slash, state = text.rpartition("/")
        if state not in _STATES:
            raise BadInput(
                f"“{text}”: trạng thái đơn vị là một trong {', '.join(_STATES)}.",
                message_en=f"{text!r}: the state of a unit is one of {', '.join(_STATES)}.",
            )
        where = level if slash else share.levels[0]
        names = (f"{text} {number}" for number in range(count))
        found += [Child(name, where, share.sets[0], _STATES[state]) for name in names]
    return tuple(found)


def concluded(ready: ReadySet, example: SetExample) -> Conclusion:
    """What the set concludes for an example of all outcomes."""
    verdicts = {code: _outcome(ready, code, example) for code in ready.set.criteria}
    sets = [one.set for one in (*ready.set.gates, *ready.set.vetoes) if one.set is not None]
    results = {} if example.result is None else dict.fromkeys(sets, given(example.result))
    facts = _facts(ready, example.facts)
    case = Case(year=2024, facts=facts, results=results)
    return conclude(ready, verdicts, case, History(years=example.years))


def _outcome(ready: ReadySet, code: str, example: SetExample) -> Verdict:
    outcome = Outcome(example.but.get(code, example.all))
    points = ready.set.criteria[code].points
    typed = example.points.get(code)
    if typed is None and points is not None:
        typed = {Outcome.MET: points.max, Outcome.NOT_MET: Decimal()}.get(outcome)
    return Verdict(code, outcome, points=typed)
