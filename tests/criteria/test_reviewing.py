"""The council: independent marks, conflicts of interest, the agreed mark with its minutes."""

from __future__ import annotations

import pytest

from keng.access.actors import AccountActor
from keng.criteria import actions, queries
from keng.criteria.actions import MarkInput
from keng.criteria.models import Assessment, Mark, Member
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState

from .conftest import AT, Cast, person, submitted

ALL = {code: MarkInput("met") for code in ("K1", "K2", "K3", "K4", "K5")}


@pytest.fixture
def council(cast: Cast) -> tuple[Assessment, AccountActor, AccountActor]:
    """A submitted village, the chair and a member of its council."""
    found = submitted(cast)
    chair, member = person("chair", cast.one, "leader"), person("member", cast.one, "auditor")
    for who, is_chair in ((chair, True), (member, False)):
        actions.appoint_member(
            found.run_id,
            f"Chức vụ {who.label}",
            cast.one,
            member_account=who.account_id,
            is_chair=is_chair,
            actor=cast.leader,
            at=AT,
        )
    return found, chair, member


Council = tuple[Assessment, AccountActor, AccountActor]


def test_a_member_sees_no_other_marks_until_all_have_marked(council: Council) -> None:
    found, chair, member = council
    actions.mark(found.pk, ALL, actor=chair, at=AT)

    seen = queries.marking_sheet(found.pk, actor=member, at=AT)
    assert [bool(one.marks) for one in seen.members] == [False, False]
    assert (seen.is_open, seen.waiting_for) == (False, ("Chức vụ member",))
    own = queries.marking_sheet(found.pk, actor=chair, at=AT)
    assert [bool(one.marks) for one in own.members] == [True, False]

    actions.mark(found.pk, {**ALL, "K1": MarkInput("not_met")}, actor=member, at=AT)
    opened = queries.marking_sheet(found.pk, actor=chair, at=AT)
    assert [bool(one.marks) for one in opened.members] == [True, True]
    assert opened.differing == ("K1",)


def test_marks_no_longer_change_once_they_are_open(council: Council) -> None:
    found, chair, member = council
    actions.mark(found.pk, ALL, actor=chair, at=AT)
    actions.mark(found.pk, ALL, actor=member, at=AT)

    with pytest.raises(WrongState):
        actions.mark(found.pk, {"K1": MarkInput("not_met")}, actor=member, at=AT)

    assert set(Mark.objects.values_list("verdict", flat=True)) == {"met"}


def test_only_the_chair_closes_the_marking_early(council: Council, cast: Cast) -> None:
    found, chair, member = council
    actions.mark(found.pk, ALL, actor=chair, at=AT)
    with pytest.raises(NotAllowed):
        actions.open_marks(found.pk, actor=member, at=AT)
    with pytest.raises(WrongState):
        actions.agree(found.pk, {}, "Họp", actor=cast.leader, at=AT)

    actions.open_marks(found.pk, actor=chair, at=AT)

    assert queries.marking_sheet(found.pk, actor=member, at=AT).is_open
    assert actions.agree(found.pk, {}, "Họp", actor=cast.leader, at=AT).state == "reviewed"


def test_who_has_an_interest_steps_aside_and_is_not_waited_for(council: Council) -> None:
    found, chair, member = council
    actions.mark(found.pk, ALL, actor=chair, at=AT)
    with pytest.raises(BadInput):
        actions.step_aside(found.pk, "", actor=member, at=AT)

    actions.step_aside(found.pk, "Sinh hoạt tại thôn", actor=member, at=AT)

    seen = queries.marking_sheet(found.pk, actor=chair, at=AT)
    assert (seen.is_open, [one.stepped_aside for one in seen.members]) == (True, [False, True])
    with pytest.raises(NotAllowed):
        actions.mark(found.pk, ALL, actor=member, at=AT)


