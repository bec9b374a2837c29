"""Lists that divide a whole though no word says that they are all.

A bracket right behind a total, a list "theo độ tuổi: ...", or one that ends with what is left names
every part; the parts are held against each number that may be the total, and told only where none
is made and one of them is nearly made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Final

from keng.proofing.arithmetic.kinds import KINDS_OF, thing_of
from keng.proofing.arithmetic.nearness import nearly
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import PEOPLE, Quantity, Role, same_kind, says_move
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.text import Span

_BRACKET: Final = re.compile(r"[^\d.;:,()\n]{0,40}\((?P<list>[^()\n]{8,600})\)")
_COLON: Final = re.compile(
    r"[^\d.;:,()\n]{0,40}: (?P<list>[^;:()\n]{8,400}?)(?=[;\n]|\.(?:\s|$)|$)"
)
_OPEN_SAID: Final = (
    r"trong do|nhat la|noi bat|chu yeu|dien hinh|nhu|rieng|so voi|cung ky|ke hoach|chi tieu|v\.?v"
    r"|moi (?:[a-z]+ ){1,2}\d+|uoc|luy ke|ngoai ra|tu(?= (?:ngay|thang|nam|\d))"
)
_OPEN: Final = re.compile(rf"\b(?:{_OPEN_SAID})\b|…|\.\.")
APART: Final = re.compile(r"[,;]|\bva\b|\+")
# "Theo độ tuổi: ...", "Xếp loại: ...", "Về trình độ: ...".
_SORTED: Final = re.compile(
    r"(?:^|[.;\n]\s?|\b)(?:(?:phan |chia |tinh )?theo (?!quy dinh|ke hoach)[a-z]+(?: [a-z]+){0,3}"
    r"|(?:phan|xep|danh gia) loai|ve (?:trinh do|do tuoi|gioi tinh|co cau|thanh phan))\s?: "
)
_LEFT: Final = re.compile(
    r"(?:^|[,;(]|\bva)\s?(?:hien |so )?(?P<word>con(?: lai)?|dang [a-z]+(?: [a-z]+){0,2}"
    r"|(?:khong|chua) [a-z]+(?: [a-z]+){0,2}|chuyen (?:sang )?(?:ky|nam|thang|quy) sau"
    r"|(?:cac )?(?:[a-z]+ ){0,2}khac)(?: la)? $"
)
_LEFT_BEHIND: Final = re.compile(
    r"(?: [a-z]+){0,2}? (?:con lai|dang [a-z]+|(?:khong|chua) (?:dat|duoc|hop le|xong|giai quyet"
    r"|hoan thanh|xu ly|dang ky|ky|nop|gui|du))\b"
)
NO_PART: Final = re.compile(r"\b(?:ngoai ra|dong thoi|trong do|rieng|so voi|cung ky|nang)\b|[.:]")
_SAID_FIRST: Final = re.compile(r"[a-z]")
_CAME_IN: Final = re.compile(
    r"\b(?:tiep nhan|thu ly|phat ra|thu ve|tong so|tong|xay ra|phat hien|kiem tra|lap)\b"
    r"|\bco $"
)
_PIECE: Final = re.compile(r"[;+]|,(?!\d)|\bva\b")
# Groups of people that cross all others: "22 nữ, 20 đảng viên".
_CROSSING: Final = re.compile(r"\b(?:dang vien|doan vien|hoi vien)\b")
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")
_YEARS: Final = r"\bnam (?:19|20)\d\d\b"
_AGES: Final = re.compile(rf"\b(?:tu )?\d+ (?:tuoi )?den (?:duoi )?\d+ tuoi|\b\d+ tuoi\b|{_YEARS}")
_MOST_BEFORE: Final = 12
_MOST_PARTS: Final = 12
WORDS_BEFORE: Final = 48


def partitions(manuscript: Manuscript) -> Iterator[Remark]:
    """Parts that divide a whole and make nearly, but not quite, what it is said to be."""
    yield from bracketed(manuscript)
    yield from sorted_out(manuscript)
    yield from closed(manuscript)


def bracketed(manuscript: Manuscript) -> Iterator[Remark]:
    """ "14 đơn vị (13 xã, 02 thị trấn)": a bracket of nothing but parts, right behind the total."""
    for total in manuscript.quantities:
        if not is_plain(total) or total.role is Role.BEFORE:
            continue
        found = _BRACKET.match(manuscript.text.folded, total.whole.end) or _COLON.match(
            manuscript.text.folded, total.whole.end
        )
        if not found or _is_open(manuscript, Span(*found.span("list"))):
            continue
        parts = _as_parts(manuscript, Span(*found.span("list")))
        crossing = total.head in PEOPLE and _CROSSING.search(found["list"])
        if len(parts) > 1 and not crossing and _divides(total, parts):
            yield from held(parts, [total.value], total, whole_list=True)


def _divides(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the parts may be kinds of the total: not two groups of people that share members."""
    heads = {part.head for part in parts if part.head}
    if total.amount.unit.sort is Sort.MONEY or any(
        part.amount.unit.sort is Sort.MONEY for part in parts
    ):
        return all(part.amount.unit.sort is total.amount.unit.sort for part in parts)
    if total.head in PEOPLE:
        return heads <= {total.head} or (len(heads) < 2 and heads <= PEOPLE)
    return not heads & PEOPLE or heads <= PEOPLE


