"""Totals with the parts that stand behind them: in one sentence, the next one, or a list below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import Final

from keng.proofing.arithmetic.kinds import KINDS_OF, thing_of
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role, same_kind
from keng.prose.counted import Sort
from keng.prose.healing import opens_item

_ALL: Final = re.compile(
    r"(?<!khong )(?<!khong bao )\b(?:bao gom|gom co|gom|chia ra|trong do gom|cu the gom)\b\s?:?"
)
_SOME: Final = re.compile(r"\b(?:trong do|cu the|rieng)\b\s?:?")
_MARK: Final = re.compile(r"[:(]")
_LEAVES_OPEN: Final = re.compile(
    r"…|\.\.\.|\bv\.?v\b|\bcon lai\b|\bnhu\b|\bchu yeu\b|\bdien hinh\b"
)
_ENDS_LIST: Final = re.compile(
    r"\b(?:so voi|da (?:dieu tra|kham pha|giai quyet|xu ly|lam ro|bat|khoi to|khac phuc|hoan thanh)"
    r"|dieu tra|kham pha|lam ro|bat giu|khoi to|ty le|ti le|cung ky|ngoai ra|dong thoi|qua do"
    r"|den nay)\b"
)
_FROM_TO: Final = re.compile(r"\s?tu\s")
_INNER: Final = re.compile(r"\b(?:trong do|rieng|gom|bao gom)\b")
_NEXT_SENTENCE: Final = re.compile(r"\s?(?:trong do|gom|bao gom|cu the|chia ra)\b")
# What ends the clause of a total before its parts could be named.
_PARTED: Final = re.compile(r";(?!\s?(?:trong do|gom|bao gom|chia ra|cu the)\b)|\.\s|^[^(]*\)")
_DIGIT: Final = re.compile(r"\d")
_TOTALLED: Final = re.compile(
    r"\b(?:tong cong|tong so|(?<!cong )cong|tong)\s?(?:la|co|:|duoc)?\s?$"  # not "công cộng"
)
_OF_EACH: Final = re.compile(r"\bmoi (?:[a-z]+ ){1,3}(?:co |gom |la )?$")
_FAR_WORD: Final = 160
_FAR_MARK: Final = 60
_MOST_PARTS: Final = 30
_LONGEST: Final = 1200


@dataclass(frozen=True)
class Listing:
    """A total with the parts named behind it; `whole` where the words say that these are all.

    `worded` where a word and not only a bracket or colon announces the parts; `open` where more
    may follow; `names` are the folded words in which the parts stand.
    """

    total: Quantity
    parts: tuple[Quantity, ...]
    whole: bool
    open: bool
    names: str
    worded: bool = True
    others: tuple[Quantity, ...] = ()

    @property
    def sum(self) -> Decimal:
        """All parts together."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether the parts, or the first of them, make the total; what follows is other talk."""
        told = (self.total.value, self.total.amount.denominator)
        running = list(accumulate(part.value for part in self.parts))
        # In a bracket the first part alone does not make a total that others follow.
        first = 0 if self.worded or len(running) == 1 else 1
        return any(value in told or value in self.rivals for value in running[first:])

    @property
    def rivals(self) -> set[Decimal]:
        """What else before the parts may be their total."""
        return {one.value for one in self.others}

    @property
    def largest(self) -> Decimal:
        """What no part can exceed: of "30/32 hồ sơ" the parts may be those of either."""
        return max(self.total.value, self.total.amount.denominator or self.total.value)


def listings(manuscript: Manuscript) -> Iterator[Listing]:
    """All totals with their parts, in the order of the text."""
    for quantities in manuscript.clauses:
        for index, total in enumerate(quantities):
            if not _can_be_total(manuscript, total):
                continue
            sentence = manuscript.sentence_span(total)
            levels = (found for found in quantities[index + 1 :] if found.role is Role.LEVEL)
            following = next(levels, None)
            # A change may stand between a total and its parts: "90 đơn, tăng 05 đơn; trong đó".
            limit = sentence.end if following is None else following.span.start
            opened = _opened(manuscript, total, limit)
            if opened:
                told = _listing(manuscript, total, opened[0], whole=opened[1])
                yield (
                    _of_the_sentence(told, quantities[:index]) if opened[0] > sentence.end else told
                )
    yield from _totalled(manuscript)


