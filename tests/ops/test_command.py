"""The command line: exit codes, refusals in plain words, and its page."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from keng.kernel.errors import Ambiguous, NotFound
from keng.ops import main as command

ROOT = Path(__file__).resolve().parents[2]


def run_with(monkeypatch: pytest.MonkeyPatch, outcome: int | Exception) -> int:
    def run(_: argparse.Namespace) -> int:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    whole = argparse.ArgumentParser()
    whole.set_defaults(run=run)
    monkeypatch.setattr(command, "parser", lambda: whole)
    return command.main([])


def test_a_refusal_is_told_in_both_languages_and_exits_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = NotFound("Không có xã này.", message_en="No such commune.", where="xã X")

    assert run_with(monkeypatch, refusal) == 1

    told = capsys.readouterr().err
    assert "xã X: Không có xã này." in told
    assert "No such commune." in told


def test_an_ambiguous_name_lists_its_candidates(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = Ambiguous("Có hai xã.", candidates=["xã A, huyện B", "xã A, huyện C"])

    assert run_with(monkeypatch, refusal) == 1

    assert "- xã A, huyện C" in capsys.readouterr().err


def test_a_bug_is_not_dressed_up_as_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        run_with(monkeypatch, ZeroDivisionError())


def test_wrong_use_exits_with_2() -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["no-such-command"])

    assert ended.value.code == 2


def test_every_command_is_on_the_generated_page() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_docs.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert done.stdout == ""
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["pack"])
def test_commands_without_a_database_never_start_django(name: str) -> None:
    code = (
        "import sys; from keng.ops.main import main\n"
        f"try: main([{name!r}, '--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(module.split('.')[0] == 'django' for module in sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=ROOT)

    assert done.returncode == 0


def test_a_mistyped_folder_does_not_become_an_empty_system(tmp_path: Path) -> None:
    wrong = tmp_path / "mistyped"

    done = subprocess.run(
        [sys.executable, "-m", "keng.ops", "units", "tree", "--dir", str(wrong)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
    )

    assert done.returncode == 1
    assert "keng migrate" in done.stderr
    assert not wrong.exists()
