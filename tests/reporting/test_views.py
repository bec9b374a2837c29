"""One submission as its viewers see it: what is held back, what they may do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.errors import NotAllowed, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.reporting import actions, queries
from keng.reporting.models import Submission
from keng.reporting.queries import CellView
from reporting_cast import cells

from .conftest import AT, Cast

ON = AT.date()
OFFENDERS, FIRES = CellKey("offenders"), CellKey("fires")


@pytest.fixture
def filled(cast: Cast, draft: Submission) -> Submission:
    """1 case with 4 people: a small total and a warning that tells it."""
    actions.enter(draft.pk, cells(cases=1, offenders=4, fires=2), actor=cast.clerk, at=AT)
    return draft


def cell(submission: Submission, actor: Actor, key: CellKey) -> CellView:
    view = queries.submission_view(submission.pk, actor, on=ON)
    return {one.key: one for one in view.cells}[key]


def test_the_unit_and_its_direct_superior_see_small_totals(cast: Cast, filled: Submission) -> None:
    for near in (cast.clerk, cast.colleague, cast.officer, OPERATOR):
        seen = cell(filled, near, OFFENDERS)
        assert seen.figure is not None
        assert (seen.figure.value, seen.withheld) == (4, False)


def test_from_further_up_small_totals_are_held_back_with_all_that_tells_them(
    cast: Cast, filled: Submission
) -> None:
    actions.accept_warning(
        filled.pk, "offenders_within_cases", "Bốn người một vụ", actor=cast.clerk, at=AT
    )
    for far in (cast.province_officer, cast.auditor):
        view = queries.submission_view(filled.pk, far, on=ON)
        seen = {one.key: one for one in view.cells}[OFFENDERS]

        assert (seen.figure, seen.before, seen.last_year, seen.withheld) == (None, None, None, True)
        assert view.findings == ()  # that the rule speaks says 4 are more than 3 for each case
        assert {one.key: one for one in view.cells}[FIRES].figure is not None


def test_the_side_panel_of_a_small_total_is_held_back_too(cast: Cast, filled: Submission) -> None:
    near = queries.cell_history(filled.pk, OFFENDERS, cast.officer, on=ON)
    far = queries.cell_history(filled.pk, OFFENDERS, cast.province_officer, on=ON)

    assert [step.value for step in near.revisions] == [4]
    assert (far.revisions, far.past, far.withheld) == ((), (), True)


def test_reasons_on_a_form_with_small_totals_are_held_back_of_every_cell(
    cast: Cast, filled: Submission
) -> None:
    actions.enter(filled.pk, cells(cases=2), actor=cast.clerk, at=AT)
    actions.submit(filled.pk, actor=cast.clerk, at=AT)
    actions.return_for_correction(
        filled.pk,
        {OFFENDERS: "phải là 5 người", FIRES: "phải là 3 vụ"},
        "",
        due_on=ON + timedelta(days=5),
        actor=cast.officer,
        at=AT,
    )

    (seen,) = queries.submission_view(filled.pk, cast.province_officer, on=ON).returns

    assert {str(one.key): one.reason for one in seen.reasons} == {"offenders": "", "fires": ""}


def test_nothing_occurred_is_told_far_above_where_no_small_total_is_among_it(
    cast: Cast, draft: Submission
) -> None:
    july = actions.ensure_submission(
        cast.one, "commune", parse_period("2024-07"), actor=cast.clerk, at=AT
    )
    actions.enter(july.pk, cells(posts=2), actor=cast.clerk, at=AT)
    for group in ("events", "fire"):
        actions.declare_nothing(draft.pk, group, actor=cast.clerk, at=AT)

    near = queries.submission_view(draft.pk, cast.officer, on=ON)
    far = queries.submission_view(draft.pk, cast.province_officer, on=ON)

    assert near.nothing == {"events", "fire"}
    assert far.nothing == {"fire"}


def test_who_holds_no_grant_sees_nothing(cast: Cast, filled: Submission) -> None:
    with pytest.raises(NotAllowed):
        queries.submission_view(filled.pk, cast.other_clerk, on=ON)
    with pytest.raises(NotAllowed):
        queries.cell_history(filled.pk, FIRES, cast.other_clerk, on=ON)
    with pytest.raises(NotFound):
        queries.submission_view(999, cast.clerk, on=ON)


def test_the_cells_stand_in_the_order_of_the_form_with_what_stood_before(
    cast: Cast, filled: Submission
) -> None:
    july, last_year = (
        actions.ensure_submission(cast.one, "commune", parse_period(code), actor=cast.clerk, at=AT)
        for code in ("2024-07", "2023-08")
    )
    actions.enter(july.pk, cells(fires=1), actor=cast.clerk, at=AT)
    actions.enter(last_year.pk, cells(fires=7), actor=cast.clerk, at=AT)

    view = queries.submission_view(filled.pk, cast.clerk, on=ON)

    assert [one.key for one in view.cells] == view.sheet.form.cells()
    fires = {one.key: one for one in view.cells}[FIRES]
    assert fires.figure is not None
    assert (fires.figure.value, fires.before, fires.last_year) == (2, 1, 7)


def test_a_cell_that_nobody_fills_in_this_period_is_closed(cast: Cast, filled: Submission) -> None:
    view = queries.submission_view(filled.pk, cast.clerk, on=ON)

    closed = {str(one.key) for one in view.cells if not one.is_open}
    assert closed == {"settled_share", "guards"}  # computed; asked until 30/6/2024


def acts(submission: Submission, actor: Actor) -> set[str]:
    view = queries.submission_view(submission.pk, actor, on=ON)
    return {act.value for act in view.acts}


def test_everyone_is_offered_what_their_grant_and_the_state_permit(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)
    assert acts(draft, cast.clerk) == {"enter", "submit"}
    assert acts(draft, cast.auditor) == set()

    actions.submit(draft.pk, actor=cast.clerk, at=AT)
    assert acts(draft, cast.clerk) == set()
    assert acts(draft, cast.officer) == {"return", "accept"}

    actions.accept(draft.pk, revision=1, actor=cast.officer, at=AT)
    assert acts(draft, cast.officer) == {"lock", "reopen", "adjust"}


def test_whoever_submitted_is_not_offered_to_accept(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.officer, at=AT)
    actions.submit(draft.pk, actor=cast.officer, at=AT)

    assert acts(draft, cast.officer) == {"return"}


def test_a_view_costs_a_fixed_number_of_queries(
    cast: Cast, filled: Submission, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    queries.submission_view(filled.pk, cast.clerk, on=ON)

    with django_assert_max_num_queries(34):
        queries.submission_view(filled.pk, cast.clerk, on=ON)
