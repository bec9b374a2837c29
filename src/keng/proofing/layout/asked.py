"""What Decree 30/2020/NĐ-CP, Annex I, asks of each element: sizes, faces, place, clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from keng.kernel.appearance import Alignment
from keng.proofing.layout.elements import Element


@dataclass(frozen=True)
class Asked:
    """What an element must look like.

    `clause` is the point of part I, section II of the annex. `face` is told in words, a quality
    that is not among them is left open: bold or plain, italic or upright, capitals or small.
    """

    code: str
    name: str
    name_en: str
    clause: str
    sizes: tuple[float, float]
    face: str
    align: Alignment | None = None
    quoted: bool = True

    def wants(self, yes: str, no: str) -> bool | None:
        """Whether a quality is asked for, or its opposite, or neither."""
        words = self.face.split()
        return True if yes in words else False if no in words else None


_CENTRE: Final = Alignment.CENTRE
_SMALL, _USUAL = (12, 13), (13, 14)
ASKED: Final[dict[Element, Asked]] = {
    Element.NATION: Asked(
        *("K345", "Quốc hiệu", "national title", "1"), _SMALL, "bold upright capitals", _CENTRE
    ),
    Element.MOTTO: Asked(
        *("K345", "Tiêu ngữ", "motto", "1"), _USUAL, "bold upright small", _CENTRE
    ),
    Element.PARENT: Asked(
        *("K346", "Tên cơ quan chủ quản", "parent body", "2"),
        *(_SMALL, "plain upright capitals", _CENTRE),
    ),
    Element.ISSUER: Asked(
        *("K346", "Tên cơ quan ban hành", "issuing body", "2"),
        *(_SMALL, "bold upright capitals", _CENTRE),
    ),
    Element.NUMBER: Asked(
        *("K347", "Số, ký hiệu", "number and symbol", "3"), (13, 13), "plain upright", _CENTRE
    ),
    Element.ABOUT: Asked(
        *("K347", "Trích yếu công văn", "subject of a letter", "5"), _SMALL, "plain upright"
    ),
    Element.DAY: Asked(
        *("K348", "Địa danh, thời gian", "place and date", "4"), _USUAL, "plain italic small"
    ),
    Element.TYPE: Asked(
        *("K349", "Tên loại văn bản", "type of the paper", "5"),
        *(_USUAL, "bold upright capitals", _CENTRE),
    ),
    Element.SUBJECT: Asked(
        *("K349", "Trích yếu nội dung", "subject", "5"), _USUAL, "bold upright", _CENTRE
    ),
    Element.TO: Asked(*("K351", "Kính gửi", "addressee", "9"), _USUAL, "plain upright"),
    Element.BASIS: Asked(*("K351", "Căn cứ", "legal basis", "6"), _USUAL, "plain italic"),
    Element.PART: Asked(*("K354", "Đề mục lớn", "heading of a part", "6"), _USUAL, "bold upright"),
    Element.BODY: Asked(*("K352", "Nội dung văn bản", "body", "6"), _USUAL, "", quoted=False),
    Element.RECIPIENTS: Asked(
        *("K355", "Chữ “Nơi nhận”", "the words “Nơi nhận”", "9"), (12, 12), "bold italic small"
    ),
    Element.RECIPIENT: Asked(
        *("K355", "Danh sách nơi nhận", "list of recipients", "9"),
        *((11, 11), "plain upright"),
        quoted=False,
    ),
    Element.AUTHORITY: Asked(
        *("K356", "Quyền hạn, chức vụ", "authority and title", "7"),
        *(_USUAL, "bold upright capitals"),
    ),
    Element.NAME: Asked(
        *("K356", "Họ tên người ký", "name of the signer", "7"),
        *(_USUAL, "bold upright small"),
        quoted=False,
    ),
}
"""What each element is asked for. Lead words of the body may be bold: only its size is set."""
DECREE: Final = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I"
DECREE_EN: Final = "Decree 30/2020/NĐ-CP, Annex I, part I"
MARGINS: Final = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
PAPER_MM: Final = (210, 297)
FIRST_LINES_MM: Final = (10.0, 12.7)
LEAST_GAP: Final = 6.0
LINES: Final = (1.0, 1.5)
FONT: Final = "Times New Roman"
NUMBER_SIZES: Final = (13, 14)
