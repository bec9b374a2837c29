"""Papers whose author knew no rule: slips planted all at once, and relations that are right.

`NN.json` beside `NN.txt` names the slips (a line, at times another line that denies it, the words,
a kind, whether it is certain) and the true relations. A slip is found when a finding of a fitting
code lies on one of its lines and tells one of its numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from keng.proofing.finding import Finding, Severity
from keng.proofing.proofreading import proofread

BLIND: Final = Path(__file__).parent / "proofing" / "blind"
PACKAGES: Final = ("a", "b", "c")
_WITHHELD: Final = "[đoạn không trích]"
_MOST_LINES: Final = 6
_ARITHMETIC: Final = range(101, 200)
_PAPERS: Final = range(201, 230)
# Which codes can tell a slip of a kind; of all others those of arithmetic can.
_FITTING: Final[dict[str, frozenset[int]]] = {
    "decimal": frozenset({141, 142, 311, 312, *_ARITHMETIC}),
    "number_writing": frozenset({141, 142, 311, 312, *_ARITHMETIC}),
    "unclosed": frozenset({302, 332}),
    "doubled": frozenset({303}),
    "template": frozenset({146, 321}),
    "abbrev": frozenset({304}),
    "personal": frozenset(range(401, 406)),
    "unit_gone": frozenset({231, 232}),
    "paper_two": frozenset({331, 332, *_PAPERS}),
    "later_paper": frozenset({331, 332, *_PAPERS}),
    "symbol": frozenset({331, 332, *_PAPERS}),
    "number_two": frozenset({*_ARITHMETIC, *_PAPERS}),
    "date": frozenset({313, *_ARITHMETIC, *range(221, 229)}),
    "duration": frozenset({313, *_ARITHMETIC, *range(221, 229)}),
}


@dataclass(frozen=True)
class Score:
    """What the proofreader did with a package; findings that match no slip are `loose`."""

    certain: int
    found: int
    missed: tuple[str, ...]
    relations: int
    flagged: tuple[str, ...]
    loose: tuple[Finding, ...]
    told: int


@cache
def score(package: str) -> Score:
    """The sums over the papers of a package."""
    certain = found = relations = told = 0
    missed: list[str] = []
    flagged: list[str] = []
    loose: list[Finding] = []
    for path in sorted((BLIND / package).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        findings = proofread(path.with_suffix(".txt").read_text(encoding="utf-8").split("\n"))
        used: set[int] = set()
        for slip in gold["slips"]:
            hits = [number for number, one in enumerate(findings) if _finds(one, slip)]
            used.update(hits)
            certain += slip["certain"]
            found += bool(slip["certain"] and hits)
            if slip["certain"] and not hits:
                missed.append(f"{path.stem}: {slip['text']}")
        rest = [one for number, one in enumerate(findings) if number not in used]
        relations += len(gold["true_relations"])
        flagged += [one["text"] for one in gold["true_relations"] if _flags(rest, one)]
        loose += [one for one in rest if one.severity is not Severity.STYLE]
        told += sum(one.severity is not Severity.STYLE for one in findings)
    return Score(certain, found, tuple(missed), relations, tuple(flagged), tuple(loose), told)


def _finds(finding: Finding, slip: dict[str, Any]) -> bool:
    fitting = _FITTING.get(slip["kind"], frozenset(_ARITHMETIC))
    lines = [line for line in (slip["line"], slip.get("other_line")) if line]
    if int(finding.code[1:]) not in fitting or not any(_lies_on(finding, line) for line in lines):
        return False
    wanted = _numbers(slip["text"])
    related = " ".join(place.text for place in finding.related)
    said = _numbers(
        f"{finding.text} {finding.message} {related} {' '.join(map(str, finding.values))}"
    )
    spoken = not wanted or finding.text == _WITHHELD or slip["kind"] == "template"
    return spoken or bool(wanted & said)


def _lies_on(finding: Finding, line: int) -> bool:
    spans = [(finding.line, finding.end_line), *((p.line, p.end_line) for p in finding.related)]
    return any(first <= line <= last <= first + _MOST_LINES for first, last in spans)


def _flags(findings: Sequence[Finding], relation: dict[str, Any]) -> bool:
    """Whether a finding of arithmetic or papers tells a number of a relation on its line."""
    numbers = _numbers(relation["text"])
    return any(
        one.code[1] in "12"
        and one.line <= relation["line"] <= one.end_line
        and numbers & _numbers(one.text)
        for one in findings
    )


def _numbers(words: str) -> set[str]:
    return {found.lstrip("0") or "0" for found in re.findall(r"\d+", words)}
