"""Every figure of a Word file leads to its source, whatever people and programs do to the file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree

from keng.documents.word import (
    BadDocument,
    FieldSource,
    Footnote,
    NewValue,
    Paragraph,
    issued,
    paper_id_of,
    properties_of,
    read_fields,
    refresh,
    write,
)
from word_papers import a_figure, a_paper, a_table


def changed(content: bytes, edits: dict[str, Callable[[str], str]]) -> bytes:
    """The file with the text of some of its parts edited, as another program would."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w") as target,
    ):
        for name in source.namelist():
            text = source.read(name).decode()
            target.writestr(name, edits.get(name, str)(text))
    return buffer.getvalue()


def in_document(content: bytes, old: str, new: str) -> bytes:
    edited = changed(content, {"word/document.xml": lambda text: text.replace(old, new)})
    assert edited != content
    return edited


def a_line(*figures: object) -> bytes:
    return write(a_paper(blocks=(Paragraph(("Cháy ", *figures, " vụ.")),), annexes=()))


def test_every_figure_is_read_back_with_its_source_in_text_table_and_footnote():
    fields = read_fields(write(a_paper()))

    assert [(f.source.indicator, f.text, f.part) for f in fields if f.source] == [
        ("fires", "05", "document"),
        ("fires", "giảm 03", "document"),
        ("row_1", "1", "document"),
        ("row_2", "2", "document"),
        ("row_3", "3", "document"),
        ("total", "6", "document"),
        ("small_fires", "02", "footnotes"),
    ]
    assert fields[1].source == FieldSource(
        "fires", "", "vn-test-1", "2023", "change", "r1", "-3", "vụ"
    )
    assert {f.label for f in fields} == {"Vụ cháy"}
    assert not any(f.is_typed_over for f in fields)


def test_keys_are_short_opaque_unique_and_stand_in_tag_and_title():
    content = write(a_paper(annexes=(), blocks=(a_table(300),)))
    text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    tags = re.findall(r'<w:tag w:val="([^"]*)"', text)
    titles = re.findall(r'<w:alias w:val="([^"]*)"/><w:tag', text)

    assert len(set(tags)) == len(tags) == 301
    assert all(re.fullmatch(r"k[a-z2-7]{5,}", tag) for tag in tags)
    assert titles == [f"Vụ cháy · {tag}" for tag in tags]


def test_a_long_label_is_cut_in_the_title_but_kept_in_the_file():
    figure = a_figure("05")
    label = "Số vụ cháy xảy ra trên địa bàn các thôn, khu dân cư và cơ sở sản xuất, kinh doanh"
    content = a_line(type(figure)(figure.text, label, figure.source))
    text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    title = re.search(r'<w:alias w:val="([^"]*)"/><w:tag', text)

    assert title is not None
    assert len(title[1]) <= 64
    assert "… · k" in title[1]
    assert read_fields(content)[0].label == label


def test_a_figure_is_found_by_its_title_where_a_program_dropped_the_tags():
    content = write(a_paper())
    untagged = changed(
        content,
        {
            name: lambda text: re.sub(r"<w:tag [^>]*/>", "", text)
            for name in ("word/document.xml", "word/footnotes.xml")
        },
    )

    assert read_fields(untagged) == read_fields(content)


def test_a_figure_in_a_header_is_found():
    content = a_line(a_figure("05"))
    body = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    control = re.search(r"<w:sdt><w:sdtPr><w:alias [^>]*><w:tag.*?</w:sdt>", body)
    assert control is not None
    moved = changed(
        content,
        {
            "word/header1.xml": lambda text: text.replace(
                "</w:hdr>", f"<w:p>{control[0]}</w:p></w:hdr>"
            )
        },
    )

    assert [f.part for f in read_fields(moved)] == ["document", "header1"]


def test_controls_of_others_are_left_alone():
    content = in_document(a_line(a_figure("05")), 'w:val="k', 'w:val="Tiêu đề 9')
    content = in_document(content, " · k", " · Tiêu đề 9")

    assert read_fields(content) == []


def test_a_figure_split_into_runs_by_a_person_is_read_whole():
    content = in_document(a_line(a_figure("1.234")), ">1.234<", ">1.2</w:t></w:r><w:r><w:t>34<")

    assert read_fields(content)[0].text == "1.234"


def test_the_paper_knows_its_own_id():
    assert paper_id_of(write(a_paper(paper_id="paper-77"))) == "paper-77"
    assert paper_id_of(write(a_paper(paper_id=""))) == ""


def test_refreshing_fills_the_figures_and_keeps_every_word_that_a_person_wrote():
    content = in_document(write(a_paper()), "Nơi xảy ra", "Nơi xảy ra, do xã ghi thêm bằng tay")
    first = read_fields(content)[0]

    refreshed = refresh(content, {first.key: NewValue("07", "7", "r2")})
    after = read_fields(refreshed.content)[0]

    assert (after.text, after.printed) == ("07", "07")
    assert after.source is not None
    assert (after.source.exact, after.source.revision) == ("7", "r2")
    assert refreshed.changed == (first.key,)
    assert first.key not in refreshed.unknown
    assert len(refreshed.unknown) == len(read_fields(content)) - 1
    before_text, after_text = (
        etree.canonicalize(zipfile.ZipFile(io.BytesIO(c)).read("word/document.xml").decode())
        for c in (content, refreshed.content)
    )
    assert "do xã ghi thêm bằng tay" in after_text
    assert after_text.replace(">07<", ">05<") == before_text


