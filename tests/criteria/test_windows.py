"""A window without a series of its own: what stands in for it, and the days to confirm."""

from __future__ import annotations

from datetime import date

import pytest

from criteria_cast import install, village_set
from keng.criteria import actions, queries
from keng.criteria.models import Assessment
from keng.criteria.queries.shapes import AssessmentView
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput
from keng.kernel.periods import parse_period
from keng.reporting import actions as reporting
from reporting_cast import cells

from .conftest import AT, SPRING, Cast, report, village

WINDOW = {
    "first": "11-01",
    "last": "10-31",
    "substitutes": [
        [{"regime": "calendar", "months": [1, 10]}],
        [{"regime": "calendar", "months": [1, 12]}],
    ],
}
MISSING = (date(2023, 11, 1), date(2023, 12, 31))


@pytest.fixture
def found(cast: Cast) -> Assessment:
    """A village whose window runs from November to October."""
    install(village_set(window=WINDOW))
    return village(cast)


def test_the_first_substitute_that_has_figures_stands_in(cast: Cast, found: Assessment) -> None:
    actions.confirm_days(found.pk, *MISSING, actor=cast.clerk, at=AT)
    report(cast.first, "2023", "village", fires=5)
    report(cast.first, "2024", "village", fires=9)
    assert _k5(found, cast) == "not_met"  # the whole year: ten months were never reported

    _months(cast, 2023, 5)
    _months(cast, 2024, 3)

    assert _k5(found, cast) == "met"  # the ten months come first
    assert _view(found, cast).substituted


def test_a_person_confirms_the_days_that_no_series_covers(cast: Cast, found: Assessment) -> None:
    _months(cast, 2023, 5)
    _months(cast, 2024, 3)
    assert _k5(found, cast) == "waiting"  # ten months leave November and December open
    assert _view(found, cast).unconfirmed == (MISSING,)
    with pytest.raises(BadInput) as refusal:
        actions.confirm_days(found.pk, date(2024, 1, 1), date(2024, 1, 2), actor=cast.clerk, at=AT)

    actions.confirm_days(found.pk, *MISSING, actor=cast.clerk, at=AT)
    actions.confirm_days(found.pk, *MISSING, actor=cast.clerk, at=AT)

    assert refusal.value.code == "days_not_asked"
    assert _k5(found, cast) == "met"
    assert _view(found, cast).unconfirmed == ()


def test_a_figure_that_is_only_expected_decides_nothing(cast: Cast) -> None:
    report(cast.first, "2023", "village", fires=5)
    there = reporting.ensure_submission(
        cast.first, "village", parse_period("2024"), actor=OPERATOR, at=SPRING
    )
    [cell] = cells(fires=1)
    expected = type(cell)(cell.key, cell.value, status="expected")
    reporting.enter(there.pk, [expected], actor=OPERATOR, at=SPRING)
    handed_in = reporting.submit(there.pk, actor=OPERATOR, at=SPRING)
    reporting.accept(there.pk, revision=handed_in.revision, actor=OPERATOR, at=SPRING)
    found = village(cast)

    assert _k5(found, cast) == "unknown"


def _months(cast: Cast, year: int, fires: int) -> None:
    there = reporting.ensure_submission(
        cast.first,
        "village",
        parse_period(f"{year}-01/{year}-10"),
        actor=OPERATOR,
        at=SPRING,
    )
    reporting.enter(there.pk, cells(fires=fires), actor=OPERATOR, at=SPRING)
    handed_in = reporting.submit(there.pk, actor=OPERATOR, at=SPRING)
    reporting.accept(there.pk, revision=handed_in.revision, actor=OPERATOR, at=SPRING)


def _view(found: Assessment, cast: Cast) -> AssessmentView:
    return queries.assessment_view(found.pk, actor=cast.clerk, at=AT)


def _k5(found: Assessment, cast: Cast) -> str:
    return _outcome(found, cast, "K5")


def _outcome(found: Assessment, cast: Cast, code: str) -> str:
    return next(one.outcome for one in _view(found, cast).criteria if one.criterion.code == code)


def test_a_criterion_of_another_set_is_judged_in_the_window_that_was_read(cast: Cast) -> None:
    above = village_set(window=WINDOW)
    above["criteria"]["K6"] = {
        **above["criteria"]["K2"],
        "code": "K6",
        "kind": "reference",
        "reference": {"set": "khac", "criteria": ["K5"]},
    }
    other = village_set(code="khac", flows_back=[])  # the calendar year: nothing stands in for it
    install(above, other)
    report(cast.first, "2023", "village", fires=9)
    report(cast.first, "2024", "village", fires=5)
    found = village(cast)

    assert _outcome(found, cast, "K6") == "waiting"  # November and December 2023 are open

    actions.confirm_days(found.pk, *MISSING, actor=cast.clerk, at=AT)

    assert _outcome(found, cast, "K6") == "met"
