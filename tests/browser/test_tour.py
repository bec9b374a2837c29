"""The tour: it points at what it speaks of, goes by keys, and comes back only when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from keng.access.models import TourSeen
from web_cast import DESKTOP, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_three_steps_by_keys_each_at_its_place(
    open_page: Open, office: Office, size: tuple[int, int]
) -> None:
    page = open_page("clerk", "/", size, tour=True)
    box, target = page.locator("#tour"), page.locator(".tour-target")

    expect(box).to_contain_text("Bước 1 trên 3")
    expect(page.locator("#tour-head")).to_be_focused()
    expect(target).to_have_attribute("id", "phai-nop")
    expect(page.locator("[data-tour-back]")).to_be_hidden()

    page.keyboard.press("ArrowRight")
    expect(box).to_contain_text("Bước 2 trên 3")
    assert target.evaluate("one => one.tagName") == "A"
    page.keyboard.press("ArrowLeft")
    expect(box).to_contain_text("Bước 1 trên 3")
    for _step in range(2):
        page.locator("[data-tour-next]").focus()
        page.keyboard.press("Enter")
    expect(page.locator("[data-tour-next]")).to_have_text("Đã hiểu")
    assert box.evaluate("one => one.getBoundingClientRect().right <= window.innerWidth")
    with page.expect_response("**/huong-dan/da-xem/") as told:
        page.keyboard.press("ArrowRight")  # the last step: there is no next one
        expect(box).to_contain_text("Bước 3 trên 3")
        page.locator("[data-tour-next]").click()

    assert told.value.status == 204
    expect(box).to_be_hidden()
    expect(target).to_have_count(0)
    assert TourSeen.objects.get().account_id == office.accounts["clerk"].pk
    page.reload()
    expect(page.locator("#tour")).to_have_count(0)


def test_escape_puts_it_away_and_the_menu_brings_it_back(open_page: Open, office: Office) -> None:
    page = open_page("officer", "/", tour=True)
    expect(page.locator("#tour")).to_be_visible()

    with page.expect_response("**/huong-dan/da-xem/"):
        page.keyboard.press("Escape")
    expect(page.locator("#tour")).to_be_hidden()
    assert set(TourSeen.objects.values_list("tour", flat=True)) == {"officer"}

    page.click(".who > summary")
    page.click("text=Xem lại hướng dẫn")
    expect(page.locator("#tour")).to_contain_text("Bước 1 trên 3")
    assert office.accounts["officer"].tours_seen.count() == 0


def test_the_page_stays_in_use_beside_the_tour(open_page: Open, office: Office) -> None:
    page = open_page("clerk", "/", tour=True)
    expect(page.locator("#tour")).to_be_visible()

    page.click("#phai-nop .duty a")

    expect(page).to_have_url(re.compile(f"/bieu/{office.draft.pk}/"))
