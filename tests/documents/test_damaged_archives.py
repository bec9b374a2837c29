"""An archive whose packing was changed or is unknown is refused in words, by whoever opens it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from keng.documents.door import admit
from keng.documents.reading import FileRefused, read
from keng.documents.word import open_tables
from keng.documents.workbooks import open_workbook
from keng.documents.workbooks.refusals import WorkbookRefused

PARTS = ("[Content_Types].xml", "xl/workbook.xml", "word/document.xml")
# The second number: behind the head that LZMA writes, which tells how long it is itself.
PACKINGS = ((zipfile.ZIP_DEFLATED, 0), (zipfile.ZIP_BZIP2, 4), (zipfile.ZIP_LZMA, 9))


def damaged(packing: int, behind: int) -> bytes:
    """An archive with every part spoilt behind its header."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name in PARTS:
            archive.writestr(name, "<a/>" * 500)
    content = bytearray(out.getvalue())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for one in archive.infolist():
            begins = one.header_offset + 30 + len(one.filename) + behind
            content[begins : begins + 8] = b"\xff" * 8
    return bytes(content)


@pytest.mark.parametrize(("packing", "behind"), PACKINGS)
def test_what_is_damaged_inside_is_refused_in_words(packing: int, behind: int) -> None:
    content = damaged(packing, behind)

    admit(BytesIO(content), filename="a.docx", size=len(content))  # left to the rooms to word
    with pytest.raises(FileRefused):
        read(content, name="a.docx")
    with pytest.raises(WorkbookRefused):
        open_workbook(content, name="a.xlsx")
    with pytest.raises(WorkbookRefused):
        open_tables(content, name="a.docx")
