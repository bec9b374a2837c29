"""Committees and coordination on the screens: set up, met, concluded, counted once."""

from __future__ import annotations

from datetime import date

import pytest

from keng.access.models import Account
from keng.planning.models import Task
from keng.steering.models import Committee, Conclusion, Cooperation, Meeting, Outcome, Oversight
from planning_cast import some_plans
from steering_cast import Steering, a_meeting, a_paper, some_steering
from web_cast import Office


@pytest.fixture
def told(office: Office) -> Steering:
    return some_steering(office)


def test_a_committee_is_set_up_from_a_paper_of_the_register(office: Office) -> None:
    browser = office.browser("clerk")
    a_paper(office, "21", "Thành lập Ban Chỉ đạo xã")
    form = {"unit": office.one, "name": "Ban Chỉ đạo xã", "rhythm": "monthly"}

    answer = browser.post("/ban-chi-dao/lap/", {**form, "paper": "21/QĐ-UBND"})

    committee = Committee.objects.get()
    assert answer["Location"] == f"/ban-chi-dao/{committee.pk}/"
    assert committee.since == date(2024, 1, 10)
    page = browser.get(f"/ban-chi-dao/{committee.pk}/").content.decode()
    assert "21/QĐ-UBND" in page
    assert "họp hằng tháng" in page


def test_a_paper_that_is_not_in_the_register_is_said_beside_the_field(office: Office) -> None:
    form = {"unit": office.one, "name": "Ban", "rhythm": "none", "paper": "99/QĐ-UBND"}

    answer = office.browser("clerk").post("/ban-chi-dao/lap/", form)

    assert answer.status_code == 422
    assert "không có văn bản này" in answer.content.decode()
    assert not Committee.objects.exists()


def test_the_gap_is_named_on_the_page_and_closed_by_a_form(told: Steering) -> None:
    browser, where = told.office.browser("clerk"), f"/ban-chi-dao/{told.committee.pk}/"
    before = browser.get(where).content.decode()
    assert "01 thôn, tổ dân phố" in before
    assert "thôn Tây (chưa ai phụ trách)" in before

    form = {"pt-seat": told.youth.pk, "pt-since": "2024-09-01", "pt-units": [told.west]}
    answer = browser.post(f"{where}them/phu-trach/", form)

    assert answer.status_code == 302
    assert Oversight.objects.filter(seat=told.youth, unit=told.west).exists()
    assert "Mọi nơi thuộc đơn vị đều có người phụ trách" in browser.get(where).content.decode()


