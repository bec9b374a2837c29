"""The grid without a network: nothing is lost, nobody sees what another person typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from cable import Cable
from keng.access.models import Grant
from keng.kernel.figures import CellKey
from keng.reporting import actions, queries
from keng.reporting.models import Mutation
from reporting_cast import cells
from web_cast import NOW, PASSWORD, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
KEPT_PAGES_ARE = """async (wanted) =>
    (await (await caches.open("keng-pages")).keys()).length === wanted"""
KEPT = "() => caches.open('keng-pages').then((c) => c.keys()).then((k) => k.length)"


def cell(page: Page, key: str) -> Locator:
    return page.locator(f'.cell-input[data-key="{key}"]')


def box(page: Page, key: str) -> Locator:
    return cell(page, key).locator("xpath=..")


def value(office: Office, key: str) -> int | None:
    figure = queries.figures_of(office.draft.pk).get(CellKey(key))
    return figure.value if figure else None


def kept_grid(open_page: Open, office: Office, login: str = "clerk") -> Page:
    """The grid of a clerk, opened as often as it takes until the browser keeps its page."""
    page = open_page(login, f"/bieu/{office.draft.pk}/nhap/")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.reload()
    page.wait_for_function(
        "() => caches.open('keng-pages').then((c) => c.keys()).then((k) => k.length === 2)"
    )
    return page


def type_offline(cable: Cable, page: Page, **values: str) -> None:
    cable.pull(page)
    for key, text in values.items():
        cell(page, key).fill(text)
        cell(page, key).blur()
    expect(page.locator(".save-state")).to_have_attribute("data-state", "waiting")


def test_what_was_typed_without_a_network_outlives_a_reload_and_a_closed_tab(
    open_page: Open, office: Office, cable: Cable
) -> None:
    page = kept_grid(open_page, office)
    type_offline(cable, page, cases="4", fires="1")
    expect(box(page, "fires")).to_have_attribute("data-state", "waiting")
    expect(box(page, "fires")).to_contain_text("Kiểm tra khi có mạng")

    page.reload()
    expect(cell(page, "cases")).to_have_value("4")
    expect(box(page, "cases")).to_have_attribute("data-state", "waiting")
    expect(page.locator("[data-kept-note]")).to_contain_text("Đang xem bản giữ trên máy")
    assert (value(office, "cases"), value(office, "fires")) == (None, None)
    other = page.context.new_page()
    page.close()
    other.goto(page.url)
    expect(cell(other, "fires")).to_have_value("1")

    cable.plug_in(other)
    expect(box(other, "fires")).to_have_attribute("data-state", "saved", timeout=30_000)
    expect(other.locator("[data-kept-note]")).to_be_hidden()
    assert (value(office, "cases"), value(office, "fires")) == (4, 1)


def test_a_refused_text_and_its_reason_are_there_after_a_reload(
    open_page: Open, office: Office
) -> None:
    page = open_page("clerk", f"/bieu/{office.draft.pk}/nhap/")
    cell(page, "cases").fill("12 vụ")
    cell(page, "cases").blur()
    expect(page.locator(".cell-message")).to_contain_text("không phải là số")

    page.reload()

    expect(cell(page, "cases")).to_have_value("12 vụ")
    expect(page.locator(".cell-message")).to_contain_text("“12 vụ” không phải là số")
    expect(page.locator(".save-state")).to_have_attribute("data-state", "refused")
    cell(page, "cases").press("Escape")
    expect(page.locator(".cell-message")).to_have_count(0)
    page.reload()
    expect(cell(page, "cases")).to_have_value("")


def test_what_another_person_saved_meanwhile_is_shown_and_never_overwritten(
    open_page: Open, office: Office, cable: Cable
) -> None:
    page = kept_grid(open_page, office)
    type_offline(cable, page, fires="9", cases="2")
    actions.enter(
        office.draft.pk, cells(fires=7), actor=office.actor("leader"), at=datetime.now(tz=UTC)
    )
    page.reload()

    cable.plug_in(page)

    message = page.locator(".cell-message", has_text="Bạn nhập 9")
    expect(message).to_contain_text("đã lưu 7", timeout=30_000)
    expect(box(page, "cases")).to_have_attribute("data-state", "saved")
    assert (value(office, "fires"), value(office, "cases")) == (7, 2)
    page.reload()
    expect(message).to_contain_text("đã lưu 7")
    page.click("text=Lấy số đã lưu")
    expect(cell(page, "fires")).to_have_value("7")
    page.reload()
    expect(box(page, "fires")).to_have_attribute("data-state", "saved")
    expect(page.locator(".cell-message")).to_have_count(0)


def test_a_batch_whose_answer_was_lost_is_saved_once(open_page: Open, office: Office) -> None:
    page = open_page("clerk", f"/bieu/{office.draft.pk}/nhap/")
    page.wait_for_load_state("networkidle")
    lost: list[Any] = []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.post_data_json["mutation"])
        route.fetch()  # the server saves it, the browser never hears of it
        route.abort()

    page.route("**/o/", lose)
    cell(page, "fires").fill("5")
    cell(page, "fires").blur()

    expect(box(page, "fires")).to_have_attribute("data-state", "saved", timeout=15_000)
    assert len(queries.history_of(office.draft.pk, CellKey("fires"))) == 1
    assert list(Mutation.objects.values_list("mutation", flat=True)) == lost


def test_who_signs_out_is_asked_first_and_leaves_nothing_behind(
    open_page: Open, office: Office, cable: Cable
) -> None:
    page = kept_grid(open_page, office)
    type_offline(cable, page, fires="9")
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.message)
        if len(asked) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    page.on("dialog", answer)
    page.click(".who summary")
    page.click("text=Đăng xuất")
    expect(cell(page, "fires")).to_have_value("9")
    page.click("text=Đăng xuất")
    expect(page.locator("main")).to_contain_text("Đã xóa những gì giữ trên máy này")

    assert "còn 1 ô chưa gửi được" in asked[0]
    assert page.evaluate(KEPT) == 0
    page.goto(f"{page.url}", wait_until="commit")
    expect(page.locator("body")).to_contain_text("chưa được giữ trên máy")
    cable.plug_in(page)
    page.goto(page.url.split("/bieu")[0])
    expect(page.locator("[name=login]")).to_be_visible()  # the server has learnt of it too
    expect(page.locator("[data-others-waiting]")).to_be_hidden()
    assert value(office, "fires") is None


def test_the_next_person_at_the_machine_finds_nothing_of_the_one_before(
    open_page: Open, office: Office, cable: Cable
) -> None:
    page = kept_grid(open_page, office)
    root = page.url.split("/bieu")[0]
    type_offline(cable, page, fires="9")
    page.context.clear_cookies()
    page.goto("about:blank")
    cable.plug_in(page)

    page.goto(f"{root}/dang-nhap/")
    expect(page.locator("[data-others-waiting]")).to_contain_text("còn 1 ô chưa gửi")
    page.fill("[name=login]", "leader")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_load_state("networkidle")
    page.goto(f"{root}/bieu/{office.draft.pk}/nhap/")

    expect(cell(page, "fires")).to_have_value("")
    page.wait_for_timeout(1500)
    assert value(office, "fires") is None
    rows = page.evaluate(
        """() => new Promise((done) => {
            const asked = indexedDB.open("keng", 1);
            asked.onsuccess = () => {
                const all = asked.result.transaction("cells").objectStore("cells").getAll();
                all.onsuccess = () => done(all.result.length);
            };
        })"""
    )
    assert rows == 0


def test_values_wait_for_who_typed_them_when_the_session_has_ended(
    open_page: Open, office: Office
) -> None:
    page = open_page("clerk", f"/bieu/{office.draft.pk}/nhap/")
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()
    cell(page, "fires").fill("6")
    cell(page, "fires").blur()
    expect(page.locator(".save-state")).to_have_attribute("data-state", "signed_out")

    page.click("text=Đăng nhập lại")
    page.fill("[name=login]", "clerk")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")

    expect(box(page, "fires")).to_have_attribute("data-state", "saved", timeout=15_000)
    assert value(office, "fires") == 6


def test_a_page_is_gone_from_the_machine_once_its_session_or_its_duty_is_over(
    open_page: Open, office: Office, cable: Cable
) -> None:
    page = kept_grid(open_page, office)
    grid = page.url
    Grant.objects.filter(account=office.accounts["clerk"]).update(valid_until=NOW.date())

    page.goto(grid)
    page.wait_for_function(KEPT_PAGES_ARE, arg=1)  # only whose they were
    cable.pull(page)
    page.goto(grid, wait_until="commit")
    expect(page.locator("body")).to_contain_text("chưa được giữ trên máy")
    cable.plug_in(page)

    Grant.objects.filter(account=office.accounts["clerk"]).update(valid_until=None)
    page.goto(grid)
    page.wait_for_function(KEPT_PAGES_ARE, arg=2)
    page.context.clear_cookies()
    page.goto(grid.split("/bieu")[0])
    expect(page.locator("[name=login]")).to_be_visible()
    page.wait_for_function(KEPT_PAGES_ARE, arg=0)
    cable.pull(page)
    page.goto(grid, wait_until="commit")
    expect(page.locator("body")).to_contain_text("chưa được giữ trên máy")
