"""How many units of a kind there are: one number throughout a paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic.bodies import bodies
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import shown

_UNITS: Final = ("xã", "thôn", "làng", "ấp", "bản", "khu dân cư", "tổ dân phố", "khu phố", "huyện")
# "Xã Đông Thạch có 09 thôn": what the paper says there is.
_HAS: Final = re.compile(
    r"(?:^|\n|[.;,] )(?:toan )?(?:dia ban )?(?:xa|huyen|phuong|tinh|thi tran|thanh pho|quan)"
    r"(?: [a-z]{1,7}){0,4}? (?:hien )?co (?=\d)|(?:\bxa|\bhuyen) co dien tich [^.\n]{2,24}, "
)
_ENDS: Final = re.compile(r"\s?(?:[.;,)\n]|$|\(100| da | dang ky| to chuc| ky | thanh lap| hoan)")
_MEMBERS: Final = ("thành viên", "hội viên", "đảng viên", "đoàn viên")
_JUST_TOLD: Final = 3  # paragraphs
_MOST_STATED: Final = 6
_FAR: Final = 300
_SHORT: Final = 2
_LEAST_USUAL: Final = 3
_FURTHEST: Final = 3


def wholes(manuscript: Manuscript) -> Iterator[Remark]:
    """ "12/14 thôn" where all other fractions of the paper are over 13."""
    for unit in _UNITS:
        over = [
            found
            for found in manuscript.levels.get(unit, ())
            if found.amount.denominator and found.value <= found.amount.denominator
        ]
        yield from _odd_ones(over)
    yield from against_stated(manuscript)
    yield from against_all(manuscript)
    yield from bodies(manuscript)
    yield from all_members(manuscript)


def against_stated(manuscript: Manuscript) -> Iterator[Remark]:
    """ "21/22 thôn" in a paper that says "xã có 21 thôn", and 22 nowhere else."""
    stated: dict[str, list[Quantity]] = {}
    for found in _HAS.finditer(manuscript.text.folded):
        sentence = manuscript.text.sentence_at(found.end())
        for quantity in manuscript.between(found.start(), min(sentence.end, found.end() + _FAR))[
            :_MOST_STATED
        ]:
            if quantity.role is Role.LEVEL and quantity.exact and not quantity.amount.denominator:
                stated.setdefault(quantity.head, []).append(quantity)
    for head, told in stated.items():
        # Two sentences that say what there is speak of two places.
        if head in (*_UNITS, "hộ") and len({one.sentence for one in told}) == 1:
            yield from _unlike(manuscript, head, told[:_MOST_STATED])


def against_all(manuscript: Manuscript) -> Iterator[Remark]:
    """ "10/10 ấp" in a paper that counts 11 hamlets everywhere else."""
    for unit in _UNITS:
        levels = [one for one in manuscript.levels.get(unit, ()) if one.exact]
        counts = Counter(one.amount.denominator or one.value for one in levels)
        usual = counts.most_common(1)[0] if counts else (None, 0)
        for slip in levels:
            whole = slip.amount.denominator
            all_of_them = whole is not None and slip.value == whole and counts[whole] == 1
            if not all_of_them or whole is None or usual[0] is None:
                continue
            known = usual[1] >= _LEAST_USUAL and (max(counts) == usual[0] or whole > usual[0])
            ended = _ENDS.match(manuscript.text.folded, slip.whole.end)
            if known and ended and abs(usual[0] - whole) <= _FURTHEST:
                other = next(
                    one for one in levels if usual[0] in (one.value, one.amount.denominator)
                )
                yield _remark(slip, whole, usual[0], other)


def all_members(manuscript: Manuscript) -> Iterator[Remark]:
    """ "14 tổ với 56 thành viên", then "58/58 thành viên": all of those just told."""
    for head in _MEMBERS:
        levels = [one for one in manuscript.levels.get(head, ()) if one.exact]
        for index, slip in enumerate(levels):
            whole = slip.amount.denominator
            before = [one for one in levels[:index] if slip.paragraph - one.paragraph <= _JUST_TOLD]
            if whole is None or slip.value != whole or len(before) != 1:
                continue
            told = before[0]
            if told.amount.denominator is None and 0 < abs(told.value - whole) <= _FURTHEST:
                yield _remark(slip, whole, told.value, told)


def _unlike(manuscript: Manuscript, head: str, told: Sequence[Quantity]) -> Iterator[Remark]:
    levels = manuscript.levels.get(head, ())
    values = Counter(
        value
        for one in levels
        for value in {one.value, one.amount.denominator}
        if value is not None
    )
    known = {one.value for one in told} | {one.value + other.value for one, other in pairwise(told)}
    for slip in levels:
        whole = slip.amount.denominator
        if whole is None or whole in known or values[whole] > 1 or slip.value > whole:
            continue
        near = [value for value in known if _looks_like(whole, value) and slip.value <= value]
        # "16/16 thôn" of a commune that has 14: more than there are.
        all_of_them = slip.value == whole and len(told) == 1
        apart = whole - told[0].value
        if all_of_them and apart > 0 and (apart <= _FURTHEST or _looks_like(whole, told[0].value)):
            near = [told[0].value]
        if near:
            yield _remark(slip, whole, near[0], told[0])


def _looks_like(odd: Decimal, usual: Decimal) -> bool:
    """Numbers that a slip of the hand makes of each other: one digit off, or two exchanged."""
    one, other = str(odd), str(usual)
    if len(one) != len(other):
        return False
    apart = [(left, right) for left, right in zip(one, other, strict=True) if left != right]
    if len(apart) == 1:
        return abs(int(apart[0][0]) - int(apart[0][1])) <= 1 or len(one) > _SHORT
    return len(apart) == 2 and apart[0] == apart[1][::-1]


def _odd_ones(over: Sequence[Quantity]) -> Iterator[Remark]:
    counts = Counter(found.amount.denominator for found in over)
    if len(counts) != 2:
        return  # more wholes than two are several places, not a slip
    (usual, often), (odd, once) = counts.most_common(2)
    if usual is None or odd is None or once != 1 or often < _LEAST_USUAL:
        return
    if abs(usual - odd) > _FURTHEST:
        return
    slip = next(found for found in over if found.amount.denominator == odd)
    other = next(found for found in over if found.amount.denominator == usual)
    yield _remark(slip, odd, usual, other)


def _remark(slip: Quantity, odd: Decimal, usual: Decimal, other: Quantity) -> Remark:
    return Remark(
        "K162",
        slip.whole,
        f"Ở đây tổng số là {shown(odd)}, các chỗ khác là {shown(usual)}.",
        f"The whole is {shown(odd)} here and {shown(usual)} elsewhere.",
        (slip.value, Decimal(odd), Decimal(usual)),
        (other.whole,),
        shown(usual),
    )


RULES: Final = (
    Rule(
        "K162",
        Severity.WARNING,
        "Tổng số đơn vị không thống nhất",
        "Number of units that differs from all others",
        "Cả văn bản dùng một tổng số đơn vị làm mẫu số, riêng một chỗ dùng số khác.",
        "Fractions of one kind of unit are over one number throughout a paper, but for one.",
        "Có 12/13 thôn đăng ký; 11/13 thôn có tổ hòa giải; 10/13 thôn có camera; 12/14 thôn "
        "đạt chuẩn.",
        "Có 12/13 thôn đăng ký; 11/13 thôn có tổ hòa giải; 10/13 thôn có camera; 12/13 thôn "
        "đạt chuẩn.",
        wholes,
    ),
)
