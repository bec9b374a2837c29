"""A person is proposed, voted on, commended; the Word file opens; the name is withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from commending_cast import NAME
from keng.commendations.models import Decision, Proposal
from keng.documents import word
from pages_cast import an_office_with_papers
from web_cast import DESKTOP, NOW, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def office(
    transactional_db: None, under_way: Any, settings: Any, tmp_path: Path
) -> Iterator[Office]:
    """The office, its keys and files in a folder of the test."""
    del transactional_db
    settings.KENG_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    yield an_office_with_papers()
    under_way.wait()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_the_proposal_to_the_withdrawn_name(
    size: tuple[int, int], open_page: Open, office: Office
) -> None:
    clerk = open_page("clerk", "/khen-thuong/", size)
    clerk.fill("#id_title", "Khen thưởng cuối năm")
    clerk.fill("#id_year", str(NOW.year))
    clerk.click("main form[action$='/mo/'] button")
    expect(clerk.locator("h1")).to_contain_text("Khen thưởng cuối năm")
    clerk.click("text=Thêm thành viên")
    clerk.fill("#id_post", "Chủ tịch Mặt trận xã")
    clerk.fill("#id_unit", "xã Một")
    clerk.click("text=Thêm vào hội đồng")
    assert fits(clerk)

    clerk.click("main a:has-text('Đề nghị khen')")
    clerk.check("input[name=recipient][value=person]")
    clerk.select_option("#id_award", "giay_khen")
    clerk.fill("#id_name", NAME)
    clerk.fill("#id_about", "Tổ viên tổ tự quản")
    clerk.fill("#id_deed", "Dập tắt đám cháy")
    clerk.fill("#id_achievement", "Đã dập tắt đám cháy trước khi cháy lan.")
    clerk.click("text=Lưu đề nghị")
    expect(clerk.locator("h1")).to_contain_text(NAME)
    assert fits(clerk)
    row = Proposal.objects.get()

    clerk.goto(clerk.url.split("/khen-thuong/")[0] + f"/khen-thuong/dot/{row.call_id}/phieu/")
    clerk.check("fieldset input[value=for]")
    clerk.click("text=Ghi phiếu")
    expect(clerk.locator("main")).to_contain_text("1 tán thành")
    assert fits(clerk)

    leader = open_page("leader", f"/khen-thuong/dot/{row.call_id}/quyet-dinh/", size)
    leader.check("input[name=chon]")
    leader.fill("#id_number", "9")
    leader.fill("#id_symbol", "QĐ-UBND")
    leader.fill("#id_minutes", "Biên bản họp số 1")
    assert fits(leader)
    leader.click("main form button:has-text('Ra quyết định')")
    expect(leader.locator("h1")).to_contain_text("9/QĐ-UBND")
    with leader.expect_download() as got:
        leader.click("text=Quyết định kèm danh sách (Word)")
    content = Path(got.value.path()).read_bytes()
    assert NAME in "\n".join(word.paragraphs_of(content))

    clerk.goto(clerk.url.split("/khen-thuong/")[0] + f"/khen-thuong/{row.pk}/")
    clerk.once("dialog", lambda dialog: dialog.accept())
    clerk.click("text=Rút tên cá nhân này")
    clerk.fill("#why-name", "Theo đề nghị của người được khen")
    clerk.click("text=Rút tên, hủy khóa")
    expect(clerk.locator("h1")).to_contain_text("tên đã rút")
    assert NAME not in clerk.content()
    leader.reload()
    expect(leader.locator("main")).to_contain_text("tên đã rút")
    assert NAME not in leader.content()
    assert Decision.objects.get().decider_id == office.one
    assert Decision.objects.get().lines.filter(stands=True).count() == 1
