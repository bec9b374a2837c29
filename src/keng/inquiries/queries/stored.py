"""An inquiry as it is stored, in the words of the room."""

from __future__ import annotations

from keng.inquiries.models import Inquiry
from keng.inquiries.vocabulary import Content, headings_from
from keng.kernel.errors import NotFound


def content_of(row: Inquiry) -> Content:
    """What the inquiry asks."""
    return Content(
        title=row.title,
        period=row.period,
        levels=tuple(row.levels),
        instruction=row.instruction,
        due_on=row.due_on,
        units=tuple(row.units),
        headings=headings_from(row.headings),
    )


def no_such_inquiry(inquiry_id: int) -> NotFound:
    """The refusal for an inquiry that is not there."""
    return NotFound(
        f"Không có yêu cầu số {inquiry_id}.", message_en=f"There is no request {inquiry_id}."
    )


def inquiry_of_round(round_id: int) -> int | None:
    """The inquiry that a round asks; None for a round of the programme."""
    return Inquiry.objects.filter(round_id=round_id).values_list("pk", flat=True).first()


def units_of_inquiries(inquiry_ids: set[int]) -> dict[int, int]:
    """The office of each inquiry, for whoever reads the journal."""
    rows = Inquiry.objects.filter(pk__in=inquiry_ids)
    return dict(rows.values_list("pk", "owner_unit_id"))
