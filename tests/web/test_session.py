"""Signing in and out, one's own password, the language."""

from __future__ import annotations

import pytest
from django.test import Client

from keng.access import actions
from keng.kernel.actors import OPERATOR
from web_cast import NOW, PASSWORD, Office


@pytest.mark.usefixtures("office")
def test_signing_in_leads_to_the_page_that_was_wanted() -> None:
    browser = Client()

    response = browser.post("/dang-nhap/?next=/dot/", {"login": "Clerk", "password": PASSWORD})

    assert response.status_code == 302
    assert response.headers["Location"] == "/dot/"


@pytest.mark.usefixtures("office")
def test_a_wrong_password_is_refused_without_saying_what_is_wrong() -> None:
    answers = [
        Client().post("/dang-nhap/", {"login": login, "password": "sai-mat-khau"})
        for login in ("clerk", "khong.co.ai")
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("không đúng" in answer.content.decode() for answer in answers)


@pytest.mark.usefixtures("office")
def test_the_address_of_another_site_is_never_followed() -> None:
    response = Client().post(
        "/dang-nhap/?next=https://example.org/", {"login": "clerk", "password": PASSWORD}
    )

    assert response.headers["Location"] == "/"


def test_who_signs_out_is_asked_to_sign_in_again(office: Office) -> None:
    browser = office.browser("clerk")

    browser.post("/dang-xuat/")

    assert browser.get("/").status_code == 302


def test_a_temporary_password_must_be_changed_first(office: Office) -> None:
    account = office.accounts["clerk"]
    temporary = actions.give_temporary_password(account.pk, actor=OPERATOR, at=NOW)
    browser = Client()

    browser.post("/dang-nhap/", {"login": "clerk", "password": temporary})

    assert browser.get("/dot/").headers["Location"] == "/mat-khau/"
    answer = browser.post(
        "/mat-khau/",
        {
            "present": temporary,
            "wanted": "trong-dam-gi-dep-bang-sen",
            "again": "trong-dam-gi-dep-bang-sen",
        },
    )
    assert answer.status_code == 302
    assert browser.get("/dot/").status_code == 200


@pytest.mark.parametrize(
    ("present", "wanted", "again", "words"),
    [
        ("sai", "la-xanh-bong-trang-99", "la-xanh-bong-trang-99", "Mật khẩu không đúng"),
        (PASSWORD, "la-xanh-bong-trang-99", "khac", "không giống nhau"),
        (PASSWORD, "12345678", "12345678", ""),
    ],
)
def test_a_password_is_changed_only_by_who_knows_it_and_types_it_twice(
    present: str, wanted: str, again: str, words: str, office: Office
) -> None:
    browser = office.browser("clerk")

    response = browser.post("/mat-khau/", {"present": present, "wanted": wanted, "again": again})

    assert response.status_code == 422
    assert words in response.content.decode()
    office.accounts["clerk"].refresh_from_db()
    assert office.accounts["clerk"].check_password(PASSWORD)


def test_the_screens_are_vietnamese_whatever_the_browser_would_like(office: Office) -> None:
    response = office.browser("clerk").get("/", headers={"Accept-Language": "en-US"})

    assert "Việc cần làm" in response.content.decode()


def test_the_chosen_language_is_kept_with_the_account(office: Office) -> None:
    browser = office.browser("clerk")

    browser.post("/ngon-ngu/", {"language": "en", "next": "/"})

    assert "What must be done" in browser.get("/").content.decode()
    assert "What must be done" in office.browser("clerk").get("/").content.decode()


def test_an_unknown_language_changes_nothing(office: Office) -> None:
    browser = office.browser("clerk")

    browser.post("/ngon-ngu/", {"language": "fr"})

    assert "Việc cần làm" in browser.get("/").content.decode()


def test_the_look_that_is_chosen_stays_in_this_browser() -> None:
    browser = Client()
    assert 'data-theme="auto"' in browser.get("/dang-nhap/").content.decode()

    response = browser.post("/giao-dien/", {"theme": "dark", "next": "/dang-nhap/"})

    assert response.headers["Location"] == "/dang-nhap/"
    assert 'data-bs-theme="dark"' in browser.get("/dang-nhap/").content.decode()


def test_a_look_that_does_not_exist_is_not_kept() -> None:
    browser = Client()
    browser.cookies["keng_theme"] = '"><script>'

    browser.post("/giao-dien/", {"theme": "pink"})

    assert 'data-theme="auto"' in browser.get("/dang-nhap/").content.decode()
