"""Questions about committees and coordination; every answer is for a day `on`."""

from __future__ import annotations

from keng.steering.queries.committees import committee_view, committees_for
from keng.steering.queries.cooperations import cooperation_view, cooperations_for
from keng.steering.queries.counting import counts_of, flows_of, used_since
from keng.steering.queries.meetings import conclusion_of_task, meeting_of_conclusion, meeting_view
from keng.steering.queries.naming import Named, named_committees, named_cooperations
from keng.steering.queries.outcomes import countable_indicators
from keng.steering.queries.oversight import overseers_of
from keng.steering.queries.reminding import (
    EndingTerm,
    MeetingDay,
    NearMeeting,
    meeting_days_of,
    meetings_near,
    names_of,
    terms_ending,
)
from keng.steering.queries.shapes import ConclusionLine, MeetingView
from keng.steering.queries.streams import units_of_committees, units_of_cooperations
from keng.steering.queries.verification import problems

__all__ = [
    "ConclusionLine",
    "EndingTerm",
    "MeetingDay",
    "MeetingView",
    "Named",
    "NearMeeting",
    "committee_view",
    "committees_for",
    "conclusion_of_task",
    "cooperation_view",
    "cooperations_for",
    "countable_indicators",
    "counts_of",
    "flows_of",
    "meeting_days_of",
    "meeting_of_conclusion",
    "meeting_view",
    "meetings_near",
    "named_committees",
    "named_cooperations",
    "names_of",
    "overseers_of",
    "problems",
    "terms_ending",
    "units_of_committees",
    "units_of_cooperations",
    "used_since",
]
