"""Word files: the only writer of .docx, and the reader that finds each figure again.

A paper is described in its own words (`WordDocument`), written in the layout of Decree 30/2020,
and carries every figure as a content control that leads to its source
(docs/mechanisms/word-figures.md, docs/reference/layout.md).
"""

from __future__ import annotations

from keng.documents.word._closing import roman
from keng.documents.word._tables import MOST_COLUMNS, split
from keng.documents.word.appearance import appearance
from keng.documents.word.certificates import Certificate, Certificates, write_certificates
from keng.documents.word.commenting import AUTHOR, Comment, commented
from keng.documents.word.comparing import Differences, FigureChange, LineChange, differences
from keng.documents.word.description import (
    ROOM_FOR_A_NUMBER,
    Align,
    Annex,
    BadDocument,
    Block,
    Column,
    FieldSource,
    FigureField,
    Footnote,
    FormSignatures,
    Heading,
    Inline,
    Inlines,
    Letterhead,
    Line,
    Orientation,
    Paragraph,
    Rank,
    Row,
    RowKind,
    Run,
    Signature,
    Slot,
    Table,
    WordDocument,
)
from keng.documents.word.opening import is_word, open_tables
from keng.documents.word.placing import placed_fields
from keng.documents.word.plain import plain_document
from keng.documents.word.reading import (
    ReadField,
    belonging_to,
    paper_id_of,
    paragraphs_of,
    properties_of,
    read_fields,
)
from keng.documents.word.refreshing import NewValue, Refreshed, issued, refresh
from keng.documents.word.writing import write

__all__ = [
    "AUTHOR",
    "MOST_COLUMNS",
    "ROOM_FOR_A_NUMBER",
    "Align",
    "Annex",
    "BadDocument",
    "Block",
    "Certificate",
    "Certificates",
    "Column",
    "Comment",
    "Differences",
    "FieldSource",
    "FigureChange",
    "FigureField",
    "Footnote",
    "FormSignatures",
    "Heading",
    "Inline",
    "Inlines",
    "Letterhead",
    "Line",
    "LineChange",
    "NewValue",
    "Orientation",
    "Paragraph",
    "Rank",
    "ReadField",
    "Refreshed",
    "Row",
    "RowKind",
    "Run",
    "Signature",
    "Slot",
    "Table",
    "WordDocument",
    "appearance",
    "belonging_to",
    "commented",
    "differences",
    "is_word",
    "issued",
    "open_tables",
    "paper_id_of",
    "paragraphs_of",
    "placed_fields",
    "plain_document",
    "properties_of",
    "read_fields",
    "refresh",
    "roman",
    "split",
    "write",
    "write_certificates",
]
