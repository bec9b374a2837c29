"""Putting right what was recorded wrongly. Nothing is destroyed: what is taken back is archived.

A correction is a change of its own with its own basis and journal line. It is not for what really
happened later (a merger that was reversed by law is a split).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from keng.db.locks import for_update
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound, WrongState
from keng.orgunits.actions.ledger import (
    FACTS,
    TABLES,
    Act,
    Ledger,
    Naming,
    lock,
    name_on,
    named,
    require_over,
)
from keng.orgunits.models import Affiliation, Change, Designation, Fact, Management, Succession
from keng.orgunits.queries.maps import successions
from keng.orgunits.queries.units import path_of
from keng.orgunits.vocabulary import KINDS, DayIs

_FINAL = frozenset({"load_seed", "undo"})


@transaction.atomic
def undo(change_id: int, *, basis: str, actor: Actor, at: datetime) -> Change:
    """Take a wrong change back as if it had not been made; the rows it opened go to the archive.

    `basis` says why. Units that the change created keep their identity and exist on no day; rows
    that a correction rewrote stand again as they stood before it. Only the last word on a unit can
    be taken back: later changes to the same rows come first, in reverse order. The seed and
    undoings are not undone.

    Raises NotFound, NotAllowed, and WrongState (already undone, later changes build on it, or a
    unit would stand under another on days on which that does not exist). Nothing is saved then.
    """
    change = for_update(Change.objects.filter(pk=change_id)).first()
    if change is None:
        raise NotFound(
            f"Không có thay đổi số {change_id}.", message_en=f"There is no change {change_id}."
        )
    act = Act(change.on, basis, actor, at)
    ledger = Ledger("undo", act)
    lock(change.facts["units"])
    require_over(act, change.facts["units"])
    _refuse_final(change)
    opened = [TABLES[table]._default_manager.filter(pk=pk).first() for table, pk in _opened(change)]
    closed = [(_row(table, pk), until) for table, pk, until in change.facts["closed"]]
    _refuse_if_built_on(change, opened, [row for row, _ in closed])
    for row in opened:
        if row is not None:
            ledger.take_back(row)
    for closed_row, until in closed:
        if closed_row is None:
            raise _built_on(change)
        ledger.keep(closed_row)
        closed_row.valid_until = date.fromisoformat(until) if until else None
        closed_row.save(update_fields=["valid_until"])
    _write_back(ledger, change)
    ledger.touched |= set(change.facts["units"])
    return ledger.write(undoes=change)


@transaction.atomic
def correct_name(
    unit_id: int, to: Naming, *, on: date, basis: str, actor: Actor, at: datetime
) -> Change:
    """Rewrite the name, kind or code that stands on a day because it was written wrongly.

    Not a renaming: the days of the row stay, the wrong row is kept in the archive. Raises
    NotAllowed, BadInput (kind of another level) and WrongState (not in force on the day).
    """
    act = Act(on, basis, actor, at)
    ledger = Ledger("correct_name", act)
    unit = lock([unit_id])[unit_id]
    require_over(act, [unit_id])
    naming = to.checked()
    if KINDS[naming.kind].level != unit.level:
        raise BadInput(
            f"Loại “{KINDS[naming.kind].label}” không thuộc cấp của đơn vị này.",
            message_en=f"Kind {naming.kind} does not belong to level {unit.level}.",
        )
    row = name_on(unit_id, on)
    ledger.keep(row)
    for column, value in named(naming).items():
        setattr(row, column, value)
    row.basis = ledger.act.basis
    row.save()
    ledger.touched.add(unit_id)
    return ledger.write()


@transaction.atomic
def correct_day(
    unit_ids: Collection[int], *, on: date, basis: str, actor: Actor, at: datetime
) -> Change:
    """Set the true day of what is only known to have happened by some day (`DayIs.BY`).

    The true day is that day or an earlier one.

    Give the units that began, ended, moved or were renamed by one act; everything tied to them by
    succession is moved along, and so is the move of units from or to a parent of that group. Give
    several units where one act ordered all of it: a commune and its district together.

    Raises NotAllowed, BadInput where a unit has no such day, and WrongState where the new day would
    put a row before its own beginning, after its end, or outside the days of a parent; the message
    names the unit. Nothing is saved then.
    """
    act = Act(on, basis, actor, at)
    ledger = Ledger("correct_day", act)
    group = _tied(unit_ids)
    lock(group)
    require_over(act, group)
    for observed in sorted(_observed_days(group)):
        if on > observed:
            raise BadInput(
                f"Việc này đã xảy ra muộn nhất ngày {observed:%d/%m/%Y}; "
                "ngày đúng không thể sau ngày đó.",
                message_en=f"It had happened by {observed.isoformat()}; the true day is not later.",
            )
        _move_boundary(ledger, _members(group, observed), observed)
    if not ledger.touched:
        raise BadInput(
            "Các đơn vị này không có ngày nào còn chưa xác định.",
            message_en="These units have no day that is still to be found out.",
        )
    _refuse_outside_parents(ledger.touched)
    return ledger.write()


def _refuse_final(change: Change) -> None:
    if hasattr(change, "undone_by"):
        raise WrongState(
            f"Thay đổi số {change.pk} đã được hoàn tác.",
            message_en=f"Change {change.pk} is undone already.",
        )
    if change.verb in _FINAL:
        raise WrongState(
            "Dữ liệu nạp ban đầu và các lần hoàn tác thì không hoàn tác được; hãy đính chính, hoặc "
            "ghi lại thay đổi.",
            message_en="The seed and undoings are not undone; correct, or make the change again.",
        )


def _opened(change: Change) -> list[tuple[str, int]]:
    return [(table, pk) for table, pk in reversed(change.facts["opened"])]


def _write_back(ledger: Ledger, change: Change) -> None:
    """Let the rows that a correction rewrote stand as it found them, the last one first.

    In the order of the correction each of them was in place of the one before, so in reverse none
    overlaps another.
    """
    rewritten = list(change.retracted.order_by("-pk"))
    for kept in rewritten:
        row = TABLES[kept.table]._default_manager.filter(pk=kept.row_id).first()
        if row is None:
            raise _built_on(change)
        ledger.keep(row)
        for field in row._meta.concrete_fields:
            setattr(row, field.attname, field.to_python(kept.content[field.name]))
        row.save()
    if rewritten:
        _refuse_outside_parents(change.facts["units"])


def _row(table: str, pk: int) -> Fact | None:
    found = TABLES[table]._default_manager.filter(pk=pk).first()
    return None if isinstance(found, Succession) else found


def _refuse_if_built_on(
    change: Change,
    opened: Iterable[Fact | Succession | None],
    closed: Iterable[Fact | None],
) -> None:
    """Later changes that closed what this one opened, or that use the units it created."""
    later = Change.objects.filter(pk__gt=change.pk).exclude(verb="undo").filter(undone_by=None)
    rows = {(table, pk) for table, pk in change.facts["opened"]}
    rows |= {(table, pk) for table, pk, _ in change.facts["closed"]}
    rows |= set(change.retracted.values_list("table", "row_id"))
    for other in later.order_by("-id").iterator(chunk_size=200):
        touched = {(table, pk) for table, pk, _ in other.facts["closed"]}
        rewritten = {(row.table, row.row_id) for row in other.retracted.all()}
        if rows & (touched | rewritten):
            raise _built_on(change, other)
    made = change.facts["created"]
    own = {(table, pk) for table, pk in change.facts["opened"]}
    for model, way in (
        (Affiliation, Q(unit__in=made) | Q(parent__in=made)),
        (Management, Q(unit__in=made) | Q(manager__in=made)),
        (Designation, Q(unit__in=made)),
        (Succession, Q(predecessor__in=made) | Q(successor__in=made)),
    ):
        table = model._meta.model_name or ""
        for pk in model._default_manager.filter(way).values_list("pk", flat=True):
            if (table, pk) not in own:
                raise _built_on(change)
    if any(row is None for row in (*opened, *closed)):
        raise _built_on(change)


def _built_on(change: Change, other: Change | None = None) -> WrongState:
    which = f" (thay đổi số {other.pk})" if other else ""
    return WrongState(
        f"Sau thay đổi số {change.pk} đã có thay đổi khác dựa vào nó{which}; hãy hoàn tác các thay "
        "đổi sau trước.",
        message_en=f"Later changes build on change {change.pk}"
        + (f" (change {other.pk})" if other else "")
        + "; undo those first.",
        code="built_on",
    )


def _tied(unit_ids: Iterable[int]) -> set[int]:
    """The units given and all that are tied to them by successions of a day not known exactly."""
    unsure = {
        (row[0], row[1], row[2])
        for row in Succession.objects.filter(day_is=DayIs.BY).values_list(
            "predecessor_id", "successor_id", "on"
        )
    }
    found, waiting = set(unit_ids), list(unit_ids)
    known = successions()
    while waiting:
        unit_id = waiting.pop()
        for step in (*known.from_unit(unit_id), *known.into_unit(unit_id)):
            if (step.predecessor, step.successor, step.on) not in unsure:
                continue
            for tied in (step.predecessor, step.successor):
                if tied not in found:
                    found.add(tied)
                    waiting.append(tied)
    return found


def _observed_days(group: Collection[int]) -> set[date]:
    found: set[date] = set()
    for model in FACTS:
        rows = model._default_manager.filter(unit_id__in=group, day_is=DayIs.BY)
        found |= set(rows.values_list("valid_from", flat=True))
    steps = Succession.objects.filter(predecessor_id__in=group, day_is=DayIs.BY)
    return found | set(steps.values_list("on", flat=True))


def _members(group: Collection[int], observed: date) -> dict[type[Fact], set[int]]:
    """Per table the units whose rows turn on the observed day: the group, and who moved with it."""
    went = Affiliation.objects.filter(parent_id__in=group)
    left = set(went.filter(valid_until=observed).values_list("unit_id", flat=True))
    came = set(went.filter(valid_from=observed, day_is=DayIs.BY).values_list("unit_id", flat=True))
    # Only those that stood somewhere before and after; births and deaths are acts of their own.
    along = (left | came) & _moved(observed)
    return {Designation: set(group), Affiliation: set(group) | along, Management: set(group)}


def _moved(observed: date) -> set[int]:
    ended = Affiliation.objects.filter(valid_until=observed).values("unit_id")
    begun = Affiliation.objects.filter(valid_from=observed, unit_id__in=ended)
    return set(begun.values_list("unit_id", flat=True))


def _move_boundary(ledger: Ledger, members: dict[type[Fact], set[int]], observed: date) -> None:
    on = ledger.act.on
    for model, unit_ids in members.items():
        rows = model._default_manager.filter(unit_id__in=unit_ids)
        ending = list(rows.filter(valid_until=observed).order_by("pk"))
        beginning = list(rows.filter(valid_from=observed, day_is=DayIs.BY).order_by("pk"))
        started = {row.unit_id for row in beginning}
        for row in ending:
            # An end is only as unsure as what followed it: a beginning, or a succession.
            if row.unit_id in started or _ended_unsurely(row.unit_id, observed):
                _end_on(ledger, row, on)
        for row in beginning:
            _begin_on(ledger, row, on)
    steps = Succession.objects.filter(on=observed, day_is=DayIs.BY)
    for step in steps.filter(predecessor_id__in=members[Designation]).order_by("pk"):
        ledger.keep(step)
        step.on, step.day_is, step.basis = on, DayIs.EXACT, ledger.act.basis
        step.save(update_fields=["on", "day_is", "basis"])


def _ended_unsurely(unit_id: int, observed: date) -> bool:
    return Succession.objects.filter(predecessor_id=unit_id, on=observed, day_is=DayIs.BY).exists()


def _end_on(ledger: Ledger, row: Fact, on: date) -> None:
    if on <= row.valid_from:
        raise _out_of_order(row, on)
    ledger.keep(row)
    ledger.touched.add(row.unit_id)
    row.valid_until = on
    row.save(update_fields=["valid_until"])


def _begin_on(ledger: Ledger, row: Fact, on: date) -> None:
    if row.valid_until is not None and row.valid_until <= on:
        raise _out_of_order(row, on)
    ledger.keep(row)
    ledger.touched.add(row.unit_id)
    row.valid_from, row.day_is, row.basis = on, DayIs.EXACT, ledger.act.basis
    row.save(update_fields=["valid_from", "day_is", "basis"])


def _out_of_order(row: Fact, on: date) -> WrongState:
    path = path_of(row.unit_id, on=row.valid_from)
    return WrongState(
        f"{path}: ngày {on:%d/%m/%Y} nằm ngoài khoảng thời gian cho phép "
        f"(từ {row.valid_from:%d/%m/%Y}"
        + (f" đến {row.valid_until:%d/%m/%Y}" if row.valid_until else "")
        + ").",
        message_en=f"{on.isoformat()} lies outside the days between which the change happened.",
    )


def _refuse_outside_parents(unit_ids: Collection[int]) -> None:
    """Raises WrongState where a row holds on days on which the unit above it does not exist.

    Both for the parent and for the manager, and for the unit itself under a manager.
    """
    under = Affiliation.objects.filter(Q(unit_id__in=unit_ids) | Q(parent_id__in=unit_ids))
    for row in under:
        if _outlives(row, row.parent_id):
            raise _outside(row, row.parent_id)
    managed = Management.objects.filter(Q(unit_id__in=unit_ids) | Q(manager_id__in=unit_ids))
    for handed in managed:
        if _outlives(handed, handed.manager_id) or _outlives(handed, handed.unit_id):
            raise _outside(handed, handed.manager_id)


def _outlives(row: Fact, other_id: int) -> bool:
    """Whether the row holds on a day before the other unit began or after it ended."""
    days = list(
        Designation.objects.filter(unit_id=other_id)
        .order_by("valid_from")
        .values_list("valid_from", "valid_until")
    )
    first, until = days[0][0], days[-1][1]
    outlives = until is not None and (row.valid_until is None or row.valid_until > until)
    return row.valid_from < first or outlives


def _outside(row: Fact, above_id: int) -> WrongState:
    path, above = (path_of(who, on=row.valid_from) for who in (row.unit_id, above_id))
    return WrongState(
        f"{path} sẽ trực thuộc {above} vào những ngày mà đơn vị cấp trên không tồn tại; "
        "hãy đính chính ngày của cả hai trong một lần."
        if isinstance(row, Affiliation)
        else f"{path} sẽ do {above} quản lý vào những ngày mà một trong hai không tồn tại; hãy "
        "hoàn tác hoặc đính chính việc giao quản lý trước.",
        message_en=f"Unit {row.unit_id} would stand under unit {above_id} on days on which one of "
        "them does not exist; correct both in one go.",
        code="outside_parent",
    )
