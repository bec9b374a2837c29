"""The officer's morning: who is late, return a cell, accept many, enter for others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from keng.kernel.actors import OPERATOR
from keng.reporting import actions
from keng.reporting.models import Return, Submission
from reporting_cast import cells
from web_cast import PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def handed_in(submission: Submission) -> None:
    at = datetime.now(tz=UTC) - timedelta(minutes=5)
    actions.enter(submission.pk, cells(fires=2, cases=9), actor=OPERATOR, at=at)
    actions.submit(submission.pk, actor=OPERATOR, at=at)


def test_the_morning_of_an_officer(open_page: Open, office: Office) -> None:
    handed_in(office.draft)
    page = open_page("officer", "/dot/bang/")

    late = page.locator("tr.unit", has_text="xã Hai").locator("td > a").first
    expect(late).to_contain_text("!")
    late.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("Biểu commune")
    expect(page.locator("#oddities")).to_contain_text("Không có số nào khác thường")
    page.locator("#o-fires .review-tick").focus()
    page.keyboard.press("Space")
    page.keyboard.type("thiếu vụ ngày 12/8")
    expect(page.locator("[data-ticked]")).to_contain_text("1 ô")
    page.locator("form[action$='/tra-lai/'] button").first.click()
    expect(page.locator(".note.success")).to_contain_text("Đã trả lại")
    assert [one.reason for one in Return.objects.get().reasons.all()] == ["thiếu vụ ngày 12/8"]


def test_many_are_accepted_in_one_act(open_page: Open, office: Office) -> None:
    for one in (office.draft, office.other_draft):
        handed_in(one)
    page = open_page("officer", f"/dot/{office.round_id}/")

    page.click("text=Tiếp nhận nhiều biểu")
    page.click("text=Tiếp nhận các biểu đã chọn")

    expect(page.locator("h1")).to_contain_text("Đã tiếp nhận 2 biểu")
    assert set(Submission.objects.values_list("state", flat=True)) == {"accepted"}


def test_a_block_from_a_spreadsheet_is_pasted_for_several_units(
    open_page: Open, office: Office
) -> None:
    page = open_page("officer", f"/dot/{office.round_id}/nhap-nhieu/")
    page.goto(f"{page.url}?key=fires&key=cases")
    first = page.locator("tbody input[data-digits]").first
    first.focus()
    first.evaluate(
        """(input) => {
          const data = new DataTransfer();
          data.setData("text/plain", "3\\t1\\n1.050\\t2\\n");
          input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
            cancelable: true}));
        }"""
    )
    expect(page.locator("[data-changed]")).to_contain_text("4 ô")
    page.click("text=Lưu các ô đã sửa")

    expect(page.locator(".note.success")).to_contain_text("Đã lưu 4 ô")
    expect(page.locator("tbody input[data-digits]").nth(2)).to_have_value("1.050")


@pytest.mark.parametrize(
    "path", ["/dot/bang/", "/dot/{0}/tiep-nhan/", "/dot/{0}/nhap-nhieu/", "/theo-doi/"]
)
def test_no_page_of_the_morning_scrolls_sideways_on_a_phone(
    path: str, open_page: Open, office: Office
) -> None:
    handed_in(office.draft)
    page = open_page("officer", path.format(office.round_id), PHONE)

    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
