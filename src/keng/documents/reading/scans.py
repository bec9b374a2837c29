"""Pages that are pictures: recognised side by side, each kept when done.

At any moment only as many pictures are held as pages are worked on, so three hundred pages need no
more memory than two.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image

from keng.documents.reading.document import Box, WordPlace
from keng.documents.reading.drafting import Job
from keng.documents.reading.layout import Piece, PlacedPage, laid_out
from keng.documents.reading.looking import DPI, Looking, Seen
from keng.documents.reading.marked import first_mark
from keng.documents.reading.pagecache import forget, keep_page, kept_page
from keng.documents.reading.refusals import FileRefused, refusal
from keng.documents.reading.stamps import without_stamps
from keng.documents.reading.straightening import is_blank, reduced
from keng.documents.reading.tesseract import NotRecognised, Recognised

_WAY: Final = f"vie{DPI}v5"  # how a page is recognised: a page kept by another way is read anew
_DOUBTFUL: Final = 65.0

Supplier = Callable[[int], Image.Image]
"""Gives the picture of a page (counted from 1), grey or coloured; called from several threads."""


@dataclass(frozen=True)
class ScannedPage:
    """One page as it was recognised; `failure` says why it was not."""

    page: int
    laid: PlacedPage
    turned: int = 0
    skew: float = 0.0
    confidence: float = 0.0
    sure: int = 0
    failure: str = ""
    stamps: int = 0

    @property
    def is_doubtful(self) -> bool:
        """Whether a person must compare it with the original."""
        return bool(self.laid.lines) and self.confidence < _DOUBTFUL


def scanned(
    program: str, pages: Sequence[int], supplier: Supplier, job: Job, *, of: int
) -> dict[int, ScannedPage]:
    """Recognise the named pages of a file that has `of` in all.

    Raises FileRefused as soon as a page bears a mark of secrecy; what was kept of it is removed.
    """
    found: dict[int, ScannedPage] = {}
    looking = Looking(program)
    done = of - len(pages)
    with ThreadPoolExecutor(max_workers=job.workers or os.cpu_count() or 1) as together:
        waiting = [together.submit(_page, looking, page, supplier, job) for page in pages]
        try:
            for finished in as_completed(waiting):
                result = finished.result()
                found[result.page] = result
                done += 1
                job.told(done, of)
        except BaseException as reason:
            together.shutdown(wait=True, cancel_futures=True)
            if isinstance(reason, FileRefused):
                forget(job)  # also what other threads kept meanwhile
            raise
    return found


def _page(looking: Looking, page: int, supplier: Supplier, job: Job) -> ScannedPage:
    kept = kept_page(job, page, _WAY)
    if kept is not None and (known := _from_kept(kept, page)) is not None:
        return known
    picture, stamps = without_stamps(supplier(page))
    if is_blank(reduced(picture)):
        return ScannedPage(page, PlacedPage(()))
    try:
        seen = looking.seen(picture)
    except NotRecognised as failure:
        return ScannedPage(page, PlacedPage(()), failure=str(failure))
    result = _result(page, seen, stamps)
    if mark := first_mark(line.text for line in result.laid.lines):
        raise refusal("secret_marked", name=f"{job.name}:{page}", detail=mark)
    keep_page(job, page, _WAY, {**_kept(seen), "stamps": stamps})
    return result


def _result(page: int, seen: Seen, stamps: int) -> ScannedPage:
    laid = laid_out(seen.read.pieces, page=page, shape=seen.shape)
    read = seen.read
    return ScannedPage(
        page, laid, seen.turned, seen.skew, read.confidence, read.sure, stamps=stamps
    )


def _kept(seen: Seen) -> dict[str, Any]:
    words = [[piece.text, *piece.box, *piece.words[0].box] for piece in seen.read.pieces]
    head = {"turned": seen.turned, "skew": seen.skew, "shape": seen.shape}
    return {**head, "confidence": seen.read.confidence, "sure": seen.read.sure, "words": words}


def _from_kept(kept: Mapping[str, Any], page: int) -> ScannedPage | None:
    """The page out of its file; None where the file is not what we wrote."""
    try:
        pieces = tuple(
            Piece(text, Box(*sides[:4]), (WordPlace(0, len(text), Box(*sides[4:])),))
            for text, *sides in kept["words"]
        )
        read = Recognised(pieces, float(kept["confidence"]), int(kept["sure"]))
        seen = Seen(read, int(kept["turned"]), float(kept["skew"]), float(kept["shape"]))
        return _result(page, seen, int(kept["stamps"]))
    except (KeyError, TypeError, ValueError):
        return None
