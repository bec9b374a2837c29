"""Targets of `fuzz.py` for archives and Keng's own files, as if an enemy had written them."""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Final
from unittest.mock import patch

from django.apps import apps
from fuzz_lists import ROOT, Target
from PIL import Image

from keng.backups import archive, cipher
from keng.documents import door, photos
from keng.documents.reading import FileRefused, read
from keng.documents.workbooks import open_workbook
from keng.documents.workbooks.refusals import WorkbookRefused
from keng.journal.seals import SealRecord
from keng.kernel.errors import BadInput
from keng.packs.loading import load_pack
from keng.packs.problems import PackError
from keng.packs.unpacking import unpacked
from keng.takeaway import arriving, reading
from reading_samples import a_docx, a_page, as_file, para

PACK: Final = ROOT / "tests/programmes/sound"
FILES: Final = tuple(sorted(PACK.glob("**/*.yaml")))
HASHES: Final = "SHA256SUMS"
TABLE: Final = "orgunits_unit"
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def _zip(data: bytes) -> None:
    """Whatever calls itself a zip, at the door and at each room that opens one."""
    with suppress(BadInput):
        door.admit(BytesIO(data), filename="a.zip", size=len(data))
    with suppress(BadInput), unpacked(data, "a.zip"):
        pass
    with suppress(FileRefused):
        read(data, name="a.docx")
    with suppress(WorkbookRefused):
        open_workbook(data, name="a.xlsx")
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        Path(file.name).write_bytes(data)
        with suppress(BadInput), reading.opened(Path(file.name)) as zipped:
            reading.examined(zipped)


def _takeaway(data: bytes) -> None:
    """An archive of data whose hashes are right: what it says of itself, and a table's lines."""
    contents, _, lines = data.partition(b"\n--\n")
    parts = {"contents.json": contents, f"tables/{TABLE}.jsonl": lines}
    sums = "".join(f"{hashlib.sha256(one).hexdigest()}  {name}\n" for name, one in parts.items())
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        with zipfile.ZipFile(file.name, "w") as made:
            for name, one in {**parts, HASHES: sums.encode()}.items():
                made.writestr(name, one)
        with suppress(BadInput), reading.opened(Path(file.name)) as zipped:
            told = reading.examined(zipped)
            _rows(zipped, told.tables[TABLE].columns, told.tables[TABLE].rows)


def _rows(zipped: zipfile.ZipFile, columns: list[str], count: int) -> None:
    model = next(one for one in apps.get_models() if one._meta.db_table == TABLE)
    with patch.object(arriving, "_put", lambda _model, waiting, _where: waiting.clear()):
        arriving._load(zipped, model, columns, count)


def _backup(data: bytes) -> None:
    """A backup: as it is, as what is packed in it, and as what its manifest says."""
    with tarfile.open(fileobj=(out := BytesIO()), mode="w") as tar:
        told = tarfile.TarInfo("manifest.json")
        told.size = len(data)
        tar.addfile(told, BytesIO(data))
    for one in (data, gzip.compress(data, 1), gzip.compress(out.getvalue(), 1)):
        with tempfile.NamedTemporaryFile(suffix=".kengbackup") as file:
            Path(file.name).write_bytes(one)
            with suppress(BadInput):
                archive.examined(Path(file.name), None)


def _sealed(data: bytes) -> None:
    """A backup under a passphrase, without the quarter of a second that the key costs."""
    with patch.object(cipher, "_key", lambda *_told: bytes(32)), suppress(BadInput):
        opened = cipher.OpeningReader(BytesIO(cipher.MAGIC + data), "x" * 20)
        while opened.read(65_536):
            pass


def _seal(data: bytes) -> None:
    """A seal of the journal as it was written into a file or a mail."""
    with suppress(BadInput):
        SealRecord.from_text(data.decode("utf-8", errors="replace"))


