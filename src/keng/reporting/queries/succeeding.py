"""What units still owe, and to whom it passes where a unit ends: asked before the act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from keng.kernel.periods import Period
from keng.orgunits.queries import successors
from keng.reporting.lifecycle import OWING, State
from keng.reporting.models import Submission
from keng.reporting.queries.duties import duty_holders


@dataclass(frozen=True)
class OwedView:
    """A submission that its unit has not handed in, or has to hand in again."""

    submission_id: int
    round_id: int | None
    unit_id: int
    form: str
    period: Period
    state: State
    due_on: date | None


@dataclass(frozen=True)
class Heirs:
    """Who answers for what a unit owes once it has ended.

    `spans`: the day lies inside the period, so the value belongs to the successors, each of which
    gets a form of its own; else the form stays as it is and `units` fill it. Empty `units`: nobody
    below answers, the level above sees to it.
    """

    units: tuple[int, ...]
    spans: bool


def owed_by(unit_ids: Collection[int]) -> list[OwedView]:
    """What the units still owe in open rounds, earliest due day first; one query."""
    rows = Submission.objects.filter(
        unit_id__in=unit_ids, state__in=OWING, duty_passed_to__isnull=True
    ).exclude(round__closed_at__isnull=False)
    return [
        OwedView(
            submission_id=row.pk,
            round_id=row.round_id,
            unit_id=row.unit_id,
            form=row.form,
            period=row.period,
            state=State(row.state),
            due_on=row.return_due_on or row.due_on,
        )
        for row in rows.order_by("due_on", "unit_id", "pk")
    ]


def heirs_of(owed: OwedView, *, on: date) -> Heirs:
    """Who answers for it when its unit has ended on the day `on` (semantics 14, 18)."""
    if owed.period.last >= on:
        taking = [link.successor.id for link in successors(owed.unit_id) if link.on <= on]
        return Heirs(tuple(taking), spans=True)
    return Heirs(duty_holders(owed.unit_id, on=on), spans=False)
