"""The level above uses another value: beside the report, with a reason, answered by the unit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keng.journal.models import Entry
from keng.kernel.errors import BadInput, DomainError, NotAllowed, NotFound, WrongState
from keng.kernel.figures import CellKey
from keng.reporting import actions, queries
from keng.reporting.models import Adjustment, Submission
from reporting_cast import cells

from .conftest import AT, Cast

LATER = AT + timedelta(days=3)
FIRES = CellKey("fires")


@pytest.fixture
def accepted(cast: Cast, draft: Submission) -> Submission:
    """2 fires, 9 cases, accepted by the district."""
    actions.enter(draft.pk, cells(cases=9, fires=2), actor=cast.clerk, at=AT)
    actions.submit(draft.pk, actor=cast.clerk, at=AT)
    return actions.accept(draft.pk, revision=1, actor=cast.officer, at=AT)


def adjusted(cast: Cast, submission: Submission, value: int = 3) -> Adjustment:
    return actions.adjust(
        submission.pk,
        FIRES,
        value,
        "Theo biên bản của cảnh sát PCCC",
        adjuster_unit_id=cast.north,
        actor=cast.officer,
        at=LATER,
    )


def in_use(submission: Submission) -> list[tuple[int, str]]:
    listed = queries.adjustments_in_use([submission.pk]).get(submission.pk, [])
    return [(one.value, one.answer) for one in listed]


def test_an_adjustment_stands_beside_the_reported_figure(cast: Cast, accepted: Submission) -> None:
    made = adjusted(cast, accepted)

    assert queries.figures_of(accepted.pk)[FIRES].value == 2
    assert (made.value, made.reported_value, made.reported_revision) == (3, 2, 1)
    assert (made.unit_id, made.adjuster_id) == (cast.one, cast.north)
    assert in_use(accepted) == [(3, "standing")]
    assert [mark.act for mark in queries.dirty_marks()][-1] == "adjust"
    entry = Entry.objects.get(verb="reporting.adjust")
    assert entry.facts["cell"] == "fires"
    assert "biên bản" not in str(entry.facts)


def test_the_unit_sees_the_adjustment_with_its_reason(cast: Cast, accepted: Submission) -> None:
    adjusted(cast, accepted)

    (seen,) = queries.submission_view(accepted.pk, cast.clerk, on=LATER.date()).adjustments

    assert (seen.reason, seen.adjuster_id) == ("Theo biên bản của cảnh sát PCCC", cast.north)


def test_the_unit_agrees(cast: Cast, accepted: Submission) -> None:
    made = adjusted(cast, accepted)

    actions.answer_adjustment(made.pk, "agreed", actor=cast.clerk, at=LATER)

    assert in_use(accepted) == [(3, "agreed")]
    assert queries.figures_of(accepted.pk)[FIRES].value == 2


def test_an_objection_needs_words_and_changes_no_figure(cast: Cast, accepted: Submission) -> None:
    made = adjusted(cast, accepted)
    with pytest.raises(BadInput):
        actions.answer_adjustment(made.pk, "standing", "", actor=cast.clerk, at=LATER)

    actions.answer_adjustment(made.pk, "standing", "Vụ thứ ba ở xã Hai", actor=cast.clerk, at=LATER)

    (seen,) = queries.adjustments_of(accepted.pk)
    assert (seen.answer, seen.answer_text) == ("standing", "Vụ thứ ba ở xã Hai")


def test_a_withdrawn_adjustment_is_used_no_more_and_stays_on_record(
    cast: Cast, accepted: Submission
) -> None:
    made = adjusted(cast, accepted)

    actions.withdraw_adjustment(made.pk, "Nhầm xã", actor=cast.officer, at=LATER)

    assert in_use(accepted) == []
    (seen,) = queries.adjustments_of(accepted.pk)
    assert (seen.answer, seen.answer_text) == ("withdrawn", "Nhầm xã")
    with pytest.raises(WrongState):
        actions.answer_adjustment(made.pk, "agreed", actor=cast.clerk, at=LATER)


def test_a_newer_adjustment_by_the_same_level_takes_the_place_of_the_older(
    cast: Cast, accepted: Submission
) -> None:
    adjusted(cast, accepted, 3)
    adjusted(cast, accepted, 4)

    assert in_use(accepted) == [(4, "standing")]
    assert len(queries.adjustments_of(accepted.pk)) == 2


def test_a_resubmitted_figure_overtakes_the_adjustment_and_others_stand(
    cast: Cast, accepted: Submission
) -> None:
    adjusted(cast, accepted)
    actions.adjust(
        accepted.pk,
        CellKey("cases"),
        8,
        "Một vụ ghi hai lần",
        adjuster_unit_id=cast.north,
        actor=cast.officer,
        at=LATER,
    )
    actions.reopen(accepted.pk, "Sửa số vụ cháy", actor=cast.officer, at=LATER)
    actions.enter(accepted.pk, cells(fires=3), actor=cast.clerk, at=LATER)
    actions.submit(accepted.pk, actor=cast.clerk, at=LATER)

    actions.accept(accepted.pk, revision=2, actor=cast.officer, at=LATER)

    answers = {one.indicator: one.answer for one in queries.adjustments_of(accepted.pk)}
    assert answers == {"fires": "overtaken", "cases": "standing"}


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        (FIRES, 2, "Như đã báo cáo"),
        (FIRES, 3, " "),
        (FIRES, -1, "Bớt đi"),
        (CellKey("unheard_of"), 1, "Thêm vào"),
        (CellKey("settled_share"), 50, "Tính lại"),
    ],
)
def test_an_adjustment_that_says_nothing_or_the_impossible_is_refused(
    cast: Cast, accepted: Submission, key: CellKey, value: int, reason: str
) -> None:
    with pytest.raises(BadInput):
        actions.adjust(
            accepted.pk,
            key,
            value,
            reason,
            adjuster_unit_id=cast.north,
            actor=cast.officer,
            at=LATER,
        )

    assert not Adjustment.objects.exists()


def test_only_a_level_above_that_the_actor_works_for_adjusts(
    cast: Cast, accepted: Submission
) -> None:
    attempts = [
        (cast.clerk, cast.north),  # the unit itself
        (cast.officer, cast.province),  # in the name of a level further up
        (cast.officer, cast.south),  # in the name of a stranger
        (cast.officer, cast.one),  # in the name of the unit
    ]
    for actor, adjuster in attempts:
        with pytest.raises(NotAllowed):
            actions.adjust(
                accepted.pk, FIRES, 3, "Vì", adjuster_unit_id=adjuster, actor=actor, at=LATER
            )

    assert not Adjustment.objects.exists()


def test_what_is_not_accepted_is_returned_and_not_adjusted(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)
    actions.submit(draft.pk, actor=cast.clerk, at=AT)

    with pytest.raises(WrongState):
        adjusted(cast, draft)


def test_a_stranger_answers_no_adjustment_and_there_is_no_such_one(
    cast: Cast, accepted: Submission
) -> None:
    made = adjusted(cast, accepted)

    with pytest.raises(NotAllowed):
        actions.answer_adjustment(made.pk, "agreed", actor=cast.other_clerk, at=LATER)
    with pytest.raises(NotFound):
        actions.answer_adjustment(999, "agreed", actor=cast.clerk, at=LATER)
    with pytest.raises(DomainError):
        actions.answer_adjustment(made.pk, "perhaps", actor=cast.clerk, at=LATER)

    assert in_use(accepted) == [(3, "standing")]
