"""A PDF with text reads in the order in which it is seen; a broken layer is known as such."""

from __future__ import annotations

import pytest
from PIL import Image

from keng.documents.reading import Footnote, Kind, ReadDocument, pdf, pdftext, read
from keng.documents.reading.document import Box, WordPlace
from keng.documents.reading.layout import Piece, laid_out
from keng.documents.reading.scans import ScannedPage
from reading_samples import REPORT, PdfPage, Typed, a_pdf, bare, typed_lines

GREY = Image.linear_gradient("L").resize((800, 1100))


def of(*pages: PdfPage) -> ReadDocument:
    return read(a_pdf(*pages), name="bc.pdf")


def codes(document: ReadDocument) -> list[str]:
    return [note.code for note in document.notes]


@pytest.fixture
def recognising(monkeypatch):
    """Instead of Tesseract: each page is recognised as the report, and it is noted which."""
    asked: list[int] = []

    def scanned(_program, pages, _supplier, _job, *, of):
        assert of >= len(pages)
        asked.extend(pages)
        pieces = [
            Piece(word, box, (WordPlace(0, len(word), box),))
            for row, line in enumerate(REPORT.split("\n"))
            for place, word in enumerate(line.split())
            for box in [
                Box(0.04 * place, 0.1 + row * 0.03, 0.04 * place + 0.035, 0.12 + row * 0.03)
            ]
        ]
        laid = laid_out(pieces, page=pages[0], shape=0.7) if pages else None
        return {page: ScannedPage(page, laid, confidence=95.0, sure=200) for page in pages}

    monkeypatch.setattr(pdf, "tesseract", lambda: "tesseract")
    monkeypatch.setattr(pdf, "scanned", scanned)
    return asked


@pytest.fixture
def no_tesseract(monkeypatch):
    monkeypatch.setattr(pdf, "tesseract", lambda: None)


def test_lines_pages_and_printed_numbers():
    number = (Typed(105, 15, "2"),)
    document = of(PdfPage(typed_lines(REPORT)), PdfPage((*number, *typed_lines("Hết."))))

    assert document.kind is Kind.PDF_TEXT
    assert document.text == f"{REPORT}\nHết."
    assert [(page.index, page.source, page.number) for page in document.pages] == [
        (1, "layer", ""),
        (2, "layer", "2"),
    ]
    assert document.places[-1].page == 2


def test_words_are_read_as_they_are_seen_not_as_they_are_stored():
    document = of(PdfPage((Typed(120, 60, "05"), Typed(30, 70, "Dưới"), Typed(30, 60, "Vụ cháy"))))

    assert document.lines == ("Vụ cháy\t05", "Dưới")


def test_a_figure_is_found_at_its_place_on_the_page():
    document = of(PdfPage(typed_lines("Có 18 buổi", top=99)))
    box = document.box_of(1, 3, 5)

    assert box is not None
    assert 0.1 < box.left < box.right < 0.3
    assert 0.3 < box.top < 0.33 < box.bottom < 0.34


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_shown_the_wrong_way_is_read_upright_and_said(rotate):
    document = of(PdfPage(typed_lines(REPORT), rotate=rotate))

    assert document.text == REPORT
    assert document.pages[0].turned == 360 - rotate
    assert codes(document) == ["page_turned"]


def test_a_raised_number_is_a_mark_bound_to_the_note_at_the_foot():
    text = "Toàn xã có 12 mô hình"
    after = 30 + len(text) * 13 * 0.5 * 25.4 / 72
    document = of(
        PdfPage(
            (
                Typed(30, 60, text),
                Typed(after, 58, "1", 8),
                Typed(30, 70, "Diện tích 120 m"),
                Typed(30 + 15 * 13 * 0.5 * 25.4 / 72, 68, "2", 8),
                Typed(30, 270, "1", 8),
                Typed(34, 271, "Theo số liệu của Công an xã"),
            )
        )
    )

    assert document.lines == (text, "Diện tích 120 m2", "", "Theo số liệu của Công an xã")
    assert document.footnotes == (Footnote("1", 1, len(text), 4, 4),)


