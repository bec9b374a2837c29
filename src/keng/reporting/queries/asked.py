"""Which units a form is asked of, and by which day each of them reports."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from keng.kernel.errors import BadInput, DomainError
from keng.kernel.periods import Period
from keng.orgunits.queries import (
    UnitView,
    descendants,
    managed_by,
    path_of,
    successors,
    unit_named,
    unit_view,
)
from keng.packs import installed
from keng.packs.schema import Form, LocalDue, Pack, is_made
from keng.reporting.deadlines import Due, due_of, duty_of, general_due, patterns_of

_STEPS_DOWN = {"nation": 0, "province": 1, "district": 2, "commune": 3}
_LEAF = 4
_NAMED = 5


@dataclass(frozen=True)
class Asked:
    """Who is asked a form for a period, by when, and up to which day the figures count.

    `unknown`: the levels whose due day nobody has told Keng; their units are not among `dues`.
    """

    units: Sequence[UnitView]
    dues: Mapping[int, Due]
    unknown: frozenset[str]
    cutoff_on: date

    @property
    def due_on(self) -> date | None:
        """The last of the due days; None where nobody is asked or a day is not known."""
        days = [due.on for due in self.dues.values()]
        return max(days) if days and not self.unknown else None


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
    return [
        unit for unit in managed_below(owner_id, form.unit_levels, on=on) if is_asked(unit, form)
    ]


def managed_below(owner_id: int, levels: Collection[str], *, on: date) -> list[UnitView]:
    """Units of these levels that report to the owner on the day, however deep, as `asked_units`."""
    deepest = max((_STEPS_DOWN.get(level, _LEAF) for level in levels), default=0)
    found: list[UnitView] = []
    waiting, seen = [owner_id], {owner_id}
    while waiting:
        below = [unit for unit in managed_by(waiting.pop(0), on=on) if unit.id not in seen]
        seen.update(unit.id for unit in below)
        found += [unit for unit in below if unit.level in levels]
        waiting += [unit.id for unit in below if _STEPS_DOWN.get(unit.level, _LEAF) < deepest]
    return found


def asked_by(
    owner_id: int,
    pack: Pack,
    form: Form,
    period: Period,
    *,
    due_on: date | None = None,
    cutoff_on: date | None = None,
) -> Asked:
    """Who would be asked if the owner opened a round; the map is that of the cut-off day.

    `due_on` holds for all units, else the pack says it. `cutoff_on` None closes the figures on the
    last day of the period, or on the due day if that is earlier. Refuses nothing.
    """
    asked = _asked_on(cutoff_on or period.last, owner_id, pack, form, period, due_on)
    if cutoff_on is None and asked.dues:
        earlier = min(period.last, max(due.on for due in asked.dues.values()))
        if earlier != asked.cutoff_on:
            asked = _asked_on(earlier, owner_id, pack, form, period, due_on)
    return asked


def chosen_among(asked: Asked, chosen: Collection[int]) -> Asked:
    """Only those of the units that were chosen.

    Raises BadInput for a chosen unit that the owner does not manage on the cut-off day: one that
    has ended is named with its successors.
    """
    there = {unit.id for unit in asked.units}
    missing = sorted(set(chosen) - there)
    if missing:
        told = "; ".join(_why_not_asked(unit_id, asked.cutoff_on) for unit_id in missing[:_NAMED])
        more = f" (+{len(missing) - _NAMED})" if len(missing) > _NAMED else ""
        raise BadInput(
            f"Không yêu cầu được: {told}{more}. Hãy chọn lại đơn vị.",
            message_en=f"These cannot be asked: {told}{more}. Choose the units again.",
            code="unit_not_asked",
        )
    units = [unit for unit in asked.units if unit.id in set(chosen)]
    dues = {unit.id: asked.dues[unit.id] for unit in units if unit.id in asked.dues}
    return replace(asked, units=units, dues=dues)


def _why_not_asked(unit_id: int, on: date) -> str:
    unit = unit_view(unit_id, on=on)
    if unit.exists:
        return f"“{unit.full_name}” (ngày {on:%d/%m/%Y} không do đơn vị mở đợt quản lý)"
    heirs = ", ".join(path_of(link.successor.id, on=link.on) for link in successors(unit_id))
    return f"“{unit.full_name}” (ngày {on:%d/%m/%Y} không còn; kế thừa: {heirs or 'chưa ghi nhận'})"


def refuse_made(form: Form) -> None:
    """Raise BadInput for a form that an office made: it is asked once, by its own request."""
    if is_made(form.code):
        raise BadInput(
            f"Biểu “{form.label.vi}” thuộc một yêu cầu riêng; hãy mở từ trang yêu cầu đó. Muốn "
            "hỏi lại cho kỳ khác thì lập yêu cầu mới từ yêu cầu này.",
            message_en=f"The form {form.label.vi!r} belongs to a request of its own; open it "
            "there. To ask again for another period make a new request from it.",
            code="made_form",
        )


def refuse_other_period(form: Form, period: Period) -> None:
    """Raise BadInput unless the form is asked for such periods; a made one for none."""
    refuse_made(form)
    if form.regime == period.regime and patterns_of(period) & set(form.periods):
        return
    wanted = ", ".join(form.periods)
    raise BadInput(
        f"Biểu “{form.label.vi}” dùng chế độ kỳ {form.regime}, loại kỳ {wanted}; "
        f"không có kỳ {period.code}.",
        message_en=f"Form {form.code!r} is for regime {form.regime}, periods {wanted}; not for "
        f"{period.code}.",
        code="other_period",
    )


def _asked_on(
    cutoff_on: date, owner_id: int, pack: Pack, form: Form, period: Period, due_on: date | None
) -> Asked:
    units = asked_units(owner_id, form, on=cutoff_on)
    if due_on is not None:
        dues = {unit.id: Due(due_on, None) for unit in units}
    else:
        dues = _dues_of(units, pack, form, period)
    unknown = frozenset(unit.level for unit in units if unit.id not in dues)
    return Asked(units, dues, unknown, cutoff_on)


def _dues_of(units: Sequence[UnitView], pack: Pack, form: Form, period: Period) -> dict[int, Due]:
    """The due day of each unit for which the local order or the general one says it."""
    local = _local_dues(pack, form, period)
    general = {
        level: general_due(pack.calendar, form.code, period, level)
        for level in {unit.level for unit in units}
    }
    found = {unit.id: _local_due(unit, local, period) or general.get(unit.level) for unit in units}
    return {unit_id: due for unit_id, due in found.items() if due is not None}


def is_asked(unit: UnitView, form: Form) -> bool:
    """Whether the form is meant for units of this level and kind."""
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
