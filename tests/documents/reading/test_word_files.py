"""A Word file reads as its printed paper does; what was chosen on the way is told."""

from __future__ import annotations

import pytest

from keng.documents.reading import Footnote, Kind, read
from keng.documents.word import write
from reading_samples import a_docx, para, run, table
from word_papers import a_paper

_LEVELS = (
    ("upperRoman", "%1."),
    ("decimal", "%2."),
    ("decimal", "%2.%3."),
    ("lowerLetter", "%4)"),
    ("bullet", "\uf0b7"),
)
NUMBERING = f"""<w:root><w:abstractNum w:abstractNumId="5">{
    "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate(_LEVELS)
    )
}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="5"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>
</w:root>"""
STYLES = """<w:root><w:style w:styleId="Muc"><w:pPr><w:numPr><w:ilvl w:val="1"/>
<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:root>"""
FOOTNOTES = f"""<w:root><w:footnote w:type="separator" w:id="0">{para("---")}</w:footnote>
<w:footnote w:id="7">{para("Số liệu của Công an xã.")}{para("Tính đến 30/11.")}</w:footnote>
</w:root>"""


def numbered(text: str, depth: int, *, of: int = 1) -> str:
    number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{of}"/></w:numPr>'
    return para(text, properties=number)


def lines(body: str, **parts: str) -> tuple[str, ...]:
    return read(a_docx(body, **parts), name="a.docx").lines


def codes(body: str, **parts: str) -> list[str]:
    return [note.code for note in read(a_docx(body, **parts), name="a.docx").notes]


def test_paragraphs_are_lines_and_breaks_begin_new_ones():
    document = read(
        a_docx(para("Một ", "hai") + para() + para("Ba")),
        name="a.docx",
    )

    assert document.kind is Kind.DOCX
    assert document.lines == ("Một hai", "", "Ba")
    assert lines(para("<w:r><w:t>Trên</w:t><w:br/><w:t>dưới</w:t></w:r>")) == ("Trên", "dưới")
    assert lines(para("<w:r><w:t>Số</w:t><w:tab/><w:t>5</w:t></w:r>")) == ("Số\t5",)


def test_what_stands_in_controls_links_fields_and_smart_tags_is_read():
    control = f"<w:sdt><w:sdtContent>{run('05')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run(' vụ')}</w:hyperlink>"
    field = (
        "<w:r><w:fldChar/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>"
        f"<w:fldSimple>{run(' cháy')}</w:fldSimple>"
    )
    block = f"<w:sdt><w:sdtContent>{para('Cả đoạn')}</w:sdtContent></w:sdt>"

    assert lines(para("Có ", control, link, field) + block) == ("Có 05 vụ cháy", "Cả đoạn")


def test_tracked_changes_are_read_as_accepted_and_said():
    body = para(
        "Có ",
        "<w:del><w:r><w:delText>09</w:delText></w:r></w:del>",
        f"<w:ins>{run('07')}</w:ins>",
        f"<w:moveFrom>{run(' cũ')}</w:moveFrom>",
        " vụ",
    )

    assert lines(body) == ("Có 07 vụ",)
    document = read(a_docx(body), name="a.docx")
    assert [note.code for note in document.notes] == ["tracked_changes"]
    assert "3" in document.notes[0].message


def test_a_paragraph_whose_end_was_deleted_runs_on():
    gone = "<w:rPr><w:del/></w:rPr>"

    assert lines(para("Đã giải quyết ", properties=gone) + para("08 vụ.")) == (
        "Đã giải quyết 08 vụ.",
    )
    assert lines(para("Hết.", properties=gone)) == ("Hết.",)


def test_hidden_text_is_left_out_and_said():
    body = para(
        "Thấy", run(" không thấy", "<w:vanish/>"), run(" lại thấy", '<w:vanish w:val="0"/>')
    )

    assert lines(body) == ("Thấy lại thấy",)
    assert codes(body) == ["hidden_text"]


