"""An officer's chasing in the browser: who is late, remind, copy, call, write; the unit knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from keng.access import actions as access
from keng.documents import word
from keng.kernel.actors import OPERATOR
from web_cast import DESKTOP, NOW, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_late_units_are_chased_in_every_usual_way(open_page: Open, office: Office) -> None:
    clerk_id = office.accounts["clerk"].pk
    access.set_contact(clerk_id, email="", phone="0912 345 678", actor=OPERATOR, at=NOW)
    officer = open_page("officer", f"/dot/{office.round_id}/")
    officer.click("text=Đôn đốc đơn vị chưa nộp")
    expect(officer.locator("h1")).to_contain_text("Đôn đốc")
    expect(officer.locator("[data-chosen]")).to_have_text("Đã chọn 2 đơn vị")

    officer.click("text=Bỏ chọn")
    expect(officer.locator("[data-chosen]")).to_have_text("Đã chọn 0 đơn vị")
    officer.check(f"#u-{office.draft.pk}")
    officer.click("text=Nhắc trong Keng và qua thư")
    expect(officer.locator(".note.success")).to_contain_text("Đã nhắc 1 đơn vị (2 người)")
    expect(officer.locator(f"tr:has(#u-{office.draft.pk})")).to_contain_text("1 lần")

    officer.click(f"button[data-copy='t-{office.draft.pk}']")
    expect(officer.locator(".note.success")).to_contain_text("Đã chép")

    officer.select_option("#id_way", "phone")
    officer.click("text=Ghi nhận >> nth=0")
    expect(officer.locator(".note.success")).to_contain_text("Đã ghi nhận đôn đốc 2 đơn vị")

    with officer.expect_download() as letter:
        officer.click("text=Công văn đôn đốc (Word)")
    text = "\n".join(word.paragraphs_of(letter.value.path().read_bytes()))
    assert "V/v đôn đốc nộp" in text

    officer.click("text=Danh sách gọi")
    expect(officer.locator("a[href='tel:0912345678']")).to_be_visible()

    clerk = open_page("clerk", "/", PHONE)
    clerk.click("a[href='/thong-bao/']")
    clerk.click("text=Cấp trên đôn đốc xã Một")
    expect(clerk).to_have_url(re.compile(rf"/bieu/{office.draft.pk}/$"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_of_notices_scrolls_sideways(
    size: tuple[int, int], open_page: Open, office: Office
) -> None:
    page = open_page("officer", "/", size)
    base = page.url.rstrip("/")
    for path in (
        "/thong-bao/",
        "/tai-khoan/thong-bao/",
        f"/dot/{office.round_id}/nhac/?tat-ca=1",
        f"/dot/{office.round_id}/nhac/goi/",
    ):
        page.goto(base + path)
        width: Any = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], path
