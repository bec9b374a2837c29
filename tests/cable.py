"""The network between a browser and the server of the tests."""

from __future__ import annotations

import threading

from playwright.sync_api import Page, Route


class Cable:
    """What lies between the browser and the server of the tests; it can be pulled out.

    Chromium's own "offline" lets a request of a fresh document or of the service worker through
    now and then, so the server hangs up as well: nothing can arrive.
    """

    def __init__(self) -> None:
        self._pulled = threading.Event()

    def pull(self, page: Page) -> None:
        """No network from here on."""
        self._pulled.set()
        page.context.set_offline(True)

    def plug_in(self, page: Page) -> None:
        """The network is back."""
        self._pulled.clear()
        page.context.set_offline(False)

    @property
    def out(self) -> bool:
        """Whether nothing gets through."""
        return self._pulled.is_set()


def hold(page: Page, address: str) -> list[Route]:
    """Keep requests to an address waiting; they are collected in the list that is returned."""
    waiting: list[Route] = []

    def keep(route: Route) -> None:
        waiting.append(route)

    page.route(address, keep)
    return waiting
