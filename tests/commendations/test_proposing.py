"""Groups and persons are proposed; what a text may not hold is refused before it is stored."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from commending_cast import NAME, a_collective, a_person
from groups_cast import a_group
from keng.commendations import actions, queries
from keng.commendations.actions import NewCall
from keng.commendations.models import Proposal
from keng.commendations.vocabulary import State
from keng.initiatives import actions as initiatives
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState

from .conftest import AT, TODAY, Cast


def test_a_commune_proposes_a_group_and_the_journal_holds_no_text(cast: Cast) -> None:
    call = cast.call()

    made = actions.propose(
        call.pk, a_collective(cast.village), proposer_id=cast.one, actor=cast.clerk, at=AT
    )

    view = queries.proposal_view(made.pk, actor=cast.clerk, at=AT)
    assert view.candidate.words.name == "Tổ liên gia số 3"
    assert view.candidate.home.full_name == "thôn Đầu"
    entry = Entry.objects.get(stream=f"commendation:{made.pk}")
    assert entry.verb == "commendations.proposed"
    assert (entry.facts["award"], entry.facts["recipient"]) == ("giay_khen", "group")
    assert "Tổ" not in str(entry.facts)


def test_of_a_person_nothing_stands_in_clear(cast: Cast) -> None:
    call = cast.call()

    made = actions.propose(
        call.pk, a_person(cast.village), proposer_id=cast.one, actor=cast.clerk, at=AT
    )

    row = Proposal.objects.filter(pk=made.pk).values().get()
    clear = " ".join(str(value) for value in row.values())
    assert not any(word in clear for word in ("Nguyễn", "Minh", "thôn Đầu", "ví tiền"))
    words = queries.proposal_view(made.pk, actor=cast.clerk, at=AT).candidate.words
    assert (words.name, words.about) == (NAME, "Tổ viên tổ tự quản thôn Đầu")


def test_a_group_is_the_unit_itself_or_an_initiative_of_its_register(cast: Cast) -> None:
    call = cast.call()
    gong = initiatives.found_group(a_group(cast.village), actor=cast.head, at=AT)

    unit = a_collective(cast.village, group="unit", name="")
    itself = actions.propose(call.pk, unit, proposer_id=cast.one, actor=cast.clerk, at=AT)
    told = a_collective(cast.village, group="initiative", initiative_id=gong.pk, name="")
    known = actions.propose(call.pk, told, proposer_id=cast.one, actor=cast.clerk, at=AT)

    assert (itself.name, itself.is_unit) == ("thôn Đầu", True)
    assert (known.name, known.initiative_id) == (gong.name, gong.pk)
    wrong = a_collective(cast.one, group="initiative", initiative_id=gong.pk)
    with pytest.raises(BadInput, match="thuộc"):
        actions.propose(call.pk, wrong, proposer_id=cast.one, actor=cast.clerk, at=AT)


BAD: list[tuple[dict[str, Any], str]] = [
    ({"achievement": "Đã giúp ông Lê Văn Tám ở thôn."}, "personal_data"),
    ({"achievement": "Số điện thoại 0912345678."}, "personal_data"),
    ({"achievement": ""}, "text_missing"),
    ({"deed": ""}, "text_missing"),
    ({"achievement": "TUYỆT MẬT\nKế hoạch."}, "secret"),
    ({"achievement": "x" * 4001}, "text_too_long"),
    ({"award": "huan_chuong"}, "unknown_award"),
    ({"award": "ky_niem_chuong"}, "wrong_recipient"),
    ({"name": "Nguyễn Văn Minh Họa"}, "personal_data"),
]


@pytest.mark.parametrize(
    ("said", "code"), BAD, ids=[f"{n}-{code}" for n, (_, code) in enumerate(BAD)]
)
def test_what_may_not_be_said_of_a_group_is_refused(
    said: dict[str, Any], code: str, cast: Cast
) -> None:
    call = cast.call()

    with pytest.raises(BadInput) as refusal:
        actions.propose(
            call.pk, a_collective(cast.one, **said), proposer_id=cast.one, actor=cast.clerk, at=AT
        )

    assert refusal.value.code == code
    assert not Proposal.objects.exists()
    assert not Entry.objects.filter(verb="commendations.proposed").exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": "Nguyễn Văn Minh Họa, sinh 1980"}, "bad_name"),
        ({"name": ""}, "bad_name"),
        ({"about": ""}, "text_missing"),
        ({"achievement": "Nguyen Van Minh Hoa đã trả lại ví."}, "personal_data"),
    ],
)
def test_a_persons_name_stands_in_its_own_field_only(
    said: dict[str, Any], code: str, cast: Cast
) -> None:
    call = cast.call()

    with pytest.raises(BadInput) as refusal:
        actions.propose(
            call.pk, a_person(cast.one, **said), proposer_id=cast.one, actor=cast.clerk, at=AT
        )

    assert refusal.value.code == code
    assert not Proposal.objects.exists()


def test_the_same_form_sent_twice_proposes_once(cast: Cast) -> None:
    call = cast.call()

    for _time in range(2):
        actions.propose(
            call.pk,
            a_collective(cast.one),
            proposer_id=cast.one,
            actor=cast.clerk,
            at=AT,
            token="once",
        )

    assert Proposal.objects.count() == 1


def test_only_a_unit_of_the_call_proposes_and_only_for_itself(cast: Cast) -> None:
    call = cast.call()

    with pytest.raises(NotAllowed):
        actions.propose(
            call.pk, a_collective(cast.one), proposer_id=cast.one, actor=cast.other_clerk, at=AT
        )
    with pytest.raises(BadInput) as refusal:
        actions.propose(
            call.pk, a_collective(cast.two), proposer_id=cast.two, actor=cast.other_clerk, at=AT
        )

    assert refusal.value.code == "outside_call"
    assert not Proposal.objects.exists()


def test_a_closed_call_takes_nothing_and_neither_does_one_whose_day_is_over(cast: Cast) -> None:
    closed = cast.call()
    actions.close_call(closed.pk, actor=cast.clerk, at=AT)
    new = NewCall(cast.one, 2024, "Quý III", closes_on=TODAY - timedelta(days=1))
    over = actions.open_call(new, actor=cast.clerk, at=AT)

    for call in (closed, over):
        with pytest.raises(WrongState):
            actions.propose(
                call.pk, a_collective(cast.one), proposer_id=cast.one, actor=cast.clerk, at=AT
            )

    actions.reopen_call(closed.pk, actor=cast.clerk, at=AT)
    actions.propose(
        closed.pk, a_collective(cast.one), proposer_id=cast.one, actor=cast.clerk, at=AT
    )
    assert Proposal.objects.count() == 1


def test_a_returned_proposal_comes_back_changed_and_is_voted_on_anew(cast: Cast) -> None:
    call = cast.call()
    made = actions.propose(
        call.pk, a_collective(cast.one), proposer_id=cast.one, actor=cast.clerk, at=AT
    )

    actions.return_proposal(made.pk, "Thiếu biên bản", seen=1, actor=cast.clerk, at=AT)
    with pytest.raises(Conflict):
        actions.change_proposal(made.pk, a_collective(cast.one), seen=1, actor=cast.clerk, at=AT)
    better = a_collective(cast.one, achievement="Đã bổ sung biên bản.")
    changed = actions.change_proposal(made.pk, better, seen=2, actor=cast.clerk, at=AT)

    assert (changed.state, changed.turn, changed.reason) == (State.PROPOSED, 2, "")
    assert changed.achievement == "Đã bổ sung biên bản."


def test_a_reason_is_needed_and_a_withdrawn_proposal_stays(cast: Cast) -> None:
    call = cast.call()
    made = actions.propose(
        call.pk, a_collective(cast.one), proposer_id=cast.one, actor=cast.clerk, at=AT
    )

    with pytest.raises(BadInput):
        actions.withdraw_proposal(made.pk, " ", seen=1, actor=cast.clerk, at=AT)
    actions.withdraw_proposal(made.pk, "Nhập nhầm", seen=1, actor=cast.clerk, at=AT)

    view = queries.proposal_view(made.pk, actor=cast.officer, at=AT)
    assert (view.proposal.state, view.proposal.reason) == (State.WITHDRAWN, "Nhập nhầm")
    with pytest.raises(WrongState):
        actions.decline_proposal(made.pk, "Muộn", seen=2, actor=OPERATOR, at=AT)


def test_who_is_beside_sees_neither_the_call_nor_the_proposal(cast: Cast) -> None:
    call = cast.call()
    made = actions.propose(
        call.pk, a_person(cast.one), proposer_id=cast.one, actor=cast.clerk, at=AT
    )

    assert queries.calls_of(cast.other_clerk, year=2024, on=TODAY) == []
    for look in (
        lambda: queries.call_view(call.pk, actor=cast.other_clerk, at=AT),
        lambda: queries.proposal_view(made.pk, actor=cast.other_clerk, at=AT),
    ):
        with pytest.raises(NotAllowed):
            look()


def test_below_a_call_one_sees_the_call_and_its_own_proposals_only(cast: Cast) -> None:
    call = cast.call(cast.north)
    own = actions.propose(
        call.pk, a_person(cast.one), proposer_id=cast.one, actor=cast.clerk, at=AT
    )
    actions.propose(
        call.pk, a_person(cast.two), proposer_id=cast.two, actor=cast.other_clerk, at=AT
    )

    view = queries.call_view(call.pk, actor=cast.clerk, at=AT)

    assert [one.proposal.pk for one in view.candidates] == [own.pk]
    assert (view.is_whole, view.head.proposals) == (False, 2)
    assert [one.id for one in queries.calls_of(cast.clerk, year=2024, on=TODAY)] == [call.pk]


def test_a_call_of_an_unlikely_year_is_refused(cast: Cast) -> None:
    for year in (1999, 2026):
        with pytest.raises(BadInput):
            cast.call(year=year)
    assert cast.call(year=2019).year == 2019
    assert date(2019, 1, 1) < TODAY
