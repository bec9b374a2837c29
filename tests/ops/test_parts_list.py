"""The list of parts and what is known against them, out of the lock file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.any_engine


def parts(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the tool."""
    command = [sys.executable, str(ROOT / "tools/make_sbom.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_list_holds_what_runs_and_not_what_only_tests_need() -> None:
    told = parts()
    bill = json.loads(told.stdout)

    names = {one["name"] for one in bill["components"]}
    assert {"django", "granian", "pydantic-core", "psycopg-binary"} <= names
    assert not {"pytest", "mypy", "schemathesis", "locust", "keng"} & names
    assert parts().stdout == told.stdout


def test_an_advisory_for_just_this_version_is_named(tmp_path: Path) -> None:
    bill = json.loads(parts().stdout)
    django = next(one for one in bill["components"] if one["name"] == "django")
    records = [
        {
            "id": "X-1",
            "summary": "bad",
            "affected": [{"package": {"name": "Django"}, "versions": ["1.0", django["version"]]}],
        },
        {"id": "X-2", "affected": [{"package": {"name": "django"}, "versions": ["1.0"]}]},
    ]
    place = tmp_path / "osv.json"
    place.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")

    told = parts("--audit", str(place))

    assert told.returncode == 1
    assert f"django {django['version']}: X-1 bad" in told.stderr
    assert "X-2" not in told.stderr
