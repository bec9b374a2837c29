"""One broken pack per mistake: the loader names file and line, and says what to do.

Each folder of `broken` holds the files that differ from the sound pack, and `expected.txt` with
all that the loader says.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from keng.packs.loading import PackError, load_pack
from pack_cast import SOUND

BROKEN = sorted(path for path in (SOUND.parent / "broken").iterdir() if path.is_dir())


@pytest.mark.parametrize("mistake", BROKEN, ids=[path.name for path in BROKEN])
def test_a_mistake_is_told_with_its_place_and_what_to_do(mistake: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(SOUND, tmp_path / "pack")
    shutil.copytree(mistake, folder, dirs_exist_ok=True)
    (folder / "expected.txt").unlink()

    with pytest.raises(PackError) as refusal:
        load_pack(folder)

    said = [str(problem) for problem in refusal.value.problems]
    assert said == (mistake / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert all(problem.message_en for problem in refusal.value.problems)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    folder = shutil.copytree(SOUND, tmp_path / "pack")
    for name in ("rule-divides", "unknown-unit", "duty-unknown-form"):
        shutil.copytree(SOUND.parent / "broken" / name, folder, dirs_exist_ok=True)
    (folder / "expected.txt").unlink()

    with pytest.raises(PackError) as refusal:
        load_pack(folder)

    files = {problem.at.file for problem in refusal.value.problems}
    assert files == {"checks/balance.yaml", "indicators/1-cases.yaml", "calendar.yaml"}
    assert "có 3 lỗi" in str(refusal.value)


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError) as refusal:
        load_pack(tmp_path / "nowhere")

    assert "không có thư mục" in refusal.value.message
