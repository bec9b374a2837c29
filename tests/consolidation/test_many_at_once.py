"""Readers and writers at the same time, each a process of its own, on a database of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RUN = "import django, sys; django.setup(); import busy_office; "
RUN += "sys.exit(busy_office.main(*sys.argv[1:]))"


@pytest.mark.soak
def test_readers_never_see_less_than_was_written_before_they_began(tmp_path: Path) -> None:
    environment = os.environ | {
        "KENG_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "keng.config.settings",
        "PYTHONPATH": f"{HERE.parent}:{HERE}",
    }
    run = [sys.executable, "-c", RUN]
    subprocess.run([*run, "build"], env=environment, check=True)

    parts = [*(["write", str(number)] for number in range(3)), *(["read"] for _ in range(3))]
    busy = [
        subprocess.Popen([*run, *part], env=environment, stdout=subprocess.PIPE, text=True)
        for part in parts
    ]
    told = [process.communicate(timeout=300)[0] for process in busy]

    assert [process.returncode for process in busy] == [0] * len(busy), told
    ended = subprocess.run(
        [*run, "check"], env=environment, check=True, capture_output=True, text=True
    )
    assert ended.stdout.strip() == "24 0"  # 3 writers brought 8 to each of 3 communes; no problem
