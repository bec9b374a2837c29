"""What is counted, and which kinds a word for many kinds takes in."""

from __future__ import annotations

import re
from typing import Final

from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity
from keng.prose.counted import Sort

# Words for many kinds, and the kinds that a list behind them counts.
KINDS_OF: Final[dict[str, frozenset[str]]] = {
    "đơn vị": frozenset(
        ("xã", "thôn", "làng", "khu dân cư", "tổ dân phố", "cơ quan", "doanh nghiệp", "trường")
    ),
    "trường hợp": frozenset(("tập thể", "cá nhân", "người", "hộ")),
    "vũ khí": frozenset(("súng", "dao", "kiếm", "đao", "lựu đạn", "bom", "mìn", "gậy")),
    "phương tiện": frozenset(("xe", "ô tô", "mô tô")),
    "văn bản": frozenset(
        (
            "thông báo",
            "hướng dẫn",
            "chương trình",
            "quy chế",
            "tờ trình",
            "nghị quyết",
            "quyết định",
            "chỉ thị",
            "kế hoạch",
            "công văn",
            "báo cáo",
            "văn bản",
        )
    ),
}
_NOUN: Final = re.compile(r"\s([^\W\d_]{2,8})\b")
_NO_NOUN_SAID: Final = (
    "và là của trong so năm tháng đến từ thì có được do tại theo với cho để ở trên dưới về bị đã"
    " cùng hoặc nhưng gồm bao tổng cộng tăng giảm chiếm đạt"
)
_NO_NOUN: Final = frozenset(_NO_NOUN_SAID.split())


def thing_of(manuscript: Manuscript, quantity: Quantity) -> str:
    """What is counted: by its known name, else by the word behind the number ("12 guồng nước")."""
    if quantity.head or quantity.amount.unit.sort is not Sort.BARE:
        return quantity.head
    found = _NOUN.match(manuscript.text.low, quantity.span.end)
    return found[1] if found and found[1] not in _NO_NOUN else ""
