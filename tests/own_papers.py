"""Papers written by us with what a careful reader finds in them marked inside, and the measures.

`[[2.417]]` is a figure, `[[8.022km|8.022]]` one whose value is said, `[[!05]]` one about watched
people, which must not be given out. `<<words|number|symbol|date>>` is a citation, `## ` a heading,
`@name value` a line of the header that is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from keng.prose.reading import read, told

PAPERS = Path(__file__).parent / "prose" / "papers"
_MARKED = re.compile(
    r"\[\[(?P<watched>!?)(?P<figure>[^\]|]+)(?:\|(?P<value>[^\]]+))?\]\]"
    r"|<<(?P<paper>[^|>]+)\|(?P<number>[^|]*)\|(?P<symbol>[^|]*)\|(?P<date>[^>]*)>>"
)


class WantedFigure(NamedTuple):
    """A figure of the gold: its first and last line and its value."""

    line: int
    end_line: int
    value: float
    watched: bool


@dataclass
class Paper:
    """A paper and what is in it."""

    lines: list[str]
    figures: list[WantedFigure] = field(default_factory=list)
    citations: list[tuple[str, str, str]] = field(default_factory=list)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)


class Score(NamedTuple):
    """What was found right, what was said and what was wanted."""

    hits: int
    said: int
    wanted: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (self.said + self.wanted) if self.said + self.wanted else 1.0

    def __add__(self, other: Any) -> Score:
        return Score(*(a + b for a, b in zip(self, other, strict=True)))


Places = Callable[[int], tuple[int, int]]
"""Where a line of the gold stands: first and last line of what was recognised."""


class Scores(NamedTuple):
    """The measures of one paper."""

    figures: Score
    citations: Score
    headings: Score
    meta: Score
    watched: int


def paper(name: str) -> Paper:
    """A marked paper by its name."""
    raw = (PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    found = Paper([])
    head = re.match(r"(?:@.*\n)*", raw)
    assert head
    for line in head[0].splitlines():
        key, _, value = line[1:].partition(" ")
        found.meta[key] = value
    marked = raw[head.end() :]
    plain = _unmarked(marked, found)
    found.lines = plain.splitlines()
    return found


def _unmarked(marked: str, found: Paper) -> str:
    pieces: list[str] = []
    line = 1
    for number, said in enumerate(marked.split("\n"), start=1):
        if heading := re.match(r"## (\S+) (.*)", said):
            found.headings.append((number, heading[1].rstrip(".)"), heading[2]))
    place = 0
    for one in _MARKED.finditer(marked):
        before = marked[place : one.start()]
        pieces.append(before)
        line += before.count("\n")
        words = one["figure"] or one["paper"]
        end_line = line + words.count("\n")
        if one["figure"]:
            value = one["value"] or re.sub(r"[^\d,]", "", words).replace(",", ".")
            figure = WantedFigure(line, end_line, float(value), bool(one["watched"]))
            found.figures.append(figure)
        else:
            found.citations.append((one["number"], one["symbol"], one["date"]))
        pieces.append(words)
        line, place = end_line, one.end()
    pieces.append(marked[place:])
    return re.sub(r"(?m)^## ", "", "".join(pieces))


def recognised(name: str) -> list[str]:
    """The lines of a paper as Tesseract recognised a picture of it: `name` with how."""
    return (PAPERS / "recognised" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def measured(gold: Paper, lines: Sequence[str] | None = None) -> Scores:
    """What is read of the lines of a paper, or of what was recognised of it, against the gold."""
    lines = gold.lines if lines is None else lines
    at = _alignment(gold.lines, lines)
    answer = told(read(lines))
    figures = answer["figures"]
    wanted = [one for one in gold.figures if not one.watched]
    hits = _matching(figures, wanted, lambda said, want: _same_figure(said, want, at))
    watched = [one for one in gold.figures if one.watched]
    left = [one for index, one in enumerate(figures) if index not in hits]
    passed = _matching(left, watched, lambda said, want: _same_figure(said, want, at))
    cited = [one for one in answer["citations"] if one["number"]]
    paragraphs = _numbered_paragraphs(gold)
    headings = [
        one
        for one in answer["sections"]
        if one["kind"] == "heading"
        and not any(one["number"] == said and _is_at(one, n, at) for n, said in paragraphs)
    ]
    return Scores(
        Score(len(hits), len(figures) - len(passed), len(wanted)),
        Score(len(_matching(cited, gold.citations, _same_paper)), len(cited), len(gold.citations)),
        Score(
            len(_matching(headings, gold.headings, lambda a, b: _same_heading(a, b, at))),
            len(headings),
            len(gold.headings),
        ),
        _meta(gold, answer["meta"]),
        len(passed),
    )


def _matching(
    said: Sequence[Any], wanted: Sequence[Any], same: Callable[[Any, Any], bool]
) -> dict[int, int]:
    """A largest one-to-one matching: index of said -> index of wanted."""
    owner: dict[int, int] = {}

    def place(want: int, seen: set[int]) -> bool:
        for index, one in enumerate(said):
            if index in seen or not same(one, wanted[want]):
                continue
            seen.add(index)
            if index not in owner or place(owner[index], seen):
                owner[index] = want
                return True
        return False

    for want in range(len(wanted)):
        place(want, set())
    return owner


def _same_figure(said: dict[str, Any], want: WantedFigure, at: Places) -> bool:
    value = said["value"]
    if value is None or abs(abs(value) - abs(want.value)) > 1e-6 * max(1.0, abs(want.value)):
        return False
    return at(want.line)[0] - 1 <= said["line"] <= at(want.end_line)[1] + 1


def _same_paper(said: dict[str, Any], want: tuple[str, str, str]) -> bool:
    code = _tight(f"{said['number']}{said['symbol'] or ''}")
    return (code, said["date"] or "") == (_tight(want[0] + want[1]), want[2])


def _numbered_paragraphs(gold: Paper) -> list[tuple[int, str]]:
    """Lines that open a numbered sentence that heads nothing: they count neither way."""
    headed = {line for line, _, _ in gold.headings}
    opened = ((n, re.match(r"(\d{1,2}|[a-z])[.)] ", said)) for n, said in enumerate(gold.lines, 1))
    return [(n, found[1]) for n, found in opened if found and n not in headed]


def _is_at(said: dict[str, Any], line: int, at: Places) -> bool:
    return abs(said["line"] - at(line)[0]) <= 1


def _alignment(lines: Sequence[str], others: Sequence[str]) -> Places:
    """Each line of the gold led to the lines that begin alike, in order."""
    if list(lines) == list(others):
        return lambda number: (number, number)
    begins = [_bare(line)[:30] for line in others]
    found: list[int] = []
    place = 0
    for line in lines:
        begin = _bare(line)[:30]
        window = range(place, min(place + 12, len(others)))
        likeness = {n: SequenceMatcher(None, begin, begins[n]).ratio() for n in window if begin}
        best = max(likeness, key=lambda n: likeness[n], default=place)
        place = best if likeness.get(best, 0) > 0.5 else place
        found.append(place + 1)
    found.append(len(others))
    return lambda number: (found[number - 1], max(found[number - 1], found[number]))


def _tight(said: str) -> str:
    return re.sub(r"\W+", "", said.lower()).lstrip("0")


def _same_heading(said: dict[str, Any], want: tuple[int, str, str], at: Places) -> bool:
    line, number, title = want
    if _folded(said["number"]) != _folded(number) or not _is_at(said, line, at):
        return False
    a, b = _bare(said["title"])[:40], _bare(title)[:40]
    return bool(a) and SequenceMatcher(None, a[: len(b)], b[: len(a)]).ratio() >= 0.6


def _meta(gold: Paper, said: dict[str, Any]) -> Score:
    told = {**said, **said["period"]}
    right = [key for key, value in gold.meta.items() if _folded(told[key]) == _folded(value)]
    return Score(len(right), len(gold.meta), len(gold.meta))


def _folded(said: str | None) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFC", said or "").lower()).strip()


def _bare(said: str) -> str:
    plain = unicodedata.normalize("NFD", _folded(said).replace("đ", "d"))
    return plain.encode("ascii", "ignore").decode()
