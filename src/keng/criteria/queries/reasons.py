"""Why a unit is or is not recognised, and what it had in other years."""

from __future__ import annotations

from datetime import date, datetime

from keng.criteria.cases import prepared
from keng.criteria.history import MOST_YEARS
from keng.criteria.models import Appeal, Assessment, DecisionLine, PastResult
from keng.criteria.permissions import is_inside, is_judging
from keng.criteria.queries.assessments import assessment_of
from keng.criteria.queries.concealing import small_criteria
from keng.criteria.queries.lists import public_changes, reasons_of
from keng.criteria.queries.shapes import AppealView, WhyView, YearView
from keng.criteria.sets import ready_of, ready_with
from keng.criteria.snapshot import Judged, entry_from_json, judged
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.orgunits.queries import counterpart_of, day_map, unit_view
from keng.packs import installed
from keng.packs.judging.vocabulary import Words


def why(assessment_id: int, *, actor: Actor, at: datetime) -> WhyView:
    """Why a unit came out as it did, and what would have to change.

    Of a decided unit it tells what the decision rested on, from its snapshot; else what is known
    now. Outsiders read of attested clauses the group alone, and no words of an appeal. Who does not
    see a small total that a criterion rests on, and does not judge the unit, reads no reasons.
    """
    found = assessment_of(assessment_id, actor=actor, at=at)
    ready = ready_of(found.run)
    line = found.lines.filter(stands=True).select_related("decision").first()
    one = _as_decided(found, line) if line else _as_of_now(found, at=at)
    inside = is_inside(actor, found, at=at)
    words = (lambda _, reason: reason.words) if inside else None
    reasons = reasons_of(ready, one, tell=words) if words else reasons_of(ready, one)
    title = ready.set.title
    small = small_criteria(found, ready, actor, at)
    hidden = bool(small) and not is_judging(actor, found.run, at=at)
    change = one.conclusion.to_change if inside else public_changes(ready, one)
    return WhyView(
        assessment_id=found.pk,
        unit=one.entry.name,
        set_title=Words(title.vi, title.en),
        year=found.run.year,
        result=line.outcome if line else "" if hidden else one.result.value,
        in_class=(line.class_code or None) if line else None if hidden else one.in_class,
        reasons=() if hidden else reasons,
        to_change=() if hidden else change,
        asked=() if hidden else one.conclusion.asked,
        is_public=not inside,
        appeals=tuple(_appeal(row, inside=inside) for row in _appeals(found)),
    )


def unit_history(unit_id: int, *, actor: Actor, at: datetime) -> list[YearView]:
    """What a unit, and those whose territory it has, had in all years by all sets; newest first."""
    on = local_day(at)
    actor.require("view", unit_id=unit_id, on=on)
    units = {unit_id}
    for back in range(1, MOST_YEARS + 1):
        then = on.replace(year=on.year - back, month=12, day=28)
        if unit_id in day_map(on).views and unit_id not in day_map(then).views:
            units |= counterpart_of([unit_id], shown_on=on, other=then).units
    rows = [
        YearView(
            row.year,
            row.set_code,
            row.outcome,
            row.class_code,
            _name(row.unit_id, unit_id, row.year),
            "",
            row.decision_id,
        )
        for row in DecisionLine.objects.filter(unit_id__in=units, stands=True)
    ]
    rows += [
        YearView(
            row.year,
            row.set_code,
            row.outcome,
            row.class_code,
            _name(row.unit_id, unit_id, row.year),
            row.source,
            None,
        )
        for row in PastResult.objects.filter(unit_id__in=units)
    ]
    return sorted(rows, key=lambda one: (-one.year, one.set_code, one.by))


def _name(unit: int, asked: int, year: int) -> str:
    return "" if unit == asked else unit_view(unit, on=date(year, 12, 31)).full_name


def _as_decided(found: Assessment, line: DecisionLine) -> Judged:
    """The unit as the decision judged it, on the set that the decision froze."""
    snapshot = line.decision.snapshot
    ready = ready_with(snapshot["pack"]["version"], snapshot["set"], snapshot["overlay"])
    said = next(one for one in snapshot["entries"] if one["assessment"] == found.pk)
    return judged(ready, entry_from_json(said))


def _as_of_now(found: Assessment, *, at: datetime) -> Judged:
    [one] = prepared(found.run, [found], on=local_day(at))
    return judged(ready_of(found.run), one.entry)


def _appeals(found: Assessment) -> list[Appeal]:
    return list(Appeal.objects.filter(line__assessment=found).order_by("pk"))


def _appeal(row: Appeal, *, inside: bool) -> AppealView:
    return AppealView(
        id=row.pk,
        text=row.text if inside else "",
        at=row.at,
        outcome=row.outcome,
        answer=row.answer if inside else "",
        answered_at=row.answered_at,
    )


def sets_in_use(year: int) -> list[tuple[str, Words]]:
    """The sets of the programme that hold in a year, with their titles, in its order."""
    return [
        (code, Words(one.title.vi, one.title.en))
        for code, one in installed.current().criteria.items()
        if not one.register_only and one.in_force(one.window.of(year)[1])
    ]
