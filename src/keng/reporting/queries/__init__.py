"""Everything that may be asked of rounds, submissions and figures.

Queries that take an `actor` hold back what the actor may not see; the others are for rooms that
have asked already.
"""

from __future__ import annotations

from keng.reporting.queries.duties import duty_holders
from keng.reporting.queries.figures import (
    FigureView,
    KnownValue,
    PastValue,
    RevisionView,
    figures_of,
    history_of,
    last_values,
    previous_figures,
    same_period_figures,
    states_known_at,
    values_known_at,
)
from keng.reporting.queries.marks import (
    AdjustmentView,
    ExplanationView,
    MarkView,
    adjustments_in_use,
    adjustments_of,
    dirty_marks,
    explanations_in_force,
    has_dirty_marks,
)
from keng.reporting.queries.overview import (
    RoundTally,
    owners_of_rounds,
    return_messages,
    round_tallies,
    units_of_submissions,
    waiting_for,
)
from keng.reporting.queries.problems import problems
from keng.reporting.queries.rounds import (
    RoundStatus,
    RoundView,
    Standing,
    duties_of,
    round_status,
    round_view,
    rounds_for,
    rounds_seen_by,
    submissions_of,
)
from keng.reporting.queries.sheets import sheet_of, submission_of
from keng.reporting.queries.texts import TextView, text_history, text_slots, texts_of
from keng.reporting.queries.views import (
    CellHistory,
    CellView,
    ChangeView,
    ReturnReasonView,
    ReturnView,
    SubmissionView,
    cell_history,
    findings_of,
    submission_view,
)

__all__ = [
    "AdjustmentView",
    "CellHistory",
    "CellView",
    "ChangeView",
    "ExplanationView",
    "FigureView",
    "KnownValue",
    "MarkView",
    "PastValue",
    "ReturnReasonView",
    "ReturnView",
    "RevisionView",
    "RoundStatus",
    "RoundTally",
    "RoundView",
    "Standing",
    "SubmissionView",
    "TextView",
    "adjustments_in_use",
    "adjustments_of",
    "cell_history",
    "dirty_marks",
    "duties_of",
    "duty_holders",
    "explanations_in_force",
    "figures_of",
    "findings_of",
    "has_dirty_marks",
    "history_of",
    "last_values",
    "owners_of_rounds",
    "previous_figures",
    "problems",
    "return_messages",
    "round_status",
    "round_tallies",
    "round_view",
    "rounds_for",
    "rounds_seen_by",
    "same_period_figures",
    "sheet_of",
    "states_known_at",
    "submission_of",
    "submission_view",
    "submissions_of",
    "text_history",
    "text_slots",
    "texts_of",
    "units_of_submissions",
    "values_known_at",
    "waiting_for",
]
