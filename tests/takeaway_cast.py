"""An office with something in every room that keeps more than figures, for the tests of archives.

Huyện Bắc and xã Một each have a committee that met, a call for commendations that was decided, and
huyện Bắc asked a request of its communes. It runs inside a process of its own (`backup_cast`).
"""

from __future__ import annotations

from datetime import date, timedelta

from commending_cast import a_collective, a_head, a_person, install_commending_pack
from groups_cast import a_group
from inquiries_cast import an_open_one
from keng.access.actors import AccountActor
from keng.commendations import actions as commending
from keng.commendations import queries as commendations
from keng.commendations.actions import NewCall, NewRuling, NewSeat
from keng.commendations.vocabulary import Choice, RuleName
from keng.initiatives.actions import found_group, move_group
from keng.journal.actions import seal
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.papers.actions import file_paper
from keng.papers.vocabulary import Direction
from keng.reporting import actions
from keng.reporting.cells import CellInput
from keng.steering import actions as steering
from keng.steering.actions import ConclusionGiven, MeetingGiven, NewCommittee, OutcomeGiven
from keng.steering.actions import NewSeat as NewMember
from keng.steering.vocabulary import Rhythm
from papers_cast import a_file, facts
from steering_cast import a_paper, some_steering
from web_cast import NOW, Office, an_office, vouch_for_the_programme

TODAY = NOW.date()
DOSSIER = "Báo cáo thành tích của người được đề nghị khen"
MINUTES = "Biên bản họp Ban Chỉ đạo xã Một tháng 8"


def a_full_office() -> None:
    """Figures, of which one was corrected; meetings, commendations, a request; a seal over all."""
    office = an_office(install_commending_pack)
    vouch_for_the_programme()
    _figures(office)
    _steering(office)
    _commendations(office)
    an_open_one(office)
    seal(NOW + timedelta(hours=2))


def _figures(office: Office) -> None:
    for sheet, cases in ((office.draft, 12), (office.other_draft, 5)):
        first = [CellInput(CellKey("cases"), cases, note="=1+1"), CellInput(CellKey("fires"), 0)]
        actions.enter(sheet.pk, first, actor=OPERATOR, at=NOW)
        again = [CellInput(CellKey("cases"), cases + 1)]
        actions.enter(sheet.pk, again, actor=OPERATOR, at=NOW + timedelta(hours=1))


def _steering(office: Office) -> None:
    told, clerk = some_steering(office), office.actor("clerk")
    day = date(2024, 8, 28)
    own = facts("23", "BB-BCD", "Biên bản", direction=Direction.SENT, day=day, kind="BB")
    paper = file_paper(office.one, own, actor=clerk, at=NOW, given=a_file(MINUTES))
    given = MeetingGiven(day, minutes="Bàn việc.", present=[told.head.pk], paper_id=paper.pk)
    meeting = steering.enter_committee_meeting(told.committee.pk, given, actor=clerk, at=NOW)
    concluded = ConclusionGiven("Lắp camera ở cổng trường", "Công an xã", date(2024, 9, 30))
    steering.add_conclusion(meeting.pk, concluded, actor=clerk, at=NOW)
    given = MeetingGiven(day, minutes="Rà soát.", present=[told.front.pk])
    steering.enter_cooperation_meeting(told.cooperation.pk, given, actor=clerk, at=NOW)
    august = (date(2024, 8, 1), date(2024, 8, 31))
    result = OutcomeGiven("fires", 3, *august, told.front.pk, [told.school.pk])
    steering.add_outcome(told.cooperation.pk, result, actor=clerk, at=NOW)
    _upper_steering(office, told.east)


def _upper_steering(office: Office, village: int) -> None:
    """A member of the district's committee oversees a commune, and a group that a village has now.

    What a village has goes along with its commune, not with the district.
    """
    group = found_group(a_group(office.one), actor=OPERATOR, at=NOW)
    paper = a_paper(office, "9", "Thành lập Ban Chỉ đạo huyện", "officer")
    new = NewCommittee("Ban Chỉ đạo huyện Bắc", Rhythm.QUARTERLY, paper)
    committee = steering.set_up_committee(office.north, new, actor=OPERATOR, at=NOW)
    member = NewMember("Trưởng Công an huyện")
    seat = steering.add_seat(committee.pk, member, actor=OPERATOR, at=NOW)
    since = date(2024, 2, 1)
    chosen = {"units": [office.one], "groups": [group.pk]}
    steering.assign(seat.pk, since=since, **chosen, actor=OPERATOR, at=NOW)
    move_group(group.pk, village, "NQ 3", on=TODAY, actor=OPERATOR, at=NOW)


def _commendations(office: Office) -> None:
    ruling = NewRuling(RuleName.IN_FAVOUR, 50, "Quy chế 1/QC-UBND")
    for unit_id in (office.one, office.two):
        commending.answer_rule(unit_id, ruling, year=2024, actor=OPERATOR, at=NOW)
        commending.begin_register(unit_id, 2024, actor=OPERATOR, at=NOW)
    of_commune, of_district = (
        commending.open_call(NewCall(unit_id, 2024, "Khen năm"), actor=OPERATOR, at=NOW)
        for unit_id in (office.one, office.north)
    )
    clerks = {office.one: office.actor("clerk"), office.two: office.actor("other.clerk")}
    _decided(of_commune.pk, {office.one: clerks[office.one]}, office)
    _decided(of_district.pk, clerks, office)


def _decided(call_id: int, clerks: dict[int, AccountActor], office: Office) -> None:
    """Of each unit a group and a person with a file, voted on by one seat, and commended."""
    seat = commending.seat_member(
        call_id, NewSeat("Chủ tịch Mặt trận", office.north), actor=OPERATOR, at=NOW
    )
    made = []
    for unit_id, clerk in clerks.items():
        group, person = (
            commending.propose(call_id, one, proposer_id=unit_id, actor=clerk, at=NOW)
            for one in (a_collective(unit_id), a_person(unit_id))
        )
        commending.attach_file(
            person.pk, DOSSIER.encode(), "bc.txt", "Báo cáo", actor=clerk, at=NOW
        )
        made += [group.pk, person.pk]
    for one in made:
        commending.vote(one, {seat.pk: Choice.FOR}, turn=1, actor=OPERATOR, at=NOW)
    seen = commendations.call_view(call_id, actor=OPERATOR, at=NOW).digest
    commending.decide(call_id, a_head(TODAY), made, seen=seen, actor=OPERATOR, at=NOW)
