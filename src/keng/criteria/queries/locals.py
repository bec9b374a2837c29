"""What provinces laid over the sets, and who would move under a draft of a set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from keng.criteria.models import LocalVersion, Run
from keng.criteria.queries.moving import movers_under
from keng.criteria.queries.runs import run_of
from keng.criteria.queries.shapes import Mover
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.packs.judging.rulebook import made_ready
from keng.packs.schema import Pack


@dataclass(frozen=True)
class LocalView:
    """One version of what a province laid over a set; `adopted` counts the runs that took it."""

    n: int
    since: date
    basis: str
    overlay: Mapping[str, Any]
    running: str
    adopted: int
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class Trial:
    """Who would move under a draft of a set; `units` so many were judged, in `runs` runs."""

    year: int
    runs: int
    units: int
    movers: tuple[Mover, ...]


def local_versions(
    unit_id: int, set_code: str, *, actor: Actor, at: datetime
) -> tuple[LocalView, ...]:
    """All versions of a unit for a set, the newest first."""
    actor.require("view", unit_id=unit_id, on=local_day(at))
    rows = LocalVersion.objects.filter(unit_id=unit_id, set_code=set_code).order_by("-n")
    return tuple(
        LocalView(
            row.n,
            row.since,
            row.basis,
            row.overlay,
            row.running,
            len(row.adopted_by),
            row.at,
            row.account_id,
        )
        for row in rows
    )


def trial_of(pack: Pack, set_code: str, year: int, *, actor: Actor, at: datetime) -> Trial:
    """Who of the runs of a year that the actor may see would move under `pack`'s set.

    Judges by the figures and claims of now, so that runs of last year tell what was. Nothing is
    saved. RuleError where a rule names nothing.
    """
    other = made_ready(pack.set_of(set_code), pack)
    seen = [
        run
        for run in Run.objects.filter(set_code=set_code, year=year).order_by("pk")
        if actor.may("view", unit_id=run.unit_id, on=local_day(at))
    ]
    movers = [one for run in seen for one in movers_under(run, other, at=at)]
    units = sum(run.assessments.exclude(state="withdrawn").count() for run in seen)
    return Trial(year, len(seen), units, tuple(movers))


def what_if_set(run_id: int, pack: Pack, *, actor: Actor, at: datetime) -> Trial:
    """The same of one run: who on the list in hand would move under a draft of its set."""
    run = run_of(run_id, actor=actor, at=at)
    other = made_ready(pack.set_of(run.set_code), pack)
    units = run.assessments.exclude(state="withdrawn").count()
    return Trial(run.year, 1, units, movers_under(run, other, at=at))
