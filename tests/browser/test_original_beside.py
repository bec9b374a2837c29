"""The original page beside the form in a real browser: opened, zoomed, by keys, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from jobs_cast import worked_off
from keng.intake.models import OriginalOpening
from reports_cast import paper_of
from web_cast import PHONE

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def read_in(page: Page) -> None:
    """The PDF is sent in with its original, read, and confirmed for its year."""
    expect(page.locator("[name=keep]")).not_to_be_checked()
    page.check("[name=keep]")
    page.set_input_files(
        "[name=reports]",
        {"name": "bc-2022.pdf", "mimeType": "application/pdf", "buffer": paper_of(2022)},
    )
    page.click("text=Đọc các tệp này")
    page.wait_for_url("**/viec/**")
    worked_off(at=datetime.now(tz=UTC))
    page.goto(page.url.split("/viec/")[0] + "/doc-bao-cao/")
    page.click("text=bc-2022.pdf")
    page.select_option("[name=form]", "commune")
    page.click("text=Xác nhận, xem từng số")


def drawn(page: Page) -> None:
    """Wait until the picture of the page is there."""
    expect(page.locator("#sheet img")).to_have_js_property("complete", value=True)
    assert page.locator("#sheet img").evaluate("one => one.naturalWidth") > 1000


def is_in_view(page: Page) -> bool:
    """Whether the marked figure stands inside the frame of the page picture."""
    mark = page.locator(".paper-figure[aria-current]").bounding_box()
    frame = page.locator("#report-text").bounding_box()
    assert mark is not None
    assert frame is not None
    middle = mark["y"] + mark["height"] / 2
    return frame["y"] <= middle <= frame["y"] + frame["height"]


def test_the_page_stands_beside_the_form_and_follows_the_figures(open_page: Open) -> None:
    page = open_page("clerk", "/doc-bao-cao/moi/")
    read_in(page)
    page.click("text=Mở bản gốc")
    picture = page.locator("#sheet img")
    expect(picture).to_be_visible()
    drawn(page)
    left, right = picture.bounding_box(), page.locator("#deciding").bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]
    assert is_in_view(page)

    wide = left["width"]
    page.click("[data-zoom='1']")
    page.click("[data-zoom='1']")
    larger = picture.bounding_box()
    assert larger is not None
    assert larger["width"] > 2 * wide
    assert is_in_view(page)

    page.locator("body").press("j")
    expect(page.locator("#deciding-title")).to_have_text("10 vụ")
    expect(page.locator(".paper-figure[aria-current]")).to_have_id("so-2")
    page.wait_for_load_state()
    drawn(page)
    assert is_in_view(page)
    page.locator("body").press("Enter")
    expect(page.locator("#deciding-title")).to_contain_text("hộ")
    page.wait_for_load_state()
    page.locator("#so-2").focus()
    page.keyboard.press("Enter")  # a mark that has the focus is a link, not an answer
    expect(page.locator("#deciding-title")).to_have_text("10 vụ")
    assert OriginalOpening.objects.count() == 1


def test_on_a_phone_the_page_is_above_the_form(open_page: Open) -> None:
    page = open_page("clerk", "/doc-bao-cao/moi/", PHONE)
    read_in(page)
    page.click("text=Mở bản gốc")
    drawn(page)

    frame, form = (
        page.locator("#report-text").bounding_box(),
        page.locator("#deciding").bounding_box(),
    )

    assert frame is not None
    assert form is not None
    assert frame["y"] + frame["height"] <= form["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert is_in_view(page)
