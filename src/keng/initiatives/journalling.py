"""The journal lines of the room: references and statements about the rows, never a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Model

from keng.initiatives.models import Event, Group
from keng.journal.actions import record, record_across
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor

GROUP_STREAM = "initiative:"
EVENT_STREAM = "event:"
REGISTER_STREAM = "register:"


def of_group(
    group: Group,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[Model] = (),
) -> None:
    """Add an act to the stream of a group; `rows` are the rows that it wrote beside the group's."""
    told = {**facts, "unit": group.unit_id, ROWS: stated(group, *rows)}
    record(f"{GROUP_STREAM}{group.pk}", f"initiatives.{verb}", actor=actor, at=at, facts=told)


def of_groups(
    written: Mapping[Group, Iterable[Model]], verb: str, *, actor: Actor, at: datetime
) -> None:
    """Add the same act to the streams of many groups, each with the rows that it wrote."""
    facts = {
        f"{GROUP_STREAM}{group.pk}": {"unit": group.unit_id, ROWS: stated(group, *rows)}
        for group, rows in written.items()
    }
    record_across(f"initiatives.{verb}", facts, actor=actor, at=at)


def of_event(
    event: Event,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[Model] = (),
) -> None:
    """Add an act to the stream of an event."""
    told = {**facts, "unit": event.host_id, ROWS: stated(event, *rows)}
    record(f"{EVENT_STREAM}{event.pk}", f"initiatives.{verb}", actor=actor, at=at, facts=told)


def of_register(
    unit_id: int,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[Model] = (),
) -> None:
    """Add an act to the stream of what a unit has settled for its registers."""
    told = {**facts, ROWS: stated(*rows)}
    record(f"{REGISTER_STREAM}{unit_id}", f"initiatives.{verb}", actor=actor, at=at, facts=told)
