"""A unit that is named as acting after it had ended, with what it is today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.units.known import KnownUnit, same_marks
from keng.proofing.units.levels import ended_levels
from keng.proofing.units.naming import ABOVE, COMMUNES, NAME, capitalised, day_of, tells_of_the_past
from keng.prose.text import Span

# Only what a unit does or answers for: a place may go on being called by its old name.
_ACTS: Final = re.compile(
    rf"(?<!\w)(?i:ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|hội đồng nhân dân|công an|đảng ủy"
    rf"|đảng uỷ|ban chỉ đạo|chủ tịch ubnd)\s(?P<kind>(?i:{COMMUNES}|{ABOVE})) (?P<name>{NAME})"
)
_MOST_TOLD: Final = 4


def ended_units(manuscript: Manuscript) -> Iterator[Remark]:
    """Units none of which stood on the day of the paper; silent where one of the name still did."""
    day = day_of(manuscript)
    if day is None:
        return
    for found in _ACTS.finditer(manuscript.text.body):
        known = _bearers(manuscript, found["kind"].lower(), found["name"])
        if not known or any(unit.stands_on(day) for unit in known):
            continue
        until = max(unit.until for unit in known if unit.until)
        span = Span(found.start(), found.start("name") + len(known[0].bare))
        if not tells_of_the_past(manuscript, span, until):
            yield _remark(span, known, until, day)


def acting(manuscript: Manuscript) -> Iterator[Remark]:
    """Units, and bodies of a whole level, that are named as acting after they had ended."""
    yield from ended_units(manuscript)
    yield from ended_levels(manuscript)


def _bearers(manuscript: Manuscript, kind: str, words: str) -> Sequence[KnownUnit]:
    """Who ever bore the kind and the name at the beginning of the words."""
    # A longer name that the list does not know is another unit, not the one of its first words.
    name = " ".join(capitalised(words))
    known = manuscript.units.called(kind, name) if name else ()
    return [unit for unit in known if any(same_marks(name, one) for one in (unit.bare, *unit.also))]


def _remark(span: Span, known: Sequence[KnownUnit], until: date, day: date) -> Remark:
    unit = known[0]
    heirs = unit.today if len(known) == 1 else ()
    shown = ", ".join(heirs[:_MOST_TOLD])
    more = len(heirs) - _MOST_TOLD
    others = f" và {more} đơn vị khác" if more > 0 else ""
    others_en = f" and {more} others" if more > 0 else ""
    gone = "từ ngày" if all(one.exact for one in known) else "muộn nhất từ ngày"
    gone_en = "since" if all(one.exact for one in known) else "since at the latest"
    return Remark(
        "K232",
        span,
        f"{_capital(unit.label)} không còn {gone} {until:%d/%m/%Y}, văn bản ghi ngày "
        f"{day:%d/%m/%Y}" + (f"; nay là {shown}{others}." if heirs else "."),
        f"{unit.label} has not existed {gone_en} {until:%Y-%m-%d}, the paper is of {day:%Y-%m-%d}"
        + (f"; today it is {shown}{others_en}." if heirs else "."),
        expected=heirs[0] if len(heirs) == 1 else None,
    )


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


RULES: Final = (
    Rule(
        "K232",
        Severity.WARNING,
        "Đơn vị đã kết thúc được nêu như đang hoạt động",
        "A unit that had ended, named as acting",
        "Vào ngày của văn bản, không còn đơn vị hành chính nào mang tên này; cần ghi tên đơn vị "
        "hiện nay. Câu kể việc trước đó và tên gọi địa danh không xét.",
        "On the day of the paper no unit bore this name any more; the unit of today is meant. "
        "Sentences that tell of earlier days, and names of places, are not asked.",
        "Hải Phòng, ngày 12 tháng 9 năm 2025\nBÁO CÁO\nĐề nghị UBND huyện Tứ Kỳ chỉ đạo thực hiện.",
        "Hải Phòng, ngày 12 tháng 9 năm 2025\nBÁO CÁO\nĐề nghị UBND xã Tân Kỳ chỉ đạo thực hiện.",
        acting,
    ),
)
