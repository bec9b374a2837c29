"""Long reports and tables of many units: put into the queue."""

from __future__ import annotations

from datetime import datetime

from keng.jobs import actions
from keng.jobs.actions import NewStep
from keng.jobs.models import Job
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.orgunits.queries import children, unit_view
from keng.publishing.report import outline_named
from keng.publishing.tasks import PROOFREAD, REPORT, TABLES


def write_report(unit_id: int, period: Period, outline: str, *, actor: Actor, at: datetime) -> Job:
    """Ask for a report as a Word file.

    Raises NotAllowed without "view" of the unit and NotFound for an unknown outline.
    """
    on = local_day(at)
    actor.require("view", unit_id=unit_id, on=on)
    unit = unit_view(unit_id, on=min(period.last, on))
    chosen = outline_named(outline)
    return actions.ask(
        REPORT,
        [NewStep(str(unit_id), unit.full_name)],
        unit_id=unit_id,
        actor=actor,
        at=at,
        arguments={"period": period.code, "outline": chosen.code, "key": unit.key},
    )


def write_tables(unit_id: int, period: Period, *, compare: bool, actor: Actor, at: datetime) -> Job:
    """Ask for the consolidated tables of a unit and of each unit right under it.

    Raises NotAllowed without "view" of the unit.
    """
    on = local_day(at)
    actor.require("view", unit_id=unit_id, on=on)
    day = min(period.last, on)
    unit = unit_view(unit_id, on=day)
    units = [unit, *children(unit_id, on=day)]
    return actions.ask(
        TABLES,
        [NewStep(str(one.id), one.full_name) for one in units],
        unit_id=unit_id,
        actor=actor,
        at=at,
        arguments={
            "period": period.code,
            "compare": compare,
            "file": f"tong-hop-{unit.key}-{period.code}".replace("/", "_"),
        },
    )


def proofread(content: bytes, name: str, *, language: str, actor: Actor, at: datetime) -> Job:
    """Ask for a file to be proofread that takes longer than a person waits.

    `language` is that of the comments in the Word file ("vi", "en"). Whoever is signed in may: the
    file and what comes of it belong to the account alone.
    """
    step = NewStep("", name, content)
    told = {"language": language}
    return actions.ask(PROOFREAD, [step], unit_id=None, actor=actor, at=at, arguments=told)
