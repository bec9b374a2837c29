"""Which entries of the journal an auditor may read: those about units that the grant reaches.

A stream names its subject; the unit of the subject decides. Streams that belong to no unit (packs,
files, seals) are for auditors of the whole country only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from keng.access.queries import units_of_accounts
from keng.journal import queries
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.orgunits.queries import nation
from keng.publishing.queries import units_of_papers
from keng.reporting.queries import owners_of_rounds, units_of_submissions
from keng.web import clock
from keng.web.paths import keys_on

_CHUNK: Final = 400
_MOST_CHUNKS: Final = 25
_BY_NUMBER: Final[Mapping[str, Callable[[set[int]], Mapping[int, int | None]]]] = {
    "submission": units_of_submissions,
    "round": owners_of_rounds,
    "account": units_of_accounts,
    "paper": units_of_papers,
}


def readable_entries(
    actor: Actor, *, limit: int, before_id: int | None, **asked: Any
) -> tuple[list[Any], int | None]:
    """The newest entries that the actor may read, and below which id to go on (None: no more)."""
    reach = actor.reach("audit", on=clock.today())
    sees_all = reach is None or _nation_id() in reach
    found: list[Any] = []
    cursor = before_id
    for _chunk in range(_MOST_CHUNKS):
        entries = queries.recent(before_id=cursor, limit=_CHUNK, **asked)
        units = {} if sees_all else units_of_streams({entry.stream for entry in entries})
        for entry in entries:
            cursor = entry.id
            if sees_all or (reach is not None and units.get(entry.stream) in reach):
                found.append(entry)
            if len(found) == limit:
                return found, cursor
        if len(entries) < _CHUNK:
            return found, None
    return found, cursor


def units_of_streams(streams: set[str]) -> dict[str, int | None]:
    """The unit that each stream is about, or None; a query per kind of stream."""
    units: dict[str, int | None] = {}
    for kind, unit_of in _BY_NUMBER.items():
        numbers = {int(name): stream for stream, name in _named(streams, kind) if name.isdigit()}
        known = unit_of(set(numbers)) if numbers else {}
        units |= {stream: known.get(number) for number, stream in numbers.items()}
    if named := list(_named(streams, "unit")):
        ids = keys_on(clock.today())
        units |= {stream: ids.get(key) for stream, key in named}
    return units


def _named(streams: set[str], kind: str) -> Iterator[tuple[str, str]]:
    for stream in streams:
        found, _, name = stream.partition(":")
        if found == kind:
            yield stream, name


def _nation_id() -> int | None:
    try:
        return nation(clock.today()).id
    except NotFound:
        return None
