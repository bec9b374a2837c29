"""The chain of a paper: up to what it rests on, down to what was made of it.

Entries of one paper in several registers are one place of the chain. A paper that nobody filed
stands in it as it was named. Each level costs the same few queries, however many papers it holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.papers.matching import links_to
from keng.papers.models import Link, Paper
from keng.papers.queries.register import PaperHead, head_of, paper_seen
from keng.papers.sameness import Reference, bare_number, bare_symbol
from keng.papers.vocabulary import State

LEVELS: Final = 5
MOST_PLACES: Final = 120
_MOST_LINKS: Final = 1_000  # of one level; a place that many papers name is cut long before


@dataclass(frozen=True)
class ChainNode:
    """One paper of the chain. `level` is 0 for the one asked for, negative above, positive below.

    `heads` are its entries that the reader may see, none for a paper that is only named.
    """

    place: str
    level: int
    line: str
    kind: str
    issued_on: date | None
    issuer: str
    title: str
    heads: tuple[PaperHead, ...] = ()


@dataclass(frozen=True)
class ChainStep:
    """One paper (`lower`) cites, implements or replaces another (`upper`)."""

    lower: str
    upper: str
    kind: str


@dataclass(frozen=True)
class Chain:
    """The papers level by level and the steps between them; `is_cut` where there are more."""

    nodes: tuple[ChainNode, ...]
    steps: tuple[ChainStep, ...]
    is_cut: bool


@dataclass
class _Drawing:
    """The chain while it is put together."""

    reach: frozenset[int] | None
    entries: dict[str, list[Paper]] = field(default_factory=dict)
    named: dict[str, Reference] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    steps: set[ChainStep] = field(default_factory=set)
    is_cut: bool = False

    def sees(self, paper: Paper) -> bool:
        return self.reach is None or paper.unit_id in self.reach

    def put(self, place: str, level: int) -> bool:
        """Whether the place is new; a chain that grows too long is cut and says so."""
        if place in self.levels:
            return False
        if len(self.levels) >= MOST_PLACES:
            self.is_cut = True
            return False
        self.levels[place] = level
        return True


def chain_of(paper_id: int, *, actor: Actor, at: datetime) -> Chain:
    """The chain of a paper, LEVELS up and down. Raises NotFound, NotAllowed.

    Only papers of units that the actor views open; others stand as they are named by these.
    """
    paper = paper_seen(paper_id, actor=actor, at=at)
    drawing = _Drawing(actor.reach("view", on=local_day(at)))
    start = _place_of(paper)
    drawing.put(start, 0)
    drawing.entries[start] = _entries_of([paper], drawing)
    _go_up(drawing, drawing.entries[start])
    _go_down(drawing, drawing.entries[start])
    nodes = sorted(
        (_node(place, level, drawing) for place, level in drawing.levels.items()),
        key=_order,
    )
    kept = {node.place for node in nodes}
    steps = sorted(
        (step for step in drawing.steps if step.lower in kept and step.upper in kept),
        key=lambda step: (step.upper, step.lower, step.kind),
    )
    return Chain(tuple(nodes), tuple(steps), drawing.is_cut)


def _go_up(drawing: _Drawing, start: list[Paper]) -> None:
    level = start
    for depth in range(1, LEVELS + 1):
        links = list(
            Link.objects.filter(paper__in=[one.pk for one in level], removed=False).order_by("id")
        )
        if not links:
            return
        meant = _meant(links, level, drawing)
        by_id = {one.pk: one for one in level}
        following: dict[str, list[Paper]] = {}
        for link in links:
            entry = meant.get(link.pk)
            place = _place_of(entry) if entry is not None else _named_place(link)
            lower = _place_of(by_id[link.paper_id])
            if place == lower:
                continue
            drawing.steps.add(ChainStep(lower, place, link.kind))
            if not drawing.put(place, -depth):
                continue
            drawing.named.setdefault(place, link.reference)
            if entry is not None:
                following.setdefault(place, []).append(entry)
        level = _entries_of([one for found in following.values() for one in found], drawing)
        _sort_in(drawing, level)
        if not level:
            return
    drawing.is_cut = (
        drawing.is_cut
        or Link.objects.filter(paper__in=[one.pk for one in level], removed=False).exists()
    )


def _go_down(drawing: _Drawing, start: list[Paper]) -> None:
    level = start
    for depth in range(1, LEVELS + 1):
        below: list[Paper] = []
        found, is_cut = links_to(level, most=_MOST_LINKS)
        drawing.is_cut = drawing.is_cut or is_cut
        for upper in level:
            for link in found[upper.pk]:
                lower = link.paper
                place = _place_of(lower)
                if not drawing.sees(lower) or lower.state != State.FILED.value:
                    continue
                if place == _place_of(upper):
                    continue
                drawing.steps.add(ChainStep(place, _place_of(upper), link.kind))
                if drawing.put(place, depth):
                    below.append(lower)
        level = _entries_of(below, drawing)
        _sort_in(drawing, level)
        if not level:
            return
    found, _is_cut = links_to(level, most=1)
    drawing.is_cut = drawing.is_cut or any(found.values())


def _meant(links: list[Link], level: list[Paper], drawing: _Drawing) -> dict[int, Paper]:
    """The entry that each link leads to, where the reader may see one; one query."""
    keys = {link.key for link in links if link.key}
    ids = {link.target_id for link in links if link.target_id is not None}
    loose = [link for link in links if link.target_id is None and not link.key]
    units = {one.unit_id for one in level}
    unsettled = Q(
        unit_id__in=units,
        symbol__in={link.ref_symbol for link in loose},
        number__in={
            spelt for link in loose for spelt in (link.ref_number, bare_number(link.ref_number))
        },
    )
    rows = _visible(Paper.objects.filter(Q(pk__in=ids) | Q(key__in=keys) | unsettled), drawing)
    by_id = {row.pk: row for row in rows}
    by_key = {row.key: row for row in by_id.values() if row.key}
    unit_of = {one.pk: one.unit_id for one in level}
    meant: dict[int, Paper] = {}
    for link in links:
        entry = by_id.get(link.target_id or 0) or by_key.get(link.key)
        if entry is None and link.target_id is None and not link.key:
            same = [
                row
                for row in by_id.values()
                if row.unit_id == unit_of[link.paper_id]
                and row.pk != link.paper_id
                and link.reference.may_be(row.reference)
            ]
            entry = same[0] if len(same) == 1 else None
        if entry is not None:
            meant[link.pk] = entry
    return meant


def _entries_of(papers: Collection[Paper], drawing: _Drawing) -> list[Paper]:
    """The entries and all other visible entries of the same papers; one query."""
    keys = {one.key for one in papers if one.key}
    found = {one.pk: one for one in papers}
    if keys:
        rows = _visible(Paper.objects.filter(key__in=keys), drawing)
        found |= {row.pk: row for row in rows}
    return [found[pk] for pk in sorted(found)]


def _visible(rows: Iterable[Paper], drawing: _Drawing) -> list[Paper]:
    return [row for row in rows if row.state == State.FILED.value and drawing.sees(row)]


def _sort_in(drawing: _Drawing, papers: Iterable[Paper]) -> None:
    for paper in papers:
        drawing.entries.setdefault(_place_of(paper), []).append(paper)


def _place_of(paper: Paper) -> str:
    return paper.key or f"#{paper.pk}"


def _named_place(link: Link) -> str:
    return link.key or f"?{bare_number(link.ref_number)}|{bare_symbol(link.ref_symbol)}"


def _node(place: str, level: int, drawing: _Drawing) -> ChainNode:
    entries = drawing.entries.get(place, [])
    if not entries:
        named = drawing.named[place]
        return ChainNode(place, level, named.line, named.kind, named.issued_on, named.issuer, "")
    first = entries[0]
    return ChainNode(
        place,
        level,
        first.line,
        first.kind,
        first.issued_on,
        first.issuer,
        first.title,
        tuple(head_of(one) for one in entries),
    )


def _order(node: ChainNode) -> tuple[int, date, str]:
    return node.level, node.issued_on or date.max, node.line
