"""Archives of an office that runs as a process of its own: written, and read part by part."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backup_cast import Machine


@dataclass(frozen=True)
class Parts:
    """What lies in an archive, by name."""

    content: dict[str, bytes]

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table."""
        lines = self.content[f"tables/{table}.jsonl"].splitlines()
        return [json.loads(line) for line in lines]

    def entries(self, stream: str) -> list[dict[str, Any]]:
        """The entries of the journal whose stream begins so."""
        return [one for one in self.rows("journal_entry") if one["stream"].startswith(stream)]

    @property
    def left(self) -> str:
        """The list of what does not go along."""
        return self.content["left-out.csv"].decode("utf-8-sig")

    def files(self, store: str) -> set[str]:
        """The digests under which files of a store lie in it."""
        start = f"files/{store}/"
        return {name.split("/")[-1] for name in self.content if name.startswith(start)}


def exported(office: Machine, place: Path, *words: str) -> Path:
    """The file that `keng export-all` wrote there."""
    done = office.keng("export-all", "-o", str(place), *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return place


def parts_of(place: Path) -> Parts:
    """All parts of an archive."""
    with zipfile.ZipFile(place) as zipped:
        return Parts({name: zipped.read(name) for name in zipped.namelist()})


def told_by(machine: Machine, script: str) -> str:
    """What a script says that runs on the machine."""
    with machine.python(script) as running:
        said, _ = running.communicate(timeout=120)
    return said
