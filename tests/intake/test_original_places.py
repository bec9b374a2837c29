"""Where figures stand on the pages of a file, and what of a page is covered."""

from __future__ import annotations

import shutil
from io import BytesIO

import pytest
from PIL import Image

from keng.documents.reading import Box, ReadDocument, read
from keng.documents.reading.drawing import drawn_page
from keng.intake.reports.extracting import Extract, extract
from keng.intake.reports.originals import places
from keng.intake.reports.originals.places import Paper, paper_of, paper_of_word
from keng.intake.reports.originals.preparing import prepare
from keng.packs import installed
from reading_samples import FONT, PdfPage, a_docx, a_page, a_pdf, as_file, para, typed_lines
from reports_cast import paper_of as pdf_of
from reports_cast import yearly
from web_cast import Office, an_office

A4_MM = 297
LINE_OF_PERSON = 14  # "4. Công an xã lập hồ sơ quản lý 03 đối tượng nghiện ma túy là ..."
LINE_OF_CASES = 11


@pytest.fixture
def office(db: None) -> Office:
    del db
    return an_office()


def read_as(content: bytes, name: str) -> tuple[ReadDocument, Extract]:
    source = read(content, name=name)
    return source, extract(source, installed.current())


def middle_of_line(line: int) -> float:
    """Where the letters of a line of `pdf_of` stand, as a share of the page from its top."""
    return (30 + 7 * (line - 1) - 1.5) / A4_MM


def phrase_in(source: ReadDocument, phrase: str) -> Box:
    """The rectangle of words, found by looking for them in the lines."""
    for number, line in enumerate(source.lines, start=1):
        at = line.find(phrase)
        if at >= 0:
            box = source.box_of(number, at, at + len(phrase))
            assert box is not None
            return box
    raise AssertionError(phrase)


def covered(paper: Paper, x: float, y: float) -> bool:
    return any(
        box.left <= x <= box.right and box.top <= y <= box.bottom for box in paper.pages[0].covers
    )


def middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


@pytest.mark.usefixtures("office")
def test_a_figure_stands_where_its_words_stand() -> None:
    source, found = read_as(pdf_of(2022), "bc.pdf")

    paper = paper_of(source, found)

    assert [one.phrase for one in found.figures][:2] == ["12 vụ việc", "10 vụ"]
    page, box = paper.figures[1]
    assert page == 1
    assert box == phrase_in(source, "12 vụ việc")
    assert box.top < middle_of_line(LINE_OF_CASES) < box.bottom
    assert paper.pages[0].is_read


@pytest.mark.usefixtures("office")
def test_what_the_text_leaves_out_is_covered_and_nothing_else() -> None:
    source, found = read_as(pdf_of(2022), "bc.pdf")

    paper = paper_of(source, found)

    for phrase in ("Trần Văn Mẫu", "nghiện ma túy", "0912345678"):
        assert covered(paper, *middle(phrase_in(source, phrase))), phrase
    for phrase in ("12 vụ việc", "450 hộ", "I. KẾT QUẢ", "Phấn đấu năm"):
        assert not covered(paper, *middle(phrase_in(source, phrase))), phrase


@pytest.mark.usefixtures("office")
def test_a_page_of_which_not_all_was_read_is_never_shown_covered() -> None:
    photo = Image.effect_mandelbrot((400, 560), (-2, -1.5, 1, 1.5), 30)
    content = a_pdf(PdfPage(typed_lines(yearly(2022), size=10)), PdfPage(picture=photo))

    source, found = read_as(content, "bc.pdf")

    assert [one.is_read for one in paper_of(source, found).pages] == [True, False]


@pytest.mark.usefixtures("office")
def test_a_word_file_is_sought_on_its_printed_pages() -> None:
    """Printed, the lines break elsewhere and a page number comes in; the words are the same."""
    source, found = read_as(yearly(2022).encode(), "bc.txt")
    broken = yearly(2022).replace(" trên địa bàn", "\ntrên địa bàn").replace(" đối", "\nđối")
    printed = read(a_pdf(PdfPage(typed_lines(f"3\n{broken}", size=10))), name="bc.pdf")

    paper = paper_of_word(source, found, printed)

    assert paper is not None
    assert paper.figures[1] == (1, phrase_in(printed, "12 vụ việc"))
    assert paper.figures[3] == (1, phrase_in(printed, "450 hộ"))
    for phrase in ("Trần Văn Mẫu", "nghiện ma túy", "0912345678"):
        assert covered(paper, *middle(phrase_in(printed, phrase))), phrase
    assert not covered(paper, *middle(phrase_in(printed, "Có 450 hộ")))


