"""Tables of a Word file that a stranger sent: read with their merges, refused when hostile."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from keng.documents.word import is_word, open_tables
from keng.documents.workbooks import Area, Limits, WorkbookRefused

PART = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_file(xml: str, **parts: str) -> bytes:
    """A .docx with this body and, under names with _ for the slash and dot, other parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PART, xml)
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def body(inside: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def refused(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(WorkbookRefused) as refusal:
        open_tables(content, name="a.docx", limits=limits or Limits())
    return refusal.value.code


def test_cells_merged_across_and_down_are_areas() -> None:
    first = cell("A", '<w:vMerge w:val="restart"/>') + cell("B", '<w:gridSpan w:val="2"/>')
    second = cell("", "<w:vMerge/>") + cell("C") + cell("D")
    rows = f"<w:tr>{first}</w:tr><w:tr>{second}</w:tr>"

    (sheet,) = open_tables(a_file(body(f"<w:tbl>{rows}</w:tbl>")), name="a.docx").sheets

    assert sheet.name == "bảng 1"
    assert [(c.row, c.column, c.text) for row in sheet.rows for c in row] == [
        (1, 1, "A"),
        (1, 2, "B"),
        (2, 2, "C"),
        (2, 3, "D"),
    ]
    assert set(sheet.merged) == {Area(1, 1, 2, 1), Area(1, 2, 1, 3)}


def test_a_table_in_a_cell_is_a_table_of_its_own_and_deleted_words_are_not_read() -> None:
    inner = f"<w:tbl><w:tr>{cell('trong')}</w:tr></w:tbl>"
    deleted = "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>"
    outer = f"<w:tc><w:p><w:r><w:t>ngoài</w:t></w:r>{deleted}</w:p>{inner}</w:tc>"

    book = open_tables(a_file(body(f"<w:tbl><w:tr>{outer}</w:tr></w:tbl>")), name="a.docx")

    assert [[c.text for row in sheet.rows for c in row] for sheet in book.sheets] == [
        ["ngoài"],
        ["trong"],
    ]


def test_automatic_numbers_are_in_the_cells_and_hidden_words_are_not() -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    counted = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
    rows = "".join(
        f"<w:tr><w:tc>{counted}</w:tc>"
        f"<w:tc><w:p>{hidden}<w:r><w:t>{name}</w:t></w:r></w:p></w:tc></w:tr>"
        for name in ("Thôn Đông", "Thôn Tây")
    )
    # The list begins above the table: its first number is that of the line before.
    content = a_file(body(f"{counted}<w:tbl>{rows}</w:tbl>"), word__numbering_xml=numbering)

    (sheet,) = open_tables(content, name="a.docx").sheets

    assert [[cell.text for cell in row] for row in sheet.rows] == [
        ["2", "Thôn Đông"],
        ["3", "Thôn Tây"],
    ]


def test_a_row_that_was_deleted_is_not_read() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('cũ')}</w:tr>"

    (sheet,) = open_tables(
        a_file(body(f"<w:tbl>{gone}<w:tr>{cell('mới')}</w:tr></w:tbl>")), name="a.docx"
    ).sheets

    assert [[(one.row, one.text) for one in row] for row in sheet.rows] == [[(2, "mới")]]


def test_a_file_of_word_itself_is_told_from_other_archives() -> None:
    out = io.BytesIO()
    docx.Document().save(out)

    assert is_word(out.getvalue())
    assert not is_word(b"PK nothing")
    assert not is_word(b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (a_file(body(""), word__vbaProject_bin="x"), "word_macros"),
        (a_file(f"<!DOCTYPE a>{body('')}"), "file_entities"),
        (a_file("<w:document>"), "word_broken"),
        (a_file(body("<w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p>")), "secret_marked"),
        (a_file(body(f"<w:tbl><w:tr>{cell('a') * 300}</w:tr></w:tbl>")), "sheet_too_long"),
    ],
)
def test_what_is_hostile_damaged_or_secret_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_limits_hold_before_anything_is_unpacked() -> None:
    content = a_file(body("x" * 1000))

    assert refused(content, Limits(unpacked_bytes=500)) == "file_bomb"
    assert refused(content, Limits(file_bytes=10)) == "file_too_large"
