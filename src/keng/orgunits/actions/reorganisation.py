"""Mergers and splits: units end, others begin, and it is on record what passed to whom.

A unit whose territory changes ends, also when its successor bears the same name and code. So
"xã B takes in xã A" is a merger of A and B into a new xã B.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from keng.db.validity import in_force
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.orgunits.actions.changes import end_rows
from keng.orgunits.actions.creation import NewUnit, make
from keng.orgunits.actions.ledger import Act, Ledger, lock, require_over
from keng.orgunits.models import Affiliation, Management, Unit
from keng.orgunits.queries.units import path_of
from keng.orgunits.vocabulary import Extent


@dataclass(frozen=True)
class Flow:
    """Territory of `predecessor_id` passes to the new unit at place `into` of the list."""

    predecessor_id: int
    into: int
    extent: Extent


@dataclass(frozen=True)
class Reorganisation:
    """What one act orders: the units that begin, what they take over, where what lay there goes.

    `moved` maps each unit that stood under (or was managed by) a unit that is cut into parts to the
    place of the new unit it now belongs to; what stood under a unit that passes whole goes along.
    """

    into: Sequence[NewUnit]
    flows: Sequence[Flow]
    moved: Mapping[int, int] = field(default_factory=dict)


@transaction.atomic
def merge(
    predecessors: Sequence[int],
    into: NewUnit,
    *,
    on: date,
    basis: str,
    actor: Actor,
    at: datetime,
) -> Unit:
    """Merge whole units into one new unit on a day; all that stood under them moves along.

    Refuses as `reorganise` does; nothing is saved then.
    """
    flows = [Flow(unit_id, 0, Extent.WHOLE) for unit_id in predecessors]
    if len(set(predecessors)) < 2:
        raise BadInput(
            "Sáp nhập cần ít nhất hai đơn vị; nếu chỉ đổi tên, hãy dùng thao tác đổi tên.",
            message_en="A merger needs at least two units; to change a name, rename.",
        )
    plan = Reorganisation([into], flows)
    return reorganise(plan, on=on, basis=basis, actor=actor, at=at)[0]


@transaction.atomic
def split(
    unit_id: int,
    into: Mapping[NewUnit, Sequence[int]],
    *,
    on: date,
    basis: str,
    actor: Actor,
    at: datetime,
) -> list[Unit]:
    """Cut a unit into new units on a day; each comes with the units that stood there before.

    The shares are not recorded, because no act gives them for every figure. Refuses as
    `reorganise` does, naming units under the old one that no part was given; nothing is saved then.
    """
    if len(into) < 2:
        raise BadInput(
            "Chia tách cần ít nhất hai đơn vị mới.", message_en="A split needs at least two units."
        )
    flows = [Flow(unit_id, place, Extent.PART) for place in range(len(into))]
    moved = {below: place for place, units in enumerate(into.values()) for below in units}
    plan = Reorganisation(list(into), flows, moved)
    return reorganise(plan, on=on, basis=basis, actor=actor, at=at)


@transaction.atomic
def reorganise(
    plan: Reorganisation, *, on: date, basis: str, actor: Actor, at: datetime
) -> list[Unit]:
    """Carry out one act: units end, new ones begin, successions are recorded, the rest moves.

    The new units come back in the order of the plan. `merge` and `split` are the two plain cases.

    Raises NotAllowed (asked over every predecessor and every new parent), BadInput (levels differ,
    a whole that passes to two, a part that passes to one, a new unit that takes over nothing) and
    WrongState (a unit not in force, changes of later days on record, units that are given no part).
    On any of them nothing is saved.
    """
    act = Act(on, basis, actor, at)
    ledger = Ledger("reorganise", act)
    ending = sorted({flow.predecessor_id for flow in plan.flows})
    locked = lock({*ending, *plan.moved, *(new.parent_id for new in plan.into)})
    require_over(act, {*ending, *(new.parent_id for new in plan.into)})
    _check(plan, [locked[unit_id] for unit_id in ending])
    targets = _targets(plan, ending, on)
    for unit_id in ending:
        end_rows(ledger, unit_id)
    made = [make(ledger, new) for new in plan.into]
    for flow in plan.flows:
        ledger.succeed(flow.predecessor_id, made[flow.into].pk, flow.extent)
    for row, place in targets:
        _move(ledger, row, None if place is None else made[place].pk)
    ledger.write()
    return made


def _check(plan: Reorganisation, ending: Sequence[Unit]) -> None:
    passing = defaultdict(list)
    for flow in plan.flows:
        passing[flow.predecessor_id].append(flow)
    levels = {unit.level for unit in ending} | {new.level for new in plan.into}
    if len(levels) != 1:
        raise BadInput(
            "Các đơn vị cũ và mới trong một lần sắp xếp phải cùng cấp.",
            message_en="Units that end and units that begin in one act are of one level.",
        )
    if {flow.into for flow in plan.flows} != set(range(len(plan.into))):
        raise BadInput(
            "Mỗi đơn vị mới phải tiếp nhận ít nhất một đơn vị cũ.",
            message_en="Every new unit takes over at least a part of an old one.",
        )
    for unit_id, flows in passing.items():
        is_whole = any(flow.extent is Extent.WHOLE for flow in flows)
        if is_whole != (len(flows) == 1) or len({flow.into for flow in flows}) != len(flows):
            raise BadInput(
                "Một đơn vị hoặc chuyển nguyên vẹn cho một đơn vị mới, hoặc chia cho ít nhất hai.",
                message_en=f"Unit {unit_id} passes whole to one new unit, or in parts to several.",
            )


def _targets(
    plan: Reorganisation, ending: Sequence[int], on: date
) -> list[tuple[Affiliation | Management, int | None]]:
    """Rows that hang on a unit that ends, each with the place of the new unit to hang it on.

    A manager is settled with the parent: what is managed by a unit cut into parts and is given no
    part is left without a manager, which is listed for a person; what stands there must be given.
    """
    whole = {flow.predecessor_id: flow.into for flow in plan.flows if flow.extent is Extent.WHOLE}
    standing = Affiliation.objects.filter(in_force(on), parent_id__in=ending)
    managed = Management.objects.filter(in_force(on), manager_id__in=ending)
    found: list[tuple[Affiliation | Management, int | None]] = []
    homeless = []
    for row in standing.exclude(unit_id__in=ending).order_by("unit_id"):
        place = plan.moved.get(row.unit_id, whole.get(row.parent_id))
        if place is None:
            homeless.append(row.unit_id)
        else:
            found.append((row, place))
    if homeless:
        raise _no_part_given(homeless, on)
    links = managed.exclude(unit_id__in=ending).order_by("unit_id")
    found += [(link, plan.moved.get(link.unit_id, whole.get(link.manager_id))) for link in links]
    return found


def _move(ledger: Ledger, row: Affiliation | Management, to: int | None) -> None:
    on, until = ledger.act.on, row.valid_until
    if row.valid_from == on:
        raise WrongState(
            f"{path_of(row.unit_id, on=on)} vừa được chuyển vào chính ngày {on:%d/%m/%Y}; "
            "hãy hoàn tác thay đổi ấy trước.",
            message_en=f"Unit {row.unit_id} was moved on that very day; undo that first.",
        )
    ledger.close(row, on)
    if to is None:
        return
    if isinstance(row, Affiliation):
        ledger.put_under(row.unit_id, to, first=on, until=until)
    else:
        ledger.give_to(row.unit_id, to, first=on, until=until)


def _no_part_given(homeless: Sequence[int], on: date) -> WrongState:
    named = "; ".join(path_of(unit_id, on=on) for unit_id in homeless[:10])
    return WrongState(
        f"Chưa rõ {len(homeless)} đơn vị thuộc phần nào sau khi chia tách: {named}.",
        message_en=f"{len(homeless)} units stand under a unit that is cut into parts and are given "
        "no part.",
        code="no_part_given",
    )