def test_a_name_is_refused_beside_the_form_and_the_rest_stays_filled(told: Steering) -> None:
    form = {"tv-post": "Nguyễn Văn An", "tv-place": "member"}

    answer = told.office.browser("clerk").post(
        f"/ban-chi-dao/{told.committee.pk}/them/thanh-vien/", form
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "chức danh" in page
    assert 'value="Nguyễn Văn An"' in page


def test_a_meeting_is_entered_and_its_conclusion_becomes_a_task(told: Steering) -> None:
    plans = some_plans(told.office, village=told.east)
    browser = told.office.browser("clerk")
    form = {
        "hop-day": "2024-08-30",
        "hop-kind": "regular",
        "hop-agenda": "Việc tháng 9",
        "hop-minutes": "Dòng một.\nDòng hai.",
        "hop-present": [told.head.pk],
    }
    browser.post(f"/ban-chi-dao/{told.committee.pk}/them/hop/", form)
    meeting = Meeting.objects.get()
    said = {"kl-text": "Lắp camera cổng trường", "kl-body": "Công an xã", "kl-due_on": "2024-09-15"}
    browser.post(f"/hop/{meeting.pk}/ket-luan/", said)
    conclusion = Conclusion.objects.get()
    prefix = f"giao{conclusion.pk}"
    task = {
        f"{prefix}-plan": plans.one.pk,
        f"{prefix}-lead": "Công an xã",
        f"{prefix}-due_on": "2024-09-15",
    }
    answer = browser.post(f"/hop/ket-luan/{conclusion.pk}/giao/", task)

    assert answer["Location"] == f"/hop/{meeting.pk}/"
    made = Task.objects.get(concluded_by=conclusion)
    there = browser.get(f"/ke-hoach/nhiem-vu/{made.pk}/").content.decode()
    assert f"/hop/{meeting.pk}/#ket-luan" in there
    assert f"/ke-hoach/nhiem-vu/{made.pk}/" in browser.get(f"/hop/{meeting.pk}/").content.decode()
    agenda = browser.get(f"/ke-hoach/viec/{made.lead_id}/").content.decode()
    assert "Lắp camera cổng trường" in agenda


def test_a_village_sees_who_oversees_it_and_no_minutes(told: Steering) -> None:
    some_plans(told.office, village=told.east)  # makes the account of the village
    meeting = a_meeting(told)
    browser = told.office.browser("clerk")
    browser.force_login(Account.objects.get(login="youth"))

    page = browser.get(f"/ban-chi-dao/{told.committee.pk}/").content.decode()
    assert "Trưởng Công an xã" in page
    assert f"/hop/{meeting.pk}/" not in page
    assert browser.get(f"/hop/{meeting.pk}/").status_code == 403
    assert "Trưởng Công an xã" in browser.get(f"/don-vi/{told.east}/").content.decode()
    stranger = told.office.browser("keeper")
    stranger.force_login(told.office.accounts["stranger"])
    assert "Trưởng Công an xã" not in stranger.get(f"/don-vi/{told.east}/").content.decode()


def test_coordination_is_signed_joined_and_its_result_counts_once(office: Office) -> None:
    browser = office.browser("clerk")
    paper = a_paper(office, "22", "Chương trình phối hợp")
    form = {
        "unit": office.one,
        "title": "Phối hợp với Mặt trận",
        "paper": f"22/QĐ-UBND [{paper}]",
        "first": "2024-01-15",
        "last": "2024-10-31",
        "rhythm": "monthly",
        "reviews_year": "on",
    }
    browser.post("/phoi-hop/ghi/", form)
    made = Cooperation.objects.get()
    where = f"/phoi-hop/{made.pk}/"
    for name in ("Ủy ban MTTQ xã", "Hội Phụ nữ xã"):
        browser.post(f"{where}them/doi-tac/", {"dt-name": name})
    front, women = made.partners.order_by("pk")
    result = {
        "kq-indicator": "fires",
        "kq-value": "3",
        "kq-first": "2024-08-01",
        "kq-last": "2024-08-31",
        "kq-partner": front.pk,
        "kq-together": [women.pk],
        "kq-token": "abc",
    }
    for _time in range(2):
        browser.post(f"{where}them/ket-qua/", result)

    assert Outcome.objects.count() == 1
    page = browser.get(where).content.decode()
    assert "cùng thực hiện 1" in page
    assert "Còn 59 ngày" in page
    assert (made.reviews_half_year, made.reviews_year) == (False, True)


def test_the_programme_is_stopped_with_a_reason(told: Steering) -> None:
    browser, where = told.office.browser("clerk"), f"/phoi-hop/{told.cooperation.pk}/"
    browser.post(f"{where}them/ket-thuc/", {"kt-on": "2024-09-01", "kt-why": "Ký mới"})

    assert "Ký mới" in browser.get(where).content.decode()
    refused = browser.post(f"{where}them/doi-tac/", {"dt-name": "Hội Nông dân xã"})
    assert refused.status_code == 422


@pytest.mark.parametrize("where", ["/ban-chi-dao/", "/phoi-hop/"])
def test_an_empty_list_says_what_to_do(where: str, office: Office) -> None:
    assert "vào sổ" in office.browser("clerk").get(where).content.decode()


def test_the_menu_leads_to_committees_coordination_and_campaigns(office: Office) -> None:
    page = office.browser("clerk").get("/").content.decode()

    for address in ("/ban-chi-dao/", "/phoi-hop/", "/tuyen-truyen/"):
        assert f'href="{address}"' in page


def test_a_stranger_is_refused(told: Steering) -> None:
    browser = told.office.browser("other.clerk")

    assert browser.get(f"/ban-chi-dao/{told.committee.pk}/").status_code == 403
    assert browser.get(f"/phoi-hop/{told.cooperation.pk}/").status_code == 200  # a partner reads
    answer = browser.post(f"/phoi-hop/{told.cooperation.pk}/them/doi-tac/", {"dt-name": "Đoàn xã"})
    assert answer.status_code in (403, 422)
    assert told.cooperation.partners.count() == 2


def test_search_finds_both(told: Steering) -> None:
    browser = told.office.browser("clerk")

    assert (
        f"/ban-chi-dao/{told.committee.pk}/" in browser.get("/tim/?q=ban+chi+dao").content.decode()
    )
    found = browser.get("/tim/?q=trat+tu+truong").content.decode()
    assert f"/phoi-hop/{told.cooperation.pk}/" in found
