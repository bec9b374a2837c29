"""What the screens, the API and the commands may ask about commendations."""

from __future__ import annotations

from keng.commendations.queries.calls import (
    Ballot,
    CallHead,
    CallView,
    SeatView,
    ballots_of,
    call_view,
    calls_of,
    years_with_calls,
)
from keng.commendations.queries.counting import Counts, used_since
from keng.commendations.queries.decisions import (
    DecidedLine,
    DecisionView,
    Earlier,
    ProposalPaper,
    decision_view,
    decisions_of,
    proposal_paper,
)
from keng.commendations.queries.listing import Candidate, QuotaView
from keng.commendations.queries.naming import (
    MOST_NAMED,
    NamedDecision,
    NamedGroup,
    decisions_named,
    groups_named,
)
from keng.commendations.queries.proposals import ProposalView, file_content, proposal_view
from keng.commendations.queries.register import Register, RegisterRow, Wanted, register_for
from keng.commendations.queries.rules import Answer, Rules, RulingView, rulings_of
from keng.commendations.queries.streams import units_of_calls, units_of_proposals
from keng.commendations.queries.verification import problems

__all__ = [
    "MOST_NAMED",
    "Answer",
    "Ballot",
    "CallHead",
    "CallView",
    "Candidate",
    "Counts",
    "DecidedLine",
    "DecisionView",
    "Earlier",
    "NamedDecision",
    "NamedGroup",
    "ProposalPaper",
    "ProposalView",
    "QuotaView",
    "Register",
    "RegisterRow",
    "Rules",
    "RulingView",
    "SeatView",
    "Wanted",
    "ballots_of",
    "call_view",
    "calls_of",
    "decision_view",
    "decisions_named",
    "decisions_of",
    "file_content",
    "groups_named",
    "problems",
    "proposal_paper",
    "proposal_view",
    "register_for",
    "rulings_of",
    "units_of_calls",
    "units_of_proposals",
    "used_since",
    "years_with_calls",
]
