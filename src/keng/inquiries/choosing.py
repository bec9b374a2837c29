"""Which indicators of the programme can be asked: found by words, group by group. Pure.

Only what the programme holds can be chosen, and the programme refuses at its door whatever would
count watched people or break a count down by faith, ethnic group, nationality or opinion.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.kernel.periods import Language, Period
from keng.kernel.vietnamese import searchable
from keng.packs.rulebook import every_cell
from keng.packs.schema import Indicator, Pack
from keng.reporting.cells import is_asked_in


@dataclass(frozen=True)
class Choice:
    """A cell that can be chosen. `is_chosen`: the form has it already."""

    key: CellKey
    label: str
    unit: str
    is_chosen: bool


@dataclass(frozen=True)
class Found:
    """An indicator with its total and its breakdowns; `is_derived` where a register fills it."""

    code: str
    label: str
    total: Choice
    parts: tuple[Choice, ...]
    is_derived: bool


@dataclass(frozen=True)
class Group:
    """A group of the programme with the indicators of it that were found."""

    code: str
    label: str
    found: tuple[Found, ...]


def choices(
    words: str, period: Period, pack: Pack, *, chosen: Collection[CellKey], language: Language
) -> list[Group]:
    """The indicators that can be asked in the period and fit the words, in the pack's order.

    Diacritics, case and the order of the words do not matter; no words find every indicator. A word
    is looked for in the label, in the label of the group and in the code.
    """
    wanted = searchable(words).split()
    found: dict[str, list[Found]] = {}
    for indicator in pack.indicators.values():
        if can_be_asked(indicator, period) and _fits(indicator, wanted, pack):
            found.setdefault(indicator.group, []).append(
                _found(indicator, pack, frozenset(chosen), language)
            )
    return [
        Group(code, group.label.of(language), tuple(found[code]))
        for code, group in pack.groups.items()
        if code in found
    ]


def can_be_asked(indicator: Indicator, period: Period) -> bool:
    """Whether somebody types the indicator in the period: a share is computed from its parts."""
    return indicator.is_entered and is_asked_in(indicator, period)


def refuse_unaskable(keys: Collection[CellKey], period: Period, pack: Pack) -> None:
    """Raise BadInput for cells that nobody types in the period. The pack knows them all."""
    wrong = [key for key in keys if not can_be_asked(pack.indicator_of(key), period)]
    if wrong:
        labels = "; ".join(pack.cell_label(key) for key in wrong)
        raise BadInput(
            f"Không hỏi được trong {period.label('vi')}: {labels}. Chỉ tiêu do Keng tính hoặc "
            "không báo cáo trong kỳ này; hãy bỏ khỏi biểu.",
            message_en=f"Cannot be asked in {period.label('en')}: "
            f"{'; '.join(pack.cell_label(key, 'en') for key in wrong)}. It is computed, or not "
            "reported in this period; take it out.",
            code="not_asked_in_period",
        )


def _fits(indicator: Indicator, wanted: Collection[str], pack: Pack) -> bool:
    if not wanted:
        return True
    group = pack.groups[indicator.group]
    said = searchable(
        " ".join(
            (
                indicator.label.vi,
                indicator.label.en,
                group.label.vi,
                group.label.en,
                indicator.code,
            )
        )
    )
    return all(f" {word}" in f" {said}" for word in wanted)


def _found(
    indicator: Indicator, pack: Pack, chosen: Collection[CellKey], language: Language
) -> Found:
    unit = pack.unit_label(indicator, language)
    made = [
        Choice(key, pack.cell_label(key, language), unit, key in chosen)
        for key in every_cell(indicator, pack)
    ]
    return Found(
        code=indicator.code,
        label=indicator.label.of(language),
        total=made[0],
        parts=tuple(made[1:]),
        is_derived=indicator.derived is not None,
    )
