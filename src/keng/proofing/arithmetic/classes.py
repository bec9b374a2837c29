"""Counts by class against the number of units: more classed than there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_CLASS: Final = re.compile(
    r"\b(?P<name>hoan thanh xuat sac|hoan thanh tot|khong hoan thanh|hoan thanh|xuat sac|tien tien"
    r"|trung binh|tb|kha|tot|gioi|yeu|kem(?! hieu qua| chat luong)|loai (?:a|b|c|d|i{1,3}|iv"
    r"|[1-4])|khong phan loai)\b"
)
_CUT: Final = re.compile(r"[;:,.\n]|\bva\b")
_OWN: Final = re.compile(
    r"\b(?:co|gom|tong so|tong cong|trong so|mot trong|toan bo|ca)\s(?:\w+\s){0,3}$"
)
_NEAR: Final = 420
_PLACES_SAID: Final = (
    "xã|thôn|làng|ấp|bản|khu dân cư|khu phố|tổ dân phố|trường|cơ quan|đơn vị|doanh nghiệp"
    "|chi bộ|huyện|tập thể|tổ|đội|mô hình"
)
_PLACES: Final = frozenset(_PLACES_SAID.split("|"))


@dataclass(frozen=True)
class _Classed:
    quantity: Quantity
    name: str


def classes(manuscript: Manuscript) -> Iterator[Remark]:
    """Classes of one kind of unit that hold more units than the text says there are."""
    wholes = _wholes(manuscript)
    for group in _groups(manuscript):
        head = next((found.quantity.head for found in group if found.quantity.head), "")
        known = wholes.get(head, []) if head else _beside(manuscript, group)
        if not known:
            continue
        whole = max(known, key=_size)
        if _size(whole) < max(one.quantity.value for one in group):
            continue  # what holds less than one class is no whole of them
        total = sum((found.quantity.value for found in group), Decimal(0))
        if total > _size(whole):
            yield _remark(group, whole, total)


def _groups(manuscript: Manuscript) -> Iterator[list[_Classed]]:
    """Counts with class names that stand close together, each class once."""
    group: list[_Classed] = []
    for found in _classed(manuscript):
        if group and not _goes_on(group, found):
            if len(group) > 1:
                yield group
            group = []
        group.append(found)
    if len(group) > 1:
        yield group


def _goes_on(group: Sequence[_Classed], found: _Classed) -> bool:
    last = group[-1].quantity
    heads = {one.quantity.head for one in group} - {""}
    return (
        found.quantity.span.start - last.span.start < _NEAR
        # What stands between two classes of one list is another class, or nothing.
        and found.quantity.paragraph - last.paragraph <= 1
        and found.name not in {one.name for one in group}
        and (not found.quantity.head or not heads or found.quantity.head in heads)
    )


def _classed(manuscript: Manuscript) -> Iterator[_Classed]:
    for quantity in manuscript.quantities:
        # "tuổi trung bình 38,2" is an average, no class of units.
        whole_unit = quantity.role is Role.LEVEL and quantity.exact and not quantity.value % 1
        if not whole_unit or quantity.head not in (_PLACES | {""}):
            continue
        if name := _class_of(manuscript, quantity):
            yield _Classed(quantity, name)


def _class_of(manuscript: Manuscript, quantity: Quantity) -> str:
    """The class named in the item of a count, behind it or before it."""
    sentence = manuscript.sentence_span(quantity)
    behind = manuscript.said(quantity.whole.end, min(sentence.end, quantity.whole.end + 48))
    before = manuscript.said(max(sentence.start, quantity.span.start - 48), quantity.span.start)
    ahead = _CLASS.search(re.split(r"[;,.\d(]", behind)[0])
    if ahead:
        return ahead["name"]
    own = _CUT.split(before.rstrip(" :"))[-1]
    named = [] if re.search(r"\d", own) else [found["name"] for found in _CLASS.finditer(own)]
    return named[-1] if named else ""


def _wholes(manuscript: Manuscript) -> dict[str, list[Quantity]]:
    """Statements of how many units of a kind there are: "22/23 xã", "có 23 xã"."""
    found: dict[str, list[Quantity]] = {}
    for head in _PLACES:
        for quantity in manuscript.levels.get(head, ()):
            before = manuscript.said(max(0, quantity.span.start - 40), quantity.span.start)
            if quantity.amount.denominator or _OWN.search(before):
                found.setdefault(head, []).append(quantity)
    return found


def _beside(manuscript: Manuscript, group: Sequence[_Classed]) -> list[Quantity]:
    """The only count of units in the sentence of classes that are counted without a unit."""
    own = {found.quantity.span for found in group}
    beside = [
        quantity
        for quantity in manuscript.sentences[group[0].quantity.sentence]
        if quantity.head in _PLACES and quantity.role is Role.LEVEL and quantity.span not in own
    ]
    return beside if len(beside) == 1 else []


def _size(quantity: Quantity) -> Decimal:
    return max(quantity.value, quantity.amount.denominator or Decimal(0))


def _remark(group: Sequence[_Classed], whole: Quantity, total: Decimal) -> Remark:
    first, last = group[0].quantity, group[-1].quantity
    size = _size(whole)
    return Remark(
        "K104",
        Span(first.span.start, last.whole.end),
        f"Các loại cộng lại là {shown(total)}, nhiều hơn tổng số {shown(size)}.",
        f"The classes add up to {shown(total)}, more than the {shown(size)} that there are.",
        (size, *(found.quantity.value for found in group)),
        (whole.whole,),
    )


RULES: Final = (
    Rule(
        "K104",
        Severity.WARNING,
        "Phân loại nhiều hơn số đơn vị",
        "More units classed than there are",
        "Mỗi đơn vị chỉ xếp một loại, nên tổng các loại không thể nhiều hơn số đơn vị mà văn "
        "bản nêu.",
        "A unit has one class: the classes cannot hold more units than the text says there are.",
        "Toàn huyện có 20 xã. Kết quả phân loại: 06 xã xuất sắc, 12 xã khá, 04 xã trung bình.",
        "Toàn huyện có 20 xã. Kết quả phân loại: 06 xã xuất sắc, 12 xã khá, 02 xã trung bình.",
        classes,
    ),
)
