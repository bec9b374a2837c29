"""How claims, outcomes and steps of an assessment are said on the screens."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

_OUTCOMES: Final[dict[str, Promise]] = {
    "met": gettext_lazy("Đạt"),
    "not_met": gettext_lazy("Chưa đạt"),
    "not_applicable": gettext_lazy("Không áp dụng"),
    "unknown": gettext_lazy("Thiếu dữ kiện"),
    "waiting": gettext_lazy("Còn chờ"),
    "": gettext_lazy("Không hiển thị"),
}
_OUTCOME_LOOKS: Final = {
    "met": "accepted",
    "not_met": "late",
    "unknown": "returned",
    "waiting": "submitted",
}
_RESULTS: Final[dict[str, Promise]] = {
    "recognised": gettext_lazy("được công nhận"),
    "not_recognised": gettext_lazy("không được công nhận"),
    "waiting": gettext_lazy("chưa đủ kết quả"),
    "undecidable": gettext_lazy("chưa thể kết luận"),
}
_STATE_LOOKS: Final = {
    "submitted": "submitted",
    "returned": "returned",
    "reviewed": "submitted",
    "decided": "locked",
}
_ACTS: Final[dict[str, Promise]] = {
    "register": gettext_lazy("Đăng ký"),
    "submit": gettext_lazy("Trình hồ sơ"),
    "take_back": gettext_lazy("Lấy lại để sửa"),
    "return": gettext_lazy("Trả lại"),
    "review": gettext_lazy("Hội đồng thống nhất"),
    "decide": gettext_lazy("Quyết định"),
    "reopen": gettext_lazy("Mở lại bằng quyết định khác"),
    "withdraw": gettext_lazy("Rút đăng ký"),
    "rejoin": gettext_lazy("Đăng ký lại"),
    "check": gettext_lazy("Kiểm tra tại chỗ"),
    "write": gettext_lazy("Sửa hồ sơ"),
    "mark": gettext_lazy("Chấm điểm"),
}
_CHILD_STATES: Final[dict[str, Promise]] = {
    "recognised": gettext_lazy("đã công nhận"),
    "not_recognised": gettext_lazy("không được công nhận"),
}


def outcome(code: str) -> str:
    """What a criterion comes to, in words; "" is what this reader does not see."""
    return str(_OUTCOMES.get(code, code))


def outcome_look(code: str) -> str:
    """The class of the style sheet for an outcome."""
    return _OUTCOME_LOOKS.get(code, "")


def result(code: str) -> str:
    """What a set comes to for a unit, in words."""
    return str(_RESULTS.get(code, code))


def state_look(code: str) -> str:
    """The class of the style sheet for the state of an assessment."""
    return _STATE_LOOKS.get(code, "")


def act(code: str) -> str:
    """A step of an assessment from state to state, in words."""
    return str(_ACTS.get(code, code))


def child(outcome_code: str, state_words: str) -> str:
    """Where a unit below stands: what was decided, else how far it has come."""
    return str(_CHILD_STATES.get(outcome_code, state_words))
