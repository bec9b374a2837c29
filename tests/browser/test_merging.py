"""The administrator merges two communes, and the comparison across the merger stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.reporting import actions
from keng.reporting.models import Submission
from reporting_cast import cells
from web_cast import DESKTOP, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def report(submission: Submission, fires: int, office: Office) -> None:
    """The form filled in, handed in and taken over."""
    at = datetime.now(tz=UTC)
    actions.enter(submission.pk, cells(fires=fires), actor=OPERATOR, at=at)
    handed_in = actions.submit(submission.pk, actor=OPERATOR, at=at)
    actions.accept(submission.pk, revision=handed_in.revision, actor=office.actor("officer"), at=at)


def last_year(office: Office) -> None:
    """August 2023: two fires in xã Một, three in xã Hai."""
    made = actions.open_round(
        "commune",
        parse_period("2023-08"),
        owner_unit_id=office.north,
        due_on=date(2023, 9, 5),
        actor=OPERATOR,
        at=datetime.now(tz=UTC),
    )
    for unit, fires in ((office.one, 2), (office.two, 3)):
        report(Submission.objects.get(round=made, unit_id=unit), fires, office)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_two_communes_are_merged_and_compared_with_their_sum(
    size: tuple[int, int], open_page: Open, office: Office
) -> None:
    last_year(office)
    keeper = open_page("keeper", "/don-vi/thay-doi/", size)
    keeper.click("text=Các đơn vị nguyên vẹn nhập thành một đơn vị mới")
    units = keeper.locator("[name=units]")
    units.nth(0).press_sequentially("xa mot")
    expect(keeper.locator("#unit-hits option").first).to_have_attribute(
        "value", "xã Một, huyện Bắc, tỉnh Đông"
    )
    units.nth(0).fill("xã Một, huyện Bắc, tỉnh Đông")
    units.nth(1).fill("xã Hai, huyện Bắc, tỉnh Đông")
    # The search has answered: the database of the tests is one that readers and writers share.
    expect(keeper.locator("#unit-hits option").first).to_have_attribute(
        "value", "xã Hai, huyện Bắc, tỉnh Đông"
    )
    keeper.wait_for_load_state("networkidle")
    keeper.fill("[name=into]", "xã Một Hai")
    keeper.fill("[name=on]", "2024-08-15")
    keeper.fill("[name=basis]", "Nghị quyết 12/NQ-HĐND")
    keeper.click("button[value=look]")
    told = keeper.locator(".foresight")
    expect(told).to_contain_text("so với tổng của: xã Một; xã Hai")
    expect(told).to_contain_text("chuyển cho xã Một Hai bằng biểu mới")
    assert keeper.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keeper.click("button[value=confirm]")
    expect(keeper.locator(".note.success")).to_contain_text("Đã ghi thay đổi")

    officer = open_page("officer", f"/dot/{office.round_id}/", size)
    officer.locator("form[action$='/chuyen-bieu/'] button").click()
    expect(officer.locator(".note.success")).to_contain_text("Đã chuyển")
    merged = Submission.objects.exclude(unit_id__in=[office.one, office.two]).get()
    report(merged, 9, office)

    officer.goto(
        f"{officer.url.split('/dot/')[0]}/tong-hop/?unit=xã+Một+Hai&period=2024-08&compare=on"
    )
    expect(officer.locator("#o-fires")).to_contain_text("9")
    expect(officer.locator("#o-fires")).to_contain_text("5")
    expect(officer.locator("#o-fires")).to_contain_text("+4")
