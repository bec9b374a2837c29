"""An office with something in every room, its archive, and an empty machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archives_cast import exported, told_by
from backup_cast import Machine, a_machine, prepare

OFFICE = """
import sys
sys.path.insert(0, {tests!r})
from takeaway_cast import a_full_office
a_full_office()
print("made", flush=True)
"""
TESTS = str(Path(__file__).parent.parent)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A district and two communes with all of `takeaway_cast`, and a file that no row names."""
    with a_machine(tmp_path_factory.mktemp("office") / "keng") as machine:
        prepare(machine)
        assert "made" in told_by(machine, OFFICE.format(tests=TESTS))
        path = machine.folder / "files" / "papers" / "ab" / "abc"
        path.parent.mkdir(parents=True)
        path.write_bytes("văn bản".encode())
        yield machine


@pytest.fixture(scope="session")
def archive(office: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole office in one file."""
    return exported(office, tmp_path_factory.mktemp("archive") / "all.zip")


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Machine]:
    """An empty machine."""
    with a_machine(tmp_path / "new") as machine:
        yield machine
