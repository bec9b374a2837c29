"""Files as evidence: what may be put in, told by content, and where it lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from keng.documents.archives import MEBIBYTE
from keng.documents.photos import redrawn
from keng.documents.reading.kinds import SORTS, fits, sort_of
from keng.documents.reading.marked import mark_in
from keng.documents.reading.pdf import typed_lines
from keng.documents.reading.reading import read
from keng.documents.reading.refusals import FileRefused, refusal
from keng.documents.store import FileStore
from keng.kernel.errors import BadInput

LARGEST_FILE: Final = 25 * MEBIBYTE
MOST_A_CRITERION: Final = 30
_TEXT_SORTS: Final = frozenset({"txt", "docx", "xlsx"})
_NO_TEXT: Final = frozenset({"no_text", "no_ocr", "text_garbled"})


@dataclass(frozen=True)
class Kept:
    """A file as it is kept: what sort it is and its bytes (a photo is drawn anew)."""

    sort: str
    content: bytes


def store() -> FileStore:
    """The store of evidence, in the folder of the files."""
    return FileStore(Path(settings.MEDIA_ROOT) / "evidence")


def refuse_too_large(size: int, name: str) -> None:
    """Refuse by size alone, before the bytes are read: for uploads that say how large they are."""
    if size > LARGEST_FILE:
        raise BadInput(
            f"Tệp nặng {size // MEBIBYTE} MB, quá {LARGEST_FILE // MEBIBYTE} MB. Hãy nén hoặc "
            "tách tệp; phim thì để nơi khác và dán đường dẫn.",
            message_en=f"The file has {size // MEBIBYTE} MB, over {LARGEST_FILE // MEBIBYTE} MB. "
            "Make it smaller or split it; put a film elsewhere and give the link.",
            where=name,
            code="evidence_too_large",
        )


def kept_file(content: bytes, name: str) -> Kept:
    """The file as it may be kept, told by its bytes and never by its name.

    A picture is drawn anew without metadata. Raises BadInput: too large; empty; a kind that is no
    evidence; a name that says another kind than the bytes (a program named .pdf); macros; a mark
    of secrecy in its text. A scan is not recognised here: nobody waits minutes for an upload.
    """
    refuse_too_large(len(content), name)
    sort = sort_of(content, name=name)
    if not fits(sort, name):
        raise BadInput(
            f"Tên tệp không đúng với nội dung: nội dung là {SORTS[sort].label}. Hãy đổi đuôi tệp "
            "cho đúng rồi đính kèm lại.",
            message_en=f"The name does not fit the content, which is {sort}; correct the ending "
            "and attach it again.",
            where=name,
            code="name_and_content_differ",
        )
    if sort == "image":
        return Kept("photo", redrawn(content, filename=name).content)
    if sort == "pdf":
        _refuse_marked(typed_lines(content, name=name), name)
    elif sort in _TEXT_SORTS:
        _refuse_secret(content, name)
    return Kept(sort, content)


def kept_photo(content: bytes, name: str) -> Kept:
    """A photo drawn anew without metadata (semantics 27); BadInput for anything else."""
    refuse_too_large(len(content), name)
    return Kept("photo", redrawn(content, filename=name).content)


def _refuse_secret(content: bytes, name: str) -> None:
    """Read the text for a mark of secrecy; a file without text is kept as it is."""
    try:
        read(content, name=name)
    except FileRefused as refused:
        if refused.code not in _NO_TEXT:
            raise


def _refuse_marked(lines: Iterable[str], name: str) -> None:
    for line in lines:
        if mark := mark_in(line, is_doubtful=False):
            raise refusal("secret_marked", name=name, detail=mark)