@pytest.mark.usefixtures("office")
def test_words_of_the_page_that_the_file_does_not_have_are_covered() -> None:
    source, found = read_as(yearly(2022).encode(), "bc.txt")
    more = yearly(2022).replace("II. NHIỆM VỤ", "Lê Thị Lạ\nII. NHIỆM VỤ")
    printed = read(a_pdf(PdfPage(typed_lines(more, size=10))), name="bc.pdf")

    paper = paper_of_word(source, found, printed)

    assert paper is not None
    assert covered(paper, *middle(phrase_in(printed, "Lê Thị Lạ")))


@pytest.mark.usefixtures("office")
def test_a_word_file_of_too_many_words_has_no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    source, found = read_as(yearly(2022).encode(), "bc.txt")
    printed = read(pdf_of(2022), name="bc.pdf")
    monkeypatch.setattr(places, "MOST_WORDS", 50)

    assert paper_of_word(source, found, printed) is None


@pytest.mark.usefixtures("office")
def test_a_cover_is_painted_into_the_picture() -> None:
    """The place of a cover has one colour; letters show where nothing covers them."""
    page = a_page(yearly(2022))
    content = a_pdf(PdfPage(picture=page))
    cover = Box(0.1, 0.1, 0.5, 0.3)
    told = paper_of(*read_as(pdf_of(2022), "bc.pdf")).pages[0].page

    whole = Image.open(BytesIO(drawn_page(content, "pdf", told))).convert("L")
    painted = Image.open(BytesIO(drawn_page(content, "pdf", told, covers=[cover]))).convert("L")

    width, height = painted.size
    inside = (int(width * 0.12), int(height * 0.12), int(width * 0.48), int(height * 0.28))
    low, high = painted.crop(inside).getextrema()
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert high - low < 8
    assert whole.crop(inside).getextrema() != painted.crop(inside).getextrema()
    assert painted.info == {} or "exif" not in painted.info


@pytest.mark.ocr
@pytest.mark.usefixtures("office")
@pytest.mark.skipif(not FONT.exists(), reason="the page is drawn with Liberation Serif")
def test_a_scan_that_lies_on_its_side_is_drawn_upright_with_its_covers() -> None:
    page = a_page(yearly(2022)).transpose(Image.Transpose.ROTATE_90)
    content = as_file(page)
    source, found = read_as(content, "bc.png")

    paper = paper_of(source, found)
    first = paper.pages[0]
    drawn = Image.open(BytesIO(drawn_page(content, "image", first.page, covers=first.covers)))

    assert first.page.turned == 90
    assert drawn.height > drawn.width
    assert first.covers
    again = read(as_file(drawn.resize((1654, 2339)).convert("L")), name="bc.png").text
    assert "vụ việc" in again
    assert "Mẫu" not in again
    assert "nghiện" not in again
    assert "0912345678" not in again


@pytest.mark.libreoffice
@pytest.mark.usefixtures("office")
def test_a_word_file_is_kept_with_the_pdf_that_it_was_turned_into() -> None:
    assert shutil.which("soffice"), "the marked tests run where LibreOffice is installed"
    content = a_docx("".join(para(line) for line in yearly(2022).splitlines()))
    source, found = read_as(content, "bc.docx")

    prepared = prepare(content, source, found, name="1-1-word")

    assert (prepared.sort, set(prepared.digests)) == ("pdf", {"paper", "drawn"})
    assert set(prepared.paper.figures) == {1, 2, 3, 4}
    assert all(one.is_read for one in prepared.paper.pages)
    assert prepared.paper.pages[0].covers


@pytest.mark.usefixtures("office")
def test_a_text_is_kept_without_pages() -> None:
    content = yearly(2022).encode()
    source, found = read_as(content, "bc.txt")

    prepared = prepare(content, source, found, name="1-1-text")

    assert (prepared.sort, prepared.paper.pages, set(prepared.digests)) == ("", (), {"paper"})
