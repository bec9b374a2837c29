"""`keng lint`: exit codes, its three formats, and no Django behind it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from keng.ops.main import main

WRONG = "Có 18/24 thôn đăng ký,\nđạt tỷ lệ 72%.\n"
SOUND = "Có 18/24 thôn đăng ký,\nđạt tỷ lệ 75%.\n"
UNTIDY = "Họp ngày 12/3/2024 và ngày 25-4-2024.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_a_contradiction_reads_like_a_compilers_line(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", str(report)]) == 1

    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"{report}:1: K121 lỗi: 18 trên 24 là 75%")


@pytest.mark.parametrize("text", [SOUND, UNTIDY])
def test_a_sound_or_merely_untidy_report_passes(report: Path, text: str) -> None:
    report.write_text(text, encoding="utf-8")

    assert main(["lint", str(report)]) == 0


def test_json_tells_line_and_values(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(report), "--format", "json"]) == 1

    [finding] = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["line"], finding["end_line"]) == (1, 2)
    assert finding["values"] == [18, 24, 72]


def test_of_several_files_each_finding_names_its_own(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(SOUND, encoding="utf-8")

    main(["lint", str(other), str(report), "--format", "json"])

    found = json.loads(capsys.readouterr().out)["findings"]
    assert [finding["file"] for finding in found] == [str(report)]


def test_sarif_is_json_of_its_version(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(report), "--format", "sarif"]) == 1

    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"


def test_a_file_that_is_not_there_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", str(tmp_path / "none.txt")]) == 2

    assert "none.txt" in capsys.readouterr().err


def test_django_is_never_started(report: Path) -> None:
    program = (
        "import sys; from keng.ops.main import main; "
        f"main(['lint', {str(report)!r}]); sys.exit('django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr
