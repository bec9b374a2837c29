"""Which entries of the register a mention may mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from keng.papers.models import Link, Paper
from keng.papers.sameness import Reference, bare_number, bare_symbol
from keng.papers.vocabulary import STEPS, State

_DEEPEST = 60  # no chain of papers is as long; a longer one is cut and never followed for ever


def spellings(number: str) -> set[str]:
    """The ways in which a number is written: with and without its zero."""
    bare = bare_number(number)
    return {number, bare, f"0{bare}", f"00{bare}"}


def candidates(unit_id: int, references: Collection[Reference]) -> dict[Reference, list[Paper]]:
    """The filed entries of a unit that each mention may mean, one query for all of them."""
    numbers = {spelt for one in references for spelt in spellings(one.number)}
    symbols = {one.symbol for one in references}
    rows = Paper.objects.filter(
        unit_id=unit_id, number__in=numbers, symbol__in=symbols, state=State.FILED.value
    ).order_by("id")
    by_place: dict[tuple[str, str], list[Paper]] = {}
    for paper in rows:
        by_place.setdefault((bare_number(paper.number), bare_symbol(paper.symbol)), []).append(
            paper
        )
    return {
        one: [
            paper
            for paper in by_place.get((bare_number(one.number), bare_symbol(one.symbol)), [])
            if one.may_be(paper.reference)
        ]
        for one in references
    }


def links_to(papers: Iterable[Paper], *, most: int) -> tuple[dict[int, list[Link]], bool]:
    """The links that lead to each of these entries, by entry, and whether there are more.

    One query for all of them, the newest first, at most `most`: a circular is named by thousands.

    A link leads to an entry that it names, to one with the same key, and, where neither is known,
    to one of the same unit that nothing contradicts.
    """
    entries = list(papers)
    keys = {one.key for one in entries if one.key}
    numbers = {spelt for one in entries for spelt in spellings(one.number) if one.number}
    symbols = {one.symbol for one in entries if one.symbol}
    unsettled = Q(
        target=None,
        key="",
        ref_number__in=numbers,
        ref_symbol__in=symbols,
        paper__unit_id__in={one.unit_id for one in entries},
    )
    rows = (
        Link.objects.filter(
            Q(target__in=[one.pk for one in entries]) | Q(key__in=keys) | unsettled, removed=False
        )
        .exclude(paper__state=State.DROPPED.value)
        .select_related("paper")
        .order_by("-id")[: most + 1]
    )
    found: dict[int, list[Link]] = {one.pk: [] for one in entries}
    links = list(rows)
    for link in links[:most]:
        for entry in entries:
            if _leads_to(link, entry):
                found[entry.pk].append(link)
    return found, len(links) > most


def would_circle(paper: Paper, target: Paper) -> bool:
    """Whether a step from `paper` to `target` would close a circle of steps."""
    seen, level = {target.pk}, [target]
    for _ in range(_DEEPEST):
        if any(_is_same(paper, one) for one in level):
            return True
        level = [one for one in _steps_from(level) if one.pk not in seen]
        if not level:
            return False
        seen.update(one.pk for one in level)
    return False


def _steps_from(level: Collection[Paper]) -> list[Paper]:
    rows = Link.objects.filter(
        paper__in=[one.pk for one in level], kind__in=[one.value for one in STEPS], removed=False
    )
    ids, keys = set(), set()
    for target_id, key in rows.values_list("target_id", "key"):
        if target_id is not None:
            ids.add(target_id)
        if key:
            keys.add(key)
    wanted = Q(pk__in=ids) | Q(key__in=keys)
    return list(Paper.objects.filter(wanted).exclude(state=State.DROPPED.value))


def _is_same(one: Paper, other: Paper) -> bool:
    return one.pk == other.pk or bool(one.key and one.key == other.key)


def _leads_to(link: Link, entry: Paper) -> bool:
    if link.paper_id == entry.pk:
        return False
    if link.target_id is not None or link.key:
        return link.target_id == entry.pk or bool(link.key and link.key == entry.key)
    if link.paper.unit_id != entry.unit_id:
        return False
    return link.reference.may_be(entry.reference)
