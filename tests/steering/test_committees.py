"""Committees: papers of the register, posts, who oversees what, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from keng.journal.models import Entry
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.steering import actions, queries
from keng.steering.actions import NewCommittee, NewSeat
from keng.steering.models import Committee, Oversight, Seat
from keng.steering.vocabulary import Act
from steering_cast import TODAY, Steering, a_paper
from web_cast import NOW, Office


def test_a_committee_is_since_the_day_of_its_paper(told: Steering) -> None:
    assert told.committee.since == date(2024, 1, 10)
    view = queries.committee_view(told.committee.pk, told.office.actor("clerk"), on=TODAY)
    assert [(one.kind, one.paper.line if one.paper else "") for one in view.acts] == [
        ("set_up", "21/QĐ-UBND")
    ]


def test_a_village_that_nobody_oversees_is_named(told: Steering) -> None:
    view = queries.committee_view(told.committee.pk, told.office.actor("clerk"), on=TODAY)

    coverage = view.head.coverage
    assert (coverage.expected, coverage.covered) == (2, 1)
    assert [name for _id, name, _level in coverage.missing] == ["thôn Tây"]
    assert coverage.by_level == {"village": 1}


def test_coverage_is_that_of_the_day(told: Steering) -> None:
    clerk = told.office.actor("clerk")

    before = queries.committee_view(told.committee.pk, clerk, on=date(2024, 1, 31))

    assert before.head.coverage.covered == 0


def test_who_leaves_oversees_nothing_more_and_the_past_stays(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    actions.end_seat(told.police.pk, date(2024, 9, 1), actor=clerk, at=NOW)

    view = queries.committee_view(told.committee.pk, clerk, on=TODAY)

    assert view.head.coverage.covered == 0
    assert [one.post for one in view.former] == ["Trưởng Công an xã"]
    assert Oversight.objects.get().valid_until == date(2024, 9, 1)
    assert queries.overseers_of(told.east, clerk, on=date(2024, 8, 31)) == [
        (told.committee.pk, "Ban Chỉ đạo xã Một", "Trưởng Công an xã")
    ]


@pytest.mark.parametrize("post", ["Nguyễn Văn An", "Ông Trần Bình", "Trưởng thôn, ĐT 0912 345 678"])
def test_a_member_is_a_post_and_never_a_name(post: str, told: Steering) -> None:
    before = Seat.objects.count()

    with pytest.raises(BadInput):
        actions.add_seat(told.committee.pk, NewSeat(post), actor=told.office.actor("clerk"), at=NOW)

    assert Seat.objects.count() == before


def test_a_post_is_a_member_once(told: Steering) -> None:
    with pytest.raises(Conflict):
        actions.add_seat(
            told.committee.pk,
            NewSeat("Chủ tịch UBND xã"),
            actor=told.office.actor("clerk"),
            at=NOW,
        )


def test_a_paper_must_stand_in_the_register_of_the_unit(told: Steering) -> None:
    elsewhere = a_paper(told.office, "9", "Của xã khác", "other.clerk")

    with pytest.raises(BadInput, match="sổ văn bản"):
        actions.add_act(
            told.committee.pk,
            Act.RENEWED,
            elsewhere,
            None,
            actor=told.office.actor("clerk"),
            at=NOW,
        )


def test_a_second_paper_renews_and_does_not_set_up(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    paper = a_paper(told.office, "30", "Kiện toàn Ban Chỉ đạo xã")

    with pytest.raises(BadInput):
        actions.add_act(told.committee.pk, Act.SET_UP, paper, None, actor=clerk, at=NOW)
    made = actions.add_act(
        told.committee.pk, Act.RENEWED, paper, date(2024, 6, 1), actor=clerk, at=NOW
    )

    assert made.on == date(2024, 6, 1)
    assert (
        Entry.objects.filter(
            stream=f"committee:{told.committee.pk}", verb="steering.act_added"
        ).count()
        == 2
    )


def test_the_end_of_a_committee_ends_its_seats_and_nothing_is_added(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    paper = a_paper(told.office, "31", "Giải thể Ban Chỉ đạo xã")
    actions.add_act(told.committee.pk, Act.ENDED, paper, date(2024, 9, 1), actor=clerk, at=NOW)

    assert set(Seat.objects.values_list("valid_until", flat=True)) == {date(2024, 9, 1)}
    with pytest.raises(WrongState):
        actions.add_seat(told.committee.pk, NewSeat("Trưởng trạm"), actor=clerk, at=NOW)


def test_a_wrong_paper_is_withdrawn_with_a_reason_and_stays(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    act = told.committee.acts.get()

    with pytest.raises(BadInput):
        actions.withdraw_act(act.pk, "", actor=clerk, at=NOW)
    actions.withdraw_act(act.pk, "Gắn nhầm văn bản", actor=clerk, at=NOW)

    told.committee.refresh_from_db()
    assert told.committee.since is None
    view = queries.committee_view(told.committee.pk, clerk, on=TODAY)
    assert [one.withdrawn_why for one in view.acts] == ["Gắn nhầm văn bản"]


def test_only_what_lies_below_is_overseen(told: Steering) -> None:
    with pytest.raises(BadInput, match="không thuộc"):
        actions.assign(
            told.youth.pk,
            since=TODAY,
            units=[told.office.two],
            actor=told.office.actor("clerk"),
            at=NOW,
        )
    assert Oversight.objects.count() == 1


def test_another_commune_neither_writes_nor_reads(told: Steering) -> None:
    stranger = told.office.actor("other.clerk")

    with pytest.raises(NotAllowed):
        actions.set_up_committee(told.office.one, NewCommittee("Ban khác"), actor=stranger, at=NOW)
    with pytest.raises(NotAllowed):
        queries.committee_view(told.committee.pk, stranger, on=TODAY)
    assert Committee.objects.count() == 1


def test_the_level_above_reads_and_sees_the_gap_in_its_list(told: Steering) -> None:
    (head,) = queries.committees_for(told.office.actor("officer"), on=TODAY)[:10]

    assert (head.name, len(head.coverage.missing), head.seats) == ("Ban Chỉ đạo xã Một", 1, 3)


def test_the_account_of_a_post_is_one_of_the_unit(office: Office) -> None:
    clerk = office.actor("clerk")
    committee = actions.set_up_committee(
        office.one, NewCommittee("Ban Chỉ đạo"), actor=clerk, at=NOW
    )

    seat = actions.add_seat(
        committee.pk, NewSeat("Chủ tịch xã", login="leader"), actor=clerk, at=NOW
    )
    with pytest.raises(BadInput):
        actions.add_seat(
            committee.pk, NewSeat("Trưởng ban", login="other.clerk"), actor=clerk, at=NOW
        )

    assert seat.account_id == office.accounts["leader"].pk
