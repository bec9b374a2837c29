"""Every address says who may open it, and a stranger gets in nowhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from keng.access.roles import Verb
from keng.web.declarations import PUBLIC, SIGNED_IN, declared_access
from keng.web.urls import urlpatterns
from web_cast import Office

NUMBERS = {
    "submission_id": 1,
    "adjustment_id": 1,
    "round_id": 1,
    "unit_id": 1,
    "account_id": 1,
    "grant_id": 1,
    "substitute_id": 1,
    "paper_id": 1,
    "n": 1,
    "key": "fires",
    "kind": "csv",
    "step": "trinh",
}


def address(pattern: URLPattern) -> str:
    wanted = pattern.pattern.converters
    return reverse(f"web:{pattern.name}", kwargs={name: NUMBERS[name] for name in wanted})


CLOSED = [pattern for pattern in urlpatterns if declared_access(pattern.callback) != PUBLIC]


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_every_view_declares_who_may_open_it(pattern: URLPattern) -> None:
    known = {PUBLIC, SIGNED_IN, *(verb.value for verb in Verb)}

    assert declared_access(pattern.callback) in known


@pytest.mark.django_db
def test_who_has_not_signed_in_is_sent_to_sign_in() -> None:
    for pattern in CLOSED:
        where = address(pattern)
        for response in (Client().get(where), Client().post(where)):
            assert response.status_code == 302, where
            assert response.headers["Location"].startswith("/dang-nhap/?next="), where


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
