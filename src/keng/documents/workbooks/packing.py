"""The same content gives the same bytes: no clock, no order of the day in what Keng writes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from openpyxl import Workbook

_STAMP: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_MERGES: Final = re.compile(rb"(<mergeCells[^>]*>)(.*?)(</mergeCells>)", re.DOTALL)
_MERGE: Final = re.compile(rb"<mergeCell [^>]*?/>")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MOMENT: Final = rb"\g<1>2000-01-01T00:00:00Z\g<3>"


def packed(book: Workbook) -> bytes:
    """The workbook as bytes, with the moments that openpyxl writes into it replaced."""
    raw = io.BytesIO()
    book.save(raw)
    steady = io.BytesIO()
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _STAMP.sub(_MOMENT, content)
            elif entry.filename.startswith("xl/worksheets/"):
                content = _MERGES.sub(_sorted_merges, content)
            info = zipfile.ZipInfo(entry.filename, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return steady.getvalue()


def _sorted_merges(found: re.Match[bytes]) -> bytes:
    # openpyxl keeps merged areas in a set, so their order differs from process to process.
    return found[1] + b"".join(sorted(_MERGE.findall(found[2]))) + found[3]
