"""The audit of libraries: a known hole fails, a service that is away is told and fails nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.any_engine


def audited(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools/audit_parts.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@contextmanager
def a_service(concerned: str) -> Iterator[str]:
    """A service that knows one advisory, against every version of one library."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            results = [
                {"vulns": [{"id": "X-1"}]} if one["package"]["name"] == concerned else {}
                for one in asked
            ]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"results": results}).encode())

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_known_hole_in_a_pinned_library_fails_the_gate() -> None:
    with a_service("django") as service:
        told = audited("--service", service)
    with a_service("something-else") as service:
        clean = audited("--service", service)

    assert told.returncode == 1
    assert "django " in told.stderr
    assert "X-1" in told.stderr
    assert (clean.returncode, clean.stderr) == (0, "")


def test_without_the_service_it_says_that_nothing_was_checked() -> None:
    nobody = ("--service", "http://127.0.0.1:9/")

    assert audited(*nobody).returncode == 0
    assert "NOTHING WAS CHECKED" in audited(*nobody).stderr
    assert audited(*nobody, "--required").returncode == 2
