"""Votes are counted, what a rule does not allow is not decided, and a decision is taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commending_cast import a_collective, a_head, a_person
from keng.access.actors import AccountActor
from keng.commendations import actions, queries
from keng.commendations.actions import NewRuling
from keng.commendations.models import Call, Decision, DecisionLine, Proposal, Vote
from keng.commendations.tallying import Passed
from keng.commendations.vocabulary import Choice, Recipient, RuleName, State
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.packs import installed

from .conftest import AT, TODAY, Cast, digest, seated

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


def proposed(call: Call, cast: Cast, home: int | None = None, **said: Any) -> Proposal:
    described = a_collective(cast.one if home is None else home, **said)
    return actions.propose(call.pk, described, proposer_id=cast.one, actor=cast.clerk, at=AT)


def ruled(unit_id: int, rule: RuleName, value: int, **more: str) -> None:
    new = NewRuling(rule, value, "Quy chế 1/QC-UBND", **more)
    actions.answer_rule(unit_id, new, year=2024, actor=OPERATOR, at=AT)


def decided(call: Call, actor: AccountActor, *chosen: Proposal, **more: Any) -> Decision:
    head = a_head(TODAY, **more)
    ids = [one.pk for one in chosen]
    return actions.decide(call.pk, head, ids, seen=digest(call, actor), actor=actor, at=AT)


def test_the_leader_commends_and_the_register_holds_it(cast: Cast) -> None:
    call = cast.call()
    group = proposed(call, cast)
    person = actions.propose(
        call.pk, a_person(cast.village), proposer_id=cast.one, actor=cast.clerk, at=AT
    )

    made = decided(call, cast.leader, group, person, number=7)

    register = queries.register_for(cast.clerk, queries.Wanted(), on=TODAY)
    assert {row.name for row in register.rows} == {"Tổ liên gia số 3", "Nguyễn Văn Minh Họa"}
    assert register.by_level == {
        ("giay_khen", "commune", "group"): 1,
        ("giay_khen", "commune", "person"): 1,
    }
    assert "Nguyễn" not in str(made.snapshot)
    entry = Entry.objects.get(verb="commendations.commended")
    assert (entry.facts["snapshot"], entry.facts["award"]) == (made.digest, "giay_khen")
    assert Proposal.objects.get(pk=group.pk).state == State.DECIDED


def test_the_register_is_searched_without_diacritics_and_filtered(cast: Cast) -> None:
    call = cast.call()
    group = proposed(call, cast)
    person = actions.propose(
        call.pk, a_person(cast.village), proposer_id=cast.one, actor=cast.clerk, at=AT
    )
    decided(call, cast.leader, group, person)

    def found(**wanted: Any) -> list[int]:
        register = queries.register_for(cast.officer, queries.Wanted(**wanted), on=TODAY)
        return [row.proposal_id for row in register.rows]

    assert found(text="minh hoa") == [person.pk]
    assert found(text="to lien gia") == [group.pk]
    assert found(recipient="person") == [person.pk]
    assert found(unit_id=cast.village) == [person.pk]
    assert found(year=2023) == found(award="bang_khen") == []
    beside = queries.register_for(cast.other_clerk, queries.Wanted(), on=TODAY)
    assert beside.rows == ()


def test_votes_are_counted_by_the_rule_and_unknown_without_one(cast: Cast) -> None:
    call = cast.call()
    own, chair, *paper = [*seated(call, cast.clerk, cast.leader, paper=3)]
    group = proposed(call, cast)

    actions.vote(
        group.pk, {own: FOR, paper[0]: FOR, paper[1]: AGAINST}, turn=1, actor=cast.clerk, at=AT
    )
    before = queries.proposal_view(group.pk, actor=cast.clerk, at=AT).candidate
    ruled(cast.one, RuleName.QUORUM, 60)
    ruled(cast.one, RuleName.IN_FAVOUR_OF_VOTES, 66)
    after = queries.proposal_view(group.pk, actor=cast.clerk, at=AT).candidate
    actions.vote(group.pk, {chair: FOR}, turn=1, actor=cast.leader, at=AT)
    passed = queries.proposal_view(group.pk, actor=cast.clerk, at=AT).candidate

    assert (before.tally.in_favour, before.tally.against, before.tally.members) == (2, 1, 5)
    assert before.passed is Passed.UNKNOWN
    assert after.passed is Passed.PASSED  # 3 of 5 voted; 2 of 3 is 66.7 of a hundred
    assert passed.tally.votes == 4
    assert Vote.objects.count() == 4


def test_a_member_with_an_account_votes_alone(cast: Cast) -> None:
    call = cast.call()
    chair, paper = seated(call, cast.leader, paper=1)
    group = proposed(call, cast)

    with pytest.raises(NotAllowed):
        actions.vote(group.pk, {chair: FOR}, turn=1, actor=cast.clerk, at=AT)
    with pytest.raises(NotAllowed):
        actions.vote(group.pk, {paper: FOR}, turn=1, actor=cast.head, at=AT)
    with pytest.raises(BadInput):
        actions.vote(group.pk, {paper + 100: FOR}, turn=1, actor=cast.clerk, at=AT)
    with pytest.raises(BadInput):
        actions.vote(group.pk, {paper: FOR}, turn=2, actor=cast.clerk, at=AT)
    assert not Vote.objects.exists()

    actions.vote(group.pk, {paper: FOR}, turn=1, actor=cast.clerk, at=AT)
    actions.vote(group.pk, {paper: ABSTAIN}, turn=1, actor=cast.clerk, at=AT)
    assert (Vote.objects.get().choice, Vote.objects.get().revision) == ("abstain", 2)


def test_the_votes_of_who_left_count_no_more(cast: Cast) -> None:
    call = cast.call()
    first, second = seated(call, paper=2)
    group = proposed(call, cast)
    actions.vote(group.pk, {first: FOR, second: FOR}, turn=1, actor=cast.clerk, at=AT)

    actions.end_seat(first, actor=cast.clerk, at=AT)

    tally = queries.proposal_view(group.pk, actor=cast.clerk, at=AT).candidate.tally
    assert (tally.in_favour, tally.members) == (1, 1)


def test_a_vote_that_failed_blocks_the_decision(cast: Cast) -> None:
    call = cast.call()
    seat = seated(call, paper=1)[0]
    ruled(cast.one, RuleName.QUORUM, 50)
    ruled(cast.one, RuleName.IN_FAVOUR, 50)
    group = proposed(call, cast)
    actions.vote(group.pk, {seat: AGAINST}, turn=1, actor=cast.clerk, at=AT)

    with pytest.raises(BadInput) as refusal:
        decided(call, cast.leader, group)

    assert refusal.value.code == "vote_failed"
    assert not Decision.objects.exists()
    assert Proposal.objects.get().state == State.PROPOSED


def test_without_a_council_the_decision_names_its_minutes(cast: Cast) -> None:
    call = cast.call()
    group = proposed(call, cast)

    with pytest.raises(BadInput) as refusal:
        decided(call, cast.leader, group, minutes="")

    assert refusal.value.code == "minutes_missing"
    assert not Decision.objects.exists()


def test_who_does_not_decide_an_award_is_told_who_does(cast: Cast) -> None:
    call = cast.call()
    merit = proposed(call, cast, award="bang_khen")

    with pytest.raises(BadInput) as refusal:
        decided(call, cast.leader, merit)

    assert refusal.value.code == "not_decided_here"


def test_an_award_that_nobody_has_said_who_decides_waits_for_the_answer(cast: Cast) -> None:
    call = cast.call()
    letter = proposed(call, cast, award="thu_khen")

    with pytest.raises(BadInput) as refusal:
        decided(call, cast.leader, letter)
    ruled(cast.north, RuleName.MAY_DECIDE, 1, award="thu_khen")
    made = decided(call, cast.leader, letter)

    assert refusal.value.code == "decider_unknown"
    assert made.award == "thu_khen"


def test_a_quota_is_not_passed(cast: Cast) -> None:
    call = cast.call()
    ruled(cast.one, RuleName.QUOTA, 1, award="giay_khen", recipient=Recipient.GROUP.value)
    first, second = proposed(call, cast), proposed(call, cast, name="Tổ liên gia số 4", deed="Khác")

    with pytest.raises(BadInput) as refusal:
        decided(call, cast.leader, first, second)
    decided(call, cast.leader, first)

    assert refusal.value.code == "quota_passed"
    view = queries.call_view(call.pk, actor=cast.leader, at=AT)
    quota = next(one for one in view.quotas if (one.award, one.recipient) == ("giay_khen", "group"))
    assert (quota.used, quota.left) == (1, 0)
    with pytest.raises(BadInput):
        decided(call, cast.leader, second)


def test_one_decision_gives_one_kind_of_award(cast: Cast) -> None:
    call = cast.call()
    ruled(cast.one, RuleName.MAY_DECIDE, 1, award="thu_khen")
    one, other = proposed(call, cast), proposed(call, cast, award="thu_khen", deed="Khác")

    for chosen, code in (((one, other), "several_awards"), ((), "nobody_chosen")):
        with pytest.raises(BadInput) as refusal:
            decided(call, cast.leader, *chosen)
        assert refusal.value.code == code


def test_of_two_who_decide_at_once_the_second_is_told(cast: Cast) -> None:
    call = cast.call()
    first, second = proposed(call, cast), proposed(call, cast, name="Tổ liên gia số 4", deed="Khác")
    seen = digest(call, cast.leader)

    decided(call, cast.leader, first)
    with pytest.raises(Conflict):
        actions.decide(call.pk, a_head(TODAY), [second.pk], seen=seen, actor=cast.leader, at=AT)

    assert DecisionLine.objects.count() == 1


def test_only_who_issues_at_the_unit_of_the_call_decides(cast: Cast) -> None:
    call = cast.call(cast.north)
    group = proposed(call, cast)

    with pytest.raises(NotAllowed):
        actions.decide(call.pk, a_head(TODAY), [group.pk], seen="", actor=cast.leader, at=AT)
    made = decided(call, cast.chief, group)
    assert made.decider_id == cast.north


def test_a_number_is_given_once(cast: Cast) -> None:
    call = cast.call()
    first, second = proposed(call, cast), proposed(call, cast, name="Tổ liên gia số 4", deed="Khác")
    made = decided(call, cast.leader, first)
    other = decided(call, cast.leader, second)

    actions.number_decision(made.pk, 5, TODAY, actor=cast.leader, at=AT)
    actions.number_decision(made.pk, 5, TODAY, actor=cast.leader, at=AT)

    for decision, number in ((made, 6), (other, 5)):
        with pytest.raises(Conflict):
            actions.number_decision(decision.pk, number, TODAY, actor=cast.leader, at=AT)
    assert Decision.objects.get(pk=made.pk).number == 5


def test_a_revocation_is_a_decision_of_its_own(cast: Cast) -> None:
    call = cast.call()
    first, second = proposed(call, cast), proposed(call, cast, name="Tổ liên gia số 4", deed="Khác")
    made = decided(call, cast.leader, first, second)

    with pytest.raises(BadInput):
        actions.revoke(made.pk, a_head(TODAY), " ", actor=cast.leader, at=AT)
    gone = actions.revoke(
        made.pk, a_head(TODAY), "Kê khai sai", proposals=[first.pk], actor=cast.leader, at=AT
    )

    assert (gone.kind, gone.about_id) == ("revoke", made.pk)
    assert Proposal.objects.get(pk=first.pk).state == State.REVOKED
    register = queries.register_for(cast.clerk, queries.Wanted(), on=TODAY)
    assert [row.proposal_id for row in register.rows] == [second.pk]
    every = queries.register_for(cast.clerk, queries.Wanted(revoked=True), on=TODAY)
    assert {(row.proposal_id, row.stands) for row in every.rows} == {
        (first.pk, False),
        (second.pk, True),
    }
    with pytest.raises(WrongState):
        actions.revoke(
            made.pk, a_head(TODAY), "Lần nữa", proposals=[first.pk], actor=cast.leader, at=AT
        )
    view = queries.decision_view(made.pk, actor=cast.leader, at=AT)
    assert (view.problem, len(view.lines)) == ("", 2)


def concerns(proposal: Proposal, cast: Cast) -> dict[str, str]:
    found = queries.proposal_view(proposal.pk, actor=cast.clerk, at=AT).candidate.concerns
    return {one.code: one.weight.value for one in found}


def test_what_was_commended_before_is_told_with_the_years_between(cast: Cast) -> None:
    past = cast.call(cast.north, year=2023)
    before = proposed(past, cast, group="unit", name="", deed="Năm 2023")
    decided(past, cast.chief, before)
    Decision.objects.update(on=date(2023, 11, 1))
    call = cast.call(cast.north)
    again = proposed(call, cast, group="unit", name="", deed="Năm 2024")

    unknown = concerns(again, cast)
    ruled(cast.north, RuleName.YEARS_BETWEEN, 2, award="giay_khen")
    soon = concerns(again, cast)
    ruled(cast.north, RuleName.YEARS_BETWEEN, 1, award="giay_khen")
    kept = concerns(again, cast)

    assert unknown["years_unknown"] == "tell"
    assert soon["too_soon"] == "ask"
    assert kept["years_kept"] == "tell"
    Decision.objects.update(on=TODAY)  # as it was made, for the journal


def test_the_same_achievement_of_the_same_unit_is_blocked(cast: Cast) -> None:
    call = cast.call()
    first = proposed(call, cast, group="unit", name="")
    decided(call, cast.leader, first)
    ruled(cast.one, RuleName.MAY_DECIDE, 1, award="thu_khen")
    second = proposed(call, cast, group="unit", name="", award="thu_khen")

    assert concerns(second, cast)["same_deed"] == "block"
    with pytest.raises(BadInput) as refusal:
        decided(call, cast.leader, second)
    assert refusal.value.code == "same_deed"


def test_two_persons_of_one_name_are_a_question_and_no_refusal(cast: Cast) -> None:
    call = cast.call()
    for _time in range(2):
        last = actions.propose(
            call.pk, a_person(cast.village), proposer_id=cast.one, actor=cast.clerk, at=AT
        )

    found = concerns(last, cast)

    assert found["twice"] == "ask"
    assert "same_deed" not in found  # the other one is open for the same award: told once
    assert decided(call, cast.leader, last).lines.count() == 1


def test_what_the_programme_says_is_not_answered_otherwise(cast: Cast) -> None:
    with pytest.raises(WrongState):
        ruled(cast.one, RuleName.SEVERAL, 1)
    with pytest.raises(WrongState):
        ruled(cast.one, RuleName.YEARS_BETWEEN, 5, award="bang_khen")
    for rule, value in ((RuleName.QUORUM, 101), (RuleName.MAY_DECIDE, 2)):
        with pytest.raises(BadInput):
            ruled(cast.one, rule, value, award="thu_khen")
    new = NewRuling(RuleName.QUORUM, 50, "")
    with pytest.raises(BadInput):
        actions.answer_rule(cast.one, new, year=2024, actor=OPERATOR, at=AT)
    new = NewRuling(RuleName.QUORUM, 50, "QC 1")
    with pytest.raises(NotAllowed):
        actions.answer_rule(cast.one, new, year=2024, actor=cast.clerk, at=AT)
    assert queries.rulings_of(cast.one, actor=cast.clerk, on=TODAY) == []


def test_the_nearest_answer_holds_and_a_quota_only_in_its_year(cast: Cast) -> None:
    ruled(cast.north, RuleName.QUORUM, 80)
    ruled(cast.north, RuleName.QUOTA, 9, award="giay_khen", recipient="group")
    ruled(cast.one, RuleName.QUORUM, 50)

    here, beside = queries.Rules(cast.one, 2024, on=TODAY), queries.Rules(cast.two, 2025, on=TODAY)

    assert here.voting().quorum == 50
    assert beside.voting().quorum == 80
    award = installed.current().commendations.awards["giay_khen"]
    assert here.quota(award, Recipient.GROUP).value == 9
    assert beside.quota(award, Recipient.GROUP).value is None
