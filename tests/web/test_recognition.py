"""The board of a run, reminding, delegating, and why a unit came out as it did."""

from __future__ import annotations

import pytest

from keng.criteria import actions
from keng.criteria.models import Appeal
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.notices.models import Notice
from recognition_cast import Season, a_season, an_office_with_sets, decided, handed_in
from web_cast import NOW, Office


@pytest.fixture
def office(db: None) -> Office:
    """The office with sets."""
    del db
    return an_office_with_sets()


@pytest.fixture
def season(office: Office) -> Season:
    """A run under way."""
    return a_season(office)


def test_the_runs_of_a_year_are_listed_and_one_can_be_opened(office: Office) -> None:
    clerk = office.browser("clerk")
    assert "Chưa có đợt xét nào" in clerk.get("/cong-nhan/").content.decode()

    answer = clerk.post(
        "/cong-nhan/mo/", {"nam": "2024", "set_code": "kdc", "unit": str(office.one)}
    )

    page = clerk.get(answer.headers["Location"]).content.decode()
    assert "xã Một quyết định" in page
    assert "Bộ kdc" in clerk.get("/cong-nhan/?nam=2024").content.decode()


def test_the_board_tells_stages_who_is_stuck_and_the_due_days(
    office: Office, season: Season
) -> None:
    page = office.browser("clerk").get(f"/cong-nhan/{season.run.pk}/").content.decode()

    assert page.count("chưa đăng ký") >= 2
    assert "31/03/2024" in page
    assert "14/11/2024" in page
    assert "Hồ sơ đã trình." in page
    assert "thôn Cuối" in page
    only = office.browser("clerk").get(f"/cong-nhan/{season.run.pk}/?giai-doan=submitted")
    assert "thôn Giữa" in only.content.decode()
    assert "thôn Cuối" not in only.content.decode()
    asked = "Nhắc các đơn vị đã chọn"  # only where one of the units listed may be reminded
    assert (asked in page, asked in only.content.decode()) == (True, False)


def test_a_run_that_is_decided_has_no_day_to_wait_for(office: Office, season: Season) -> None:
    address, browser = f"/cong-nhan/{season.run.pk}/", office.browser("clerk")
    decided(season)
    partly = browser.get(address).content.decode()
    others = season.run.assessments.exclude(state="decided")
    others.update(state="withdrawn", withdrawn_on=NOW.date(), withdraw_reason="Rút")

    whole = browser.get(address).content.decode()

    assert "đã quyết định" not in partly  # a dossier still waits
    assert "đã quyết định" in whole
    assert "còn 73 ngày" in partly
    assert "còn 73 ngày" not in whole


def test_a_stranger_sees_no_board(office: Office, season: Season) -> None:
    assert office.browser("stranger").get(f"/cong-nhan/{season.run.pk}/").status_code == 403
    assert office.browser("other.clerk").get(f"/cong-nhan/{season.run.pk}/").status_code == 403


def test_a_village_without_people_is_reminded_through_its_commune(
    office: Office, season: Season
) -> None:
    clerk, address = office.browser("clerk"), f"/cong-nhan/{season.run.pk}/nhac/"

    clerk.post(address, {"unit": [str(season.idle)]})
    clerk.post(address, {"unit": [str(season.idle)]})  # once a day is enough

    told = Notice.objects.filter(kind="chased")
    assert {one.account.get_username() for one in told} == {"clerk", "leader"}
    assert Entry.objects.filter(verb="notices.run_chased").count() == 2
    assert "nhắc thôn Cuối" in clerk.get("/thong-bao/").content.decode()
    refused = clerk.post(address, {"unit": [str(season.submitted.unit_id)]})
    assert "đã trình" in refused.content.decode()
    assert refused.status_code == 422


def test_last_year_stands_beside_this_year_with_who_is_not_back(
    office: Office, season: Season
) -> None:
    decided(season)
    actions.open_run("kdc", 2025, office.one, actor=OPERATOR, at=NOW)
    run = season.run.__class__.objects.get(year=2025)

    page = office.browser("clerk").get(f"/cong-nhan/{run.pk}/").content.decode()

    assert 'class="result-bars"' in page
    assert "Được công nhận</text>" in page
    assert "thôn Đầu: " in page


def test_a_run_that_may_not_be_delegated_says_so(office: Office, season: Season) -> None:
    leader = office.browser("leader")

    refused = leader.post(
        f"/cong-nhan/{season.run.pk}/uy-quyen/", {"unit": "thôn Cuối", "basis": "QĐ 1"}
    )

    assert refused.status_code == 422
    assert "không cho ủy quyền" in refused.content.decode()


def test_why_tells_the_group_alone_to_who_stands_far_away(office: Office) -> None:
    season = a_season(office)
    found = handed_in(season.idle, but="K2")

    near = office.browser("clerk").get(f"/cong-nhan/ho-so/{found.pk}/vi-sao/").content.decode()
    far = office.browser("auditor").get(f"/cong-nhan/ho-so/{found.pk}/vi-sao/").content.decode()

    assert "Không có vụ việc thuộc khoản 3" in near
    assert "Không có vụ việc thuộc khoản 3" not in far
    assert "Chung" in far
    assert "chỉ thấy tên nhóm" in far


def test_an_appeal_is_made_and_answered_on_the_page(office: Office, season: Season) -> None:
    decided(season)
    address = f"/cong-nhan/ho-so/{season.reviewed.pk}"
    clerk, leader = office.browser("clerk"), office.browser("leader")

    clerk.post(f"{address}/kien-nghi/", {"text": "Xem lại kết quả."})
    made = Appeal.objects.get()
    leader.post(
        f"{address}/kien-nghi/{made.pk}/tra-loi/",
        {"outcome": "rejected", "answer": "Đã xem, giữ nguyên."},
    )

    page = clerk.get(f"{address}/vi-sao/").content.decode()
    assert "Đã xem, giữ nguyên." in page
    assert "không chấp nhận" in page
    again = leader.post(
        f"{address}/kien-nghi/{made.pk}/tra-loi/", {"outcome": "upheld", "answer": "Khác."}
    )
    assert again.status_code == 409


def test_a_unit_tells_its_years_and_prints_its_certificate(office: Office, season: Season) -> None:
    made = decided(season)
    line = made.lines.get()
    clerk = office.browser("clerk")

    years = clerk.get(f"/cong-nhan/don-vi/{season.reviewed.unit_id}/").content.decode()
    paper = clerk.get(f"/cong-nhan/ket-qua/{line.pk}/giay/").content.decode()

    assert "Được công nhận" in years
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in paper
    assert "Quyết định số 7/QĐ-UBND" in paper
    actions.revoke(made.pk, _head(8), "Nhầm.", actor=OPERATOR, at=NOW)
    assert clerk.get(f"/cong-nhan/ket-qua/{line.pk}/giay/").status_code == 404


def _head(number: int) -> actions.DecisionHead:
    return actions.DecisionHead("QĐ-UBND", NOW.date(), "TM. ỦY BAN NHÂN DÂN", "Chủ tịch", number)
