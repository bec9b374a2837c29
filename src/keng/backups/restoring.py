"""The way back: an empty database and folder filled from a backup, and compared with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

from keng.backups import archive, tables
from keng.backups import manifest as told
from keng.backups.manifest import Manifest
from keng.db import wholedatabase
from keng.db.wholefiles import write_whole
from keng.kernel.errors import WrongState


def require_empty_database(token: str) -> None:
    """Raise WrongState for a database that holds any table: nothing is ever restored over data.

    What a filling of the same token left when it was killed is dropped. The database is marked with
    the token, until the caller calls `wholedatabase.unmark`.
    """
    if wholedatabase.is_marked(token):
        wholedatabase.drop_what_was_made()
    if not wholedatabase.is_empty():
        raise WrongState(
            "Cơ sở dữ liệu đích đã có bảng; chỉ khôi phục vào cơ sở dữ liệu trống. Hãy tạo cơ sở "
            "dữ liệu mới rồi chạy lại.",
            message_en="The database holds tables; a backup is restored into an empty one only. "
            "Make a new database and run this again.",
        )
    wholedatabase.mark(token)


def restore(
    place: Path,
    manifest: Manifest,
    *,
    passphrase: str | None,
    files: Path,
    keys: Path,
    tell: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Fill the empty database, put the files and the keys of the backup into the two folders.

    The tables are those of the version that made the backup. Returns the tables that do not hold
    afterwards what the backup tells; empty is the proof. Whatever fails, no table stays.
    """
    try:
        known = {model._meta.db_table: model for model in tables.models_after(manifest.migrations)}
        tell("bảng / tables")
        tables.migrate_to(manifest.migrations)
        with tables.all_at_once():
            wholedatabase.clear(known.values())
            for name, content in archive.members(place, passphrase):
                if name.startswith(told.TABLES):
                    tables.load(known[name.split("/")[1]], content)
                elif name.startswith(told.FILES):
                    _put(files / name.removeprefix(told.FILES), content)
                elif name.startswith(told.KEYS):
                    _put_key(keys / name.removeprefix(told.KEYS), content.read())
            wholedatabase.number_on(known.values())
        tell("so sánh từng dòng / comparing every row")
        return [
            name
            for name, wanted in manifest.tables.items()
            if name not in known or tables.table_as_it_stands(known[name]) != wanted
        ]
    except BaseException:
        wholedatabase.drop_what_was_made()
        raise


def _put(path: Path, content: IO[bytes]) -> None:
    write_whole(path, content.read())


def _put_key(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
