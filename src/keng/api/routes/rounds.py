"""Rounds: who was asked for what, who owes, who is late."""

from __future__ import annotations

from ninja import Router

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.api.wording import round_out, standing_out
from keng.orgunits.queries import unit_named
from keng.packs.installed import period_named
from keng.reporting import actions, queries

router = Router(tags=["rounds"])
duties = Router(tags=["rounds"])


@router.get("", response=list[shapes.RoundOut])
def seen(request: ApiRequest) -> list[shapes.RoundOut]:
    """The rounds in which units of the caller ask or are asked, latest period first."""
    return [round_out(one) for one in queries.rounds_seen_by(request.auth, on=request.on)]


@router.post("", response=shapes.RoundOut)
def open_round(request: ApiRequest, asked: shapes.RoundBody) -> shapes.RoundOut:
    """Open a round for every unit that the owner manages."""
    period = period_named(asked.period)
    owner = unit_named(asked.owner, on=period.last)
    made = actions.open_round(
        asked.form,
        period,
        owner_unit_id=owner.id,
        due_on=asked.due_on,
        cutoff_on=asked.cutoff_on,
        actor=request.auth,
        at=request.at,
    )
    return round_out(queries.round_view(made.pk))


@router.get("/{int:round_id}", response=shapes.RoundStatusOut)
def status(request: ApiRequest, round_id: int) -> shapes.RoundStatusOut:
    """A round with how far each unit has come that the caller sees."""
    on = request.on
    found = queries.round_status(round_id, on=on, actor=request.auth)
    return shapes.RoundStatusOut(
        round=round_out(found.round), units=[standing_out(one, on=on) for one in found.units]
    )


@router.post("/{int:round_id}/extend", response=shapes.RoundOut)
def extend(request: ApiRequest, round_id: int, asked: shapes.ExtendBody) -> shapes.RoundOut:
    """Give the units that still owe it a later due day."""
    actions.extend_round(round_id, asked.due_on, asked.reason, actor=request.auth, at=request.at)
    return round_out(queries.round_view(round_id))


@router.post("/{int:round_id}/close", response=shapes.RoundOut)
def close(request: ApiRequest, round_id: int, asked: shapes.ReasonBody) -> shapes.RoundOut:
    """Close a round: nothing more is entered or handed in for it."""
    actions.close_round(round_id, asked.reason, actor=request.auth, at=request.at)
    return round_out(queries.round_view(round_id))


@router.post("/{int:round_id}/reopen", response=shapes.RoundOut)
def reopen(request: ApiRequest, round_id: int) -> shapes.RoundOut:
    """Open a closed round again."""
    actions.reopen_round(round_id, actor=request.auth, at=request.at)
    return round_out(queries.round_view(round_id))


@router.post("/{int:round_id}/pass-duties", response=list[shapes.PassedOut])
def pass_duties(request: ApiRequest, round_id: int) -> list[shapes.PassedOut]:
    """Hand the duties of units dissolved inside the period to their successors; what passed now."""
    made = actions.pass_duties(round_id, actor=request.auth, at=request.at)
    return [shapes.PassedOut(source=one.source_id, target=one.target_id) for one in made]


@duties.get("", response=list[shapes.StandingOut])
def owed(request: ApiRequest) -> list[shapes.StandingOut]:
    """Everything that the caller's units still have to hand in, earliest due day first."""
    on = request.on
    return [standing_out(one, on=on) for one in queries.duties_of(request.auth, on=on)]
