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
)
from keng.reporting.actions.marks import clear_marks
from keng.reporting.actions.passing import (
    accept,
    answer_return,
    lock,
    refresh_findings,
    reopen,
    return_for_correction,
    submit,
)
from keng.reporting.actions.rounds import (
    close_round,
    ensure_submission,
    extend_round,
    open_round,
    pass_duties,
    reopen_round,
)
from keng.reporting.actions.writing import write_text
from keng.reporting.cells import CellInput
from keng.reporting.refusals import (
    BlockingFindings,
    CellProblem,
    RejectedCells,
    UnansweredReturn,
)

__all__ = [
    "BlockingFindings",
    "CellConflict",
    "CellInput",
    "CellProblem",
    "DerivedFigure",
    "EntryOutcome",
    "RejectedCells",
    "UnansweredReturn",
    "accept",
    "accept_warning",
    "adjust",
    "answer_adjustment",
    "answer_return",
    "carry_stocks",
    "clear_marks",
    "close_round",
    "declare_nothing",
    "ensure_submission",
    "enter",
    "extend_due",
    "extend_round",
    "lock",
    "open_round",
    "pass_duties",
    "post_derived",
    "record_reported_total",
    "record_same_period",
    "refresh_findings",
    "reopen",
    "reopen_round",
    "return_for_correction",
    "submit",
    "withdraw_adjustment",
    "write_text",
]
