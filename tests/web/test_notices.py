"""The screens of notices: the bell, the list, what comes by mail, the calendar address."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from keng.notices import letters, tasks
from keng.notices.models import Feed, MailRefusal, Notice
from keng.notices.vocabulary import Kind
from keng.reporting import actions
from web_cast import NOW, Office

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def told(office: Office) -> Office:
    """The round was heard: the clerk has one notice."""
    tasks.read_journal(at=NOW)
    return office


def page(office: Office, login: str, path: str) -> str:
    response = office.browser(login).get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_bell_counts_what_is_unread_on_every_page(told: Office) -> None:
    assert "Thông báo, 1 chưa đọc" in page(told, "clerk", "/don-vi/")
    assert "chưa đọc" not in page(told, "officer", "/don-vi/")


def test_the_list_says_what_where_and_by_when(told: Office) -> None:
    html = page(told, "clerk", "/thong-bao/")

    assert "Xã Một được yêu cầu lập “Biểu commune, tháng 8/2024”, hạn 05/09/2024." in html
    assert "cần làm" in html


def test_nothing_yet_and_nothing_that_fits_are_told_apart(told: Office) -> None:
    assert "Chưa có thông báo nào." in page(told, "stranger", "/thong-bao/")
    assert "khớp với bộ lọc" in page(told, "clerk", "/thong-bao/?kind=returned")
    assert "Xã Một" in page(told, "clerk", "/thong-bao/?kind=to_do&unread=1")


def test_opening_a_notice_reads_it_and_leads_to_the_form(told: Office) -> None:
    one = Notice.objects.get(account=told.accounts["clerk"], kind="opened")
    browser = told.browser("clerk")

    response = browser.post(f"/thong-bao/{one.pk}/")

    assert response.headers["Location"] == f"/bieu/{told.draft.pk}/"
    one.refresh_from_db()
    assert one.read_at == NOW
    assert browser.get(f"/thong-bao/{one.pk}/").status_code == 405  # looking changes nothing


def test_another_persons_notice_is_not_there(told: Office) -> None:
    theirs = Notice.objects.get(account=told.accounts["other.clerk"], kind="opened")

    assert told.browser("clerk").post(f"/thong-bao/{theirs.pk}/").status_code == 404
    told.browser("clerk").post("/thong-bao/da-doc/", {"notice": theirs.pk})
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_all_are_marked_as_read_but_none_that_came_since(told: Office) -> None:
    shown = Notice.objects.latest("pk").pk
    actions.extend_round(
        told.round_id, date(2024, 9, 12), "Mưa", actor=told.actor("officer"), at=NOW
    )
    tasks.read_journal(at=LATER)

    told.browser("clerk").post("/thong-bao/da-doc/", {"up_to": shown})

    left = Notice.objects.filter(account=told.accounts["clerk"], read_at=None)
    assert [one.kind for one in left] == ["due_moved"]


def test_the_choice_of_mail_is_kept(told: Office) -> None:
    browser = told.browser("clerk")
    kinds = [kind.value for kind in Kind if kind is not Kind.ACCEPTED]

    browser.post("/tai-khoan/thong-bao/", {"kind": kinds, "wants_mail": "1"})

    assert [one.kind for one in MailRefusal.objects.all()] == ["accepted"]
    html = browser.get("/tai-khoan/thong-bao/").content.decode()
    assert re.search(r'value="opened" checked', html)
    assert not re.search(r'value="accepted" checked', html)


def test_ones_own_contact_is_kept_and_a_wrong_one_is_told_at_the_form(told: Office) -> None:
    browser = told.browser("clerk")

    wrong = browser.post("/tai-khoan/lien-he/", {"email": "", "phone": "gọi tôi"})
    browser.post("/tai-khoan/lien-he/", {"email": "mot@xa.vn", "phone": "0912 345 678"})

    assert wrong.status_code == 422
    assert "không phải là số điện thoại" in wrong.content.decode()
    told.accounts["clerk"].refresh_from_db()
    assert told.accounts["clerk"].phone == "0912 345 678"


def test_the_calendar_address_is_shown_once_and_works_without_a_session(told: Office) -> None:
    browser = told.browser("clerk")

    made = browser.post("/tai-khoan/lich/").content.decode()
    address = re.search(r'value="http://testserver(/lich/[\w-]+\.ics)"', made)

    assert address is not None
    assert ".ics" not in browser.get("/tai-khoan/thong-bao/").content.decode()
    response = Client().get(address[1])
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["X-Robots-Tag"] == "noindex"
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2024, 9, 5)

    browser.post("/tai-khoan/lich/huy/")
    assert Client().get(address[1]).status_code == 404
    assert Feed.objects.get().ended_at == NOW


def test_a_link_in_a_mail_asks_first_and_a_mail_program_may_post(told: Office) -> None:
    path = letters.unsubscribe_path(told.accounts["clerk"].pk)
    strict = Client(enforce_csrf_checks=True)

    asked = strict.get(path)
    assert asked.status_code == 200
    assert not MailRefusal.objects.exists()

    done = strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert "không gửi thư cho bạn nữa" in done.content.decode()
    assert [one.kind for one in MailRefusal.objects.all()] == [""]


def test_a_keeper_sets_the_contact_of_a_user(told: Office) -> None:
    clerk = told.accounts["clerk"]

    told.browser("keeper").post(
        f"/nguoi-dung/{clerk.pk}/lien-he/", {"email": "mot@xa.vn", "phone": ""}
    )
    refused = told.browser("officer").post(f"/nguoi-dung/{clerk.pk}/lien-he/", {"email": "a@b.vn"})

    clerk.refresh_from_db()
    assert clerk.email == "mot@xa.vn"
    assert refused.status_code == 403


@pytest.mark.parametrize("path", ["/thong-bao/", "/tai-khoan/thong-bao/"])
def test_the_pages_speak_english_too(path: str, told: Office) -> None:
    browser = told.browser("clerk")
    browser.cookies["django_language"] = "en"

    html = browser.get(path).content.decode()

    assert "Thông báo" not in re.sub(r"“[^”]*”", "", html)


def test_an_odd_address_is_no_error(told: Office) -> None:
    browser: Any = told.browser("clerk")

    assert browser.get("/thong-bao/?before=abc&kind=x").status_code == 200
    assert browser.get("/thong-bao/?before=99999").status_code == 404
