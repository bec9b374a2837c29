"""The tour on the home page: three sentences for one's own work, until they were read."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from keng.access import actions
from keng.access.queries import tours_seen
from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import Naming, NewUnit, create_unit
from web_cast import NOW, SETUP, START, Office


def steps(browser: Client) -> list[str]:
    """The sentences of the card that stands where there are no scripts."""
    page = browser.get("/").content.decode()
    card = re.search(r'tour-card.*?<ol class="mb-2">(.*?)</ol>', page, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", card.group(1)) if card else []


@pytest.mark.parametrize(
    ("login", "words"),
    [
        ("clerk", "bấm Enter"),
        ("officer", "Bảng tổng hợp"),
        ("leader", "Ký giấy"),
        ("auditor", "Ô tìm kiếm"),
        ("stranger", "Ô tìm kiếm"),
    ],
)
def test_everybody_is_shown_three_steps_of_their_own_work(
    login: str, words: str, office: Office
) -> None:
    told = steps(office.browser(login))

    assert len(told) == 3
    assert any(words in one for one in told)


def test_the_head_of_a_village_is_shown_questions_and_no_grid(office: Office) -> None:
    new = NewUnit(Naming("thon", "Thượng"), office.one)
    village = create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
    account = office.accounts["stranger"]
    actions.grant(account.pk, "clerk", unit_id=village.pk, actor=OPERATOR, at=SETUP)

    told = steps(office.browser("stranger"))

    assert any("trả lời từng câu" in one for one in told)
    assert not any("Enter" in one for one in told)


def test_a_tour_that_was_read_stays_away_on_every_device(office: Office) -> None:
    answer = office.browser("clerk").post("/huong-dan/da-xem/", {"tour": "clerk"})

    assert answer.headers["Location"] == "/"
    assert steps(office.browser("clerk")) == []
    assert len(steps(office.browser("other.clerk"))) == 3


def test_the_script_is_answered_without_a_page(office: Office) -> None:
    answer = office.browser("clerk").post(
        "/huong-dan/da-xem/", {"tour": "clerk"}, headers={"Accept": "application/json"}
    )

    assert answer.status_code == 204
    assert tours_seen(office.accounts["clerk"].pk) == {"clerk"}


def test_the_menu_brings_the_tour_back(office: Office) -> None:
    browser = office.browser("leader")
    browser.post("/huong-dan/da-xem/", {"tour": "leader"})

    answer = browser.post("/huong-dan/xem-lai/")

    assert answer.headers["Location"] == "/"
    assert "Xem lại hướng dẫn" in browser.get("/dot/").content.decode()
    assert len(steps(browser)) == 3


def test_an_unknown_tour_is_refused_and_nothing_is_kept(office: Office) -> None:
    answer = office.browser("clerk").post("/huong-dan/da-xem/", {"tour": "everything"})

    assert answer.status_code == 422
    assert tours_seen(office.accounts["clerk"].pk) == frozenset()


def test_a_form_of_another_site_changes_nothing(office: Office) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(office.accounts["clerk"])

    assert browser.post("/huong-dan/da-xem/", {"tour": "clerk"}).status_code == 403
    assert tours_seen(office.accounts["clerk"].pk) == frozenset()


@pytest.mark.usefixtures("still_clock")
def test_the_moment_is_kept_with_the_account(office: Office) -> None:
    office.browser("clerk").post("/huong-dan/da-xem/", {"tour": "clerk"})

    assert office.accounts["clerk"].tours_seen.get().at == NOW
