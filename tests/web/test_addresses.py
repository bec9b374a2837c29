"""Every address says who may open it, and a stranger gets in nowhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from keng.access.roles import Verb
from keng.web.frame.declarations import KEYED, PUBLIC, SIGNED_IN, declared_access
from keng.web.urls import urlpatterns
from pages_cast import NO_PAGES, NUMBERS, PAGES
from web_cast import Office


def address(pattern: URLPattern) -> str:
    wanted = pattern.pattern.converters
    return reverse(f"web:{pattern.name}", kwargs={name: NUMBERS[name] for name in wanted})


OPEN = {PUBLIC, KEYED}
CLOSED = [pattern for pattern in urlpatterns if declared_access(pattern.callback) not in OPEN]


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_every_view_declares_who_may_open_it(pattern: URLPattern) -> None:
    known = {PUBLIC, KEYED, SIGNED_IN, *(verb.value for verb in Verb)}

    assert declared_access(pattern.callback) in known


@pytest.mark.django_db
def test_who_has_not_signed_in_is_sent_to_sign_in() -> None:
    for pattern in CLOSED:
        where = address(pattern)
        for response in (Client().get(where), Client().post(where)):
            assert response.status_code == 302, where
            assert response.headers["Location"].startswith("/dang-nhap/?next="), where


@pytest.mark.django_db
def test_a_wrong_key_in_an_address_opens_nothing() -> None:
    keyed = [one for one in urlpatterns if declared_access(one.callback) == KEYED]

    assert {one.name for one in keyed} == {"calendar", "end_mail", "metrics"}
    for pattern in keyed:
        assert Client(REMOTE_ADDR="10.0.0.1").get(address(pattern)).status_code == 404


def test_an_account_without_any_duty_opens_only_its_own_pages(office: Office) -> None:
    stranger = office.browser("stranger")
    for pattern in CLOSED:
        if declared_access(pattern.callback) == SIGNED_IN:
            continue
        where = address(pattern)
        assert stranger.get(where).status_code == 403, where


def test_a_view_that_declares_nothing_is_closed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = get_resolver().resolve("/").func
    monkeypatch.delattr(home, "keng_access")

    response = office.browser("clerk").get("/")

    assert response.status_code == 403


@pytest.mark.parametrize("address", ["/bieu/999/", "/dot/999/", "/don-vi/999/", "/bao-cao/999/"])
def test_what_is_not_there_is_told_in_plain_words(address: str, office: Office) -> None:
    response = office.browser("officer").get(address)

    assert response.status_code == 404
    assert "Chưa có gì được thay đổi" in response.content.decode()


def test_an_address_that_only_takes_a_form_says_so_to_who_opens_it(office: Office) -> None:
    opened = office.browser("officer").get("/dang-xuat/")
    asked = office.browser("officer").get("/dang-xuat/", headers={"Accept": "application/json"})

    assert (opened.status_code, opened.headers["Allow"]) == (405, "POST")
    assert "chỉ mở ra khi bấm nút" in opened.content.decode()
    assert (asked.status_code, asked.content) == (405, b"")


def test_every_page_is_looked_at_in_the_browser(office: Office) -> None:
    browsers = [office.browser(login) for login in ("clerk", "officer", "keeper", "auditor")]
    named = PAGES.keys() | NO_PAGES.keys()
    others = [pattern for pattern in urlpatterns if pattern.name not in named]

    shown = [
        one.name for one in others if 200 in {b.get(address(one)).status_code for b in browsers}
    ]

    assert shown == []
    assert named <= {pattern.name for pattern in urlpatterns}
