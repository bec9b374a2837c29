"""How awards, proposals, votes, rules and concerns are said on the screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.commendations.concerns import Concern, Weight
from keng.commendations.queries import Answer
from keng.commendations.tallying import Passed
from keng.commendations.vocabulary import SHARES, YES_OR_NO, Choice, Recipient, RuleName, State
from keng.packs import installed
from keng.packs.fieldwords import VALUES
from keng.packs.schema import Award, Commendations, Text
from keng.web import wording

STATES: Final[Mapping[State, Promise]] = {
    State.PROPOSED: gettext_lazy("đang đề nghị"),
    State.RETURNED: gettext_lazy("trả lại để bổ sung"),
    State.WITHDRAWN: gettext_lazy("đã rút đề nghị"),
    State.DECLINED: gettext_lazy("không khen"),
    State.DECIDED: gettext_lazy("đã có quyết định"),
    State.REVOKED: gettext_lazy("quyết định đã hủy"),
}
LOOKS: Final[Mapping[State, str]] = {
    State.PROPOSED: "submitted",
    State.RETURNED: "returned",
    State.WITHDRAWN: "",
    State.DECLINED: "",
    State.DECIDED: "accepted",
    State.REVOKED: "late",
}
RECIPIENTS: Final[Mapping[Recipient, Promise]] = {
    Recipient.GROUP: gettext_lazy("tập thể"),
    Recipient.PERSON: gettext_lazy("cá nhân"),
}
CHOICES: Final[Mapping[Choice, Promise]] = {
    Choice.FOR: gettext_lazy("Tán thành"),
    Choice.AGAINST: gettext_lazy("Không tán thành"),
    Choice.ABSTAIN: gettext_lazy("Không có ý kiến"),
}
PASSED: Final[Mapping[Passed, Promise]] = {
    Passed.NOBODY: gettext_lazy("chưa bỏ phiếu"),
    Passed.NO_QUORUM: gettext_lazy("chưa đủ người bỏ phiếu"),
    Passed.FAILED: gettext_lazy("không đạt"),
    Passed.PASSED: gettext_lazy("đạt"),
    Passed.UNKNOWN: gettext_lazy("chưa có quy định để kết luận"),
}
WEIGHTS: Final[Mapping[Weight, str]] = {
    Weight.BLOCK: "error",
    Weight.ASK: "warn",
    Weight.TELL: "hint",
}
RULES: Final[Mapping[RuleName, Promise]] = {
    RuleName.QUOTA: gettext_lazy("Số lượng khen trong năm"),
    RuleName.YEARS_BETWEEN: gettext_lazy("Số năm giữa hai lần khen cùng hình thức"),
    RuleName.MAY_DECIDE: gettext_lazy("Đơn vị này được quyết định hình thức khen"),
    RuleName.QUORUM: gettext_lazy("Tỷ lệ thành viên phải bỏ phiếu (%)"),
    RuleName.IN_FAVOUR: gettext_lazy("Tỷ lệ tán thành trên tổng số thành viên (%)"),
    RuleName.IN_FAVOUR_OF_VOTES: gettext_lazy("Tỷ lệ tán thành trên số phiếu (%)"),
    RuleName.SEVERAL: gettext_lazy("Một thành tích được khen nhiều lần"),
}


def spoken() -> Commendations:
    """What the installed programme says of commendations."""
    return installed.current().commendations


def award_label(code: str) -> str:
    """The award in the language of the request; its code where no programme has it."""
    found: Award | None = spoken().awards.get(code)
    return found.label.of(wording.language()) if found is not None else code


def level_label(code: str) -> str:
    """A level of units in the language of the request."""
    found = VALUES["level"].get(code)
    return found.of(wording.language()) if found is not None else code


def asked() -> list[str]:
    """What the programme asks a person."""
    questions: tuple[Text, ...] = spoken().asked
    return [one.of(wording.language()) for one in questions]


def concern_words(one: Concern) -> str:
    """A concern in the language of the request."""
    return one.en if wording.language() == "en" else one.vi


def answer_words(rule: RuleName, answer: Answer) -> str:
    """A rule as it holds: "2", "80%", "có", or that nobody has said."""
    if answer.value is None:
        return _("chưa có quy định")
    if rule in YES_OR_NO:
        return _("có") if answer.value else _("không")
    return f"{answer.value}%" if rule in SHARES else str(answer.value)
