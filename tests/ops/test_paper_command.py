"""`keng paper`: a paper of recognition as a file, with what is still missing in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from criteria.conftest import Cast, cast, decided
from keng.documents import word
from keng.ops.main import main
from keng.publishing.models import Paper

__all__ = ["cast"]


def test_a_decision_is_written_as_a_draft_and_nothing_is_kept(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, out = decided(cast), tmp_path / "quyet-dinh.docx"
    asked = ["paper", "decision", "--about", str(made.pk), "-o", str(out), "--as", "leader.mot"]

    assert main([*asked, "--line", "authority=TL. CHỦ TỊCH"]) == 0

    text = word.paragraphs_of(out.read_bytes())
    assert "TL. CHỦ TỊCH" in text
    assert "còn thiếu" in capsys.readouterr().out
    assert not Paper.objects.exists()


def test_who_may_not_see_it_gets_no_file(cast: Cast, tmp_path: Path) -> None:
    made, out = decided(cast), tmp_path / "quyet-dinh.docx"

    asked = ["paper", "decision", "--about", str(made.pk), "-o", str(out), "--as", "clerk.hai"]

    assert main(asked) == 1
    assert not out.exists()
