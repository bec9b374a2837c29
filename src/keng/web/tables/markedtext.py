"""A proofread text line by line, each finding beside its line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from keng.proofing.finding import Finding, Place, Severity
from keng.publishing.proofreading import Proofread
from keng.web import wording
from keng.web.phrases.proofs import (
    ShownSeverity,
    as_lines,
    message_of,
    rule_url,
    shown_severity,
    where_of,
)

MOST_WHOLE: Final = 3_000
"""A longer text is shown where something was found, with the lines around it."""

_AROUND: Final = 2


@dataclass(frozen=True)
class ShownPlace:
    """Another line that a finding rests on; `number` is where the link leads."""

    number: int
    words: str


@dataclass(frozen=True)
class ShownFinding:
    """A finding beside its line. `where` is empty where it is just that line."""

    code: str
    url: str
    severity: ShownSeverity
    where: str
    message: str
    expected: str
    related: tuple[ShownPlace, ...]


@dataclass(frozen=True)
class ShownLine:
    """One line of the text. `skipped`: how many lines before it are not shown."""

    number: int
    text: str
    severity: str
    findings: tuple[ShownFinding, ...]
    skipped: int = 0


@dataclass(frozen=True)
class Tally:
    """How many findings there are of a severity."""

    severity: ShownSeverity
    count: int


@dataclass(frozen=True)
class MarkedText:
    """The whole answer: what the page shows, and the same as text to be copied."""

    name: str
    tallies: tuple[Tally, ...]
    total: int
    lines: tuple[ShownLine, ...]
    line_count: int
    notes: tuple[str, ...]
    copied: str

    @property
    def is_cut(self) -> bool:
        """Whether lines without findings are left out."""
        return len(self.lines) < self.line_count


def marked_text(found: Proofread, *, most_whole: int = MOST_WHOLE) -> MarkedText:
    """A proofread file as the page shows it."""
    beside: dict[int, list[Finding]] = defaultdict(list)
    for finding in found.findings:
        beside[finding.line].append(finding)
    numbers = _shown_numbers(found, most_whole)
    lines, last = [], 0
    for number in numbers:
        lines.append(_line(number, found.lines, beside[number], number - last - 1))
        last = number
    english = wording.language() == "en"
    return MarkedText(
        name=found.name,
        tallies=tuple(Tally(shown_severity(one), found.count(one)) for one in Severity),
        total=len(found.findings),
        lines=tuple(lines),
        line_count=len(found.lines),
        notes=tuple(note.message_en if english else note.message for note in found.notes),
        copied=as_lines(found.findings),
    )


def worst_first(shown: MarkedText) -> list[tuple[ShownLine, ShownFinding]]:
    """All findings with their lines, errors before warnings before matters of form."""
    order = [one.value for one in Severity]
    found = [(line, one) for line in shown.lines for one in line.findings]
    return sorted(found, key=lambda pair: order.index(pair[1].severity.code))


def _shown_numbers(found: Proofread, most_whole: int) -> list[int]:
    count = len(found.lines)
    if count <= most_whole:
        return list(range(1, count + 1))
    wanted: set[int] = set()
    for finding in found.findings:
        places = [(one.line, one.end_line) for one in finding.related]
        for line, end in [(finding.line, finding.end_line), *places]:
            wanted.update(range(max(line - _AROUND, 1), min(end + _AROUND, count) + 1))
    return sorted(wanted)


def _line(number: int, lines: tuple[str, ...], findings: list[Finding], skipped: int) -> ShownLine:
    order = list(Severity)
    worst = min((order.index(one.severity) for one in findings), default=None)
    return ShownLine(
        number,
        lines[number - 1],
        "" if worst is None else order[worst].value,
        tuple(_finding(one) for one in findings),
        skipped,
    )


def _finding(finding: Finding) -> ShownFinding:
    return ShownFinding(
        finding.code,
        rule_url(finding.code),
        shown_severity(finding.severity),
        where_of(finding) if finding.end_line > finding.line else "",
        message_of(finding),
        finding.expected or "",
        tuple(_place(place) for place in finding.related),
    )


def _place(place: Place) -> ShownPlace:
    return ShownPlace(place.line, place.text)
