"""The pages of a run ask the database as often for many units as for few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recognition_cast import Season, a_season, a_village, an_office_with_sets, handed_in
from web_cast import Office

# name of the page: (who opens it, address below the run, the most questions)
PAGES = {
    "board": ("clerk", "", 90),
    "council": ("clerk", "hoi-dong/", 60),
    "deciding": ("leader", "danh-sach/", 90),
    "what if": ("leader", "thu/", 60),
}


@pytest.fixture
def office(db: None) -> Office:
    """The office with sets."""
    del db
    return an_office_with_sets()


def questions(browser: Client, path: str) -> int:
    browser.get(path)  # fills what the process keeps in memory: pack, map of the day
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_page_of_a_run_keeps_its_budget(page: str, office: Office) -> None:
    season: Season = a_season(office)
    login, below, most = PAGES[page]
    browser, path = office.browser(login), f"/cong-nhan/{season.run.pk}/{below}"
    few = questions(browser, path)

    for number in range(4):
        handed_in(a_village(office, f"Thêm {number}"))
    many = questions(browser, path)

    assert many == few
    assert many <= most
