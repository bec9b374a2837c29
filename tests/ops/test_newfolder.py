"""A folder that is filled aside: killed at any step, the next attempt comes to the same end."""

from __future__ import annotations

from pathlib import Path

import pytest

from keng.ops import newfolder

PARTS = ("files", "keng.sqlite3", "seal.key", "secret.key")


@pytest.fixture(autouse=True)
def without_database(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing here asks a database; the steps that would are noted."""
    asked: list[str] = []
    monkeypatch.setattr(newfolder, "_say_it_is_whole", lambda: asked.append("whole"))
    monkeypatch.setattr(newfolder, "close_database", lambda: asked.append("closed"))
    return asked


def made(folder: Path) -> Path:
    making = newfolder.begin(folder)
    for name in PARTS:
        (making / name).write_bytes(name.encode())
    return making


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_attempt_that_was_killed_leaves_its_name_to_the_next_and_nothing_else(
    tmp_path: Path,
) -> None:
    first = newfolder.token_of(made(tmp_path))

    again = newfolder.begin(tmp_path)

    assert newfolder.token_of(again) == first
    assert len(first) == 32
    assert names(again) == ["attempt"]
    assert not newfolder.was_whole(tmp_path)


@pytest.mark.parametrize("moved", range(len(PARTS) + 1))
def test_a_move_that_was_killed_is_ended_by_the_next_attempt(
    moved: int, tmp_path: Path, without_database: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    making, replace, count = made(tmp_path), Path.replace, 0

    def some(path: Path, target: Path) -> Path:
        nonlocal count
        if path.parent == making and path.name in PARTS:
            count += 1
            if count > moved:
                raise KeyboardInterrupt
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", some)
        if moved < len(PARTS):
            with pytest.raises(KeyboardInterrupt):
                newfolder.move_up(making, tmp_path)
            assert newfolder.was_whole(tmp_path)
    newfolder.move_up(making, tmp_path)

    assert names(tmp_path) == sorted(PARTS)
    assert all((tmp_path / name).read_bytes() == name.encode() for name in PARTS)
    assert without_database[:2] == ["whole", "closed"]


def test_the_database_moves_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    making, replace, order = made(tmp_path), Path.replace, []

    def noted(path: Path, target: Path) -> Path:
        order.append(target.name)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", noted)
    newfolder.move_up(making, tmp_path)

    assert order[-1] == "keng.sqlite3"


def test_what_failed_goes_and_what_was_whole_stays_to_be_moved(tmp_path: Path) -> None:
    making = made(tmp_path)
    (making / "moving").touch()

    newfolder.give_up(tmp_path)
    assert newfolder.was_whole(tmp_path)

    (making / "moving").unlink()
    newfolder.give_up(tmp_path)
    assert names(tmp_path) == []
