"""Personal data in what is typed: decided by keyboard on a phone, in a panel, beside a warning."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from keng.planning.models import Plan
from keng.reporting.models import AcceptedWarning, Figure
from keng.screening.models import KeptText
from web_cast import PHONE, Office

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
NUMBER = "0900000001"


def test_on_a_phone_the_form_comes_back_and_is_decided_by_keyboard(open_page: Open) -> None:
    page = open_page("clerk", "/ke-hoach/lap/", PHONE)
    page.fill("[name=title]", f"Kế hoạch, gọi {NUMBER} hoặc 0900000002, thư mau@example.com")
    page.press("[name=title]", "Enter")
    expect(page.locator("mark")).to_have_text([NUMBER, "0900000002", "mau@example.com"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.focus("#out-0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Số trực ban đã công khai")
    page.check("#out-1")
    page.check("#out-2")
    page.press("#out-2", "Enter")

    page.wait_for_url("**/ke-hoach/*/")
    assert Plan.objects.get().title == f"Kế hoạch, gọi {NUMBER} hoặc [đã bỏ], thư [đã bỏ]"
    assert KeptText.objects.get().reason == "Số trực ban đã công khai"


def test_in_the_panel_of_a_cell_the_note_follows_what_was_decided(
    open_page: Open, office: Office
) -> None:
    page = _grid(open_page, office, fires="5")
    page.locator('.cell-input[data-key="fires"]').press("F2")
    page.fill("#cell-note", f"gọi {NUMBER}")
    page.click("#cell-panel >> text=Lưu ghi chú")
    page.check("#messages [value=out]")
    page.locator("#messages").get_by_role("button", name="Lưu", exact=True).click()

    expect(page.locator("#messages [data-screening]")).to_have_count(0)
    expect(page.locator("#cell-note")).to_have_value("gọi [đã bỏ]")
    assert Figure.objects.get().note == "gọi [đã bỏ]"


def test_beside_a_warning_a_reason_is_asked_about_where_it_was_typed(
    open_page: Open, office: Office
) -> None:
    page = _grid(open_page, office, cases="1", offenders="9")
    page.locator(".cell-findings .ask-reason").first.click()
    page.fill(".reason-box textarea", f"Hỏi trực ban {NUMBER}")
    page.click(".reason-box >> text=Lưu giải trình")
    asked = page.locator(".reason-box [role=alert]", has_text=NUMBER)
    asked.locator("input").fill("Số trực ban đã công khai")
    asked.get_by_role("button", name="Giữ lại").click()

    expect(page.locator(".cell-finding.accepted")).to_contain_text(NUMBER)
    assert AcceptedWarning.objects.get().reason == f"Hỏi trực ban {NUMBER}"
    assert KeptText.objects.get().field == "reporting_acceptedwarning.reason"


def _grid(open_page: Open, office: Office, **values: str) -> Page:
    page = open_page("clerk", f"/bieu/{office.draft.pk}/nhap/")
    for key, value in values.items():
        page.locator(f'.cell-input[data-key="{key}"]').fill(value)
    page.locator(f'.cell-input[data-key="{key}"]').blur()
    expect(page.locator(".save-state")).to_have_attribute("data-state", "saved")
    return page
