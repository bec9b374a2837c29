"""Opening the run of a set for a year, and handing the decision one level down."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from keng.criteria.actions._store import run_for_update, run_told
from keng.criteria.models import Delegation, Run
from keng.criteria.permissions import decider_of
from keng.criteria.sets import local_in_force, set_for, set_of
from keng.criteria.words import needed
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import ancestors, unit_view
from keng.packs import installed


@transaction.atomic
def open_run(set_code: str, year: int, unit_id: int, *, actor: Actor, at: datetime) -> Run:
    """Open the run of a set at the unit that decides; the one that is open comes back.

    Pins the programme version and what the province laid over the set. Raises NotAllowed without
    "enter" on the unit, BadInput for a set that does not hold in the year. Nothing is saved then.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    return ensure_run(set_code, year, unit_id, actor=actor, at=at)


def ensure_run(set_code: str, year: int, unit_id: int, *, actor: Actor, at: datetime) -> Run:
    """The run, made where there is none; the caller has asked for permission."""
    found = Run.objects.filter(unit_id=unit_id, set_code=set_code, year=year).first()
    if found is not None:
        return found
    law = set_for(set_code, year)
    version_id, _ = installed.current_version()
    local = local_in_force(unit_id, set_code, law.window.of(year)[1])
    made, is_new = Run.objects.get_or_create(
        unit_id=unit_id,
        set_code=set_code,
        year=year,
        defaults={
            "pack_version_id": version_id,
            "local": local,
            "at": at,
            "account_id": actor.account_id,
        },
    )
    if is_new:
        facts = {"set": set_code, "year": year, "unit": unit_id, ROWS: stated(made)}
        record(f"run:{made.pk}", "criteria.opened", actor=actor, at=at, facts=facts)
    return made


@transaction.atomic
def delegate(
    run_id: int, unit_id: int, basis: str, *, since: date, actor: Actor, at: datetime
) -> Delegation:
    """Let a unit one level below decide in the place of the run's unit, by a written basis.

    Raises NotAllowed without "issue" on the run's unit, BadInput: the set does not allow it, the
    unit is not right below, or there is no basis; Conflict where it is delegated already.
    """
    run = run_for_update(run_id)
    actor.require("issue", unit_id=run.unit_id, on=local_day(at))
    found = set_of(run)
    below = unit_view(unit_id, on=since)
    if found.delegation is None or not _covers(run):
        raise BadInput(
            f"“{found.title.vi}” không cho ủy quyền quyết định cho các đơn vị đang xét.",
            message_en=f"{found.title.en!r} does not let the decision be delegated here.",
            code="no_delegation",
        )
    if run.unit_id not in ancestors(unit_id, on=since)[: found.delegation.levels_down]:
        raise BadInput(
            f"{below.full_name} không ở ngay dưới đơn vị quyết định; chỉ được ủy quyền một cấp.",
            message_en=f"{below.full_name} is not right below the deciding unit; the decision "
            "goes one level down at most.",
            where=below.full_name,
            code="delegated_too_far",
        )
    words = needed(
        basis,
        where="basis",
        vi="Hãy ghi văn bản ủy quyền.",
        en="Name the paper by which it is delegated.",
    )
    if run.delegations.filter(ended_on__isnull=True).exists():
        raise Conflict(
            "Đợt xét đã được ủy quyền; hãy thu hồi ủy quyền cũ trước.",
            message_en="The run is delegated already; take that back first.",
            theirs=decider_of(run),
        )
    made = Delegation.objects.create(
        run=run, unit_id=unit_id, basis=words, since=since, at=at, account_id=actor.account_id
    )
    run_told(run, "delegated", {"to": unit_id}, actor=actor, at=at, rows=(made,))
    return made


@transaction.atomic
def take_back_delegation(run_id: int, *, on: date, actor: Actor, at: datetime) -> Delegation:
    """The run's unit decides itself again from a day on; WrongState where nothing is delegated."""
    run = run_for_update(run_id)
    actor.require("issue", unit_id=run.unit_id, on=local_day(at))
    found = run.delegations.filter(ended_on__isnull=True).first()
    if found is None:
        raise WrongState(
            "Đợt xét không đang ủy quyền cho ai.", message_en="The run is not delegated."
        )
    found.ended_on = max(on, found.since)
    found.save(update_fields=["ended_on"])
    run_told(run, "delegation_ended", {"from": found.unit_id}, actor=actor, at=at, rows=(found,))
    return found


def _covers(run: Run) -> bool:
    rule = set_of(run).delegation
    levels = set(run.assessments.values_list("unit__level", flat=True))
    return rule is not None and levels <= set(rule.levels)
