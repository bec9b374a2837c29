"""Days and periods that arrive in an address."""

from __future__ import annotations

from datetime import date

from keng.kernel.errors import BadInput


def day_from(text: str | None, *, otherwise: date) -> date:
    """The ISO day in an address, or `otherwise` where none is given. Raises BadInput."""
    if not text:
        return otherwise
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(
            f"“{text}” không phải là ngày; hãy chọn ngày trong lịch.",
            message_en=f"“{text}” is not a day; choose one in the calendar.",
        ) from None
