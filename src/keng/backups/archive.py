"""The file itself: a tar of lines of JSON and of files, compressed, on wish under a passphrase.

It needs no Keng to be read: without a passphrase `tar -xzf` opens it, and each line of a table is
one row. Members are small, so neither writing nor reading needs much memory or a second copy.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Final

from pydantic import ValidationError

from keng.backups import manifest as told
from keng.backups.cipher import MAGIC, OpeningReader, SealingWriter
from keng.backups.manifest import FileTold, Manifest
from keng.kernel.errors import BadInput

_COMPRESSION: Final = 6
_BLOCK: Final = 1024 * 1024
_LARGEST_MANIFEST: Final = 512 * 1024 * 1024
_DAMAGED: Final = (
    tarfile.TarError,
    gzip.BadGzipFile,
    EOFError,
    zlib.error,
    ValueError,
    OverflowError,
)
"""What a cut or changed file raises; any other OSError is the disk's."""


class ArchiveWriter:
    """Adds members to an archive, one after the other."""

    def __init__(self, tar: tarfile.TarFile, moment: int) -> None:
        self._tar, self._moment = tar, moment

    def add(self, name: str, content: bytes) -> None:
        """A member from memory."""
        self._tar.addfile(self._info(name, len(content)), io.BytesIO(content))

    def add_file(self, name: str, path: Path) -> FileTold:
        """A member from a file, read once. Raises FileNotFoundError for one that has gone."""
        with path.open("rb") as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            source = _Hashing(file)
            self._tar.addfile(self._info(name, size), source)
            return FileTold(bytes=size, sha256=source.digest.hexdigest())

    def _info(self, name: str, size: int) -> tarfile.TarInfo:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, self._moment, 0o600
        return info


@contextmanager
def writing(out: BinaryIO, passphrase: str | None, moment: int) -> Iterator[ArchiveWriter]:
    """An archive in a file that is open; `moment` is the second that its members carry."""
    with ExitStack() as stack:
        sink: IO[bytes] = out
        if passphrase is not None:
            sealing = stack.enter_context(SealingWriter(out, passphrase))
            sink = stack.enter_context(io.BufferedWriter(sealing, _BLOCK))
        packed = stack.enter_context(
            gzip.GzipFile(fileobj=sink, mode="wb", compresslevel=_COMPRESSION, mtime=moment)
        )
        tar = stack.enter_context(tarfile.open(fileobj=packed, mode="w|", bufsize=_BLOCK))
        yield ArchiveWriter(tar, moment)


def members(place: Path, passphrase: str | None) -> Iterator[tuple[str, IO[bytes]]]:
    """The members in their order, each to be read before the next is asked for.

    Raises BadInput for a file that is no backup, is damaged or cut short, needs a passphrase or has
    another one, and for a member whose name would lead out of the folder.
    """
    try:
        with ExitStack() as stack:
            file = stack.enter_context(place.open("rb"))
            source = _opened(file, passphrase)
            packed = stack.enter_context(gzip.GzipFile(fileobj=source, mode="rb"))
            tar = stack.enter_context(tarfile.open(fileobj=packed, mode="r|", bufsize=_BLOCK))
            for info in tar:
                content = tar.extractfile(info) if info.isreg() else None
                if content is None or not _is_inside(info.name):
                    raise _no_backup(place, info.name[:80])
                yield info.name, content
            while packed.read(_BLOCK):  # to the very end, where a cut shows
                pass
    except _DAMAGED as error:
        raise _no_backup(place, str(error)) from error


def examined(place: Path, passphrase: str | None) -> Manifest:
    """What the backup holds, after every byte of it was read and found as it says.

    Raises BadInput as `members` does, and for content that is not what the manifest tells.
    """
    try:
        return _examined(place, passphrase)
    except _DAMAGED as error:  # a member is read outside of what yields it
        raise _no_backup(place, str(error)) from error


def _examined(place: Path, passphrase: str | None) -> Manifest:
    tables: dict[str, hashlib._Hash] = {}
    files: dict[str, FileTold] = {}
    keys: list[str] = []
    manifest: Manifest | None = None
    for name, content in members(place, passphrase):
        if name == told.NAME:
            manifest = _manifest(place, content.read(_LARGEST_MANIFEST))
        elif name.startswith(told.TABLES):
            digest = tables.setdefault(name.split("/")[1], hashlib.sha256())
            _read_through(content, digest)
        elif name.startswith(told.KEYS):
            keys.append(name.removeprefix(told.KEYS))
        else:
            digest = hashlib.sha256()
            size = _read_through(content, digest)
            files[name] = FileTold(bytes=size, sha256=digest.hexdigest())
    if manifest is None:
        raise _no_backup(place, told.NAME)
    _require_as_told(place, manifest, tables, files)
    if sorted(keys) != sorted(manifest.keys):
        raise _no_backup(place, told.KEYS)
    return manifest


def _require_as_told(
    place: Path,
    manifest: Manifest,
    tables: dict[str, hashlib._Hash],
    files: dict[str, FileTold],
) -> None:
    empty = hashlib.sha256()
    for name in sorted(manifest.tables.keys() | tables.keys()):
        wanted = manifest.tables.get(name)
        if wanted is None or tables.get(name, empty).hexdigest() != wanted.sha256:
            raise _no_backup(place, f"{told.TABLES}{name}")
    wanted_files = {f"{told.FILES}{name}": file for name, file in manifest.files.items()}
    for name in sorted(wanted_files.keys() | files.keys()):
        if wanted_files.get(name) != files.get(name):
            raise _no_backup(place, name)


def _manifest(place: Path, text: bytes) -> Manifest:
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as wrong:
        raise _no_backup(place, f"{told.NAME}: {wrong.errors()[0]['msg']}") from wrong


def _read_through(content: IO[bytes], digest: hashlib._Hash) -> int:
    size = 0
    while block := content.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return size


def _opened(file: IO[bytes], passphrase: str | None) -> IO[bytes]:
    is_sealed = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    if not is_sealed:
        return file
    if passphrase is None:
        raise BadInput(
            "Bản sao lưu này được mã hóa; hãy cho cụm mật khẩu bằng --passphrase-file hoặc biến "
            "KENG_BACKUP_PASSPHRASE.",
            message_en="This backup is encrypted; give the passphrase by --passphrase-file or "
            "KENG_BACKUP_PASSPHRASE.",
        )
    return io.BufferedReader(OpeningReader(file, passphrase), _BLOCK)


def _is_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name == told.NAME or (
        name.startswith((told.TABLES, told.FILES, told.KEYS))
        and len(parts) > 1
        and not {"..", "/", ""} & set(parts)
        and "\\" not in name
        and "\0" not in name
    )


def _no_backup(place: Path, what: str) -> BadInput:
    return BadInput(
        f"Tệp này không phải bản sao lưu của Keng, hoặc đã hỏng, bị cắt cụt ({what}); hãy dùng "
        "bản sao lưu khác.",
        message_en=f"This is no backup of Keng, or it is damaged or cut short ({what}); use "
        "another one.",
        where=str(place),
    )


class _Hashing(io.RawIOBase):
    """A file whose digest is known once it was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """Read on."""
        block = self._file.read(size)
        self.digest.update(block)
        return block
