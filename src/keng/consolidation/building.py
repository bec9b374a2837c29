"""From submissions to the figures of units: which are read one by one, and which are summed alike.

Most units have exactly one accepted report for the period and nobody below them: these are summed
by the database, hundreds of thousands of figures in one statement. Everything else (a year out of
months, villages under a commune, adjustments, mergers inside the period) is read one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from keng.consolidation import raw
from keng.consolidation.book import Book
from keng.consolidation.catalogue import Catalogue
from keng.consolidation.evaluation import Amounts, Evaluation
from keng.consolidation.raw import Adjusted, Knowledge, Slip
from keng.kernel.periods import Period, cumulative_start
from keng.orgunits.queries import (
    DayMap,
    change_days,
    day_map,
    names_of,
    successions,
    unit_view,
)
from keng.orgunits.succession import Successions
from keng.packs.schema import is_made

_LONGEST_WAY = 12
Rows = Callable[[Collection[int]], Mapping[int, Amounts]]


def no_rows(_units: Collection[int]) -> Mapping[int, Amounts]:
    """Nothing was made before."""
    return {}


@dataclass
class Ground:
    """The submissions that count in a period, placed on the map of its last day.

    `fresh` are units whose figures are known already; what lies below them was not read.
    """

    period: Period
    place: DayMap
    fresh: Collection[int] = ()
    by_unit: dict[int, list[Slip]] = field(default_factory=dict)
    heirs: dict[tuple[int, Period], tuple[int, frozenset[int]]] = field(default_factory=dict)
    seats: dict[int, int] = field(default_factory=dict)
    targets: dict[int, Period] = field(default_factory=dict)
    changes: list[Adjusted] = field(default_factory=list)
    links: Successions = field(default_factory=successions)

    @property
    def inner(self) -> set[int]:
        """The units with something below them: those whose figures are made and kept."""
        found: set[int] = set(self.seats.values())
        kept = {unit for unit in self.fresh if unit in self.place.views}
        lowest = {unit for unit in self.by_unit if unit in self.place.views} | kept
        lowest |= {successor for successor, _ in self.heirs.values()} | found
        for unit in lowest:
            found.update(self.place.tree.ancestors(unit))
        return found | kept


def survey(
    period: Period,
    roots: Collection[int],
    *,
    fresh: Collection[int] = (),
    knowledge: Knowledge,
    catalogue: Catalogue,
) -> Ground:
    """The submissions under the roots, and where those of units that have ended belong.

    What lies below a `fresh` unit is left out, except units with adjustments: these may take effect
    above it.
    """
    place = day_map(period.last)
    ground = Ground(period, place, fresh)
    scope = _scope(place, roots, fresh)
    if scope is not None:
        scope |= raw.adjusted_units(period, knowledge=knowledge)
    spans_change = any(period.first < day <= period.last for day in change_days())
    found = raw.slips(
        period,
        forms=catalogue.forms_read(period),
        knowledge=knowledge,
        units=None if spans_change else scope,
        before=catalogue.has_cumulative_flows,
    )
    for slip in found:
        if slip.unit_id not in place.views:
            _place(slip, ground)
        elif scope is not None and slip.unit_id not in scope:
            continue
        ground.by_unit.setdefault(slip.unit_id, []).append(slip)
    kept = (slip.id for slips in ground.by_unit.values() for slip in slips)
    ground.changes = raw.adjustments(kept, knowledge=knowledge)
    return ground


def evaluate(
    ground: Ground,
    roots: Collection[int],
    *,
    fresh: Collection[int],
    rows: Rows,
    knowledge: Knowledge,
    catalogue: Catalogue,
) -> tuple[Evaluation, list[int]]:
    """The figures of the roots and of every unit below them that is not fresh; and which these are.

    `fresh` units are not made again: `rows` gives their figures. The second value lists the inner
    units whose figures were made now, lowest first.
    """
    inner = ground.inner
    stale = _stale(ground.place, roots, inner, fresh)
    wanted = stale | {root for root in roots if root not in fresh}
    adjusted = {change.unit_id for change in ground.changes}
    special = adjusted | {successor for successor, _ in ground.heirs.values()}
    # A fresh unit flows in by its rows; its own reports matter only where one was adjusted.
    near = [
        unit
        for unit in _with_data(ground)
        if (unit not in fresh or unit in adjusted)
        and _is_near(unit, wanted, adjusted, ground.place)
    ]
    plain = [
        unit
        for unit in near
        if knowledge.at is None  # the database sums what stands now
        and unit not in inner
        and unit not in wanted
        and unit not in special
        and unit not in fresh
        and is_plain(ground.by_unit.get(unit, ()), ground, catalogue)
    ]
    single = sorted(set(near).difference(plain) | (wanted & set(ground.by_unit)))
    book = book_of(ground, single, knowledge, catalogue)
    evaluation = Evaluation(ground.place, catalogue, book)
    evaluation.adjust(ground.changes)
    _add_plain(evaluation, ground, plain)
    recalled = {unit for unit in near if unit in inner and unit not in wanted}
    recalled |= {unit for unit in fresh if ground.place.tree.parent.get(unit) in wanted}
    for unit, amounts in rows(recalled & set(fresh)).items():
        evaluation.recall(unit, amounts)
    _settle(evaluation, ground, [*single, *recalled, *wanted], wanted)
    order = {unit: place for place, unit in enumerate(ground.place.tree.tour)}
    return evaluation, sorted(stale, key=lambda unit: -order.get(unit, 0))


def _scope(place: DayMap, roots: Collection[int], fresh: Collection[int]) -> set[int] | None:
    """The roots and all below them, but nobody below a fresh unit; None: the whole country."""
    if not fresh and any(root not in place.tree.parent and root in place.views for root in roots):
        return None
    scope, waiting = set(roots), list(roots)
    while waiting:
        below = place.tree.children.get(waiting.pop(), ())
        scope.update(below)
        waiting += [unit for unit in below if unit not in fresh]
    return scope


def _place(slip: Slip, ground: Ground) -> None:
    """Find where the report of a unit that has ended belongs on the map of the last day."""
    unit, period = slip.unit_id, slip.period
    group = ground.links.group_of(unit, period.first, ground.period.last)
    if group.steps:
        if len(group.after) == 1:
            ground.heirs[(unit, period)] = (next(iter(group.after)), group.before)
        return
    seat = _seat_of_gone(unit, ground)
    if seat is not None:
        ground.seats[unit] = seat
        ground.targets[unit] = _cut(unit, ground.period)


def _seat_of_gone(unit: int, ground: Ground) -> int | None:
    """Whose the figures of a dissolved unit without successor are: its province's (semantics 9)."""
    step: int | None = unit
    for _ in range(_LONGEST_WAY):
        if step is None or step in ground.place.views:
            return step
        group = ground.links.group_of(step, ground.period.first, ground.period.last)
        if group.steps:
            step = next(iter(group.after)) if len(group.after) == 1 else None
        else:
            step = unit_view(step, on=ground.period.last).parent_id
    return None


