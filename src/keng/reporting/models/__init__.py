"""What the room keeps: rounds, submissions, figures with their history, and what is said of them.

Nothing here is ever deleted except `DirtyMark`, a queue. Reasons, notes and texts are free text
and stay in these tables; the journal holds only ids, codes, numbers and digests (semantics 30).
A value is an integer in the indicator's smallest unit, None is "not known", never 0.
"""

from __future__ import annotations

from keng.reporting.models._base import Basis, FigureState, Origin, Spanned
from keng.reporting.models.figures import (
    AcceptedWarning,
    Adjustment,
    DerivedPosting,
    DirtyMark,
    Figure,
    FigureRevision,
    NothingOccurred,
    StatedComparison,
)
from keng.reporting.models.reviewing import (
    FollowUp,
    FollowUpReply,
    Look,
    ReasonTemplate,
    Return,
    ReturnReason,
)
from keng.reporting.models.submissions import (
    COUNT_FIELDS,
    DutyPassing,
    Extension,
    Mutation,
    Round,
    StateChange,
    Submission,
)
from keng.reporting.models.texts import Photo, TextBlock, TextRevision

__all__ = [
    "COUNT_FIELDS",
    "AcceptedWarning",
    "Adjustment",
    "Basis",
    "DerivedPosting",
    "DirtyMark",
    "DutyPassing",
    "Extension",
    "Figure",
    "FigureRevision",
    "FigureState",
    "FollowUp",
    "FollowUpReply",
    "Look",
    "Mutation",
    "NothingOccurred",
    "Origin",
    "Photo",
    "ReasonTemplate",
    "Return",
    "ReturnReason",
    "Round",
    "Spanned",
    "StateChange",
    "StatedComparison",
    "Submission",
    "TextBlock",
    "TextRevision",
]
