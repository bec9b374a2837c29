"""How many units are of a class ("trung bình"), told twice; a row of a table counts as telling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.text import Span

_CLASS: Final = r"(?P<name>xuat sac|tien tien|tot|kha|trung binh|yeu|kem(?! hieu qua))\b"
_BEHIND: Final = re.compile(rf"(?: (?:duoc )?(?:xep |dat )?(?:loai|muc|hang))? {_CLASS}")
_BEFORE: Final = re.compile(rf"(?:xep|phan|dat) (?:loai|muc) {_CLASS} ?(?:\(|:|la|co|gom) ?$")
_LISTED: Final = re.compile(rf"\b{_CLASS} (?:la |co )?$")
_CELL: Final = re.compile(r"\s*(?:(?:xep )?loai )?(xuat sac|tien tien|tot|kha|trung binh|yeu)\s*")
_TOTAL: Final = re.compile(r"\s*(?:tong|cong)\b")
_LEAST_CELLS: Final = 3
_OTHER: Final = re.compile(
    r"\b(?:nam (?:19|20)\d\d|nam truoc|cung ky|so voi|phan dau|chi tieu|muc tieu|trong do|tu cham"
    r"|tu xep|de nghi|tro len|thon|co quan|truong|doanh nghiep|xa)\b"
)
_HEADS: Final = frozenset(("đơn vị", "xã", "thôn", "tổ dân phố", "khu dân cư", "tập thể", "ấp"))


@dataclass(frozen=True)
class _Told:
    quantity: Quantity
    name: str


def classed(manuscript: Manuscript) -> Iterator[Remark]:
    """A class of one kind of unit that has another number in a later paragraph."""
    known: dict[tuple[str, str], list[_Told]] = {}
    for told_by_row in _of_tables(manuscript):
        known.setdefault(("đơn vị", told_by_row.name), []).append(told_by_row)
    for quantity in manuscript.quantities:
        plain = quantity.role is Role.LEVEL and quantity.exact and quantity.head in _HEADS
        if not plain or quantity.amount.denominator is not None:
            continue
        name = _class_of(manuscript, quantity)
        if not name or _speaks_of_others(manuscript, quantity):
            continue
        told = known.setdefault((quantity.head, name), [])
        values = {one.quantity.value for one in told}
        far = told and abs(quantity.paragraph - told[-1].quantity.paragraph) > 1
        if far and quantity.value not in values and len(values) == 1:
            yield _remark(quantity, told[0].quantity)
        told.append(_Told(quantity, name))


def _of_tables(manuscript: Manuscript) -> Iterator[_Told]:
    """What the total row of a table gives for the classes that its heading names."""
    header: list[str] = []
    for number, span in enumerate(manuscript.text.paragraphs):
        cells = re.split(r"[|\t]", manuscript.said(*span))
        if len(cells) < _LEAST_CELLS:
            header = []
            continue
        names = [(found[1] if (found := _CELL.fullmatch(cell)) else "") for cell in cells]
        if sum(map(bool, names)) > 1:
            header = names
        elif len(header) == len(cells) and _TOTAL.match(cells[0] or cells[1]):
            row = {one.span.start: one for one in manuscript.paragraphs[number]}
            place = span.start
            for name, cell in zip(header, cells, strict=True):
                told = row.get(place + len(cell) - len(cell.lstrip()))
                if name and told is not None:
                    yield _Told(told, name)
                place += len(cell) + 1


def _class_of(manuscript: Manuscript, quantity: Quantity) -> str:
    sentence = manuscript.sentence_span(quantity)
    behind = _BEHIND.match(manuscript.text.folded, quantity.whole.end, sentence.end)
    if behind:
        return behind["name"]
    start = max(sentence.start, quantity.span.start - 40)
    before = manuscript.said(start, quantity.span.start)
    found = _BEFORE.search(before) or _LISTED.search(before)
    return found["name"] if found else ""


def _speaks_of_others(manuscript: Manuscript, quantity: Quantity) -> bool:
    """Whether the words around speak of another year, an aim, or of some kinds of units only."""
    sentence = manuscript.sentence_span(quantity)
    around = manuscript.said(
        max(sentence.start, quantity.span.start - 90), min(sentence.end, quantity.whole.end + 40)
    )
    return bool(_OTHER.search(around.replace(quantity.head, "")))


def _remark(now: Quantity, before: Quantity) -> Remark:
    return Remark(
        "K161",
        Span(now.span.start, now.whole.end),
        f"Cùng một loại nhưng ở đây là {shown(now.value)}, ở trên là {shown(before.value)}.",
        f"The same class has {shown(now.value)} here and {shown(before.value)} above.",
        (now.value, before.value),
        (before.whole,),
        shown(before.value),
    )
