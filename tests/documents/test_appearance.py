"""How a Word file looks in the end, and what of it is not as Decree 30/2020 asks."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from keng.documents.office import office
from keng.documents.word import FormSignatures, WordDocument, appearance, plain_document, write
from keng.kernel.appearance import Alignment, LookParagraph
from keng.proofing.finding import Finding
from keng.proofing.layout.judging import FORCES, NO_PAPER, PARTY, judge_layout
from keng.proofing.layout.rules import LAYOUT_RULES
from word_papers import a_paper

PROSE = (
    "Trong năm, Ủy ban nhân dân xã đã chỉ đạo các thôn tổ chức tuyên truyền, vận động Nhân dân "
    "tham gia giữ gìn an ninh, trật tự ở cơ sở."
)
LONG = replace(
    a_paper(),
    blocks=(*a_paper().blocks, *(replace(a_paper().blocks[-1], content=(PROSE,)),) * 4),
)


def slips(content: bytes) -> list[Finding]:
    return list(judge_layout(appearance(content)).findings)


def changed(change: Callable[[Document], object]) -> bytes:
    """A right paper after somebody has worked on it in Word."""
    document = docx.Document(io.BytesIO(write(LONG)))
    change(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def codes(change: Callable[[Document], object]) -> set[str]:
    return {one.code for one in slips(changed(change))}


def looks(content: bytes) -> list[LookParagraph]:
    return list(appearance(content).paragraphs)


@pytest.mark.parametrize(
    "paper",
    [
        LONG,
        a_paper(addressees=("Ủy ban nhân dân huyện A", "Công an huyện A")),
        a_paper(type_name="", subject="nộp báo cáo năm 2023"),
        a_paper(ending=FormSignatures("Người lập biểu", "Thủ trưởng đơn vị")),
        a_paper(annexes=()),
    ],
    ids=["report", "addressees", "letter", "form", "short"],
)
def test_what_keng_writes_has_no_slip_of_layout(paper: WordDocument) -> None:
    assert slips(write(paper)) == []


@pytest.mark.libreoffice
def test_a_paper_that_went_through_libreoffice_has_none_either(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(write(LONG))
    program = office()
    assert program is not None

    subprocess.run(
        [
            *(program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out")),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    assert slips((tmp_path / "out" / "paper.docx").read_bytes()) == []


def set_page(document: Document, **sides: float) -> None:
    for side, mm in sides.items():
        setattr(document.sections[0], side, Mm(mm))


def set_style(document: Document, style: str, **qualities: object) -> None:
    for quality, value in qualities.items():
        setattr(document.styles[style].font, quality, value)


def set_body(document: Document, **qualities: object) -> None:
    for quality, value in qualities.items():
        setattr(document.styles["Thân văn bản"].paragraph_format, quality, value)


CHANGES: tuple[tuple[str, str, Callable[[Document], object]], ...] = (
    ("K341", "Khổ giấy 216 x 279 mm", lambda d: set_page(d, page_width=216, page_height=279)),
    ("K342", "Lề trái 25 mm", lambda d: set_page(d, left_margin=25)),
    ("K342", "phải 10 mm", lambda d: set_page(d, left_margin=25, right_margin=10)),
    ("K342", "Lề trái 25 mm", lambda d: set_page(d, left_margin=25, gutter=0)),
    ("K343", "Calibri", lambda d: set_style(d, "Thân văn bản", name="Calibri")),
    ("K344", "cỡ 10", lambda d: set_style(d, "Header", size=Pt(10))),
    (
        "K344",
        "hiện cả trên trang thứ nhất",
        lambda d: setattr(d.sections[0], "different_first_page_header_footer", False),
    ),
    ("K345", "Quốc hiệu: cỡ 14", lambda d: set_style(d, "Quốc hiệu", size=Pt(14))),
    ("K345", "Tiêu ngữ: không đậm", lambda d: set_style(d, "Tiêu ngữ", bold=False)),
    ("K346", "(2 trong 2 chỗ): không đậm", lambda d: set_style(d, "Cơ quan ban hành", bold=False)),
    ("K346", "chủ quản: chữ đậm", lambda d: set_style(d, "Cơ quan chủ quản", bold=True)),
    ("K347", "Số, ký hiệu: cỡ 14", lambda d: set_style(d, "Số, ký hiệu", size=Pt(14))),
    ("K348", "chữ đứng", lambda d: set_style(d, "Địa danh, thời gian", italic=False)),
    ("K349", "loại văn bản: cỡ 16", lambda d: set_style(d, "Tên loại văn bản", size=Pt(16))),
    ("K349", "nội dung: không đậm", lambda d: set_style(d, "Trích yếu", bold=False)),
    ("K351", "Kính gửi: chữ đậm", lambda d: set_style(d, "Kính gửi", bold=True)),
    ("K351", "Căn cứ: chữ đứng", lambda d: set_style(d, "Căn cứ", italic=False)),
    ("K352", "(4 trong 4 chỗ): cỡ 12", lambda d: set_style(d, "Thân văn bản", size=Pt(12))),
    (
        "K353",
        "4 trong 4 đoạn không căn đều",
        lambda d: set_body(d, alignment=WD_ALIGN_PARAGRAPH.LEFT),
    ),
    ("K353", "dòng đầu lùi vào 2 cm", lambda d: set_body(d, first_line_indent=Mm(20))),
    ("K353", "cách đoạn trên dưới 6 pt", lambda d: set_body(d, space_after=Pt(3))),
    ("K353", "giãn dòng 2", lambda d: set_body(d, line_spacing=2.0)),
    ("K354", "Đề mục lớn: không đậm", lambda d: set_style(d, "Heading 1", bold=False)),
    ("K355", "nhận”: chữ đứng", lambda d: set_style(d, "Nơi nhận (nhãn)", italic=False)),
    ("K355", "(2 trong 2 chỗ): cỡ 13", lambda d: set_style(d, "Nơi nhận", size=Pt(13))),
    ("K356", "không đậm", lambda d: set_style(d, "Quyền hạn, chức vụ", bold=False)),
    ("K356", "người ký: cỡ 12", lambda d: set_style(d, "Họ và tên", size=Pt(12))),
    (
        "K357",
        "#FF0000",
        lambda d: setattr(d.styles["Thân văn bản"].font.color, "rgb", RGBColor(255, 0, 0)),
    ),
)


@pytest.mark.parametrize(("code", "words", "change"), CHANGES)
def test_a_slip_is_told_with_what_is_there_what_is_asked_and_the_clause(
    code: str, words: str, change: Callable[[Document], object]
) -> None:
    found = slips(changed(change))

    assert {one.code for one in found} == {code}
    assert any(words in one.message for one in found), [one.message for one in found]
    assert all("; quy định " in one.message and "Phụ lục I, phần I" in one.message for one in found)
    assert all(one.line >= 1 and one.message_en.isascii() is False for one in found)


def test_every_rule_of_layout_has_a_slip_that_gives_it() -> None:
    assert {code for code, _, _ in CHANGES} == set(LAYOUT_RULES)


def test_places_name_the_lines_of_the_reader() -> None:
    (found,) = slips(changed(lambda d: set_style(d, "Thân văn bản", size=Pt(12))))
    lines = [found.line, *(place.line for place in found.related)]
    texts = {one.line: one.text for one in looks(write(LONG))}

    assert [texts[line].removesuffix("./.") for line in lines[:-1]] == [PROSE] * 3
    assert found.text == ""  # a paragraph of the body is not quoted: it may speak of people


def test_a_paper_without_the_national_title_but_with_a_state_symbol_lacks_it() -> None:
    def untitled(document: Document) -> None:
        document.tables[0].cell(0, 1).paragraphs[0]._p.clear_content()

    assert "K345" in codes(untitled)


def renamed(name: str) -> bytes:
    head = replace(a_paper().letterhead, parent=name)
    return write(replace(a_paper(), letterhead=head))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (renamed("Đảng bộ huyện Bình Minh"), PARTY),
        (renamed("Công an tỉnh Bình Minh"), FORCES),
        (renamed("Bộ Chỉ huy quân sự tỉnh"), FORCES),
        (plain_document([PROSE]), NO_PAPER),
    ],
)
def test_what_follows_rules_that_are_not_known_is_not_judged(
    content: bytes, reason: tuple[str, str]
) -> None:
    verdict = judge_layout(appearance(content))

    assert (verdict.findings, verdict.unjudged) == ((), reason)


def a_document(change: Callable[[Document], object]) -> LookParagraph:
    """The last paragraph of a document made in Word."""
    document = docx.Document()
    change(document)
    kept = io.BytesIO()
    document.save(kept)
    return looks(kept.getvalue())[-1]


def test_a_style_takes_from_the_style_that_it_is_based_on() -> None:
    def inherit(document: Document) -> None:
        base = document.styles.add_style("Base", WD_STYLE_TYPE.PARAGRAPH)
        base.font.size, base.font.bold = Pt(13), True
        base.paragraph_format.space_after = Pt(7)
        own = document.styles.add_style("Own", WD_STYLE_TYPE.PARAGRAPH)
        own.base_style, own.font.italic = base, True
        own.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        document.add_paragraph("chữ", style="Own")

    found = a_document(inherit)

    face = found.runs[0].face
    assert (face.size, face.bold, face.italic) == (13, True, True)
    assert (found.align, found.after) == (Alignment.RIGHT, 7)


def test_direct_formatting_wins_and_bold_in_bold_is_upright() -> None:
    def mark(document: Document) -> None:
        strong = document.styles.add_style("Strong one", WD_STYLE_TYPE.CHARACTER)
        strong.font.bold = True
        heading = document.styles.add_style("Heavy", WD_STYLE_TYPE.PARAGRAPH)
        heading.font.bold, heading.font.size = True, Pt(16)
        paragraph = document.add_paragraph(style="Heavy")
        paragraph.add_run("a", style="Strong one")
        run = paragraph.add_run("b", style="Strong one")
        run.bold, run.font.size = True, Pt(11)
        paragraph.add_run("c")

    faces = [run.face for run in a_document(mark).runs]

    assert [face.bold for face in faces] == [False, True, True]
    assert [face.size for face in faces] == [16, 11, 16]


def test_fonts_of_the_theme_and_capitals_of_the_face_are_what_is_seen() -> None:
    def capitals(document: Document) -> None:
        document.add_paragraph().add_run("việc làng").font.all_caps = True

    found = a_document(capitals)

    assert found.text == "VIỆC LÀNG"
    assert {run.face.font for run in found.runs} == {"Cambria"}  # of the theme of the template


def test_a_circle_of_styles_ends() -> None:
    def circle(document: Document) -> None:
        one = document.styles.add_style("One", WD_STYLE_TYPE.PARAGRAPH)
        two = document.styles.add_style("Two", WD_STYLE_TYPE.PARAGRAPH)
        one.base_style, two.base_style = two, one
        document.add_paragraph("chữ", style="One")

    assert a_document(circle).text == "chữ"


def test_a_file_without_styles_numbers_or_properties_is_read() -> None:
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write(LONG))) as full,
        zipfile.ZipFile(kept, "w") as bare,
    ):
        for name in full.namelist():
            content = full.read(name)
            if name == "word/_rels/document.xml.rels":
                content = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                content += b'relationships"/>'
            bare.writestr(name, content)

    found = slips(kept.getvalue())

    assert {"K352", "K353"} <= {one.code for one in found}


def test_senseless_lengths_and_a_damaged_theme_are_passed_over() -> None:
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write(LONG))) as full,
        zipfile.ZipFile(kept, "w") as hostile,
    ):
        for name in full.namelist():
            content = full.read(name).replace(b'w:w="11906"', b'w:w="1e999"')
            content = content.replace(b'w:left="1701"', b'w:left="nan"')
            hostile.writestr(name, b"<broken" if name == "word/header1.xml" else content)

    assert {one.code for one in slips(kept.getvalue())} == {"K342"}
