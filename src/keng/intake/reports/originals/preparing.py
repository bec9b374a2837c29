"""An original made ready to be kept, before any transaction: pages placed, bytes sealed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from keng.documents import office
from keng.documents.reading import FileRefused, Kind, ReadDocument, read
from keng.intake.reports.extracting import Extract
from keng.intake.reports.originals import sealing
from keng.intake.reports.originals.places import Paper, paper_of, paper_of_word

_PDF: Final = (Kind.PDF_TEXT, Kind.PDF_SCAN, Kind.PDF_MIXED)
_NO_PAPER: Final = Paper((), {})


class Keeping(StrEnum):
    """What is kept of a file that is read."""

    MASKED = "masked"  # the masked text and the digest
    ORIGINAL = "original"  # also the file itself, sealed


@dataclass(frozen=True)
class Prepared:
    """A sealed original that waits for its row; `paper` says where its figures stand."""

    name: str
    digests: dict[str, str]
    size: int
    sort: str
    paper: Paper


def prepare(content: bytes, source: ReadDocument, found: Extract, *, name: str) -> Prepared:
    """Place the figures on the pages and seal the file under a new key.

    A Word file becomes a PDF where LibreOffice is installed; a text or a workbook has no pages.
    The caller discards it (`sealing.discard`)
    where the row is not written.
    """
    files = {sealing.PAPER: content}
    sort, paper = "", _NO_PAPER
    if source.kind in _PDF or source.kind is Kind.IMAGE:
        sort, paper = "pdf" if source.kind in _PDF else "image", paper_of(source, found)
    elif source.kind in (Kind.DOCX, Kind.DOC):
        made = _printed(content, source)
        placed = paper_of_word(source, found, made[1]) if made else None
        if made is not None and placed is not None:
            sort, paper = "pdf", placed
            files[sealing.DRAWN] = made[0]
    digests = sealing.seal(name, files, sha256=source.sha256)
    return Prepared(name, digests, len(content), sort, paper)


def _printed(content: bytes, source: ReadDocument) -> tuple[bytes, ReadDocument] | None:
    """A Word file as a PDF and as it is read; None where LibreOffice is missing or fails."""
    program = office.office()
    suffix = ".docx" if source.kind is Kind.DOCX else office.suffix_of(content)
    made = office.converted(program, content, suffix=suffix, to="pdf") if program else None
    if made is None:
        return None
    try:
        return made, read(made, name=source.name)
    except FileRefused:
        return None