def _cut(unit: int, period: Period) -> Period:
    """The part of the period in which the unit existed."""
    until = names_of(unit)[-1].until
    end = raw.last_day_before(until) if until is not None else period.last
    return Period(period.regime, period.first, max(period.first, min(end, period.last)))


def _stale(
    place: DayMap, roots: Collection[int], inner: set[int], fresh: Collection[int]
) -> set[int]:
    found: set[int] = set()
    waiting = [root for root in roots if root in inner and root not in fresh]
    while waiting:
        unit = waiting.pop()
        found.add(unit)
        below = place.tree.children.get(unit, ())
        waiting.extend(one for one in below if one in inner and one not in fresh)
    return found


def _with_data(ground: Ground) -> set[int]:
    return set(ground.by_unit) | {successor for successor, _ in ground.heirs.values()}


def _is_near(unit: int, wanted: set[int], adjusted: set[int], place: DayMap) -> bool:
    """Whether the unit's own figures are needed: it is asked for, or flows into one that is."""
    if unit in wanted or unit in adjusted or unit not in place.views:
        return True
    return place.tree.parent.get(unit) in wanted


def is_plain(slips: Collection[Slip], ground: Ground, catalogue: Catalogue) -> bool:
    """Whether these are all reports of a unit, for exactly the period, on nothing but itself."""
    period = ground.period
    if not slips or any(slip.period != period for slip in slips):
        return False
    if any(slip.unit_id not in ground.place.views for slip in slips):
        return False
    if catalogue.has_cumulative_flows and period.first != cumulative_start(period):
        return False
    forms = [catalogue.forms.get(slip.form) for slip in slips]
    known = [form for form in forms if form is not None and form.basis == "own"]
    if len(known) < len(forms):
        return False
    return all(not set(a.cells()) & set(b.cells()) for a, b in combinations(known, 2))


def book_of(
    ground: Ground, units: Iterable[int], knowledge: Knowledge, catalogue: Catalogue
) -> Book:
    """What the units themselves gave, read one by one."""
    book = Book(ground.period, catalogue, ground.targets)
    wanted = set(units)
    for (unit, _), (successor, before) in ground.heirs.items():
        if successor in wanted or unit in wanted:
            wanted |= before
    slips = {slip.id: slip for unit in wanted for slip in ground.by_unit.get(unit, ())}
    regular = sorted(pk for pk, slip in slips.items() if not is_made(slip.form))
    asked = sorted(slips.keys() - set(regular))
    if regular:
        book.enter(slips, raw.values(regular, knowledge=knowledge))
    if asked:
        # What a request asked besides never takes the place of a form of the programme.
        book.enter(slips, sorted(raw.values(asked, knowledge=knowledge), key=_slip_of))
    for (_, period), (successor, before) in sorted(ground.heirs.items()):
        book.take_over(successor, before, period)
    return book


def _slip_of(entered: tuple[int, raw.Value]) -> int:
    return entered[0]


def _add_plain(evaluation: Evaluation, ground: Ground, plain: Iterable[int]) -> None:
    pairs = []
    for unit in plain:
        above = ground.place.tree.parent[unit]
        group = above * 2 + evaluation.is_body(unit)
        pairs += [(group, slip.id) for slip in ground.by_unit[unit]]
    if not pairs:
        return
    for group, key, amount in raw.sums(pairs):
        evaluation.add_sum(group // 2, key, amount, of_bodies=bool(group % 2))


def _settle(evaluation: Evaluation, ground: Ground, units: Iterable[int], wanted: set[int]) -> None:
    """Make the figures of the units, lowest first, each flowing into the one above."""
    heirless = {unit for unit in ground.by_unit if unit in ground.seats}
    for unit in sorted(heirless & set(units)):
        amounts = evaluation.settle(unit)
        if ground.seats[unit] in wanted:
            evaluation.pass_on(unit, ground.seats[unit], amounts)
    tree = ground.place.tree
    order = {unit: place for place, unit in enumerate(tree.tour)}
    for unit in sorted({unit for unit in units if unit in order}, key=lambda one: -order[one]):
        if unit in evaluation.figures:
            amounts = {key: one.amount for key, one in evaluation.figures[unit].items()}
        else:
            amounts = evaluation.settle(unit)
        above = tree.parent.get(unit)
        if above in wanted:
            evaluation.pass_on(unit, above, amounts)
