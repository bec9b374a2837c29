"""The whole of an office in open formats: a folder of CSV, JSON and files, and the way back.

A table is a CSV file in UTF-8 with its columns in the first line. A value that is not known is
\\N; a text that begins with a backslash has one more in front. Days and moments are in ISO form,
exact decimals as text, JSON as JSON, bytes in base64. `columns.csv` describes every column,
`tables.csv` every table, `SHA256SUMS` proves every file. What goes back is held against the same
digests of rows as a backup.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from django.apps import apps
from django.db import models

from keng.backups import archive
from keng.backups import manifest as told
from keng.backups.manifest import Manifest
from keng.backups.tables import Model, models_after
from keng.db.wholefiles import write_whole, written_whole
from keng.kernel.errors import BadInput

SUMS: Final = "SHA256SUMS"
COLUMNS, TABLES_TOLD, READ_ME = "columns.csv", "tables.csv", "README.txt"
_UNKNOWN: Final = "\\N"
_LINES_A_MEMBER: Final = 20_000
_BLOCK: Final = 1024 * 1024
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_WORDS: Final = """\
Toàn bộ dữ liệu của một hệ thống Kẻng / all data of one installation of Keng.
tables/*.csv   mỗi bảng một tệp, UTF-8, dòng đầu là tên cột / one file a table
tables.csv     mỗi bảng là gì / what each table is
columns.csv    mô tả từng cột / what each column is
files/         các tệp kèm theo / the files
manifest.json  phiên bản, số dòng, mã kiểm / version, rows, digests
SHA256SUMS     kiểm tra: sha256sum --check SHA256SUMS
Chưa biết là \\N; chữ bắt đầu bằng \\ được thêm một \\ / unknown is \\N, \\ in front is doubled.
Đưa vào máy khác / take it elsewhere: keng restore THƯ-MỤC --dir MỚI --seal-key KHÓA
"""


class _Table:
    """One table as CSV: how each of its values is written and read."""

    def __init__(self, model: Model) -> None:
        self.fields: Sequence[models.Field[Any, Any]] = model._meta.concrete_fields
        self.kinds = [_kind(field) for field in self.fields]

    def header(self) -> list[str]:
        """The names of the columns."""
        return [str(field.column) for field in self.fields]

    def written(self, row: Sequence[object]) -> list[str]:
        """A row of a backup as cells."""
        return [_cell(value, kind) for value, kind in zip(row, self.kinds, strict=True)]

    def read(self, cells: Sequence[str]) -> list[object]:
        """Cells as the row of a backup that they came from."""
        return [_value(cell, kind) for cell, kind in zip(cells, self.kinds, strict=True)]


def write_open(backup: Path, folder: Path, *, tell: Callable[[str], None]) -> Manifest:
    """Lay a backup without a passphrase out as an open folder, which must not exist yet.

    Raises BadInput for a folder that exists and for a file that is no backup. If anything fails
    there is no SHA256SUMS, and the folder is not taken for whole.
    """
    if folder.exists():
        raise BadInput(
            f"{folder} đã có; hãy cho tên một thư mục mới.",
            message_en=f"{folder} exists; name a new folder.",
            where=str(folder),
        )
    manifest = archive.examined(backup, None)
    known = {model._meta.db_table: model for model in models_after(manifest.migrations)}
    for name in manifest.tables:
        _begin(folder, name, _Table(known[name]))
    for name, content in archive.members(backup, None):
        tell(name)
        if name.startswith(told.TABLES):
            table = name.split("/")[1]
            _go_on(folder, table, _Table(known[table]), content)
        elif name.startswith(told.FILES):
            write_whole(folder / name, content.read())
    write_whole(folder / told.NAME, manifest.model_dump_json(indent=1).encode())
    write_whole(folder / COLUMNS, _csv(_columns(known[name] for name in manifest.tables)))
    write_whole(folder / TABLES_TOLD, _csv(_tables(manifest)))
    write_whole(folder / READ_ME, _WORDS.encode())
    write_whole(folder / SUMS, "".join(_sums(folder)).encode())
    return manifest


def read_open(folder: Path, backup: Path, *, at: datetime) -> None:
    """Make a backup of an open folder, from which it is restored with proof.

    Raises BadInput where a file is missing, was changed or is none of the folder's own.
    """
    _require_sums(folder)
    manifest = Manifest.model_validate_json((folder / told.NAME).read_bytes())
    known = {model._meta.db_table: model for model in models_after(manifest.migrations)}
    moment = int(at.timestamp())
    with written_whole(backup) as out, archive.writing(out, None, moment) as writer:
        for name in manifest.tables:
            table = _Table(known[name])
            for number, content in enumerate(_members(folder, name, table), 1):
                writer.add(f"{told.TABLES}{name}/{number:06}.jsonl", content)
        for name in manifest.files:
            writer.add_file(f"{told.FILES}{name}", folder / told.FILES / name)
        bare = manifest.model_copy(update={"keys": []})
        writer.add(told.NAME, bare.model_dump_json(indent=1).encode())


def _begin(folder: Path, name: str, table: _Table) -> None:
    write_whole(folder / told.TABLES / f"{name}.csv", _csv([table.header()]))


def _go_on(folder: Path, name: str, table: _Table, lines: IO[bytes]) -> None:
    with (folder / told.TABLES / f"{name}.csv").open("ab") as file:
        file.write(_csv(table.written(json.loads(line)) for line in lines))


def _members(folder: Path, name: str, table: _Table) -> Iterator[bytes]:
    waiting: list[str] = []
    with (folder / told.TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if next(rows) != table.header():
            raise _not_whole(folder, f"{told.TABLES}{name}.csv")
        for cells in rows:
            waiting.append(_ENCODER.encode(table.read(cells)) + "\n")
            if len(waiting) == _LINES_A_MEMBER:
                yield "".join(waiting).encode()
                waiting.clear()
    if waiting:
        yield "".join(waiting).encode()


def _kind(field: models.Field[Any, Any]) -> str:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.BooleanField):
        return "truth"
    if isinstance(field, models.IntegerField):  # keys that number themselves are such fields too
        return "whole number"
    if isinstance(field, models.JSONField | models.FloatField):
        return "json"
    names = {
        models.BinaryField: "base64",
        models.DateTimeField: "moment",
        models.DateField: "day",
        models.DecimalField: "decimal",
    }
    return next((name for kind, name in names.items() if isinstance(field, kind)), "text")


def _cell(value: object, kind: str) -> str:
    if value is None:
        return _UNKNOWN
    if kind in {"truth", "whole number", "json"}:
        return _ENCODER.encode(value)
    text = str(value)
    return f"\\{text}" if text.startswith("\\") else text


def _value(cell: str, kind: str) -> object:
    if cell == _UNKNOWN:
        return None
    if kind in {"truth", "whole number", "json"}:
        return json.loads(cell)
    return cell.removeprefix("\\")


def _columns(tables: Iterable[Model]) -> Iterator[list[str]]:
    yield ["table", "column", "kind", "may be unknown", "is a row of", "one of"]
    for model in tables:
        for field in model._meta.concrete_fields:
            refers = field.related_model if isinstance(field, models.ForeignKey) else None
            yield [
                model._meta.db_table,
                str(field.column),
                _kind(field),
                "yes" if field.null else "no",
                refers._meta.db_table if isinstance(refers, type) else "",
                "; ".join(f"{value}" for value, _ in field.flatchoices or ()),
            ]


def _tables(manifest: Manifest) -> Iterator[list[str]]:
    now = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    yield ["table", "rows", "what it holds"]
    for name, one in manifest.tables.items():
        words = (now[name].__doc__ or "") if name in now else ""
        yield [name, str(one.rows), " ".join(words.split())]


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _sums(folder: Path) -> Iterator[str]:
    for path in _files(folder):
        yield f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)


def _require_sums(folder: Path) -> None:
    sums = folder / SUMS
    wanted = sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else []
    found = [line.rstrip("\n") for line in _sums(folder)]
    if differing := sorted(set(wanted) ^ set(found)):
        raise _not_whole(folder, differing[0].split("  ", 1)[-1])


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _not_whole(folder: Path, what: str) -> BadInput:
    return BadInput(
        f"Thư mục {folder} không còn nguyên vẹn ({what}); hãy xuất lại.",
        message_en=f"The folder {folder} is not whole ({what}); export it again.",
        where=str(folder),
    )
