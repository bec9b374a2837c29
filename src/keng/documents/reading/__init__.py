"""Files into lines, and each line's place: text, Word, workbooks, PDF, scans.

`read` is the only door; what it gives back is plain data (`ReadDocument`). Importing this costs
next to nothing: the library for a kind of file is loaded when such a file is read.
Reference: docs/reference/reading-files.md.
"""

from __future__ import annotations

from keng.documents.reading.document import (
    Box,
    Footnote,
    Kind,
    Note,
    Page,
    Place,
    ReadDocument,
    Table,
    TableCell,
    WordPlace,
)
from keng.documents.reading.drafting import Draft, Job, Progress, Reader
from keng.documents.reading.notes import NOTES
from keng.documents.reading.reading import LARGEST, read
from keng.documents.reading.refusals import REFUSALS, FileRefused

__all__ = [
    "LARGEST",
    "NOTES",
    "REFUSALS",
    "Box",
    "Draft",
    "FileRefused",
    "Footnote",
    "Job",
    "Kind",
    "Note",
    "Page",
    "Place",
    "Progress",
    "ReadDocument",
    "Reader",
    "Table",
    "TableCell",
    "WordPlace",
    "read",
]
