"""The clerk's grid in a real browser: typing, keys, pasting, undoing, findings, conflicts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from cable import Cable, hold
from keng.kernel.figures import CellKey
from keng.reporting import actions, queries
from reporting_cast import cells
from web_cast import Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def cell(page: Page, key: str) -> Locator:
    return page.locator(f'.cell-input[data-key="{key}"]')


def state(page: Page, key: str) -> str:
    return str(cell(page, key).locator("xpath=..").get_attribute("data-state"))


def saved(page: Page) -> None:
    expect(page.locator(".save-state")).to_have_attribute("data-state", "saved")


def value(office: Office, key: str) -> int | None:
    figure = queries.figures_of(office.draft.pk).get(CellKey(key))
    return figure.value if figure else None


def grid(open_page: Open, office: Office, login: str = "clerk") -> Page:
    return open_page(login, f"/bieu/{office.draft.pk}/nhap/")


def paste(page: Page, key: str, text: str) -> None:
    cell(page, key).evaluate(
        """(input, text) => {
            input.focus();
            const data = new DataTransfer();
            data.setData("text/plain", text);
            input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
                                                             cancelable: true}));
        }""",
        text,
    )


def test_enter_saves_the_cell_and_goes_down(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)

    cell(page, "cases").click()
    page.keyboard.type("1050")
    page.keyboard.press("Enter")
    page.keyboard.type("05")
    page.keyboard.press("ArrowUp")
    saved(page)

    expect(cell(page, "cases")).to_have_value("1.050")
    expect(cell(page, "cases")).to_be_focused()
    assert (value(office, "cases"), value(office, "settled")) == (1050, 5)
    expect(page.locator(".grid-progress [data-words]")).to_contain_text("2/")


def test_findings_appear_beside_the_cell_and_go_when_it_is_mended(
    open_page: Open, office: Office
) -> None:
    page = grid(open_page, office)

    cell(page, "cases").fill("3")
    cell(page, "settled").fill("4")
    cell(page, "settled").blur()
    finding = page.locator(".cell-finding.block")
    expect(finding).to_contain_text("Phải sửa: Đã xử lý 4 vụ, nhiều hơn 3 vụ.")

    cell(page, "settled").fill("2")
    cell(page, "settled").blur()
    expect(finding).to_have_count(0)


def test_a_wrong_number_stays_with_its_reason_and_is_not_sent(
    open_page: Open, office: Office
) -> None:
    page = grid(open_page, office)

    cell(page, "cases").fill("12 vụ")
    cell(page, "cases").blur()

    expect(page.locator(".cell-message")).to_contain_text("“12 vụ” không phải là số")
    expect(page.locator(".save-state")).to_have_attribute("data-state", "refused")
    page.click("text=Nộp biểu")
    expect(page.locator(".grid-says")).to_contain_text("Còn ô chưa lưu được")
    assert value(office, "cases") is None


def test_a_block_from_excel_fills_downwards(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)

    paste(page, "cases", "1\tVụ việc\t12\r\n2\tĐã xử lý\t1.000\r\n3\tCòn tồn\t\r\n")
    saved(page)

    expect(cell(page, "cases")).to_have_value("12")
    expect(cell(page, "settled")).to_have_value("1.000")
    expect(page.locator(".grid-says")).to_contain_text("Đã dán 2 ô. 1 ô trống")
    assert (value(office, "cases"), value(office, "settled")) == (12, 1000)


def test_one_bad_cell_of_a_block_does_not_hold_the_others_back(
    open_page: Open, office: Office
) -> None:
    page = grid(open_page, office)

    paste(page, "cases", "7\nba\n2")
    expect(page.locator(".cell-message")).to_contain_text("“ba” không phải là số")
    page.wait_for_function(
        "() => document.querySelector('[data-key=pending]').dataset.revision === '1'"
    )

    assert (value(office, "cases"), value(office, "settled"), value(office, "pending")) == (
        7,
        None,
        2,
    )


def test_the_last_change_is_taken_back(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)
    cell(page, "fires").fill("3")
    cell(page, "fires").blur()
    saved(page)
    cell(page, "fires").fill("8")
    cell(page, "fires").press("Enter")
    page.wait_for_function(
        "() => document.querySelector('[data-key=fires]').dataset.revision === '2'"
    )

    cell(page, "fires").press("Control+z")
    page.wait_for_function(
        "() => document.querySelector('[data-key=fires]').dataset.revision === '3'"
    )

    expect(cell(page, "fires")).to_have_value("3")
    assert value(office, "fires") == 3


def test_a_conflict_shows_both_values_and_waits_for_a_choice(
    open_page: Open, office: Office
) -> None:
    page = grid(open_page, office)
    at = datetime.now(tz=UTC)
    actions.enter(office.draft.pk, cells(fires=7), actor=office.actor("leader"), at=at)

    cell(page, "fires").fill("9")
    cell(page, "fires").blur()
    message = page.locator(".cell-message")
    expect(message).to_contain_text("Bạn nhập 9, nhưng Người leader")
    expect(message).to_contain_text("đã lưu 7")
    assert value(office, "fires") == 7

    page.click("text=Giữ số của tôi")
    expect(message).to_have_count(0)
    saved(page)
    assert value(office, "fires") == 9


def test_typing_goes_on_while_the_network_is_away(
    open_page: Open, office: Office, cable: Cable
) -> None:
    page = grid(open_page, office)
    cable.pull(page)

    cell(page, "cases").fill("4")
    cell(page, "fires").fill("1")
    cell(page, "fires").blur()
    expect(page.locator(".save-state")).to_have_attribute("data-state", "waiting")
    expect(page.locator(".save-state")).to_contain_text("2 ô")

    cable.plug_in(page)
    saved(page)
    assert (value(office, "cases"), value(office, "fires")) == (4, 1)


def test_a_warning_is_explained_from_the_keyboard(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)
    cell(page, "cases").fill("1")
    cell(page, "offenders").fill("9")
    cell(page, "offenders").blur()
    saved(page)

    cell(page, "offenders").press("F2")
    reason = page.locator("#cell-panel textarea[name=reason]")
    reason.fill("Vụ đánh bạc lớn")
    page.locator("#cell-panel").get_by_role("button", name="Giải trình cảnh báo").press("Enter")

    expect(page.locator("#cell-panel")).to_contain_text("Đã giải trình")
    expect(page.locator(".cell-finding.accepted")).to_contain_text("Vụ đánh bạc lớn")
    page.keyboard.press("Escape")
    expect(page.locator("#cell-panel")).to_be_hidden()


def test_the_note_of_a_cell_is_kept_in_its_panel(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)
    cell(page, "fires").fill("2")
    cell(page, "fires").press("Enter")
    saved(page)

    cell(page, "fires").press("F2")
    page.select_option("#cell-status", "estimated")
    page.fill("#cell-note", "chờ kết luận")
    page.click("#cell-panel >> text=Lưu ghi chú")

    expect(page.locator("#o-fires .status-word")).to_have_text("ước")
    cell(page, "fires").fill("3")
    cell(page, "fires").press("Enter")
    saved(page)
    figure = queries.figures_of(office.draft.pk)[CellKey("fires")]
    assert (figure.value, figure.status, figure.note) == (3, "estimated", "chờ kết luận")


def test_the_numbers_of_the_script_are_those_of_the_server(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)
    texts = ["5", "05", "1.234", "1.234,5", "12,50", "-3", "1.23", "1,234.5", "12 vụ", "", "0"]

    read = page.evaluate(
        """async (texts) => {
            const {read, write} = await import("/static/keng/numbers.js");
            return texts.map((text) => {
                const found = read(text, 2);
                return "problem" in found ? found.problem : write(found.scaled, 2);
            });
        }""",
        texts,
    )

    assert read == [
        "5,00",
        "5,00",
        "1.234,00",
        "1.234,50",
        "12,50",
        "-3,00",
        "not_a_number",
        "not_a_number",
        "not_a_number",
        "",
        "0,00",
    ]


def test_what_is_typed_before_the_script_has_come_is_saved_too(
    open_page: Open, office: Office
) -> None:
    page = open_page("clerk", "/")
    waiting = hold(page, "**/keng/grid*.js")  # a slow network
    page.goto(page.url.rstrip("/") + f"/bieu/{office.draft.pk}/nhap/", wait_until="commit")
    cell(page, "cases").fill("9")
    cell(page, "fires").fill("2")
    page.locator("h1").click()

    for route in waiting:
        route.continue_()

    expect(cell(page, "fires").locator("xpath=..")).to_have_attribute("data-state", "saved")
    assert (value(office, "cases"), value(office, "fires")) == (9, 2)


def test_submit_waits_for_the_last_cell_and_goes_on_by_itself(
    open_page: Open, office: Office
) -> None:
    page = grid(open_page, office)
    page.wait_for_load_state("networkidle")
    hold(page, "**/o/")
    cell(page, "cases").fill("9")
    cell(page, "fires").fill("2")
    page.click("text=Nộp biểu")
    expect(page.locator(".grid-says")).to_contain_text("tự làm tiếp")

    page.unroute("**/o/")  # what was held goes on, what follows is not held

    expect(page.locator(".note.success")).to_contain_text("Đã nộp biểu")
    assert value(office, "fires") == 2


def test_what_was_taken_back_is_done_again(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)
    cell(page, "fires").fill("3")
    cell(page, "fires").press("Enter")
    saved(page)

    page.keyboard.press("Control+z")
    expect(cell(page, "fires")).to_have_value("")
    saved(page)
    page.keyboard.press("Control+y")
    expect(cell(page, "fires")).to_have_value("3")
    page.wait_for_function(
        "() => document.querySelector('[data-key=fires]').dataset.revision === '3'"
    )

    assert value(office, "fires") == 3


def test_a_pasted_text_that_is_no_number_is_refused_with_its_reason(
    open_page: Open, office: Office
) -> None:
    page = grid(open_page, office)

    paste(page, "cases", "A\t12 vụ\nB\t1.234,5\nC\t7\n")

    expect(page.locator("#m-o-cases")).to_contain_text("“12 vụ” không phải là số")
    expect(page.locator("#m-o-settled")).to_contain_text("nhiều hơn 0 chữ số thập phân")
    expect(page.locator(".grid-says")).to_contain_text("Đã dán 1 ô. 2 ô không phải là số")
    expect(cell(page, "pending").locator("xpath=..")).to_have_attribute("data-state", "saved")
    assert value(office, "pending") == 7


def test_nothing_occurred_is_one_act_and_is_taken_back_as_one(
    open_page: Open, office: Office
) -> None:
    page = grid(open_page, office)
    group = page.locator("#nhom-fire")

    group.get_by_role("button", name="Không phát sinh").click()
    expect(cell(page, "fires")).to_have_value("0")
    expect(group).to_contain_text("Đã khai: không phát sinh")
    expect(page.locator(".grid-says")).to_contain_text("Hoàn tác")
    assert (value(office, "fires"), value(office, "damage")) == (0, 0)

    page.click("[data-undo]")
    expect(cell(page, "fires")).to_have_value("")
    expect(group).not_to_contain_text("Đã khai")
    expect(group.get_by_role("button", name="Không phát sinh")).to_be_visible()
    saved(page)
    assert (value(office, "fires"), value(office, "damage")) == (None, None)


def test_a_warning_is_explained_beside_its_cell(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)
    cell(page, "cases").fill("1")
    cell(page, "offenders").fill("9")
    cell(page, "offenders").blur()
    row = page.locator("#o-offenders")

    row.get_by_role("button", name="Giải trình").click()
    page.click("text=Lưu giải trình")
    expect(row.locator(".field-wrong")).to_contain_text("Hãy ghi lý do")
    row.locator("textarea").fill("Vụ đánh bạc lớn")
    row.locator("textarea").press("Control+Enter")

    expect(row.locator(".cell-finding.accepted")).to_contain_text("Vụ đánh bạc lớn")
    found = queries.findings_of(office.draft.pk)
    assert [one.explanation.reason for one in found if one.explanation] == ["Vụ đánh bạc lớn"]


def test_what_is_missing_is_listed_and_leads_to_its_cell(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)
    cell(page, "cases").fill("3")
    cell(page, "settled").fill("4")
    cell(page, "settled").blur()
    saved(page)

    page.click("text=Xem từng ô còn thiếu")
    lines = page.locator(".missing-list li")
    expect(lines.first).to_contain_text("Phải sửa: Đã xử lý 4 vụ")
    expect(page.locator(".missing-list")).not_to_contain_text("ô trống: Vụ việc đã xử lý")
    lines.filter(has_text="Vụ cháy").first.get_by_role("link").click()

    expect(cell(page, "fires")).to_be_focused()


def test_the_keys_are_shown_on_a_question_mark(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)
    cell(page, "fires").focus()

    page.keyboard.type("?")

    expect(page.locator("#grid-keys")).to_contain_text("Hoàn tác / làm lại")
    page.keyboard.press("Escape")
    expect(page.locator("#grid-keys")).to_be_hidden()
    expect(cell(page, "fires")).to_have_value("")


def test_the_panel_tells_the_rules_of_a_cell(open_page: Open, office: Office) -> None:
    page = grid(open_page, office)

    cell(page, "settled").press("F2")

    panel = page.locator("#cell-panel")
    expect(panel).to_contain_text("Quy tắc của ô")
    expect(panel).to_contain_text("Phải sửa: Xử lý không quá phát sinh")
