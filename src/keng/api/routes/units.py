"""Units: find, show, list."""

from __future__ import annotations

from datetime import date

from ninja import P, QueryEx, Router

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.api.pastwording import stretch_out
from keng.api.wording import step_out, unit_out
from keng.orgunits import queries

router = Router(tags=["units"])
_MOST = 100


@router.get("", response=list[shapes.UnitOut])
def find(
    request: ApiRequest,
    q: str,
    on: date | None = None,
    limit: QueryEx[int, P(ge=1, le=_MOST)] = 20,
) -> list[shapes.UnitOut]:
    """Units whose name contains the text, without diacritics; best first."""
    day = on or request.on
    return [unit_out(unit, on=day) for unit in queries.find(q, on=day, limit=limit)]


@router.get("/show", response=shapes.UnitDetailOut)
def show(
    request: ApiRequest,
    unit: QueryEx[str, P(description="key, or name path: xã Quang Khải, huyện Tứ Kỳ")],
    on: date | None = None,
) -> shapes.UnitDetailOut:
    """One unit with those above and below it and with what it came from and became."""
    day = on or request.on
    found = queries.unit_named(unit, on=day)
    above = queries.ancestors(found.id, on=day)
    return shapes.UnitDetailOut(
        unit=unit_out(found, on=day),
        above=[unit_out(queries.unit_view(one, on=day), on=day) for one in above],
        children=[unit_out(one, on=day) for one in queries.children(found.id, on=day)],
        predecessors=[step_out(step) for step in queries.predecessors(found.id)],
        successors=[step_out(step) for step in queries.successors(found.id)],
    )


@router.get("/history", response=shapes.UnitHistoryOut)
def history(
    request: ApiRequest,
    unit: QueryEx[str, P(description="key, or name path of the day")],
    on: date | None = None,
) -> shapes.UnitHistoryOut:
    """What a unit was called, under whom it stood and who managed it by act, oldest first."""
    found = queries.unit_named(unit, on=on or request.on)
    return shapes.UnitHistoryOut(
        names=[stretch_out(one) for one in queries.names_of(found.id)],
        parents=[stretch_out(one) for one in queries.parents_of(found.id)],
        managers=[stretch_out(one) for one in queries.managers_of(found.id)],
    )