def test_capitals_of_the_face_are_capitals_of_the_text():
    assert lines(para(run("Báo cáo", "<w:caps/>"))) == ("BÁO CÁO",)


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{para('Trong hộp')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    assert lines(para("Trước ", both, "sau")) == ("Trước sau", "Trong hộp")
    assert codes(para(both)) == ["text_boxes"]


def test_a_footnote_follows_its_paragraph_and_is_bound_to_its_mark():
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    document = read(a_docx(para("Có 12 vụ", mark, ".") + para("Tiếp."), footnotes=FOOTNOTES))

    assert document.lines == ("Có 12 vụ.", "Số liệu của Công an xã.", "Tính đến 30/11.", "Tiếp.")
    assert document.footnotes == (Footnote("1", 1, len("Có 12 vụ"), 2, 3),)


def test_a_footnote_that_names_itself_ends():
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    notes = f'<w:root><w:footnote w:id="7">{para("Xem", reference)}</w:footnote></w:root>'

    assert lines(para("Có", reference), footnotes=notes) == ("Có", "Xem")


def test_automatic_numbers_stand_where_word_shows_them():
    styled = '<w:pStyle w:val="Muc"/>'
    body = (
        numbered("KẾT QUẢ", 0)
        + numbered("Công tác lãnh đạo", 1)
        + numbered("Chi tiết", 2)
        + numbered("Chi tiết nữa", 2)
        + numbered("Điểm", 3)
        + numbered("Gạch", 4)
        + numbered("PHƯƠNG HƯỚNG", 0)
        + para("Theo kiểu", properties=styled)
        + para("Không số", properties=f'{styled}<w:numPr><w:numId w:val="0"/></w:numPr>')
        + numbered("Từ ba", 0, of=2)
    )

    assert lines(body, numbering=NUMBERING, styles=STYLES) == (
        "I. KẾT QUẢ",
        "1. Công tác lãnh đạo",
        "1.1. Chi tiết",
        "1.2. Chi tiết nữa",
        "a) Điểm",
        "- Gạch",
        "II. PHƯƠNG HƯỚNG",
        "1. Theo kiểu",
        "Không số",
        "III. Từ ba",
    )


def test_a_table_is_one_line_a_row_and_its_cells_are_known():
    document = read(a_docx(table(("STT", "Nội dung", "Kỳ này"), ("1", "Vụ cháy", "05"))))

    assert document.lines == ("STT\tNội dung\tKỳ này", "1\tVụ cháy\t05")
    assert document.tables[0].rows == (("STT", "Nội dung", "Kỳ này"), ("1", "Vụ cháy", "05"))
    assert [cell.line for cell in document.tables[0].cells] == [1, 1, 1, 2, 2, 2]


def test_cells_of_several_paragraphs_are_read_cell_by_cell():
    left = para("ỦY BAN NHÂN DÂN") + para("XÃ ĐÔNG PHÚ")
    right = para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para("Độc lập - Tự do - Hạnh phúc")

    assert lines(table((left, right)))[:3] == (
        "ỦY BAN NHÂN DÂN",
        "XÃ ĐÔNG PHÚ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    )


def test_a_cell_over_several_columns_moves_those_after_it():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{para("Tổng")}</w:tc>'
    body = f"<w:tbl><w:tr>{wide}<w:tc>{para('9')}</w:tc></w:tr></w:tbl>"
    document = read(a_docx(body))

    assert [(cell.column, cell.text) for cell in document.tables[0].cells] == [
        (1, "Tổng"),
        (3, "9"),
    ]


@pytest.mark.parametrize(
    "broken",
    [
        '<w:r><w:br w:type="page"/></w:r>',
        "<w:r><w:lastRenderedPageBreak/></w:r>",
        '<w:r><w:lastRenderedPageBreak/><w:br w:type="page"/></w:r>',
    ],
)
def test_pages_are_counted_by_their_breaks(broken):
    document = read(a_docx(para("Trang một") + para(broken, "Trang hai")))

    assert [place.page for place in document.places if place][-1] == 2
    assert "Trang hai" in document.lines


def test_letters_of_an_old_font_are_turned_by_its_name():
    body = para(
        run("Céng hßa", '<w:rFonts w:ascii=".VnTimeH"/>'),
        run(" x· ", '<w:rFonts w:ascii=".VnTime"/>'),
        run("Ñoâng Phuù", '<w:rFonts w:ascii="VNI-Times"/>'),
        run(" café", '<w:rFonts w:ascii="Times New Roman"/>'),
    )

    assert lines(body) == ("CỘNG HÒA xã Đông Phú café",)
    assert codes(body) == ["old_font"]


def test_comments_and_pictures_are_said():
    picture = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"

    assert codes(para("Có ảnh", picture), comments="<w:root/>") == ["embedded", "comments"]


def test_a_paper_that_keng_wrote_is_read_with_all_its_figures():
    document = read(write(a_paper()), name="bc.docx")

    assert any("Số:" in line for line in document.lines)
    assert document.tables
    assert document.footnotes


def test_a_cell_that_goes_on_downwards_shows_nothing_and_a_row_may_begin_later():
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"

    first = cell("Thôn", '<w:vMerge w:val="restart"/>') + cell("Vụ") + cell("Người")
    second = cell("không in ra", "<w:vMerge/>") + cell("05") + cell("12")
    third = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("12")
    rows = "".join(f"<w:tr>{row}</w:tr>" for row in (first, second, third))

    document = read(a_docx(f"<w:tbl>{rows}</w:tbl>"), name="a.docx")

    assert document.lines == ("Thôn\tVụ\tNgười", "\t05\t12", "12")
    assert document.tables[0].rows == (
        ("Thôn", "Vụ", "Người"),
        ("", "05", "12"),
        ("", "", "12"),
    )
