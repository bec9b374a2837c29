"""`keng verify` names what was changed outside Keng."""

from __future__ import annotations

import pytest

from commending_cast import a_collective, a_head, a_person
from keng.commendations import actions, namekeys, queries
from keng.commendations.models import Decision, DecisionLine, Proposal, Vote
from keng.commendations.vocabulary import Choice
from keng.kernel.problems import Problem

from .conftest import AT, TODAY, Cast, digest, seated


@pytest.fixture
def decided(cast: Cast) -> Decision:
    """A decision on a group and a person after a vote."""
    call = cast.call()
    seat = seated(call, paper=1)[0]
    ids = []
    for said in (a_collective(cast.one), a_person(cast.one)):
        made = actions.propose(call.pk, said, proposer_id=cast.one, actor=cast.clerk, at=AT)
        actions.vote(made.pk, {seat: Choice.FOR}, turn=1, actor=cast.clerk, at=AT)
        ids.append(made.pk)
    seen = digest(call, cast.leader)
    return actions.decide(call.pk, a_head(TODAY), ids, seen=seen, actor=cast.leader, at=AT)


def tables() -> set[str]:
    return {problem.table for problem in queries.problems()}


def test_what_nobody_touched_is_in_order(decided: Decision) -> None:
    assert decided.lines.count() == 2
    assert list(queries.problems()) == []


def test_a_vote_changed_by_hand_is_named(decided: Decision) -> None:
    Vote.objects.filter(proposal=decided.lines.all()[0].proposal_id).update(choice="against")

    assert tables() == {"commendations_vote"}


def test_an_award_that_was_slipped_in_is_named(decided: Decision) -> None:
    line = decided.lines.all()[0]
    DecisionLine.objects.filter(pk=line.pk).update(award="bang_khen")

    assert tables() == {"commendations_decisionline", "commendations_decision"}


def test_a_changed_snapshot_is_named(decided: Decision) -> None:
    snapshot = decided.snapshot
    snapshot["lines"][0]["votes"] = [0, 1, 0, 1]
    Decision.objects.filter(pk=decided.pk).update(snapshot=snapshot)

    found = [one for one in queries.problems() if one.table == "commendations_decision"]
    assert Problem("commendations_decision", str(decided.pk), found[-1].what) in found
    assert any("nhật ký" in one.what for one in found)


def test_a_changed_name_is_named(decided: Decision) -> None:
    person = Proposal.objects.get(recipient="person", lines__decision=decided)
    other = namekeys.new_key()
    Proposal.objects.filter(pk=person.pk).update(sealed=namekeys.sealed_words(other, {"name": "X"}))

    told = [one.what for one in queries.problems() if one.table == "commendations_proposal"]
    assert any("không mở được" in what for what in told)
