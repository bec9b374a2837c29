"""A province's server from a clean Debian, with its own systemd, and every step of its life."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent


@pytest.mark.soak
def test_a_clean_debian_becomes_a_server_and_stops_being_one(tmp_path: Path) -> None:
    """KENG_OLDER_BUNDLE names the bundle of an earlier version: upgraded from, and gone back to."""
    needed = ("debootstrap", os.environ.get("NSPAWN", "systemd-nspawn"), "nsenter")
    if os.geteuid() != 0 or not all(shutil.which(one) for one in needed):
        pytest.skip("needs root, debootstrap and systemd-container")
    maker = [str(ROOT / ".tools/bin/python"), str(ROOT / "tools/make_bundle.py")]
    subprocess.run([*maker, "-o", str(tmp_path)], check=True, capture_output=True)
    bundles = [str(next(tmp_path.glob("keng-*.tar.gz")))]
    bundles += [one for one in (os.environ.get("KENG_OLDER_BUNDLE"),) if one]

    done = subprocess.run([str(HERE / "server/check.sh"), *bundles], check=False)

    assert done.returncode == 0