def test_letters_of_an_old_font_in_the_layer_are_turned():
    typed = "Công an xã Đông Phú đã vận động nhân dân giao nộp vũ khí, giữ vững trật tự"
    old = "C«ng an x· §«ng Phó ®· vËn ®éng nh©n d©n giao nép vò khÝ, gi÷ v÷ng trËt tù"
    document = of(PdfPage(typed_lines(old)))

    assert document.text == typed
    assert codes(document) == ["old_font"]


def test_a_scan_without_layer_is_recognised(recognising):
    document = of(PdfPage(picture=GREY))

    assert document.kind is Kind.PDF_SCAN
    assert document.text == REPORT
    assert recognising == [1]


def test_a_good_layer_under_a_picture_is_kept(recognising):
    document = of(PdfPage(typed_lines(REPORT), picture=GREY, hidden=True))

    assert document.kind is Kind.PDF_TEXT
    assert recognising == []


@pytest.mark.usefixtures("recognising")
def test_a_layer_that_lost_its_marks_is_recognised_again_and_said():
    document = of(PdfPage(typed_lines(bare(REPORT)), picture=GREY, hidden=True))

    assert document.text == REPORT
    assert codes(document) == ["layer_broken"]


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_the_broken_layer_is_given_and_said():
    document = of(PdfPage(typed_lines(bare(REPORT)), picture=GREY, hidden=True))

    assert document.text == bare(REPORT)
    assert codes(document) == ["layer_kept", "marks_lost"]


def test_a_broken_layer_without_picture_is_given_and_said(recognising):
    document = of(PdfPage(typed_lines(bare(REPORT))))

    assert document.text == bare(REPORT)
    assert codes(document) == ["marks_lost"]
    assert recognising == []


@pytest.mark.usefixtures("recognising")
def test_a_scan_with_nothing_but_a_digital_signature_is_recognised():
    signature = typed_lines("Ký bởi: Ủy ban nhân dân xã\nNgày ký: 05-12-2023")
    document = of(PdfPage(signature, picture=GREY))

    assert document.text == REPORT


def test_a_mixed_file_is_read_page_by_page(recognising):
    document = of(PdfPage(typed_lines(REPORT)), PdfPage(picture=GREY), PdfPage())

    assert document.kind is Kind.PDF_MIXED
    assert [page.source for page in document.pages] == ["layer", "ocr", ""]
    assert recognising == [2]


def test_letters_under_wrong_codes_are_known_by_one_trial(recognising):
    shifted = "".join(chr(ord(c) + 1) if c.isascii() and c.isalpha() else c for c in bare(REPORT))
    document = of(PdfPage(typed_lines(shifted)), PdfPage(typed_lines(shifted)))

    assert document.lines[:3] == tuple(REPORT.split("\n")[:3])
    assert recognising == [1, 2]


@pytest.mark.usefixtures("recognising")
def test_another_language_is_tried_once_and_kept(monkeypatch):
    english = "\n".join(["The situation of the district has been stable throughout the year."] * 4)
    asked = []

    def scanned(_program, pages, *_others, **_more):
        asked.extend(pages)
        return {page: ScannedPage(page, laid_out((), page=page, shape=0.7)) for page in pages}

    monkeypatch.setattr(pdf, "scanned", scanned)
    document = of(PdfPage(typed_lines(english)), PdfPage(typed_lines(english)))

    assert document.text == f"{english}\n{english}"
    assert asked == [1]
    assert codes(document) == ["other_language"]


@pytest.mark.usefixtures("no_tesseract")
def test_a_page_that_was_not_read_is_said():
    document = of(PdfPage(typed_lines(REPORT)), PdfPage(picture=GREY))

    assert codes(document) == ["page_not_read"]
    assert document.notes[0].page == 2


def test_a_page_with_more_letters_than_paper_holds_is_cut_and_said(monkeypatch):
    monkeypatch.setattr(pdftext, "MOST_CHARACTERS", 8)
    document = of(PdfPage(typed_lines("Có 05 vụ cháy")))

    assert document.lines == ("Có 05 vụ",)
    assert codes(document) == ["page_cut"]
