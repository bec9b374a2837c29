"""The journal lines of the room: references and statements about the rows, never a name or text."""

from __future__ import annotations

from typing import Final

from keng.commendations.models import Call, Proposal
from keng.journal.subjects import Telling, UnitTelling

CALL_STREAM: Final = "commending:"
PROPOSAL_STREAM: Final = "commendation:"
UNIT_STREAM: Final = "commending_rules:"

of_call = Telling[Call](CALL_STREAM, "commendations", lambda call: call.unit_id)
of_proposal = Telling[Proposal](PROPOSAL_STREAM, "commendations", lambda one: one.proposer_id)
of_unit = UnitTelling(UNIT_STREAM, "commendations")
"""What a unit has settled about commendations."""
