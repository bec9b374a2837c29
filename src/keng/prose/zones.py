"""The parts of a paper that hold no figures: its header, its recipients, its signature."""

from __future__ import annotations

import re
from typing import Final

from keng.prose.healing import is_capitals
from keng.prose.text import Span, Text

_RECIPIENTS: Final = re.compile(r"noi nhan\s?[:.]?")
_SIGNED: Final = re.compile(r"(?:tm|kt|tl|tuq|q)\s?\.\s?[a-z]")
_HEADED: Final = re.compile(
    r"(?:doc lap ?- ?tu do|so\s?:\s?[\d.…/]|v/v|[^,\n]{1,40}, ngay [\d.… ]{0,8}thang)"
)
_BODIES: Final = re.compile(
    r"(?:cong hoa xa hoi|uy ban nhan dan|ubnd|dang cong san|dang bo|dang uy|ban chi dao|cong an)"
)
_ANNEX: Final = re.compile(r"(?:phu luc|bieu|bang|danh sach)\b")
_NEXT_PAPER: Final = re.compile(
    r"(?:cong hoa xa hoi|bao cao|ke hoach|thong bao|to trinh|phan thu|[ivx]{1,4}\.|[ab]\.)(?=\s|$)"
)
_HEADER_PARAGRAPHS: Final = 14
_LONGEST_HEADER_LINE: Final = 200


def header_end(text: Text) -> int:
    """Where the header block ends: behind the last of its marks near the beginning, or 0."""
    end = 0
    for paragraph in text.paragraphs[:_HEADER_PARAGRAPHS]:
        said = text.folded[paragraph.start : paragraph.end]
        if len(said) > _LONGEST_HEADER_LINE:
            break
        named = _BODIES.match(said) and is_capitals(text.said(paragraph))
        if named or _HEADED.match(said):
            end = paragraph.end
    return end


def closing_zones(text: Text) -> tuple[Span, ...]:
    """Recipients and signature: from "Nơi nhận" or "TM." to the end, or to an annex."""
    zones: list[Span] = []
    start: int | None = None
    for paragraph in text.paragraphs:
        said = text.folded[paragraph.start : paragraph.end]
        if start is not None and _opens_annex(text, paragraph, said):
            zones.append(Span(start, paragraph.start))
            start = None
        elif start is None and _opens_closing(text, paragraph, said):
            start = paragraph.start
    if start is not None:
        zones.append(Span(start, len(text.body)))
    return tuple(zones)


def _opens_closing(text: Text, paragraph: Span, said: str) -> bool:
    if _RECIPIENTS.match(said):
        return True
    return bool(_SIGNED.match(said)) and is_capitals(text.said(paragraph))


def _opens_annex(text: Text, paragraph: Span, said: str) -> bool:
    """Whether an annex, a table or another paper begins behind a signature."""
    if _NEXT_PAPER.match(said):
        return is_capitals(text.said(paragraph))
    return bool(_ANNEX.match(said)) and (is_capitals(text.said(paragraph)) or len(said) < 30)
