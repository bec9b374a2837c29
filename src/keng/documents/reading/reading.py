"""Files into lines: told apart by content, bounded, and refused whole where they cannot be read."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from keng.documents.archives import MEBIBYTE
from keng.documents.reading.document import Kind, ReadDocument
from keng.documents.reading.drafting import Draft, Job, Progress, Reader
from keng.documents.reading.kinds import SORTS, fits, sort_of
from keng.documents.reading.marked import refuse_secret
from keng.documents.reading.notes import said
from keng.documents.reading.refusals import refusal
from keng.documents.reading.syllables import look_of

# Each reader is loaded when its kind of file comes: a text file must not wait for a PDF library.
_READERS: Final = {
    "txt": ("plaintext", "read_text"),
    "docx": ("word", "read_word"),
    "doc": ("oldword", "read_old_word"),
    "xlsx": ("workbook", "read_workbook"),
    "pdf": ("pdf", "read_pdf"),
    "image": ("image", "read_image"),
}
LARGEST: Final = dict.fromkeys(SORTS, 20 * MEBIBYTE) | {
    # Three hundred grey pages of a scanner at 200 dpi weigh 250.
    "pdf": 400 * MEBIBYTE,
    "image": 400 * MEBIBYTE,
}
_ENOUGH_WORDS: Final = 30  # below, nothing is said about the language


def read(
    source: Path | str | bytes,
    *,
    name: str = "",
    progress: Progress | None = None,
    cache: Path | None = None,
    workers: int = 0,
) -> ReadDocument:
    """The lines of a file, given by its path or its bytes, and where each of them stands.

    `name` is the file as the person knows it (default: that of the path). Of a scan, `progress`
    hears (pages done, pages in all) and `cache` is a folder where recognised pages wait, in clear,
    so that a reading that was broken off goes on; it is the caller's to protect and to empty.

    Raises FileRefused (a BadInput) with a code of `REFUSALS`; then nothing of the file is kept,
    in the cache neither. Raises OSError where the path cannot be opened.
    Source: docs/reference/reading-files.md; marks of secrecy: semantics 29.
    """
    content, told = _content(source, name)
    sort = sort_of(content, name=told)
    _refuse_large(len(content), LARGEST[sort], told)
    digest = hashlib.sha256(content).hexdigest()
    job = Job(told, digest, progress, cache, workers)
    draft = _reader(sort)(content, job)
    refuse_secret(draft, job)
    if not any(line.strip() for line in draft.lines):
        has_pictures = sort in ("pdf", "image") or any(n.code == "embedded" for n in draft.notes)
        raise refusal("no_text" if has_pictures else "file_empty", name=told)
    if not fits(sort, told):
        draft.notes.insert(0, said("other_name", SORTS[sort].label))
    _say_language(draft)
    return draft.finished(job)


def _content(source: Path | str | bytes, name: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name or "tệp"
    path = Path(source)
    told = name or path.name
    _refuse_large(path.stat().st_size, max(LARGEST.values()), told)
    return path.read_bytes(), told


def _refuse_large(size: int, largest: int, name: str) -> None:
    if size > largest:
        detail = f"{size // MEBIBYTE} MB > {largest // MEBIBYTE} MB"
        raise refusal("file_too_large", name=name, detail=detail)


def _reader(sort: str) -> Reader:
    module, function = _READERS[sort]
    return cast("Reader", getattr(import_module(f"keng.documents.reading.{module}"), function))


def _say_language(draft: Draft) -> None:
    if draft.kind is Kind.XLSX:
        return  # headings and names of units: too few sentences to judge
    look = look_of("\n".join(draft.lines))
    if look.words < _ENOUGH_WORDS or look.is_vietnamese:
        return
    draft.notes.append(said("marks_lost" if look.lost_marks else "other_language"))
