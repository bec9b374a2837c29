"""The register of groups on the screens: list, one group, logging on a phone, on paper only."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from groups_cast import a_group, a_session, an_activity, install_group_pack
from keng.initiatives.actions import (
    answer_rule,
    found_group,
    found_groups,
    hold_event,
    log_activity,
)
from keng.initiatives.models import Activity, Event, Group, PaperRule, RegisterUse
from keng.initiatives.standing import Rule
from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import Naming, NewUnit, create_unit
from pages_cast import a_kept_group
from photo_cast import a_photo
from web_cast import NOW, SETUP, START, Office, an_office

HALF_YEAR = Rule(activity_months=6, basis="KH 1/KH-BCĐ")


@pytest.fixture
def office(db: None) -> Office:
    """The office with a programme that knows groups and events."""
    del db
    return an_office(install_group_pack)


@pytest.fixture
def clerk(office: Office) -> Client:
    return office.browser("clerk")


@pytest.fixture
def group(office: Office) -> Group:
    return found_group(a_group(office.one), actor=office.actor("clerk"), at=NOW)


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


LOGGED = {"kind": "patrolled", "on": "2024-09-01", "note": "Tuần tra đêm", "token": "a1"}


def test_the_list_tells_who_lives_who_is_on_paper_only_and_why(
    office: Office, group: Group
) -> None:
    actor = office.actor("clerk")
    answer_rule(office.north, HALF_YEAR, since=START, actor=office.actor("officer"), at=NOW)
    living = found_group(a_group(office.one, "Đèn đường"), actor=actor, at=NOW)
    log_activity(living.pk, an_activity(date(2024, 9, 1)), actor=actor, at=NOW)
    officer = office.browser("officer")

    everything = page(officer, "/mo-hinh/")
    on_paper = page(officer, "/mo-hinh/?tinh-trang=on_paper")

    assert "không có hoạt động" in everything
    assert group.name in on_paper
    assert "Đèn đường" not in on_paper


def test_a_name_is_found_without_diacritics(office: Office, group: Group) -> None:
    assert group.name in page(office.browser("officer"), "/mo-hinh/?q=TIENG+keng&loai=gong")
    assert group.name not in page(office.browser("officer"), "/mo-hinh/?q=den&don-vi=zz")


def test_where_nobody_has_answered_the_page_asks_and_judges_nothing(
    office: Office, group: Group
) -> None:
    del group
    told = page(office.browser("officer"), "/mo-hinh/")

    assert "Chưa xác định" in told
    assert "Hình thức</span>" not in told.split("<table")[1]


def test_an_activity_is_logged_from_the_phone_and_a_double_press_logs_once(
    clerk: Client, group: Group
) -> None:
    where = f"/mo-hinh/{group.pk}/ghi/"
    photo = SimpleUploadedFile("a.jpg", a_photo())

    first = clerk.post(where, {**LOGGED, "photo": photo}, headers={"X-Quick": "1"})
    second = clerk.post(where, LOGGED)

    assert (first.status_code, first.headers["X-Next"]) == (204, f"/mo-hinh/{group.pk}/")
    assert (second.status_code, second.headers["Location"]) == (302, f"/mo-hinh/{group.pk}/")
    made = Activity.objects.get()
    assert (made.kind, made.note, bool(made.sha256)) == ("patrolled", "Tuần tra đêm", True)
    picture = clerk.get(f"/mo-hinh/anh/{made.pk}.jpg")
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/jpeg")


def test_what_is_refused_stays_on_the_form_with_the_reason(clerk: Client, group: Group) -> None:
    where = f"/mo-hinh/{group.pk}/ghi/"

    refused = clerk.post(where, {**LOGGED, "note": "Gọi 0900 000 001"})
    unknown = clerk.post(where, {**LOGGED, "kind": "slept"})

    assert (refused.status_code, unknown.status_code) == (422, 422)
    assert "dữ liệu cá nhân" in refused.content.decode()
    assert not Activity.objects.exists()


def test_a_clerk_enters_changes_and_dissolves_a_group(office: Office, clerk: Client) -> None:
    said = {
        "unit": "xã Một, huyện Bắc, tỉnh Đông",
        "name": "Tổ camera",
        "kind": "team",
        "points": "2",
        "members": "9",
        "equipment_cameras": "4",
        "founded_on": "2024-02-01",
        "token": "b2",
    }
    clerk.post("/mo-hinh/moi/", said)
    clerk.post("/mo-hinh/moi/", said)  # sent twice
    group = Group.objects.get()

    clerk.post(f"/mo-hinh/{group.pk}/sua/", {**said, "members": "11", "revision": "1"})
    stale = clerk.post(f"/mo-hinh/{group.pk}/sua/", {**said, "members": "8", "revision": "1"})
    clerk.post(f"/mo-hinh/{group.pk}/giai-the/", {"on": "2024-09-01", "why": "Hết nhiệm vụ"})

    group.refresh_from_db()
    assert (group.unit_id, group.members, group.equipment) == (office.one, 11, {"cameras": 4})
    assert stale.status_code == 422
    assert "người khác sửa" in stale.content.decode()
    assert group.dissolved_on == date(2024, 9, 1)
    assert "Hết nhiệm vụ" in page(clerk, f"/mo-hinh/{group.pk}/")


def test_equipment_that_a_kind_has_not_is_said_and_not_dropped(clerk: Client) -> None:
    said = {"unit": "xã Một, huyện Bắc, tỉnh Đông", "name": "Kẻng", "kind": "gong", "points": "1"}

    refused = clerk.post("/mo-hinh/moi/", {**said, "equipment_cameras": "4"})

    assert refused.status_code == 422
    assert "không ghi thiết bị này" in refused.content.decode()
    assert not Group.objects.exists()


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("danh-gia", {"year": "2024", "on": "2024-09-01", "grade": "effective", "note": "Tốt"}),
        ("ghi-nhan", {"on": "2024-09-01", "by": "UBND huyện Bắc"}),
    ],
)
def test_reviews_and_acknowledgements_stand_in_the_time_line_and_can_be_withdrawn(
    clerk: Client, group: Group, act: str, given: dict[str, str]
) -> None:
    clerk.post(f"/mo-hinh/{group.pk}/{act}/", given)
    told = page(clerk, f"/mo-hinh/{group.pk}/")
    sort, row = {
        "danh-gia": ("reviewed", "reviews"),
        "ghi-nhan": ("acknowledged", "acknowledgements"),
    }[act]
    made = getattr(group, row).get()

    clerk.post(f"/mo-hinh/{group.pk}/rut/", {"sort": sort, "row": made.pk, "why": "Nhầm năm"})

    assert "01/09/2024" in told
    assert "Đã rút: Nhầm năm" in page(clerk, f"/mo-hinh/{group.pk}/")


def test_another_commune_opens_neither_the_group_nor_its_forms(
    office: Office, group: Group
) -> None:
    other = office.browser("other.clerk")

    answers = [
        other.get(f"/mo-hinh/{group.pk}/"),
        other.get(f"/mo-hinh/{group.pk}/ghi/"),
        other.post(f"/mo-hinh/{group.pk}/ghi/", LOGGED),
        other.get(f"/mo-hinh/hinh-thuc/?don-vi={office.one}"),
        other.get(f"/mo-hinh/so/?don-vi={office.one}"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert not Activity.objects.exists()


def test_the_officer_answers_when_a_group_is_on_paper_only(office: Office, group: Group) -> None:
    officer = office.browser("officer")
    answer = {"unit": office.north, "since": "2024-01-01", "activity_months": "6", "basis": "KH 9"}

    without = officer.post("/mo-hinh/hinh-thuc/", {**answer, "basis": ""})
    given = officer.post("/mo-hinh/hinh-thuc/", answer)

    assert (without.status_code, given.status_code) == (422, 302)
    assert PaperRule.objects.get().activity_months == 6
    assert group.pk
    assert "có hoạt động trong 06 tháng" in page(officer, "/mo-hinh/hinh-thuc/")
    assert "Trả lời:" not in page(office.browser("clerk"), "/mo-hinh/hinh-thuc/")


def test_the_clerk_sees_what_would_flow_and_begins_the_register(
    office: Office, clerk: Client, group: Group
) -> None:
    before = page(clerk, "/mo-hinh/so/")

    clerk.post("/mo-hinh/so/dung/", {"unit": office.one, "register": "initiatives"})

    assert "Tháng 8/2024" in before
    assert RegisterUse.objects.get().since_year == 2024
    assert office.draft.figures.get(indicator="models").value == 1
    assert group.pk
    assert "Từ năm 2024" in page(clerk, "/mo-hinh/so/")


def test_an_event_is_entered_by_its_kind_and_shown_in_its_month(
    office: Office, clerk: Client
) -> None:
    event = {
        "on": "2024-08-19",
        "title": "Ngày hội toàn dân",
        "host": "xã Một, huyện Bắc, tỉnh Đông",
        "partners": "xã Hai, huyện Bắc, tỉnh Đông",
        "number_attendances": "300",
        "token": "c3",
    }
    for _press in range(2):
        clerk.post("/tuyen-truyen/moi/?loai=festival", event)

    made = Event.objects.get()
    assert (made.host_id, made.numbers) == (office.one, {"attendances": 300})
    told = page(clerk, "/tuyen-truyen/")
    assert "Tháng 8/2024" in told
    assert "phối hợp: xã Hai" in told
    clerk.post(f"/tuyen-truyen/{made.pk}/rut/", {"why": "Ghi nhầm ngày"})
    assert "Đã rút: Ghi nhầm ngày" in page(clerk, "/tuyen-truyen/")


def test_a_partner_that_is_no_unit_is_said(clerk: Client) -> None:
    event = {"on": "2024-08-19", "host": "xã Một, huyện Bắc, tỉnh Đông", "partners": "xã Không Có"}

    refused = clerk.post("/tuyen-truyen/moi/?loai=festival", event)

    assert refused.status_code == 422
    assert not Event.objects.exists()


HEADS = ["Đơn vị", "Tên mô hình", "Loại mô hình", "Ngày thành lập", "Số thành viên", "Camera"]
ONE = "xã Một, huyện Bắc, tỉnh Đông"


def a_list(*rows: list[object]) -> SimpleUploadedFile:
    book = Workbook()
    for row in ([*HEADS], *rows):
        book.worksheets[0].append(row)
    written = io.BytesIO()
    book.save(written)
    return SimpleUploadedFile("mo-hinh.xlsx", written.getvalue())


def test_a_list_is_looked_at_first_and_then_saved(office: Office, clerk: Client) -> None:
    good = a_list(
        [ONE, "Kẻng thôn Đông", "Tiếng kẻng an ninh", "15/01/2024", 20, None],
        [ONE, "Tổ thôn Tây", "tổ tự quản", date(2024, 2, 1), 8, 3],
    )

    looked = clerk.post("/mo-hinh/nap/", {"workbook": good})

    assert not Group.objects.exists()
    token = looked.context["token"]
    clerk.post("/mo-hinh/nap/luu/", {"token": token})
    rows = Group.objects.order_by("pk").values_list("name", "founded_on", "members", "equipment")
    assert list(rows) == [
        ("Kẻng thôn Đông", date(2024, 1, 15), 20, {}),
        ("Tổ thôn Tây", date(2024, 2, 1), 8, {"cameras": 3}),
    ]
    assert set(Group.objects.values_list("unit_id", flat=True)) == {office.one}


def test_wrong_rows_are_told_by_cell_and_the_good_ones_wait_for_a_word(clerk: Client) -> None:
    mixed = a_list(
        [ONE, "Kẻng", "Tiếng kẻng an ninh", "15/01/2024", 20, None],
        [ONE, "Kẻng", "Tiếng kẻng an ninh", "15/01/2024", 20, None],  # the same once more
        [ONE, "Tổ", "Không có loại này", "31/02/2024", "nhiều", None],
        ["xã Hai, huyện Bắc, tỉnh Đông", "Của xã khác", "Tổ tự quản", None, None, None],
        [ONE, "Kẻng có camera", "Tiếng kẻng an ninh", None, None, 4],
    )

    looked = clerk.post("/mo-hinh/nap/", {"workbook": mixed})
    places = sorted(one.place for one in looked.context["problems"])
    token = looked.context["token"]
    refused = clerk.post("/mo-hinh/nap/luu/", {"token": token})
    nothing = Group.objects.count()
    clerk.post("/mo-hinh/nap/luu/", {"token": token, "good": "1"})

    assert looked.status_code == 422
    assert places == ["Sheet!B3", "Sheet!B5", "Sheet!C4", "Sheet!D4", "Sheet!E4", "Sheet!F6"]
    assert (refused.status_code, nothing, Group.objects.count()) == (422, 0, 1)


def test_the_export_holds_what_the_page_shows_and_can_be_read_in_again(
    office: Office, clerk: Client, group: Group
) -> None:
    response = clerk.get("/mo-hinh/tai.xlsx")
    template = clerk.get("/mo-hinh/nap/mau.xlsx")

    assert isinstance(response, HttpResponse)
    rows = list(load_workbook(io.BytesIO(response.content)).worksheets[0].values)
    assert ("xã Một", group.name, "Tiếng kẻng an ninh") in [row[:3] for row in rows]
    assert template.status_code == 200
    file = SimpleUploadedFile("lai.xlsx", response.content)
    again = clerk.post("/mo-hinh/nap/", {"workbook": file})
    (problem,) = again.context["problems"]  # it stands in the register already
    assert "đã có mô hình" in problem.message
    assert office.one == group.unit_id


REGISTER_BUDGETS = json.loads((Path(__file__).parent / "register_budgets.json").read_text())
PAGES = {
    "initiatives": ("officer", "/mo-hinh/"),
    "on paper": ("officer", "/mo-hinh/hinh-thuc/"),
    "initiative": ("clerk", "/mo-hinh/{group}/"),
    "log an activity": ("clerk", "/mo-hinh/{group}/ghi/"),
    "events": ("clerk", "/tuyen-truyen/?nam=2024"),
}


def questions(browser: Client, path: str) -> int:
    browser.get(path)  # fills what the process keeps in memory: pack, map of the day
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_keeps_its_budget_however_many_groups_there_are(name: str, office: Office) -> None:
    group_id = a_kept_group(office)
    login, path = PAGES[name]
    browser = office.browser(login)
    few = questions(browser, path.format(group=group_id))
    for number in range(12):
        new = NewUnit(Naming("xa", f"Thêm {number}"), office.north)
        unit = create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
        found_groups([a_group(unit.pk, f"Mô hình {n}") for n in range(5)], actor=OPERATOR, at=NOW)
        hold_event(a_session(office.one, date(2024, 8, 1)), actor=OPERATOR, at=NOW)

    many = questions(browser, path.format(group=group_id))

    assert many <= few + 1  # the same page of a list may be one query longer, never one a row
    assert many <= REGISTER_BUDGETS[name]