def sorted_out(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Theo độ tuổi: ... 14 người, ... 61 người": a sorting leaves nothing out."""
    for found in _SORTED.finditer(manuscript.text.folded):
        sentence = manuscript.text.sentence_at(found.end() - 1)
        stop = manuscript.text.folded.find(";", found.end(), sentence.end)
        end = stop if stop > 0 and len(manuscript.between(found.end(), stop)) > 1 else sentence.end
        if _is_open(manuscript, Span(found.end(), end), also_from=True):
            continue
        parts = _as_parts(manuscript, Span(found.end(), end))
        if len(parts) > 1:
            totals = levels_before(manuscript, found.start(), parts)
            yield from held(parts, [one.value for one in totals], _nearest(totals, parts))


def closed(manuscript: Manuscript) -> Iterator[Remark]:
    """ "đạt 5.281 vụ, không thành 702 vụ, đang xem 231 vụ": the last part says it is the rest."""
    for quantities in manuscript.clauses:
        for index, rest in enumerate(quantities):
            plain = index and is_plain(rest) and rest.amount.unit.sort is not Sort.MONEY
            if not plain or not _says_rest(manuscript, rest):
                continue
            if not _goes_on(manuscript, rest, quantities[index + 1 :]):
                yield from _closed_by(manuscript, run_up_to(manuscript, quantities, index))


def _closed_by(manuscript: Manuscript, parts: list[Quantity]) -> Iterator[Remark]:
    """The parts of a list that ends with the rest against the numbers before it."""
    heads = {part.head for part in parts if part.head}
    things = {thing_of(manuscript, part) for part in parts}
    if len(parts) < 2 or len(heads) > 1 or (not parts[-1].head and len(things) > 1):
        return
    if heads and heads != {parts[-1].head}:
        return
    totals = levels_before(manuscript, parts[0].span.start, parts)
    if not totals and len(parts) > 2 and parts[0].value == max(part.value for part in parts):
        totals, parts = parts[:1], parts[1:]  # the list begins with what it divides
    yield from held(parts, told(totals), _nearest(totals, parts), every_tail=True)


def _says_rest(manuscript: Manuscript, part: Quantity) -> bool:
    """Whether a part is what is left, told before it ("còn") or behind ("05 đơn đang xem xét")."""
    end = manuscript.sentence_span(part).end
    behind = manuscript.said(part.whole.end, min(end, part.whole.end + WORDS_BEFORE))
    return bool(_LEFT.search(words_before(manuscript, part)) or _LEFT_BEHIND.match(behind))


def _goes_on(manuscript: Manuscript, part: Quantity, behind: Sequence[Quantity]) -> bool:
    """Whether another part of the list follows."""
    following = next((one for one in behind if one.role is not Role.SHARE), None)
    if following is None or not is_plain(following) or following.head != part.head:
        return False
    between = manuscript.said(part.whole.end, following.span.start)
    return bool(APART.search(between)) and not NO_PART.search(between) and ";" not in between


def run_up_to(manuscript: Manuscript, quantities: Sequence[Quantity], index: int) -> list[Quantity]:
    """The parts that stand one after the other up to a number, each named before it."""
    run, commas = [quantities[index]], False
    for one in reversed(quantities[max(0, index - _MOST_PARTS) : index]):
        between = manuscript.said(one.whole.end, run[0].span.start)
        if one.role is Role.SHARE:
            continue
        ends = NO_PART.search(between) or not APART.search(between)
        # Within a list of commas a semicolon ends what is listed.
        ends = ends or (len(run) > 1 and commas and ";" in between)
        if ends or not is_plain(one) or one.depth != run[0].depth:
            break
        if _came_in(manuscript, one):
            break
        commas = ";" not in between
        run.insert(0, one)
    return run


def _came_in(manuscript: Manuscript, quantity: Quantity) -> bool:
    """Whether a number begins its clause, or stands for what came in: it is the total itself."""
    words = re.split(r"[,;:(]", words_before(manuscript, quantity))[-1]
    return bool(_CAME_IN.search(words)) or not _SAID_FIRST.search(words)


def words_before(manuscript: Manuscript, quantity: Quantity) -> str:
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - WORDS_BEFORE)
    return manuscript.said(start, quantity.span.start)


