"""A clerk files a paper from its file, says what it implements, and finds both again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from keng.papers.models import Link, Paper
from papers_cast import COMMUNE_PLAN, PROVINCE_PLAN
from web_cast import PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def _file(page: Page, path: Path, direction: str) -> None:
    """From the register to the form that says what was read of the file."""
    page.click("nav summary:text('Văn bản')")
    page.click("nav a:visible:text-is('Sổ văn bản')")
    page.click("text=Đăng ký văn bản")
    page.select_option("[name=direction]", direction)
    page.set_input_files("[name=given]", path)
    page.click("text=Đọc tệp")
    expect(page.locator("h1")).to_have_text("Xác nhận văn bản")


def test_a_clerk_files_a_paper_and_finds_it(
    open_page: Open, office: Office, tmp_path: Path
) -> None:
    upper, own = tmp_path / "ke-hoach-tinh.txt", tmp_path / "ke-hoach-xa.txt"
    upper.write_text(PROVINCE_PLAN.replace("2025", "2024"), encoding="utf-8")
    own.write_text(COMMUNE_PLAN.replace("2025", "2024"), encoding="utf-8")
    page = open_page("clerk", "/")

    _file(page, upper, "received")
    expect(page.locator("[name=number]")).to_have_value("38")
    expect(page.locator("[name=symbol]")).to_have_value("KH-UBND")
    expect(page.locator("[name=issued_on]")).to_have_value("2024-01-15")
    page.fill("[name=issuer]", "UBND tỉnh Đông")
    page.click("button:has-text('Đăng ký')")
    expect(page.locator("h1")).to_have_text("38/KH-UBND")

    _file(page, own, "sent")
    expect(page.locator("[name=title]")).to_have_value("Tổ chức tuần tra ban đêm năm 2024")
    page.fill("[name=title]", "")
    page.click("button:has-text('Đăng ký')")
    expect(page.locator("[name=title]:invalid")).to_have_count(1)  # nothing was sent
    page.fill("[name=title]", "Tổ chức tuần tra ban đêm năm 2024")
    page.fill("[name=issuer]", "UBND xã Một")
    page.click("button:has-text('Đăng ký')")

    expect(page.locator("main table")).to_contain_text("triển khai thực hiện")
    page.click("text=Chuỗi văn bản")
    expect(page.locator("svg.chain rect")).to_have_count(3)
    expect(page.locator("main table tbody tr")).to_have_count(3)

    page.click("nav summary:text('Văn bản')")
    page.click("nav a:visible:text-is('Sổ văn bản')")
    page.fill("main [name=q]", "tuan tra dem")
    page.click("main button:text-is('Tìm')")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.click("tbody a")
    expect(page.locator("h1")).to_have_text("05/KH-UBND")
    assert Paper.objects.filter(state="filed", unit_id=office.one).count() == 2
    assert Link.objects.get(kind="implements").target is not None


def test_on_a_phone_the_register_and_the_chain_fit(
    open_page: Open, office: Office, tmp_path: Path
) -> None:
    own = tmp_path / "ke-hoach-xa.txt"
    own.write_text(COMMUNE_PLAN.replace("2025", "2024"), encoding="utf-8")
    page = open_page("clerk", "/van-ban/moi/", size=PHONE)
    page.set_input_files("[name=given]", own)
    page.click("text=Đọc tệp")
    page.fill("[name=issuer]", "UBND xã Một")
    page.click("button:has-text('Đăng ký')")
    expect(page.locator("h1")).to_have_text("05/KH-UBND")

    page.click("text=Chuỗi văn bản")

    expect(page.locator("svg.chain")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert office.one
