"""`keng pack check` needs no database and tells every problem by file and line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keng.kernel.actors import OPERATOR
from keng.ops.main import main
from keng.packs import installed
from pack_cast import PROGRAMMES, SOUND


def test_a_sound_pack_is_told_with_what_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(SOUND)]) == 0

    assert capsys.readouterr().out.startswith("sound 1: 4 indicators, 1 forms, 1 checks")


def test_a_shipped_pack_is_told_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(PROGRAMMES / "antq"), "--format", "json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True
    assert said["counts"]["checks"] >= 40


def test_problems_are_printed_as_file_line_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(SOUND, tmp_path / "pack")
    rules = folder / "checks" / "balance.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("now.settled <=", "now.settled / 2 <="), encoding="utf-8")

    assert main(["pack", "check", str(folder)]) == 1

    told = capsys.readouterr()
    assert told.out.startswith(f"{rules}:5: quy tắc sai, cột 13: không dùng phép chia")
    assert "column 13: do not divide" in told.out
    assert "1 lỗi" in told.err


def test_a_missing_folder_is_a_refusal_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "check", str(tmp_path / "no"), "--format", "json"]) == 1

    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is False
    assert "không có thư mục" in said["problems"][0]["message"]


def test_checking_a_pack_never_starts_django() -> None:
    code = (
        "import sys; from keng.ops.main import main; "
        f"status = main(['pack', 'check', {str(SOUND)!r}]); "
        "sys.exit(status or any(name.split('.')[0] == 'django' for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.django_db
def test_a_pack_is_compared_with_the_version_in_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.install(SOUND, actor=OPERATOR, at=datetime(2026, 1, 5, 2, 0, tzinfo=UTC))
    folder = shutil.copytree(SOUND, tmp_path / "pack")
    for file, old, new in (
        ("pack.yaml", 'version: "1"', 'version: "2"'),
        ("checks/balance.yaml", "severity: block", "severity: hint"),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    assert main(["pack", "diff", str(folder)]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "check settled_within_received (Đã xử lý không quá tiếp nhận): đổi / changed",
        "    mức: phải sửa, chặn nộp → gợi ý",
        "1 → 2: 1 mục khác / parts differ",
    ]
    assert [version.version for version in installed.versions()] == ["1"]
