"""A file proofread: its lines as they may be shown, and what was found in them. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from keng.documents import word
from keng.documents.archives import MEBIBYTE
from keng.documents.reading import Kind, Note, ReadDocument, read
from keng.documents.reading.kinds import sort_of
from keng.proofing.finding import Finding, Severity
from keng.proofing.layout.judging import judge_layout
from keng.proofing.proofreading import proofread
from keng.proofing.units.known import KnownUnits
from keng.publishing.shown_lines import shown_lines

LARGEST_AT_ONCE: Final = 4 * MEBIBYTE
_QUICK: Final = frozenset({"txt", "docx", "xlsx", "pdf"})


class TakesLonger(Exception):
    """The file is a scan, an old Word file or very large: its reading is no work of a moment."""


@dataclass(frozen=True)
class Proofread:
    """A file that was proofread: `lines` masked as `shown_lines` says, findings in their order.

    `notes` are what the reader of the file had to tell.
    """

    name: str
    kind: str
    lines: tuple[str, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings there are of a severity."""
        return sum(finding.severity is severity for finding in self.findings)


_STORED: Final = TypeAdapter(Proofread)


def proofread_file(content: bytes, *, name: str, units: KnownUnits | None = None) -> Proofread:
    """Read a file and proofread its text; a scan takes as long as it takes.

    Names of units are held against `units`, by default the list that is shipped.

    Raises FileRefused for what cannot or must not be read (docs/reference/reading-files.md).
    """
    return _proofread(read(content, name=name), content, units)


def proofread_at_once(content: bytes, *, name: str, units: KnownUnits | None = None) -> Proofread:
    """As `proofread_file`, where a person waits for the answer.

    Raises TakesLonger, too, where the file has to be recognised, converted, or is large.
    """
    if len(content) > LARGEST_AT_ONCE or sort_of(content, name=name) not in _QUICK:
        raise TakesLonger(name)
    return _proofread(read(content, name=name, progress=_given_up(name)), content, units)


def stored(found: Proofread) -> bytes:
    """The result as a job keeps it."""
    return _STORED.dump_json(found)


def restored(content: bytes) -> Proofread:
    """A result that a job kept."""
    return _STORED.validate_json(content)


def _given_up(name: str) -> Callable[[int, int], None]:
    """Only pages that are pictures tell of their progress: the first one ends the reading."""

    def progress(_done: int, _pages: int) -> None:
        raise TakesLonger(name)

    return progress


def layout_of(document: ReadDocument, content: bytes) -> tuple[tuple[Finding, ...], list[Note]]:
    """The slips of layout of a Word file, and a note where none was looked for.

    Other kinds of files do not tell how they look: they have neither.
    """
    if document.kind is not Kind.DOCX:
        return (), []
    verdict = judge_layout(word.appearance(content))
    why = verdict.unjudged
    return verdict.findings, [Note("layout_unjudged", *why)] if why else []


def _proofread(document: ReadDocument, content: bytes, units: KnownUnits | None) -> Proofread:
    slips, notes = layout_of(document, content)
    found = [*proofread(document.lines, units), *slips]
    found.sort(key=lambda one: (one.line, one.code))
    return Proofread(
        document.name,
        document.kind.value,
        shown_lines(document.lines),
        tuple(found),
        (*document.notes, *notes),
    )
