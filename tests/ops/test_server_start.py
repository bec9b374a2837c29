"""A server has loaded its pages before the first request, and leaves them alone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOADED = """
import gc, sys
import keng.config.wsgi
seen = {id(one) for one in gc.get_objects()}
print("keng.web.urls" in sys.modules, id(vars(sys.modules["keng.web.urls"])) in seen)
"""


def test_pages_are_loaded_and_out_of_the_collectors_sight(tmp_path: Path) -> None:
    environment = os.environ | {"KENG_DIR": str(tmp_path), "KENG_SECRET_KEY": "of a test"}

    asked = subprocess.run(
        [sys.executable, "-c", LOADED], env=environment, capture_output=True, text=True, check=True
    )

    assert asked.stdout.split() == ["True", "False"]
