"""Whether the unit of a figure is that of an indicator: money is never people, a share no count."""

from __future__ import annotations

from functools import cache
from typing import Final

from keng.kernel.letters import lowered
from keng.prose.counted import Sort
from keng.prose.figures import Figure
from keng.prose.likeness import words_of

_VILLAGES: Final = frozenset(
    ("thôn", "làng", "bản", "ấp", "buôn", "khóm", "khu dân cư", "tổ dân phố", "khu phố")
)
# Official prose counts persons by what they are.
_PERSONS: Final = frozenset(("người", "đồng chí", "thành viên", "cán bộ", "nhân khẩu", "khẩu"))
_ATTENDING: Final = frozenset(("lượt người", "lượt cán bộ", "lượt công dân", "lượt"))
_FAMILIES: Final = (_VILLAGES, _PERSONS, _ATTENDING)


def units_agree(wanted: str, figure: Figure, label: str) -> bool:
    """Whether a figure is counted in the unit of a label, by that word or one of its family."""
    sort = figure.amount.unit.sort if figure.amount else Sort.COUNT
    if (wanted == "%") != (sort is Sort.PERCENT) or "/" in figure.unit:
        return False
    if wanted == "đồng" or sort is Sort.MONEY:
        return wanted == "đồng" and sort is Sort.MONEY
    unit = lowered(figure.unit)
    if sort is Sort.BARE or not unit:
        return False
    if wanted == "lượt":  # rounds of something; "lượt cán bộ" are people who took part
        return unit == wanted
    same = unit == wanted or unit.startswith(f"{wanted} ")
    kin = any(unit in family and wanted in family for family in _FAMILIES)
    # "03 kế hoạch" for "Kế hoạch ban hành", which is measured in papers.
    named = lowered(label).startswith(unit) and wanted not in lowered(label)
    return same or kin or named


@cache
def unit_words(unit: str, *, marks: bool = True) -> frozenset[str]:
    """The words that only repeat a unit, with those of its family: they tell no label."""
    family = next((family for family in _FAMILIES if unit in family), frozenset((unit,)))
    if family is _PERSONS or family is _ATTENDING:
        family = frozenset((unit, "người", "lượt") if family is _ATTENDING else ("người",))
    return frozenset(word for name in family for word in words_of(name, marks=marks))