def test_who_has_no_seat_neither_marks_nor_sees_the_sheet(council: Council, cast: Cast) -> None:
    found, _, _ = council

    with pytest.raises(NotAllowed):
        actions.mark(found.pk, ALL, actor=cast.officer, at=AT)
    with pytest.raises(NotAllowed):
        queries.marking_sheet(found.pk, actor=cast.head, at=AT)

    assert not Mark.objects.exists()


def test_the_sheet_of_a_member_without_an_account_is_typed_in(council: Council, cast: Cast) -> None:
    found, chair, member = council
    front = actions.appoint_member(found.run_id, "Mặt trận", cast.one, actor=cast.leader, at=AT)
    actions.mark(found.pk, ALL, actor=chair, at=AT)
    actions.mark(found.pk, ALL, actor=member, at=AT)
    assert not queries.marking_sheet(found.pk, actor=chair, at=AT).is_open

    actions.mark(found.pk, ALL, member_id=front.pk, actor=cast.clerk, at=AT)

    assert queries.marking_sheet(found.pk, actor=chair, at=AT).is_open
    seat = Member.objects.get(member_account=member.account_id)
    with pytest.raises(NotAllowed):  # nobody types for a member who has an account
        actions.mark(found.pk, ALL, member_id=seat.pk, actor=cast.clerk, at=AT)


def test_a_council_has_one_chair_and_each_account_once(council: Council, cast: Cast) -> None:
    found, chair, _ = council

    with pytest.raises(Conflict):
        actions.appoint_member(
            found.run_id, "Khác", cast.one, is_chair=True, actor=cast.leader, at=AT
        )
    with pytest.raises(Conflict):
        actions.appoint_member(
            found.run_id,
            "Khác",
            cast.one,
            member_account=chair.account_id,
            actor=cast.leader,
            at=AT,
        )
    seat = Member.objects.get(is_chair=True)
    actions.end_membership(seat.pk, actor=cast.leader, at=AT)
    made = actions.appoint_member(
        found.run_id, "Mới", cast.one, is_chair=True, actor=cast.leader, at=AT
    )
    listed = queries.members_of(found.run_id, actor=cast.leader, at=AT)
    assert next(one.pk for one in listed if one.ended_at is None) == made.pk


def test_a_one_box_criterion_takes_no_remark(council: Council) -> None:
    found, chair, _ = council

    with pytest.raises(BadInput) as refusal:
        actions.mark(found.pk, {"K2": MarkInput("not_met", remark="Vụ A")}, actor=chair, at=AT)

    assert refusal.value.code == "one_box_only"


def test_a_returned_assessment_is_marked_anew(council: Council, cast: Cast) -> None:
    found, chair, member = council
    for who in (chair, member):
        actions.mark(found.pk, ALL, actor=who, at=AT)
    actions.return_with_questions(found.pk, "Xem lại K4", {}, actor=cast.leader, at=AT)
    actions.submit(found.pk, actor=cast.clerk, at=AT)

    seen = queries.marking_sheet(found.pk, actor=chair, at=AT)

    assert (seen.turn, seen.is_open) == (2, False)
    assert all(not one.marks for one in seen.members)


def test_nobody_reviews_what_they_submitted(cast: Cast) -> None:
    found = submitted(cast)

    with pytest.raises(NotAllowed):
        actions.agree(found.pk, {}, "Họp", actor=cast.clerk, at=AT)
    with pytest.raises(BadInput):
        actions.agree(found.pk, {}, "", actor=cast.leader, at=AT)


def test_what_was_agreed_stands_before_what_was_judged(cast: Cast) -> None:
    found = submitted(cast)
    actions.agree(
        found.pk, {"K1": MarkInput("not_met")}, "Chưa có nghị quyết.", actor=cast.leader, at=AT
    )

    seen = queries.assessment_view(found.pk, actor=cast.leader, at=AT)

    assert (seen.criteria[0].outcome, seen.criteria[0].agreed) == ("not_met", True)
    assert seen.result == "not_recognised"
