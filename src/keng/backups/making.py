"""Writing a backup: one moment of the database, the files, the digests of all of it."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from keng.backups import archive
from keng.backups import manifest as told
from keng.backups.archive import ArchiveWriter
from keng.backups.manifest import FileTold, Manifest, TableTold
from keng.backups.tables import Dump, applied_migrations, models_after
from keng.db.wholedatabase import one_moment
from keng.db.wholefiles import room_for, written_whole
from keng.kernel.errors import BadInput

_BLOCK: Final = 1024 * 1024


@dataclass(frozen=True)
class Made:
    """A backup that was written, read again from its beginning to its end and found good."""

    place: Path
    manifest: Manifest
    bytes: int
    sha256: str


def make(
    place: Path,
    *,
    passphrase: str | None,
    with_keys: bool,
    at: datetime,
    tell: Callable[[str], None] = lambda _: None,
) -> Made:
    """Write a backup of the database and files of this machine into a new file.

    People go on working meanwhile. An existing file is never overwritten. The file takes its name
    only when it is whole, and then it is read again. Raises BadInput (a file of that name, keys
    without a passphrase) and NoRoom; nothing half-written stays.
    """
    if with_keys and passphrase is None:
        raise BadInput(
            "Khóa chỉ được ghi vào bản sao lưu có mã hóa; hãy cho cụm mật khẩu.",
            message_en="Keys go into an encrypted backup only; give a passphrase.",
        )
    if place.exists():
        raise BadInput(
            f"Tệp {place} đã có; Keng không ghi đè lên bản sao lưu.",
            message_en=f"{place} exists; Keng overwrites no backup.",
            where=str(place),
        )
    with room_for(place), written_whole(place) as out:
        with archive.writing(out, passphrase, int(at.timestamp())) as writer:
            written = _fill(writer, with_keys=with_keys, at=at, tell=tell)
        out.flush()
        tell("kiểm tra lại tệp / reading it again")
        found = archive.examined(Path(out.name), passphrase)
        if found != written:
            raise OSError(errno.EIO, "what was read is not what was written", str(place))
    return Made(place, written, place.stat().st_size, _digest(place))


def _fill(
    writer: ArchiveWriter, *, with_keys: bool, at: datetime, tell: Callable[[str], None]
) -> Manifest:
    with one_moment():
        applied = applied_migrations()
        tables = {}
        for model in models_after(applied):
            name = model._meta.db_table
            tell(name)
            tables[name] = _table(writer, Dump(model), name)
    tell("tệp / files")
    files, vanished = _files(writer, Path(settings.MEDIA_ROOT))
    keys = _keys(writer, Path(settings.KENG_DIR)) if with_keys else []
    manifest = Manifest(
        format=told.FORMAT,
        keng=version("keng"),
        made_at=at.astimezone(UTC).isoformat(),
        engine=connection.vendor,
        migrations=applied,
        tables=tables,
        files=files,
        vanished=vanished,
        keys=keys,
        left_out=[
            *told.LEFT_OUT_TABLES,
            *(f"{told.FILES}{one}" for one in (*told.LEFT_OUT_FOLDERS, told.LEFT_OUT_FILES)),
        ],
    )
    writer.add(told.NAME, manifest.model_dump_json(indent=1).encode())
    return manifest


def _table(writer: ArchiveWriter, dump: Dump, name: str) -> TableTold:
    for number, content in enumerate(dump.members(), 1):
        writer.add(f"{told.TABLES}{name}/{number:06}.jsonl", content)
    return dump.told()


def _files(writer: ArchiveWriter, root: Path) -> tuple[dict[str, FileTold], list[str]]:
    """All files, those first that the moment of the database knows; which were removed meanwhile.

    A file is written before the row that names it, so whatever the rows name is on the disk.
    """
    files: dict[str, FileTold] = {}
    vanished = []
    for path in _paths(root):
        name = path.relative_to(root).as_posix()
        try:
            files[name] = writer.add_file(f"{told.FILES}{name}", path)
        except FileNotFoundError:  # the files of a job go when nobody fetches them any more
            vanished.append(name)
    return files, vanished


def _paths(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        return
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        is_left_out = name.parts[0] in told.LEFT_OUT_FOLDERS or name.match(told.LEFT_OUT_FILES)
        if path.is_file() and not path.is_symlink() and not is_left_out:
            yield path


def _keys(writer: ArchiveWriter, folder: Path) -> list[str]:
    found = [name for name in told.KEY_FILES if (folder / name).is_file()]
    for name in found:
        writer.add(f"{told.KEYS}{name}", (folder / name).read_bytes())
    return found


def _digest(place: Path) -> str:
    digest = hashlib.sha256()
    with place.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
