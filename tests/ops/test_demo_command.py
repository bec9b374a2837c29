"""`keng demo` says where to log in and as whom, to a terminal and to a file alike."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_the_logins_are_told_where_the_output_is_no_terminal(tmp_path: Path) -> None:
    """Serving replaces the process; it refuses here, the folder holds no tables."""
    told = "Đăng nhập / log in: can-bo"
    (tmp_path / "demo-logins.txt").write_text(told, encoding="utf-8")
    command = [sys.executable, "-m", "keng.ops", "demo", "--dir", str(tmp_path), "--port", "1"]
    environment = os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": ""}

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert "keng migrate" in done.stderr
    assert told in done.stdout
