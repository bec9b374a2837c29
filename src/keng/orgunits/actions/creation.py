"""Bringing units into being: villages, agencies, enterprises, schools, bodies, or a whole level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.orgunits.actions.ledger import Act, Ledger, Naming, lock, name_on, require_over
from keng.orgunits.models import Affiliation, Designation, Unit
from keng.orgunits.queries.maps import successions
from keng.orgunits.queries.units import path_of
from keng.orgunits.queries.verification import PARENT_LEVELS
from keng.orgunits.vocabulary import BEGINNING, KINDS, NATION_KEY, DayIs, Extent, Level


@dataclass(frozen=True)
class NewUnit:
    """A unit to be made: what it is called, under whom, and who manages it.

    `manager_id` only where an act names a manager other than the parent. `next_parent_id` is
    needed only where the parent itself was later cut into parts: the part in which the unit lies.
    """

    naming: Naming
    parent_id: int
    manager_id: int | None = None
    next_parent_id: int | None = None

    @property
    def level(self) -> Level:
        """The level that the kind belongs to."""
        return KINDS[self.naming.kind].level


@transaction.atomic
def create_unit(new: NewUnit, *, on: date, basis: str, actor: Actor, at: datetime) -> Unit:
    """Bring a unit into being on a day, by the act cited in `basis`.

    If the parent has since passed whole to a successor, the unit is moved along with it on that
    day; so a village can be entered from before the mergers of 2025.

    Raises NotAllowed, BadInput (kind, name, a parent of the wrong level), WrongState (parent not in
    force, cut into parts without `next_parent_id`, a namesake under the same parent). On any of
    them nothing is saved.
    """
    act = Act(on, basis, actor, at)
    ledger = Ledger("create", act)
    locked = lock({new.parent_id, *_given(new.manager_id), *_given(new.next_parent_id)})
    require_over(act, locked)
    unit = make(ledger, new)
    ledger.write()
    return unit


@transaction.atomic
def create_nation(*, actor: Actor, at: datetime) -> Unit:
    """The root of all units, once; an existing one is returned as it is.

    Its one name holds since the beginning. Raises NotAllowed for an account without the grant.
    """
    unit, is_new = Unit.objects.get_or_create(
        key=NATION_KEY, defaults={"level": Level.NATION, "created_at": at}
    )
    if not is_new:
        return unit
    actor.require("manage_units", unit_id=unit.pk, on=Act(BEGINNING, "", actor, at).today)
    ledger = Ledger("create", Act(BEGINNING, "Hiến pháp", actor, at))
    ledger.made(unit)
    naming = Naming("nation", "Việt Nam")
    ledger.name(unit.pk, naming, first=BEGINNING, until=None, day_is=DayIs.UNKNOWN)
    ledger.write()
    return unit


def make(ledger: Ledger, new: NewUnit) -> Unit:
    """Write the rows of a new unit into the ledger; the caller has locked and asked permission."""
    naming = new.naming.checked()
    on = ledger.act.on
    name_on(new.parent_id, on)
    check_parent(new.level, Unit.objects.get(pk=new.parent_id))
    _refuse_namesake(new, naming, on)
    unit = ledger.new_unit(new.level)
    ledger.name(unit.pk, naming, first=on, until=None)
    _follow(ledger, unit.pk, new)
    if new.manager_id is not None:
        _be_managed(ledger, unit.pk, new.manager_id)
    return unit


def check_parent(level: str, parent: Unit) -> None:
    """Raises BadInput where a unit of this level cannot stand under the parent."""
    if parent.level not in PARENT_LEVELS[level]:
        raise BadInput(
            f"Đơn vị cấp “{level}” không thể trực thuộc đơn vị cấp “{parent.level}”.",
            message_en=f"A unit of level {level} cannot stand under one of level {parent.level}.",
        )


def _follow(ledger: Ledger, unit_id: int, new: NewUnit) -> None:
    """Put the unit under its parent, and on under whatever the parent passed to as a whole."""
    parent_id, first = new.parent_id, ledger.act.on
    while (until := _end_of(parent_id, first)) is not None:
        ledger.put_under(unit_id, parent_id, first=first, until=until)
        parent_id, first = _next_parent(parent_id, until, new), until
    ledger.put_under(unit_id, parent_id, first=first, until=None)


def _be_managed(ledger: Ledger, unit_id: int, manager_id: int) -> None:
    """Give the unit its manager, and on to whatever the manager passed to as a whole.

    Where the manager was cut into parts or ended, the unit is left without one: a person settles.
    """
    name_on(manager_id, ledger.act.on)
    managed_by: int | None = manager_id
    first = ledger.act.on
    while managed_by is not None:
        until = _end_of(managed_by, first)
        ledger.give_to(unit_id, managed_by, first=first, until=until)
        if until is None:
            return
        managed_by, first = _whole_heir(managed_by, until), until


def _end_of(parent_id: int, first: date) -> date | None:
    rows = Designation.objects.filter(unit_id=parent_id, valid_from__gte=first)
    last = rows.order_by("-valid_from").first() or name_on(parent_id, first)
    return last.valid_until


def _whole_heir(unit_id: int, ended: date) -> int | None:
    steps = [step for step in successions().from_unit(unit_id) if step.on == ended]
    is_whole = len(steps) == 1 and steps[0].extent is Extent.WHOLE
    return steps[0].successor if is_whole else None


def _next_parent(parent_id: int, ended: date, new: NewUnit) -> int:
    heir = _whole_heir(parent_id, ended)
    if heir is not None:
        return heir
    if new.next_parent_id is not None and new.next_parent_id != parent_id:
        name_on(new.next_parent_id, ended)
        return new.next_parent_id
    path = path_of(parent_id, on=ended)
    raise WrongState(
        f"{path} đã kết thúc ngày {ended:%d/%m/%Y} mà không chuyển nguyên vẹn cho một đơn vị; "
        "hãy ghi đơn vị cấp trên kể từ ngày đó.",
        message_en=f"The parent ended on {ended.isoformat()} and did not pass whole to one unit; "
        "name the parent from that day on.",
    )


def _refuse_namesake(new: NewUnit, naming: Naming, on: date) -> None:
    siblings = Affiliation.objects.filter(parent_id=new.parent_id).values("unit_id")
    namesakes = Designation.objects.filter(
        unit_id__in=siblings, kind=naming.kind, name__iexact=naming.name
    )
    if any(row.valid_until is None or row.valid_until > on for row in namesakes):
        path = path_of(new.parent_id, on=on)
        raise WrongState(
            f"{path} đã có đơn vị “{naming.name}” cùng loại; hãy dùng đơn vị đã có.",
            message_en=f'There already is a unit "{naming.name}" of this kind under the parent.',
            code="namesake",
        )


def _given(unit_id: int | None) -> set[int]:
    return set() if unit_id is None else {unit_id}
