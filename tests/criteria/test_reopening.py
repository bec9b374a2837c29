"""A correction reopens exactly what rested on it, and those who must look again are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keng.criteria import actions, queries
from keng.criteria.actions import ClaimInput
from keng.criteria.models import Claim
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import Conflict
from keng.notices import tasks
from keng.notices.models import Notice
from keng.reporting import actions as reporting
from keng.reporting.models import Submission

from .conftest import AT, LATER, Cast, correct, decide, report, reviewed, submitted, village


def test_a_correction_reopens_the_criterion_that_read_the_figure(cast: Cast) -> None:
    found = submitted(cast)
    correct(_form(cast.first, 2024), LATER, fires=2)

    [one] = queries.to_look_again(2024, actor=cast.clerk, at=LATER)

    assert one.assessment_id == found.pk
    [moved] = one.moved
    assert (moved.criterion, moved.time, moved.was, moved.now) == ("K5", "now", 1, 2)
    seen = queries.assessment_view(found.pk, actor=cast.clerk, at=LATER)
    assert [one.criterion.code for one in seen.criteria if one.must_look] == ["K5"]


def test_a_correction_of_another_unit_or_another_figure_reopens_nothing(cast: Cast) -> None:
    submitted(cast)
    other = report(cast.middle, "2024", "village", fires=4)
    commune = report(cast.one, "2024", "commune", cases=5, settled=5)

    correct(other, LATER, fires=5)
    correct(commune, LATER, cases=6)

    assert queries.to_look_again(2024, actor=cast.clerk, at=LATER) == []


def test_a_correction_that_leaves_the_value_as_it_was_reopens_nothing(cast: Cast) -> None:
    submitted(cast)

    correct(_form(cast.first, 2024), LATER, fires=1)

    assert queries.to_look_again(2024, actor=cast.clerk, at=LATER) == []


def test_a_report_that_is_open_again_does_not_count(cast: Cast) -> None:
    submitted(cast)

    reporting.reopen(_form(cast.first, 2024), "Sửa", actor=OPERATOR, at=LATER)

    [one] = queries.to_look_again(2024, actor=cast.clerk, at=LATER)
    assert [(moved.was, moved.now) for moved in one.moved] == [(1, None)]


def test_a_moved_figure_keeps_the_unit_off_the_list_until_somebody_looks(cast: Cast) -> None:
    found = reviewed(cast)
    correct(_form(cast.first, 2024), LATER, fires=2)
    draft = queries.decision_draft(found.run_id, actor=cast.leader, at=LATER)
    assert [one.code for one in draft.left_out if one.assessment_id] == ["figures_moved"]

    [row] = actions.propose(found.pk, actor=cast.leader, at=LATER)
    actions.answer_proposal(
        found.pk, "K5", "confirmed", seen=row.revision, actor=cast.leader, at=LATER
    )

    assert [line.outcome for line in decide(found.run, cast.leader, at=LATER).lines.all()] == [
        "recognised"
    ]


def test_confirming_what_has_moved_meanwhile_is_refused(cast: Cast) -> None:
    report(cast.first, "2023", "village", fires=2)
    form = report(cast.first, "2024", "village", fires=1)
    found = village(cast)
    [row] = actions.propose(found.pk, actor=cast.clerk, at=AT)
    correct(form, LATER, fires=9)

    with pytest.raises(Conflict):
        actions.answer_proposal(
            found.pk, "K5", "confirmed", seen=row.revision, actor=cast.clerk, at=LATER
        )

    assert Claim.objects.get(criterion="K5").stance == ""


def test_an_equal_proposal_leaves_what_was_said(cast: Cast) -> None:
    found = submitted(cast)
    actions.take_back(found.pk, "Xem", actor=cast.clerk, at=LATER)

    assert actions.propose(found.pk, actor=cast.clerk, at=LATER) == []
    assert Claim.objects.get(criterion="K5").stance == "confirmed"


def test_claiming_something_else_does_not_lose_the_readings(cast: Cast) -> None:
    found = submitted(cast)
    actions.take_back(found.pk, "Xem", actor=cast.clerk, at=LATER)
    actions.claim(found.pk, "K5", ClaimInput("met"), actor=cast.clerk, at=LATER)

    correct(_form(cast.first, 2024), LATER, fires=7)

    [one] = queries.to_look_again(2024, actor=cast.clerk, at=LATER)
    assert [moved.now for moved in one.moved] == [7]


def test_those_who_must_look_again_are_told_once(cast: Cast) -> None:
    found = submitted(cast)
    tasks.run(at=LATER)
    Notice.objects.all().delete()
    correct(_form(cast.first, 2024), LATER, fires=2)

    tasks.run(at=LATER + timedelta(minutes=1))
    tasks.run(at=LATER + timedelta(minutes=2))

    told = Notice.objects.filter(kind="case_reopened")
    # The head of the village, and the clerk and the leader of the commune that decides.
    assert set(told.values_list("account__login", flat=True)) == {
        "head.dau",
        "clerk.mot",
        "leader.mot",
    }
    assert told.count() == 3
    assert told[0].facts == {"set": "kdc", "year": 2024, "assessment": found.pk}


def test_a_correction_that_changes_nothing_tells_nobody(cast: Cast) -> None:
    submitted(cast)
    tasks.run(at=LATER)
    Notice.objects.all().delete()

    correct(_form(cast.first, 2024), LATER, fires=1)
    tasks.run(at=LATER + timedelta(minutes=1))

    assert not Notice.objects.filter(kind="case_reopened").exists()


def test_handing_in_and_returning_are_told(cast: Cast) -> None:
    found = submitted(cast)
    actions.return_with_questions(found.pk, "Xem lại", {}, actor=cast.leader, at=LATER)

    tasks.run(at=LATER)

    kinds = set(Notice.objects.values_list("kind", "account__login"))
    assert ("case_submitted", "leader.mot") in kinds
    assert ("case_returned", "head.dau") in kinds


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["first", "middle"]), st.sampled_from([2023, 2024]), st.integers(0, 9)
        ),
        min_size=1,
        max_size=3,
    )
)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_corrected_exactly_what_read_it_is_reopened(
    cast: Cast, corrections: list[tuple[str, int, int]]
) -> None:
    there = {name: _ready(cast, name) for name in ("first", "middle")}
    stands = {(name, year): _now(cast, name, year) for name in there for year in (2023, 2024)}
    was = dict(stands)
    for name, year, fires in corrections:
        correct(_form(getattr(cast, name), year), LATER, fires=fires)
        stands[name, year] = fires

    found = {one.assessment_id for one in queries.to_look_again(2024, actor=cast.clerk, at=LATER)}

    wanted = {there[name] for (name, year), value in stands.items() if value != was[name, year]}
    assert found == wanted
    for pk in there.values():  # everybody has looked: the next example begins anew
        for row in actions.propose(pk, actor=cast.leader, at=LATER):
            actions.answer_proposal(
                pk, "K5", "confirmed", seen=row.revision, actor=cast.leader, at=LATER
            )


def _ready(cast: Cast, name: str) -> int:
    unit = getattr(cast, name)
    seen = queries.assessments_of(cast.clerk, 2024, at=AT, unit_ids=[unit])
    return seen[0].pk if seen else submitted(cast, unit).pk


def _form(unit_id: int, year: int) -> int:
    return Submission.objects.get(unit_id=unit_id, form="village", first__year=year).pk


def _now(cast: Cast, name: str, year: int) -> int:
    form = Submission.objects.get(pk=_form(getattr(cast, name), year))
    return form.figures.get(indicator="fires").value or 0
