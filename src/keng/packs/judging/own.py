"""Criteria judged on the unit's own claims, facts and figures."""

from __future__ import annotations

from dataclasses import replace

from keng.packs.judging.ground import Ground, Judged, joined, words_of
from keng.packs.judging.reading import Reading, read_rule
from keng.packs.judging.rulebook import ReadyShare
from keng.packs.judging.shares import least_numerator, percent
from keng.packs.judging.vocabulary import Missing, Outcome, Step, Words
from keng.packs.judging.wording import OUTCOMES
from keng.rules.evaluation import Unknown


def attested(ground: Ground) -> Judged:
    """What a person says: met or not, else what they are asked to say."""
    criterion = ground.one.criterion
    words = words_of(criterion.attested or criterion.title)
    said = ground.claim.met
    if said is None:
        said = _full_marks(ground)
    if said is None:
        asked = Missing("claim", criterion.code, words)
        return Outcome.UNKNOWN, Reading(steps=(Step(words),), missing=(asked,))
    outcome = Outcome.MET if said else Outcome.NOT_MET
    return outcome, Reading(
        steps=(Step(words, OUTCOMES[outcome]),), to_change=() if said else (words,)
    )


def _full_marks(ground: Ground) -> bool | None:
    """Of a criterion that people mark with points: whether it has them all."""
    points, given = ground.one.criterion.points, ground.claim.points
    if points is None or points.given != "marked" or points.max is None or given is None:
        return None
    return given >= points.max


def rule_parts(ground: Ground) -> list[Judged]:
    """The rule and what is attested beside it, as far as the criterion has them."""
    parts: list[Judged] = []
    if ground.one.rule is not None:
        value, reading = read_rule(ground.one.rule, ground.facts)
        parts.append((_outcome_of(value), reading))
    if ground.one.criterion.attested is not None:
        parts.append(attested(ground))
    return parts


def _outcome_of(value: object) -> Outcome:
    if isinstance(value, Unknown):
        return Outcome.UNKNOWN
    return Outcome.MET if value else Outcome.NOT_MET


def by_rule(ground: Ground) -> Judged:
    """A rule, and what is attested beside it."""
    return joined(rule_parts(ground))


def by_share(ground: Ground) -> Judged:
    """A share held against a percentage."""
    share = ground.one.share
    parts = [] if share is None else [_share(share, ground)]
    return joined([*parts, *rule_parts(ground)])


def _share(ready: ReadyShare, ground: Ground) -> Judged:
    rules = (ready.numerator, ready.denominator, ready.bound)
    read = [read_rule(rule, ground.facts) for rule in rules]
    reading = Reading.of(one for _, one in read)
    below = read[1][0]
    if below == 0 and not isinstance(below, (bool, Unknown)):
        outcome = Outcome(ready.share.empty)
        nothing = Step(
            Words("Không phát sinh (mẫu số bằng 0)", "Nothing to divide by"), OUTCOMES[outcome]
        )
        return outcome, replace(reading, steps=(*reading.steps, nothing))
    numbers = [value for value, _ in read if isinstance(value, int)]
    if len(numbers) < len(rules):
        return Outcome.UNKNOWN, reading
    numerator, denominator, bound = numbers
    strictly = ready.share.more_than is not None
    needed = least_numerator(denominator, bound, strictly=strictly)
    sign = ">" if strictly else "≥"
    step = Step(
        Words(f"Tỷ lệ phải {sign} {bound}%", f"The share must be {sign} {bound}%"),
        percent(numerator, denominator),
    )
    change = Words(
        f"Cần ít nhất {needed}/{denominator} (hiện {numerator})",
        f"At least {needed} of {denominator} are needed (now {numerator})",
    )
    reading = replace(reading, steps=(*reading.steps, step))
    if numerator >= needed:
        return Outcome.MET, reading
    return Outcome.NOT_MET, replace(reading, to_change=(change,))


def not_occurred(ground: Ground) -> Judged:
    """Nothing happened, or what did falls under an exception that a person has justified.

    Figures decide where there are any; else what a person says.
    """
    criterion, claim = ground.one.criterion, ground.claim
    outcome, reading = joined(rule_parts(ground))
    no_figure = ground.one.rule is None or outcome is Outcome.UNKNOWN
    if no_figure and (ground.one.rule is None or claim.occurred is not None):
        outcome, reading = _said_not_to_have_occurred(ground)
    if outcome is not Outcome.NOT_MET or claim.exception is None:
        return outcome, reading
    escape = next((one for one in criterion.exceptions if one.code == claim.exception), None)
    if escape is None or not (claim.reason or "").strip():
        return outcome, reading
    step = Step(
        Words(f"Trường hợp ngoại lệ: {escape.title.vi}", f"Exception: {escape.title.en}"),
        Words("có lý do bằng văn bản", "justified in writing"),
    )
    return Outcome.MET, Reading((*reading.steps, step), reading.uses, exception=escape.code)


def _said_not_to_have_occurred(ground: Ground) -> Judged:
    words = words_of(ground.one.criterion.title)
    claim = ground.claim
    occurred = claim.occurred
    if occurred is None and claim.met is not None:
        occurred = not claim.met
    if occurred is None:
        asked = Missing("claim", ground.code, words)
        return Outcome.UNKNOWN, Reading(steps=(Step(words),), missing=(asked,))
    told = Words("có xảy ra", "occurred") if occurred else Words("không xảy ra", "did not occur")
    outcome = Outcome.NOT_MET if occurred else Outcome.MET
    change = (Words("Không để xảy ra", "It must not occur"),) if occurred else ()
    return outcome, Reading(steps=(Step(words, told),), to_change=change)


def checklist(ground: Ground) -> Judged:
    """A list of which all, or so many, must be done."""
    criterion, done = ground.one.criterion, ground.claim.done
    needed = criterion.at_least_done or len(criterion.checklist)
    if done is None:
        asked = Missing("claim", criterion.code, words_of(criterion.title))
        return Outcome.UNKNOWN, Reading(missing=(asked,))
    steps = [
        Step(words_of(item.title), _DONE if item.code in done else _NOT_DONE)
        for item in criterion.checklist
    ]
    count = sum(item.code in done for item in criterion.checklist)
    total = Words("Số nội dung đã làm", "Things done")
    steps.append(Step(total, Words(f"{count}/{needed}", f"{count}/{needed}")))
    open_ = tuple(words_of(item.title) for item in criterion.checklist if item.code not in done)
    listed: Judged = (
        (Outcome.MET, Reading(tuple(steps)))
        if count >= needed
        else (Outcome.NOT_MET, Reading(tuple(steps), to_change=open_))
    )
    return joined([listed, *rule_parts(ground)])


_DONE = Words("đã làm", "done")
_NOT_DONE = Words("chưa", "not yet")
