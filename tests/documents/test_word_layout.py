"""The layout of a paper against the table of docs/reference/layout.md, element by element."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from lxml import etree

from keng.documents.word import (
    Annex,
    BadDocument,
    Column,
    FormSignatures,
    Orientation,
    Paragraph,
    Row,
    RowKind,
    Table,
    roman,
    split,
    write,
)
from word_papers import COLUMNS, a_figure, a_paper, a_table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 1440 / 25.4


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def lines(content: bytes) -> list[tuple[str, str]]:
    """(style, text) of every paragraph of the document, tables included, empty ones left out."""
    found = []
    for p in part(content, "word/document.xml").iter(W + "p"):
        style = p.find(f"{W}pPr/{W}pStyle")
        text = "".join(t.text or "" for t in p.iter(W + "t"))
        if text and style is not None:
            found.append((style.get(W + "val"), text))
    return found


def test_the_first_page_reads_from_top_to_bottom_as_the_decree_sets_it():
    assert lines(write(a_paper(annexes=()))) == [
        ("CoQuanChuQuan", "UBND HUYỆN BÌNH MINH"),
        ("CoQuanBanHanh", "ỦY BAN NHÂN DÂN"),
        ("CoQuanBanHanh", "XÃ AN BÌNH"),
        ("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TieuNgu", "Độc lập - Tự do - Hạnh phúc"),
        ("SoKyHieu", "Số: 05/BC-UBND"),
        ("DiaDanh", "An Bình, ngày 05 tháng 02 năm 2023"),
        ("TenLoai", "BÁO CÁO"),
        ("TrichYeu", "Kết quả phong trào năm\u00a02023"),
        ("KinhGui", "Kính gửi: Ủy ban nhân dân huyện Bình Minh."),
        ("CanCu", "Căn cứ kế hoạch năm 2023;"),
        ("Heading1", "I. TÌNH HÌNH"),
        ("Heading2", "1. Phòng cháy"),
        ("ThanVanBan", "- Xảy ra 05 vụ cháy, giảm 03 vụ so với cùng kỳ."),
        ("Heading4", "a) Nơi xảy ra"),
        ("ThanVanBan", "Không có thiệt hại về người./."),
        ("NoiNhanNhan", "Nơi nhận:"),
        ("NoiNhan", "- Như trên;"),
        ("NoiNhan", "- Lưu: VT."),
        ("QuyenHan", "TM. ỦY BAN NHÂN DÂN"),
        ("QuyenHan", "CHỦ TỊCH"),
        ("HoTen", "Nguyễn Văn Thử"),
    ]


@pytest.mark.parametrize(
    ("style", "size", "face", "align"),
    [
        ("QuocHieu", 13, "b", "center"),
        ("TieuNgu", 14, "b", "center"),
        ("CoQuanChuQuan", 13, "", "center"),
        ("CoQuanBanHanh", 13, "b", "center"),
        ("SoKyHieu", 13, "", "center"),
        ("DiaDanh", 13, "i", "center"),
        ("TenLoai", 14, "b", "center"),
        ("TrichYeu", 14, "b", "center"),
        ("KinhGui", 14, "", "center"),
        ("ThanVanBan", 14, "", "both"),
        ("CanCu", 14, "i", "both"),
        ("Heading1", 14, "b", "both"),
        ("Heading2", 14, "b", "both"),
        ("Heading4", 14, "", "both"),
        ("QuyenHan", 14, "b", "center"),
        ("HoTen", 14, "b", "center"),
        ("NoiNhanNhan", 12, "bi", "left"),
        ("NoiNhan", 11, "", "left"),
        ("PhuLuc", 14, "b", "center"),
        ("PhuLucTen", 14, "b", "center"),
        ("KemTheo", 14, "i", "center"),
        ("Header", 14, "", "center"),
    ],
)
def test_each_element_has_its_size_face_and_place(style, size, face, align):
    styles = part(write(a_paper()), "word/styles.xml")
    found = styles.find(f"{W}style[@{W}styleId='{style}']")

    assert int(found.find(f"{W}rPr/{W}sz").get(W + "val")) == size * 2
    assert "".join(tag for tag in "bi" if found.find(f"{W}rPr/{W}{tag}") is not None) == face
    assert found.find(f"{W}pPr/{W}jc").get(W + "val") == align
    assert found.find(f"{W}rPr/{W}rFonts").get(W + "ascii") == "Times New Roman"
    assert found.find(f"{W}rPr/{W}color").get(W + "val") == "000000"


def test_the_body_is_indented_by_a_thumb_and_its_paragraphs_stand_six_points_apart():
    styles = part(write(a_paper()), "word/styles.xml")
    body = styles.find(f"{W}style[@{W}styleId='ThanVanBan']/{W}pPr")

    assert int(body.find(W + "ind").get(W + "firstLine")) == round(12.7 * MM)
    assert body.find(W + "spacing").get(W + "after") == "120"


def test_pages_are_a4_within_the_margins_of_the_decree():
    section = docx.Document(io.BytesIO(write(a_paper()))).sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.bottom_margin.mm)) == (20, 20)
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 15)


def test_the_page_number_stands_on_top_from_the_second_page():
    content = write(a_paper())
    sections = part(content, "word/document.xml").iter(W + "sectPr")

    assert all(section.find(W + "titlePg") is not None for section in sections)
    assert "PAGE" in "".join(part(content, "word/header1.xml").itertext())
    assert "PAGE" not in "".join(part(content, "word/header2.xml").itertext())


def test_rules_are_borders_as_long_as_the_motto_and_two_fifths_of_the_titles():
    rules = part(write(a_paper(annexes=())), "word/document.xml").iter(W + "pBdr")
    room = {"issuer": 66, "motto": 99, "subject": 165}
    sides = [int(rule.getnext().get(W + "left")) / MM for rule in rules]
    issuer, motto, subject = (
        width - 2 * side for width, side in zip(room.values(), sides, strict=True)
    )

    assert 58 < motto < 64  # "Độc lập - Tự do - Hạnh phúc" in bold of 14 points
    assert 12 < issuer < 25
    assert 22 < subject < 45


def test_a_number_and_a_day_may_be_left_open_for_the_clerk():
    head = replace(a_paper().letterhead, number=None, day=None, year=2023)
    texts = dict(lines(write(a_paper(letterhead=head))))

    assert texts["SoKyHieu"] == "Số: " + "\u00a0" * 8 + "/BC-UBND"
    assert texts["DiaDanh"].startswith("An Bình, ngày\u00a0")
    assert texts["DiaDanh"].endswith("năm 2023")


def test_several_addressees_stand_on_lines_of_their_own_and_none_is_none():
    several = lines(write(a_paper(addressees=("Công an tỉnh", "Ban Chỉ đạo tỉnh"))))
    none = [style for style, _ in lines(write(a_paper(addressees=())))]

    assert ("KinhGui", "Kính gửi:") in several
    assert ("KinhGuiNoi", "- Công an tỉnh;") in several
    assert ("KinhGuiNoi", "- Ban Chỉ đạo tỉnh.") in several
    assert "KinhGui" not in none


def test_a_text_that_ends_with_a_figure_or_a_table_is_closed_too():
    figure = lines(write(a_paper(blocks=(Paragraph(("Tổng: ", a_figure("06"))),), annexes=())))
    ruled = lines(write(a_paper(blocks=(a_table(),), annexes=())))

    assert ("ThanVanBan", "Tổng: 06./.") in figure
    assert ("ThanVanBan", "./.") in ruled


def test_an_annex_lies_landscape_counts_its_own_pages_and_names_its_paper():
    content = write(a_paper())
    sections = list(part(content, "word/document.xml").iter(W + "sectPr"))
    last = sections[-1]

    assert [s.find(W + "pgSz").get(W + "orient") for s in sections] == ["portrait", "landscape"]
    assert last.find(W + "pgNumType").get(W + "start") == "1"
    assert ("PhuLuc", "Phụ lục") in lines(content)
    assert ("PhuLucTen", "SỐ LIỆU PHÒNG CHÁY") in lines(content)
    assert (
        "KemTheo",
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 02 năm 2023 của Ủy ban nhân dân xã An Bình)",
    ) in lines(content)


def test_behind_a_table_that_ends_an_annex_nothing_is_high_enough_to_open_a_page():
    annexes = tuple(Annex(f"Biểu {n}", (a_table(),)) for n in (1, 2))
    written = part(write(a_paper(annexes=annexes)), "word/document.xml")

    behind = [table.getnext() for table in list(written.iter(W + "tbl"))[-2:]]
    styles = [one.find(f"{W}pPr/{W}pStyle").get(W + "val") for one in behind]

    assert styles == ["DuongKe", "DuongKe"]  # the first one ends its section


def test_several_annexes_are_counted_in_roman_digits():
    annexes = tuple(Annex(f"Bảng {n}", (a_table(),)) for n in (1, 2))

    texts = [text for style, text in lines(write(a_paper(annexes=annexes))) if style == "PhuLuc"]

    assert texts == ["Phụ lục I", "Phụ lục II"]
    assert [roman(n) for n in (1, 4, 9, 14)] == ["I", "IV", "IX", "XIV"]


def test_a_table_repeats_its_heading_and_closes_with_a_bold_total():
    rows = list(part(write(a_paper()), "word/document.xml").iter(W + "tbl"))[-1].findall(W + "tr")

    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert ["".join(cell.itertext()) for cell in rows[0].findall(W + "tc")] == [
        "STT",
        "Nội dung",
        "ĐVT",
        "Kỳ này",
        "Cùng kỳ",
        "Tăng/giảm",
        "%",
        "Ghi chú",
    ]
    assert {p.get(W + "val") for p in rows[-1].iter(W + "pStyle")} == {"BangDam"}
    assert len(rows[-1].findall(W + "tc")) == len(COLUMNS)


def test_a_table_of_more_than_twelve_columns_is_refused_or_split_without_loss():
    columns = (Column("STT", 1), *(Column(f"Xã {n}", 2) for n in range(1, 16)))
    rows = (
        Row((("A",), ("Nhóm",)), RowKind.GROUP),
        Row(tuple((f"{n}",) for n in range(16))),
    )
    wide = Table(columns, rows, caption="Theo xã")

    with pytest.raises(BadDocument, match="16 cột"):
        write(a_paper(blocks=(wide,)))
    first, second = split(wide, kept=1)

    assert [c.title for c in first.columns] == ["STT", *(f"Xã {n}" for n in range(1, 12))]
    assert [c.title for c in second.columns] == ["STT", "Xã 12", "Xã 13", "Xã 14", "Xã 15"]
    assert second.rows[1].cells == (("0",), ("12",), ("13",), ("14",), ("15",))
    assert second.rows[0] == rows[0]
    assert split(a_table(), kept=2) == [a_table()]
    assert write(a_paper(blocks=(first, second)))


def test_a_row_with_more_cells_than_columns_is_refused():
    with pytest.raises(BadDocument, match="nhiều hơn số cột"):
        write(a_paper(blocks=(Table(COLUMNS[:1], (Row((("1",), ("2",))),)),)))


def test_footnotes_are_real_ones():
    content = write(a_paper())
    notes = part(content, "word/footnotes.xml").findall(W + "footnote")
    marks = list(part(content, "word/document.xml").iter(W + "footnoteReference"))

    assert "".join(notes[-1].itertext()) == " Gồm cả 02 vụ cháy nhỏ."
    assert [mark.get(W + "id") for mark in marks] == [notes[-1].get(W + "id")]


def test_a_draft_says_so_on_every_page_and_an_issued_paper_does_not():
    draft, issued = write(a_paper(marks=("DỰ THẢO",))), write(a_paper())

    for header in ("word/header1.xml", "word/header2.xml"):
        assert "DỰ THẢO" in "".join(part(draft, header).itertext())
        assert "DỰ THẢO" not in "".join(part(issued, header).itertext())


def test_a_printed_form_ends_with_who_made_it_and_who_answers_for_it():
    form = a_paper(
        ending=FormSignatures(), blocks=(a_table(),), orientation=Orientation.LANDSCAPE, annexes=()
    )
    content = write(form)
    texts = [text for _, text in lines(content)]

    assert texts[-4:] == [
        "Người lập biểu",
        "(Ký, ghi rõ họ tên)",
        "Thủ trưởng đơn vị",
        "(Ký, ghi rõ họ tên, đóng dấu)",
    ]
    assert "./." not in "".join(texts)
    assert part(content, "word/document.xml").find(f".//{W}pgSz").get(W + "orient") == "landscape"


def test_the_same_description_gives_the_same_bytes():
    assert write(a_paper()) == write(a_paper())


def test_characters_that_xml_cannot_hold_are_left_out():
    content = write(a_paper(blocks=(Paragraph(("A\x00B & <C>\x0b",)),), annexes=()))

    assert ("ThanVanBan", "AB & <C>./.") in lines(content)
