"""What is left, told far from the whole: in money, in a later section, as what "has not yet"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from keng.proofing.arithmetic.nearness import nearly
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.text import Span

_SPENT: Final = re.compile(
    r"\b(?:giai ngan|da chi|chi|su dung|thuc hien|thanh toan|quyet toan|thu|huy dong)\b[^.;]{0,40}$"
)
_LEFT: Final = re.compile(
    r"\b(?:con(?: lai| thieu| du)?|chua (?:chi|giai ngan|su dung|thu))(?: la)? $"
)
_STILL: Final = re.compile(r"(?: [a-z]+){0,2} con lai\b")
_REST: Final = re.compile(r"\bcon (?:lai )?(?:la )?$")
_NOT_YET: Final = re.compile(
    r"(?P<who>(?: [a-z]+){0,2}?) (?:con )?(?:chua|khong)(?P<what>(?: [a-z]+){1,7})"
)
_DONE: Final = re.compile(r"(?P<what>(?: [a-z]+){1,7})")
# Words of doing; what was done is told by the others.
_VERBS: Final = frozenset(
    [
        "co",
        "da",
        "duoc",
        "xay",
        "dung",
        "thanh",
        "lap",
        "dat",
        "to",
        "chuc",
        "hoan",
        "dang",
        "ky",
        "trien",
        "khai",
        "nao",
        "con",
        "danh",
        "hieu",
        "tieu",
        "chuan",
        "ra",
        "mat",
        "va",
        "cac",
        "trong",
        "la",
        "nay",
        "thuc",
        "hien",
        "du",
    ]
)
_MOST: Final = 40


@dataclass(frozen=True)
class _Reached:
    """A fraction of units with the words of what they have."""

    quantity: Quantity
    what: frozenset[str]

    @property
    def rest(self) -> Decimal:
        return (self.quantity.amount.denominator or Decimal(0)) - self.quantity.value


def leftovers(manuscript: Manuscript) -> Iterator[Remark]:
    """Rests that the whole and what was done of it deny, wherever these stand."""
    yield from _of_money(manuscript)
    yield from _named_again(manuscript)
    yield from _not_yet(manuscript)


def _of_money(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Bố trí 275 triệu đồng. Đã giải ngân 165 triệu đồng, còn 120 triệu đồng"."""
    for quantities in manuscript.clusters:
        money = [one for one in quantities if _is_money(one)]
        for index, rest in enumerate(money):
            if index < 2 or not _LEFT.search(_before(manuscript, rest)):
                continue
            done, wholes = money[index - 1], [one.value for one in money[: index - 1]]
            if done.sentence != rest.sentence or not _SPENT.search(_before(manuscript, done)):
                continue
            made = done.value + rest.value
            near = [whole for whole in wholes if nearly(made, whole) and whole > done.value]
            if made in wholes or not near:
                continue
            yield _denied(near[-1], done.value, rest, Span(done.span.start, rest.whole.end))


def _named_again(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Còn 160 hộ" above, "180 hộ còn lại" below."""
    for head, levels in manuscript.levels.items():
        rests: list[Quantity] = []
        for one in levels[:_MOST]:
            if not one.exact or one.amount.denominator is not None:
                continue
            if _REST.search(_before(manuscript, one)):
                rests.append(one)
            elif rests and _STILL.match(manuscript.text.folded, one.whole.end):
                values = {other.value for other in levels if other.span.start < one.span.start}
                if one.value not in values and nearly(one.value, rests[-1].value) and head:
                    yield _other_rest(one, rests[-1])


def _not_yet(manuscript: Manuscript) -> Iterator[Remark]:
    """ "28/28 tổ có mô hình" here, "04 tổ chưa có mô hình" there."""
    reached: dict[str, list[_Reached]] = {}
    for quantity in manuscript.quantities:
        if quantity.role is not Role.LEVEL or not quantity.head or not quantity.exact:
            continue
        end = manuscript.sentence_span(quantity).end
        whole = quantity.amount.denominator
        if whole is not None and quantity.value <= whole:
            found = _DONE.match(manuscript.text.folded, quantity.whole.end, end)
            what = _things(found["what"]) if found else frozenset()
            if what:
                reached.setdefault(quantity.head, []).append(_Reached(quantity, what))
            continue
        found = _NOT_YET.match(manuscript.text.folded, quantity.whole.end, end)
        if whole is not None or found is None or _things(found["who"]):
            continue
        what = _things(found["what"])
        same = [one for one in reached.get(quantity.head, [])[-_MOST:] if one.what == what]
        if what and same and all(one.rest != quantity.value for one in same):
            told = same[-1].quantity
            whole = told.amount.denominator or Decimal(0)
            yield _denied(whole, told.value, quantity, quantity.whole, told.whole)


def _things(words: str) -> frozenset[str]:
    return frozenset(words.split()) - _VERBS


def _is_money(quantity: Quantity) -> bool:
    plain = quantity.role is Role.LEVEL and quantity.exact
    return plain and quantity.amount.unit.sort is Sort.MONEY


def _before(manuscript: Manuscript, quantity: Quantity) -> str:
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - 48)
    return manuscript.said(start, quantity.span.start)


def _denied(whole: Decimal, done: Decimal, rest: Quantity, span: Span, *related: Span) -> Remark:
    left = whole - done
    return Remark(
        "K107",
        span,
        f"{shown(whole)} trừ {shown(done)} còn {shown(left)}, không phải {shown(rest.value)}.",
        f"{shown(whole)} less {shown(done)} leaves {shown(left)}, not {shown(rest.value)}.",
        (whole, done, rest.value),
        related,
        shown(left),
    )


def _other_rest(one: Quantity, told: Quantity) -> Remark:
    return Remark(
        "K107",
        one.whole,
        f"Ở trên còn {shown(told.value)}, ở đây là {shown(one.value)} còn lại.",
        f"{shown(told.value)} are left above, {shown(one.value)} here.",
        (one.value, told.value),
        (told.whole,),
        shown(told.value),
    )
