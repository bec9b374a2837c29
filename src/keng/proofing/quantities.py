"""The numbers of a text that state a quantity, and the part that each plays in its sentence.

Left out are days and periods, numbers of papers and sections, and names that hold a digit. What
stays is told apart: a level ("12 vụ"), a change ("tăng 02 vụ"), a share ("15%"), a change in
percent ("(+8,3%)"), a value of the period before ("cùng kỳ 10 vụ").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

from keng.proofing.bynames import is_name, is_threshold
from keng.proofing.rounding import decimals_of
from keng.prose.counted import Sort
from keng.prose.numbers import Amount
from keng.prose.text import Span, Text

# "nhiều hơn 05 vụ so với quý II": a change, told by comparing.
_MORE: Final = re.compile(r"\b(nhieu|cao|lon|dong|it|thap|nho|kem) (?:hon )$")
_UPWARD: Final = frozenset(("nhieu", "cao", "lon", "dong"))
_AGAINST: Final = re.compile(r"[^\d;.:()]{0,24}\bso (?:voi|cung ky)\b")
_ENDS_MOVE: Final = re.compile(r"[\d;.:]")
_FAR: Final = 40
# Without marks "tặng giấy khen" and "Giám đốc" look like a rise and a fall.
_OTHER_WORD: Final = re.compile(
    r"(?:tang (?:giay|bang|ky niem|qua|thuong|co|hoa|danh hieu|cho|huan|huy)"
    r"|giam (?:doc|sat|doi|thi|giu|ho|dinh))\b"
)
_MOVE: Final = re.compile(r"\b(?:tang|giam)\b")
_SIGN: Final = re.compile(r"(?:^|[(\s,;])(?P<sign>[+\-−–])\s?$")
# Also in brackets: "so với năm trước đó (40 vụ)", and the earlier year itself with its value.
_BEFORE: Final = re.compile(
    r"\b(?:cung ky|nam truoc|nam hoc truoc|nhiem ky truoc|tuan truoc|dot truoc|thang truoc"
    r"|quy truoc|ky truoc|nam ngoai)\b[^\d;.]{0,40}"
    r"(?:\d{4}[^\d;.]{0,24})?$"
    r"|\bso voi (?:\d{1,2} thang (?:dau )?)?[^\d;.]{0,24}(?:\d{1,2}/)?\d{4}\s?\((?:la )?$"
    # The change may stand before the bracket: "so với cùng kỳ tăng 08 mô hình (67 mô hình)".
    r"|\bso voi (?:(?:cuoi|dau|het) )?(?:quy|thang|tuan|dot|ky|nam) [ivx\d]{1,4}\s?\((?:la )?$"
    r"|\bso voi (?!tong)(?:dot|quy|thang|tuan|nam|lan|bien che|cuoi|dau)[a-z ]{1,32}\((?:la )?$"
    r"|\bso voi (?:\d{1,2} thang (?:dau )?)?"
    r"(?:cung ky|nam truoc|quy truoc|thang truoc|nam \d{4})[^\d;.()]{0,24}"
    r"\d{1,6} [a-z ]{1,24}\((?:la )?$"
    r"|\bso voi (?:cung ky )?(?:nam|thang|quy) [^\d;.:]{0,8}(?:\d{1,2}/)?\d{4}: $"
    r"|\((?:nam|thang|quy) [^()]{0,12}\d{4}\b[^()\d;]{0,24}$"
    # "so với 15 vụ của năm 2022"
    r"|\bso voi (?:muc |con so )?$"
)
# "(năm 2021: 40 vụ; năm 2022: 38 vụ)": a row of years, none of which is "the one before".
_YEAR_BY_YEAR: Final = re.compile(r"[^()\d]{0,24}[;,] (?:nam|quy|thang) ")
_JOINED: Final = re.compile(r"[a-z ]{0,30}(?:,|\bva) ")
_FROM_TO: Final = re.compile(r"\b(?:tu|len|xuong|con)\s$")
# Names of counted things that are one thing to whoever adds them up.
_HEADS: Final = {
    "vụ việc": "vụ",
    "vụ án": "vụ",
    "vụ tai nạn": "vụ",
    "vụ cháy": "vụ",
    "hộ dân": "hộ",
    "hộ gia đình": "hộ",
    "người dân": "người",
    "đơn thư": "đơn",
    "tin báo": "tin",
    "nguồn tin": "tin",
    "lượt công dân": "lượt",
    "lượt đoàn": "lượt",
    "xã, phường, thị trấn": "xã",
    "xã, thị trấn": "xã",
    "xã, phường": "xã",
    "phường": "xã",
    "thị trấn": "xã",
    "thôn, bản": "thôn",
    "tổ tự quản": "tổ",
    "tổ bảo vệ": "tổ",
    "tổ hòa giải": "tổ",
    "đội dân phòng": "đội",
    "trường học": "trường",
    "nhà trường": "trường",
    "bản cam kết": "bản",
    "bản đăng ký": "bản",
    "khẩu súng": "súng",
    "bình chữa cháy": "bình",
    "tờ rơi": "tờ",
    "đồng chí": "đồng chí",
    "đ/c": "đồng chí",
}


_PEOPLE_SAID: Final = (
    "người|em|cháu|học sinh|sinh viên|giáo viên|cán bộ|chiến sĩ|đồng chí|thành viên|hội viên"
    "|đoàn viên|đảng viên|ủy viên|nhân khẩu|lao động|cá nhân|công dân"
)
PEOPLE: Final = frozenset(_PEOPLE_SAID.split("|"))
"""Names of people who are counted: a total and its parts often use two of them."""


class Role(StrEnum):
    """The part that a number plays."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    CHANGE_SHARE = "change_share"
    BEFORE = "before"


