"""The runs and decisions that somebody may see, for lists over all years; fixed numbers of queries.

Who may see a run: who views the unit that decides it or to which it was handed, and who sits on its
council (`runs.run_of` says the same of one run).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from keng.criteria.models import Decision, DecisionLine, Delegation, Member, Run
from keng.kernel.actors import Actor

MOST_DECISIONS: Final = 2_000
"""The newest decisions are looked through so far; who gets as many tells that there are others."""


@dataclass(frozen=True)
class RunSeen:
    """A run and the unit that decides it today."""

    id: int
    set_code: str
    year: int
    decider_id: int


@dataclass(frozen=True)
class DecisionSeen:
    """A decision by its number; `stands` is False once nothing of it does."""

    id: int
    line: str
    on: date
    set_code: str
    year: int
    decider_id: int
    stands: bool


def runs_seen_by(actor: Actor, *, on: date) -> list[RunSeen]:
    """The runs that the actor may see, the latest year first; one query and the actor's reach."""
    handed = Delegation.objects.filter(run=OuterRef("pk"), ended_on__isnull=True)
    rows = _seen(actor, on).annotate(handed_to=Subquery(handed.values("unit_id")[:1]))
    found = rows.order_by("-year", "set_code", "unit_id").values_list(
        "pk", "set_code", "year", "unit_id", "handed_to"
    )
    return [RunSeen(pk, code, year, handed or unit_id) for pk, code, year, unit_id, handed in found]


def decisions_seen_by(actor: Actor, *, on: date) -> list[DecisionSeen]:
    """The newest decisions of the runs that the actor may see, at most MOST_DECISIONS."""
    lines = DecisionLine.objects.filter(decision=OuterRef("pk"), stands=True)
    rows = (
        Decision.objects.filter(run__in=_seen(actor, on).values("pk"))
        .annotate(holds=Exists(lines))
        .order_by("-on", "-pk")
        .values_list(
            *("pk", "number", "symbol", "on", "run__set_code", "run__year", "decider_id", "holds")
        )
    )
    return [
        DecisionSeen(pk, f"{number or '…'}/{symbol}", day, code, year, decider, holds)
        for pk, number, symbol, day, code, year, decider, holds in rows[:MOST_DECISIONS]
    ]


def _seen(actor: Actor, on: date) -> QuerySet[Run]:
    reach = actor.reach("view", on=on)
    if reach is None:
        return Run.objects.all()
    handed = Delegation.objects.filter(run=OuterRef("pk"), ended_on__isnull=True, unit_id__in=reach)
    sitting = Member.objects.filter(
        run=OuterRef("pk"), ended_at__isnull=True, member_account=actor.account_id
    )
    mine = Q(unit_id__in=reach) | Q(Exists(handed))
    return Run.objects.filter(mine | Q(Exists(sitting)) if actor.account_id else mine)
