"""Whose streams of the journal are whose: for who may read them."""

from __future__ import annotations

from collections.abc import Iterable

from keng.criteria.models import Assessment, Pledge, Run


def units_of_runs(run_ids: Iterable[int]) -> dict[int, int | None]:
    """The unit that each run belongs to."""
    return dict(Run.objects.filter(pk__in=list(run_ids)).values_list("pk", "unit_id"))


def units_of_assessments(assessment_ids: Iterable[int]) -> dict[int, int | None]:
    """The unit that each assessment is about."""
    rows = Assessment.objects.filter(pk__in=list(assessment_ids))
    return dict(rows.values_list("pk", "unit_id"))


def units_of_pledges(pledge_ids: Iterable[int]) -> dict[int, int | None]:
    """The unit that signed up for each emulation title."""
    return dict(Pledge.objects.filter(pk__in=list(pledge_ids)).values_list("pk", "unit_id"))
