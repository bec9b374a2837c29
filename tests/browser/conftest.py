"""A real Chromium against a live server; the tests are run by .ci/run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from web_cast import DESKTOP, PASSWORD, Office, an_office

CHROMIUM = os.environ.get("KENG_CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    # Playwright keeps an event loop in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if not Path(CHROMIUM).exists():
        pytest.fail(f"no Chromium at {CHROMIUM}; install it or set KENG_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def office(transactional_db: None) -> Office:
    """Units, people, a round; kept in the database where the server sees it."""
    del transactional_db
    return an_office()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, office: Office) -> Iterator[Callable[..., Page]]:
    """Sign somebody in and open an address; the console must stay silent."""
    del office
    contexts: list[Any] = []
    said: list[str] = []

    def opened(login: str, path: str, size: tuple[int, int] = DESKTOP) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="vi-VN"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda told: _note(said, told))
        page.goto(f"{live_server.url}/dang-nhap/?next={path}")
        page.fill("[name=login]", login)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_load_state()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def _note(said: list[str], told: Any) -> None:
    """Keep what the page complains of; a status that a test provokes is told by the browser too."""
    if told.type in ("error", "warning") and "Failed to load resource" not in told.text:
        said.append(told.text)
