"""Years in a row before a year: what Keng decided, what was typed of older years, and mergers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from keng.criteria.models import DecisionLine, PastResult
from keng.orgunits.queries import counterpart_of, day_map
from keng.packs.judging.vocabulary import History, Result
from keng.packs.schema.criteria_sets import CriteriaSet

MOST_YEARS = 30
_Decided = Mapping[tuple[int, int], tuple[bool, str]]


def histories(law: CriteriaSet, units: Sequence[int], year: int) -> dict[int, History]:
    """The history of each unit up to the year before; a fixed number of queries.

    Counts the sets that this one replaced too. A unit that a merger formed in those years may
    claim what the set says of its predecessors; where the set is silent nothing counts.
    """
    codes = (law.code, *law.replaces)
    trees = {unit: _predecessors(law, unit, year) for unit in units}
    everybody = {one for tree in trees.values() for level in tree for one in level}
    decided = results_of(codes, everybody, before=year)
    return {unit: _history(law, trees[unit], decided, year) for unit in units}


def results_of(
    codes: Collection[str], units: Collection[int], *, before: int
) -> dict[tuple[int, int], tuple[bool, str]]:
    """(unit, year) to whether it was recognised and its class; what Keng decided comes first."""
    found: dict[tuple[int, int], tuple[bool, str]] = {}
    for model, extra in ((PastResult, {}), (DecisionLine, {"stands": True})):
        rows = model._default_manager.filter(
            unit_id__in=units, set_code__in=codes, year__lt=before, **extra
        )
        for unit, year, outcome, named in rows.values_list(
            "unit_id", "year", "outcome", "class_code"
        ):
            found[unit, year] = (outcome == Result.RECOGNISED, named)
    return found


def _predecessors(law: CriteriaSet, unit: int, year: int) -> list[frozenset[int]]:
    """For each year before, newest first: the units that then filled the unit's territory."""
    shown_on = law.window.of(year)[1]
    found: list[frozenset[int]] = []
    for back in range(1, MOST_YEARS + 1):
        then = law.window.of(year - back)[1]
        if unit in day_map(then).views:
            found.append(frozenset({unit}))
            continue
        other = counterpart_of([unit], shown_on=shown_on, other=then)
        here = frozenset(one for one in other.units if one in day_map(then).views)
        if not here or not other.is_closed:
            found.append(frozenset())
            break
        found.append(here)
    return found


def _history(
    law: CriteriaSet, tree: Sequence[frozenset[int]], decided: _Decided, year: int
) -> History:
    """Back year by year until one that does not count."""
    count, classes, merged = 0, [], False
    for back, units in enumerate(tree, 1):
        known = {one: decided[one, year - back] for one in units if (one, year - back) in decided}
        if len(units) > 1 or not units:
            merged = True
        if not known:
            if back == 1:
                return History(None, (), merged)
            break
        if len(units) > 1 and not _may_claim(law, known, len(units)):
            break
        if len(units) == 1 and not next(iter(known.values()))[0]:
            break
        count += 1
        classes.append(next((named for _, (_, named) in sorted(known.items()) if named), ""))
    return History(count, tuple(classes), merged)


def _may_claim(law: CriteriaSet, known: Mapping[int, tuple[bool, str]], of: int) -> bool:
    """Whether a year of the predecessors counts for the unit that they became."""
    rule = law.merged.years_in_row
    had = [was for was, _ in known.values()]
    if rule == "any":
        return any(had)
    return rule == "all" and len(had) == of and all(had)
