"""Files that are no readable workbook are refused by name; readable ones are read exactly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import numbers

from keng.documents.workbooks import (
    REFUSALS,
    CellKind,
    Limits,
    Sheet,
    WorkbookRefused,
    open_workbook,
)

SAMPLES = Path(__file__).parent / "samples" / "workbooks"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def a_workbook(*rows: list[object], name: str = "Biểu") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same package with one part rewritten; a part that is not there is added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        for name in names:
            old = source.read(name)
            target.writestr(name, change(old) if name == part else old)
        if part not in names:
            target.writestr(part, change(b""))
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def the_refusal(content: bytes, limits: Limits | None = None) -> WorkbookRefused:
    with pytest.raises(WorkbookRefused) as refused:
        open_workbook(content, name="tệp.xlsx", limits=limits or Limits())
    return refused.value


def outcome(content: bytes) -> str:
    try:
        open_workbook(content, name="tệp.xlsx")
    except WorkbookRefused as refused:
        return refused.code
    return ""


def the_sheet(book: openpyxl.Workbook) -> Sheet:
    return open_workbook(saved(book), name="tệp.xlsx").sheets[0]


FIRST_SHEET = "xl/worksheets/sheet1.xml"
GOOD = saved(a_workbook(["Vụ cháy", 5]))
BOMB = zipped(**{"[Content_Types].xml": b"0" * (40 * 1024 * 1024)})

WRONG_FILES = {
    "file_empty": b"",
    "file_too_large": b"PK" + b"\x00" * (21 * 1024 * 1024),
    "file_password": _OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"),
    "file_old_excel": _OLE + b"\x00" * 512 + "Workbook".encode("utf-16-le"),
    "file_binary_excel": changed(
        GOOD,
        "[Content_Types].xml",
        lambda old: old.replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.binary.macroEnabled.main".replace(
                b"macroEnabled", b""
            ),
        ),
    ),
    "file_macros": changed(GOOD, "xl/vbaProject.bin", lambda _: b"\x00"),
    "file_not_workbook": "Chỉ tiêu;Kỳ này\nVụ cháy;5\n".encode(),
    "file_broken": GOOD[:-200],
    "file_bomb": BOMB,
    "file_entities": changed(
        GOOD,
        FIRST_SHEET,
        lambda old: b'<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">]>' + old,
    ),
    "sheet_too_long": changed(
        GOOD,
        FIRST_SHEET,
        lambda old: old.replace(
            b"</sheetData>",
            b"".join(
                b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(2, 20_002)
            )
            + b"</sheetData>",
        ),
    ),
    "secret_marked": saved(a_workbook(["TỐI MẬT"], ["Vụ cháy", 5])),
}


@pytest.mark.parametrize("code", sorted(WRONG_FILES))
def test_a_wrong_file_is_named_and_says_what_to_do(code: str) -> None:
    refusal = the_refusal(WRONG_FILES[code])

    assert refusal.code == code
    assert refusal.where.startswith("tệp.xlsx")
    assert ":" in refusal.message
    assert "{" not in refusal.message
    assert refusal.message_en != refusal.message


def test_every_code_of_refusal_has_a_sample() -> None:
    of_word = {"word_macros", "word_broken"}  # tried in test_word_opening.py

    assert set(WRONG_FILES) | of_word == set(REFUSALS)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"<html><table><tr><td>5</td></tr></table></html>", "HTML"),
        (
            b'<?xml version="1.0"?><Book xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "XML 2003",
        ),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 20, "ảnh"),
        (b"\x00\x01\x02", ".xlsx"),
        (_OLE + "WordDocument".encode("utf-16-le"), ".doc"),
        (zipped(**{"word/document.xml": b"<w/>"}), ".docx"),
        (zipped(**{"ppt/presentation.xml": b"<p/>"}), ".pptx"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (zipped(**{"a.txt": b"a"}), "ZIP"),
        (zipped(**{"[Content_Types].xml": b"<Types/>"}), "Office"),
    ],
)
def test_a_file_of_another_kind_is_told_apart_by_its_content(content: bytes, named: str) -> None:
    refusal = the_refusal(content)

    assert refusal.code == "file_not_workbook"
    assert named in refusal.message


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.glob("*.xlsx")))
def test_every_hand_broken_sample_is_refused_with_the_code_in_its_name(sample: str) -> None:
    refusal = the_refusal((SAMPLES / sample).read_bytes())

    assert refusal.code == sample.split(".", maxsplit=1)[0].replace("-", "_")


def test_what_is_told_as_damage_never_escapes_as_another_error() -> None:
    # Every cut and every flipped byte gives a sheet or a refusal, never a traceback.
    codes = {
        outcome(content)
        for cut in range(0, len(GOOD), 97)
        for content in (GOOD[:cut], GOOD[:cut] + b"\xff" + GOOD[cut + 1 :])
    }

    assert codes <= {"", *REFUSALS}


def test_two_hundred_thousand_rows_are_refused_without_being_held() -> None:
    row = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    body = b"".join(row % (n, n) for n in range(2, 200_002))
    content = changed(
        GOOD, FIRST_SHEET, lambda old: old.replace(b"</sheetData>", body + b"</sheetData>")
    )

    refusal = the_refusal(content)

    assert refusal.code == "sheet_too_long"
    assert "Biểu" in refusal.message


def test_too_many_cells_in_few_rows_are_refused_too() -> None:
    book = a_workbook(*([1] * 10 for _ in range(10)))

    refusal = the_refusal(saved(book), Limits(cells=99))

    assert refusal.code == "sheet_too_long"


def test_a_part_of_strange_elements_is_not_collected_in_memory() -> None:
    junk = b"<x/>" * 1_200_000  # 4.8 MB without a row
    content = changed(
        GOOD, FIRST_SHEET, lambda old: old.replace(b"<sheetData>", junk + b"<sheetData>")
    )

    assert the_refusal(content, Limits(ratio=10_000)).code == "file_broken"


def test_an_archive_of_thousands_of_parts_is_refused() -> None:
    assert the_refusal(GOOD, Limits(entries=3)).code == "file_bomb"


def test_an_archive_that_declares_more_than_the_limit_is_refused() -> None:
    assert the_refusal(GOOD, Limits(unpacked_bytes=100)).code == "file_bomb"


def test_an_entity_is_never_expanded_even_where_the_declaration_is_hidden_behind_comments() -> None:
    padding = b"<!--" + b" " * 70_000 + b"-->"
    content = changed(
        GOOD,
        FIRST_SHEET,
        lambda old: padding + b'<!DOCTYPE worksheet [<!ENTITY a "b">]>' + old,
    )

    assert the_refusal(content).code == "file_entities"


def test_an_outside_link_is_left_alone() -> None:
    rels = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
        b'2006/relationships"><Relationship Id="rId9" TargetMode="External" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        b'Target="file:///etc/hostname"/>'
    )
    content = changed(
        GOOD,
        "xl/_rels/workbook.xml.rels",
        lambda old: rels + old[old.index(b"<Relationship ") :],
    )

    assert [sheet.name for sheet in open_workbook(content, name="a").sheets] == ["Biểu"]


def test_numbers_keep_the_form_in_which_the_file_holds_them() -> None:
    sheet = the_sheet(a_workbook([664.49, 5, -3]))

    assert [(cell.ref, cell.kind, cell.text) for cell in sheet.rows[0]] == [
        ("A1", CellKind.NUMBER, "664.49"),
        ("B1", CellKind.NUMBER, "5"),
        ("C1", CellKind.NUMBER, "-3"),
    ]


def test_each_kind_of_content_is_told_apart() -> None:
    book = a_workbook(["05", True, "=1+1", "#REF!", 45_000, 0.2, None, ""])
    sheet = book.worksheets[0]
    sheet["D1"].data_type = "e"
    sheet["E1"].number_format = "dd/mm/yyyy"
    sheet["F1"].number_format = numbers.FORMAT_PERCENTAGE

    cells = the_sheet(book).rows[0]

    assert [cell.kind.value for cell in cells] == [
        "text",
        "boolean",
        "formula",
        "error",
        "date",
        "percent",
    ]


def test_the_cached_result_of_a_formula_is_not_looked_at() -> None:
    content = changed(
        saved(a_workbook(["=1+1"])),
        FIRST_SHEET,
        lambda old: old.replace(b"<v></v>", b"<v>7</v>").replace(b"<v />", b"<v>7</v>"),
    )

    [cell] = open_workbook(content, name="a").sheets[0].rows[0]

    assert (cell.kind, cell.text) == (CellKind.FORMULA, "=1+1")


def test_merged_areas_and_hidden_sheets_are_known() -> None:
    book = a_workbook(["a", "b"], ["c", "d"])
    book.worksheets[0].merge_cells("A2:B3")
    book.create_sheet("Ẩn").sheet_state = "veryHidden"

    first, second = open_workbook(saved(book), name="a").sheets

    assert first.merged_at(3, 2) is not None
    assert first.merged_at(1, 1) is None
    assert [area.ref for area in first.merged] == ["A2:B3"]
    assert (first.is_hidden, second.is_hidden) == (False, True)


def test_rich_text_is_joined_and_the_phonetic_guide_left_out() -> None:
    inline = (
        b'<c r="A1" t="inlineStr"><is><r><t>V\xe1\xbb\xa5 </t></r><r><t>ch\xc3\xa1y</t></r>'
        b"<rPh><t>x</t></rPh></is></c>"
    )
    content = changed(
        saved(a_workbook([5])),
        FIRST_SHEET,
        lambda old: old[: old.index(b"<c ")] + inline + old[old.index(b"</row>") :],
    )

    assert open_workbook(content, name="a").sheets[0].rows[0][0].text == "Vụ cháy"


def test_cells_without_a_reference_are_counted_from_the_left() -> None:
    content = changed(
        saved(a_workbook([5, 6])),
        FIRST_SHEET,
        lambda old: old.replace(b' r="A1"', b"").replace(b' r="B1"', b"").replace(b' r="1"', b""),
    )

    assert [cell.ref for cell in open_workbook(content, name="a").sheets[0].rows[0]] == ["A1", "B1"]
