"""Reminding units that a run of recognition waits for: to register, to assess, to answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from keng.criteria.queries import board, run_of
from keng.criteria.queries.shapes import Board, BoardRow
from keng.criteria.states import State
from keng.journal.actions import record
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day
from keng.notices.actions.chasing import Reached
from keng.notices.actions.making import make
from keng.notices.drafts import Draft
from keng.notices.recipients import People
from keng.notices.vocabulary import Kind

WAITED_FOR = frozenset({"not_registered", State.DRAFT.value, State.RETURNED.value})
"""Stages in which the unit has to act, not the deciding unit."""


@transaction.atomic
def remind_in_run(run_id: int, unit_ids: Collection[int], *, actor: Actor, at: datetime) -> Reached:
    """Remind the people of these units, of who manages them where they have none; once a day.

    Raises NotAllowed without "enter" at the deciding unit, BadInput where nobody is chosen or a
    unit is chosen that the run does not wait for. Nothing is saved then.
    """
    run_of(run_id, actor=actor, at=at)
    found = board(run_id, actor=actor, at=at)
    actor.require("enter", unit_id=found.decider_id, on=local_day(at))
    waited = {row.unit_id: row for row in found.rows if row.stage in WAITED_FOR}
    chosen = set(unit_ids)
    if not chosen:
        raise BadInput("Chưa chọn đơn vị nào để nhắc.", message_en="No unit was chosen.")
    if not chosen <= waited.keys():
        raise BadInput(
            "Có đơn vị đã trình hoặc không thuộc đợt này; hãy tải lại trang rồi chọn lại.",
            message_en="A chosen unit has handed in or is not of this run; reload the page.",
            code="owes_nothing",
        )
    people = People(local_day(at))
    people.expect(*chosen)
    told = {unit: _people(people, unit) for unit in sorted(chosen)}
    make((_draft(found, waited[unit], who, at) for unit, who in told.items()), at=at)
    facts = {"units": sorted(chosen), "people": len(frozenset().union(*told.values()))}
    record(f"run:{run_id}", "notices.run_chased", actor=actor, at=at, facts=facts)
    return Reached(
        units=len(chosen),
        people=len(frozenset().union(*told.values())),
        nobody=tuple(waited[unit].unit for unit, who in told.items() if not who),
    )


def _people(people: People, unit_id: int) -> frozenset[int]:
    here = people.at_work(unit_id)
    above = people.superior(unit_id)
    return here or (people.at_work(above) if above is not None else frozenset())


def _draft(found: Board, row: BoardRow, who: frozenset[int], at: datetime) -> Draft:
    due: date | None = found.register_by if row.stage == "not_registered" else found.decide_by
    return Draft(
        kind=Kind.CHASED,
        key=f"run:{found.run_id}:{row.unit_id}:{local_day(at).isoformat()}",
        at=at,
        people=who,
        unit_id=row.unit_id,
        facts={
            "set": found.set_code,
            "year": found.year,
            "assessment": row.assessment_id,
            "due": due.isoformat() if due else None,
        },
    )
