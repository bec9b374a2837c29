"""Balances: what was done and what is left of a whole, and parts under the name of their total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

from keng.proofing.arithmetic.kinds import KINDS_OF
from keng.proofing.arithmetic.leftovers import leftovers
from keng.proofing.arithmetic.shortfalls import shortfalls
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role, says_move
from keng.proofing.rounding import shown
from keng.prose.text import Span

_LEFT: Final = re.compile(
    r"\b(?:con (?:lai |ton |ton dong |du )?|vang (?:mat )?"
    r"|chuyen (?:sang |tiep sang )?(?:ky|nam|thang|quy) sau (?:la )?)$"
)
_DONE: Final = re.compile(
    r"\b(?:da |duoc )?(?:khac phuc|thu hoi|giai quyet|xu ly|hoan thanh|thuc hien|kham pha|lam ro"
    r"|dat chuan|tra ket qua|hoa giai thanh|giai quyet xong|chi|su dung|giai ngan|tra loi)"
    r"(?: duoc| xong| thanh)?(?: la)?:? $"
)
# "01 thôn không đạt", "05 đơn vị chưa gửi": the rest, told by what it is not.
_UNDONE: Final = re.compile(
    r"(?:,? [a-z]+){0,2} (?:khong|chua) (?:dat|gui|nop|hoan thanh|dang ky|thanh lap"
    r"|trien khai|xay ra)\b"
    r"| con lai\b"
)
_DENIED: Final = re.compile(r"\b(?:khong|chua) ([a-z]+ [a-z]+|[a-z]+)\b")
_SUMMED: Final = re.compile(r"\btong (?:so |cong )?(?:la )?$")
_CARRIED: Final = re.compile(r"\b(?:ton|chuyen sang|con|dau ky|dau nam)\b[^\d]{0,24}$")
_NEW: Final = re.compile(r"\b(?:moi|tiep nhan|phat sinh|trong ky)\b[^\d]{0,12}$")
_ITEM: Final = re.compile(
    r"(?:[-+*•–]\s?|[a-zđ]\)\s|\d{1,2}[.)]\s|\(\d{1,2}\)\s)(?P<name>[^\W\d_][^:;,.()\d\n]{2,40}):\s"
)
_OTHER_TALK: Final = re.compile(
    r"\b(?:so voi|cung ky|ty le|ti le|trong do|…)\b|\.\.\.|\bnhu\b|\bchu yeu\b"
)
_ABOVE: Final = 6


def what_is_left(manuscript: Manuscript) -> Iterator[Remark]:
    """ "38/45 đơn, còn 09 đơn": the rest is not the whole less what was done."""
    for quantities in manuscript.clauses:
        for index, rest in enumerate(quantities):
            if not _is_level(rest):
                continue
            same = [
                found
                for found in quantities[:index]
                if _is_level(found) and _same_thing(found, rest) and found.depth <= rest.depth
            ]
            undone = _UNDONE.match(manuscript.text.folded, rest.whole.end)
            told = _LEFT.search(_before(manuscript, rest))
            fraction = bool(same) and same[-1].amount.denominator is not None
            if rest.amount.denominator is not None or not (told or undone):
                continue
            if same and not (told or fraction):
                continue
            if whole := _whole_and_done(manuscript, same):
                yield from _balanced(*whole, rest)
            elif undone and (told or _same_verb(manuscript, rest, quantities[index + 1 :])):
                yield from _before_its_fraction(rest, quantities[index + 1 :])
    yield from _carried_over(manuscript)
    yield from leftovers(manuscript)
    yield from shortfalls(manuscript)


def _same_verb(manuscript: Manuscript, rest: Quantity, behind: Sequence[Quantity]) -> bool:
    """ "03 phường chưa hoàn thành, 05/08 phường hoàn thành": the fraction says what is denied."""
    denied = _DENIED.search(manuscript.said(rest.whole.end, rest.whole.end + 40))
    other = next((one for one in behind if one.role is Role.LEVEL), None)
    if denied is None or other is None:
        return False
    said = manuscript.said(other.whole.end, other.whole.end + 40)
    return bool(re.match(rf"(?: da)? {denied[1]}\b", said))


def _before_its_fraction(rest: Quantity, behind: Sequence[Quantity]) -> Iterator[Remark]:
    """ "Còn 05 xã chưa thành lập; 13/18 xã đã hoàn thành": the fraction follows the rest."""
    fraction = next((one for one in behind if one.role is Role.LEVEL), None)
    whole = fraction.amount.denominator if fraction else None
    if fraction and whole and _same_thing(fraction, rest) and fraction.exact:
        yield from _balanced(whole, fraction.value, fraction.whole, rest)


def _carried_over(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Tồn 02 vụ, tiếp nhận mới 23 vụ, tổng số 25 vụ": what came in makes the sum."""
    for quantities in manuscript.clauses:
        for carried, new, total in zip(quantities, quantities[1:], quantities[2:], strict=False):
            heads = {carried.head, new.head, total.head}
            if len(heads) > 1 or not all(map(_is_level, (carried, new, total))):
                continue
            told = _SUMMED.search(_before(manuscript, total))
            parts = (
                _CARRIED.search(_before(manuscript, carried)),
                _NEW.search(manuscript.said(carried.whole.end, new.span.start)),
            )
            if told and all(parts) and carried.value + new.value != total.value:
                yield _apart(total, [carried, new])


