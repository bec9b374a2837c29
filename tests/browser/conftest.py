"""A real Chromium against a live server; the tests are run by .ci/run."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from django.core.signals import request_finished, request_started
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from cable import Cable
from demo_site import Site, served_demo
from keng.access.actions import finish_tour
from keng.access.tours import Tour
from web_cast import DESKTOP, NOW, PASSWORD, Office, an_office

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A request that the browser gave up may end after its test, when the database is emptied."""
    late = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(late)


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


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo as a visitor gets it, made once for all tests that look at it."""
    with served_demo(tmp_path_factory.mktemp("visitor") / "demo") as site:
        yield site


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as an office has it: threads of the server wait for each other there.

    The usual one in memory is shared by all threads and answers "table is locked" at once.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "keng")
        # Nobody pulls the plug of a test: it need not wait for the disk.
        options = connection.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace(
            "synchronous=FULL", "synchronous=OFF"
        )


class _UnderWay:
    """How many requests the server of the tests works on; a browser may have given them up."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()
        request_started.connect(self._begun)
        request_finished.connect(self._done)

    def _begun(self, **_signal: object) -> None:
        self._add(1)

    def _done(self, **_signal: object) -> None:
        self._add(-1)

    def _add(self, more: int) -> None:
        with self._changed:
            self._count += more
            self._changed.notify_all()

    def wait(self) -> None:
        """Return when nothing is under way; fail where something hangs."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._count <= 0, timeout=20)


@pytest.fixture(scope="session")
def under_way() -> _UnderWay:
    """Counts from the first test on."""
    return _UnderWay()


@pytest.fixture
def cable(monkeypatch: pytest.MonkeyPatch) -> Cable:
    """The server hangs up on every request while the cable is out."""
    cable = Cable()
    parse = WSGIRequestHandler.parse_request

    def parse_request(handler: WSGIRequestHandler) -> bool:
        understood = parse(handler)
        if cable.out:
            handler.close_connection = True
        return understood and not cable.out

    monkeypatch.setattr(WSGIRequestHandler, "parse_request", parse_request)
    return cable


@pytest.fixture
def office(transactional_db: None, under_way: _UnderWay) -> Iterator[Office]:
    """Units, people, a round; kept in the database where the server sees it.

    The database is emptied afterwards, which must not meet a request that still reads it.
    """
    del transactional_db
    yield an_office()
    under_way.wait()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, office: Office) -> Iterator[Callable[..., Page]]:
    """Sign somebody in and open an address; the console must stay silent.

    The tour of the first sign-in was read already unless a test looks at it.
    """
    contexts: list[Any] = []
    said: list[str] = []

    def opened(
        login: str, path: str, size: tuple[int, int] = DESKTOP, *, tour: bool = False
    ) -> Page:
        for one in Tour if login in office.accounts and not tour else ():
            finish_tour(one.value, actor=office.actor(login), at=NOW)
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


# What a browser itself, or htmx, tells of a request that a test made fail.
PROVOKED = (
    "Failed to load resource",
    "An unknown error occurred when fetching the script",
    "Response Status Error Code 422",
)


def _note(said: list[str], told: Any) -> None:
    """Keep what the page complains of; the browser also tells of failures that a test provokes."""
    if told.type in ("error", "warning") and not any(one in told.text for one in PROVOKED):
        said.append(told.text)