def _pack(data: bytes) -> None:
    """A pack of which one file is the data: which one, the first byte says."""
    if not data:
        return
    with tempfile.TemporaryDirectory(prefix="fuzz-pack-") as place:
        folder = copytree(PACK, Path(place) / PACK.name)
        (folder / FILES[data[0] % len(FILES)].relative_to(PACK)).write_bytes(data[1:])
        with suppress(PackError):
            load_pack(folder)


def _photo(data: bytes) -> None:
    """A picture of a group or of evidence."""
    with suppress(BadInput):
        photos.redrawn(data, filename="a.jpg")


def _zips() -> Iterator[bytes]:
    for method in METHODS:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", method) as made:
            made.writestr("pack/pack.yaml", "code: a\n" * 20)
            made.writestr("[Content_Types].xml", "<Types/>" * 9)
            made.writestr("xl/workbook.xml", "<workbook/>" * 9)
            made.writestr("word/document.xml", "<document/>" * 9)
            made.writestr("contents.json", "{}")
            made.writestr(HASHES, f"{'0' * 64}  contents.json\n")
        yield out.getvalue()
    yield a_docx(para("Có 12 vụ"))


def _takeaways() -> Iterator[bytes]:
    model = next(one for one in apps.get_models() if one._meta.db_table == TABLE)
    columns = [str(one.column) for one in model._meta.concrete_fields]
    told = {
        "format": 1,
        "keng": "1",
        "made_at": "2026-11-30",
        "unit": "",
        "unit_name": "",
        "migrations": [["orgunits", "0001"]],
        "left_out": [],
        "files": 0,
        "tables": {TABLE: {"columns": columns, "rows": 2, "of_rows": 2}},
    }
    row = dict.fromkeys(columns) | {columns[0]: 1}
    lines = "\n".join(json.dumps(one) for one in (row, dict.fromkeys(columns, "2024-01-01")))
    yield f"{json.dumps(told)}\n--\n{lines}\n".encode()


def _backups() -> Iterator[bytes]:
    told = {
        "format": 1,
        "keng": "1",
        "made_at": "",
        "engine": "sqlite",
        "migrations": [],
        "tables": {},
        "files": {},
        "vanished": [],
        "keys": [],
        "left_out": [],
    }
    yield json.dumps(told).encode()
    for kind in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        with tarfile.open(fileobj=(out := BytesIO()), mode="w", format=kind) as tar:
            for name in ("manifest.json", "tables/a/1", f"files/{'ạ' * 120}"):
                one = tarfile.TarInfo(name)
                one.size = 2
                tar.addfile(one, BytesIO(b"{}"))
        yield out.getvalue()[:4000]
        yield gzip.compress(out.getvalue())


def _sealeds() -> Iterator[bytes]:
    with patch.object(cipher, "_key", lambda *_told: bytes(32)):
        out = BytesIO()
        with cipher.SealingWriter(out, "x" * 20) as writer:
            writer.write(b"abc")
    yield out.getvalue().removeprefix(cipher.MAGIC)


def _seals() -> Iterator[bytes]:
    record = SealRecord(1, "2026-11-30T00:00:00Z", "0" * 64, "k", "1" * 64)
    yield record.to_text().encode()


def _packs() -> Iterator[bytes]:
    for number, file in enumerate(FILES):
        yield bytes([number]) + file.read_bytes()[:3999]


def _photos() -> Iterator[bytes]:
    for kind in ("PNG", "JPEG", "WEBP"):
        yield as_file(a_page("Có 12 vụ", dpi=20), kind=kind)
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    out = BytesIO()
    Image.new("RGB", (9, 6)).save(out, "JPEG", exif=exif)
    yield out.getvalue()


ARCHIVES: Final[Mapping[str, tuple[Target, Callable[[], Iterator[bytes]]]]] = {
    "zip": (_zip, _zips),
    "takeaway": (_takeaway, _takeaways),
    "backup": (_backup, _backups),
    "sealed": (_sealed, _sealeds),
    "seal": (_seal, _seals),
    "pack": (_pack, _packs),
    "photo": (_photo, _photos),
}
