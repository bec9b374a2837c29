"""Committees by their papers, members by post, meetings, conclusions; coordination and its results.

Nobody is named: a member is a post (semantics 26), which may be that of an account. Nothing is
deleted: what was entered by mistake is withdrawn with a reason, what is over has its last day.
"""

from __future__ import annotations

from keng.steering.models.committees import Committee, CommitteeAct, Oversight, Seat
from keng.steering.models.cooperations import Cooperation, Outcome, OutcomeShare, Partner, Term
from keng.steering.models.meetings import Conclusion, Meeting, Minutes, Presence
from keng.steering.models.using import RegisterUse

__all__ = [
    "Committee",
    "CommitteeAct",
    "Conclusion",
    "Cooperation",
    "Meeting",
    "Minutes",
    "Outcome",
    "OutcomeShare",
    "Oversight",
    "Partner",
    "Presence",
    "RegisterUse",
    "Seat",
    "Term",
]