@dataclass(frozen=True)
class Quantity:
    """A number that states a quantity. `rise` is 1, -1 or 0 (no direction is said).

    `head` is the thing counted, the same for spellings of one thing; "" where none is named.
    `depth` counts the open brackets around it in its sentence.
    """

    amount: Amount
    value: Decimal
    role: Role
    head: str
    depth: int
    rise: int
    sentence: int
    paragraph: int

    @cached_property
    def span(self) -> Span:
        """The digits, with sign and denominator."""
        return self.amount.span

    @cached_property
    def whole(self) -> Span:
        """The digits with the unit behind them."""
        return Span(self.amount.span.start, self.amount.end)

    @property
    def decimals(self) -> int:
        """The printed decimals."""
        return decimals_of(self.amount.written)

    @cached_property
    def exact(self) -> bool:
        """Whether the number is meant as it stands: not "hơn", "gần", a range or a fraction."""
        compared = self.role is Role.CHANGE and self.amount.approximation == "hon"
        loose = self.amount.approximation in _LOOSE and not compared
        return not (loose or self.amount.upper is not None)


_LOOSE_SAID: Final = (
    "hon|tren|gan|khoang|duoi|it nhat|toi thieu|toi da|khong qua|uoc|uoc khoang|xap xi"
)
_LOOSE: Final = frozenset(_LOOSE_SAID.split("|"))


def says_move(text: Text, start: int, end: int) -> bool:
    """Whether a stretch speaks of a rise or fall, by the marks of its words where it has them."""
    return any(
        is_move(text, found.start())
        for found in _MOVE.finditer(text.folded, start, max(end, start))
    )


def is_move(text: Text, offset: int) -> bool:
    """Whether the word "tang" or "giam" at a place is a rise ("tăng") or fall ("giảm")."""
    if text.unmarked:
        return not _OTHER_WORD.match(text.folded, offset)
    return text.low[offset : offset + 4] in ("tăng", "giảm")


def same_kind(one: str, other: str) -> bool:
    """Whether two things counted may be one: the same thing, or people under two names."""
    return one == other or (one in PEOPLE and other in PEOPLE)


def head_of(name: str) -> str:
    """The counted thing without what only spells it differently: "vụ việc" is "vụ"."""
    return _HEADS.get(name, name)


