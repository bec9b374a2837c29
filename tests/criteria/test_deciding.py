"""Decisions: the list, two deciders at once, changes as new decisions, snapshots that run again."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria_cast import a_criteria_pack
from keng.criteria import actions, queries
from keng.criteria.models import Decision, DecisionLine
from keng.criteria.queries.verification import rerun_problem
from keng.criteria.snapshot import Agreed, Entry, entry_as_json, entry_from_json, lines, listed
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.kernel.figures import CellKey
from keng.packs.judging.rulebook import ready
from keng.packs.judging.vocabulary import Case, Claim, History, Outcome
from keng.reporting.models import Figure, Submission

from .conftest import (
    AT,
    HEAD,
    LATER,
    Cast,
    correct,
    decide,
    decided,
    report,
    reviewed,
    submitted,
    village,
)


def test_a_unit_that_is_not_ready_is_left_out_with_its_reason(cast: Cast) -> None:
    reviewed(cast)
    submitted(cast, cast.middle)
    run = reviewed(cast, cast.last, but="K1").run

    draft = queries.decision_draft(run.pk, actor=cast.leader, at=AT)

    assert [(line.unit, line.result) for line in draft.lines] == [
        ("thôn Đầu", "recognised"),
        ("thôn Cuối", "not_recognised"),
    ]
    assert [(one.unit, one.code) for one in draft.left_out] == [("thôn Giữa", "submitted")]
    only = queries.decision_draft(run.pk, actor=cast.leader, at=AT, result="not_recognised")
    assert [line.unit for line in only.lines] == ["thôn Cuối"]
    assert only.digest == draft.digest


def test_units_that_never_registered_are_on_the_page_why_not(cast: Cast) -> None:
    run = village(cast).run

    draft = queries.decision_draft(run.pk, actor=cast.leader, at=AT)

    assert [(one.unit, one.code) for one in draft.left_out if one.assessment_id is None] == [
        ("thôn Cuối", "not_registered"),
        ("thôn Giữa", "not_registered"),
    ]


def test_of_two_deciders_at_once_the_second_is_told(cast: Cast) -> None:
    run = reviewed(cast).run
    seen = queries.decision_draft(run.pk, actor=cast.leader, at=AT).digest
    actions.decide(run.pk, HEAD, seen=seen, actor=cast.leader, at=AT)

    with pytest.raises(Conflict) as refusal:
        actions.decide(run.pk, HEAD, seen=seen, actor=cast.leader, at=AT)

    assert "Chưa lưu gì" in refusal.value.message
    assert Decision.objects.count() == 1


def test_a_list_that_moved_since_it_was_seen_is_not_decided(cast: Cast) -> None:
    run = reviewed(cast).run
    seen = queries.decision_draft(run.pk, actor=cast.leader, at=AT).digest
    reviewed(cast, cast.middle)

    with pytest.raises(Conflict):
        actions.decide(run.pk, HEAD, seen=seen, actor=cast.leader, at=AT)

    assert not Decision.objects.exists()


def test_only_the_deciding_unit_decides(cast: Cast) -> None:
    run = reviewed(cast).run
    seen = queries.decision_draft(run.pk, actor=cast.leader, at=AT).digest

    with pytest.raises(NotAllowed):
        actions.decide(run.pk, HEAD, seen=seen, actor=cast.other_clerk, at=AT)
    with pytest.raises(NotAllowed):
        actions.decide(run.pk, HEAD, seen=seen, actor=cast.head, at=AT)


def test_a_decision_has_an_authority_line_and_a_number_of_its_own(cast: Cast) -> None:
    run = reviewed(cast).run
    with pytest.raises(BadInput):
        decide(run, cast.leader, head=replace(HEAD, authority=" "))
    decide(run, cast.leader, head=replace(HEAD, number=7))
    reviewed(cast, cast.middle)
    with pytest.raises(Conflict):
        decide(run, cast.leader, head=replace(HEAD, number=7))

    second = decide(run, cast.leader, head=replace(HEAD, number=8))

    assert (second.n, [line.unit_id for line in second.lines.all()]) == (2, [cast.middle])


def test_with_nobody_to_decide_on_there_is_no_decision(cast: Cast) -> None:
    run = submitted(cast).run

    with pytest.raises(BadInput) as refusal:
        decide(run, cast.leader)

    assert refusal.value.code == "nobody_to_decide_on"


def test_a_decided_assessment_no_longer_moves(cast: Cast) -> None:
    [line] = decided(cast).lines.all()

    with pytest.raises(WrongState):
        actions.withdraw(line.assessment_id, "Thôi", actor=cast.clerk, at=AT)
    with pytest.raises(WrongState):
        actions.return_with_questions(line.assessment_id, "Lại", {}, actor=cast.leader, at=AT)


def test_revoking_is_a_new_decision_and_the_old_one_stays(cast: Cast) -> None:
    old = decided(cast)
    with pytest.raises(BadInput):
        actions.revoke(old.pk, HEAD, "", actor=cast.leader, at=LATER)

    new = actions.revoke(old.pk, HEAD, "Khiếu nại đúng", actor=cast.leader, at=LATER)

    [line] = old.lines.all()
    assert (line.stands, line.assessment.state, new.kind) == (False, "reviewed", "revoke")
    assert Decision.objects.get(pk=old.pk).snapshot == old.snapshot
    with pytest.raises(WrongState):
        actions.revoke(old.pk, HEAD, "Lần nữa", actor=cast.leader, at=LATER)


def test_amending_decides_anew_on_what_is_known_now(cast: Cast) -> None:
    old = decided(cast)
    there = Submission.objects.get(unit_id=cast.first, first=date(2024, 1, 1))
    correct(there.pk, LATER, fires=9)
    [line] = old.lines.all()
    assert queries.decision_view(old.pk, actor=cast.leader, at=LATER).moved == 1
    with pytest.raises(BadInput) as stale:  # somebody must look at the moved figure first
        actions.amend(old.pk, HEAD, "Sửa số", actor=cast.leader, at=LATER)
    actions.revoke(old.pk, HEAD, "Số cháy sai", actor=cast.leader, at=LATER)
    _look_again(line.assessment_id, cast)

    new = decide(line.assessment.run, cast.leader, at=LATER)

    assert stale.value.code == "cannot_amend"
    assert [one.outcome for one in new.lines.all()] == ["not_recognised"]
    assert DecisionLine.objects.filter(stands=True).count() == 1


def test_amending_without_a_change_says_the_same_again(cast: Cast) -> None:
    old = decided(cast)

    new = actions.amend(old.pk, HEAD, "Sai chính tả", actor=cast.leader, at=LATER)

    assert (new.kind, new.about_id) == ("amend", old.pk)
    assert [(one.outcome, one.stands) for one in new.lines.all()] == [("recognised", True)]


def test_a_decision_runs_again_to_the_last_letter_whatever_happened_since(cast: Cast) -> None:
    made = decided(cast)
    there = Submission.objects.get(unit_id=cast.first, first=date(2024, 1, 1))
    correct(there.pk, LATER, fires=9)
    reviewed(cast, cast.middle)

    assert rerun_problem(Decision.objects.get(pk=made.pk)) == ""


def test_the_snapshot_names_every_figure_with_its_revision(cast: Cast) -> None:
    made = decided(cast)

    figures = made.snapshot["figures"]

    assert {(one["indicator"], one["time"], one["value"]) for one in figures} == {
        ("fires", "now", 1),
        ("fires", "last_year", 2),
    }
    for one in figures:
        [[figure, revision]] = one["sources"]
        assert Figure.objects.get(pk=figure).revision == revision


def test_counts_flow_back_into_the_form_of_the_commune(cast: Cast) -> None:
    made = decided(cast)
    form = Submission.objects.get(unit_id=cast.one, form="results")

    assert _counts(form) == {
        "units_in_scope": 3,
        "units_registered": 1,
        "units_recognised": 1,
    }
    board = queries.board(made.run_id, actor=cast.leader, at=AT)
    assert board.conflicts == ()

    actions.revoke(made.pk, HEAD, "Sai", actor=cast.leader, at=LATER)
    assert _counts(form)["units_recognised"] == 0


def test_an_appeal_is_answered(cast: Cast) -> None:
    [line] = decided(cast, but="K4").lines.all()
    made = actions.appeal(line.pk, "Thôn đã ký cam kết.", actor=cast.head, at=LATER)
    with pytest.raises(Conflict):
        actions.appeal(line.pk, "Lần nữa", actor=cast.head, at=LATER)
    with pytest.raises(NotAllowed):
        actions.answer_appeal(made.pk, "rejected", "Không", actor=cast.head, at=LATER)

    actions.answer_appeal(made.pk, "rejected", "Chưa có bản ký.", actor=cast.leader, at=LATER)

    [seen] = queries.why(line.assessment_id, actor=cast.head, at=LATER).appeals
    assert (seen.outcome, seen.answer) == ("rejected", "Chưa có bản ký.")
    with pytest.raises(WrongState):
        actions.answer_appeal(made.pk, "upheld", "Có", actor=cast.leader, at=LATER)


def test_outsiders_read_only_the_group_of_an_attested_clause(cast: Cast) -> None:
    [line] = decided(cast, but="K2").lines.all()

    inside = queries.why(line.assessment_id, actor=cast.head, at=AT)
    outside = queries.why(line.assessment_id, actor=cast.chief, at=AT)

    assert [one.vi for one in inside.reasons] == ["K2. Không có vụ việc thuộc khoản 3"]
    assert [one.vi for one in outside.reasons] == ["Chung"]
    assert outside.to_change == ()
    seen = queries.assessment_view(line.assessment_id, actor=cast.chief, at=AT)
    hidden = next(one for one in seen.criteria if one.criterion.code == "K2")
    assert (hidden.outcome, hidden.steps, hidden.claim) == ("", (), None)


def test_last_year_stands_beside_this_one(cast: Cast) -> None:
    made = decided(cast)

    [one] = queries.compared_with_last_year(made.run_id, actor=cast.leader, at=AT)

    assert (one.unit, one.was, one.now) == ("thôn Đầu", "", "recognised")


READY = ready(a_criteria_pack(), "kdc")
CLAIMS = st.sampled_from([True, False, None])


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Some units with any claims, figures and years."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        claims = {
            "K1": Claim(met=draw(CLAIMS)),
            "K2": Claim(met=draw(CLAIMS)),
            "K3": Claim(occurred=draw(CLAIMS)),
            "K4": Claim(done=draw(st.frozensets(st.sampled_from(["meeting", "signed"])))),
        }
        fires = st.one_of(st.none(), st.integers(0, 12))
        case = Case(
            year=2024,
            now={CellKey("fires"): draw(fires)},
            last_year={CellKey("fires"): draw(fires)},
            claims=claims,
        )
        agreed = {"K1": Agreed(Outcome.MET)} if draw(st.booleans()) else {}
        history = History(draw(st.one_of(st.none(), st.integers(0, 9))))
        made.append(
            Entry(number + 1, number + 1, f"u{number}", f"thôn {number}", case, agreed, history)
        )
    return made


@given(entries(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_units_does_not_matter(some: list[Entry], chance: random.Random) -> None:
    other = list(some)
    chance.shuffle(other)

    assert lines(listed(READY, some)) == lines(listed(READY, other))


@given(entries())
@settings(max_examples=60, deadline=None)
def test_a_list_follows_from_its_snapshot_alone(some: list[Entry]) -> None:
    again = [entry_from_json(entry_as_json(one)) for one in some]

    assert lines(listed(READY, again)) == lines(listed(READY, some))


@given(entries())
@settings(max_examples=40, deadline=None)
def test_saying_met_never_makes_a_unit_worse(some: list[Entry]) -> None:
    better = [
        replace(
            one,
            case=replace(one.case, claims={**one.case.claims, "K1": Claim(met=True)}),
        )
        for one in some
    ]
    was = {one.entry.key: one.conclusion.met for one in listed(READY, some)}

    assert all(one.conclusion.met >= was[one.entry.key] for one in listed(READY, better))


def _counts(form: Submission) -> dict[str, int]:
    rows = Figure.objects.filter(submission=form, by="unit_kind=village")
    return {row.indicator: row.value or 0 for row in rows}


def _look_again(assessment_id: int, cast: Cast) -> None:
    """The leader looks at the new proposal and confirms it."""
    actions.propose(assessment_id, actor=cast.leader, at=LATER)
    row = queries.assessment_view(assessment_id, actor=cast.leader, at=LATER)
    claim = next(one.claim for one in row.criteria if one.criterion.code == "K5")
    assert claim is not None
    actions.answer_proposal(
        assessment_id, "K5", "confirmed", seen=claim.revision, actor=cast.leader, at=LATER
    )


def test_a_report_made_after_the_decision_is_no_change_of_it(cast: Cast) -> None:
    made = decided(cast)
    report(cast.middle, "2024", "village", fires=5)

    assert queries.decision_view(made.pk, actor=cast.leader, at=LATER).moved == 0
