"""What the room keeps; rows are never deleted. One module for each stage of the year."""

from __future__ import annotations

from keng.criteria.models.assessments import (
    Assessment,
    Claim,
    ClaimRevision,
    Passing,
    Question,
    TypedFact,
    Visit,
)
from keng.criteria.models.councils import AgreedMark, Aside, Mark, Member, Opening
from keng.criteria.models.decisions import Appeal, Decision, DecisionLine, PastResult
from keng.criteria.models.evidence import Evidence, Reading, ReadingSource
from keng.criteria.models.runs import Delegation, LocalVersion, Pledge, Run

STATED = (
    Run,
    Delegation,
    LocalVersion,
    Pledge,
    Assessment,
    Claim,
    ClaimRevision,
    TypedFact,
    Passing,
    Question,
    Visit,
    Evidence,
    Reading,
    ReadingSource,
    Member,
    Mark,
    Opening,
    Aside,
    AgreedMark,
    Decision,
    DecisionLine,
    Appeal,
    PastResult,
)
"""Every table of facts, for `keng verify`."""

__all__ = [
    "STATED",
    "AgreedMark",
    "Appeal",
    "Aside",
    "Assessment",
    "Claim",
    "ClaimRevision",
    "Decision",
    "DecisionLine",
    "Delegation",
    "Evidence",
    "LocalVersion",
    "Mark",
    "Member",
    "Opening",
    "Passing",
    "PastResult",
    "Pledge",
    "Question",
    "Reading",
    "ReadingSource",
    "Run",
    "TypedFact",
    "Visit",
]
