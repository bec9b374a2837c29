"""Who must look again after a correction: for the notices, and for a person's list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from keng.criteria.cases import prepared
from keng.criteria.models import Assessment, Reading
from keng.criteria.permissions import decider_of
from keng.criteria.stale import Moved, moved_since
from keng.criteria.states import State
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.orgunits.queries import ancestors, became
from keng.reporting.models import Submission


@dataclass(frozen=True)
class Reopened:
    """An assessment of which figures moved. `decider` is the unit that decides on it."""

    assessment_id: int
    unit_id: int
    decider_id: int
    state: str
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Head:
    """What a notice needs to know of an assessment."""

    unit_id: int
    decider_id: int
    facts: Mapping[str, object]


def heads_of(assessment_ids: Iterable[int]) -> dict[int, Head]:
    """Unit, decider and set of assessments; asks for no grant: for the machine's notices."""
    wanted = list(assessment_ids)
    if not wanted:
        return {}
    rows = Assessment.objects.filter(pk__in=wanted).select_related("run")
    return {
        row.pk: Head(
            row.unit_id,
            decider_of(row.run),
            {"set": row.run.set_code, "year": row.run.year, "assessment": row.pk},
        )
        for row in rows
    }


def resting_on(submission_ids: Iterable[int]) -> dict[int, list[int]]:
    """The assessments whose standing proposals may have read the figures of each submission.

    Of its unit, of every unit above it, and of those that have its territory now; whether a value
    moved is asked of each (`reopened`). Submissions on which nothing rests are left out.
    """
    wanted = list(submission_ids)
    if not wanted or not Reading.objects.exists():
        return {}
    found = {row.pk: _resting(row) for row in Submission.objects.filter(pk__in=wanted)}
    return {pk: assessments for pk, assessments in found.items() if assessments}


def _resting(submission: Submission) -> list[int]:
    units = {submission.unit_id, *ancestors(submission.unit_id, on=submission.last)}
    units |= {link.successor.id for unit in tuple(units) for link in became(unit)}
    rows = Reading.objects.filter(
        unit_id__in=units,
        regime=submission.regime,
        first__lte=submission.last,
        last__gte=submission.first,
        proposal=F("claim__proposal"),
    ).values_list("claim__assessment_id", flat=True)
    return sorted(set(rows))


def reopened(assessment_ids: Iterable[int], *, at: datetime) -> list[Reopened]:
    """Those of the assessments of which a figure has moved since a person, or Keng, last looked."""
    found: list[Reopened] = []
    rows = Assessment.objects.filter(pk__in=list(assessment_ids)).select_related("run")
    by_run: dict[int, list[Assessment]] = {}
    for row in rows.exclude(state=State.WITHDRAWN.value).order_by("pk"):
        by_run.setdefault(row.run_id, []).append(row)
    for there in by_run.values():
        run = there[0].run
        moved = moved_since(prepared(run, there, on=local_day(at)))
        found += [
            Reopened(row.pk, row.unit_id, decider_of(run), row.state, moved[row.pk])
            for row in there
            if row.pk in moved
        ]
    return found


def reopened_by(submission_id: int, *, at: datetime) -> list[Reopened]:
    """The assessments that what happened to a submission has reopened."""
    return reopened(resting_on([submission_id]).get(submission_id, []), at=at)


def to_look_again(year: int, *, actor: Actor, at: datetime) -> list[Reopened]:
    """The assessments of a year, of units that the actor may see, that must be looked at again."""
    rows = Assessment.objects.filter(run__year=year)
    reach = actor.reach("view", on=local_day(at))
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    return reopened(rows.values_list("pk", flat=True), at=at)
