"""What is said beside a figure, in Vietnamese as in tables and annexes, and in English. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from keng.consolidation.rollup import Mark
from keng.kernel.figures import to_decimal
from keng.kernel.said import Said, in_english
from keng.kernel.vietnamese import format_number

_MARKS: tuple[tuple[Mark, Said], ...] = (
    (
        Mark.REPORTED_TOTAL,
        Said("tổng theo báo cáo cũ của đơn vị", "total of the unit's own old report"),
    ),
    (Mark.ADJUSTED, Said("có số đã điều chỉnh", "holds an adjusted figure")),
    (
        Mark.DERIVED,
        Said("có số cộng từ cấp dưới của đơn vị nhập", "added up from below who enters it"),
    ),
    (
        Mark.PREDECESSORS,
        Said("có số của đơn vị trước khi sáp nhập", "holds figures of units before a merger"),
    ),
    (
        Mark.DISAGREES,
        Said(
            "có đơn vị mà tổng các kỳ ngắn khác số của cả kỳ",
            "a unit's shorter periods do not add up to its whole period",
        ),
    ),
    (
        Mark.FALLS,
        Said("có số lũy kế giảm so với kỳ trước", "a running total falls below the period before"),
    ),
    (Mark.ILLUSTRATIVE, Said("có số liệu minh họa", "holds illustrative figures")),
)
NOTHING_ACCEPTED = Said("chưa có số liệu được tiếp nhận", "no accepted figures yet")
NOT_COVERED = Said(
    "các kỳ đã tiếp nhận chưa phủ hết kỳ này",
    "the accepted periods do not cover the whole of this one",
)
NO_COMMON_UNIT = Said(
    "không có đơn vị nào có số liệu cả hai kỳ", "no unit has figures of both periods"
)
NOT_SPLIT = Said(
    "số của đơn vị bị chia tách không phân bổ được",
    "the figures of a unit that was split cannot be divided",
)
IN_REPORTED_TOTAL = Said("đã nằm trong tổng tự báo cáo", "already in the unit's own total")
IN_SUCCESSOR = Said(
    "đã tính trong số của đơn vị kế thừa", "already counted in the figure of the successor"
)
BY_ADJUSTMENT = Said("chênh lệch do điều chỉnh", "difference made by an adjustment")
FOR_COMPARISON = Said("để đối chiếu, không cộng", "for comparison, not added")
TOTALS_DIFFER = Said(
    "có đơn vị mà tổng tự báo cáo khác tổng các đơn vị dưới",
    "the own total of a unit differs from the sum of those below it",
)


def marks_told(marks: Mark) -> list[str]:
    """Each mark of a figure in words; that a year is added up from its months needs none."""
    if not marks:
        return []
    return [words for mark, words in _MARKS if mark in marks]


def total_differs(reported: int, digits: int) -> Said:
    """That the contributors do not add up to the unit's own total."""
    shown = format_number(to_decimal(reported, digits))
    return Said(
        f"khác tổng đơn vị tự báo cáo ({shown})", f"differs from the unit's own total ({shown})"
    )


def stated_told(units: int) -> Said:
    """That last year's figure was typed and not reported."""
    return Said(
        f"cùng kỳ của {units} đơn vị là số nhập tay có nguồn",
        f"last year's figure of {units} unit(s) was typed in, with its source",
    )


def last_year_of(known: int, units: int) -> Said:
    """That last year's figure is not that of all units that the unit was made of."""
    return Said(
        f"cùng kỳ chỉ có số liệu của {known}/{units} đơn vị trước khi sáp nhập",
        f"last year there are figures of only {known}/{units} units before the merger",
    )


def partial_told(counted: int, expected: int) -> Said:
    """That not every unit is in the figure."""
    share = f"{counted}/{expected}"
    return Said(f"số liệu của {share} đơn vị", f"figures of {share} units")


def pair_told(units: int, current: str, previous: str) -> Said:
    """On which two sums a change is worked out."""
    return Said(
        f"so sánh trên {units} đơn vị có số liệu cả hai kỳ: {current} so với {previous}",
        f"compared on {units} unit(s) with figures of both periods: {current} against {previous}",
    )


def parted(names: Iterable[str]) -> Said:
    """Why a unit cannot be compared across a split."""
    listed = ", ".join(names)
    return Said(f"địa giới thay đổi một phần ({listed})", f"part of its area changed ({listed})")


def not_on_map(name: str, on: date) -> Said:
    """That a unit is not there on the day whose map is asked for."""
    return Said(
        f"{name} không có trên bản đồ đơn vị ngày {on:%d/%m/%Y}",
        f"{name} is not on the map of {on:%d/%m/%Y}",
    )


def neither_on_map(name: str, on: date) -> Said:
    """That neither a unit nor one before or after it is on the map of a day."""
    return Said(
        f"ngày {on:%d/%m/%Y} không có {name} và không ghi nhận đơn vị trước hoặc sau nó",
        f"on {on:%d/%m/%Y} there is no {name}, nor any recorded unit before or after it",
    )


def about(label: str, words: str) -> Said:
    """A sentence about one line of the table."""
    return Said(f"{label}: {words}.", f"{label}: {in_english(words)}.")
