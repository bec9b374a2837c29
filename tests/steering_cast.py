"""The committee and a programme of coordination of xã Một, for the tests that need them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.papers.actions import file_paper
from keng.papers.vocabulary import Direction
from keng.steering import actions
from keng.steering.actions import (
    ConclusionGiven,
    MeetingGiven,
    NewCommittee,
    NewCooperation,
    NewSeat,
    OutcomeGiven,
)
from keng.steering.models import Committee, Cooperation, Meeting, Partner, Seat
from keng.steering.turns import Asked
from keng.steering.vocabulary import Place, Rhythm
from papers_cast import facts
from web_cast import NOW, SETUP, START, Office

TODAY = NOW.date()


@dataclass(frozen=True)
class Steering:
    """A committee of xã Một with three members and two villages, and what it coordinates."""

    office: Office
    east: int
    west: int
    committee: Committee
    head: Seat
    police: Seat
    youth: Seat
    cooperation: Cooperation
    front: Partner
    school: Partner


def a_paper(office: Office, number: str, title: str, login: str = "clerk") -> int:
    """A sent paper in the register of the account's unit, issued on 10 January 2024."""
    unit_id = office.accounts[login].unit_id
    own = facts(
        number,
        symbol="QĐ-UBND",
        title=title,
        direction=Direction.SENT,
        issuer="UBND xã",
        day=date(2024, 1, 10),
        kind="QĐ",
    )
    return int(file_paper(unit_id or 0, own, actor=office.actor(login), at=NOW).pk)


def some_steering(office: Office, east: int | None = None) -> Steering:
    """The committee was set up on 10 January 2024; the police post oversees Đông, nobody Tây.

    `east` is a village that is there already.
    """
    clerk = office.actor("clerk")
    east = _village(office, "Đông") if east is None else east
    west = _village(office, "Tây")
    new = NewCommittee(
        "Ban Chỉ đạo xã Một", Rhythm.QUARTERLY, a_paper(office, "21", "Thành lập Ban Chỉ đạo xã")
    )
    committee = actions.set_up_committee(office.one, new, actor=clerk, at=NOW)
    seats = [
        actions.add_seat(committee.pk, one, actor=clerk, at=NOW)
        for one in (
            NewSeat("Chủ tịch UBND xã", Place.HEAD),
            NewSeat("Trưởng Công an xã", Place.STANDING_DEPUTY, body="Công an xã"),
            NewSeat("Bí thư Đoàn Thanh niên xã", body="Đoàn Thanh niên xã"),
        )
    ]
    actions.assign(seats[1].pk, since=date(2024, 2, 1), units=[east], actor=clerk, at=NOW)
    signed = NewCooperation(
        "Phối hợp giữ gìn trật tự trường học",
        a_paper(office, "22", "Chương trình phối hợp năm 2024"),
        date(2024, 1, 15),
        date(2024, 10, 31),
        Asked(Rhythm.MONTHLY, reviews_half_year=True, reviews_year=True),
    )
    cooperation = actions.sign_cooperation(office.one, signed, actor=clerk, at=NOW)
    front = actions.add_partner(cooperation.pk, name="Ủy ban MTTQ xã", actor=clerk, at=NOW)
    school = actions.add_partner(cooperation.pk, unit_id=office.two, actor=clerk, at=NOW)
    committee.refresh_from_db()
    return Steering(office, east, west, committee, *seats, cooperation, front, school)


def a_meeting(told: Steering, day: date = date(2024, 8, 28)) -> Meeting:
    """A meeting of the committee that was held with two posts."""
    given = MeetingGiven(
        day,
        agenda="Việc quý III",
        minutes="Nghe báo cáo.\nBàn việc tháng 9.",
        present=[told.head.pk, told.police.pk],
    )
    return actions.enter_committee_meeting(
        told.committee.pk, given, actor=told.office.actor("clerk"), at=NOW
    )


def steering_keywords(office: Office, east: int | None = None) -> dict[str, int]:
    """What the addresses of committees and coordination are made of, each with something in it."""
    told, clerk = some_steering(office, east), office.actor("clerk")
    meeting = a_meeting(told)
    concluded = ConclusionGiven("Lắp camera ở cổng trường", "Công an xã", date(2024, 9, 30))
    conclusion = actions.add_conclusion(meeting.pk, concluded, actor=clerk, at=NOW)
    result = OutcomeGiven(
        "fires", 3, date(2024, 8, 1), date(2024, 8, 31), told.front.pk, [told.school.pk]
    )
    outcome = actions.add_outcome(told.cooperation.pk, result, actor=clerk, at=NOW)
    return {
        "committee_id": told.committee.pk,
        "act_id": told.committee.acts.get().pk,
        "seat_id": told.police.pk,
        "oversight_id": told.police.oversees.get().pk,
        "meeting_id": meeting.pk,
        "conclusion_id": conclusion.pk,
        "cooperation_id": told.cooperation.pk,
        "partner_id": told.front.pk,
        "term_id": told.cooperation.terms.get().pk,
        "outcome_id": outcome.pk,
    }


def _village(office: Office, name: str) -> int:
    new = NewUnit(Naming("thon", name), office.one)
    return int(create_unit(new, on=START, basis="NQ 2", actor=OPERATOR, at=SETUP).pk)
