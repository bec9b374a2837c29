"""The minutes of a meeting as Word: what they say, what they ask for, and how they are followed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings

from keng.documents import word
from keng.kernel.errors import BadInput, NotAllowed, WrongState
from keng.papers import queries as register
from keng.publishing import actions, recognition
from keng.publishing.heads import Head
from keng.publishing.queries import content_of, paper_view
from keng.publishing.recognition import PaperKind
from keng.steering import actions as steering
from keng.steering.actions import ConclusionGiven, MeetingGiven
from keng.steering.models import Meeting
from pages_cast import an_office_with_papers
from steering_cast import Steering, a_meeting, some_steering
from web_cast import NOW

ANSWERS = (
    ("met_at", "8 giờ 00"),
    ("met_where", "Trụ sở UBND xã"),
    ("chair", "Trưởng ban"),
    ("secretary", "Công chức văn phòng"),
    ("ended_at", "10 giờ 30"),
    ("issuer_line", "BAN CHỈ ĐẠO"),
    ("symbol", "BB-BCĐ"),
)


@pytest.fixture
def told(db: None, settings: LazySettings, tmp_path: Path) -> Steering:
    """The committee of xã Một, and who issues papers."""
    del db
    settings.MEDIA_ROOT = str(tmp_path)
    return some_steering(an_office_with_papers())


@pytest.fixture
def meeting(told: Steering) -> Meeting:
    """A meeting of two posts of three, with a conclusion, one without a doer, one withdrawn."""
    made, clerk = a_meeting(told), told.office.actor("clerk")
    given = [
        ConclusionGiven("Lắp camera ở cổng trường", "Công an xã", date(2024, 9, 30)),
        ConclusionGiven("Rà soát quy chế"),
        ConclusionGiven("Việc ghi nhầm"),
    ]
    rows = [steering.add_conclusion(made.pk, one, actor=clerk, at=NOW) for one in given]
    steering.withdraw_conclusion(rows[2].pk, "Ghi nhầm", actor=clerk, at=NOW)
    return made


def test_minutes_say_who_met_what_was_said_and_who_does_what_by_when(
    told: Steering, meeting: Meeting
) -> None:
    built = recognition.preview(
        PaperKind.MEETING, meeting.pk, actor=told.office.actor("clerk"), at=NOW
    )
    said = word.paragraphs_of(built.content)

    assert said.index("BIÊN BẢN") < said.index("Họp Ban Chỉ đạo xã Một")
    for line in (
        "- Chủ tịch UBND xã;",
        "- Trưởng Công an xã.",
        "Có mặt 02/03 thành viên; vắng mặt: Bí thư Đoàn Thanh niên xã.",
        "Nghe báo cáo.",
        "Cuộc họp thống nhất 02 kết luận:",
        "30/09/2024",
        "Công an xã",
    ):
        assert line in said, line
    assert not any("ghi nhầm" in line for line in said)
    assert "Kết luận 2 chưa ghi cơ quan thực hiện." in built.notes
    asked = ("giờ bắt đầu", "địa điểm họp", "chủ trì", "thư ký", "giờ kết thúc")
    assert all(any(one in gap for gap in built.gaps) for one in asked)


def test_minutes_are_issued_like_any_paper_and_become_the_paper_of_the_meeting(
    told: Steering, meeting: Meeting
) -> None:
    clerk, leader = told.office.actor("clerk"), told.office.actor("leader")
    draft = actions.draft_recognition(PaperKind.MEETING, meeting.pk, actor=clerk, at=NOW)
    with pytest.raises(BadInput, match="chưa điền"):
        actions.submit_paper(draft.pk, actor=clerk, at=NOW)
    paper = actions.rewrite_paper(draft.pk, actor=clerk, at=NOW, head=Head(lines=ANSWERS))
    with pytest.raises(BadInput, match="lập lại"):
        actions.refresh_paper(paper.pk, actor=clerk, at=NOW)

    actions.submit_paper(paper.pk, actor=clerk, at=NOW)
    seen = paper_view(paper.pk, actor=leader, at=NOW).revision
    actions.approve_paper(paper.pk, revision=seen, actor=leader, at=NOW)
    actions.issue_paper(paper.pk, number=3, day=date(2024, 8, 30), actor=clerk, at=NOW)

    meeting.refresh_from_db()
    filed = register.paper_view(meeting.paper_id or 0, actor=clerk, at=NOW)
    assert filed.head.line == "03/BB-BCĐ"
    assert "Số: 03/BB-BCĐ" in word.paragraphs_of(content_of(paper.pk, actor=clerk, at=NOW))


def test_a_meeting_to_come_has_no_minutes_and_a_stranger_writes_none(
    told: Steering, meeting: Meeting
) -> None:
    clerk, other = told.office.actor("clerk"), told.office.actor("other.clerk")
    called = steering.enter_committee_meeting(
        told.committee.pk, MeetingGiven(date(2024, 9, 30)), actor=clerk, at=NOW
    )

    with pytest.raises(WrongState):
        recognition.preview(PaperKind.MEETING, called.pk, actor=clerk, at=NOW)
    with pytest.raises(NotAllowed):
        actions.draft_recognition(PaperKind.MEETING, meeting.pk, actor=other, at=NOW)


def test_the_page_of_a_meeting_leads_to_its_minutes(told: Steering, meeting: Meeting) -> None:
    browser = told.office.browser("clerk")
    address = f"/cong-nhan/van-ban/meeting-minutes/{meeting.pk}/"

    page = browser.get(f"/hop/{meeting.pk}/")
    shown = browser.get(address)
    kept = browser.post(f"{address}lap/", {"step": "luu", **dict(ANSWERS)})

    assert address in page.content.decode()
    assert "Lắp camera ở cổng trường" in shown.content.decode()
    assert kept.status_code == 302
    assert browser.get(kept.headers["Location"]).status_code == 200
