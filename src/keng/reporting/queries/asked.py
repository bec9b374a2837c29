"""Which units a form is asked of, and by which day each of them reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from keng.kernel.errors import BadInput, DomainError
from keng.kernel.periods import Period
from keng.orgunits.queries import UnitView, descendants, managed_by, unit_named
from keng.packs import installed
from keng.packs.schema import Form, LocalDue, Pack
from keng.reporting.deadlines import Due, due_of, duty_of, general_due

_STEPS_DOWN = {"nation": 0, "province": 1, "district": 2, "commune": 3}
_LEAF = 4


def form_in_force(form: str) -> tuple[int, Pack]:
    """The installed pack version that has the form, with its id. NotFound if none has."""
    version_id, pack = installed.current_version()
    pack.form_of(form)
    return version_id, pack


def asked_units(owner_id: int, form: Form, *, on: date) -> list[UnitView]:
    """Units of the form's levels and kinds that report to the owner on the day, however deep.

    Follows management (`orgunits.queries.managed_by`); the owner itself is not asked. Vietnamese
    order within one manager.
    """
    deepest = max(_STEPS_DOWN.get(level, _LEAF) for level in form.unit_levels)
    found: list[UnitView] = []
    waiting, seen = [owner_id], {owner_id}
    while waiting:
        below = [unit for unit in managed_by(waiting.pop(0), on=on) if unit.id not in seen]
        seen.update(unit.id for unit in below)
        found += [unit for unit in below if _is_asked(unit, form)]
        waiting += [unit.id for unit in below if _STEPS_DOWN.get(unit.level, _LEAF) < deepest]
    return found


def dues_of(
    units: Sequence[UnitView],
    pack: Pack,
    form: Form,
    period: Period,
    due_on: date | None,
) -> dict[int, Due]:
    """The due day of each unit: the one that is given, else the local order, else the general one.

    Raises BadInput, naming the levels, where nobody has told Keng the day: it is asked for.
    """
    if due_on is not None:
        return {unit.id: Due(due_on, None) for unit in units}
    local = _local_dues(pack, form, period)
    dues: dict[int, Due] = {}
    unknown: set[str] = set()
    for unit in units:
        due = _local_due(unit, local, period) or general_due(
            pack.calendar, form.code, period, unit.level
        )
        if due is None:
            unknown.add(unit.level)
        else:
            dues[unit.id] = due
    if unknown:
        levels = ", ".join(sorted(unknown))
        raise BadInput(
            f"Chương trình chưa có hạn nộp biểu “{form.label.vi}” kỳ {period.label('vi')} cho cấp "
            f"{levels}. Hãy nhập hạn nộp theo văn bản giao.",
            message_en=f"The pack knows no due day of form {form.code!r} for {period.code} at "
            f"level {levels}. Give the day that your order sets.",
            code="due_day_unknown",
        )
    return dues


def _is_asked(unit: UnitView, form: Form) -> bool:
    return unit.level in form.unit_levels and (not form.unit_kinds or unit.kind in form.unit_kinds)


def _local_dues(pack: Pack, form: Form, period: Period) -> list[tuple[LocalDue, Collection[int]]]:
    """Local orders for the duty that are in force, each with the units that it covers."""
    duty = duty_of(pack.calendar, form.code, period)
    if duty is None:
        return []
    found: list[tuple[LocalDue, Collection[int]]] = []
    for order in pack.calendar.local_dues:
        in_force = order.since <= period.last and (order.until is None or period.last < order.until)
        if order.duty != duty.code or order.example_only or not in_force:
            continue
        try:
            unit = unit_named(order.unit, on=period.last)
        except DomainError:
            continue  # the unit of the order does not exist in this installation or on this day
        found.append((order, {unit.id, *descendants(unit.id, on=period.last)}))
    return found


def _local_due(
    unit: UnitView, local: Sequence[tuple[LocalDue, Collection[int]]], period: Period
) -> Due | None:
    fitting = [
        (len(covered), due)
        for order, covered in local
        if order.level == unit.level
        and unit.id in covered
        and (due := due_of(order.due, period)) is not None
    ]
    # The order of the nearest authority stands: the one that covers the fewest units.
    return min(fitting, key=lambda found: found[0])[1] if fitting else None
