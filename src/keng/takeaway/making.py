"""Writing an archive: one moment of the database, in open formats, and the hash of every part."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings

from keng.backups.tables import applied_migrations, told_value
from keng.db.wholedatabase import one_moment
from keng.db.wholefiles import room_for, written_whole
from keng.kernel.errors import BadInput
from keng.orgunits.queries import unit_view
from keng.takeaway import choosing, describing, telling
from keng.takeaway import contents as told
from keng.takeaway.choosing import Chosen
from keng.takeaway.contents import Contents, LeftOut, Taken
from keng.takeaway.describing import Model
from keng.takeaway.figures import figures_xlsx

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_BLOCK: Final = 1024 * 1024
_ROWS_A_READING: Final = 2000
_DIGEST_DIGITS: Final = 64
_STAYING: Final = ("jobs", "under-review", "originals")
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """An archive that was written: where it lies, what it holds, its own hash."""

    place: Path
    contents: Contents
    sha256: str


@dataclass
class _Writing:
    zip: zipfile.ZipFile
    moment: tuple[int, int, int, int, int, int]
    hashes: dict[str, str] = field(default_factory=dict)
    digests: set[str] = field(default_factory=set)  # what rows name that may be a file
    left: list[LeftOut] = field(default_factory=list)

    @contextmanager
    def member(self, name: str) -> Iterator[_Hashing]:
        """A part to write in; its hash is kept when it is whole."""
        info = zipfile.ZipInfo(name, self.moment)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self.zip.open(info, "w", force_zip64=True) as out:
            sink = _Hashing(out)
            yield sink
        self.hashes[name] = sink.digest.hexdigest()

    def add(self, name: str, content: bytes) -> None:
        """A part from memory."""
        with self.member(name) as out:
            out.write(content)


class _Hashing:
    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.digest = out, hashlib.sha256()

    def write(self, content: bytes) -> None:
        """Write on."""
        self._out.write(content)
        self.digest.update(content)


def make(place: Path, *, unit_id: int | None, at: datetime, tell: Tell = lambda _: None) -> Made:
    """Write all that a unit has, or with None the whole office, into a new zip file.

    Whoever calls has asked for permission (`actions`). People go on working meanwhile. The file
    takes its name only when it is whole. Raises BadInput for a file that is there already and
    NoRoom for a full disk.
    """
    if place.exists():
        raise BadInput(
            f"Tệp {place} đã có; Keng không ghi đè.",
            message_en=f"{place} exists; Keng does not write over it.",
            where=str(place),
        )
    with room_for(place), written_whole(place) as out:
        with zipfile.ZipFile(out, "w") as zipped:
            writing = _Writing(zipped, at.astimezone(UTC).timetuple()[:6])
            made = _fill(writing, unit_id, at, tell)
        out.flush()
    return Made(place, made, digest_of(place))


def _fill(writing: _Writing, unit_id: int | None, at: datetime, tell: Tell) -> Contents:
    on = at.date()
    with one_moment():
        if unit_id is None:
            chosen = choosing.everything()
        else:
            tell("chọn dòng / choosing rows")
            chosen = choosing.of_units(choosing.units_of(unit_id, on=on))
        tables = {}
        for model in describing.all_models():
            name = model._meta.db_table
            tell(name)
            tables[name] = _table(writing, model, chosen)
        migrations = applied_migrations()
        writing.add(told.FIGURES, figures_xlsx(chosen, on=on))
    tell("tệp / files")
    files = _files(writing, Path(settings.MEDIA_ROOT), chosen)
    unit = unit_view(unit_id, on=on) if unit_id is not None else None
    made = Contents(
        format=told.FORMAT,
        keng=version("keng"),
        made_at=at.astimezone(UTC).isoformat(),
        unit=unit.key if unit else "",
        unit_name=unit.full_name if unit else "",
        migrations=migrations,
        tables={name: one for name, one in tables.items() if one is not None},
        left_out=writing.left,
        files=files,
    )
    writing.add(told.COLUMNS, telling.columns_csv())
    writing.add(told.LEFT_OUT, telling.left_out_csv(writing.left))
    writing.add(told.README, telling.readme(made))
    writing.add(told.NAME, made.model_dump_json(indent=1).encode())
    lines = [f"{digest}  {name}\n" for name, digest in sorted(writing.hashes.items())]
    writing.add(told.HASHES, "".join(lines).encode())
    return made


def _table(writing: _Writing, model: Model, chosen: Chosen) -> Taken | None:
    """Both forms of a table, and what of it stays; None where all of it stays for a reason."""
    name, words = model._meta.db_table, describing.table_words(model)
    there = model._base_manager.count()
    if words.left:
        if there:
            writing.left.append(LeftOut(what=name, count=there, vi=words.left[0], en=words.left[1]))
        return None
    fields = [one for one in model._meta.concrete_fields if one.column not in words.without]
    columns = [str(one.column) for one in fields]
    rows, shut = 0, Counter[str]()
    with writing.member(f"{told.TABLES}{name}.jsonl") as lines:
        for row in _rows_of(model, columns, chosen):
            lines.write(f"{_ENCODER.encode(row)}\n".encode())
            writing.digests.update(
                one for one in row.values() if isinstance(one, str) and len(one) == _DIGEST_DIGITS
            )
            rows += 1
            shut.update(column for column in words.shut if row[column])
    with writing.member(f"{told.TABLES}{name}.csv") as table:
        table.write("\ufeff".encode() + telling.csv_line(columns))
        for row in _rows_of(model, columns, chosen):
            table.write(telling.csv_line(_plain(value) for value in row.values()))
    _tell_what_stays(writing, model, chosen, there - rows)
    for column in words.without:
        vi, en = "Là bí mật đăng nhập", "A secret to sign in with"
        writing.left.append(LeftOut(what=name, column=column, count=rows, vi=vi, en=en))
    for column, count in sorted(shut.items()):
        vi, en = words.shut[column]
        writing.left.append(LeftOut(what=name, column=column, count=count, vi=vi, en=en))
    return Taken(columns=columns, rows=rows, of_rows=there)


def _tell_what_stays(writing: _Writing, model: Model, chosen: Chosen, staying: int) -> None:
    name, words = model._meta.db_table, describing.table_words(model)
    stayed = chosen.stayed[name]
    if stayed:
        vi = "Dẫn tới dòng của đơn vị khác"
        en = "Names a row of another unit"
        writing.left.append(LeftOut(what=name, count=stayed, vi=vi, en=en))
    if staying > stayed:
        is_nobody = words.of == describing.NOBODY
        vi, en = words.why if is_nobody else ("Của đơn vị khác", "Of other units")
        writing.left.append(LeftOut(what=name, count=staying - stayed, vi=vi, en=en))
    emptied: dict[str, int] = {}
    for columns in chosen.emptied.get(name, {}).values():
        for column in columns:
            emptied[column] = emptied.get(column, 0) + 1
    for column, count in sorted(emptied.items()):
        vi, en = "Dẫn tới dòng của đơn vị khác", "Names a row of another unit"
        writing.left.append(LeftOut(what=name, column=column, count=count, vi=vi, en=en))


def _rows_of(model: Model, columns: list[str], chosen: Chosen) -> Iterator[dict[str, Any]]:
    name, ids = model._meta.db_table, chosen.ids[model._meta.db_table]
    fields = model._meta.concrete_fields
    names = [one.attname for one in fields]
    if ids is None:
        every = model._base_manager.order_by("pk").values_list(*names)
        rows = every.iterator(chunk_size=_ROWS_A_READING)
    else:
        rows = choosing.rows_with(model, "pk", ids)
    emptied = chosen.emptied.get(name, {})
    place_of_pk = names.index(model._meta.pk.attname)
    stored = [str(one.column) for one in fields]
    for row in rows:
        values = {one: told_value(value) for one, value in zip(stored, row, strict=True)}
        values |= dict.fromkeys(emptied.get(row[place_of_pk], ()))
        yield {one: values[one] for one in columns}


def _plain(value: Any) -> Any:
    return _ENCODER.encode(value) if isinstance(value, dict | list) else value


def _files(writing: _Writing, root: Path, chosen: Chosen) -> int:
    """The files that rows name; of the whole office all that outlive their job."""
    taken, others = 0, 0
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        name = path.relative_to(root)
        if not path.is_file() or path.is_symlink():
            continue
        stays = name.parts[0] in _STAYING
        if stays or (chosen.units is not None and path.name not in writing.digests):
            others += 1
            continue
        taken += 1
        with path.open("rb") as file, writing.member(f"{told.FILES}{name.as_posix()}") as out:
            while block := file.read(_BLOCK):
                out.write(block)
    if others:
        vi = "Tệp tạm, bản gốc đã niêm, hoặc tệp của đơn vị khác"
        en = "Passing files, sealed originals, or files of other units"
        writing.left.append(LeftOut(what=told.FILES, count=others, vi=vi, en=en))
    return taken


def digest_of(place: Path) -> str:
    """The sha256 of a file."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
