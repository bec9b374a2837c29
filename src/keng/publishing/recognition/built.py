"""A paper that is written from rows of a register, as it comes out. Nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from keng.documents import word
from keng.kernel.periods import Period
from keng.publishing.heads import Issuer

KIND_PROPERTY: Final = "KengRecognition"
ABOUT_PROPERTY: Final = "KengRecognitionAbout"
LAYOUT_PROPERTY: Final = "KengLayout"
OWN_LAYOUT: Final = "own"


@dataclass(frozen=True)
class BuiltPaper:
    """A written paper: the file, whose it is, over which days, and what a person has to give.

    `notes` say what is ours in it and what nobody has confirmed about the set.
    """

    content: bytes
    fields: tuple[word.ReadField, ...]
    unit_id: int
    period: Period
    subject: str
    doc_type: str
    issuer: Issuer
    gaps: tuple[str, ...]
    notes: tuple[str, ...]
    is_illustrative: bool
