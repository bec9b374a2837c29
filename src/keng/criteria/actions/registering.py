"""Registering: one unit or all that a commune manages, withdrawing, and titles beside the sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keng.criteria.actions._store import assessment_for_update, moved
from keng.criteria.actions.opening import ensure_run
from keng.criteria.models import Assessment, Passing, Pledge, Run
from keng.criteria.permissions import require_for_unit
from keng.criteria.scope import units_in_scope
from keng.criteria.sets import checked_decider, decider_for, set_for
from keng.criteria.states import Act, State
from keng.criteria.words import needed
from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, DomainError
from keng.kernel.moments import local_day
from keng.orgunits.queries import became, unit_view
from keng.packs import installed
from keng.packs.schema.criteria_sets import CriteriaSet


@dataclass(frozen=True)
class NotRegistered:
    """A unit that was left out of a registration of many, and why."""

    unit_id: int
    unit: str
    message: str
    message_en: str


@dataclass(frozen=True)
class Registered:
    """What came of registering many units at once."""

    assessments: tuple[Assessment, ...]
    known: tuple[int, ...]
    left_out: tuple[NotRegistered, ...]


@transaction.atomic
def register(
    set_code: str,
    year: int,
    unit_id: int,
    *,
    on: date | None = None,
    decided_by: int | None = None,
    actor: Actor,
    at: datetime,
) -> Assessment:
    """Register a unit for a set and a year; a unit that withdrew comes back.

    `decided_by` names the deciding unit where the set does not know it, and only a unit above:
    nobody chooses who recognises them. Registering twice changes nothing. Raises NotAllowed
    (neither the unit's nor its manager's people), BadInput: the set does not hold in the year or
    not for such a unit, nobody knows who decides or somebody else does, the unit does not exist on
    that day. Nothing is saved then.
    """
    require_for_unit(actor, "submit", unit_id, at=at)
    found = set_for(set_code, year)
    _refuse_other_unit(found, unit_id, on or local_day(at))
    if decided_by is None:
        decider = decider_for(found, unit_id, year)
    else:
        decider = checked_decider(found, unit_id, year, named=decided_by)
    return register_with(decider, set_code, year, unit_id, on=on, actor=actor, at=at)


@transaction.atomic
def register_with(
    decider: int,
    set_code: str,
    year: int,
    unit_id: int,
    *,
    on: date | None,
    actor: Actor,
    at: datetime,
) -> Assessment:
    """As `register`, in the run of a decider whom no person named: for the acts of this room."""
    for_whom = require_for_unit(actor, "submit", unit_id, at=at)
    day = on or local_day(at)
    found = set_for(set_code, year)
    _refuse_other_unit(found, unit_id, day)
    run = ensure_run(set_code, year, decider, actor=actor, at=at)
    elsewhere = Assessment.objects.filter(
        run__set_code=set_code, run__year=year, unit_id=unit_id
    ).exclude(run=run)
    if other := elsewhere.exclude(state=State.WITHDRAWN.value).first():
        raise Conflict(
            f"{unit_view(unit_id, on=day).full_name} đã đăng ký ở đợt xét của đơn vị khác.",
            message_en="The unit is registered in the run of another decider.",
            theirs=other.pk,
        )
    known = run.assessments.filter(unit_id=unit_id).first()
    if known is None:
        return _new(run, found, unit_id, day, for_whom, actor=actor, at=at)
    locked = assessment_for_update(known.pk)
    if locked.state != State.WITHDRAWN.value:
        return locked
    locked.withdrawn_on, locked.withdraw_reason, locked.registered_on = None, "", day
    moved(locked, Act.REJOIN, {}, actor=actor, at=at)
    return locked


def register_all(
    set_codes: Sequence[str],
    year: int,
    manager_id: int,
    *,
    on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Registered:
    """Register every unit that a unit manages, each by the set that fits it; each on its own.

    A unit that cannot be registered is left out with its reason; the others are saved. Raises
    NotAllowed without "submit" on the manager.
    """
    actor.require("submit", unit_id=manager_id, on=local_day(at))
    made: list[Assessment] = []
    known: list[int] = []
    left: list[NotRegistered] = []
    for code in set_codes:
        found = set_for(code, year)
        for view in units_in_scope(found, year, manager_id):
            before = Assessment.objects.filter(
                run__set_code=code, run__year=year, unit_id=view.id
            ).exclude(state=State.WITHDRAWN.value)
            if before.exists():
                known.append(view.id)
                continue
            try:
                made.append(register(code, year, view.id, on=on, actor=actor, at=at))
            except DomainError as refusal:
                left.append(
                    NotRegistered(view.id, view.full_name, refusal.message, refusal.message_en)
                )
    return Registered(tuple(made), tuple(known), tuple(left))


@transaction.atomic
def withdraw(assessment_id: int, reason: str, *, actor: Actor, at: datetime) -> Assessment:
    """Take a unit out of the year, with a reason; what was assessed stays.

    Raises NotAllowed, WrongState (reviewed or decided), BadInput for an empty reason.
    """
    found = assessment_for_update(assessment_id)
    require_for_unit(actor, "submit", found.unit_id, at=at)
    words = needed(
        reason, where="reason", vi="Hãy ghi lý do rút đăng ký.", en="Say why it is withdrawn."
    )
    found.withdrawn_on, found.withdraw_reason = local_day(at), words
    moved(found, Act.WITHDRAW, {}, actor=actor, at=at, reason=words)
    return found


@transaction.atomic
def pledge(
    title: str, year: int, unit_id: int, *, on: date | None = None, actor: Actor, at: datetime
) -> Pledge:
    """Sign a unit up for an emulation title of the programme; twice changes nothing.

    Raises NotAllowed, BadInput for a title that no register of the programme holds.
    """
    require_for_unit(actor, "submit", unit_id, at=at)
    titles = emulation_titles()
    if title not in titles:
        raise BadInput(
            f"Không có danh hiệu “{title}”; các danh hiệu: {', '.join(titles) or '–'}.",
            message_en=f"There is no title {title!r}; there are: {', '.join(titles) or '-'}.",
            code="unknown_title",
        )
    standing = Pledge.objects.filter(
        unit_id=unit_id, title=title, year=year, withdrawn_on__isnull=True
    ).first()
    if standing is not None:
        return standing
    made = Pledge.objects.create(
        unit_id=unit_id,
        title=title,
        year=year,
        on=on or local_day(at),
        at=at,
        account_id=actor.account_id,
    )
    _tell_pledge(made, "pledged", actor=actor, at=at)
    return made


@transaction.atomic
def withdraw_pledge(pledge_id: int, reason: str, *, actor: Actor, at: datetime) -> Pledge:
    """Take a title back, with a reason. Raises NotAllowed, BadInput."""
    found = for_update(Pledge.objects.filter(pk=pledge_id)).get()
    require_for_unit(actor, "submit", found.unit_id, at=at)
    found.withdraw_reason = needed(
        reason, where="reason", vi="Hãy ghi lý do rút danh hiệu.", en="Say why it is withdrawn."
    )
    found.withdrawn_on = found.withdrawn_on or local_day(at)
    found.save()
    _tell_pledge(found, "pledge_withdrawn", actor=actor, at=at)
    return found


def emulation_titles() -> dict[str, str]:
    """The titles that units may sign up for, by code, in Vietnamese."""
    sets = installed.current().criteria.values()
    return {code: text.vi for one in sets if one.register_only for code, text in one.titles.items()}


def _new(
    run: Run,
    found: CriteriaSet,
    unit_id: int,
    day: date,
    for_whom: str,
    *,
    actor: Actor,
    at: datetime,
) -> Assessment:
    made = Assessment.objects.create(
        run=run,
        unit_id=unit_id,
        registered_on=day,
        registered_by=actor.account_id,
        for_whom=for_whom,
        duties=_duties(found, run.year),
        at=at,
    )
    passing = Passing.objects.create(
        assessment=made,
        act="register",
        before="",
        after=made.state,
        revision=made.revision,
        at=at,
        account_id=actor.account_id,
    )
    facts = {
        "run": run.pk,
        "set": run.set_code,
        "year": run.year,
        "unit": unit_id,
        "on": day.isoformat(),
        ROWS: stated(made, passing),
    }
    record(f"assessment:{made.pk}", "criteria.registered", actor=actor, at=at, facts=facts)
    return made


def _duties(found: CriteriaSet, year: int) -> list[dict[str, object]]:
    """What registering implies: the papers of the dossiers and the criteria with a due day."""
    papers: list[dict[str, object]] = [
        {"what": "paper", "step": step, "vi": text.vi, "en": text.en}
        for step, texts in (
            ("registering", found.dossiers.registering),
            ("recognising", found.dossiers.recognising),
        )
        for text in texts
    ]
    dated: list[dict[str, object]] = [
        {"what": "criterion", "criterion": one.code, "year": year}
        for one in found.criteria.values()
        if one.due is not None
    ]
    return [*papers, *dated]


def _refuse_other_unit(found: CriteriaSet, unit_id: int, day: date) -> None:
    view = unit_view(unit_id, on=day)
    if not view.exists:
        heirs = ", ".join(link.successor.full_name for link in became(unit_id)) or "–"
        raise BadInput(
            f"{view.full_name} không còn tồn tại ngày {day:%d/%m/%Y}; đơn vị kế tục: {heirs}. Hãy "
            "đăng ký cho đơn vị kế tục.",
            message_en=f"{view.full_name} is gone by {day.isoformat()}; successors: {heirs}.",
            where=view.full_name,
            code="unit_is_gone",
        )
    if not found.subjects.holds(view.level, view.kind):
        raise BadInput(
            f"“{found.title.vi}” không áp dụng cho {view.full_name}; hãy chọn bộ tiêu chí của "
            "loại đơn vị này.",
            message_en=f"{found.title.en!r} is not for {view.full_name}; choose the set for such "
            "units.",
            where=view.full_name,
            code="unit_not_in_scope",
        )


def _tell_pledge(row: Pledge, verb: str, *, actor: Actor, at: datetime) -> None:
    facts = {"unit": row.unit_id, "title": row.title, "year": row.year, ROWS: stated(row)}
    record(f"pledge:{row.pk}", f"criteria.{verb}", actor=actor, at=at, facts=facts)
