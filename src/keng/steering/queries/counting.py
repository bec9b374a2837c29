"""What the registers of committees and of coordination come to for a unit and a period.

A commune's figures hold its villages and the schools, agencies and enterprises that it manages;
bodies of its level report for themselves. A programme that two units entered on the same signed
paper is one programme and counts once, with its meetings: at the unit that issued the paper, else
where it was entered first (semantics 7, decision 0330).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.initiatives.queries.counting import counted_units
from keng.kernel.actors import Actor
from keng.kernel.periods import Period
from keng.packs import installed
from keng.papers.vocabulary import Direction
from keng.reporting.queries.flowing import Count, CountInPeriod, CountOf, Flow, by_indicator, flows
from keng.steering.models import Cooperation, Meeting, RegisterUse, Term
from keng.steering.queries.cooperations import stretches
from keng.steering.vocabulary import MeetingState, Register

RULE_VERSION: Final = "1"


@dataclass(frozen=True)
class Counted:
    """What the registers give by indicator, and how many rows are counted at another unit."""

    values: Mapping[str, Count]
    elsewhere: Mapping[str, int]


def used_since(unit_id: int) -> dict[str, int]:
    """From which year on the unit uses each register; those that it does not use are left out."""
    rows = RegisterUse.objects.filter(unit_id=unit_id)
    return dict(rows.values_list("register", "since_year"))


def flows_of(actor: Actor, unit_id: int, register: str, *, year: int, on: date) -> list[Flow]:
    """What the register would write into each open form from the year on, beside what stands.

    Raises NotAllowed for who may not see the unit.
    """
    actor.require("view", unit_id=unit_id, on=on)
    return flows(unit_id, register, year, counting(unit_id, register, on=on))


def counting(unit_id: int, register: str, *, on: date) -> CountInPeriod:
    """How a register of the unit counts for a period, as known on the day `on`."""

    def counted(period: Period) -> tuple[CountOf, Mapping[str, int]]:
        found = counts_of(unit_id, register, period, on=on)
        return by_indicator(found.values), found.elsewhere

    return counted


def counts_of(unit_id: int, register: str, period: Period, *, on: date) -> Counted:
    """The counts of a register for the period, as known on the day; a fixed number of queries.

    Meetings count on the day on which they were held. A programme is in force where a term runs on
    the last day of the period, or today where the period is not over.
    """
    day = min(period.last, on)
    units = counted_units(unit_id, on=day)
    held = Meeting.objects.filter(
        state=MeetingState.HELD, on__gte=period.first, on__lte=day
    ).order_by("pk")
    counted = installed.current().steering.counted
    if register == Register.COMMITTEES:
        met = held.filter(committee__unit_id__in=units).values_list("pk", flat=True)
        return _by_indicator({counted.committee_meetings: met}, {})
    rows = list(Cooperation.objects.filter(unit_id__in=units).order_by("pk"))
    terms = _terms(rows)
    elsewhere = _counted_elsewhere(terms)
    running = [one.pk for one in rows if _runs(one, terms.get(one.pk, ()), day)]
    met_by = list(held.filter(cooperation__in=rows).values_list("pk", "cooperation_id"))
    return _by_indicator(
        {
            counted.programmes: [pk for pk in running if pk not in elsewhere],
            counted.coordination_meetings: [pk for pk, of in met_by if of not in elsewhere],
        },
        {
            counted.programmes: sum(pk in elsewhere for pk in running),
            counted.coordination_meetings: sum(of in elsewhere for _pk, of in met_by),
        },
    )


def _by_indicator(
    rows: Mapping[str | None, Iterable[int]], elsewhere: Mapping[str | None, int]
) -> Counted:
    known = installed.current().indicators
    found = {name: tuple(pks) for name, pks in rows.items() if name is not None and name in known}
    return Counted(
        {name: Count(len(pks), pks) for name, pks in found.items()},
        {name: n for name, n in elsewhere.items() if name is not None},
    )


def _terms(rows: Sequence[Cooperation]) -> dict[int, list[Term]]:
    found: dict[int, list[Term]] = {}
    standing = Term.objects.filter(cooperation__in=rows, withdrawn_at=None)
    for term in standing.select_related("paper").order_by("first", "pk"):
        found.setdefault(term.cooperation_id, []).append(term)
    return found


def _runs(row: Cooperation, terms: Sequence[Term], day: date) -> bool:
    spans = stretches(row, terms)
    return any(first <= day and (until is None or day < until) for first, until in spans)


def _counted_elsewhere(terms: Mapping[int, Sequence[Term]]) -> frozenset[int]:
    """The programmes whose paper another programme holds that comes before them."""
    keys = {term.paper.key for held in terms.values() for term in held} - {""}
    twins = Term.objects.filter(paper__key__in=keys, withdrawn_at=None)
    first: dict[str, tuple[bool, int]] = {}
    for key, direction, pk in twins.values_list("paper__key", "paper__direction", "cooperation_id"):
        place = (direction != Direction.SENT, pk)
        first[key] = min(first.get(key, place), place)
    return frozenset(
        pk
        for pk, held in terms.items()
        if any(term.paper.key and first[term.paper.key][1] != pk for term in held)
    )
