"""Word files: the only writer of .docx, and the reader that finds each figure again.

A paper is described in its own words (`WordDocument`), written in the layout of Decree 30/2020,
and carries every figure as a content control that leads to its source
(docs/mechanisms/word-figures.md, docs/reference/layout.md).
"""

from __future__ import annotations

from keng.documents.word._closing import roman
from keng.documents.word._tables import MOST_COLUMNS, split
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
from keng.documents.word.reading import (
    NewValue,
    ReadField,
    Refreshed,
    belonging_to,
    issued,
    paper_id_of,
    paragraphs_of,
    properties_of,
    read_fields,
    refresh,
)
from keng.documents.word.writing import write

__all__ = [
    "MOST_COLUMNS",
    "ROOM_FOR_A_NUMBER",
    "Align",
    "Annex",
    "BadDocument",
    "Block",
    "Column",
    "FieldSource",
    "FigureField",
    "Footnote",
    "FormSignatures",
    "Heading",
    "Inline",
    "Inlines",
    "Letterhead",
    "Line",
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
    "belonging_to",
    "issued",
    "paper_id_of",
    "paragraphs_of",
    "properties_of",
    "read_fields",
    "refresh",
    "roman",
    "split",
    "write",
]
