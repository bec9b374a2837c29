"""Everything that changes rounds, submissions and figures: one door for screens, imports and API.

Each action takes the lock on its submission or round, asks for the grant, changes state and
journal in one transaction, and on a refusal leaves everything as it was.
"""

from __future__ import annotations

from keng.reporting.actions.adjusting import adjust, answer_adjustment, withdraw_adjustment
from keng.reporting.actions.deriving import DerivedFigure, post_derived
from keng.reporting.actions.entering import CellConflict, EntryOutcome, enter
from keng.reporting.actions.explaining import accept_warning, extend_due
from keng.reporting.actions.filling import (
    carry_stocks,
    declare_nothing,
    record_reported_total,
    record_same_period,
    take_over,
)
from keng.reporting.actions.flowing import Flowing
from keng.reporting.actions.following_up import Assignee, answer_follow_up, open_follow_up
from keng.reporting.actions.marks import clear_marks
from keng.reporting.actions.opening import WantedRound, open_rounds
from keng.reporting.actions.passing import (
    accept,
    answer_return,
    lock,
    refresh_findings,
    reopen,
    return_for_correction,
    submit,
)
from keng.reporting.actions.photographing import add_photo, remove_photo, restore_photo
from keng.reporting.actions.requesting import change_made_form, open_made_round
from keng.reporting.actions.reviewing import (
    Outcome,
    accept_many,
    drop_reason,
    keep_reason,
    look,
    reopen_many,
)
from keng.reporting.actions.rounds import (
    close_round,
    ensure_submission,
    extend_round,
    open_round,
    pass_duties,
    reopen_round,
)
from keng.reporting.actions.sending import enter_once
from keng.reporting.actions.writing import write_text
from keng.reporting.cells import CellInput
from keng.reporting.refusals import (
    BlockingFindings,
    CellProblem,
    RejectedCells,
    UnansweredReturn,
)

__all__ = [
    "Assignee",
    "BlockingFindings",
    "CellConflict",
    "CellInput",
    "CellProblem",
    "DerivedFigure",
    "EntryOutcome",
    "Flowing",
    "Outcome",
    "RejectedCells",
    "UnansweredReturn",
    "WantedRound",
    "accept",
    "accept_many",
    "accept_warning",
    "add_photo",
    "adjust",
    "answer_adjustment",
    "answer_follow_up",
    "answer_return",
    "carry_stocks",
    "change_made_form",
    "clear_marks",
    "close_round",
    "declare_nothing",
    "drop_reason",
    "ensure_submission",
    "enter",
    "enter_once",
    "extend_due",
    "extend_round",
    "keep_reason",
    "lock",
    "look",
    "open_follow_up",
    "open_made_round",
    "open_round",
    "open_rounds",
    "pass_duties",
    "post_derived",
    "record_reported_total",
    "record_same_period",
    "refresh_findings",
    "remove_photo",
    "reopen",
    "reopen_many",
    "reopen_round",
    "restore_photo",
    "return_for_correction",
    "submit",
    "take_over",
    "withdraw_adjustment",
    "write_text",
]
