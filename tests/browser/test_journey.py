"""A whole round in the browser, and every screen at both widths."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from keng.reporting import actions
from keng.reporting.models import Submission
from reporting_cast import cells
from web_cast import DESKTOP, PASSWORD, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_a_round_from_entry_to_consolidation(open_page: Open, office: Office) -> None:
    clerk = open_page("clerk", "/")
    clerk.click("#phai-nop a")  # a short form is asked as questions first
    clerk.click("main a[href$='/nhap/']")
    clerk.locator('[data-key="cases"]').fill("9")
    clerk.locator('[data-key="fires"]').fill("2")
    clerk.locator('[data-key="fires"]').blur()
    expect(clerk.locator(".save-state")).to_have_attribute("data-state", "saved")
    clerk.click("text=Nộp biểu")
    expect(clerk.locator(".note.success")).to_contain_text("Đã nộp biểu")

    officer = open_page("officer", "/")
    officer.click("main a:has-text('xã Một')")
    officer.click("summary:has-text('Trả lại để sửa')")
    officer.locator("#o-fires .review-tick").check()
    officer.locator("#o-fires .review-reason input[name=reason]").fill("thiếu vụ ngày 12/8")
    officer.locator("form[action$='/tra-lai/'] button").first.click()
    expect(officer.locator(".note.success")).to_contain_text("Đã trả lại")

    clerk.goto(clerk.url.replace(f"/bieu/{office.draft.pk}/", f"/bieu/{office.draft.pk}/nhap/"))
    expect(clerk.locator("#o-fires")).to_contain_text("thiếu vụ ngày 12/8")
    clerk.locator('[data-key="fires"]').fill("3")
    clerk.locator('[data-key="fires"]').blur()
    expect(clerk.locator(".save-state")).to_have_attribute("data-state", "saved")
    clerk.click("text=Nộp biểu")

    officer.reload()
    changed = officer.locator(".note.info").first.locator("tbody tr")
    expect(changed).to_contain_text("Người clerk")
    expect(changed.locator("td.number")).to_have_text(["2", "3"])
    officer.click("text=Tiếp nhận (bản")
    expect(officer.locator(".note.success")).to_contain_text("Đã tiếp nhận")

    officer.goto(f"{officer.url.split('/bieu/')[0]}/tong-hop/?unit=huyen+bac&period=2024-08")
    fires = officer.locator("#o-fires")
    expect(fires).to_contain_text("3")
    expect(officer.locator("main")).to_contain_text("Số liệu của 1/2 đơn vị")
    fires.locator("a").click()
    expect(officer.locator("#drill")).to_contain_text("xã Một")
    assert Submission.objects.get(pk=office.draft.pk).state == "accepted"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_screen_scrolls_sideways_or_breaks_the_policy(
    size: tuple[int, int], open_page: Open, office: Office
) -> None:
    at = datetime.now(tz=UTC)
    actions.enter(office.draft.pk, cells(cases=9, fires=2), actor=office.actor("clerk"), at=at)
    screens = {
        "clerk": [
            "/",
            f"/bieu/{office.draft.pk}/nhap/",
            f"/bieu/{office.draft.pk}/",
            "/nap-tep/",
            "/mat-khau/",
            "/bao-cao/",
            "/khong-co-trang-nay/",
        ],
        "officer": [
            "/dot/",
            f"/dot/{office.round_id}/",
            "/dot/mo/",
            "/tong-hop/?unit=huyen+bac&period=2024-08&compare=on",
            "/don-vi/?q=mot",
            "/don-vi/cay/",
            f"/don-vi/{office.one}/",
            "/nhat-ky/",
        ],
        "keeper": [
            "/nguoi-dung/",
            "/nguoi-dung/them/",
            f"/nguoi-dung/{office.accounts['clerk'].pk}/",
        ],
        "auditor": ["/nhat-ky/"],
    }
    for login, paths in screens.items():
        page = open_page(login, "/", size)
        base = page.url.rstrip("/")
        for path in paths:
            page.goto(base + path)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size[0], path


def test_the_form_is_filled_in_and_handed_in_without_scripts(
    chromium: Browser, live_server: Any, office: Office
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/dang-nhap/?next=/bieu/{office.draft.pk}/nhap/")
    page.fill("[name=login]", "clerk")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")

    page.fill("[name='cell:cases']", "1.050")
    page.click("button[name=save]:not([aria-hidden])")
    expect(page.locator(".note.success")).to_contain_text("Đã lưu 1 ô")
    page.click("text=Nộp biểu")
    expect(page.locator(".note.success")).to_contain_text("Đã nộp biểu")

    context.close()
    assert Submission.objects.get(pk=office.draft.pk).state == "submitted"
