"""One page of a file as a picture, upright as it was read, with what must not be seen painted over.

Boxes of a `ReadDocument` are those of the page turned and straightened, so the picture is drawn the
same way and they fit. A covered place is painted into the picture itself: nothing lies below it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib import import_module
from typing import Final, cast

from PIL import Image, ImageDraw

from keng.documents.reading.document import Box, Page
from keng.documents.reading.straightening import straightened, turned

DPI: Final = 150
"""Of a page that is drawn to be read by people; twice what a screen shows of A4."""
_QUALITY: Final = 82
_PAINT: Final = "#8a8f98"
_WIDER: Final = 0.004  # of the width of the page: the edges of letters
_TALLER: Final = 0.2  # of the height of the place: marks above and below


def drawn_page(
    content: bytes, sort: str, page: Page, *, covers: Iterable[Box] = (), name: str = ""
) -> bytes:
    """The page of a "pdf" or "image" as a JPEG without metadata, the covered places painted over.

    Raises FileRefused where the file or the page cannot be drawn.
    """
    # Loaded when the first page is drawn: what only lists reports must not wait for a PDF library.
    reader = import_module(f"keng.documents.reading.{sort}")
    found = cast("Image.Image", reader.page_picture(content, page.index, name=name, dpi=DPI))
    upright = straightened(turned(found, page.turned), page.skew).convert("RGB")
    painter = ImageDraw.Draw(upright)
    for box in covers:
        painter.rectangle(_pixels(box, upright), fill=_PAINT)
    written = io.BytesIO()
    upright.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


def _pixels(box: Box, picture: Image.Image) -> tuple[float, float, float, float]:
    more = (box.bottom - box.top) * _TALLER
    width, height = picture.size
    return (
        max(0.0, box.left - _WIDER) * width,
        max(0.0, box.top - more) * height,
        min(1.0, box.right + _WIDER) * width,
        min(1.0, box.bottom + more) * height,
    )
