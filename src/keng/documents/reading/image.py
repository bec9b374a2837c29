"""Pictures of pages: photos and scans, also many in one file (TIFF)."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image, ImageOps

from keng.documents.photos import DAMAGED_PICTURE
from keng.documents.reading.document import Kind
from keng.documents.reading.drafting import Draft, Job
from keng.documents.reading.mending import RomanNumbers
from keng.documents.reading.recognising import add_scanned
from keng.documents.reading.refusals import refusal
from keng.documents.reading.scans import scanned
from keng.documents.reading.tesseract import tesseract

FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")
MOST_PAGES: Final = 1000
_MOST_PIXELS: Final = 60_000_000  # four times what a good phone takes; a bomb of pixels is larger
_LONGEST: Final = 3508  # A4 at 300 dpi; more only costs time
_DPI_OF_LONGEST: Final = 300
_SHORTEST: Final = 1500  # below, letters have too few pixels: the picture is drawn larger
_WANTED: Final = 2339  # A4 at 200 dpi
_FEWEST_SURE: Final = 5  # words: a photo of people or a landscape "reads" as fewer


def read_image(content: bytes, job: Job) -> Draft:
    """Recognise every page of a picture file.

    Raises FileRefused: "no_ocr" without Tesseract, "no_text" where nothing readable is on it,
    "file_broken", "file_too_large" (pixels), "too_many_pages".
    """
    frames = _Frames(content, job)
    program = tesseract()
    if program is None:
        raise refusal("no_ocr", name=job.name)
    pages = range(1, frames.count + 1)
    found = scanned(program, pages, frames.picture, job, of=frames.count)
    if sum(found[page].sure for page in pages) < _FEWEST_SURE:
        raise refusal("no_text", name=job.name)
    draft, numbers = Draft(Kind.IMAGE), RomanNumbers()
    for page in pages:
        add_scanned(draft, found[page], numbers)
    return draft


def page_picture(content: bytes, page: int, *, name: str, dpi: int) -> Image.Image:
    """The picture of one page (from 1) of a picture file, at most A4 in this resolution.

    Raises FileRefused: "file_broken" (also for a page that is not there), "file_too_large".
    """
    found = _Frames(content, Job(name, "", None, None, 0)).picture(page)
    longest = round(_LONGEST * dpi / _DPI_OF_LONGEST)
    found.thumbnail((longest, longest))
    return found


class _Frames:
    """The pictures of one file; `picture` may be called from several threads."""

    def __init__(self, content: bytes, job: Job) -> None:
        self._content = content
        self._job = job
        self._turn = threading.Lock()
        with self._opened() as opened:
            self.count: int = getattr(opened, "n_frames", 1)
            self._refuse_many_pixels(opened)
        if self.count > MOST_PAGES:
            raise refusal("too_many_pages", name=job.name, detail=str(self.count))

    def picture(self, page: int) -> Image.Image:
        """The picture of a page, upright as its camera says and in a readable size."""
        with self._turn, self._opened() as opened:
            opened.seek(page - 1)
            self._refuse_many_pixels(opened)
            upright = ImageOps.exif_transpose(opened)
            return _sized(_plain(_on_white(upright)))

    @contextmanager
    def _opened(self) -> Iterator[Image.Image]:
        """The open file; what the library says of its damage becomes a refusal."""
        try:
            with warnings.catch_warnings():
                # The library warns of odd tags, which do not matter here, and of bombs of pixels,
                # which our own limit refuses.
                warnings.simplefilter("ignore")
                with Image.open(io.BytesIO(self._content), formats=FORMATS) as opened:
                    yield opened
        except Image.DecompressionBombError:
            raise self._too_many_pixels("") from None
        except DAMAGED_PICTURE as damage:
            detail, english = "ảnh không mở được", "the picture cannot be opened"
            raise refusal(
                "file_broken", name=self._job.name, detail=detail, detail_en=english
            ) from damage

    def _refuse_many_pixels(self, opened: Image.Image) -> None:
        if opened.width * opened.height > _MOST_PIXELS:
            raise self._too_many_pixels(f"{opened.width} × {opened.height} ")

    def _too_many_pixels(self, size: str) -> Exception:
        detail, english = f"{size}điểm ảnh".strip(), f"{size}pixels".strip()
        return refusal("file_too_large", name=self._job.name, detail=detail, detail_en=english)


def _on_white(picture: Image.Image) -> Image.Image:
    """Transparent paper is white: as a colour it may be stored as black."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture
    layered = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)


def _plain(picture: Image.Image) -> Image.Image:
    """Grey or three colours, whatever the file holds."""
    return picture.convert("L" if picture.mode in ("1", "L", "I", "I;16", "F", "LA") else "RGB")


def _sized(picture: Image.Image) -> Image.Image:
    longest = max(picture.size)
    if _SHORTEST <= longest <= _LONGEST:
        return picture
    factor = (_LONGEST if longest > _LONGEST else _WANTED) / longest
    if factor > 4:  # a button or an icon is not made readable by drawing it larger
        return picture
    width, height = (max(1, round(side * factor)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS)
