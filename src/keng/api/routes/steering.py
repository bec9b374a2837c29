"""Steering committees, meetings and programmes of coordination, to be read."""

from __future__ import annotations

from ninja import P, QueryEx, Router

from keng.api import steeringshapes as shapes
from keng.api.authentication import ApiRequest
from keng.api.steeringwording import (
    committee_detail_out,
    committee_out,
    cooperation_detail_out,
    cooperation_out,
    meeting_out,
)
from keng.orgunits.queries import unit_named
from keng.steering import queries

committees = Router(tags=["steering"])
meetings = Router(tags=["steering"])
cooperations = Router(tags=["steering"])
_PAGE = 100


@committees.get("", response=list[shapes.CommitteeOut])
def list_committees(
    request: ApiRequest,
    unit: QueryEx[str | None, P(description="key or name path; else all that may be read")] = None,
    page: QueryEx[int, P(ge=1, description="100 a page")] = 1,
) -> list[shapes.CommitteeOut]:
    """The committees that one may read, with the units that nobody oversees."""
    unit_id = unit_named(unit, on=request.on).id if unit else None
    found = queries.committees_for(request.auth, on=request.on, unit_id=unit_id)
    return [committee_out(one) for one in found[(page - 1) * _PAGE : page * _PAGE]]


@committees.get("/{int:committee_id}", response=shapes.CommitteeDetailOut)
def show_committee(
    request: ApiRequest,
    committee_id: int,
    year: QueryEx[int | None, P(ge=1990, le=2100, description="of its meetings")] = None,
) -> shapes.CommitteeDetailOut:
    """One committee: papers, members by post, who oversees what, meetings of a year."""
    view = queries.committee_view(committee_id, request.auth, on=request.on, year=year)
    return committee_detail_out(view)


@meetings.get("/{int:meeting_id}", response=shapes.MeetingOut)
def show_meeting(request: ApiRequest, meeting_id: int) -> shapes.MeetingOut:
    """One meeting: minutes, posts present, conclusions and how their tasks stand."""
    return meeting_out(queries.meeting_view(meeting_id, request.auth, on=request.on))


@cooperations.get("", response=list[shapes.CooperationOut])
def list_cooperations(
    request: ApiRequest,
    unit: QueryEx[str | None, P(description="key or name path; else all that may be read")] = None,
    page: QueryEx[int, P(ge=1, description="100 a page")] = 1,
) -> list[shapes.CooperationOut]:
    """The programmes of coordination that one may read."""
    unit_id = unit_named(unit, on=request.on).id if unit else None
    found = queries.cooperations_for(request.auth, on=request.on, unit_id=unit_id)
    return [cooperation_out(one) for one in found[(page - 1) * _PAGE : page * _PAGE]]


@cooperations.get("/{int:cooperation_id}", response=shapes.CooperationDetailOut)
def show_cooperation(
    request: ApiRequest,
    cooperation_id: int,
    year: QueryEx[int | None, P(ge=1990, le=2100, description="of meetings and results")] = None,
) -> shapes.CooperationDetailOut:
    """One programme: partners, turns, meetings, and results counted once, by partner."""
    view = queries.cooperation_view(cooperation_id, request.auth, on=request.on, year=year)
    return cooperation_detail_out(view)