def test_a_number_changed_by_hand_is_told_before_it_is_filled_anew():
    content = in_document(a_line(a_figure("05")), ">05<", ">09<")
    field = read_fields(content)[0]

    refreshed = refresh(content, {field.key: NewValue("05", "5")})

    assert field.is_typed_over
    assert refreshed.typed_over == (field.key,)
    assert read_fields(refreshed.content)[0].text == "05"


@pytest.mark.parametrize(
    ("was", "becomes", "turns"),
    [
        ("-3", "4", True),
        ("-3", "0", True),
        ("-3", "-1", False),
        ("0", "0", False),
        ("2", "", True),
        ("2.0", "-1.5", True),
    ],
)
def test_a_change_that_turns_is_told_and_highlighted(was, becomes, turns):
    content = a_line(a_figure("giảm 03", view="change", exact=was))
    key = read_fields(content)[0].key

    refreshed = refresh(content, {key: NewValue("tăng 04", becomes)})
    text = zipfile.ZipFile(io.BytesIO(refreshed.content)).read("word/document.xml").decode()

    assert refreshed.turned == ((key,) if turns else ())
    assert ("<w:highlight" in text) is turns


def test_a_value_that_turns_from_five_to_nothing_is_no_turn():
    content = a_line(a_figure("05"))
    key = read_fields(content)[0].key

    assert refresh(content, {key: NewValue("không xảy ra", "0")}).turned == ()


def test_a_file_that_is_no_word_document_is_refused_with_what_to_do():
    for content in (b"", b"%PDF-1.7", a_zip({"a.txt": b"x"})):
        with pytest.raises(BadDocument, match="hãy lưu lại dạng"):
            read_fields(content)


def test_a_file_that_unpacks_beyond_all_measure_is_not_opened():
    bomb = a_zip({"word/document.xml": b"<a/>", "word/x.bin": b"0" * (101 * 1024 * 1024)})

    with pytest.raises(BadDocument, match="quá lớn"):
        read_fields(bomb)


def test_a_damaged_part_is_named():
    content = changed(a_line(a_figure("05")), {"word/document.xml": lambda text: text[:-20]})

    with pytest.raises(BadDocument, match=re.escape("word/document.xml")):
        read_fields(content)


def test_entities_in_a_file_are_not_followed():
    declared = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]><w:document'
    content = changed(
        a_line(a_figure("05")),
        {
            "word/document.xml": lambda text: text.replace("<w:document", declared, 1).replace(
                ">05<", ">&secret;<"
            )
        },
    )

    assert read_fields(content)[0].text == ""


def a_zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.libreoffice
def test_after_a_round_trip_through_libreoffice_every_figure_is_found_by_its_key(tmp_path):
    note = Footnote(("Kể cả ", a_figure("01", "notes"), " vụ nhỏ."))
    paper = a_paper(blocks=(*a_paper().blocks, a_table(), Paragraph(("Ghi chú", note))))
    original = write(paper)
    (tmp_path / "paper.docx").write_bytes(original)
    soffice = shutil.which("soffice")
    assert soffice

    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            *("--convert-to", "docx", "--outdir", str(tmp_path / "out")),
            str(tmp_path / "paper.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    returned = (tmp_path / "out" / "paper.docx").read_bytes()

    def told(content: bytes) -> dict[str, tuple[str, FieldSource | None]]:
        return {field.key: (field.text, field.source) for field in read_fields(content)}

    assert told(returned) == told(original)
    assert paper_id_of(returned) == "paper-1"
    key = read_fields(returned)[0].key
    refreshed = refresh(returned, {key: NewValue("08", "8", "r2")})
    assert told(refreshed.content)[key][0] == "08"


def test_issuing_writes_number_and_day_and_takes_the_draft_mark_away():
    open_head = replace(a_paper().letterhead, number=None, day=None)
    draft = write(a_paper(letterhead=open_head, marks=("DỰ THẢO",)))
    edited = in_document(draft, "Nơi xảy ra", "Nơi xảy ra, viết tay")

    final = issued(edited, "Báo cáo", a_paper().letterhead)

    parts = zipfile.ZipFile(io.BytesIO(final))
    text = "".join(etree.fromstring(parts.read("word/document.xml")).itertext())
    assert "Số: 05/BC-UBND" in text
    assert "An Bình, ngày 05 tháng 02 năm 2023" in text
    assert "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 02 năm 2023" in text
    assert "Nơi xảy ra, viết tay" in text
    assert "DỰ THẢO" not in parts.read("word/header1.xml").decode()
    assert read_fields(final) == read_fields(edited)


def test_a_paper_carries_what_its_publisher_put_along():
    content = write(a_paper(properties={"KengUnit": "vn-test-1"}))

    assert properties_of(content) == {"KengPaper": "paper-1", "KengUnit": "vn-test-1"}
