"""A whole sheet of claims taken in at once: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from keng.criteria.actions.assessing import ClaimInput, FactInput, claim, type_facts
from keng.criteria.models import Claim
from keng.kernel.actors import Actor


@transaction.atomic
def claim_all(
    assessment_id: int,
    said: Mapping[str, tuple[ClaimInput, int]],
    facts: FactInput,
    *,
    actor: Actor,
    at: datetime,
) -> list[Claim]:
    """Say what a filled sheet says: by criterion the claim and the revision that the sheet saw.

    Each changed claim and the facts have their journal line, as when they are typed one by one.
    Raises what `claim` and `type_facts` raise; nothing of the sheet is saved then.
    """
    if facts.values:
        type_facts(assessment_id, facts, actor=actor, at=at)
    return [
        claim(assessment_id, code, one, expected_revision=seen, actor=actor, at=at)
        for code, (one, seen) in said.items()
    ]
