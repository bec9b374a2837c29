"""The demo as a visitor gets it: made from nothing and served by `keng serve`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PASSWORD = "keng-demo-2026"
_SECONDS = 300


@dataclass(frozen=True)
class Site:
    """Where the demo is served."""

    url: str


@contextmanager
def served_demo(folder: Path) -> Iterator[Site]:
    """Make the demo in a folder, serve it, and stop the server afterwards.

    Where KENG_MADE_DEMO names a folder in which `keng demo` has just made one, a copy is served.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"KENG_DATABASE_URL", "KENG_DEBUG", "KENG_DIR"}
    }
    keng = [sys.executable, "-m", "keng.ops"]
    if found := os.environ.get("KENG_MADE_DEMO"):
        shutil.copytree(found, folder)
    else:
        made = [*keng, "demo", "--no-serve", "--dir", str(folder)]
        subprocess.run(made, env=environment, check=True, capture_output=True, timeout=_SECONDS)
    port = _free_port()
    serving = [*keng, "serve", "--dir", str(folder), "--port", str(port)]
    with subprocess.Popen(serving, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            site = Site(f"http://127.0.0.1:{port}")
            _wait_for(site)
            yield site
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(site: Site) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        try:
            with urlopen(f"{site.url}/dang-nhap/", timeout=5):  # noqa: S310 - our own server
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise TimeoutError(f"the demo does not answer at {site.url}")
