"""Who stands where on a day: views, paths, children, managers, everyone above and below."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from keng.kernel.errors import NotFound
from keng.orgunits.models import Affiliation, Designation, Unit
from keng.orgunits.queries.maps import UnitView, day_map
from keng.orgunits.tree import Tree
from keng.orgunits.vocabulary import BEGINNING, MANAGED_BY_ACT, NATION_KEY, Level, full_name


def tree(on: date) -> Tree:
    """The tree of the day: `parent`, `children` in Vietnamese order, ancestors, descendants.

    Kept in memory for each stretch of days without a change; do not write into it.
    """
    return day_map(on).tree


def unit_view(unit_id: int, *, on: date) -> UnitView:
    """The unit as it was on the day; where it was not in force, as it was nearest to the day.

    Raises NotFound if there is no such unit at all.
    """
    return day_map(on).views.get(unit_id) or _view_off_the_map(unit_id, on)


def views(unit_ids: Iterable[int], *, on: date) -> dict[int, UnitView]:
    """Views of many units at once, in the order given; those not in force as in `unit_view`.

    A fixed number of queries, however many of them are gone. Raises NotFound.
    """
    known, asked = day_map(on), list(unit_ids)
    gone = _views_off_the_map({one for one in asked if one not in known.views}, on)
    return {unit_id: known.views.get(unit_id) or gone[unit_id] for unit_id in asked}


def unit_by_key(key: str, *, on: date) -> UnitView:
    """The unit with our stable key. Raises NotFound; a unit not in force has `exists` False."""
    unit_id = Unit.objects.filter(key=key).values_list("id", flat=True).first()
    if unit_id is None:
        raise NotFound(
            f"Không có đơn vị nào mang mã “{key}”; hãy xem mã bằng lệnh keng units show.",
            message_en=f'No unit has the key "{key}"; see keys with keng units show.',
        )
    return unit_view(unit_id, on=on)


def nation(on: date) -> UnitView:
    """The root of the whole tree. Raises NotFound before any unit was made."""
    return unit_by_key(NATION_KEY, on=on)


def path_of(unit_id: int, *, on: date) -> str:
    """The full way to a unit: "xã Quang Khải, huyện Tứ Kỳ, tỉnh Hải Dương".

    A unit not in force on the day is written with the parents that it had nearest to the day.
    """
    view = unit_view(unit_id, on=on)
    known = day_map(on if view.exists else _nearest_day(unit_id, on))
    above = [known.views[unit] for unit in known.tree.ancestors(unit_id)]
    names = [other.full_name for other in above if other.level != Level.NATION]
    return ", ".join([view.full_name, *names])


def ancestors(unit_id: int, *, on: date) -> tuple[int, ...]:
    """All units above on the day, nearest first."""
    return tree(on).ancestors(unit_id)


def descendants(unit_id: int, *, on: date) -> frozenset[int]:
    """All units below on the day by affiliation, without the unit itself."""
    return tree(on).descendants(unit_id)


def children(unit_id: int, *, on: date, level: str | None = None) -> list[UnitView]:
    """The units right under a unit on the day, in Vietnamese order; of one level if given."""
    known = day_map(on)
    found = (known.views[child] for child in known.tree.children.get(unit_id, ()))
    return [view for view in found if level is None or view.level == level]


def units_below(unit_id: int, *, on: date, levels: Collection[str] | None = None) -> list[UnitView]:
    """All units below on the day, parents before children, siblings in Vietnamese order."""
    known = day_map(on)
    found = (known.views[below] for below in known.tree.below(unit_id))
    return [view for view in found if levels is None or view.level in levels]


def direct_superior(unit_id: int, *, on: date) -> int | None:
    """To whom the unit reports: its manager by act, else its parent.

    None for the nation, for a unit not in force, and for an agency, enterprise or school that no
    act gave a manager: from where it lies nothing is concluded.
    """
    return day_map(on).superior(unit_id)


def managed_by(unit_id: int, *, on: date, levels: Collection[str] | None = None) -> list[UnitView]:
    """The units that report to a unit on the day, in Vietnamese order; of some levels if given."""
    known = day_map(on)
    found = (known.views[below] for below in known.managed.get(unit_id, ()))
    return [view for view in found if levels is None or view.level in levels]


def without_manager(*, on: date, within: int | None = None) -> list[UnitView]:
    """Agencies, enterprises and schools that nobody manages on the day, for a person to settle.

    Includes those whose manager is no longer in force. With `within`, only those below that unit.
    """
    known = day_map(on)
    return [
        view
        for view in known.views.values()
        if view.level in MANAGED_BY_ACT
        and known.superior(view.id) not in known.views
        and (within is None or known.tree.is_below(view.id, within))
    ]


def is_in_force(unit_id: int, *, on: date) -> bool:
    """Whether the unit existed on the day."""
    return unit_id in day_map(on).views


def _view_off_the_map(unit_id: int, on: date) -> UnitView:
    return _views_off_the_map({unit_id}, on)[unit_id]


def _views_off_the_map(unit_ids: Collection[int], on: date) -> dict[int, UnitView]:
    """Units that were not in force on the day, as they were nearest to it; three queries."""
    if not unit_ids:
        return {}
    units = Unit.objects.in_bulk(unit_ids)
    if missing := sorted(set(unit_ids) - set(units)):
        raise NotFound(
            f"Không có đơn vị số {missing[0]}.", message_en=f"There is no unit number {missing[0]}."
        )
    names: dict[int, list[Designation]] = {}
    for row in Designation.objects.filter(unit_id__in=unit_ids).order_by("valid_from"):
        names.setdefault(row.unit_id, []).append(row)
    parents: dict[int, list[Affiliation]] = {}
    for above in Affiliation.objects.filter(unit_id__in=unit_ids).order_by("valid_from"):
        parents.setdefault(above.unit_id, []).append(above)
    return {
        pk: _view_gone(unit, names.get(pk, []), parents.get(pk, []), on)
        for pk, unit in units.items()
    }


def _view_gone(
    unit: Unit, names: Sequence[Designation], parents: Sequence[Affiliation], on: date
) -> UnitView:
    if not names:  # made by a change that was taken back: only the identity is left
        return UnitView(
            id=unit.pk,
            key=unit.key,
            level=unit.level,
            kind="",
            name="",
            full_name=f"({unit.key})",
            code="",
            parent_id=None,
            exists=False,
        )
    row = next((one for one in reversed(names) if one.valid_from <= on), names[0])
    day = _day_of(row, on)
    return UnitView(
        id=unit.pk,
        key=unit.key,
        level=unit.level,
        kind=row.kind,
        name=row.name,
        full_name=full_name(row.kind, row.name),
        code=row.code,
        parent_id=next((one.parent_id for one in reversed(parents) if one.valid_from <= day), None),
        exists=False,
    )


def _nearest_row(unit_id: int, on: date) -> Designation | None:
    rows = Designation.objects.filter(unit_id=unit_id)
    before = rows.filter(valid_from__lte=on).order_by("-valid_from").first()
    return before or rows.order_by("valid_from").first()


def _day_of(row: Designation, on: date) -> date:
    """The day nearest to `on` on which the row held."""
    if on < row.valid_from:
        return row.valid_from
    if row.valid_until is not None and row.valid_until <= on:
        return row.valid_until - timedelta(days=1)
    return on


def _nearest_day(unit_id: int, on: date) -> date:
    row = _nearest_row(unit_id, on)
    return _day_of(row, on) if row is not None else BEGINNING
