"""Figures that a register of Keng posts; from then on they are not typed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.reporting import actions, queries
from keng.reporting.actions import DerivedFigure, RejectedCells
from keng.reporting.models import DerivedPosting, Submission
from reporting_cast import cells

from .conftest import AT, Cast

LATER = AT + timedelta(days=1)
MODELS = CellKey("models")


def posted(draft: Submission, value: int = 3, rows: tuple[int, ...] = (11, 12, 17)) -> None:
    figure = DerivedFigure(MODELS, value, rows, "2024-1")
    actions.post_derived(draft.pk, [figure], actor=OPERATOR, at=AT)


def test_a_derived_figure_names_its_register_its_rows_and_its_rule(draft: Submission) -> None:
    posted(draft)

    figure = queries.figures_of(draft.pk)[MODELS]
    assert (figure.value, figure.origin, figure.source) == (3, "derived", "initiatives@2024-1")
    row = DerivedPosting.objects.get()
    assert (row.register, row.rows, row.rule_version) == ("initiatives", [11, 12, 17], "2024-1")
    assert list(queries.problems()) == []


def test_such_a_cell_is_typed_only_for_years_before_the_register_was_used(
    cast: Cast, draft: Submission
) -> None:
    posted(draft)
    january, old = (
        actions.ensure_submission(cast.one, "commune", parse_period(code), actor=cast.clerk, at=AT)
        for code in ("2024-01", "2023-12")
    )

    for later in (draft, january):
        with pytest.raises(RejectedCells) as refusal:
            actions.enter(later.pk, cells(models=9), actor=cast.clerk, at=LATER)
        assert refusal.value.problems[0].code == "derived_cell"
    actions.enter(old.pk, cells(models=2), actor=cast.clerk, at=LATER)

    assert queries.figures_of(old.pk)[MODELS].value == 2


def test_before_any_posting_the_cell_is_typed(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(models=2), actor=cast.clerk, at=AT)

    assert queries.figures_of(draft.pk)[MODELS].origin == "entered"


def test_the_register_of_another_unit_forbids_nothing(cast: Cast, draft: Submission) -> None:
    posted(draft)
    other = actions.ensure_submission(
        cast.two, "commune", parse_period("2024-08"), actor=OPERATOR, at=AT
    )

    actions.enter(other.pk, cells(models=2), actor=OPERATOR, at=AT)

    assert queries.figures_of(other.pk)[MODELS].value == 2


def test_posting_the_same_value_again_writes_no_revision(draft: Submission) -> None:
    posted(draft)
    posted(draft, rows=(11, 12, 18))

    assert len(queries.history_of(draft.pk, MODELS)) == 1
    assert DerivedPosting.objects.count() == 2  # which rows gave it is kept each time


def test_posting_into_accepted_figures_counts_at_once_and_shows(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)
    actions.submit(draft.pk, actor=cast.clerk, at=AT)
    actions.accept(draft.pk, revision=1, actor=cast.officer, at=AT)

    posted(draft)

    draft.refresh_from_db()
    assert (draft.state, draft.accepted_revision, draft.revision) == ("accepted", 1, 2)
    assert [mark.act for mark in queries.dirty_marks()][-1] == "post"


def test_locked_figures_take_no_posting(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)
    actions.submit(draft.pk, actor=cast.clerk, at=AT)
    actions.accept(draft.pk, revision=1, actor=cast.officer, at=AT)
    actions.lock(draft.pk, "Đã ký", actor=cast.officer, at=AT)

    with pytest.raises(WrongState):
        posted(draft)

    assert not DerivedPosting.objects.exists()


@pytest.mark.parametrize("key", [CellKey("fires"), CellKey("unheard_of")])
def test_a_register_fills_only_its_own_cells(draft: Submission, key: CellKey) -> None:
    with pytest.raises(BadInput):
        actions.post_derived(draft.pk, [DerivedFigure(key, 1, (1,), "1")], actor=OPERATOR, at=AT)

    assert not DerivedPosting.objects.exists()
