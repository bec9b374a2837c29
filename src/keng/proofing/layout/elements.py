"""Which element of an official paper each piece is, told by its words and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from keng.proofing.layout.pieces import Piece

_NATION: Final = re.compile(r"cong hoa xa hoi chu nghia viet nam")
_MOTTO: Final = re.compile(r"doc lap\W{1,5}tu do\W{1,5}hanh phuc\W{0,3}")
_NUMBER: Final = re.compile(r"so\s?:?\s?[\d.…_ ]{0,14}/\s?[a-z].{0,40}")
_ABOUT: Final = re.compile(r"v/v\b.*")
_DAY: Final = re.compile(
    r"[^\d;:]{0,60},?\s?ngay[\s\d.…_]{0,14}thang[\s\d.…_]{0,14}nam[\s\d.…_]{0,8}"
)
_TYPE: Final = re.compile(
    r"bao cao|ke hoach|quyet dinh|nghi quyet|chi thi|to trinh|thong bao|huong dan|chuong trinh"
    r"|bien ban|de an|phuong an|quy che|quy dinh|thong cao|du an|cong dien|giay moi"
)
_TO: Final = re.compile(r"kinh gui\b.*")
_BASIS: Final = re.compile(r"(?:can cu|xet de nghi|theo de nghi|thuc hien)\b.*;")
_PART: Final = re.compile(r"[ivxl]{1,6}\s?\.\s?\D.{2,150}")
_RECIPIENTS: Final = re.compile(r"noi nhan\s?:?")
_AUTHORITY: Final = re.compile(r"(?:tm|kt|tl|tuq|q)\s?\.\s?\S.{2,70}")
_TITLE: Final = re.compile(
    r"(?:pho |quyen )?(?:chu tich|truong ban|truong phong|giam doc|hieu truong|bi thu"
    r"|chanh van phong|truong thon|to truong|thu truong don vi)(?: thuong truc)?"
)
_NAME: Final = re.compile(r"(?:[^\W\d_]{1,7}\s){1,5}[^\W\d_]{1,7}")
_ANNEX: Final = re.compile(r"phu luc\b(?:\s[ivxl\d]{1,5})?|bieu so\b.*")
_BODY: Final = re.compile(r"(?:ubnd|uy ban|hdnd|hoi dong|so|phong|ban|van phong|bo|truong)\b")
_UNFINISHED: Final = re.compile(r"(?:uy ban|hoi dong) nhan dan|ubnd|hdnd|ban chi dao|.*\bva|.*,")
_IN_HEAD: Final = 40
_LONG: Final = 80


class Element(Enum):
    """The elements whose look the decree sets."""

    NATION = "nation"
    MOTTO = "motto"
    PARENT = "parent"
    ISSUER = "issuer"
    NUMBER = "number"
    ABOUT = "about"
    DAY = "day"
    TYPE = "type"
    SUBJECT = "subject"
    TO = "to"
    BASIS = "basis"
    PART = "part"
    BODY = "body"
    RECIPIENTS = "recipients"
    RECIPIENT = "recipient"
    AUTHORITY = "authority"
    NAME = "name"


@dataclass
class Elements:
    """The pieces of a paper by what they are; `body` and lists in order of the paper."""

    found: dict[Element, list[Piece]] = field(default_factory=dict)

    def add(self, element: Element, piece: Piece) -> None:
        """Take a piece for an element."""
        self.found.setdefault(element, []).append(piece)

    def of(self, element: Element) -> Sequence[Piece]:
        """The pieces of an element, none where it was not recognised."""
        return self.found.get(element, ())

    def has(self, element: Element) -> bool:
        """Whether an element was recognised."""
        return element in self.found


def elements_of(pieces: Sequence[Piece]) -> Elements:
    """Recognise the elements; what is not sure is none of them."""
    found = Elements()
    opened = _head(pieces, found)
    closed = next((i for i in range(opened, len(pieces)) if _closes(pieces[i])), len(pieces))
    _body(pieces[opened:closed], found)
    _closing(pieces[closed:], found)
    return found


def _head(pieces: Sequence[Piece], found: Elements) -> int:
    """Recognise the head; where the body begins."""
    begun = 0
    issuers: list[Piece] = []
    for index, piece in enumerate(pieces[:_IN_HEAD]):
        element = _head_element(piece)
        if element is Element.TYPE and found.has(Element.TYPE):
            break  # "QUYẾT ĐỊNH:" above the articles
        if element is not None:
            found.add(element, piece)
            begun = index + 1
        elif not begun or not (found.has(Element.TYPE) or found.has(Element.TO)):
            issuers.append(piece)
        if element is Element.TYPE and index + 1 < len(pieces):
            begun += _subject(pieces[index + 1], found)
        if element in (Element.TYPE, Element.TO):
            issuers = issuers if found.has(Element.NUMBER) else []
    _issuers(issuers, found)
    return begun


def _head_element(piece: Piece) -> Element | None:
    if _NATION.fullmatch(piece.folded):
        return Element.NATION
    for element, pattern in (
        (Element.MOTTO, _MOTTO),
        (Element.NUMBER, _NUMBER),
        (Element.ABOUT, _ABOUT),
        (Element.DAY, _DAY),
        (Element.TO, _TO),
    ):
        if pattern.fullmatch(piece.folded):
            return element
    return Element.TYPE if _TYPE.fullmatch(piece.folded) and piece.text.isupper() else None


def _subject(piece: Piece, found: Elements) -> bool:
    if _head_element(piece) or _BASIS.fullmatch(piece.folded) or piece.cell is not None:
        return False
    found.add(Element.SUBJECT, piece)
    return True


def _issuers(pieces: Sequence[Piece], found: Elements) -> None:
    """The names of the bodies: in the cell of the number, or in capitals above it."""
    numbers = found.of(Element.NUMBER)
    if not numbers:
        return
    place = numbers[0].cell
    above = [
        one
        for one in pieces
        if one.line <= numbers[0].line
        and one.text.upper() == one.text
        and _column(one.cell) == _column(place)
    ]
    bodies: list[list[Piece]] = []
    for one in above:
        if _begins_body(one, bodies[-1][-1] if bodies else None):
            bodies.append([one])
        elif bodies:
            bodies[-1].append(one)
    for number, body in enumerate(bodies, 1):
        for one in body:
            found.add(Element.ISSUER if number == len(bodies) else Element.PARENT, one)


def _column(cell: tuple[int, int, int] | None) -> tuple[int, int] | None:
    return (cell[0], cell[2]) if cell else None


def _begins_body(piece: Piece, above: Piece | None) -> bool:
    """Whether a line begins the name of a body; the second line of a long name does not."""
    if above is not None and _UNFINISHED.fullmatch(above.folded):
        return False
    return bool(_BODY.match(piece.folded))


def _closes(piece: Piece) -> bool:
    return bool(
        _RECIPIENTS.fullmatch(piece.folded)
        or (_AUTHORITY.fullmatch(piece.folded) and piece.text.isupper())
    )


def _body(pieces: Sequence[Piece], found: Elements) -> None:
    for piece in pieces:
        if piece.cell is not None or not piece.whole:
            continue
        if _BASIS.fullmatch(piece.folded) and not found.has(Element.BODY):
            found.add(Element.BASIS, piece)
        elif _PART.fullmatch(piece.folded) and not piece.text.endswith((".", ";", ":")):
            found.add(Element.PART, piece)
        elif len(piece.text) >= _LONG and not _head_element(piece):
            found.add(Element.BODY, piece)


def _closing(pieces: Sequence[Piece], found: Elements) -> None:
    """Recipients and signature: until an annex begins."""
    own = list(_until_annex(pieces))
    listed: tuple[int, int, int] | bool | None = False
    for piece in own:
        if _RECIPIENTS.fullmatch(piece.folded):
            found.add(Element.RECIPIENTS, piece)
            listed = piece.cell
        elif _AUTHORITY.fullmatch(piece.folded) or _TITLE.fullmatch(piece.folded):
            found.add(Element.AUTHORITY, piece)
        elif listed is not False and piece.cell == listed and piece.text.startswith(("-", "–")):
            found.add(Element.RECIPIENT, piece)
    _name(own, found)


def _name(pieces: Sequence[Piece], found: Elements) -> None:
    """The last words under the signature's title, where they can be a person's name."""
    titles = found.of(Element.AUTHORITY)
    if not titles or titles[-1].cell is None:
        return
    below = [one for one in pieces if one.cell == titles[-1].cell and one.line > titles[-1].line]
    if below and _NAME.fullmatch(below[-1].text) and below[-1].whole:
        found.add(Element.NAME, below[-1])


def _until_annex(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if _ANNEX.fullmatch(piece.folded):
            return
        yield piece
