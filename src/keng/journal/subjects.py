"""How a room writes into the streams of its subjects: references and rows stated, never a text.

A room declares once what it writes about, `of_group = Telling("initiative:", "initiatives", ...)`,
and says `of_group(group, "dissolved", facts, actor=..., at=..., rows=[size])` where it acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import Model

from keng.journal.actions import record, record_across
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor

_Subject = TypeVar("_Subject", bound=Model)


class Telling(Generic[_Subject]):
    """Acts on rows that have a stream each: stream, room of the verbs, and whose a row is."""

    def __init__(self, stream: str, room: str, unit_of: Callable[[_Subject], int]) -> None:
        self._stream = stream
        self._room = room
        self._unit_of = unit_of

    def __call__(
        self,
        subject: _Subject,
        verb: str,
        facts: Mapping[str, object],
        *,
        actor: Actor,
        at: datetime,
        rows: Iterable[Model] = (),
    ) -> None:
        """Add an act to the stream of a subject; `rows` are those written beside its own."""
        told = {**facts, **self._of(subject, rows)}
        record(
            f"{self._stream}{subject.pk}", f"{self._room}.{verb}", actor=actor, at=at, facts=told
        )

    def across(
        self,
        written: Mapping[_Subject, Iterable[Model]],
        verb: str,
        *,
        actor: Actor,
        at: datetime,
    ) -> None:
        """Add the same act to the streams of many subjects, each with the rows that it wrote."""
        facts = {f"{self._stream}{one.pk}": self._of(one, rows) for one, rows in written.items()}
        record_across(f"{self._room}.{verb}", facts, actor=actor, at=at)

    def _of(self, subject: _Subject, rows: Iterable[Model]) -> dict[str, object]:
        return {"unit": self._unit_of(subject), ROWS: stated(subject, *rows)}


class UnitTelling:
    """Acts on what a unit as a whole has settled; the caller holds the unit."""

    def __init__(self, stream: str, room: str) -> None:
        self._stream = stream
        self._room = room

    def __call__(
        self,
        unit_id: int,
        verb: str,
        facts: Mapping[str, object],
        *,
        actor: Actor,
        at: datetime,
        rows: Iterable[Model] = (),
    ) -> None:
        """Add an act to the stream of a unit, with the rows that it wrote."""
        told = {**facts, ROWS: stated(*rows)}
        record(f"{self._stream}{unit_id}", f"{self._room}.{verb}", actor=actor, at=at, facts=told)
