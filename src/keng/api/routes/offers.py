"""Figures that a unit has given for the same period elsewhere, taken over instead of typed."""

from __future__ import annotations

from ninja import Router

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.api.inquiryshapes import OfferOut
from keng.api.routes.submissions import entered
from keng.api.wording import exact, keys_of
from keng.reporting import actions, queries
from keng.reporting.queries import submission_view

router = Router(tags=["submissions"])


@router.get("/{int:submission_id}/offers", response=list[OfferOut])
def offers(request: ApiRequest, submission_id: int) -> list[OfferOut]:
    """What can be taken over into empty cells, in the order of the form."""
    pack = queries.sheet_of(queries.submission_of(submission_id)).pack
    return [
        OfferOut(
            cell=str(one.key),
            value=exact(one.value, pack.digits_of(one.key)) or "",
            status=one.status,
            submission=one.submission_id,
            form=one.form,
            form_label=one.form_label,
            state=one.state,
            periods=[period.code for period in one.periods],
        )
        for one in queries.offers_for(submission_id, request.auth, on=request.on)
    ]


@router.post("/{int:submission_id}/take-over", response=shapes.EnteredOut)
def take_over(
    request: ApiRequest, submission_id: int, asked: shapes.CellsBody
) -> shapes.EnteredOut:
    """Fill empty cells with what stands in the other forms, each with its source."""
    view = submission_view(submission_id, request.auth, on=request.on)
    outcome = actions.take_over(
        submission_id, keys_of(asked.cells), actor=request.auth, at=request.at
    )
    return entered(outcome, view)
