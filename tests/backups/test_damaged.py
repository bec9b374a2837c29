"""A file that calls itself a backup and is none is refused in words, whatever its bytes are."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from keng.backups.archive import examined
from keng.kernel.errors import BadInput


def a_tar(*names: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = 5_000
            tar.addfile(member, io.BytesIO(bytes(5_000)))
    return out.getvalue()


def spoilt(packed: bytes, at: int) -> bytes:
    return packed[:at] + b"\xff" * 8 + packed[at + 8 :]


def packed(content: bytes, level: int = 9) -> bytes:
    return gzip.compress(content, level, mtime=0)


DAMAGED = {
    "empty": b"",
    "two bytes": b"\x1f\x8b",
    "no tar": packed(b"no tar"),
    "spoilt at the start": spoilt(packed(a_tar("tables/a/1", "tables/a/2")), 30),
    "spoilt in a member": spoilt(packed(a_tar("tables/a/1", "tables/a/2"), 0), 4_000),
    "cut": packed(a_tar("tables/a/1"))[:-12],
    "a path that leads out": packed(a_tar("files/../a")),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_no_backup(content: bytes, tmp_path: Path) -> None:
    place = tmp_path / "a.kengbackup"
    place.write_bytes(content)

    with pytest.raises(BadInput, match="sao lưu"):
        examined(place, None)
