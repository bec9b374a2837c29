"""Everything that may be asked of inquiries."""

from __future__ import annotations

from keng.inquiries.choosing import Choice, Found, Group, choices
from keng.inquiries.queries.asked import LOOK, asked_units_of, candidates, wanted_form
from keng.inquiries.queries.shown import (
    InquiryLine,
    InquiryView,
    VersionLine,
    inquiries_seen_by,
    inquiry_view,
)
from keng.inquiries.queries.stored import inquiry_of_round, units_of_inquiries
from keng.inquiries.queries.verification import problems
from keng.inquiries.vocabulary import State

__all__ = [
    "LOOK",
    "Choice",
    "Found",
    "Group",
    "InquiryLine",
    "InquiryView",
    "State",
    "VersionLine",
    "asked_units_of",
    "candidates",
    "choices",
    "inquiries_seen_by",
    "inquiry_of_round",
    "inquiry_view",
    "problems",
    "units_of_inquiries",
    "wanted_form",
]
