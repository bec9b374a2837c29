"""Of which indicators results may be told partner by partner."""

from __future__ import annotations

from keng.kernel.errors import BadInput
from keng.packs import installed
from keng.packs.schema import Indicator


def countable(code: str) -> Indicator:
    """The indicator, if results by partner may be told of it. Raises BadInput."""
    indicator = installed.current().indicators.get(code)
    if indicator is None or not is_countable(indicator):
        raise BadInput(
            "Chỉ tiêu này không ghi kết quả theo đối tác; hãy chọn chỉ tiêu khác.",
            message_en="Results by partner are not told of this indicator; choose another.",
            code="not_countable",
        )
    return indicator


def is_countable(indicator: Indicator) -> bool:
    """Whether results add up by partner and give nobody away: plain flows that are not small."""
    return indicator.kind == "flow" and not indicator.small and not indicator.by
