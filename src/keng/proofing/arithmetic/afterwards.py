"""Totals that stand behind their parts: "11 phường, 05 xã = 16 đơn vị"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

from keng.proofing.arithmetic.kinds import KINDS_OF
from keng.proofing.arithmetic.nearness import nearly
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.text import Span

_TOTAL: Final = re.compile(
    r"(?:\btong(?: cong| so| [a-z]+(?: [a-z]+)?)?|\bcong lai|(?:^|[;,.] )cong|="
    r"|\btoan (?:xa|huyen|tinh|phuong|thanh pho)|\bca (?:nam|ky|dot|nhiem ky))"
    r"(?: la| co| duoc| xay ra| nhan)?\s?:?\s?$"
)
_OF: Final = re.compile(r"\b(?:tren|trong|so voi|chiem|cua)\b[^\d;]{0,12}$")
_FUNDS: Final = re.compile(
    r"\b(?:tong )?(?:kinh phi|du toan|so tien|nguon luc|da chi|chi|van dong|quyen gop)\b"
    r"[^\d;.]{0,40}$"
)
_SOURCES: Final = re.compile(r"\s?(?:-\s)?(?:tu )?(?:nguon|ngan sach|chi|mua|ho tro)\b")
_BESIDE: Final = re.compile(r"[a-z ]{0,40}(?:, | va |; )?(?:va )?")
_MOST_PARTS: Final = 16
_MOST_FUNDS: Final = 40


def totals_behind(manuscript: Manuscript) -> Iterator[Remark]:
    """Totals told behind their parts that these nearly, but not quite, make."""
    for number, quantities in enumerate(manuscript.clauses):
        before = manuscript.clauses[number - 1] if number else ()
        for index, total in enumerate(quantities):
            if not (_is_part(total) and total.head) or not _is_total(manuscript, total):
                continue
            if index == 0:
                yield from _over_a_sentence(manuscript, quantities, before)
            elif index > 1:
                yield from _judged(total, _parts(total, quantities[:index]))
    yield from sources_of_funds(manuscript)


def _is_total(manuscript: Manuscript, quantity: Quantity) -> bool:
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - 32)
    before = manuscript.said(start, quantity.span.start)
    found = _TOTAL.search(before)
    return bool(found) and not _OF.search(before[: found.start() if found else 0])


def _over_a_sentence(
    manuscript: Manuscript, totals: Sequence[Quantity], before: Sequence[Quantity]
) -> Iterator[Remark]:
    """ "... tặng 14 tập thể, 21 cá nhân; ... Tổng số 112 tập thể, 209 cá nhân."."""
    if not before or before[-1].paragraph != totals[0].paragraph:
        return
    end = totals[0].whole.end
    for total in totals:
        beside = _BESIDE.fullmatch(manuscript.said(end, total.span.start))
        if total is not totals[0] and not (_is_part(total) and beside):
            return
        end = total.whole.end
        yield from _judged(total, [one for one in before if one.head == total.head])


def _parts(total: Quantity, before: Sequence[Quantity]) -> list[Quantity]:
    kinds = KINDS_OF.get(total.head, frozenset())
    parts: list[Quantity] = []
    for one in reversed(before[-_MOST_PARTS:]):
        if one.role is Role.SHARE or one.depth > total.depth:
            continue  # "190 triệu (mỗi bản 10 triệu)": the bracket explains the part
        if not (one.head == total.head or one.head in kinds) or not _is_part(one):
            break
        parts.insert(0, one)
    return parts


def _is_part(quantity: Quantity) -> bool:
    return quantity.role is Role.LEVEL and quantity.exact and quantity.amount.denominator is None


def _judged(total: Quantity, parts: Sequence[Quantity]) -> Iterator[Remark]:
    if len(parts) < 2 or not all(_is_part(one) for one in parts):
        return
    tails = list(accumulate(part.value for part in reversed(parts)))
    heads = list(accumulate(part.value for part in parts))
    made = tails[-1]
    if total.value in (*tails, *heads) or max(one.value for one in parts) >= total.value:
        return
    if not nearly(made, total.value):
        return
    told = " + ".join(shown(part.value) for part in parts)
    yield Remark(
        "K102",
        Span(min(parts[0].span.start, total.span.start), max(total.whole.end, parts[-1].whole.end)),
        f"Tổng {shown(total.value)} nhưng các phần cộng lại là {shown(made)} ({told}).",
        f"A total of {shown(total.value)}, but its parts make {shown(made)} ({told}).",
        (total.value, *(part.value for part in parts)),
        expected=shown(made),
    )


def sources_of_funds(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Kinh phí 248 triệu đồng ... Nguồn ngân sách 198 triệu, xã hội hóa 60 triệu"."""
    funds: list[Quantity] = []
    for number, sentence in enumerate(manuscript.text.sentences):
        found = manuscript.sentences[number][:_MOST_PARTS]
        money = [one for one in found if one.amount.unit.sort is Sort.MONEY]
        plain = len(money) > 1 and all(one in money or one.role is Role.SHARE for one in found)
        opens = _SOURCES.match(manuscript.text.folded, sentence.start, sentence.end)
        if plain and opens and all(_is_part(one) for one in money):
            paragraph = manuscript.paragraph_span(money[0])
            near = [one for one in funds if one.span.start >= paragraph.start] or funds
            made = sum((one.value for one in money), Decimal(0))
            alike = [one for one in near if nearly(made, one.value)]
            if alike and all(one.value != made for one in funds):
                yield from _judged(alike[-1], money)
        else:
            funds += [one for one in money if _is_part(one) and _is_fund(manuscript, one)]
            del funds[:-_MOST_FUNDS]


def _is_fund(manuscript: Manuscript, quantity: Quantity) -> bool:
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - 60)
    return bool(_FUNDS.search(manuscript.said(start, quantity.span.start)))
