"""What a backup says about itself: the last thing written into it and the first thing believed."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

FORMAT: Final = 1
NAME: Final = "manifest.json"
TABLES, FILES, KEYS = "tables/", "files/", "keys/"
KEY_FILES: Final = ("seal.key", "secret.key")
LEFT_OUT_TABLES: Final = ("django_session", "access_opensession")
"""Who is signed in now: nobody shall be signed in by a backup."""

LEFT_OUT_FOLDERS: Final = ("under-review",)
"""Files that wait a day between "look first" and "save"."""

LEFT_OUT_FILES: Final = "jobs/*/in-*"
"""What was sent in and waits to be read: an old report lies there in clear until its turn comes."""


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TableTold(_Told):
    """One table: its columns in their order, its rows, and the sha256 over all of them."""

    columns: list[str]
    rows: int
    sha256: str


class FileTold(_Told):
    """One file: its size in bytes and its sha256."""

    bytes: int
    sha256: str


class Manifest(_Told):
    """Everything that is in a backup, by name; `migrations` say which tables it was made from."""

    format: Literal[1]
    keng: str
    made_at: str
    engine: str
    migrations: list[tuple[str, str]]
    tables: dict[str, TableTold]
    files: dict[str, FileTold]
    vanished: list[str]
    keys: list[str]
    left_out: list[str]

    @property
    def rows(self) -> int:
        """The rows of all tables together."""
        return sum(table.rows for table in self.tables.values())

    @property
    def file_bytes(self) -> int:
        """The bytes of all files together."""
        return sum(file.bytes for file in self.files.values())
