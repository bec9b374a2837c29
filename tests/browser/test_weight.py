"""What a visit costs on a slow network: bytes over the wire from the real server."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from demo_site import PASSWORD, Site
from web_cast import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

FIRST_VISIT = 180_000
LATER_PAGE = 40_000


class Scale:
    """Adds up what the browser receives, headers included, as it was sent (compressed)."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.total = 0
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.total += int(event["encodedDataLength"])

    def since(self, before: int) -> int:
        return self.total - before


def test_a_first_visit_and_later_pages_stay_light(chromium: Browser, demo: Site) -> None:
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    scale = Scale(context, page)

    page.goto(f"{demo.url}/dang-nhap/")
    page.fill("[name=login]", "tuky")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_load_state("networkidle")
    first = scale.total
    weights = {}
    for path in ("/dot/", "/don-vi/?q=tu+ky", "/bao-cao/", "/", "/mat-khau/"):
        before = scale.total
        page.goto(demo.url + path)
        page.wait_for_load_state("networkidle")
        weights[path] = scale.since(before)
    context.close()

    assert 10_000 < first <= FIRST_VISIT
    assert {path: weight for path, weight in weights.items() if weight > LATER_PAGE} == {}
    assert min(weights.values()) > 0


def test_no_page_asks_another_site_for_anything(chromium: Browser, demo: Site) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{demo.url}/dang-nhap/?next=/")
    page.fill("[name=login]", "tinh")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_load_state("networkidle")
    page.goto(f"{demo.url}/tong-hop/")
    context.close()

    assert asked
    assert [url for url in asked if not url.startswith((demo.url, "data:"))] == []
