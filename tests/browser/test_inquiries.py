"""An officer asks a report of their own making; a clerk answers it on a phone; it counts."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from inquiries_cast import a_draft, an_open_one
from keng.inquiries.models import Inquiry
from keng.reporting import actions
from keng.reporting.models import Submission
from reporting_cast import cells
from web_cast import NOW, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_an_ad_hoc_report_is_asked_answered_on_a_phone_and_consolidated(
    open_page: Open, office: Office
) -> None:
    actions.enter(office.draft.pk, cells(cases=4), actor=office.actor("clerk"), at=NOW)
    page = open_page("officer", "/dot/")
    page.click("text=Yêu cầu riêng")
    page.click("text=Lập yêu cầu mới")
    page.fill("[name=title]", "Chuyên đề cháy, nổ")
    page.fill("[name=instruction]", "Chỉ tính vụ việc trên địa bàn xã.")
    page.select_option("[name=period]", "2024-08")
    page.fill("[name=due_on]", "2099-09-10")
    page.click("main form .btn-primary")

    page.locator("#q").press_sequentially("thiet hai")
    expect(page.locator("#choices li")).to_have_count(1)
    page.fill("#q", "")
    page.locator("#q").press_sequentially("vu ")
    page.check("[id='c-fires']")
    page.check("[id='c-cases']")
    page.click("text=Thêm các chỉ tiêu đã đánh dấu")
    page.fill("#bieu [name=title] >> nth=0", "Cháy, nổ và vụ việc")
    page.click("text=Đổi tên mục")
    expect(page.locator("#xem-truoc")).to_contain_text("Cháy, nổ và vụ việc")
    expect(page.locator(".note.info").first).to_contain_text("1 trong 2 chỉ tiêu đã có")
    page.click("text=Mở cho 2 đơn vị")
    expect(page.locator(".note.success")).to_contain_text("Đã mở")

    _answer_on_a_phone(open_page)

    asked = Inquiry.objects.get()
    submission = Submission.objects.get(round=asked.round, unit_id=office.one)
    officer = open_page("officer", f"/bieu/{submission.pk}/")
    officer.click("form[action$='/tiep-nhan/'] button")
    expect(officer.locator("header .state")).to_have_text("Đã tiếp nhận")
    officer.goto(officer.url.split("/bieu/")[0] + "/tong-hop/?unit=huyện Bắc&period=2024-08")
    row = officer.locator("tr", has_text="Vụ cháy").first
    expect(row).to_contain_text("3")


def _answer_on_a_phone(open_page: Open) -> None:
    page = open_page("clerk", "/", PHONE)
    page.click("#phai-nop >> text=Chuyên đề cháy, nổ")
    expect(page.locator("main")).to_contain_text("Chỉ tính vụ việc trên địa bàn xã.")
    expect(page.locator("#lay-sang")).to_contain_text("Biểu commune")
    page.click("text=Lấy các số đã đánh dấu")
    expect(page.locator(".note.success")).to_contain_text("Đã lấy sang 1 số")
    page.wait_for_load_state("networkidle")
    page.locator('[data-key="fires"]').fill("3")
    page.locator('[data-key="fires"]').press("Enter")
    expect(page.locator(".save-state")).to_have_attribute("data-state", "saved")
    page.click("text=Nộp biểu")
    expect(page.locator(".note.success")).to_contain_text("Đã nộp biểu")


# The other three looks are those of test_every_page.
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark")], ids=["phone-dark"])
def test_the_page_of_a_request_is_accessible_and_fits(
    size: tuple[int, int], scheme: str, open_page: Open, office: Office
) -> None:
    draft = a_draft(office)
    opened = an_open_one(office, title="Chuyên đề đã mở")
    page = open_page("officer", "/dot/yeu-cau/", size)
    page.emulate_media(color_scheme=scheme)
    wrong = []
    for address in ("", "moi/", f"{draft.pk}/?q=chay", f"{opened.pk}/"):
        page.goto(page.url.split("/dot/")[0] + f"/dot/yeu-cau/{address}")
        page.wait_for_load_state("networkidle")
        found = page.evaluate(
            f"async () => {{ {AXE}; return axe.run(document, {{runOnly: {RULES!r}}}); }}"
        )
        wrong += [
            (address, one["id"], one["nodes"][0]["html"][:160]) for one in found["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append((address, "scrolls sideways", ""))

    assert wrong == []
