"""How results, marks and decisions of recognition are said on the screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.packs.schema.criteria_sets import CriteriaSet
from keng.web import wording

VERDICTS: Final[Mapping[str, Promise]] = {
    "met": gettext_lazy("Đạt"),
    "not_met": gettext_lazy("Chưa đạt"),
    "not_applicable": gettext_lazy("Không áp dụng"),
}
_OUTCOMES: Final[Mapping[str, Promise]] = {
    **VERDICTS,
    "unknown": gettext_lazy("Thiếu dữ kiện"),
    "waiting": gettext_lazy("Còn chờ"),
    "": gettext_lazy("chưa có"),
}
RESULTS: Final[Mapping[str, Promise]] = {
    "recognised": gettext_lazy("Được công nhận"),
    "not_recognised": gettext_lazy("Không được công nhận"),
    "waiting": gettext_lazy("Còn chờ kết quả khác"),
    "undecidable": gettext_lazy("Chưa đủ căn cứ"),
}
_LOOKS: Final[Mapping[str, str]] = {
    "met": "accepted",
    "recognised": "accepted",
    "decided": "locked",
    "reviewed": "accepted",
    "submitted": "submitted",
    "waiting": "submitted",
    "returned": "returned",
    "unknown": "returned",
    "undecidable": "returned",
    "not_met": "late",
    "not_recognised": "late",
    "not_registered": "late",
}
_KINDS: Final[Mapping[str, Promise]] = {
    "decide": gettext_lazy("Quyết định"),
    "amend": gettext_lazy("Quyết định sửa đổi"),
    "revoke": gettext_lazy("Quyết định thu hồi"),
}
_APPEALS: Final[Mapping[str, Promise]] = {
    "open": gettext_lazy("chưa trả lời"),
    "upheld": gettext_lazy("chấp nhận"),
    "rejected": gettext_lazy("không chấp nhận"),
}
KNOWN: Final[Mapping[str, Promise]] = {
    "verified": gettext_lazy("đã đối chiếu văn bản"),
    "partly": gettext_lazy("mới đối chiếu một phần"),
    "secondary": gettext_lazy("lấy từ nguồn dẫn lại"),
    "unknown": gettext_lazy("chưa đọc được văn bản"),
}
METHODS: Final[Mapping[str, Promise]] = {
    "all_met": gettext_lazy("phải đạt mọi tiêu chí áp dụng"),
    "count_met": gettext_lazy("đạt đủ số tiêu chí"),
    "score": gettext_lazy("chấm điểm, xếp loại theo điểm"),
    "rating": gettext_lazy("xếp mức theo nhóm tiêu chí"),
}


def outcome(code: str) -> str:
    """What a criterion comes to."""
    return str(_OUTCOMES.get(code, code))


def outcome_seen(code: str) -> str:
    """The same for a reader from whom it may be hidden: "" is what this reader does not see."""
    return outcome(code) if code else _("Không hiển thị")


def result(code: str) -> str:
    """What a set comes to for a unit; nothing where there was none."""
    return str(RESULTS.get(code, "–"))


def look(code: str) -> str:
    """The class of the style sheet for a stage, result or outcome."""
    return _LOOKS.get(code, "")


def decision_kind(code: str) -> str:
    """What a decision does."""
    return str(_KINDS.get(code, code))


def appeal_outcome(code: str) -> str:
    """How an appeal was answered."""
    return str(_APPEALS.get(code, code))


def class_titles(law: CriteriaSet) -> dict[str, str]:
    """The classes of a set in words, best first."""
    return {one.code: one.title.of(wording.language()) for one in law.classes}
