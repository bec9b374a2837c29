"""Papers written before any rule was looked at, with slips and relations marked in the text itself.

`{right|wrong}` is a place where a slip is planted (one at a time), `<...>` a relation that is
right although it may look suspicious. Without its marks and slips a paper is sound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from keng.proofing.finding import Finding, Severity
from keng.proofing.proofreading import proofread

PAPERS: Final = Path(__file__).parent / "proofing" / "unseen"
_MARK: Final = re.compile(r"[{|}<>]")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Slip:
    """Wrong words for right ones, at an offset of the sound text."""

    at: int
    right: str
    wrong: str


@dataclass(frozen=True)
class Paper:
    """A sound text, the slips that can be planted and the spans of relations that hold."""

    name: str
    text: str
    slips: tuple[Slip, ...]
    relations: tuple[tuple[int, int], ...]

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return self.text.count("\n", 0, offset) + 1

    def with_slip(self, slip: Slip) -> str:
        """The text with one slip."""
        return self.text[: slip.at] + slip.wrong + self.text[slip.at + len(slip.right) :]

    def with_all(self) -> str:
        """The text with every slip at once."""
        text = self.text
        for slip in reversed(self.slips):
            text = text[: slip.at] + slip.wrong + text[slip.at + len(slip.right) :]
        return text


def paper(name: str) -> Paper:
    """The paper of that name, its marks read."""
    marked = (PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    text, wrong = "", ""
    slips: list[Slip] = []
    relations: list[tuple[int, int]] = []
    opened = slip_at = -1
    in_wrong = in_slip = False
    for char in marked:
        if char == "{":
            slip_at, in_slip = len(text), True
        elif char == "|" and in_slip and not in_wrong:
            in_wrong, wrong = True, ""
        elif char == "}":
            slips.append(Slip(slip_at, text[slip_at:], wrong))
            in_slip = in_wrong = False
        elif char == "<":
            opened = len(text)
        elif char == ">":
            relations.append((opened, len(text)))
        elif in_wrong:
            wrong += char
        else:
            text += char
    return Paper(name, text, tuple(slips), tuple(relations))


def papers() -> list[Paper]:
    """Every paper, by name."""
    return [paper(path.stem) for path in sorted(PAPERS.glob("*.txt"))]


def serious(text: str) -> list[Finding]:
    """What is told of a text as more than a matter of style."""
    found = proofread(text.split("\n"))
    return [finding for finding in found if finding.severity is not Severity.STYLE]


def told_anew(read: Paper, slip: Slip, sound: Sequence[Finding]) -> list[Finding]:
    """What a slip adds to what is told of the sound paper; a doubled word is a matter of style."""
    known = {(one.code, one.message) for one in sound}
    found = proofread(read.with_slip(slip).split("\n"))
    return [one for one in found if (one.code, one.message) not in known]


def touches(read: Paper, slip: Slip, finding: Finding) -> bool:
    """Whether a finding (or a place that it rests on) lies on the lines of a slip."""
    first = read.line_of(slip.at) - 1
    last = first + 2 + slip.wrong.count("\n")
    last = max(last, _total_row(read.text.split("\n"), first + 1))
    places = [(finding.line, finding.end_line), *((p.line, p.end_line) for p in finding.related)]
    return any(line <= last and end >= first for line, end in places)


def _total_row(lines: Sequence[str], line: int) -> int:
    """The last line of the table in which a line (from 1) stands; 0 outside of tables.

    A cell that was changed is denied by the total below it as well as by its own row.
    """
    if "|" not in lines[line - 1]:
        return 0
    return next(
        (number for number in range(line, len(lines)) if "|" not in lines[number]), len(lines)
    )


def flagged(read: Paper, sound: Sequence[Finding]) -> list[str]:
    """The relations that hold and of which something is told all the same."""
    told = []
    for start, end in read.relations:
        words = read.text[start:end]
        numbers = set(_NUMBER.findall(words))
        first, last = read.line_of(start), read.line_of(end)
        for one in sound:
            quoted = set(_NUMBER.findall(one.text))
            if one.line <= last and one.end_line >= first and quoted & numbers:
                told.append(words)
                break
    return told
