"""Questions about groups, events and what they come to."""

from __future__ import annotations

from keng.initiatives.queries.counting import counted_units, counts_of
from keng.initiatives.queries.events import (
    EventRow,
    activity_photo,
    event_photo,
    events_for,
    shown_events,
)
from keng.initiatives.queries.listing import Register, Row, Wanted, register_for
from keng.initiatives.queries.mergers import Heir, Left, left_behind, only_heir
from keng.initiatives.queries.one import GroupView, Sort, Step, group_view
from keng.initiatives.queries.rules import Rules
from keng.initiatives.queries.streams import units_of_events, units_of_groups
from keng.initiatives.queries.table import Line, PaperTable, paper_table
from keng.initiatives.queries.tallies import Counts
from keng.initiatives.queries.using import flows_of, used_since
from keng.initiatives.queries.verification import problems
from keng.reporting.queries.flowing import Count

__all__ = [
    "Count",
    "Counts",
    "EventRow",
    "GroupView",
    "Heir",
    "Left",
    "Line",
    "PaperTable",
    "Register",
    "Row",
    "Rules",
    "Sort",
    "Step",
    "Wanted",
    "activity_photo",
    "counted_units",
    "counts_of",
    "event_photo",
    "events_for",
    "flows_of",
    "group_view",
    "left_behind",
    "only_heir",
    "paper_table",
    "problems",
    "register_for",
    "shown_events",
    "units_of_events",
    "units_of_groups",
    "used_since",
]
