"""From the screen to the paper: the decision is drafted, signed and issued; minutes likewise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from keng.criteria.models import Decision
from keng.publishing.models import Paper
from pages_cast import an_office_with_papers
from recognition_cast import HEAD, Season, a_season
from web_cast import DESKTOP, NOW, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def office(
    transactional_db: None, under_way: Any, settings: LazySettings, tmp_path: Path
) -> Iterator[Office]:
    """The office with sets and with profiles of who issues papers."""
    del transactional_db
    settings.MEDIA_ROOT = str(tmp_path)
    yield an_office_with_papers()
    under_way.wait()


@pytest.fixture
def season(office: Office) -> Season:
    """One village reviewed, one handed in, one that has not registered."""
    return a_season(office)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_decision_maker_drafts_the_decision_and_issues_it(
    size: tuple[int, int], open_page: Open, season: Season
) -> None:
    leader = open_page("leader", f"/cong-nhan/{season.run.pk}/danh-sach/", size)
    leader.fill("[name=symbol]", HEAD.symbol)
    leader.fill("[name=authority]", HEAD.authority)
    leader.fill("[name=signer_post]", HEAD.signer_post)
    leader.click("#quyet-dinh button")
    expect(leader.locator("h1")).to_contain_text("Quyết định số …/QĐ-UBND")

    leader.click("#van-ban >> text=Xem trước, lập dự thảo >> nth=0")
    expect(leader.locator("#con-thieu")).to_contain_text("chưa rõ")
    expect(leader.locator(".printed")).to_contain_text("Thôn Đầu")
    assert fits(leader)
    leader.fill("[name=basis]", "Căn cứ Luật A\nTheo đề nghị tại Tờ trình số 01/TTr-HĐ")
    leader.click("text=Xem lại với phần vừa ghi")
    expect(leader.locator(".paper-preview")).to_contain_text("Căn cứ Luật A;")
    expect(leader.locator("#con-thieu")).to_have_count(0)
    leader.click("text=Lưu thành văn bản để trình ký")
    expect(leader.locator(".note.success")).to_contain_text("Đã lập dự thảo")
    assert fits(leader)

    leader.click("main button >> text=/^Trình$/")
    leader.click("main button >> text=Duyệt bản đang xem")
    leader.click("main summary >> text=/^Ban hành$/")
    leader.fill("form[action$='/ban-hanh/'] [name=number]", "31")
    leader.fill("form[action$='/ban-hanh/'] [name=day]", f"{NOW:%Y-%m-%d}")
    leader.click("form[action$='/ban-hanh/'] button")
    expect(leader.locator(".note.success")).to_contain_text("Đã ban hành")

    leader.click(".crumbs >> text=Xét công nhận")
    expect(leader.locator("h1")).to_contain_text("Quyết định số 31/QĐ-UBND")
    expect(leader.locator("#van-ban")).to_contain_text("31/QĐ-UBND")
    assert Decision.objects.get().number == 31


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_council_drafts_its_minutes(
    size: tuple[int, int], open_page: Open, season: Season
) -> None:
    clerk = open_page("clerk", f"/cong-nhan/{season.run.pk}/hoi-dong/", size)
    clerk.click("#van-ban >> text=Xem trước, lập dự thảo")
    expect(clerk.locator(".paper-preview")).to_contain_text("BIÊN BẢN")
    clerk.fill("[name=met_at]", "8 giờ ngày 02/9/2024")
    clerk.fill("[name=met_where]", "Trụ sở xã Một")
    clerk.click("text=Lưu thành văn bản để trình ký")
    expect(clerk.locator(".paper-preview")).to_contain_text("Địa điểm: Trụ sở xã Một.")
    assert fits(clerk)

    clerk.click(".crumbs >> text=Xét công nhận")
    expect(clerk.locator("#van-ban")).to_contain_text("Dự thảo")
    assert Paper.objects.get().outline == "recognition-minutes"
