"""Comments in a Word file: at their place, and nothing else is another."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from keng.documents.office import converted, office
from keng.documents.reading import read
from keng.documents.word import BadDocument, Comment, commented, plain_document, write
from reading_samples import W, a_docx, a_zip, para, run, table
from word_papers import a_paper

ROW = ("1", "Vụ cháy", "05")
BODY = (
    para("BÁO CÁO")
    + para(run("Toàn xã xảy ra "), run("14 vụ, gồm: 05 vụ trộm", "<w:b/>"), run(", 02 vụ cháy."))
    + table(ROW, ("2", "Vụ trộm", "14"))
    + para("Hết.")
)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def anchored(content: bytes, number: int = 0) -> str:
    """The words between the marks of a comment."""
    root = etree.fromstring(parts_of(content)["word/document.xml"])
    words, inside = [], False
    for element in root.iter():
        if element.get(f"{{{W}}}id") == str(number):
            inside = element.tag == f"{{{W}}}commentRangeStart"
        if inside and element.tag == f"{{{W}}}t":
            words.append(element.text or "")
    return "".join(words)


def said(content: bytes) -> list[str]:
    root = etree.fromstring(parts_of(content)["word/comments.xml"])
    return ["".join(one.itertext()) for one in root]


def test_a_comment_stands_at_the_runs_of_its_words() -> None:
    before = a_docx(BODY)

    after = commented(before, [Comment(2, 2, "K101: 13", "14 vụ, gồm")])

    assert anchored(after) == "14 vụ, gồm: 05 vụ trộm"
    assert said(after) == ["K101: 13"]


def test_words_that_run_over_several_runs_are_spanned() -> None:
    after = commented(a_docx(BODY), [Comment(2, 2, "K101", "05 vụ trộm, 02 vụ cháy")])

    assert anchored(after) == "14 vụ, gồm: 05 vụ trộm, 02 vụ cháy."


def test_a_comment_whose_words_are_not_told_stands_at_the_paragraph() -> None:
    after = commented(a_docx(BODY), [Comment(2, 2, "K405", "[đoạn không trích]")])

    assert anchored(after).startswith("Toàn xã xảy ra 14 vụ")


def test_a_comment_on_a_row_stands_in_its_cell() -> None:
    after = commented(a_docx(BODY), [Comment(3, 3, "K105", "05")])

    assert anchored(after) == "05"


def test_a_comment_over_several_lines_spans_their_paragraphs() -> None:
    content = a_docx(para("Một.") + para("Hai.") + para("Ba."))

    assert anchored(commented(content, [Comment(1, 2, "K161", "Một. Hai.")])) == "Một.Hai."


def test_the_reader_reads_the_same_lines_and_every_other_part_is_the_same() -> None:
    before = write(a_paper())
    lines = read(before, name="a.docx").lines
    comments = [Comment(n, n, f"K101 {n}") for n in range(1, len(lines) + 1)]

    after = commented(before, comments)

    assert read(after, name="a.docx").lines == lines
    assert len(said(after)) == len(lines)
    old, new = parts_of(before), parts_of(after)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {
        "[Content_Types].xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
    }
    assert new.keys() - old.keys() == {"word/comments.xml"}


def test_comments_that_stand_there_already_stay() -> None:
    once = commented(a_docx(BODY), [Comment(1, 1, "người viết")])

    twice = commented(once, [Comment(2, 2, "K101")])

    assert said(twice) == ["người viết", "K101"]
    assert anchored(twice, 0) == "BÁO CÁO"
    assert anchored(twice, 1).startswith("Toàn xã")
    assert parts_of(twice)["[Content_Types].xml"].count(b"comments+xml") == 1


def test_a_line_of_a_note_or_a_box_is_remarked_where_it_hangs() -> None:
    box = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + para("Trong hộp.")
    box += "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    content = a_docx(para("Ngoài hộp.", box))
    assert read(content, name="a.docx").lines == ("Ngoài hộp.", "Trong hộp.")

    root = etree.fromstring(
        parts_of(commented(content, [Comment(2, 2, "K303", "hộp")]))["word/document.xml"]
    )

    (start,) = root.iter(f"{{{W}}}commentRangeStart")
    assert start.getparent() is next(root.iter(f"{{{W}}}p"))


def test_without_comments_the_file_is_the_same() -> None:
    content = a_docx(BODY)

    assert commented(content, []) == content


def test_a_file_of_another_schema_is_refused_in_plain_words() -> None:
    parts = parts_of(a_docx(BODY))
    strict = parts["word/document.xml"].replace(W.encode(), b"http://purl.oclc.org/ooxml/w/main")

    with pytest.raises(BadDocument) as refusal:
        commented(a_zip({**parts, "word/document.xml": strict}), [Comment(1, 1, "K101")])

    assert "Strict" in refusal.value.message


def test_a_text_becomes_a_word_file_with_the_same_lines() -> None:
    lines = ("ỦY BAN NHÂN DÂN", "", "1\tVụ cháy\t05", "Hết <&>.")

    assert read(plain_document(lines), name="a.docx").lines == lines


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["ours", "plain"])
def test_libreoffice_opens_it(kind: str) -> None:
    program = office()
    assert program is not None
    content = write(a_paper()) if kind == "ours" else plain_document(["Một.", "Hai 14 vụ."])
    after = commented(content, [Comment(2, 2, "K101: phải là 13", "14 vụ")])

    pdf = converted(program, after, suffix=".docx", to="pdf")
    odt = converted(program, after, suffix=".docx", to="odt")

    assert pdf is not None
    assert pdf.startswith(b"%PDF")
    assert odt is not None
    assert "phải là 13" in parts_of(odt)["content.xml"].decode()
