"""What Keng makes is for the user that runs it: other users of the machine read nothing of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_AS_USUAL = 0o022  # what a login gives: everybody may read what is made


def test_a_folder_made_by_a_command_is_closed_to_other_users(tmp_path: Path) -> None:
    folder = tmp_path / "keng"
    left = {name: value for name, value in os.environ.items() if not name.startswith("KENG_")}

    subprocess.run(
        [sys.executable, "-m", "keng.ops", "migrate", "--dir", str(folder)],
        env=left,
        check=True,
        capture_output=True,
        umask=_AS_USUAL,
    )

    made = [folder, *folder.rglob("*")]
    assert folder / "keng.sqlite3" in made
    assert [one for one in made if one.stat().st_mode & 0o077] == []
