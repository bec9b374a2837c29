"""Which units let their figures come from a register, and into which of their forms they flow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from keng.initiatives.models import RegisterUse
from keng.initiatives.queries.counting import counts_of
from keng.kernel.actors import Actor
from keng.kernel.periods import Period
from keng.reporting.queries.flowing import CountInPeriod, CountOf, Flow, by_indicator, flows


def used_since(unit_id: int) -> dict[str, int]:
    """From which year on the unit uses each register; those that it does not use are left out."""
    rows = RegisterUse.objects.filter(unit_id=unit_id)
    return dict(rows.values_list("register", "since_year"))


def counting(unit_id: int, register: str, *, on: date) -> CountInPeriod:
    """How a register of the unit counts for a period, as known on the day, and what it lacks."""

    def counted(period: Period) -> tuple[CountOf, Mapping[str, int]]:
        counts = counts_of(unit_id, register, period, on=on)
        return by_indicator(counts.values), counts.gaps

    return counted


def flows_of(actor: Actor, unit_id: int, register: str, *, year: int, on: date) -> list[Flow]:
    """What the register would write into each open form from the year on, beside what stands.

    Raises NotAllowed for who may not see the unit.
    """
    actor.require("view", unit_id=unit_id, on=on)
    return flows(unit_id, register, year, counting(unit_id, register, on=on))
