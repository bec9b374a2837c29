"""A pack sent as a zip: unpacked into a folder of its own, within limits, and gone afterwards.

Only plain files are written, only inside the folder, and only after the archive has declared that
it is small; what a pack may hold is the loader's business.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from keng.kernel.archives import DAMAGED, ArchiveLimits, excess
from keng.kernel.errors import BadInput

_MEBIBYTE: Final = 1024 * 1024
_LIMITS: Final = ArchiveLimits(
    entries=500, unpacked_bytes=16 * _MEBIBYTE, ratio=150, ratio_from_bytes=8 * _MEBIBYTE
)
_LONGEST_NAME: Final = 200
_OF_THE_PACKER: Final = ("__MACOSX/", ".DS_Store")  # what one system's packer adds unasked


@contextmanager
def unpacked(content: bytes, name: str) -> Iterator[Path]:
    """The folder of the pack in a zip, for as long as the block runs.

    A single folder around all files is passed over, so that the files of a pack and its folder can
    be packed alike. `name` is the file's, for messages. Raises BadInput for a file that is no zip,
    is locked with a password or damaged, declares more than a pack needs, or names a place outside.
    """
    with TemporaryDirectory(prefix="keng-pack-") as place:
        folder = Path(place)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                _write(archive, folder, name)
        except DAMAGED as damage:
            raise _unreadable(name) from damage
        yield _innermost(folder)


def _write(archive: zipfile.ZipFile, folder: Path, name: str) -> None:
    if detail := excess(archive, _LIMITS):
        raise BadInput(
            f"{name}: tệp nén quá lớn cho một bộ chương trình ({detail}); chỉ nén các tệp YAML.",
            message_en=f"{name}: too much for a programme pack ({detail}); pack YAML files only.",
            code="pack_archive_too_large",
        )
    for entry in archive.infolist():
        if entry.filename.endswith("/") or _is_of_the_packer(entry.filename):
            continue
        _refuse_places_outside(entry, name)
        target = folder / entry.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(archive.read(entry))


def _is_of_the_packer(path: str) -> bool:
    return path.startswith(_OF_THE_PACKER[0]) or PurePosixPath(path).name == _OF_THE_PACKER[1]


def _refuse_places_outside(entry: zipfile.ZipInfo, name: str) -> None:
    path = entry.filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    is_plain = kind in {0, stat.S_IFREG}
    is_inside = not path.startswith("/") and ".." not in path.split("/")
    is_sane = path.isprintable() and not set("\\:") & set(path) and len(path) <= _LONGEST_NAME
    if is_plain and is_inside and is_sane:
        return
    shown = "".join(one if one.isprintable() else "?" for one in path)[:80]
    raise BadInput(
        f"{name}: “{shown}” không phải tệp thường nằm trong tệp nén; hãy nén lại thư mục "
        "chương trình.",
        message_en=f"{name}: {shown!r} is no plain file inside the archive; pack the folder anew.",
        code="pack_archive_unsafe",
    )


def _innermost(folder: Path) -> Path:
    """The folder itself, or the only one in it."""
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def _unreadable(name: str) -> BadInput:
    return BadInput(
        f"{name}: không mở được tệp .zip (hỏng, có mật khẩu hoặc không phải .zip); hãy nén lại "
        "thư mục chương trình, không đặt mật khẩu.",
        message_en=f"{name}: the .zip cannot be opened (damaged, locked with a password or no "
        ".zip); pack the folder of the programme again, without a password.",
        code="pack_archive_broken",
    )
