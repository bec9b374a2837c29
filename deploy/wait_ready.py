"""Wait until Keng on this machine says that people can work; exit 1 when it does not.

`wait_ready.py [SECONDS]`: how long to wait (90).
"""

from __future__ import annotations

import sys
import time
from http.client import HTTPConnection, HTTPException

SECONDS, PORT, READY = 90, 8000, 200


def is_ready() -> bool:
    """Whether /readyz answers well; a server that is not there yet is not ready."""
    try:
        asked = HTTPConnection("127.0.0.1", PORT, timeout=5)
        asked.request("GET", "/readyz", headers={"Host": "localhost"})
        return asked.getresponse().status == READY
    except (OSError, HTTPException):
        return False


if __name__ == "__main__":
    until = time.monotonic() + (int(sys.argv[1]) if sys.argv[1:] else SECONDS)
    while not (done := is_ready()) and time.monotonic() < until:
        time.sleep(1)
    sys.exit(0 if done else 1)
