"""Charts in a real browser: drawn without a word on the console, in both lights, at both widths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from keng.kernel.actors import OPERATOR
from keng.reporting import actions
from reporting_cast import cells
from web_cast import DESKTOP, NOW, PHONE, Office

pytestmark = pytest.mark.browser
ADDRESS = (
    "/so-lieu/%3Funit=huyen+bac%26period=2024-08%26ind=fires%26ind=cases"
    "%26below=children%26rows=units%26cols=periods%26back=2%26chart="
)


@pytest.fixture
def accepted(office: Office) -> Office:
    given = ((office.draft, cells(cases=9, fires=2)), (office.other_draft, cells(cases=4, fires=7)))
    for draft, values in given:
        actions.enter(draft.pk, values, actor=OPERATOR, at=NOW)
        handed_in = actions.submit(draft.pk, actor=OPERATOR, at=NOW)
        actions.accept(handed_in.pk, revision=handed_in.revision, actor=OPERATOR, at=NOW)
    return office


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("kind", ["trend", "ranking", "same", "distribution"])
def test_a_chart_is_drawn_beside_its_table(
    kind: str, size: tuple[int, int], accepted: Office, open_page: Callable[..., Page]
) -> None:
    del accepted
    page = open_page("officer", ADDRESS + kind, size)

    picture = page.locator(".picture .chart svg")
    expect(picture).to_be_visible()
    assert (
        page.locator(".picture .chart[role=img][aria-label]").count() == 1
    )  # ECharts tells it in words
    assert page.locator(".picture table tbody tr").count() >= 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_chart_follows_the_light_and_is_taken_along_as_a_picture(
    accepted: Office, open_page: Callable[..., Page]
) -> None:
    del accepted
    page = open_page("officer", ADDRESS + "same")
    page.locator(".picture .chart svg").wait_for()
    before = page.locator(".picture .chart svg").inner_html()

    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    expect(page.locator(".picture .chart svg")).not_to_have_js_property("innerHTML", before)

    with page.expect_download() as download:
        page.click("[data-chart-png]")
    assert download.value.suggested_filename == "bieu-do.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_indicators_are_found_without_diacritics_and_by_the_keyboard(
    accepted: Office, open_page: Callable[..., Page]
) -> None:
    del accepted
    page = open_page("officer", ADDRESS + "none")
    page.click("[data-pick] > summary")

    page.fill("#pick-find", "vu chay")

    shown = page.locator("[data-pick] [data-find]:not(.not-found)")
    expect(shown).to_have_count(1)
    page.press("#pick-find", "Enter")
    expect(shown.locator("input")).not_to_be_checked()  # it was chosen: Enter took it out again


def test_the_consolidated_table_has_its_lines_and_follows_the_keyboard(
    accepted: Office, open_page: Callable[..., Page]
) -> None:
    del accepted
    page = open_page("officer", "/tong-hop/")
    first = page.locator("table[data-keys] td.number a[id]").first
    first.focus()

    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") != first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.locator("#drill")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "id_q"
