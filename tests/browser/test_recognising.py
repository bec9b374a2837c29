"""The council marks and agrees; the decision maker decides, revokes, and reads why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from keng.criteria.models import Decision
from recognition_cast import CODES, Season, a_season, an_office_with_sets
from web_cast import DESKTOP, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def office(transactional_db: None, under_way: Any) -> Iterator[Office]:
    """The office with sets of criteria."""
    del transactional_db
    yield an_office_with_sets()
    under_way.wait()


@pytest.fixture
def season(office: Office) -> Season:
    """One village reviewed, one handed in, one that has not registered."""
    return a_season(office)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_council_marks_apart_then_agrees(
    size: tuple[int, int], open_page: Open, season: Season
) -> None:
    run = season.run.pk
    chair = open_page("leader", f"/cong-nhan/{run}/hoi-dong/", size)
    chair.click("text=thôn Giữa")
    expect(chair.locator("text=điểm của nhau còn ẩn")).to_be_visible()
    assert fits(chair)
    for code in CODES:
        chair.select_option(f"#v-{code}", "met")
    chair.click("text=Lưu phiếu chấm")
    expect(chair.locator(".note.success")).to_contain_text("Đã lưu 5 tiêu chí")

    clerk = open_page("clerk", f"/cong-nhan/ho-so/{season.submitted.pk}/cham/", size)
    expect(clerk.locator("main")).to_contain_text("Còn chờ: Trưởng ban")
    clerk.click("text=Mở phiếu")
    for code in CODES:
        clerk.select_option(f"#v-{code}", "not_met" if code == "K1" else "met")
    clerk.fill("#r-K1", "Chưa thấy nghị quyết")
    clerk.click("text=Lưu phiếu chấm")
    expect(clerk.locator("main")).to_contain_text("khác nhau")
    expect(clerk.locator("main")).to_contain_text("Chưa thấy nghị quyết")
    assert fits(clerk)

    clerk.select_option("#v-K1", "met")
    clerk.fill("#minutes", "Hội đồng đã xem nghị quyết tại buổi họp.")
    clerk.click("text=Thống nhất kết quả")
    expect(clerk.locator(".note.success")).to_contain_text("Đã thống nhất")
    expect(clerk.locator("header .state")).to_contain_text("đã thẩm định xong")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_decision_maker_decides_revokes_and_reads_why_not(
    size: tuple[int, int], open_page: Open, season: Season
) -> None:
    run = season.run.pk
    leader = open_page("leader", f"/cong-nhan/{run}/", size)
    expect(leader.locator("main")).to_contain_text("thôn Cuối")
    leader.click("nav.run-nav >> text=Danh sách quyết định")
    expect(leader.locator("#ngoai-danh-sach")).to_contain_text("Hồ sơ đã trình.")
    assert fits(leader)
    _fill_head(leader, "21")
    leader.click("#quyet-dinh button")
    expect(leader.locator("h1")).to_contain_text("21/QĐ-UBND")
    leader.click("text=Tính lại từ căn cứ đã giữ")
    expect(leader.locator("#tinh-lai")).to_contain_text("dấu băm trùng khớp")
    leader.click("td >> text=Giấy công nhận")
    expect(leader.locator(".certificate")).to_contain_text("thôn Đầu")
    assert fits(leader)

    leader.go_back()
    leader.click("text=Sửa đổi, thu hồi bằng quyết định khác")
    leader.check("[name=unit]")
    leader.fill("[name=reason]", "Phải họp lại.")
    _fill_head(leader, "22")
    leader.click("text=Ra quyết định")
    expect(leader.locator("h1")).to_contain_text("Quyết định thu hồi")
    assert [one.kind for one in Decision.objects.order_by("n")] == ["decide", "revoke"]

    leader.goto(
        f"{leader.url.split('/cong-nhan')[0]}/cong-nhan/ho-so/{season.submitted.pk}/vi-sao/"
    )
    expect(leader.locator("main")).to_contain_text("Số vụ cháy không tăng")
    expect(leader.locator("main")).to_contain_text("Thiếu dữ kiện")


def _fill_head(page: Page, number: str) -> None:
    page.fill("[name=number]", number)
    page.fill("[name=symbol]", "QĐ-UBND")
    page.fill("[name=authority]", "TM. ỦY BAN NHÂN DÂN")
    page.fill("[name=signer_post]", "Chủ tịch")
