"""The journal, for auditors: who did what, as references and digests."""

from __future__ import annotations

from datetime import date

from ninja import P, QueryEx, Router

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.journal.queries import entries_of
from keng.orgunits.queries import unit_named
from keng.reporting.queries import round_view
from keng.reporting.queries.journalled import as_told
from keng.reporting.queries.sheets import submission_of

router = Router(tags=["journal"])
_PAGE = 200
_LARGEST_PAGE = 1000


@router.get("/submissions/{int:submission_id}", response=list[shapes.EntryOut])
def submission(
    request: ApiRequest,
    submission_id: int,
    after: int = 0,
    limit: QueryEx[int, P(ge=1, le=_LARGEST_PAGE)] = _PAGE,
) -> list[shapes.EntryOut]:
    """What was done to a submission, oldest first, from the entry after `after` on.

    Far from the unit of a form with small totals of people, what is no step from hand to hand is
    told as `reporting.worked`, without facts.
    """
    unit_id = submission_of(submission_id).unit_id
    request.auth.require("audit", unit_id=unit_id, on=request.on)
    return _entries(request, f"submission:{submission_id}", after, limit)


@router.get("/rounds/{int:round_id}", response=list[shapes.EntryOut])
def of_round(
    request: ApiRequest,
    round_id: int,
    after: int = 0,
    limit: QueryEx[int, P(ge=1, le=_LARGEST_PAGE)] = _PAGE,
) -> list[shapes.EntryOut]:
    """What was done to a round."""
    owner = round_view(round_id).owner_unit_id
    request.auth.require("audit", unit_id=owner, on=request.on)
    return _entries(request, f"round:{round_id}", after, limit)


@router.get("/units/{key}", response=list[shapes.EntryOut])
def unit(
    request: ApiRequest,
    key: str,
    after: int = 0,
    limit: QueryEx[int, P(ge=1, le=_LARGEST_PAGE)] = _PAGE,
) -> list[shapes.EntryOut]:
    """What was done to a unit."""
    on: date = request.on
    found = unit_named(key, on=on)
    request.auth.require("audit", unit_id=found.id, on=on)
    return _entries(request, f"unit:{found.key}", after, limit)


def _entries(request: ApiRequest, stream: str, after: int, limit: int) -> list[shapes.EntryOut]:
    entries = list(entries_of(stream).filter(n__gt=after)[:limit])
    return [
        shapes.EntryOut(
            n=entry.n,
            at=entry.at,
            account=entry.account_id,
            verb=entry.verb,
            facts=entry.facts,
            previous=entry.previous,
            hash=entry.hash,
        )
        for entry in as_told(entries, request.auth, on=request.on)
    ]
