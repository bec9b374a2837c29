"""What committees and programmes of coordination are called, for searching: one query each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keng.kernel.actors import Actor
from keng.steering.models import Committee, Cooperation
from keng.steering.queries.reach import readable_committees, readable_cooperations


@dataclass(frozen=True)
class Named:
    """One committee or programme by its name, with its unit; `is_past` where it is over."""

    id: int
    unit_id: int
    name: str
    is_past: bool


def named_committees(actor: Actor, *, on: date) -> list[Named]:
    """All committees that the actor may read, newest first."""
    rows = Committee.objects.filter(readable_committees(actor, on=on)).order_by("-pk")
    return [
        Named(pk, unit_id, name, until is not None and until <= on)
        for pk, unit_id, name, until in rows.values_list("pk", "unit_id", "name", "until")
    ]


def named_cooperations(actor: Actor, *, on: date) -> list[Named]:
    """All programmes of coordination that the actor may read, newest first."""
    rows = Cooperation.objects.filter(readable_cooperations(actor, on=on)).order_by("-pk")
    return [
        Named(pk, unit_id, title, stopped is not None and stopped <= on)
        for pk, unit_id, title, stopped in rows.values_list("pk", "unit_id", "title", "stopped_on")
    ]
