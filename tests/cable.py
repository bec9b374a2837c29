"""The network between a browser and the server of the tests."""

from __future__ import annotations

import threading

from playwright.sync_api import Page


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
