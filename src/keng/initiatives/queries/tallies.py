"""What the events of units come to, indicator by indicator, each event counted once at its host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from keng.initiatives.models import Event
from keng.initiatives.programme import spoken
from keng.kernel.periods import Period
from keng.orgunits.queries import views
from keng.orgunits.vocabulary import Level
from keng.packs import installed
from keng.packs.schema import EventKind
from keng.reporting.queries.flowing import Count


@dataclass
class Counts:
    """What a register gives by indicator; `gaps`: how many groups lack what an indicator needs."""

    values: dict[str, Count] = field(default_factory=dict)
    gaps: dict[str, int] = field(default_factory=dict)


def event_counts(units: frozenset[int], period: Period, day: date) -> Counts:
    """Sums over the events that these units held in the period, up to the day; two queries.

    What is counted since January takes all events since then; 0 where there was none, because a
    unit that uses the register enters all of them.
    """
    known, january = spoken().events, day.replace(month=1, day=1)
    rows = Event.objects.filter(
        host_id__in=list(units),
        kind__in=list(known),
        on__gte=min(january, period.first),
        on__lte=day,
        withdrawn_at__isnull=True,
    )
    events = list(rows.order_by("pk"))
    indicators = installed.current().indicators
    counts = Counts()
    fed: dict[str, list[tuple[int, int]]] = {
        name: [] for kind in known.values() for name in _names(kind)
    }
    for event in events:
        for name, amount in _amounts(event, known[event.kind]):
            begins = period.first if indicators[name].kind == "flow" else january
            if event.on >= begins:
                fed[name].append((event.pk, amount))
    for name, amounts in fed.items():
        counts.values[name] = Count(sum(n for _, n in amounts), tuple(pk for pk, _ in amounts))
    counts.values |= _reached([one for one in events if one.on >= january], day)
    return counts


def _names(kind: EventKind) -> set[str]:
    return {*kind.each, *(name for ask in kind.asks.values() for name in ask.fills)}


def _amounts(event: Event, kind: EventKind) -> Iterator[tuple[str, int]]:
    """What one event adds to each indicator; what it adds nothing to is left out."""
    yield from ((name, 1) for name in kind.each)
    for code, ask in kind.asks.items():
        if amount := int(event.numbers.get(code, 0)):
            yield from ((name, amount) for name in ask.fills)


def _reached(events: Sequence[Event], day: date) -> dict[str, Count]:
    """How many different villages such events took place in."""
    known = spoken().events
    places: dict[str, dict[int, int]] = {
        kind.reaches: {} for kind in known.values() if kind.reaches
    }
    standing = views({one.place_id for one in events}, on=day)
    for event in events:
        name = known[event.kind].reaches
        if name and standing[event.place_id].level == Level.VILLAGE:
            places[name].setdefault(event.place_id, event.pk)
    return {
        name: Count(len(found), tuple(sorted(found.values()))) for name, found in places.items()
    }
