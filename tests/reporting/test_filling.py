"""Không phát sinh, stocks that stand, totals of old reports, last year typed once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keng.kernel.errors import BadInput, Conflict, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.reporting import actions, queries
from keng.reporting.actions import RejectedCells
from keng.reporting.models import Figure, NothingOccurred, StatedComparison, Submission
from reporting_cast import cells

from .conftest import AT, Cast

LATER = AT + timedelta(hours=1)
FIRES, AREA, PENDING = CellKey("fires"), CellKey("area"), CellKey("pending")


def values(draft: Submission) -> dict[str, int | None]:
    return {str(key): one.value for key, one in queries.figures_of(draft.pk).items()}


def another(cast: Cast, code: str, **figures: int) -> Submission:
    made = actions.ensure_submission(
        cast.one, "commune", parse_period(code), actor=cast.clerk, at=AT
    )
    actions.enter(made.pk, cells(**figures), actor=cast.clerk, at=AT)
    return made


def test_one_act_makes_the_flow_cells_of_a_group_zero(cast: Cast, draft: Submission) -> None:
    actions.declare_nothing(draft.pk, "fire", actor=cast.clerk, at=AT)

    assert values(draft) == {"fires": 0, "damage": 0}
    assert {one.origin for one in queries.figures_of(draft.pk).values()} == {"declared"}
    view = queries.submission_view(draft.pk, cast.clerk, on=AT.date())
    assert view.nothing == {"fire"}
    assert list(queries.problems()) == []


def test_stocks_and_small_breakdowns_of_the_group_stay_empty(cast: Cast, draft: Submission) -> None:
    another(cast, "2024-07", posts=7)

    actions.declare_nothing(draft.pk, "events", actor=cast.clerk, at=AT)

    # pending is a stock: nothing new is not zero; posts is cumulative: still the 7 of July
    assert values(draft) == {"cases": 0, "settled": 0, "offenders": 0, "posts": 7}


def test_a_cumulative_flow_without_a_value_before_is_asked_for(
    cast: Cast, draft: Submission
) -> None:
    with pytest.raises(BadInput, match="Bài đăng"):
        actions.declare_nothing(draft.pk, "events", actor=cast.clerk, at=AT)

    assert values(draft) == {}
    assert not NothingOccurred.objects.exists()


def test_nothing_is_not_declared_where_a_cell_of_the_group_is_filled(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(fires=0), actor=cast.clerk, at=AT)

    with pytest.raises(BadInput) as refusal:
        actions.declare_nothing(draft.pk, "fire", actor=cast.clerk, at=LATER)

    assert refusal.value.code == "already_filled"
    assert values(draft) == {"fires": 0}


def test_a_group_of_stocks_has_nothing_to_declare(cast: Cast, draft: Submission) -> None:
    with pytest.raises(BadInput):
        actions.declare_nothing(draft.pk, "forces", actor=cast.clerk, at=AT)
    with pytest.raises(BadInput):
        actions.declare_nothing(draft.pk, "no_such_group", actor=cast.clerk, at=AT)

    assert not Figure.objects.exists()


def test_the_declaration_ends_when_something_did_occur_and_can_be_made_again(
    cast: Cast, draft: Submission
) -> None:
    actions.declare_nothing(draft.pk, "fire", actor=cast.clerk, at=AT)

    actions.enter(draft.pk, cells(fires=1), actor=cast.clerk, at=LATER)

    assert queries.submission_view(draft.pk, cast.clerk, on=AT.date()).nothing == frozenset()
    assert NothingOccurred.objects.get().ended_at == LATER
    actions.enter(draft.pk, cells(fires=None, damage=None), actor=cast.clerk, at=LATER)
    actions.declare_nothing(draft.pk, "fire", actor=cast.clerk, at=LATER)
    assert values(draft) == {"fires": 0, "damage": 0}


def test_a_stock_is_confirmed_at_its_last_value(cast: Cast, draft: Submission) -> None:
    another(cast, "2024-05", area=66449, pending=4)

    actions.carry_stocks(draft.pk, [AREA, PENDING], actor=cast.clerk, at=AT)

    assert values(draft) == {"area": 66449, "pending": 4}
    assert queries.figures_of(draft.pk)[AREA].origin == "carried"


@pytest.mark.parametrize("keys", [[], [FIRES], [AREA, CellKey("guards")], [PENDING]])
def test_only_known_stocks_of_the_form_are_confirmed(
    cast: Cast, draft: Submission, keys: list[CellKey]
) -> None:
    another(cast, "2024-05", area=66449)  # nothing was ever told of pending

    with pytest.raises(BadInput):
        actions.carry_stocks(draft.pk, keys, actor=cast.clerk, at=AT)

    assert values(draft) == {}


def test_a_filled_stock_is_not_carried_over(cast: Cast, draft: Submission) -> None:
    another(cast, "2024-05", area=66449)
    actions.enter(draft.pk, cells(area=70000), actor=cast.clerk, at=AT)

    with pytest.raises(BadInput):
        actions.carry_stocks(draft.pk, [AREA], actor=cast.clerk, at=LATER)

    assert values(draft) == {"area": 70000}


def test_a_total_of_an_old_report_stands_in_its_own_column(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)

    actions.record_reported_total(
        draft.pk, FIRES, 5, "BC 12/BC-UBND ngày 5/9/2024", actor=cast.clerk, at=AT
    )

    assert values(draft) == {"fires": 2}
    total = queries.figures_of(draft.pk, "reported_total")[FIRES]
    assert (total.value, total.source) == (5, "BC 12/BC-UBND ngày 5/9/2024")


def test_a_total_without_its_source_is_refused(cast: Cast, draft: Submission) -> None:
    with pytest.raises(RejectedCells):
        actions.record_reported_total(draft.pk, FIRES, 5, " ", actor=cast.clerk, at=AT)

    assert not Figure.objects.exists()


def test_a_form_of_old_totals_takes_that_basis_by_itself(cast: Cast) -> None:
    old = actions.ensure_submission(
        cast.north, "old_total", parse_period("2022"), actor=cast.officer, at=AT
    )
    sourced = [one.__class__(one.key, one.value, source="BC 5/2022") for one in cells(fires=31)]

    actions.enter(old.pk, sourced, actor=cast.officer, at=AT)

    assert queries.figures_of(old.pk)[FIRES].basis == "reported_total"
    old.refresh_from_db()
    assert old.cells_filled == 1


def test_last_year_is_typed_once_with_its_source(cast: Cast, draft: Submission) -> None:
    actions.record_same_period(
        draft.pk, FIRES, 6, "BC 80/BC-UBND ngày 3/9/2023", actor=cast.clerk, at=AT
    )

    assert queries.same_period_figures(draft.pk)[FIRES] == 6
    with pytest.raises(Conflict) as refusal:
        actions.record_same_period(draft.pk, FIRES, 7, "BC khác", actor=cast.clerk, at=LATER)
    assert refusal.value.theirs == 6
    assert StatedComparison.objects.get().value == 6


def test_last_year_is_not_typed_where_keng_holds_the_report(cast: Cast, draft: Submission) -> None:
    another(cast, "2023-08", fires=4)

    with pytest.raises(Conflict) as refusal:
        actions.record_same_period(draft.pk, FIRES, 6, "BC cũ", actor=cast.clerk, at=AT)

    assert refusal.value.theirs == 4


def test_a_later_import_that_differs_is_flagged_and_overwrites_nothing(
    cast: Cast, draft: Submission
) -> None:
    actions.record_same_period(draft.pk, FIRES, 6, "BC cũ", actor=cast.clerk, at=AT)
    another(cast, "2023-08", fires=4)

    assert queries.same_period_figures(draft.pk)[FIRES] == 4
    (finding,) = queries.findings_of(draft.pk)
    assert (finding.check, finding.severity) == ("series_comparison_differs", "warn")
    assert StatedComparison.objects.get().value == 6


def test_filling_is_refused_once_handed_in(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)
    actions.submit(draft.pk, actor=cast.clerk, at=AT)

    with pytest.raises(WrongState):
        actions.declare_nothing(draft.pk, "events", actor=cast.clerk, at=LATER)
    with pytest.raises(WrongState):
        actions.record_same_period(draft.pk, FIRES, 6, "BC cũ", actor=cast.clerk, at=LATER)