def _of_the_sentence(listing: Listing, before: Sequence[Quantity]) -> Listing:
    """ "152 vụ, làm rõ 12/12 vụ. Cụ thể: ...": each level of the sentence may be the total."""
    others = tuple(
        one
        for one in before
        if one.role is Role.LEVEL and one.exact and one.head == listing.total.head
    )
    nearest = min((listing.total, *reversed(others)), key=lambda one: abs(one.value - listing.sum))
    return replace(listing, total=nearest, others=others)


def _can_be_total(manuscript: Manuscript, quantity: Quantity) -> bool:
    if quantity.role is not Role.LEVEL or not quantity.exact or not thing_of(manuscript, quantity):
        return False
    # "mỗi tổ 06 người, gồm 18 người": these are of all of them.
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - 28)
    return not _OF_EACH.search(manuscript.said(start, quantity.span.start))


def _opened(manuscript: Manuscript, total: Quantity, limit: int) -> tuple[int, bool] | None:
    """Where the parts begin behind a total and whether they are told to be all."""
    start = total.whole.end
    for pattern, far, whole in (
        (_ALL, _FAR_WORD, True),
        (_SOME, _FAR_WORD, False),
        (_MARK, _FAR_MARK, False),
    ):
        for found in pattern.finditer(manuscript.text.folded, start, min(limit, start + far)):
            # What ends the clause of the total ends what it spoke of.
            if _PARTED.search(manuscript.said(start, found.end())):
                break
            # "1.000 cây, tuyến 2: 800 cây": the colon belongs to the next name.
            if pattern is _MARK and _DIGIT.search(manuscript.said(start, found.start())):
                break
            # A bracket that closes before any part holds something else: "(25%)".
            if found[0] != "(" or ")" not in manuscript.said(found.end(), limit):
                return found.end(), whole
    return _opened_by_next(manuscript, total, limit)


def _opened_by_next(manuscript: Manuscript, total: Quantity, limit: int) -> tuple[int, bool] | None:
    """ "Tiếp nhận 90 đơn. Trong đó: ...": the sentence after a total that ends its own."""
    sentence, paragraph = manuscript.sentence_span(total), manuscript.paragraph_span(total)
    if limit != sentence.end or sentence.end >= paragraph.end:
        return None
    found = _NEXT_SENTENCE.match(manuscript.text.folded, sentence.end)
    if not found:
        return None
    return found.end(), bool(_ALL.search(found[0]))


def _listing(manuscript: Manuscript, total: Quantity, start: int, *, whole: bool) -> Listing:
    end = _end_of(manuscript, total, start)
    if not manuscript.text.folded[start:end].strip(" :"):
        return _of_items(manuscript, total, whole=whole)
    found = manuscript.between(start, end)
    clipped = len(found) > _MOST_PARTS
    if clipped:
        end = found[_MOST_PARTS].span.start
    if _FROM_TO.match(manuscript.text.folded, start):
        return Listing(total, (), whole, open=True, names="")
    # What was done about the parts ends the list; up to there they stand by themselves.
    cut = _ENDS_LIST.search(manuscript.text.folded, start, end)
    stop = cut.start() if cut else end
    names = manuscript.said(start, stop)
    return Listing(
        total,
        _own_parts(manuscript, total, manuscript.between(start, stop)),
        whole,
        clipped or bool(_LEAVES_OPEN.search(names)),
        names,
        worded=whole or manuscript.text.folded[start - 1] not in "(:",
    )


def _end_of(manuscript: Manuscript, total: Quantity, start: int) -> int:
    """The end of the sentence, or of the bracket in which the parts stand."""
    sentence = manuscript.text.sentence_at(start)
    end = min(max(sentence.end, start), start + _LONGEST)
    opened = manuscript.text.folded.rfind("(", total.whole.end, start)
    if opened < 0 or ")" in manuscript.text.body[opened:start]:
        return end
    depth = 0
    for place in range(opened, end):
        letter = manuscript.text.body[place]
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place
    return end


def _levels_among(found: Sequence[Quantity], total: Quantity) -> list[Quantity]:
    levels = [quantity for quantity in found[:_MOST_PARTS] if quantity.role is Role.LEVEL]
    if total.amount.unit.sort is Sort.MONEY:
        # "gồm lắp 06 camera 24.000.000 đồng": what was bought is counted as well.
        return [quantity for quantity in levels if quantity.amount.unit.sort is Sort.MONEY]
    return levels


