"""A red stamp over typed text is taken off; red words and all else stay."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from keng.documents.reading import read
from keng.documents.reading.stamps import without_stamps
from keng.documents.reading.tesseract import tesseract
from reading_samples import FONT, REPORT, a_page, as_file

RED = (215, 40, 50)


def stamped(page: Image.Image, place: tuple[int, int], *, radius: int = 142) -> Image.Image:
    """The page with a round stamp in red ink, 36 mm across on a page of 200 dpi."""
    ink = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ink)
    x, y = place
    for inner in (0, 14):
        edge = radius - inner
        pen.ellipse((x - edge, y - edge, x + edge, y + edge), outline=RED, width=6)
    face = ImageFont.truetype(FONT, 26)
    for row, words in enumerate(("ỦY BAN NHÂN DÂN", "XÃ ĐÔNG PHÚ", "HUYỆN TÂN LẠC")):
        pen.text((x - radius + 24, y - 50 + row * 32), words, font=face, fill=RED)
    return ImageChops.multiply(page.convert("RGB"), ink)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two grey pictures in shades."""
    counts = ImageChops.difference(one, other).histogram()
    return sum(shade * seen for shade, seen in enumerate(counts)) / sum(counts)


@pytest.mark.parametrize("place", [(600, 700), (1000, 400), (300, 180)])
def test_below_the_stamp_the_page_is_as_it_was(place: tuple[int, int]) -> None:
    page = a_page(REPORT)

    cleaned, stamps = without_stamps(stamped(page, place))

    assert stamps == 1
    assert difference(cleaned, page) < 0.2


def test_red_words_are_no_stamp() -> None:
    page = a_page(REPORT).convert("RGB")
    pen = ImageDraw.Draw(page)
    pen.text((240, 1500), "Số liệu cần kiểm tra lại: 125 vụ", fill=RED, font=_face(36))
    pen.line((200, 1600, 1500, 1600), fill=RED, width=4)

    kept, stamps = without_stamps(page)

    assert stamps == 0
    assert ImageChops.difference(kept, page.convert("L")).getbbox() is None


def _face(size: int) -> Any:
    return ImageFont.truetype(FONT, size)


def test_a_stamp_with_corners_stays_for_it_may_say_that_the_paper_is_secret() -> None:
    page = a_page(REPORT).convert("RGB")
    pen = ImageDraw.Draw(page)
    pen.rectangle((200, 100, 500, 320), outline=RED, width=6)
    pen.text((230, 160), "TỐI MẬT", font=_face(60), fill=RED)

    kept, stamps = without_stamps(page)

    assert stamps == 0
    assert ImageChops.difference(kept, page.convert("L")).getbbox() is None


def test_a_grey_page_has_no_stamp() -> None:
    page = a_page(REPORT)

    assert without_stamps(page) == (page, 0)


@pytest.mark.ocr
def test_text_below_a_stamp_is_read_and_the_stamp_is_told() -> None:
    assert tesseract() is not None
    page = stamped(a_page(REPORT), (700, 420))

    document = read(as_file(page, kind="PDF"), name="a.pdf")

    assert [note.code for note in document.notes] == ["stamp"]
    assert "1.250 lượt" in document.text
    assert "07 khẩu súng" in document.text
    assert "214 buổi" in document.text
