"""Every page, in light and dark, on a desk and on a phone.

Axe finds nothing, nothing overflows, nothing is asked of another site, no policy is broken.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from keng.reporting import actions
from pages_cast import PAGES, an_office_with_papers, keywords
from reporting_cast import cells
from web_cast import DESKTOP, PHONE, Office

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
"""All that another scheme can break."""
LOOKS = [("desk", DESKTOP), ("phone", PHONE)]
LOGINS = sorted({login for login, _, _ in PAGES.values()})


@pytest.fixture
def office(transactional_db: None) -> Office:
    """The office, with a programme out of which papers can be drafted."""
    del transactional_db
    return an_office_with_papers()


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login or "nobody")
@pytest.mark.parametrize(("look", "size"), LOOKS, ids=[look for look, _ in LOOKS])
def test_every_page_is_accessible_and_fits(
    look: str,
    size: tuple[int, int],
    login: str,
    chromium: Browser,
    live_server: Any,
    office: Office,
) -> None:
    at = datetime.now(tz=UTC)
    typed = cells(cases=3, settled=4, fires=2)  # one finding that blocks, so that it is looked at
    actions.enter(office.draft.pk, typed, actor=office.actor("clerk"), at=at)
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="light",
        reduced_motion="reduce",  # colours change at once
        locale="vi-VN",
    )
    _sign_in(context, office, login, live_server.url)

    page = context.new_page()
    asked, told = _listened(page)
    wrong = [
        f"{name}: {fault}"
        for name, address in _addresses(office, login)
        for fault in _faults(
            page, live_server.url + address, f"{name}-{look}", has_dark=look == "desk"
        )
    ]
    context.close()

    own = urlsplit(live_server.url).netloc
    assert wrong == []
    assert asked
    assert [one for one in asked if _leaves(one, own)] == []
    assert [one for one in told if "Content Security Policy" in one] == []


def _listened(page: Page) -> tuple[list[str], list[str]]:
    """What the page will ask for and what its console will say, from now on."""
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: told.append(line.text))
    return asked, told


def _addresses(office: Office, login: str) -> Iterator[tuple[str, str]]:
    known = keywords(office)
    for name, (who, wanted, query) in PAGES.items():
        if who == login:
            kwargs = {one: known[one] for one in wanted}
            asked = f"?{query.format(**known)}" if query else ""
            yield name, reverse(f"web:{name}", kwargs=kwargs) + asked


def _leaves(address: str, own: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme not in {"data", "blob"} and parts.netloc != own


def _sign_in(context: BrowserContext, office: Office, login: str, url: str) -> None:
    if login:
        session = office.browser(login).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])


def _faults(page: Page, address: str, shot: str, *, has_dark: bool) -> Iterator[str]:
    """What is wrong: no page, what axe finds, a sideways scroll, colours in the dark."""
    response = page.goto(address)
    _settle(page)
    if response is None or response.status != 200:
        yield f"status {response.status if response else 'none'}"
    yield from _found(page, RULES)
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield "scrolls sideways"
    if folder := os.environ.get("KENG_SHOTS"):
        page.screenshot(path=Path(folder) / f"{shot}.png", full_page=True)
    if has_dark:
        page.emulate_media(color_scheme="dark")
        yield from (f"dark: {fault}" for fault in _found(page, COLOURS))
        page.emulate_media(color_scheme="light")


def _settle(page: Page) -> None:
    """Until what the page fetches by itself has come; quicker than half a second of silence."""
    page.wait_for_timeout(50)
    page.wait_for_function("() => !document.querySelector('.htmx-request')")


def _found(page: Page, rules: dict[str, list[str]]) -> Iterator[str]:
    found = page.evaluate(f"async () => {{ {AXE}; return axe.run(document, {rules!r}); }}")
    for rule, hits in groupby(found["violations"], key=lambda one: one["id"]):
        for hit in hits:
            yield f"{rule}: {hit['help']}: {[node['html'][:160] for node in hit['nodes'][:3]]}"
