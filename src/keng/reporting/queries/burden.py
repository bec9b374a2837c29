"""Which figure is asked from the same unit twice, and by whom: pairs of rounds that share cells.

Two rounds meet where their periods share a day, their forms share a cell and a unit is asked in
both. The same period is a figure typed twice; a longer one is a figure that could be added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.packs import installed
from keng.reporting.models import Round, Submission
from keng.reporting.queries.rounds import RoundView, rounds_seen_of_years

_Asker = tuple[str, int]


@dataclass(frozen=True)
class DoubleAsk:
    """Two forms that ask the same cells from the same units.

    `first` and `second` are the latest rounds of each that meet; `times` how often in the year;
    `units` how many units were asked by both, of those that the actor sees.
    """

    first: RoundView
    second: RoundView
    is_same_period: bool
    times: int
    units: int
    keys: Sequence[CellKey]


def burden_of(year: int, actor: Actor, *, on: date) -> list[DoubleAsk]:
    """The double asks of a year among the rounds that the actor sees, the widest first.

    Four queries, whatever the number of units.
    """
    rounds = rounds_seen_of_years(actor, date(year, 1, 1), date(year, 12, 31), on=on)
    cells = _cells(rounds)
    meeting = [
        (one, other, shared)
        for one, other in combinations(rounds, 2)
        if _overlap(one, other) and (shared := cells[one.id] & cells[other.id])
    ]
    units = _units({each.id for one, other, _ in meeting for each in (one, other)}, actor, on)
    found: dict[tuple[_Asker, _Asker, bool], list[tuple[RoundView, RoundView]]] = {}
    asked: dict[tuple[_Asker, _Asker, bool], tuple[set[CellKey], set[int]]] = {}
    for one, other, shared in meeting:
        both = units.get(one.id, set()) & units.get(other.id, set())
        if both:
            first, second = sorted((one, other), key=_asker)
            group = (_asker(first), _asker(second), first.period == second.period)
            found.setdefault(group, []).append((first, second))
            keys, people = asked.setdefault(group, (set(), set()))
            keys |= shared
            people |= both
    made = [
        DoubleAsk(
            *max(pairs, key=lambda pair: max(one.period.last for one in pair)),
            is_same_period=group[2],
            times=len(pairs),
            units=len(asked[group][1]),
            keys=sorted(asked[group][0], key=str),
        )
        for group, pairs in found.items()
    ]
    return sorted(made, key=lambda one: (not one.is_same_period, -one.units * len(one.keys)))


def _asker(one: RoundView) -> _Asker:
    return one.form, one.owner_unit_id


def _overlap(one: RoundView, other: RoundView) -> bool:
    return one.period.first <= other.period.last and other.period.first <= one.period.last


def _cells(rounds: Sequence[RoundView]) -> dict[int, frozenset[CellKey]]:
    """The cells of the form of each round, as of the version that it was opened with."""
    ids = [one.id for one in rounds]
    versions = dict(Round.objects.filter(pk__in=ids).values_list("pk", "pack_version_id"))
    return {
        one.id: frozenset(installed.version_of(versions[one.id]).form_of(one.form).cells())
        for one in rounds
    }


def _units(round_ids: set[int], actor: Actor, on: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for round_id, unit_id in _asked(round_ids, actor, on):
        found.setdefault(round_id, set()).add(unit_id)
    return found


def _asked(round_ids: set[int], actor: Actor, on: date) -> Iterator[tuple[int, int]]:
    rows = Submission.objects.filter(round_id__in=round_ids)
    reach = actor.reach("view", on=on)
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    for round_id, unit_id in rows.values_list("round_id", "unit_id"):
        if round_id is not None:
            yield round_id, unit_id
