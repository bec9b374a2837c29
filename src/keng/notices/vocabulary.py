"""Which kinds of notices there are, what they are called, and which of them ask for an act. Pure.

A person chooses by kind what comes by mail. In the app every notice stays: nothing is hidden.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from keng.access.roles import Word


class Kind(StrEnum):
    """What a notice tells."""

    OPENED = "opened"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    CHASED = "chased"
    RETURNED = "returned"
    REOPENED = "reopened"
    DUE_MOVED = "due_moved"
    ADJUSTED = "adjusted"
    ACCEPTED = "accepted"
    LOCKED = "locked"
    POST = "post"
    DUTY_PASSED = "duty_passed"
    SUBMITTED = "submitted"
    LATE_BELOW = "late_below"
    ANSWERED = "answered"
    PAPER_CHANGED = "paper_changed"
    PAPER_SUBMITTED = "paper_submitted"
    PAPER_GIVEN_BACK = "paper_given_back"
    PAPER_APPROVED = "paper_approved"
    ASSESSMENT_SUBMITTED = "case_submitted"
    ASSESSMENT_RETURNED = "case_returned"
    ASSESSMENT_REOPENED = "case_reopened"
    ASSESSMENT_DECIDED = "case_decided"
    TASK_SOON = "task_soon"
    TASK_LATE = "task_late"
    MEETING_SOON = "meeting_soon"
    MEETING_MISSED = "meeting_missed"
    TERM_ENDING = "term_ending"


KIND_WORDS: Final[dict[Kind, Word]] = {
    Kind.OPENED: Word("Đợt báo cáo mới", "A new round"),
    Kind.DUE_SOON: Word("Sắp đến hạn nộp", "Due soon"),
    Kind.OVERDUE: Word("Quá hạn nộp", "Overdue"),
    Kind.CHASED: Word("Cấp trên đôn đốc", "Reminded by the level above"),
    Kind.RETURNED: Word("Biểu bị trả lại", "A form came back"),
    Kind.REOPENED: Word("Biểu được mở lại", "A form was reopened"),
    Kind.DUE_MOVED: Word("Hạn nộp thay đổi", "A due day moved"),
    Kind.ADJUSTED: Word("Cấp trên điều chỉnh số liệu", "A figure was adjusted above"),
    Kind.ACCEPTED: Word("Biểu được tiếp nhận", "A form was accepted"),
    Kind.LOCKED: Word("Số liệu được chốt", "Figures were locked"),
    Kind.POST: Word("Việc được giao cho bạn", "Duties given to you"),
    Kind.DUTY_PASSED: Word("Nhận chế độ báo cáo của đơn vị cũ", "A duty taken over"),
    Kind.SUBMITTED: Word("Đơn vị cấp dưới nộp biểu", "A unit below handed in"),
    Kind.LATE_BELOW: Word("Đơn vị cấp dưới quá hạn", "Units below are late"),
    Kind.ANSWERED: Word("Trả lời về điều chỉnh", "An answer to an adjustment"),
    Kind.PAPER_CHANGED: Word("Số liệu đổi sau khi ban hành", "Figures changed after issue"),
    Kind.PAPER_SUBMITTED: Word("Văn bản trình duyệt", "A paper to approve"),
    Kind.PAPER_GIVEN_BACK: Word("Văn bản bị trả lại", "A paper was given back"),
    Kind.PAPER_APPROVED: Word("Văn bản được duyệt", "A paper was approved"),
    Kind.ASSESSMENT_SUBMITTED: Word("Hồ sơ xét công nhận được trình", "An assessment came in"),
    Kind.ASSESSMENT_RETURNED: Word("Hồ sơ xét công nhận bị trả lại", "An assessment came back"),
    Kind.ASSESSMENT_REOPENED: Word(
        "Số liệu của hồ sơ thay đổi, phải xem lại", "Look again: figures of an assessment moved"
    ),
    Kind.ASSESSMENT_DECIDED: Word("Hồ sơ đã có quyết định", "An assessment was decided"),
    Kind.TASK_SOON: Word("Nhiệm vụ sắp đến hạn", "A task is due soon"),
    Kind.TASK_LATE: Word("Nhiệm vụ quá hạn", "A task is late"),
    Kind.MEETING_SOON: Word("Sắp đến kỳ họp, sơ kết", "A meeting is due soon"),
    Kind.MEETING_MISSED: Word("Kỳ họp, sơ kết đã qua mà chưa họp", "A meeting was missed"),
    Kind.TERM_ENDING: Word("Chương trình phối hợp sắp hết hạn", "A coordination term ends"),
}

TO_DO: Final = frozenset(
    {
        Kind.OPENED,
        Kind.DUE_SOON,
        Kind.OVERDUE,
        Kind.CHASED,
        Kind.RETURNED,
        Kind.REOPENED,
        Kind.DUTY_PASSED,
        Kind.PAPER_SUBMITTED,
        Kind.PAPER_GIVEN_BACK,
        Kind.ASSESSMENT_RETURNED,
        Kind.ASSESSMENT_REOPENED,
        Kind.TASK_SOON,
        Kind.TASK_LATE,
        Kind.MEETING_SOON,
        Kind.MEETING_MISSED,
        Kind.TERM_ENDING,
    }
)
"""Kinds that ask the reader for an act."""


class Way(StrEnum):
    """How a late unit was chased (semantics 24)."""

    APP = "app"  # in Keng, and by mail where the person has an address
    LETTER = "letter"
    PHONE = "phone"
    CHAT = "chat"


WAY_WORDS: Final[dict[Way, Word]] = {
    Way.APP: Word("nhắc trong Keng", "reminded in Keng"),
    Way.LETTER: Word("gửi công văn", "sent a letter"),
    Way.PHONE: Word("gọi điện", "called"),
    Way.CHAT: Word("nhắn tin", "sent a message"),
}