def _is_open(manuscript: Manuscript, span: Span, *, also_from: bool = False) -> bool:
    """Whether a list leaves something out or speaks of changes: it divides nothing."""
    words = manuscript.said(*span)
    if also_from:  # "từ 18 đến dưới 30 tuổi 14 người"
        words = re.sub(r"\btu (?=\d)", "", words)
    return bool(_OPEN.search(words)) or says_move(manuscript.text, *span)


def _as_parts(manuscript: Manuscript, span: Span) -> list[Quantity]:
    """All levels of a list, shares aside; none where any other number stands among them."""
    found = manuscript.between(*span)
    levels = [one for one in found if one.role is not Role.SHARE]
    outer = min((one.depth for one in levels), default=0)
    parts = [one for one in levels if one.depth == outer]
    if len(parts) > _MOST_PARTS or not all(is_plain(one) for one in parts):
        return []
    # A number that was taken for a name or a day may be a part that is missing here.
    if not _all_read(manuscript, span, found):
        return []
    apart = (
        APART.search(manuscript.said(one.whole.end, other.span.start))
        for one, other in pairwise(parts)
    )
    return parts if all(apart) else []


def _all_read(manuscript: Manuscript, span: Span, found: Sequence[Quantity]) -> bool:
    """Whether each piece of a list that holds a digit holds a quantity ("khối 10 có 9 lớp")."""
    start = span.start
    ends = [one.span() for one in _PIECE.finditer(manuscript.text.folded, *span)]
    for end, following in [*ends, (span.end, span.end)]:
        told = any(start <= one.span.start < end for one in found)
        if not told and _DIGITS.search(_AGES.sub("", manuscript.said(start, end))):
            return False
        start = following
    return True


def is_plain(quantity: Quantity) -> bool:
    return (
        quantity.role in (Role.LEVEL, Role.BEFORE)
        and quantity.exact
        and quantity.amount.denominator is None
        and quantity.value == quantity.value.to_integral_value()
    )


def levels_before(manuscript: Manuscript, place: int, parts: Sequence[Quantity]) -> list[Quantity]:
    """The levels of the paragraph before a list that count the same thing."""
    paragraph = manuscript.text.paragraph_at(max(place - 1, 0))
    head = next((part.head for part in parts if part.head), "")
    thing = thing_of(manuscript, parts[0]) if parts else ""
    return [
        one
        for one in manuscript.between(paragraph.start, place)[-_MOST_BEFORE:]
        if one.role is Role.LEVEL
        and one.exact
        and (
            (same_kind(one.head, head) or head in KINDS_OF.get(one.head, ()))
            if head
            else (not thing or thing_of(manuscript, one) == thing)
        )
        and one.amount.unit.sort is not Sort.MONEY
    ]


def told(totals: Sequence[Quantity]) -> list[Decimal]:
    """What the totals may be: each, what a fraction is of, and two that follow each other."""
    values = [one.value for one in totals]
    values += [one.amount.denominator for one in totals if one.amount.denominator]
    values += [one.value + other.value for one, other in pairwise(totals)]
    return values


def _nearest(totals: Sequence[Quantity], parts: Sequence[Quantity]) -> Quantity | None:
    made = sum((part.value for part in parts), Decimal(0))
    return min(reversed(totals), key=lambda one: abs(one.value - made), default=None)


def held(
    parts: Sequence[Quantity],
    told: Sequence[Decimal],
    total: Quantity | None,
    *,
    every_tail: bool = False,
    whole_list: bool = False,
) -> Iterator[Remark]:
    """Told only where no total is made and one is nearly made."""
    if total is None:
        return
    made = sum((part.value for part in parts), Decimal(0))
    sums = set(list(accumulate(part.value for part in parts))[1:])
    if whole_list:
        sums = {made}
    if every_tail:
        sums |= set(list(accumulate(part.value for part in reversed(parts)))[1:])
    largest = max(part.value for part in parts)
    whole = total.amount.denominator or total.value
    if sums & set(told) or largest >= whole or not nearly(made, whole):
        return
    said = " + ".join(shown(part.value) for part in parts)
    yield Remark(
        "K102",
        Span(min(total.span.start, parts[0].span.start), parts[-1].whole.end),
        f"Tổng {shown(whole)} nhưng các phần cộng lại là {shown(made)} ({said}).",
        f"A total of {shown(whole)}, but its parts make {shown(made)} ({said}).",
        (whole, *(part.value for part in parts)),
        expected=shown(made),
    )
