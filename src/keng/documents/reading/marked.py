"""A file that bears a mark of secrecy is refused whole, whatever reader read it (semantics 29)."""

from __future__ import annotations

from collections.abc import Iterable

from keng.documents.reading.drafting import Draft, Job
from keng.documents.reading.pagecache import forget
from keng.documents.reading.refusals import refusal
from keng.documents.secrecy import faded_secrecy_mark, secrecy_mark


def refuse_secret(draft: Draft, job: Job) -> None:
    """Raise FileRefused ("secret_marked") where a line or a head of a page is a stamp of secrecy.

    Pages that wait in the caller's cache are removed first.
    """
    is_doubtful = any(page.source == "ocr" for page in draft.pages)
    for number, line in enumerate((*draft.lines, *draft.beside), 1):
        if mark := mark_in(line, is_doubtful=is_doubtful):
            forget(job)
            where = f"{job.name}:{number}" if number <= len(draft.lines) else job.name
            raise refusal("secret_marked", name=where, detail=mark)


def first_mark(lines: Iterable[str]) -> str | None:
    """The first mark that recognised lines bear, or None; for lines not yet in a draft."""
    return next((mark for line in lines if (mark := mark_in(line, is_doubtful=True))), None)


def mark_in(line: str, *, is_doubtful: bool) -> str | None:
    """The mark that stands alone in the line or in one of its columns."""
    if len(line) > 400:
        return None
    for piece in line.split("\t"):
        bare = piece.strip(" |¦[](){}_.:;,'’‘\"“”-–—=~")
        mark = secrecy_mark(bare) or (faded_secrecy_mark(bare) if is_doubtful else None)
        if mark:
            return mark
    return None
