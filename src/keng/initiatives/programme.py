"""What the installed programme says of groups and events, with refusals for unknown kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from keng.kernel.errors import BadInput
from keng.packs import installed
from keng.packs.schema import ActivityKind, EventKind, GroupKind, Initiatives

GROUPS = "initiatives"
EVENTS = "campaigns"
REGISTERS = (GROUPS, EVENTS)
_Kind = TypeVar("_Kind")
_MOST = 10_000_000


def spoken() -> Initiatives:
    """The part of the installed programme that is about groups and events."""
    return installed.current().initiatives


def group_kind(code: str) -> GroupKind:
    """A kind of group. Raises BadInput for one that the programme does not know."""
    return _known(spoken().kinds, code, "loại mô hình", "kind of initiative")


def activity_kind(code: str) -> ActivityKind:
    """A kind of activity. Raises BadInput."""
    return _known(spoken().activities, code, "loại hoạt động", "kind of activity")


def event_kind(code: str) -> EventKind:
    """A kind of event. Raises BadInput."""
    return _known(spoken().events, code, "loại việc", "kind of event")


def refuse_unknown_grade(code: str) -> None:
    """Raise BadInput for a result of a review that the programme does not know."""
    _known(spoken().grades, code, "mức đánh giá", "grade")


def checked_numbers(given: Mapping[str, int | None], known: Mapping[str, object]) -> dict[str, int]:
    """The numbers that were given, by code. Raises BadInput: unknown code, negative, too large."""
    for code, value in given.items():
        if code not in known or not 0 <= (value or 0) <= _MOST:
            raise BadInput(
                f"Số “{code}” không hợp lệ; hãy nhập số từ 0 đến {_MOST}.",
                message_en=f"The number {code!r} is not known or not from 0 to {_MOST}.",
                code="bad_number",
            )
    return {code: value for code, value in given.items() if value is not None}


def _known(kinds: Mapping[str, _Kind], code: str, what: str, what_en: str) -> _Kind:
    found = kinds.get(code)
    if found is None:
        names = ", ".join(kinds) or "—"
        raise BadInput(
            f"Không có {what} “{code}”; các mã có: {names}.",
            message_en=f"There is no {what_en} {code!r}; there are: {names}.",
            code="unknown_kind",
        )
    return found
