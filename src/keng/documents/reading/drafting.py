"""What a reader is given and what it fills: the job, the draft, and the Protocol of readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from keng.documents.reading.document import (
    Footnote,
    Kind,
    Note,
    Page,
    Place,
    ReadDocument,
    Table,
)

Progress = Callable[[int, int], None]
NOWHERE: Final = Place()


@dataclass(frozen=True)
class Job:
    """One reading: the file's name and digest, and how the caller wants long ones done.

    `progress` hears (pages done, pages in all). `cache` is a folder where recognised pages wait,
    so that a reading that was broken off goes on where it stopped. `workers` = 0: one a processor.
    """

    name: str
    sha256: str
    progress: Progress | None = None
    cache: Path | None = None
    workers: int = 0

    def told(self, done: int, of: int) -> None:
        """Tell the caller how far it is."""
        if self.progress is not None:
            self.progress(done, of)


@dataclass
class Draft:
    """What a reader has found so far; `finished` makes the document of it.

    `beside` holds texts that are no lines (page heads and feet) but may bear a mark of secrecy.
    """

    kind: Kind
    lines: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def add(self, text: str, place: Place = NOWHERE) -> int:
        """Put a line at the end and return its number."""
        self.lines.append(text)
        self.places.append(place)
        return len(self.lines)

    def finished(self, job: Job) -> ReadDocument:
        """The document, which nobody changes any more."""
        return ReadDocument(
            job.name,
            job.sha256,
            self.kind,
            tuple(self.lines),
            tuple(self.places),
            tuple(self.pages),
            tuple(self.tables),
            tuple(self.footnotes),
            tuple(self.notes),
        )


class Reader(Protocol):
    """Turns the bytes of one kind of file into a draft; FileRefused for what it cannot read."""

    def __call__(self, content: bytes, job: Job) -> Draft:
        """Read the whole file."""
