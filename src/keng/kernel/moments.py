"""Moments and legal days: `at` is a moment (aware), `on` is the local day that it falls on."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from keng.kernel.errors import BadInput

TZ = ZoneInfo("Asia/Ho_Chi_Minh")


def end_of_day(day: date) -> datetime:
    """The last moment of a legal day in Vietnam."""
    return datetime.combine(day, time.max, TZ)


def local_day(at: datetime) -> date:
    """The legal day in Vietnam on which the moment `at` falls.

    Raises BadInput for a naive moment: without its zone it names no day.
    """
    if at.tzinfo is None:
        raise BadInput(
            "Thời điểm thiếu múi giờ; hãy ghi kèm múi giờ, ví dụ +07:00.",
            message_en="The moment has no time zone; write it with one, for example +07:00.",
        )
    return at.astimezone(TZ).date()
