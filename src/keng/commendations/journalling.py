"""The journal lines of the room: references and statements about the rows, never a name or text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.db.models import Model

from keng.commendations.models import Call, Proposal
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor

CALL_STREAM: Final = "commending:"
PROPOSAL_STREAM: Final = "commendation:"
UNIT_STREAM: Final = "commending_rules:"


def of_call(
    call: Call,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[Model] = (),
) -> None:
    """Add an act to the stream of a call; `rows` are the rows that it wrote beside the call's."""
    told = {**facts, "unit": call.unit_id, ROWS: stated(call, *rows)}
    record(f"{CALL_STREAM}{call.pk}", f"commendations.{verb}", actor=actor, at=at, facts=told)


def of_proposal(
    proposal: Proposal,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[Model] = (),
) -> None:
    """Add an act to the stream of a proposal, with the rows that it wrote beside the proposal's."""
    told = {**facts, "unit": proposal.proposer_id, ROWS: stated(proposal, *rows)}
    stream = f"{PROPOSAL_STREAM}{proposal.pk}"
    record(stream, f"commendations.{verb}", actor=actor, at=at, facts=told)


def of_unit(
    unit_id: int,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[Model] = (),
) -> None:
    """Add an act to the stream of what a unit has settled about commendations."""
    told = {**facts, ROWS: stated(*rows)}
    record(f"{UNIT_STREAM}{unit_id}", f"commendations.{verb}", actor=actor, at=at, facts=told)