def _same_thing(found: Quantity, rest: Quantity) -> bool:
    """Whether a rest is one of what was counted; "đơn vị" may stand for communes or villages."""
    return found.head == rest.head or found.head in KINDS_OF.get(rest.head, ())


def under_their_name(manuscript: Manuscript) -> Iterator[Remark]:
    """An item "a) Khiếu nại: …" whose parts do not make the number named so above it."""
    text = manuscript.text
    for number, span in enumerate(text.paragraphs):
        found = _ITEM.match(text.folded, span.start)
        if not found or _OTHER_TALK.search(text.folded, found.end(), span.end):
            continue
        if says_move(text, found.end(), span.end):
            continue
        parts = [part for part in manuscript.paragraphs[number] if part.span.start >= found.end()]
        plain = all(_is_level(part) and part.depth == 0 for part in parts)
        heads = {part.head for part in parts}
        if len(parts) < 2 or not plain or len(heads) != 1:
            continue
        total = _named_above(manuscript, number, found["name"].strip(), parts[0].head)
        sums = set(accumulate(part.value for part in parts))
        if total is not None and total.value not in sums:
            yield _apart(total, parts)


def _is_level(quantity: Quantity) -> bool:
    return quantity.role is Role.LEVEL and quantity.exact and bool(quantity.head)


def _before(manuscript: Manuscript, quantity: Quantity) -> str:
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - 40)
    return manuscript.said(start, quantity.span.start)


def _whole_and_done(
    manuscript: Manuscript, same: Sequence[Quantity]
) -> tuple[Decimal, Decimal, Span] | None:
    """The whole and what was done of it: a fraction, or two numbers of which the words tell so."""
    if same and same[-1].amount.denominator is not None:
        return same[-1].amount.denominator, same[-1].value, same[-1].whole
    if len(same) > 2 and _SUMMED.search(_before(manuscript, same[-2])):
        same = same[-2:]
    if len(same) != 2 or same[0].amount.denominator is not None:
        return None
    if not _DONE.search(_before(manuscript, same[1])):
        return None
    return same[0].value, same[1].value, Span(same[0].span.start, same[1].whole.end)


def _balanced(whole: Decimal, done: Decimal, span: Span, rest: Quantity) -> Iterator[Remark]:
    left = whole - done
    # "Đạt 13/13 chỉ tiêu, còn 01 chỉ tiêu thành phần": with nothing left the rest is another thing.
    if left > 0 and left != rest.value:
        yield Remark(
            "K107",
            Span(min(span.start, rest.span.start), max(span.end, rest.whole.end)),
            f"{shown(whole)} trừ {shown(done)} còn {shown(left)}, không phải {shown(rest.value)}.",
            f"{shown(whole)} less {shown(done)} leaves {shown(left)}, not {shown(rest.value)}.",
            (whole, done, rest.value),
            expected=shown(left),
        )


def _named_above(manuscript: Manuscript, number: int, name: str, head: str) -> Quantity | None:
    """The only number of the paragraphs above that counts the same thing by the same name."""
    named = [
        quantity
        for above in range(max(0, number - _ABOVE), number)
        for quantity in manuscript.paragraphs[above]
        if _is_level(quantity)
        and quantity.head == head
        and quantity.amount.denominator is None
        and manuscript.said(quantity.whole.end, quantity.whole.end + len(name) + 1).strip() == name
    ]
    return named[0] if len(named) == 1 else None


def _apart(total: Quantity, parts: Sequence[Quantity]) -> Remark:
    made = sum((part.value for part in parts), Decimal(0))
    told = " + ".join(shown(part.value) for part in parts)
    return Remark(
        "K108",
        Span(parts[0].span.start, parts[-1].whole.end),
        f"Ở trên nêu {shown(total.value)}, các phần ở đây cộng lại là {shown(made)} ({told}).",
        f"{shown(total.value)} are named above, the parts here make {shown(made)} ({told}).",
        (total.value, *(part.value for part in parts)),
        (total.whole,),
    )


RULES: Final = (
    Rule(
        "K107",
        Severity.WARNING,
        "Số còn lại không khớp",
        "Rest that is not the whole less what was done",
        "Đã nêu tổng số, số đã giải quyết và số còn lại, nhưng ba số không khớp nhau.",
        "The whole, what was done and what is left are all told, and do not balance.",
        "Đã giải quyết 38/45 đơn, còn 09 đơn đang giải quyết.",
        "Đã giải quyết 38/45 đơn, còn 07 đơn đang giải quyết.",
        what_is_left,
    ),
    Rule(
        "K108",
        Severity.WARNING,
        "Các phần không bằng số cùng tên đã nêu ở trên",
        "Parts that do not make the number of their name above",
        "Một mục nhắc lại tên của số đã nêu ở trên và kể các phần, nhưng các phần không bằng "
        "số đó.",
        "An item repeats the name of a number above it and lists its parts.",
        "Giải quyết 60 đơn kiến nghị và 20 đơn phản ánh.\na) Kiến nghị: 35 đơn đúng, 27 đơn sai.",
        "Giải quyết 60 đơn kiến nghị và 20 đơn phản ánh.\na) Kiến nghị: 35 đơn đúng, 25 đơn sai.",
        under_their_name,
    ),
)
