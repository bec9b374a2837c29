"""The verdict on a criterion: what it comes to, by which steps, on which figures, what it lacks.

Every answer follows from the set and the `Case` alone; equal input gives an equal verdict.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from keng.kernel.errors import BadInput, NotFound
from keng.packs.judging.ground import Ground
from keng.packs.judging.kinds import judged
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.vocabulary import Case, Missing, Outcome, Step, Verdict, Words
from keng.packs.schema.criteria import Criterion

_DECIDED = frozenset({Outcome.MET, Outcome.NOT_MET})


def judge_all(ready: ReadySet, case: Case) -> dict[str, Verdict]:
    """The verdict on every criterion of the set, in the set's order."""
    facts = ready.facts(case)
    return {code: _verdict(Ground(ready, one, case, facts)) for code, one in ready.criteria.items()}


def judge(ready: ReadySet, criterion: str, case: Case) -> Verdict:
    """The verdict on one criterion; NotFound if the set does not have it."""
    one = ready.criteria.get(criterion)
    if one is None:
        known = ", ".join(ready.criteria)
        raise NotFound(
            f"Bộ “{ready.set.code}” không có tiêu chí “{criterion}”; có: {known}.",
            message_en=f"The set {ready.set.code!r} has no criterion {criterion!r}: {known}.",
        )
    return _verdict(Ground(ready, one, case, ready.facts(case)))


def points_allowed(criterion: Criterion, points: Decimal) -> None:
    """Refuse points that a criterion cannot have: BadInput with what it can have.

    A criterion whose most points nobody has typed in yet takes none.
    """
    allowed = criterion.points.max if criterion.points is not None else None
    if allowed is None:
        raise BadInput(
            f"Tiêu chí {criterion.code} chưa có điểm tối đa; hãy nhập điểm chuẩn của bộ trước.",
            message_en=f"{criterion.code} has no most points yet; type in the set's points first.",
        )
    if not 0 <= points <= allowed:
        raise BadInput(
            f"Điểm của tiêu chí {criterion.code} phải từ 0 đến {allowed}; đã nhập {points}.",
            message_en=f"Points of {criterion.code} are from 0 to {allowed}, not {points}.",
        )


def _verdict(ground: Ground) -> Verdict:
    outcome, reading = judged(ground)
    verdict = reading.verdict(ground.code, outcome)
    return _with_points(_substituted(verdict, ground), ground)


def _substituted(verdict: Verdict, ground: Ground) -> Verdict:
    """What rests on figures of a substitute says so, and waits until the days are confirmed."""
    if ground.case.substitute is None or not verdict.uses:
        return verdict
    told = _span_steps(ground, ground.case.substitute)
    verdict = replace(verdict, steps=(*verdict.steps, *told))
    if not ground.case.unconfirmed or verdict.outcome not in _DECIDED:
        return verdict
    days = tuple(
        Missing(
            "days",
            f"{first}/{last}",
            Words(
                f"Xác nhận những ngày ngoài số liệu: {first:%d/%m/%Y} đến {last:%d/%m/%Y}",
                f"Confirm the days that no figure covers: {first} to {last}",
            ),
        )
        for first, last in ground.case.unconfirmed
    )
    return replace(verdict, outcome=Outcome.WAITING, missing=(*verdict.missing, *days))


def _span_steps(ground: Ground, number: int) -> list[Step]:
    what = Words("Số liệu thay cho cửa sổ đánh giá", "Figures that stand in for the window")
    spans = ground.ready.set.window.substitutes[number]
    periods = [span.of(ground.case.year) for span in spans]
    texts = [f"{one.first:%d/%m/%Y} – {one.last:%d/%m/%Y} ({one.regime})" for one in periods]
    return [Step(what, Words(text, text)) for text in texts]


def _with_points(verdict: Verdict, ground: Ground) -> Verdict:
    """The points that go with a verdict, where the criterion has any and they are known."""
    points = ground.one.criterion.points
    if points is None:
        return verdict
    if points.max is None:
        asked = Words(
            f"Điểm tối đa của {verdict.criterion} chưa được nhập",
            f"The most points of {verdict.criterion} have not been typed in",
        )
        lacking = Missing("law", verdict.criterion, asked)
        return replace(verdict, missing=(*verdict.missing, lacking))
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        full = ground.ready.set.not_applicable_points == "full"
        return replace(verdict, points=points.max if full else None)
    if points.given == "marked":
        return _marked(verdict, ground.claim.points, points.max)
    given = {Outcome.MET: points.max, Outcome.NOT_MET: Decimal(0)}
    return replace(verdict, points=given.get(verdict.outcome))


def _marked(verdict: Verdict, given: Decimal | None, most: Decimal) -> Verdict:
    if given is not None and 0 <= given <= most:
        return replace(verdict, points=given)
    wanted = Words(
        f"Điểm của {verdict.criterion}, từ 0 đến {most}",
        f"Points of {verdict.criterion}, from 0 to {most}",
    )
    lacking = Missing("points", verdict.criterion, wanted)
    return replace(verdict, missing=(*verdict.missing, lacking))
