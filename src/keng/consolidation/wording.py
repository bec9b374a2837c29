"""What is said beside a figure: in Vietnamese, as it stands in tables and annexes. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from keng.consolidation.rollup import Mark
from keng.kernel.figures import to_decimal
from keng.kernel.vietnamese import format_number

_MARKS: tuple[tuple[Mark, str], ...] = (
    (Mark.REPORTED_TOTAL, "tổng theo báo cáo cũ của đơn vị"),
    (Mark.ADJUSTED, "có số đã điều chỉnh"),
    (Mark.DERIVED, "có số cộng từ cấp dưới của đơn vị nhập"),
    (Mark.PREDECESSORS, "có số của đơn vị trước khi sáp nhập"),
    (Mark.DISAGREES, "có đơn vị mà tổng các kỳ ngắn khác số của cả kỳ"),
    (Mark.FALLS, "có số lũy kế giảm so với kỳ trước"),
    (Mark.ILLUSTRATIVE, "có số liệu minh họa"),
)
NOTHING_ACCEPTED = "chưa có số liệu được tiếp nhận"
NOT_COVERED = "các kỳ đã tiếp nhận chưa phủ hết kỳ này"
NO_COMMON_UNIT = "không có đơn vị nào có số liệu cả hai kỳ"
NOT_SPLIT = "số của đơn vị bị chia tách không phân bổ được"


def marks_told(marks: Mark) -> list[str]:
    """Each mark of a figure in words; that a year is added up from its months needs none."""
    if not marks:
        return []
    return [words for mark, words in _MARKS if mark in marks]


def total_differs(reported: int, digits: int) -> str:
    """That the contributors do not add up to the unit's own total."""
    shown = format_number(to_decimal(reported, digits))
    return f"khác tổng đơn vị tự báo cáo ({shown})"


def stated_told(units: int) -> str:
    """That last year's figure was typed and not reported."""
    return f"cùng kỳ của {units} đơn vị là số nhập tay có nguồn"


def last_year_of(known: int, units: int) -> str:
    """That last year's figure is not that of all units that the unit was made of."""
    return f"cùng kỳ chỉ có số liệu của {known}/{units} đơn vị trước khi sáp nhập"


def partial_told(counted: int, expected: int) -> str:
    """That not every unit is in the figure."""
    return f"số liệu của {counted}/{expected} đơn vị"


def parted(names: Iterable[str]) -> str:
    """Why a unit cannot be compared across a split."""
    listed = ", ".join(names)
    return f"địa giới thay đổi một phần ({listed})"


def joined(notes: Iterable[str]) -> str:
    """Notes as one line."""
    return "; ".join(note for note in notes if note)
