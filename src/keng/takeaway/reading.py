"""An archive is read as if an enemy had written it: by name, size, hash, row and column."""

from __future__ import annotations

import hashlib
import json
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from pydantic import ValidationError

from keng.kernel.archives import DAMAGED
from keng.kernel.errors import BadInput
from keng.takeaway import contents as told
from keng.takeaway.contents import Contents

_BLOCK: Final = 1024 * 1024
_LONGEST_LINE: Final = 64 * 1024 * 1024
_LARGEST_LIST: Final = 64 * 1024 * 1024
_MOST_MEMBERS: Final = 1_000_000
_STEEPEST: Final = 200
"""How many times its packed size a part may be; our tables of figures pack about 15 times."""

_CUT: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
"""What nothing but reading an archive raises, so that no other failure passes for damage."""

_SMALL: Final = 1024 * 1024
_DIGEST_DIGITS: Final = 64
_KNOWN: Final = frozenset(
    {told.NAME, told.HASHES, told.README, told.COLUMNS, told.LEFT_OUT, told.FIGURES}
)


@contextmanager
def opened(place: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, open. Raises BadInput for a file that is no zip or is cut short."""
    try:
        zipped = zipfile.ZipFile(place)
    except DAMAGED as error:
        raise refused(place.name, str(error)) from error
    with zipped:
        try:
            yield zipped
        except _CUT as error:
            raise refused(place.name, str(error)) from error


def examined(zipped: zipfile.ZipFile) -> Contents:
    """What the archive holds, after every byte of it was read and found to have its hash.

    Raises BadInput, naming the part: names that lead out of the folder or stand twice, parts that
    unpack to far more than they are, parts that are missing, too many or changed.
    """
    members = zipped.infolist()
    names = [one.filename for one in members]
    if len(names) > _MOST_MEMBERS:
        raise refused(told.NAME, f"{len(names)} > {_MOST_MEMBERS}")
    for one in members:
        if not _is_ours(one):
            raise refused(one.filename[:120], "tên không hợp lệ / a name that may not be")
        if one.file_size > _SMALL and one.file_size > _STEEPEST * max(one.compress_size, 1):
            raise refused(one.filename, "giải nén ra quá lớn / unpacks to far more than it is")
    doubled = {name for name in names if names.count(name) > 1} if _has_doubles(names) else set()
    if doubled:
        raise refused(min(doubled), "có hai lần / stands twice")
    try:
        _require_hashes(zipped, names)
        return _contents(zipped)
    except DAMAGED as error:
        raise refused(Path(zipped.filename or "").name, str(error)) from error


def rows_of(zipped: zipfile.ZipFile, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table with their numbers, from 1. Raises BadInput for a line that is no row."""
    name = f"{told.TABLES}{table}.jsonl"
    with zipped.open(name) as lines:
        n = 0
        while line := lines.readline(_LONGEST_LINE + 1):
            n += 1
            try:
                if len(line) > _LONGEST_LINE:
                    raise ValueError(_LONGEST_LINE)
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise refused(name, f"dòng {n} không đọc được / cannot be read") from error
            if not isinstance(row, dict):
                raise refused(name, f"dòng {n} không phải một dòng của bảng / is no row")
            yield n, row


def files_of(zipped: zipfile.ZipFile) -> Iterator[tuple[str, IO[bytes]]]:
    """The files, each with its name below the folder of files."""
    for one in zipped.infolist():
        if one.filename.startswith(told.FILES):
            with zipped.open(one) as content:
                yield one.filename.removeprefix(told.FILES), content


def refused(where: str, what: str) -> BadInput:
    """The archive is not taken in: which part, and what is wrong with it."""
    return BadInput(
        f"Không nhận tệp dữ liệu: {where}: {what}. Chưa có gì được ghi; hãy xin lại tệp gốc.",
        message_en=f"The archive is not taken in: {where}: {what}. Nothing was written; ask for "
        "the original file again.",
        where=where,
    )


def _is_ours(one: zipfile.ZipInfo) -> bool:
    name = one.filename
    parts = PurePosixPath(name).parts
    kind = one.external_attr >> 28  # of a file from Unix: 8 a file, 0 not told, 10 a link
    is_below = name.startswith((told.TABLES, told.FILES)) and len(parts) > 1
    is_sound = not {"..", "/", "", "."} & set(name.split("/")) and not set("\\\0:") & set(name)
    return kind in (0, 8) and is_sound and (is_below or name in _KNOWN)


def _has_doubles(names: list[str]) -> bool:
    return len(set(names)) != len(names)


def _require_hashes(zipped: zipfile.ZipFile, names: list[str]) -> None:
    hashes = _hashes(zipped, names)
    for one in zipped.infolist():
        if one.filename != told.HASHES and _digest(zipped, one) != hashes[one.filename]:
            raise refused(one.filename, "nội dung không đúng mã băm / its hash is another one")


def _hashes(zipped: zipfile.ZipFile, names: list[str]) -> dict[str, str]:
    if told.HASHES not in names:
        raise refused(told.HASHES, "thiếu / is missing")
    with zipped.open(told.HASHES) as file:
        text = file.read(_LARGEST_LIST + 1)
    hashes = {}
    for n, line in enumerate(text.decode("utf-8", "replace").splitlines(), 1):
        digest, _, name = line.partition("  ")
        if len(digest) != _DIGEST_DIGITS or not name or name in hashes:
            raise refused(told.HASHES, f"dòng {n} không đọc được / cannot be read")
        hashes[name] = digest
    missing = sorted(hashes.keys() - set(names))
    more = sorted(set(names) - hashes.keys() - {told.HASHES})
    if missing:
        raise refused(missing[0], "thiếu / is missing")
    if more:
        raise refused(more[0], "không có trong SHA256SUMS / is not in SHA256SUMS")
    return hashes


def _digest(zipped: zipfile.ZipFile, one: zipfile.ZipInfo) -> str:
    digest, size = hashlib.sha256(), 0
    with zipped.open(one) as content:
        while block := content.read(_BLOCK):
            digest.update(block)
            size += len(block)
            if size > one.file_size:
                raise refused(one.filename, "lớn hơn đã nói / is larger than it says")
    return digest.hexdigest()


def _contents(zipped: zipfile.ZipFile) -> Contents:
    if told.NAME not in zipped.namelist():
        raise refused(told.NAME, "thiếu / is missing")
    with zipped.open(told.NAME) as file:
        text = file.read(_LARGEST_LIST + 1)
    try:
        made = Contents.model_validate_json(text)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(one) for one in first["loc"])
        raise refused(told.NAME, f"{where}: {first['msg']}") from wrong
    there = {
        name.removeprefix(told.TABLES).removesuffix(".jsonl")
        for name in zipped.namelist()
        if name.startswith(told.TABLES) and name.endswith(".jsonl")
    }
    for table in sorted(there ^ made.tables.keys()):
        raise refused(f"{told.TABLES}{table}.jsonl", "thiếu hoặc thừa / is missing or too many")
    return made
