"""Things counted of which one may be in two parts, so that parts may make more than their total."""

from __future__ import annotations

from typing import Final

_MAY_OVERLAP_SAID: Final = (
    "người|đồng chí|hội viên|đoàn viên|đảng viên|thành viên|học sinh|cán bộ|chiến sĩ|hộ|nhân khẩu"
    "|lao động|thôn|xã|khu dân cư|trường|cơ quan|đơn vị|doanh nghiệp|tổ|đội|mô hình|lượt người"
)
_MAY_OVERLAP: Final = frozenset(_MAY_OVERLAP_SAID.split("|"))


def may_overlap(head: str) -> bool:
    """Whether parts of such a total may share members: people, households, units."""
    return head in _MAY_OVERLAP
