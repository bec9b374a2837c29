"""The layout of a Word file held against Decree 30/2020, where that decree is what it follows.

Papers of the Party, the police and the army have rules of their own, which this project does not
know: they are not judged, and so is a file that is no official paper. What was not judged is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from keng.kernel.appearance import Appearance
from keng.proofing.finding import Finding
from keng.proofing.layout.bodies import body_slips, letter_slips
from keng.proofing.layout.elements import Element, Elements, elements_of
from keng.proofing.layout.faces import face_slips
from keng.proofing.layout.pieces import Piece, pieces_of
from keng.proofing.layout.remarks import Said, slip
from keng.proofing.layout.sheets import sheet_slips

_NATION: Final = re.compile(r"cong hoa xa hoi chu nghia viet nam")
_STATE_SYMBOL: Final = re.compile(r"/\s?[a-z]{0,5}-?(?:ubnd|hdnd)\b")
_PARTY: Final = re.compile(
    r"dang cong san viet nam"
    r"|(?:dang bo|dang uy|chi bo|tinh uy|thanh uy|huyen uy|quan uy|thi uy)\b.*"
)
_FORCES: Final = re.compile(
    r"(?:bo cong an|cong an|bo quoc phong|bo chi huy|ban chi huy quan su|bo tu lenh)\b.*"
)
_IN_HEAD: Final = 20
PARTY: Final[Said] = (
    "Văn bản của Đảng trình bày theo quy định riêng; Keng không xét thể thức.",
    "A paper of the Party follows rules of its own; its layout was not judged.",
)
FORCES: Final[Said] = (
    "Văn bản của Công an, Quân đội có quy định riêng về thể thức; Keng không xét phần này.",
    "A paper of the police or the army follows rules of its own; its layout was not judged.",
)
NO_PAPER: Final[Said] = (
    "Không thấy Quốc hiệu ở đầu tệp, có thể không phải văn bản hành chính; không xét thể thức.",
    "The national title is missing, so this may be no official paper; its layout was not judged.",
)


@dataclass(frozen=True)
class LayoutVerdict:
    """The slips of layout in order of their lines, or why none was looked for."""

    findings: tuple[Finding, ...] = ()
    unjudged: Said | None = None


def judge_layout(appearance: Appearance) -> LayoutVerdict:
    """Hold the look of a paper against the decree."""
    pieces = pieces_of(appearance)
    if reason := _unjudged(pieces):
        return LayoutVerdict(unjudged=reason)
    elements = elements_of(pieces)
    found = [
        *sheet_slips(appearance),
        *letter_slips(appearance),
        *_missing(pieces, elements),
        *face_slips(elements),
        *body_slips(elements),
    ]
    return LayoutVerdict(tuple(sorted(found, key=lambda one: (one.line, one.code))))


def _unjudged(pieces: Sequence[Piece]) -> Said | None:
    head = pieces[:_IN_HEAD]
    names = [one for one in head if one.text == one.text.upper()]
    if any(_PARTY.fullmatch(one.folded) for one in names):
        return PARTY
    if any(_FORCES.fullmatch(one.folded) for one in names):
        return FORCES
    national = any(_NATION.search(one.folded) for one in head)
    if not national and not any(_STATE_SYMBOL.search(one.folded) for one in head[:8]):
        return NO_PAPER
    return None


def _missing(pieces: Sequence[Piece], elements: Elements) -> list[Finding]:
    head = pieces[:_IN_HEAD]
    if any(_NATION.search(one.folded) for one in head) or not elements.has(Element.AUTHORITY):
        return []
    return [
        slip(
            "K345",
            "mục II.1",
            ("Văn bản không có Quốc hiệu", "The paper has no national title"),
            ("Quốc hiệu và Tiêu ngữ ở đầu trang", "the national title and motto on top"),
            [head[0].line],
        )
    ]
