"""Names that units bore on other days, for who looks for a unit that was merged or renamed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from keng.orgunits.models import Affiliation, Designation
from keng.orgunits.queries.maps import day_map, successions
from keng.orgunits.vocabulary import full_name, spoken_kinds

MOST_FORMER: Final = 300


@dataclass(frozen=True)
class FormerName:
    """A name that ended before the day asked; `now` is what the unit is or belongs to today."""

    unit_id: int
    name: str
    full_name: str
    code: str
    last: date
    above: str
    now: str


def former_names(text: str, *, on: date) -> list[FormerName]:
    """Names no longer in force on the day that contain the text, the latest to end first.

    The last words may name a unit above ("quang khai hai duong"): names that contain only the
    first words, two or more, come too, and the caller compares them with `above`.
    Six queries at most, whatever is found; at most MOST_FORMER names:
    who gets as many tells that others were left out.
    """
    forms = {begun for _kinds, rest in spoken_kinds(text) for begun in _beginnings(rest)}
    if not forms:
        return []
    asked = Q(code=text.strip())
    for form in forms:
        asked |= Q(folded__contains=form)
    rows = Designation.objects.filter(asked, valid_until__lte=on).order_by("-valid_until", "pk")
    found = list(rows.values_list("unit_id", "kind", "name", "code", "valid_until")[:MOST_FORMER])
    above = _ways_above({unit_id for unit_id, *_ in found})
    return [
        FormerName(
            unit_id=unit_id,
            name=name,
            full_name=full_name(kind, name),
            code=code,
            last=until - timedelta(days=1),
            above=above.get(unit_id, ""),
            now=" · ".join(_today(unit_id, on)),
        )
        for unit_id, kind, name, code, until in found
        if until is not None
    ]


def _beginnings(form: str) -> list[str]:
    """The whole, and its first words down to two: "a b c" and "a b"."""
    words = form.split()
    shortest = max(1, min(len(words), 2))
    return [" ".join(words[:count]) for count in range(len(words), shortest - 1, -1)]


def spoken_names(unit_ids: Collection[int], *, on: date) -> dict[int, str]:
    """How each unit is called on the day, or was called last; one query for all that are gone."""
    known = day_map(on).views
    gone = _last_names({unit_id for unit_id in unit_ids if unit_id not in known})
    return {
        unit_id: known[unit_id].full_name if unit_id in known else gone.get(unit_id, "")
        for unit_id in unit_ids
    }


def _today(unit_id: int, on: date) -> Iterator[str]:
    return (f"→ {name}" for name in heirs_today(unit_id, on))


def heirs_today(unit_id: int, on: date) -> Iterator[str]:
    """The name that the unit bears on the day, or those of the units that took it over."""
    known = day_map(on)
    heirs = [unit_id] if unit_id in known.views else []
    seen, waiting = {unit_id}, [] if heirs else [unit_id]
    while waiting:
        for step in successions().from_unit(waiting.pop()):
            if step.on <= on and step.successor not in seen:
                seen.add(step.successor)
                (heirs if step.successor in known.views else waiting).append(step.successor)
    for heir in heirs:
        yield known.views[heir].full_name


def _ways_above(unit_ids: Collection[int]) -> dict[int, str]:
    """The last parent and grandparent of each unit by the names that they had last."""
    parents = _last_parents(unit_ids)
    above = _last_parents(set(parents.values()))
    names = _last_names({*parents.values(), *above.values()})
    ways = {}
    for unit_id, parent in parents.items():
        way = (names.get(parent, ""), names.get(above.get(parent, 0), ""))
        ways[unit_id] = ", ".join(name for name in way if name)
    return ways


def _last_parents(unit_ids: Collection[int]) -> dict[int, int]:
    rows = Affiliation.objects.filter(unit_id__in=unit_ids).order_by("valid_from")
    return dict(rows.values_list("unit_id", "parent_id"))


def _last_names(unit_ids: Collection[int]) -> dict[int, str]:
    rows = Designation.objects.filter(unit_id__in=unit_ids).exclude(unit__level="nation")
    ordered = rows.order_by("valid_from").values_list("unit_id", "kind", "name")
    return {unit_id: full_name(kind, name) for unit_id, kind, name in ordered}
