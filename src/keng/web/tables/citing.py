"""What a person may name as evidence without a file: papers and figures that stand in Keng."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from keng.criteria.queries.shapes import AssessmentView
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.figures import CellKey
from keng.packs import installed
from keng.papers.queries import Filter, PaperHead, Within, found_papers
from keng.publishing.queries import heads_of_unit
from keng.reporting import queries
from keng.search.matching import Wanted
from keng.web import clock, wording

MOST: Final = 100
MOST_FOUND: Final = 20
_MOST_FORMS: Final = 6


@dataclass(frozen=True)
class FoundPaper:
    """A paper that answers: `kind` and `id` are what citing it sends."""

    kind: str
    id: int
    line: str
    title: str
    under: str


@dataclass(frozen=True)
class FoundPapers:
    """What a search for papers finds; `is_more` where others answer too."""

    words: str
    papers: tuple[FoundPaper, ...]
    is_more: bool


def papers_found(view: AssessmentView, words: str, actor: Actor) -> FoundPapers:
    """Papers with these words in number or title: the register's, then those written of the unit.

    At most 20 of each, the newest first. What was issued stands in the register and is not listed
    twice. Who may not see the papers of the unit is offered none of them.
    """
    on = clock.today()
    wanted = Filter(words=words, within=Within.HEAD)
    entries = found_papers(wanted, actor=actor, on=on)[: MOST_FOUND + 1]
    lines = {entry.line for entry in entries}
    own = [one for one in _written(view, words, actor) if one.line not in lines]
    shown = [_registered(entry) for entry in entries[:MOST_FOUND]] + own[:MOST_FOUND]
    is_more = len(entries) > MOST_FOUND or len(own) > MOST_FOUND
    return FoundPapers(words, tuple(shown), is_more)


def _registered(entry: PaperHead) -> FoundPaper:
    day = f"{entry.issued_on:%d/%m/%Y}" if entry.issued_on else ""
    under = " · ".join(part for part in (entry.issuer, day) if part)
    return FoundPaper("so-van-ban", entry.id, entry.line, entry.title, under)


def _written(view: AssessmentView, words: str, actor: Actor) -> list[FoundPaper]:
    """The papers of the unit that were written in Keng and have the words."""
    wanted = Wanted(words)
    try:
        heads = heads_of_unit(view.unit_id, actor=actor, at=clock.now())
    except NotAllowed:
        return []
    return [
        FoundPaper("van-ban", one.id, one.number_line, one.subject, wording.period(one.period))
        for one in heads
        if wanted.is_empty or wanted.rank((one.subject, one.number_line)) is not None
    ]


def citable(view: AssessmentView, code: str, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Reported cells of the unit as (submission and cell, label), at most 100.

    Those that the criterion reads come before all others; who may not see the figures of the unit
    is offered none, and of small totals only who is near to it: that one is there says it is not 0.
    """
    return tuple(_figures(view, code, actor))[:MOST]


def _figures(view: AssessmentView, code: str, actor: Actor) -> Iterator[tuple[str, str]]:
    on = clock.today()
    if not actor.may("view", unit_id=view.unit_id, on=on):
        return
    one = next(each for each in view.criteria if each.criterion.code == code)
    wanted = {cell for _time, cell in one.cells}
    wanted |= {CellKey.parse(text) for text in one.criterion.figures}
    first, last = view.law.window.of(view.year)
    standing = [
        each
        for each in queries.submissions_of(view.unit_id, on=on, actor=actor)
        if each.period.last >= first and each.period.first <= last
    ][:_MOST_FORMS]
    is_near = view.unit_id in queries.near_among(actor, [view.unit_id], on=on)
    pack, language = installed.current(), wording.language()
    for each in standing:
        held = [
            key
            for key, it in queries.figures_of(each.submission_id).items()
            if it.value and (is_near or not pack.indicator_of(key).small)
        ]
        for key in [key for key in held if key in wanted] if wanted else held:
            label = f"{pack.cell_label(key, language)} – {wording.period(each.period)}"
            yield f"{each.submission_id}:{key}", label
