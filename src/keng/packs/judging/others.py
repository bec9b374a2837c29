"""Criteria that hang on others: the units that a unit manages, and what other sets gave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from keng.packs.judging.ground import Ground, Judged, joined, words_of
from keng.packs.judging.own import by_rule
from keng.packs.judging.reading import Reading, read_rule
from keng.packs.judging.rulebook import ReadyChildren
from keng.packs.judging.shares import least_numerator, outlook, percent
from keng.packs.judging.vocabulary import Given, Missing, Outcome, Result, ShareOutlook, Step, Words
from keng.packs.judging.wording import OUTCOMES, RESULTS
from keng.packs.schema.criteria import ResultOf


def by_result(ground: Ground) -> Judged:
    """What another set gave the unit."""
    wanted = ground.one.criterion.result
    return by_rule(ground) if wanted is None else result_of(wanted, ground.case.results)


def result_of(wanted: ResultOf, results: Mapping[str, Given]) -> Judged:
    """Whether another set gave what is wanted; while it has given nothing, it is waited for."""
    given = results.get(wanted.set)
    name = Words(f"Kết quả theo bộ {wanted.set}", f"Result by the set {wanted.set}")
    asked = Reading(steps=(Step(name),), missing=(Missing("set", wanted.set, name),))
    if given is None or given.result is Result.WAITING:
        return Outcome.WAITING, asked
    if given.result is Result.UNDECIDABLE:
        return Outcome.UNKNOWN, asked
    told = RESULTS[given.result]
    if given.in_class is not None:
        told = Words(f"{told.vi} ({given.in_class})", f"{told.en} ({given.in_class})")
    reading = Reading(steps=(Step(name, told),))
    if wanted.classes and given.in_class is None and given.result is Result.RECOGNISED:
        return Outcome.UNKNOWN, asked
    holds = (
        given.in_class in wanted.classes if wanted.classes else given.result is Result.RECOGNISED
    )
    return (
        (Outcome.MET, reading)
        if holds
        else (
            Outcome.NOT_MET,
            replace(reading, to_change=(name,)),
        )
    )


def by_children(ground: Ground) -> Judged:
    """A share of the units that the unit manages, also while some are undecided."""
    ready = ground.one.children
    if ready is None:
        return by_rule(ground)
    bound, reading = read_rule(ready.bound, ground.facts)
    if isinstance(bound, bool) or not isinstance(bound, int):
        return Outcome.UNKNOWN, reading
    if ground.case.children is None:
        title = words_of(ground.one.criterion.title)
        missing = (*reading.missing, Missing("children", ground.code, title))
        return Outcome.UNKNOWN, replace(reading, missing=missing)
    pool = _pool(ready, ground)
    if pool is None:
        asked = Missing("parameter", ready.share.pool_from or "", _POOL)
        return Outcome.UNKNOWN, replace(reading, missing=(*reading.missing, asked))
    found = outlook(ready.share, ground.case.children, at_least=bound, pool=pool)
    parts = [_of_children(ready, one, bound) for one in found]
    outcome, told = joined(parts)
    if all(part is Outcome.NOT_APPLICABLE for part, _ in parts):
        outcome = Outcome.NOT_APPLICABLE
    return outcome, Reading.of((reading, told))


_POOL = Words("Cách gộp các đơn vị khi tính tỷ lệ", "How units are pooled for the share")


def _pool(ready: ReadyChildren, ground: Ground) -> str | None:
    if ready.share.pool_from is None:
        return ready.share.pool
    chosen = ground.facts.values["param"].get(ready.share.pool_from)
    return None if chosen is None else str(chosen)


def _of_children(ready: ReadyChildren, share: ShareOutlook, bound: int) -> Judged:
    counted = _COUNTED[ready.share.counted]
    value = percent(share.counted, share.among) if share.among else _NO_CHILDREN
    steps = [
        Step(Words(f"{counted.vi} (cần ≥ {bound}%)", f"{counted.en} (≥ {bound}% needed)"), value)
    ]
    if share.waiting_on:
        steps.append(
            Step(
                Words(
                    f"Còn {len(share.waiting_on)} đơn vị chưa có kết quả",
                    f"{len(share.waiting_on)} units are still open",
                ),
                Words(
                    f"tốt nhất: {OUTCOMES[share.best].vi}; xấu nhất: {OUTCOMES[share.worst].vi}",
                    f"at best: {OUTCOMES[share.best].en}; at worst: {OUTCOMES[share.worst].en}",
                ),
            )
        )
    missing = tuple(
        Missing("children", unit, Words(f"Kết quả của {unit}", f"The result of {unit}"))
        for unit in share.waiting_on
    )
    if share.outcome is not Outcome.NOT_MET:
        return share.outcome, Reading(tuple(steps), missing=missing)
    short = least_numerator(share.among, bound, strictly=False) - share.counted
    change = Words(
        f"{counted.vi}: còn thiếu {short} đơn vị", f"{counted.en}: {short} units are lacking"
    )
    return share.outcome, Reading(tuple(steps), missing=missing, to_change=(change,))


_NO_CHILDREN = Words("không có đơn vị nào", "no unit at all")
_COUNTED = {
    "registered": Words("Đơn vị trực thuộc đã đăng ký", "Managed units registered"),
    "recognised": Words("Đơn vị trực thuộc được công nhận", "Managed units recognised"),
}
