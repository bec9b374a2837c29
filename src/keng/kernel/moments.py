"""Moments and legal days: `at` is a moment (aware), `on` is the local day that it falls on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
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


def in_utc(at: datetime) -> datetime:
    """The same moment in UTC, for one that came from outside: databases know fewer zones than ISO.

    Raises BadInput for a naive moment, and for one that falls out of the calendar in another zone.
    """
    try:
        local_day(at)
        return at.astimezone(UTC)
    except OverflowError as error:
        raise BadInput(
            f"Thời điểm {at.isoformat()} nằm ngoài lịch; hãy ghi một thời điểm khác.",
            message_en=f"The moment {at.isoformat()} is out of the calendar; write another one.",
        ) from error