def _own_parts(
    manuscript: Manuscript, total: Quantity, found: Sequence[Quantity]
) -> tuple[Quantity, ...]:
    """The levels of the outermost brackets that count the same thing as the total."""
    levels = _levels_among(found, total)
    if not levels:
        return ()
    depth = min(quantity.depth for quantity in levels)
    outer = next(quantity for quantity in levels if quantity.depth == depth)
    if not _counts_the_same(manuscript, total, outer):
        # "01 tổ gồm 03 thành viên; cả xã có 12 tổ": what it consists of is something else.
        return ()
    own: list[Quantity] = []
    others = 0
    for quantity in levels:
        if quantity.depth != depth:
            continue
        if not _counts_the_same(manuscript, total, quantity):
            others += 1
        elif not own or not _is_inner(manuscript, own[-1], quantity):
            own.append(quantity)
    named = [quantity for quantity in own if quantity.head]
    mixed = len(named) not in (0, len(own))
    if manuscript.text.unmarked and (others or mixed):
        # A damaged unit is not known from another one: a part may be missing here.
        return ()
    return tuple(named if mixed and named[0] is own[0] else () if mixed else own)


def _counts_the_same(manuscript: Manuscript, total: Quantity, part: Quantity) -> bool:
    if part.amount.denominator is not None or not part.exact:
        return False
    if part.amount.unit.sort is Sort.BARE and total.head:
        return True
    kinds = KINDS_OF.get(total.head, frozenset())
    if part.head and (part.head in kinds or same_kind(part.head, total.head)):
        return True
    return thing_of(manuscript, part) == thing_of(manuscript, total)


def _is_inner(manuscript: Manuscript, before: Quantity, part: Quantity) -> bool:
    """Whether a number belongs to the part before it: "3 vụ, trong đó 01 vụ nghiêm trọng"."""
    between = manuscript.said(before.whole.end, part.span.start)
    inner = [found.end() for found in _INNER.finditer(between)]
    return bool(inner) and ";" not in between[inner[-1] :]


def _of_items(manuscript: Manuscript, total: Quantity, *, whole: bool) -> Listing:
    """The parts as items of a list below the paragraph of the total, the first number of each."""
    text = manuscript.text
    parts: list[Quantity] = []
    mark = ""
    names: list[str] = []
    for number in range(total.paragraph + 1, min(total.paragraph + 40, len(text.paragraphs))):
        span = text.paragraphs[number]
        words = text.body[span.start : min(span.end, span.start + 60)]
        if not opens_item(words) or (mark and not _same_mark(mark, words[0])):
            break
        mark = mark or words[0]
        own = [
            quantity
            for quantity in manuscript.paragraphs[number]
            if quantity.role is Role.LEVEL and quantity.depth == 0
        ]
        if own and _counts_the_same(manuscript, total, own[0]) and own[0].head:
            parts.append(own[0])
        names.append(text.folded[span.start : span.end])
    told = " ".join(names)
    complete = len(parts) == len(names)
    open_end = bool(_LEAVES_OPEN.search(told)) or not complete
    return Listing(total, tuple(parts), whole, open_end, told if complete else "")


def _same_mark(mark: str, letter: str) -> bool:
    return mark == letter or (mark.isalnum() and letter.isalnum())


def _totalled(manuscript: Manuscript) -> Iterator[Listing]:
    """ "… 12 vụ …, … 8 vụ …, tổng cộng 21 vụ": the total behind its parts."""
    for quantities in manuscript.clauses:
        for index, total in enumerate(quantities):
            if index < 2 or not _can_be_total(manuscript, total):
                continue
            before = manuscript.said(total.span.start - 14, total.span.start)
            if not _TOTALLED.search(before) or not re.search(r"\b(?:tong )?cong\b", before):
                continue
            parts = tuple(
                part
                for part in quantities[:index]
                if part.role is Role.LEVEL and part.head == total.head and part.depth == total.depth
            )
            tails = accumulate(part.value for part in reversed(parts))
            if len(parts) > 1 and total.value not in set(tails):
                yield Listing(total, parts, whole=True, open=False, names="", worded=False)