def quantities_of(
    text: Text, amounts: Sequence[Amount], taken: Sequence[Span]
) -> tuple[Quantity, ...]:
    """The quantities in order; `taken` are spans in which a number is something else."""
    return tuple(_coordinated(text, list(_found(text, amounts, taken))))


def _found(text: Text, amounts: Sequence[Amount], taken: Sequence[Span]) -> Iterator[Quantity]:
    starts = [span.start for span in taken]
    sentence_starts = [span.start for span in text.sentences]
    paragraph_starts = [span.start for span in text.paragraphs]
    depths = _depths(text)
    for amount in amounts:
        if amount.value is None or _is_taken(amount.span, taken, starts):
            continue
        if amount.unit.sort is Sort.BARE and is_name(text, amount):
            continue
        if amount.unit.sort is Sort.TIME or is_threshold(text, amount):
            continue
        sentence = bisect_right(sentence_starts, amount.span.start) - 1
        floor = text.sentences[sentence].start
        role, rise = _role(text, amount, floor)
        yield Quantity(
            amount,
            abs(amount.value),
            role,
            head_of(amount.unit.name),
            depths[amount.span.start],
            rise,
            sentence,
            bisect_right(paragraph_starts, amount.span.start) - 1,
        )


def _coordinated(text: Text, found: list[Quantity]) -> Iterator[Quantity]:
    """ "Giảm 12 lượt, 30 người": what is joined to a change by a comma alone is a change too."""
    before: Quantity | None = None
    for quantity in found:
        told = quantity
        if before is not None and quantity.role is Role.LEVEL and before.role is Role.CHANGE:
            between = text.folded[before.span.end : quantity.span.start]
            if before.sentence == quantity.sentence and _JOINED.fullmatch(between):
                told = replace(quantity, role=Role.CHANGE, rise=before.rise)
        yield told
        before = told


def _is_taken(span: Span, taken: Sequence[Span], starts: Sequence[int]) -> bool:
    index = bisect_left(starts, span.end)
    return any(other.overlaps(span) for other in taken[max(0, index - 3) : index])


def _role(text: Text, amount: Amount, floor: int) -> tuple[Role, int]:
    start = amount.span.start
    before = text.folded[max(floor, start - 64) : start]
    percent = amount.unit.sort is Sort.PERCENT
    rise = _direction(text, amount, before)
    if rise:
        return (Role.CHANGE_SHARE if percent else Role.CHANGE), rise
    if percent:
        return Role.SHARE, 0
    earlier = _BEFORE.search(before) and not _YEAR_BY_YEAR.match(text.folded, amount.end)
    return (Role.BEFORE if earlier else Role.LEVEL), 0


def _direction(text: Text, amount: Amount, before: str) -> int:
    more = _MORE.search(before)
    if more and _AGAINST.match(text.folded, amount.end):
        return 1 if more[1] in _UPWARD else -1
    if word := _last_move(text, amount.span.start, before):
        if _FROM_TO.search(before):
            return 0
        return 1 if word == "tang" else -1
    sign = text.body[amount.span.start]
    if sign in "+-−":
        return 1 if sign == "+" else -1
    if amount.unit.sort is Sort.PERCENT and (signed := _SIGN.search(before)):
        return 1 if signed["sign"] == "+" else -1
    return 0


def _last_move(text: Text, start: int, before: str) -> str:
    """The last "tang" or "giam" of the words before a number, nothing but words between."""
    for found in reversed(list(_MOVE.finditer(before))):
        if _ENDS_MOVE.search(before, found.end()) or len(before) - found.end() > _FAR:
            return ""
        if is_move(text, start - len(before) + found.start()):
            return found[0]
    return ""


def _depths(text: Text) -> list[int]:
    """The open brackets at each place; a new paragraph closes what was left open."""
    depth = 0
    depths: list[int] = []
    for letter in text.body:
        if letter == "\n":
            depth = 0
        elif letter == ")" and depth:
            depth -= 1
        depths.append(depth)
        if letter == "(":
            depth += 1
    return depths
