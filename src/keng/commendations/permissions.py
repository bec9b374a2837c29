"""Who proposes, who runs a call, who sits on its council, and who may look at what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from keng.commendations.models import Call, Proposal
from keng.criteria.permissions import require_for_unit
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed
from keng.kernel.moments import local_day
from keng.orgunits.queries import ancestors, unit_view


def require_proposer(actor: Actor, unit_id: int, *, at: datetime) -> None:
    """That the actor proposes for the unit: works there, or at the unit that manages it."""
    require_for_unit(actor, "enter", unit_id, at=at)


def refuse_outside(call: Call, unit_id: int, *, on: date) -> None:
    """BadInput unless the unit is the one of the call or lies below it."""
    if unit_id != call.unit_id and call.unit_id not in ancestors(unit_id, on=on):
        inside = unit_view(call.unit_id, on=on).full_name
        raise BadInput(
            f"Đơn vị phải thuộc {inside}, nơi mở đợt xét này.",
            message_en=f"The unit must be {inside}, whose call this is, or lie below it.",
            code="outside_call",
        )


def sits(actor: Actor, call: Call) -> bool:
    """Whether the account has a seat on the council today."""
    if actor.account_id is None:
        return False
    seats = call.seats.filter(ended_at__isnull=True, member_account=actor.account_id)
    return bool(seats.exists())


def sees_whole(actor: Actor, call: Call, *, at: datetime) -> bool:
    """Whether the actor sees every proposal: at the unit of the call, above it, on its council."""
    return actor.may("view", unit_id=call.unit_id, on=local_day(at)) or sits(actor, call)


def reachable(actor: Actor, *, on: date) -> tuple[frozenset[int] | None, frozenset[int]]:
    """The units that the actor may view (None: all), and those above them."""
    reach = actor.reach("view", on=on)
    if reach is None:
        return None, frozenset()
    return reach, frozenset(above for unit in reach for above in ancestors(unit, on=on))


def require_call(actor: Actor, call: Call, *, at: datetime) -> None:
    """That the actor may know of the call: sees it whole, or works below, where one proposes."""
    if sees_whole(actor, call, at=at):
        return
    reach, above = reachable(actor, on=local_day(at))
    if reach is not None and call.unit_id not in above:
        actor.require("view", unit_id=call.unit_id, on=local_day(at))


def may_see(actor: Actor, proposal: Proposal, *, at: datetime) -> bool:
    """Whether the actor may open the proposal: its call, its proposer, its home."""
    on = local_day(at)
    units = {proposal.proposer_id, proposal.home_id, proposal.call.unit_id}
    return any(actor.may("view", unit_id=one, on=on) for one in units) or sits(actor, proposal.call)


def require_sight(actor: Actor, proposal: Proposal, *, at: datetime) -> None:
    """Raise NotAllowed unless `may_see` holds."""
    if not may_see(actor, proposal, at=at):
        actor.require("view", unit_id=proposal.proposer_id, on=local_day(at))
        raise NotAllowed("Không được xem đề nghị này.", message_en="Not to be seen by you.")


def seen_among(actor: Actor, proposals: Iterable[Proposal], *, at: datetime) -> list[Proposal]:
    """Those of one call or of many that the actor may open; the reach is asked once."""
    reach, _above = reachable(actor, on=local_day(at))
    seats: dict[int, bool] = {}
    found = []
    for one in proposals:
        units = {one.proposer_id, one.home_id, one.call.unit_id}
        if reach is None or units & reach:
            found.append(one)
            continue
        if one.call_id not in seats:
            seats[one.call_id] = sits(actor, one.call)
        if seats[one.call_id]:
            found.append(one)
    return found
