"""Three old reports of one commune become three years of figures, compared in the table above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jobs_cast import worked_off
from keng.intake.models import ReadReport
from keng.reporting import actions
from keng.reporting.models import Submission
from keng.reporting.queries import figures_of
from reports_cast import NUMBERS, SECRET_PERSON, file_of
from web_cast import PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def confirm(page: Page, year: int) -> None:
    """From the queue to the figures; unit and period are as the text says, the form is chosen."""
    page.goto(page.url.split("/doc-bao-cao/")[0] + "/doc-bao-cao/")
    page.click(f"text=bc-{year}.txt")
    expect(page.locator("[name=unit]")).to_have_value("xã Một, huyện Bắc, tỉnh Đông")
    expect(page.locator("[name=period]")).to_have_value(str(year))
    expect(page.locator("[name=form]")).to_have_value("")
    page.select_option("[name=form]", "commune")
    page.click("text=Xác nhận, xem từng số")
    expect(page.locator("#deciding")).to_be_visible()
    page.wait_for_load_state()


def answer(page: Page, cell: str, words: str) -> None:
    """A question: the cell is found by its words without diacritics and chosen."""
    expect(page.locator("#cell")).to_have_value("")
    page.fill("#cell-filter", words)
    page.press("#cell-filter", "Enter")
    expect(page.locator("#cell")).to_have_value(cell)
    page.click("text=Nhận với ô và số ở trên")


def decide_all(page: Page, settled: int) -> None:
    """Four figures: two accepted by key, a question, one refused and then taken after all."""
    expect(page.locator(".read-figure[aria-current]")).to_contain_text("vụ việc")
    page.locator("body").press("Enter")
    expect(page.locator("#deciding-title")).to_have_text(f"{settled} vụ")
    page.wait_for_load_state()
    page.locator("body").press("Enter")
    expect(page.locator("#deciding-title")).to_contain_text("hộ")
    answer(page, "signed", "ho ky")
    expect(page.locator("[data-accept]")).to_be_visible()
    page.wait_for_load_state()
    page.locator("body").press("Delete")
    expect(page.locator("#deciding .state")).to_have_text("đã bỏ")
    expect(page.locator("#cell")).to_have_value("")
    page.select_option("#cell", "fires")
    page.click("text=Nhận với ô và số ở trên")
    expect(page.locator(".counts")).to_contain_text("4đã nhận")


def test_three_old_reports_become_three_years_of_figures(
    open_page: Open, office: Office, tmp_path: Path
) -> None:
    for year in NUMBERS:
        (tmp_path / f"bc-{year}.txt").write_bytes(file_of(year))
    page = open_page("clerk", "/")
    page.click("main a:has-text('Đọc báo cáo cũ')")
    page.click("text=Đọc thêm báo cáo")
    page.set_input_files("[name=reports]", [tmp_path / f"bc-{year}.txt" for year in NUMBERS])
    page.click("text=Đọc các tệp này")
    page.wait_for_url("**/viec/**")
    worked_off(at=datetime.now(tz=UTC))
    page.reload()
    page.click("text=Xem các báo cáo đã đọc")
    expect(page.locator("tbody tr")).to_have_count(3)

    for year in NUMBERS:
        confirm(page, year)
        assert SECRET_PERSON not in page.content()
        decide_all(page, NUMBERS[year][1])
        page.click("text=Đưa 4 số đã nhận vào biểu")
        expect(page.locator(".note.success")).to_contain_text("Đã đưa 4 ô vào biểu")
        expect(page.locator(".head .state")).to_have_text("Đã đưa vào biểu")

    base = page.url.split("/doc-bao-cao/")[0]
    latest = Submission.objects.get(unit_id=office.one, first="2023-01-01")
    page.goto(f"{base}/bieu/{latest.pk}/nhap/")
    page.click("#o-fires .open-cell")
    page.click("#cell-panel >> text=Xem chỗ đọc được trong báo cáo")
    expect(page.locator(".read-figure[aria-current]")).to_have_text("01 vụ")

    for year, numbers in NUMBERS.items():
        submission = Submission.objects.get(unit_id=office.one, first=f"{year}-01-01")
        stand = {str(key): one.value for key, one in figures_of(submission.pk).items()}
        assert stand == dict(zip(("cases", "settled", "fires", "signed"), numbers, strict=True))
        hand_in_and_accept(office, submission)
    assert set(ReadReport.objects.values_list("state", flat=True)) == {"entered"}

    officer = open_page("officer", "/")
    officer.goto(f"{base}/tong-hop/?unit=huyen+bac&period=2023&compare=on")
    row = officer.locator("#o-fires")
    expect(row).to_contain_text("1")
    cells = [cell.strip() for cell in row.locator("td").all_text_contents()]
    assert {"1", "2"} <= set(cells), cells  # this year 1 fire, the same period 2


def hand_in_and_accept(office: Office, submission: Submission) -> None:
    at = datetime.now(tz=UTC)
    actions.submit(submission.pk, actor=office.actor("clerk"), at=at)
    submission.refresh_from_db()
    officer = office.actor("officer")
    actions.accept(submission.pk, revision=submission.revision, actor=officer, at=at)


def test_on_a_phone_the_panes_stand_one_below_the_other(open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "bc-2022.txt").write_bytes(file_of(2022))
    page = open_page("clerk", "/doc-bao-cao/moi/", PHONE)
    page.set_input_files("[name=reports]", tmp_path / "bc-2022.txt")
    page.click("text=Đọc các tệp này")
    page.wait_for_url("**/viec/**")
    worked_off(at=datetime.now(tz=UTC))
    page.goto(page.url.split("/viec/")[0] + "/doc-bao-cao/")
    confirm(page, 2022)

    text = page.locator("#report-text").bounding_box()
    deciding = page.locator("#deciding").bounding_box()
    assert text is not None
    assert deciding is not None
    assert text["y"] + text["height"] < deciding["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.locator("body").press("j")
    expect(page.locator("#deciding-title")).to_have_text("10 vụ")
    page.locator("body").press("k")
    expect(page.locator("#deciding-title")).to_have_text("12 vụ việc")
