"""What a set comes to for a unit: the verdicts added up by the set's method, gates and vetoes last.

A unit that surely fails is not recognised, whatever else is open. One that would need what nobody
knows (an unknown of the law, points that were not typed in, a claim not yet made) cannot be
decided, and the conclusion lists what is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from keng.packs.judging.ground import words_of
from keng.packs.judging.others import result_of
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.vocabulary import (
    Case,
    Conclusion,
    History,
    Outcome,
    Reason,
    Result,
    Verdict,
    Words,
)
from keng.packs.schema.criteria import ResultOf
from keng.packs.schema.criteria_results import Condition, ResultClass, YearsInRow

Verdicts = Mapping[str, Verdict]
_OF_OUTCOME = {
    Outcome.MET: Result.RECOGNISED,
    Outcome.NOT_APPLICABLE: Result.RECOGNISED,
    Outcome.NOT_MET: Result.NOT_RECOGNISED,
    Outcome.UNKNOWN: Result.UNDECIDABLE,
    Outcome.WAITING: Result.WAITING,
}
_NEW = History(years=0)
_WORST_FIRST = (Result.NOT_RECOGNISED, Result.UNDECIDABLE, Result.WAITING)


@dataclass(frozen=True)
class _Part:
    """One thing that the conclusion rests on: its result, and what to say of it."""

    result: Result
    reasons: tuple[Reason, ...] = ()
    to_change: tuple[Words, ...] = ()
    asked: tuple[Words, ...] = ()
    in_class: str | None = None
    score: Decimal | None = None
    cap: str | None = None


def conclude(
    ready: ReadySet, verdicts: Verdicts, case: Case, history: History = _NEW
) -> Conclusion:
    """Whether the unit is recognised, in which class, why, and what would have to change.

    Follows from its arguments alone. The order of the verdicts does not matter.
    """
    ordered = {code: verdicts[code] for code in ready.set.criteria}
    main = _METHODS[ready.set.method](ready, ordered)
    conditions = [
        *(_condition(one, ordered, case, "gate") for one in ready.set.gates),
        *(_condition(one, ordered, case, "veto") for one in ready.set.vetoes),
        *(_years(ready, one, history) for one in ready.set.years_in_row if one.needed),
    ]
    result = _worst([main.result, *(one.result for one in conditions)])
    parts = [main, *conditions]
    outcomes = [verdict.outcome for verdict in ordered.values()]
    # Points and groups give a class; one that a gate keeps out has none.
    classed = result in {Result.RECOGNISED, main.result} and main.in_class is not None
    return Conclusion(
        set=ready.set.code,
        result=result,
        met=outcomes.count(Outcome.MET),
        applicable=len(outcomes) - outcomes.count(Outcome.NOT_APPLICABLE),
        criteria=len(outcomes),
        score=main.score,
        scale=ready.set.scale,
        in_class=_capped(ready, main, conditions) if classed else None,
        reasons=tuple(reason for one in parts for reason in one.reasons),
        to_change=tuple(dict.fromkeys(change for one in parts for change in one.to_change)),
        asked=tuple(dict.fromkeys(words for one in parts for words in one.asked)),
    )


def _worst(results: list[Result]) -> Result:
    return next((one for one in _WORST_FIRST if one in results), Result.RECOGNISED)


def _capped(ready: ReadySet, main: _Part, conditions: list[_Part]) -> str | None:
    """The class of the main part, or a lower one that a veto allows at most."""
    codes = [one.code for one in ready.set.classes]
    caps = [one.cap for one in conditions if one.cap is not None]
    if main.in_class is None or not caps:
        return main.in_class
    return max([main.in_class, *caps], key=codes.index)


def _all_met(ready: ReadySet, verdicts: Verdicts) -> _Part:
    parts = [_of_verdict(ready, verdict) for verdict in verdicts.values()]
    found = _joined(parts)
    if found.result is not Result.NOT_RECOGNISED and not ready.set.complete:
        return _with_asked(ready, replace(found, result=Result.UNDECIDABLE))
    return found


def _joined(parts: list[_Part]) -> _Part:
    """Parts that must all hold; only those that stand in the way are told."""
    result = _worst([one.result for one in parts])
    telling = [one for one in parts if one.result is not Result.RECOGNISED]
    return _Part(
        result,
        tuple(reason for one in telling for reason in one.reasons),
        tuple(change for one in telling for change in one.to_change),
        tuple(words for one in telling for words in one.asked),
    )


def _of_verdict(ready: ReadySet, verdict: Verdict) -> _Part:
    """What one criterion means for the set; attest-only ones are told by their group alone."""
    result = _OF_OUTCOME[verdict.outcome]
    if result is Result.RECOGNISED:
        return _Part(result)
    criterion = ready.set.criteria[verdict.criterion]
    words = Words(
        f"{criterion.code}. {criterion.title.vi}", f"{criterion.code}. {criterion.title.en}"
    )
    hidden = criterion.kind == "attest_only"
    reason = Reason("criterion", criterion.code, words, hidden)
    return _Part(
        result,
        (reason,),
        verdict.to_change or ((words,) if result is Result.NOT_RECOGNISED else ()),
        tuple(lack.words for lack in verdict.missing),
    )


def public_reason(ready: ReadySet, reason: Reason) -> Words:
    """A reason as others than the unit, its superior and the council may read it.

    Of criteria that are attested only, the group is all that is told (semantics 25).
    """
    if not reason.hidden:
        return reason.words
    group = ready.set.groups[ready.set.criteria[reason.code].group]
    return words_of(group.title)


def _with_asked(ready: ReadySet, part: _Part) -> _Part:
    asked = tuple(words_of(text) for text in ready.set.asked)
    told = Words("Bộ tiêu chí còn phần chưa biết", "Parts of the set are not known yet")
    reason = Reason("law", ready.set.code, told)
    return replace(part, reasons=(*part.reasons, reason), asked=(*part.asked, *asked))


def _count_met(ready: ReadySet, verdicts: Verdicts) -> _Part:
    """So many criteria met; open ones leave it open only where they could make a difference."""
    wanted = ready.set.recognised_from
    outcomes = [verdict.outcome for verdict in verdicts.values()]
    met = outcomes.count(Outcome.MET)
    open_ = outcomes.count(Outcome.UNKNOWN) + outcomes.count(Outcome.WAITING)
    parts = _joined([_of_verdict(ready, verdict) for verdict in verdicts.values()])
    if wanted is None:
        told = Words("Số tiêu chí cần đạt để được công nhận", "Criteria needed for recognition")
        asked = replace(parts, asked=(told, *parts.asked), result=Result.UNDECIDABLE)
        return _with_asked(ready, asked)
    if met >= wanted:
        return _Part(Result.RECOGNISED)
    if met + open_ < wanted:
        short = Words(
            f"Đạt {met} tiêu chí, cần {wanted}", f"{met} criteria are met, {wanted} are needed"
        )
        reason = Reason("points", ready.set.code, short)
        return replace(parts, result=Result.NOT_RECOGNISED, reasons=(reason, *parts.reasons))
    still = [_OF_OUTCOME[one] for one in outcomes if one is not Outcome.NOT_MET]
    return replace(parts, result=_worst(still))


def _score(ready: ReadySet, verdicts: Verdicts) -> _Part:
    """The points added up and the class that they reach; nothing is guessed for what lacks."""
    with_points = [
        verdict for code, verdict in verdicts.items() if ready.set.criteria[code].points is not None
    ]
    lacking = [verdict for verdict in with_points if verdict.points is None]
    score = sum((one.points for one in with_points if one.points is not None), Decimal())
    bounds = _unknown_bounds(ready)
    asked = (*(words for verdict in lacking for words in _lacks(verdict)), *bounds)
    if bounds or not ready.set.complete:
        return _with_asked(ready, _Part(Result.UNDECIDABLE, asked=asked))
    if lacking:
        waits = all(verdict.outcome is Outcome.WAITING for verdict in lacking)
        return _Part(Result.WAITING if waits else Result.UNDECIDABLE, asked=asked)
    return _classed(ready, _Part(Result.RECOGNISED, score=score), score)


def _lacks(verdict: Verdict) -> tuple[Words, ...]:
    """Why a criterion has no points: what is missing, or that it does not apply."""
    words = Words(
        f"Điểm của {verdict.criterion} khi không áp dụng",
        f"Points of {verdict.criterion} where it does not apply",
    )
    return tuple(lack.words for lack in verdict.missing) or (words,)


def _unknown_bounds(ready: ReadySet) -> tuple[Words, ...]:
    """Classes whose lower bound nobody has typed in; the last one may have none."""
    return tuple(
        Words(
            f"Điểm tối thiểu của loại {one.title.vi}", f"Least points of the class {one.title.en}"
        )
        for one in ready.set.classes
        if one.at_least is None
    )


def _classed(ready: ReadySet, part: _Part, score: Decimal) -> _Part:
    reached = [
        one for one in ready.set.classes if one.at_least is not None and score >= one.at_least
    ]
    change = _next_class(ready, reached, score)
    if not reached:
        words = Words(f"{score} điểm: dưới mọi loại", f"{score} points: below every class")
        return replace(
            part,
            result=Result.NOT_RECOGNISED,
            reasons=(Reason("points", ready.set.code, words),),
            to_change=change,
        )
    return replace(_in_class(part, reached[0]), to_change=change)


def _next_class(ready: ReadySet, reached: list[ResultClass], score: Decimal) -> tuple[Words, ...]:
    above = [one for one in ready.set.classes if one not in reached]
    if not above or above[-1].at_least is None:
        return ()
    nearest, short = above[-1], above[-1].at_least - score
    return (
        Words(
            f"Thêm {short} điểm để đạt loại {nearest.title.vi}",
            f"{short} more points for the class {nearest.title.en}",
        ),
    )


def _in_class(part: _Part, found: ResultClass) -> _Part:
    result = Result.RECOGNISED if found.recognised else Result.NOT_RECOGNISED
    words = Words(f"Xếp loại {found.title.vi}", f"Class {found.title.en}")
    reasons = () if found.recognised else (Reason("points", found.code, words),)
    return replace(part, result=result, in_class=found.code, reasons=(*part.reasons, *reasons))


def _rating(ready: ReadySet, verdicts: Verdicts) -> _Part:
    """The best class all of whose groups hold; one that is open leaves the rating open."""
    missed = _Part(Result.RECOGNISED)
    for one in ready.set.classes:
        if one.known == "unknown":
            told = Words(f"Tiêu chí của mức {one.title.vi}", f"The criteria of {one.title.en}")
            open_ = replace(missed, result=Result.UNDECIDABLE, asked=(told,))
            return _with_asked(ready, open_)
        needed = _joined(
            [
                _of_verdict(ready, verdict)
                for code, verdict in verdicts.items()
                if ready.set.criteria[code].group in one.needs
            ]
        )
        if needed.result is Result.RECOGNISED:
            return _in_class(replace(missed, result=Result.RECOGNISED), one)
        if needed.result is not Result.NOT_RECOGNISED:
            return needed
        missed = replace(
            missed,
            reasons=(*missed.reasons, *needed.reasons),
            to_change=(*missed.to_change, *needed.to_change),
        )
    return replace(missed, result=Result.NOT_RECOGNISED)


def _condition(one: Condition, verdicts: Verdicts, case: Case, kind: str) -> _Part:
    """A gate or a veto: whether it holds, and what it does where it does not."""
    outcome = _holds(one, verdicts, case)
    result = _OF_OUTCOME[outcome]
    if result is Result.RECOGNISED:
        return _Part(result)
    words = words_of(one.title)
    reason = Reason(kind, one.code, words)
    if result is Result.NOT_RECOGNISED and one.at_most is not None:
        return _Part(Result.RECOGNISED, (reason,), (words,), cap=one.at_most)
    asked = (words,) if result is not Result.NOT_RECOGNISED else ()
    to_change = (words,) if result is Result.NOT_RECOGNISED else ()
    return _Part(result, (reason,), to_change, asked)


def _holds(one: Condition, verdicts: Verdicts, case: Case) -> Outcome:
    outcomes = [verdicts[code].outcome for code in one.criteria]
    if one.set is not None:
        outcomes.append(result_of(ResultOf(set=one.set, classes=one.classes), case.results)[0])
    if one.fact is not None:
        said = case.facts.get(one.fact)
        outcomes.append(
            Outcome.UNKNOWN if said is None else Outcome.NOT_MET if said else Outcome.MET
        )
    for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.WAITING):
        if outcome in outcomes:
            return outcome
    return Outcome.MET


def _years(ready: ReadySet, one: YearsInRow, history: History) -> _Part:
    """Whether this year, if it holds, makes the years in a row that the set asks for."""
    words = words_of(one.title)
    reason = Reason("years", one.code, words)
    unclear = history.merged and ready.set.merged.years_in_row is None
    if history.years is None or unclear:
        return _Part(Result.UNDECIDABLE, (reason,), asked=(words,))
    if history.years + 1 >= one.years:
        return _Part(Result.RECOGNISED)
    return _Part(Result.NOT_RECOGNISED, (reason,), (words,))


_METHODS: Mapping[str, Callable[[ReadySet, Verdicts], _Part]] = {
    "all_met": _all_met,
    "count_met": _count_met,
    "score": _score,
    "rating": _rating,
}
