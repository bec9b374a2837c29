"""To which unit the streams of the journal belong that are about commendations."""

from __future__ import annotations

from keng.commendations.models import Call, Proposal


def units_of_calls(call_ids: set[int]) -> dict[int, int]:
    """The unit of each call."""
    return dict(Call.objects.filter(pk__in=call_ids).values_list("pk", "unit_id"))


def units_of_proposals(proposal_ids: set[int]) -> dict[int, int]:
    """The unit that proposed each."""
    return dict(Proposal.objects.filter(pk__in=proposal_ids).values_list("pk", "proposer_id"))
