"""A file is there whole or not at all, and an earlier one survives a writer that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from keng.db.wholefiles import write_whole, written_whole


def test_bytes_take_their_place_with_the_folders_above(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", b"whole")

    assert (tmp_path / "a" / "b.txt").read_bytes() == b"whole"
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_a_writer_that_fails_leaves_the_earlier_file_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "b.txt"
    write_whole(place, b"earlier")

    with pytest.raises(RuntimeError):
        _write_half(place)

    assert place.read_bytes() == b"earlier"
    assert [one.name for one in tmp_path.iterdir()] == ["b.txt"]


def _write_half(place: Path) -> None:
    with written_whole(place) as file:
        file.write(b"half")
        raise RuntimeError
