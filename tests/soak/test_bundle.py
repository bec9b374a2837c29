"""The bundle installs where there is no network: a network namespace without any interface."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CUT_OFF = ["unshare", "--net", "--map-root-user"]


def cut_off(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run without any network."""
    return subprocess.run(
        [*CUT_OFF, "env", *(f"{name}={value}" for name, value in environment.items()), *command],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.soak
def test_the_bundle_installs_and_runs_without_a_network(tmp_path: Path) -> None:
    if shutil.which("unshare") is None or cut_off("true").returncode != 0:
        pytest.skip("network namespaces are not allowed here")
    maker = [str(ROOT / ".tools/bin/python"), str(ROOT / "tools/make_bundle.py")]
    subprocess.run([*maker, "-o", str(tmp_path)], check=True, capture_output=True)
    with tarfile.open(next(tmp_path.glob("keng-*.tar.gz"))) as packed:
        packed.extractall(tmp_path / "unpacked", filter="data")
    folder = next((tmp_path / "unpacked").iterdir())
    asks = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    assert "Network is unreachable" in cut_off(sys.executable, "-c", asks).stderr

    installed = cut_off(str(folder / "install.sh"), str(tmp_path / "opt"), PYTHON=sys.executable)
    assert installed.returncode == 0, installed.stderr
    keng, place = str(tmp_path / "opt/bin/keng"), str(tmp_path / "data")
    migrated = cut_off(keng, "migrate", KENG_DIR=place, KENG_DATABASE_URL="")
    pack = cut_off(keng, "pack", "install", "antq", KENG_DIR=place, KENG_DATABASE_URL="")
    verified = cut_off(keng, "verify", KENG_DIR=place, KENG_DATABASE_URL="")

    assert migrated.returncode == 0, migrated.stderr
    assert pack.returncode == 0, pack.stderr
    assert verified.returncode == 0, verified.stdout

    # One byte of one wheel changed: nothing is installed.
    wheel = next((folder / "wheels").glob("django-*.whl"))
    wheel.write_bytes(wheel.read_bytes()[:-1] + b"x")
    refused = cut_off(str(folder / "install.sh"), str(tmp_path / "other"))
    assert refused.returncode == 1
    assert not (tmp_path / "other").exists()
