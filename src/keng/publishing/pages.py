"""A paper page by page as it will look on paper: LibreOffice lays it out, pdfium draws the pages.

What was laid out is kept under the digest of the Word file, so that looking again costs nothing;
the folder is a cache that may be emptied at any time.
"""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Final

import pypdfium2
from django.conf import settings

from keng.db.wholefiles import write_whole
from keng.documents.pdfium import PDFIUM_TURN
from keng.kernel.errors import NotFound
from keng.publishing import pdf

_SCALE: Final = 1.5  # 108 points an inch: sharp on a screen, about 100 kB a page


def page_count(digest: str, content: bytes) -> int:
    """How many pages a Word file has; lays it out the first time, which takes a second or two.

    Raises NoOffice where LibreOffice is missing or makes no PDF.
    """
    place = _place(digest)
    if not place.exists():
        write_whole(place, pdf.to_pdf(content))
    with PDFIUM_TURN, pypdfium2.PdfDocument(place) as document:
        return len(document)


def page(digest: str, n: int) -> bytes:
    """Page `n`, from 1, as a PNG. NotFound for a page that is not there or not laid out."""
    place = _place(digest)
    if place.exists():
        with PDFIUM_TURN, pypdfium2.PdfDocument(place) as document:
            if 1 <= n <= len(document):
                return _drawn(document[n - 1])
    raise NotFound(
        f"Không có trang {n}; hãy mở lại trang xem để ký.",
        message_en=f"There is no page {n}; open the paper again.",
    )


def _drawn(found: pypdfium2.PdfPage) -> bytes:
    written = BytesIO()
    with closing(found), closing(found.render(scale=_SCALE)) as bitmap:
        bitmap.to_pil().save(written, "PNG", optimize=True)
    return written.getvalue()


def _place(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "laid-out" / f"{digest}.pdf"
