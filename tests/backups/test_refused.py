"""What is refused leaves the new folder and the new database as empty as they were."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from backup_cast import a_machine


def damaged(place: Path, name: str) -> Path:
    if name.endswith(".zip"):
        with ZipFile(place / name, "w") as zipped:
            zipped.writestr("contents.json", "{}")
    else:
        (place / name).write_bytes(b"no backup")
    return place / name


@pytest.mark.parametrize(("verb", "name"), [("import-all", "a.zip"), ("restore", "a.kengbackup")])
def test_nothing_stays_of_what_was_refused(verb: str, name: str, tmp_path: Path) -> None:
    file = damaged(tmp_path, name)
    with a_machine(tmp_path / "new") as new:
        refused = new.keng(verb, str(file))

        assert refused.returncode != 0
        assert "Traceback" not in refused.stderr
        assert not new.url or not new.rows()
        assert not new.folder.exists() or not list(new.folder.iterdir())
