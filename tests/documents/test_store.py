"""Files under the digest of their bytes: whatever a row says, nothing outside the store is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from keng.documents.store import FileStore
from keng.kernel.errors import NotFound

_KEY = b"an illustrative key"


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    (tmp_path / "seal.key").write_bytes(_KEY)
    files = FileStore(tmp_path / "files" / "papers")
    files.keep(b"a paper")
    return files


@pytest.mark.parametrize(
    "digest",
    [
        "../../seal.key",
        "../seal.key",
        "..",
        "",
        "{folder}/seal.key",
        "0" * 63,
        "F" * 64,
        f"../{'0' * 61}",
    ],
)
def test_a_row_changed_by_hand_reads_and_removes_nothing_outside(
    store: FileStore, tmp_path: Path, digest: str
) -> None:
    wanted = digest.replace("{folder}", str(tmp_path))

    with pytest.raises(NotFound):
        store.read(wanted)
    store.remove(wanted)

    assert not store.is_whole(wanted)
    assert (tmp_path / "seal.key").read_bytes() == _KEY


def test_a_file_is_kept_once_and_removed_by_its_digest(store: FileStore) -> None:
    digest = store.keep(b"another")
    assert store.keep(b"another") == digest
    assert (store.read(digest), store.is_whole(digest)) == (b"another", True)

    store.remove(digest)

    with pytest.raises(NotFound):
        store.read(digest)
    assert not store.is_whole(digest)
