"""Scans with the real Tesseract: typed pages, drawn, spoiled and read again."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from PIL import Image

from keng.documents.reading import FileRefused, Kind, read
from keng.documents.reading.straightening import reduced, skew_of
from reading_samples import (
    REPORT,
    PdfPage,
    a_page,
    a_pdf,
    as_file,
    bare,
    in_shadow,
    scanned_badly,
    typed_lines,
)

pytestmark = pytest.mark.ocr

NUMBER = re.compile(r"\d[\d.,/]*\d|\d")


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return a_page(REPORT)


def numbers(text: str) -> list[str]:
    return NUMBER.findall(text)


def likeness(text: str) -> float:
    """The share of words of the report that came out as they were typed."""
    words = text.split()
    return sum(word in words for word in REPORT.split()) / len(REPORT.split())


def test_a_clean_page_reads_as_it_was_typed(page):
    document = read(as_file(page), name="q.png")

    assert document.kind is Kind.IMAGE
    assert " ".join(document.text.split()) == " ".join(REPORT.split())
    assert document.notes == ()


def test_the_scan_of_a_typed_page_has_the_figures_of_its_text(page):
    askew = scanned_badly(page, turn=0.7)
    document = read(as_file(askew, kind="PDF"), name="q.pdf")

    assert document.kind is Kind.PDF_SCAN
    assert numbers(document.text) == numbers(REPORT)
    assert document.pages[0].skew == pytest.approx(-0.7, abs=0.2)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_the_wrong_way_is_turned_and_said(page, turn):
    document = read(as_file(page.rotate(turn, expand=True)), name="q.png")

    assert " ".join(document.text.split()) == " ".join(REPORT.split())
    assert document.pages[0].turned == turn
    assert [note.code for note in document.notes] == ["page_turned"]


def test_a_bad_copy_is_read_all_the_same():
    copy = scanned_badly(a_page(REPORT, dpi=150), turn=1.5, grain=45, blur=0.8)
    document = read(as_file(copy), name="q.png")

    assert likeness(document.text) > 0.9
    found = Counter(numbers(document.text))
    assert (found & Counter(numbers(REPORT))).total() >= len(numbers(REPORT)) - 2


def test_what_lies_in_a_shadow_is_read_as_well(page):
    document = read(as_file(in_shadow(page)), name="q.jpg")

    assert likeness(document.text) > 0.97
    assert numbers(document.text) == numbers(REPORT)


def test_a_faint_grainy_copy_is_read():
    faint = a_page(REPORT).point(lambda value: 170 + value * 85 // 255)
    document = read(as_file(scanned_badly(faint, grain=18)), name="q.png")

    assert likeness(document.text) > 0.95


def test_a_figure_is_found_where_it_stands(page):
    document = read(as_file(page), name="q.png")
    line = next(n for n, text in enumerate(document.lines, 1) if "1.250" in text)
    start = document.lines[line - 1].index("1.250")
    box = document.box_of(line, start, start + 5)

    assert box is not None
    inside = page.crop(
        tuple(round(side * size) for side, size in zip(box, (*page.size, *page.size), strict=True))
    )
    assert min(inside.tobytes()) < 60  # ink
    assert inside.width < page.width / 10


def test_an_english_layer_over_the_picture_is_read_again(page):
    document = read(
        a_pdf(PdfPage(typed_lines(bare(REPORT)), picture=page, hidden=True)), name="q.pdf"
    )

    assert likeness(document.text) > 0.97
    assert [note.code for note in document.notes] == ["layer_broken"]


def test_text_and_scans_in_one_file_are_read_page_by_page(page):
    document = read(a_pdf(PdfPage(typed_lines(REPORT)), PdfPage(picture=page)), name="q.pdf")

    assert document.kind is Kind.PDF_MIXED
    assert numbers(document.text) == numbers(REPORT) * 2


def test_many_pages_in_one_picture_file(page):
    document = read(as_file(page, page, kind="TIFF"), name="q.tif")

    assert [place.index for place in document.pages] == [1, 2]
    assert numbers(document.text) == numbers(REPORT) * 2


def test_a_photo_that_is_no_text_is_refused():
    photo = Image.effect_mandelbrot((1600, 1200), (-2, -1.2, 1, 1.2), 80)

    with pytest.raises(FileRefused) as refused:
        read(as_file(photo), name="anh.png")

    assert refused.value.code == "no_text"


def test_a_secret_scan_leaves_nothing(tmp_path):
    with pytest.raises(FileRefused) as refused:
        read(as_file(a_page(f"TỐI MẬT\n{REPORT}")), name="q.png", cache=tmp_path)

    assert refused.value.code == "secret_marked"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("turn", [-3.0, -0.5, 0.0, 0.6, 2.0, 4.5])
def test_the_skew_of_a_page_is_found(page, turn):
    askew = page.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)

    assert skew_of(reduced(askew)) == pytest.approx(-turn, abs=0.2)
