"""The faces of the elements: size, bold, italic, capitals, place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from keng.kernel.appearance import Alignment
from keng.proofing.finding import Finding
from keng.proofing.layout.asked import ASKED, Asked
from keng.proofing.layout.elements import Element, Elements
from keng.proofing.layout.pieces import Piece
from keng.proofing.layout.remarks import Said, number, slip, span

_SIZE_SLACK: Final = 0.01
_WORDS: Final = {
    "bold": (("chữ đậm", "bold"), ("không đậm", "not bold")),
    "italic": (("chữ nghiêng", "italic"), ("chữ đứng", "upright")),
    "capitals": (("in hoa", "capitals"), ("in thường", "small letters")),
}
_QUALITIES: Final = {
    "bold": ("bold", "plain"),
    "italic": ("italic", "upright"),
    "capitals": ("capitals", "small"),
}
_ALIGNED: Final = {
    Alignment.LEFT: ("căn trái", "on the left"),
    Alignment.RIGHT: ("căn phải", "on the right"),
    Alignment.JUSTIFIED: ("căn đều", "justified"),
    Alignment.CENTRE: ("căn giữa", "centred"),
}
Slip = tuple[Said, Said]
"""What is there, and what is asked."""


def face_slips(elements: Elements) -> Iterator[Finding]:
    """One finding for each element whose letters are not as asked, with all of its places."""
    for element, asked in ASKED.items():
        told: dict[tuple[Slip, ...], list[Piece]] = {}
        for piece in elements.of(element):
            if slips := tuple(_slips(element, asked, piece)):
                told.setdefault(slips, []).append(piece)
        for slips, pieces in told.items():
            yield _finding(asked, slips, pieces, of=len(elements.of(element)))


def _slips(element: Element, asked: Asked, piece: Piece) -> Iterator[Slip]:
    low, high = asked.sizes
    if not low - _SIZE_SLACK <= piece.size <= high + _SIZE_SLACK:
        size, sizes = number(piece.size), span(low, high)
        yield (f"cỡ {size}", f"size {size}"), (f"cỡ {sizes}", f"size {sizes}")
    for quality, wanted in _QUALITIES.items():
        asked_for = asked.wants(*wanted)
        if asked_for is not None and not _has(piece, quality, wanted=asked_for):
            on, off = _WORDS[quality]
            yield (off, on) if asked_for else (on, off)
    placed = piece.paragraph.align
    if asked.align and piece.whole and _is_placed(element, piece) and placed is not asked.align:
        yield _ALIGNED[placed], _ALIGNED[asked.align]


def _has(piece: Piece, quality: str, *, wanted: bool) -> bool:
    """Whether nearly all letters have a quality, or lack it; capitals are told by the letters."""
    if quality == "capitals":
        return piece.text.isupper() is wanted
    if quality == "bold":
        return piece.mostly(lambda face: face.bold is wanted)
    return piece.mostly(lambda face: face.italic is wanted)


def _is_placed(element: Element, piece: Piece) -> bool:
    """Whether the paragraph's place is the element's: not where blanks and tabs do the work."""
    first = piece.paragraph.text[:1]
    indented = piece.paragraph.first_mm is None or piece.paragraph.first_mm > 0
    outside = element in (Element.TYPE, Element.SUBJECT)
    return not first.isspace() and not indented and (outside or piece.cell is not None)


def _finding(asked: Asked, slips: Sequence[Slip], pieces: Sequence[Piece], *, of: int) -> Finding:
    there, wanted = (
        tuple(", ".join(one[side][language] for one in slips) for language in (0, 1))
        for side in (0, 1)
    )
    count, count_en = "", ""
    if of > 1:
        count = f" ({len(pieces)} trong {of} chỗ)"
        count_en = f" ({len(pieces)} of {of} places)"
    return slip(
        asked.code,
        f"mục II.{asked.clause}",
        (f"{asked.name}{count}: {there[0]}", f"{asked.name_en}{count_en}: {there[1]}"),
        (wanted[0], wanted[1]),
        [piece.line for piece in pieces],
        pieces[0].text if asked.quoted else "",
    )
