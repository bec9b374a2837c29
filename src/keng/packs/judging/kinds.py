"""How each kind of criterion is judged, from whether it applies on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from keng.packs.judging.ground import Ground, Judged, joined, words_of
from keng.packs.judging.others import by_children, by_result
from keng.packs.judging.own import attested, by_rule, by_share, checklist, not_occurred
from keng.packs.judging.reading import Reading, read_rule
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.vocabulary import Missing, Outcome, Step, Words
from keng.packs.judging.wording import OUTCOMES
from keng.packs.schema.criteria import Reference
from keng.rules.evaluation import Unknown


def by_kind(ground: Ground) -> Judged:
    """What the criterion comes to where it applies."""
    return _BY_KIND[ground.one.criterion.kind](ground)


def applies(ground: Ground) -> Judged:
    """MET where the criterion is asked of the unit, NOT_APPLICABLE where it is not."""
    rule = ground.one.applies
    if rule is None:
        return Outcome.MET, Reading()
    value, reading = read_rule(rule, ground.facts)
    if not isinstance(value, Unknown):
        outcome = Outcome.MET if value else Outcome.NOT_APPLICABLE
        return outcome, replace(reading, to_change=())
    if ground.claim.applicable is False:
        said = Step(Words("Đơn vị xác nhận không thuộc diện áp dụng", "Not asked of this unit"))
        return Outcome.NOT_APPLICABLE, Reading(steps=(said,))
    return Outcome.UNKNOWN, reading


def _by_reference(ground: Ground) -> Judged:
    reference = ground.one.criterion.reference
    if reference is None:
        return by_rule(ground)
    other = ground.ready.others.get(reference.set, ground.ready)
    codes = reference.criteria or tuple(other.criteria)
    return joined([_referred(ground, other, reference, code) for code in codes])


def _referred(ground: Ground, other: ReadySet, reference: Reference, code: str) -> Judged:
    """A criterion of another set: as it was found there, else judged on this unit's own facts."""
    found = ground.case.referred.get((reference.set, code))
    criterion = other.set.criteria[code]
    name = Words(f"{code}. {criterion.title.vi}", f"{code}. {criterion.title.en}")
    reading = Reading()
    if found is None:
        outcome, reading = judged(ground.of(other, code))
    else:
        outcome = found
        if outcome in {Outcome.UNKNOWN, Outcome.WAITING}:
            reading = Reading(missing=(Missing("set", reference.set, name),))
        elif outcome is Outcome.NOT_MET:
            reading = Reading(to_change=(name,))
    step = Step(name, OUTCOMES[outcome])
    return outcome, replace(reading, steps=(*reading.steps, step))


def judged(ground: Ground) -> Judged:
    """The criterion from whether it applies on; before substitutes and points."""
    asked, before = applies(ground)
    if asked is not Outcome.MET:
        return asked, before
    outcome, reading = by_kind(ground)
    return outcome, Reading.of((before, reading)) if before.steps else reading


def _unread(ground: Ground) -> Judged:
    words = words_of(ground.one.criterion.title)
    asked = Missing("law", ground.code, words)
    return Outcome.UNKNOWN, Reading(steps=(Step(words),), missing=(asked,))


_BY_KIND: Mapping[str, Callable[[Ground], Judged]] = {
    "attest": attested,
    "attest_only": attested,
    "count": by_rule,
    "compare": by_rule,
    "choice": by_rule,
    "ratio": by_share,
    "ratio_of_children": by_children,
    "not_occurred": not_occurred,
    "checklist": checklist,
    "reference": _by_reference,
    "result": by_result,
    "unread": _unread,
}
