"""Which entries of the journal an auditor may read: those about units that the grant reaches.

A stream names its subject; the unit of the subject decides. Streams that belong to no unit (packs,
files, seals) are for auditors of the whole country only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from keng.access.queries import units_of_accounts
from keng.commendations.queries import units_of_calls, units_of_proposals
from keng.criteria.queries import units_of_assessments, units_of_pledges, units_of_runs
from keng.initiatives.queries import units_of_events, units_of_groups
from keng.inquiries.queries import units_of_inquiries
from keng.intake.queries import units_of_maps
from keng.intake.reports.queries import units_of_reports
from keng.jobs.queries import units_of_jobs
from keng.journal import queries
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.orgunits.queries import nation
from keng.papers import queries as register
from keng.planning.queries import units_of_plans
from keng.publishing.queries import units_of_papers
from keng.reporting.queries import owners_of_rounds, units_of_submissions
from keng.reporting.queries.journalled import as_told, far_streams, is_step, require_whole
from keng.screening.queries import units_of_kept
from keng.steering.queries import units_of_committees, units_of_cooperations
from keng.web import clock
from keng.web.phrases.paths import keys_on


def _themselves(unit_ids: set[int]) -> Mapping[int, int | None]:
    return {unit_id: unit_id for unit_id in unit_ids}


_CHUNK: Final = 400
_MOST_CHUNKS: Final = 25
_BY_NUMBER: Final[Mapping[str, Callable[[set[int]], Mapping[int, int | None]]]] = {
    "submission": units_of_submissions,
    "round": owners_of_rounds,
    "account": units_of_accounts,
    "paper": units_of_papers,
    "plan": units_of_plans,
    "committee": units_of_committees,
    "cooperation": units_of_cooperations,
    "steering_use": _themselves,
    "job": units_of_jobs,
    "table_map": units_of_maps,
    "read_report": units_of_reports,
    "initiative": units_of_groups,
    "event": units_of_events,
    "register": _themselves,
    "inquiry": units_of_inquiries,
    "commending": units_of_calls,
    "commendation": units_of_proposals,
    "commending_rules": _themselves,
    "registered_paper": register.units_of_papers,
    "number_series": register.units_of_series,
    "run": units_of_runs,
    "assessment": units_of_assessments,
    "pledge": units_of_pledges,
    "kept_text": units_of_kept,
}


def readable_entries(
    actor: Actor, *, limit: int, before_id: int | None, unit_id: int | None = None, **asked: Any
) -> tuple[list[Any], int | None]:
    """The newest entries that the actor may read, and below which id to go on (None: no more).

    With `unit_id` only those whose subject belongs to that unit. They are as they were written:
    `told` says them to the actor. One whose verb is not told is not found by it either.
    """
    reach = audited_units(actor)
    sees_all = reach is None
    found: list[Any] = []
    cursor = before_id
    for _chunk in range(_MOST_CHUNKS):
        entries = queries.recent(before_id=cursor, limit=_CHUNK, **asked)
        is_plain = sees_all and unit_id is None
        streams = {entry.stream for entry in entries}
        units = {} if is_plain else units_of_streams(streams)
        unnamed = far_streams(streams, actor, on=clock.today()) if asked.get("verb") else ()
        for entry in entries:
            cursor = entry.id
            unit = units.get(entry.stream)
            is_named = entry.stream not in unnamed or is_step(entry)
            is_of_unit = is_named and (unit_id is None or unit == unit_id)
            if is_of_unit and (sees_all or (reach is not None and unit in reach)):
                found.append(entry)
            if len(found) == limit:
                return found, cursor
        if len(entries) < _CHUNK:
            return found, None
    return found, cursor


def told(entries: Sequence[Any], actor: Actor) -> list[Any]:
    """The entries as the actor may read them."""
    return as_told(entries, actor, on=clock.today())


def audited_units(actor: Actor) -> frozenset[int] | None:
    """The units that the actor may audit; None for whoever may audit the whole country."""
    reach = actor.reach("audit", on=clock.today())
    return None if reach is None or _nation_id() in reach else reach


def is_told_in_part(actor: Actor, stream: str) -> bool:
    """Whether some of what was done is told to the actor as work without its kind."""
    return bool(far_streams({stream}, actor, on=clock.today()))


def require_provable(actor: Actor, stream: str) -> None:
    """Raise NotAllowed unless the actor may read the stream, and all of it as it was written."""
    require_readable(actor, stream)
    require_whole(stream, actor, on=clock.today())


def require_readable(actor: Actor, stream: str) -> None:
    """Raise NotAllowed unless the actor may read the stream."""
    unit = units_of_streams({stream}).get(stream)
    on = clock.today()
    actor.require("audit", unit_id=unit if unit is not None else nation(on).id, on=on)


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
