"""How states and steps of an assessment are said on the screens; results: recognitionwords."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from keng.web.phrases import recognitionwords

_STATE_LOOKS: Final = {
    "submitted": "submitted",
    "returned": "returned",
    "reviewed": "submitted",
    "decided": "locked",
}
_DECIDED: Final = frozenset({"recognised", "not_recognised"})
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


def state_look(code: str) -> str:
    """The class of the style sheet for the state of an assessment."""
    return _STATE_LOOKS.get(code, "")


def act(code: str) -> str:
    """A step of an assessment from state to state, in words."""
    return str(_ACTS.get(code, code))


def child(outcome_code: str, state_words: str) -> str:
    """Where a unit below stands: what was decided, else how far it has come."""
    return recognitionwords.result(outcome_code) if outcome_code in _DECIDED else state_words
