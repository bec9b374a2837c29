"""Each file that cannot be read is refused whole, with one sentence that says what to do."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from keng.documents.reading import LARGEST, REFUSALS, FileRefused, image, pdf, read
from keng.documents.reading import reading as door
from reading_samples import PdfPage, a_docx, a_pdf, a_zip, para, typed_lines

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512
DOCX = a_docx(para("Có 05 vụ."))


def _with_doctype(entity: str) -> bytes:
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="a" Target="word/document.xml" Type="x/officeDocument"/>'
            "</Relationships>"
        ),
        "word/document.xml": f"<!DOCTYPE d [{entity}]><d>&a;</d>",
    }
    return a_zip(parts)


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
WRONG = {
    "empty": (b"", "file_empty"),
    "white": (b" \r\n\t", "file_empty"),
    "empty paragraphs": (a_docx(para() + para()), "file_empty"),
    "docx with password": (OLE + "EncryptedPackage".encode("utf-16-le"), "file_password"),
    "pdf with password": (
        a_pdf(PdfPage(typed_lines("Có 05 vụ.")), encrypt=True),
        "file_password",
    ),
    "old workbook": (OLE + "Workbook".encode("utf-16-le"), "file_unknown"),
    "old macros": (OLE + "WordDocument_VBA_PROJECT".encode("utf-16-le"), "file_macros"),
    "macros": (
        a_zip({"[Content_Types].xml": "<Types/>", "word/vbaProject.bin": b"x"}),
        "file_macros",
    ),
    "zip": (a_zip({"a.txt": "x"}), "file_unknown"),
    "program": (b"MZ\x90\x00\x03\x00\x00\x00\x04" + b"\x00\x01\x02" * 60, "file_unknown"),
    "web page": (b"<!DOCTYPE html><html><body>5</body></html>", "file_unknown"),
    "word as xml": (b'<?xml version="1.0"?><w:wordDocument/>', "file_unknown"),
    "word as mail": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "file_unknown"),
    "bomb of another office": (
        a_zip({"mimetype": "x", "content.xml": b"0" * (40 << 20)}),
        "file_bomb",
    ),
    "cut docx": (DOCX[:-40], "file_broken"),
    "torn xml": (a_docx("<w:p>"), "file_broken"),
    "cut pdf": (b"%PDF-1.7\n1 0 obj\n<<", "file_broken"),
    "bomb": (
        a_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": b"0" * (40 << 20)}),
        "file_bomb",
    ),
    "entities": (_with_doctype('<!ENTITY a SYSTEM "file:///etc/hostname">'), "file_entities"),
    "laughs": (_with_doctype(LAUGHS), "file_entities"),
    "torn picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "file_broken"),
    "garbled": (bytes(range(0x80, 0x100)) * 2, "text_garbled"),
    "secret": ("Độ mật: MẬT\nBÁO CÁO".encode(), "secret_marked"),
    "secret docx": (a_docx(para("TỐI MẬT") + para("BÁO CÁO")), "secret_marked"),
    "secret in the head": (
        a_docx(para("BÁO CÁO"), header1=f"<w:root>{para('TUYỆT MẬT')}</w:root>"),
        "secret_marked",
    ),
    "secret pdf": (a_pdf(PdfPage(typed_lines("MẬT\nBÁO CÁO"))), "secret_marked"),
    "blank pdf": (a_pdf(PdfPage()), "no_text"),
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_a_wrong_file_is_refused_in_both_languages(what):
    content, code = WRONG[what]

    with pytest.raises(FileRefused) as refused:
        read(content, name="báo cáo")

    assert refused.value.code == code
    assert refused.value.where.startswith("báo cáo")
    assert "{" not in refused.value.message + refused.value.message_en
    assert refused.value.message_en != refused.value.message


def test_every_refusal_is_one_sentence_pair_with_what_to_do():
    for wording in REFUSALS.values():
        assert ":" in wording.vi
        assert ":" in wording.en


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path):
    place = tmp_path / "to.pdf"
    with place.open("wb") as file:
        file.truncate(LARGEST["pdf"] + 1)

    with pytest.raises(FileRefused) as refused:
        read(place)

    assert refused.value.code == "file_too_large"


def test_a_text_may_weigh_less_than_a_scan():
    with pytest.raises(FileRefused) as refused:
        read(b"a " * (11 << 20), name="a.txt")

    assert refused.value.code == "file_too_large"


def test_a_bomb_of_pixels_is_refused_before_it_is_drawn():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")

    with pytest.raises(FileRefused) as refused:
        read(out.getvalue(), name="anh.png")

    assert refused.value.code == "file_too_large"


def test_a_scan_without_tesseract_says_what_to_install(monkeypatch):
    for module in (image, pdf):
        monkeypatch.setattr(module, "tesseract", lambda: None)
    out = io.BytesIO()
    page = Image.linear_gradient("L").resize((1000, 1400))
    page.save(out, "PNG")

    for content in (out.getvalue(), a_pdf(PdfPage(picture=page))):
        with pytest.raises(FileRefused) as refused:
            read(content, name="quét")
        assert refused.value.code == "no_ocr"


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)

    with pytest.raises(FileRefused) as refused:
        read(a_pdf(PdfPage(typed_lines("Một")), PdfPage(typed_lines("Hai"))), name="a.pdf")

    assert refused.value.code == "too_many_pages"


def test_a_wrong_ending_is_said_and_the_content_read():
    document = read(DOCX, name="báo cáo.pdf")

    assert document.lines == ("Có 05 vụ.",)
    assert [note.code for note in document.notes] == ["other_name"]


def test_readers_are_loaded_only_when_their_kind_comes():
    assert {name for _, name in door._READERS.values()} == {
        "read_text",
        "read_word",
        "read_old_word",
        "read_workbook",
        "read_pdf",
        "read_image",
    }
