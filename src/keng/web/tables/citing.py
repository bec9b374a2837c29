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
from keng.publishing.queries import papers_of
from keng.reporting import queries
from keng.web import clock, wording

MOST: Final = 100
_MOST_FORMS: Final = 6


@dataclass(frozen=True)
class Citable:
    """Papers as (id, subject), figures as (submission and cell, label)."""

    papers: tuple[tuple[int, str], ...]
    figures: tuple[tuple[str, str], ...]


def citable(view: AssessmentView, code: str, actor: Actor) -> Citable:
    """The papers of the unit, and its reported cells: those the criterion reads before all others.

    At most 100 of each. Who may not see the figures of the unit is offered none.
    """
    return Citable(tuple(_papers(view, actor)), tuple(_figures(view, code, actor))[:MOST])


def _papers(view: AssessmentView, actor: Actor) -> Iterator[tuple[int, str]]:
    try:
        found = papers_of(view.unit_id, actor=actor, at=clock.now())
    except NotAllowed:
        return
    for paper in found[:MOST]:
        yield paper.id, f"{paper.subject} – {wording.period(paper.period)}"


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
        for each in queries.submissions_of(view.unit_id, on=on)
        if each.period.last >= first and each.period.first <= last
    ][:_MOST_FORMS]
    pack, language = installed.current(), wording.language()
    for each in standing:
        held = [key for key, it in queries.figures_of(each.submission_id).items() if it.value]
        for key in [key for key in held if key in wanted] if wanted else held:
            label = f"{pack.cell_label(key, language)} – {wording.period(each.period)}"
            yield f"{each.submission_id}:{key}", label
