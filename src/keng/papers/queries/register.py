"""Lists of the register and one paper of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Final, overload

from django.db.models import Q, QuerySet

from keng.db.fulltext import FullText, HasWords
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.kernel.vietnamese import searchable
from keng.papers import files
from keng.papers.matching import candidates, links_to
from keng.papers.models import Link, Paper, PaperText
from keng.papers.sameness import issuer_form
from keng.papers.vocabulary import State

_COLUMNS: Final = ("head", "body")
_WORDS: Final = FullText("papers_papertext", "paper_id", _COLUMNS)
MOST_NAMING: Final = 200
"""Papers that name a paper are listed so far on its page, the newest."""
MOST_FOUND: Final = 10_000
"""Papers with the words that were looked for are counted so far; more are said to be more."""
_PLACE: Final = '"papers_paper"."id"'
_MOST_WORDS: Final = 12


class Force(StrEnum):
    """Whether only papers in force are wanted, only those that ended, or all."""

    ALL = ""
    YES = "yes"
    NO = "no"


class Within(StrEnum):
    """Where words are looked for: in the whole paper, or only in what it is called."""

    ALL = ""
    HEAD = "head"


@dataclass(frozen=True)
class Filter:
    """What is wanted of the register; everything empty is everything that the actor may see."""

    words: str = ""
    within: Within = Within.ALL
    direction: str = ""
    kind: str = ""
    issuer: str = ""
    year: int | None = None
    in_force: Force = Force.ALL
    unit_id: int | None = None


@dataclass(frozen=True)
class PaperHead:
    """What a list shows of a paper."""

    id: int
    unit_id: int
    direction: str
    state: str
    kind: str
    line: str
    symbol: str
    issued_on: date | None
    issuer: str
    title: str
    arrived_on: date | None
    ends_on: date | None
    illustrative: bool
    file_name: str


@dataclass(frozen=True)
class LinkView:
    """One paper that another names: as it is named, and the entry that it is, if that is known.

    `others` are the entries that it may be, for a person to choose from.
    """

    id: int
    kind: str
    line: str
    ref_kind: str
    issued_on: date | None
    issuer: str
    entry: PaperHead | None
    others: tuple[PaperHead, ...] = ()
    was_read: bool = False


@dataclass(frozen=True)
class PaperView:
    """A paper with what it names and what names it."""

    head: PaperHead
    number: str
    place: str
    key: str
    revision: int
    reason: str
    sha256: str
    file_size: int | None
    file_kept: bool
    withheld: int
    is_cut: bool
    text: str
    names: tuple[LinkView, ...]
    named_by: tuple[LinkView, ...]
    named_by_more: bool
    replaced_by: tuple[PaperHead, ...]
    series_id: int | None
    issued_id: int | None
    at: datetime
    account_id: int | None


class PaperList(Sequence[PaperHead]):
    """The papers that answer, newest first, read page by page: one query counts, one reads.

    With `words` at most MOST_FOUND are counted and read; `is_more` says that there are others.
    """

    def __init__(self, rows: QuerySet[Paper], words: Words | None = None) -> None:
        self._rows, self._words = rows, words

    def __len__(self) -> int:
        return min(self._count, MOST_FOUND) if self._words else self._count

    @overload
    def __getitem__(self, index: int) -> PaperHead: ...
    @overload
    def __getitem__(self, index: slice) -> list[PaperHead]: ...
    def __getitem__(self, index: int | slice) -> PaperHead | list[PaperHead]:
        rows = self._rows
        if self._words is not None:
            # Of common words the newest are found at once by going through the papers by day.
            rows = rows.filter(self._words.asked(are_common=self.is_more))
        if isinstance(index, slice):
            return [head_of(row) for row in rows[index]]
        return head_of(rows[index])

    @property
    def is_more(self) -> bool:
        """Whether more answer than are counted."""
        return self._words is not None and self._count > MOST_FOUND

    @cached_property
    def _count(self) -> int:
        rows = self._rows.order_by()
        if self._words is None:
            return rows.count()
        found = rows.filter(self._words.asked())
        return found.values("pk")[: MOST_FOUND + 1].count()


@dataclass(frozen=True)
class Words:
    """Words to look for, in the columns in which they are looked for."""

    columns: tuple[str, ...]
    words: tuple[str, ...]

    def asked(self, *, are_common: bool = False) -> HasWords:
        """The condition on a paper."""
        return HasWords(_PLACE, _WORDS, self.columns, self.words, are_common=are_common)


def found_papers(wanted: Filter, *, actor: Actor, on: date) -> PaperList:
    """The filed papers that answer, of the units that the actor views.

    Words are found without diacritics, each as the beginning of a word; passages that may not be
    quoted are not looked through. Nothing is read until the list is asked.
    """
    rows = _seen_by(actor, on=on).filter(state=State.FILED.value)
    if wanted.unit_id is not None:
        rows = rows.filter(unit_id=wanted.unit_id)
    if wanted.direction:
        rows = rows.filter(direction=wanted.direction)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if issuer := issuer_form(wanted.issuer):
        rows = rows.filter(issuer_form__contains=issuer)
    if wanted.year is not None:
        first, last = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        rows = rows.filter(sorted_on__range=(first, last))
    if wanted.in_force is not Force.ALL:
        ended = Q(ends_on__isnull=False, ends_on__lte=on)
        rows = rows.filter(ended) if wanted.in_force is Force.NO else rows.exclude(ended)
    return PaperList(rows.order_by("-sorted_on", "-id"), _words(wanted))


def papers_waiting(actor: Actor, *, on: date) -> PaperList:
    """The papers that were read from files and wait for the actor to confirm them."""
    rows = _seen_by(actor, on=on, verb="enter").filter(state=State.WAITING.value)
    return PaperList(rows.order_by("-id"))


def years_of(actor: Actor, *, on: date) -> list[int]:
    """The years between the oldest and the newest paper that the actor sees, newest first."""
    rows = _seen_by(actor, on=on).filter(state=State.FILED.value)
    newest = rows.order_by("-sorted_on").values_list("sorted_on", flat=True).first()
    oldest = rows.order_by("sorted_on").values_list("sorted_on", flat=True).first()
    if newest is None or oldest is None:
        return []
    return list(range(newest.year, oldest.year - 1, -1))


def heads_of(paper_ids: Collection[int], *, actor: Actor, on: date) -> dict[int, PaperHead]:
    """The heads of these entries, of the units that the actor views; one query."""
    rows = _seen_by(actor, on=on).filter(pk__in=paper_ids)
    return {row.pk: head_of(row) for row in rows}


def paper_view(paper_id: int, *, actor: Actor, at: datetime) -> PaperView:
    """One paper. Raises NotFound, NotAllowed (view of its unit). Seven queries, however linked."""
    paper = paper_seen(paper_id, actor=actor, at=at)
    text = PaperText.objects.filter(paper=paper).only("text", "withheld", "is_cut").first()
    on = local_day(at)
    named_by, is_more = _named_by(paper, actor=actor, on=on)
    return PaperView(
        head=head_of(paper),
        number=paper.number,
        place=paper.place,
        key=paper.key,
        revision=paper.revision,
        reason=paper.reason,
        sha256=paper.sha256,
        file_size=paper.file_size,
        file_kept=paper.file_kept,
        withheld=text.withheld if text else 0,
        is_cut=text.is_cut if text else False,
        text=text.text if text else "",
        names=_names(paper, actor=actor, on=on),
        named_by=named_by,
        named_by_more=is_more,
        replaced_by=tuple(
            one.entry for one in named_by if one.kind == "replaces" and one.entry is not None
        ),
        series_id=paper.taken.series_id if paper.taken is not None else None,
        issued_id=paper.issued_id,
        at=paper.at,
        account_id=paper.account_id,
    )


def candidates_of(paper_id: int, words: str, *, actor: Actor, at: datetime) -> list[PaperHead]:
    """Filed papers of the same unit that a link of this paper may lead to, by words, at most 20."""
    paper = paper_seen(paper_id, actor=actor, at=at)
    wanted = Filter(words=words, within=Within.HEAD, unit_id=paper.unit_id)
    return found_papers(wanted, actor=actor, on=local_day(at))[:20]


def file_of(paper_id: int, *, actor: Actor, at: datetime) -> tuple[str, bytes]:
    """Name and bytes of the file of a paper. Raises NotFound where none is kept, NotAllowed."""
    paper = paper_seen(paper_id, actor=actor, at=at)
    if not paper.file_kept:
        raise NotFound(
            "Sổ không giữ tệp gốc của văn bản này; chỉ giữ dấu băm và phần chữ được trích.",
            message_en="The register does not keep the file of this paper, only its digest and "
            "the text that may be quoted.",
        )
    return paper.file_name, files.read(paper.sha256)


def entry_of_issued(issued_id: int) -> int | None:
    """The entry of a paper that Keng itself made and numbered; None where it has no entry yet."""
    return Paper.objects.filter(issued_id=issued_id).values_list("pk", flat=True).first()


def units_of_papers(paper_ids: Collection[int]) -> dict[int, int]:
    """Whose each entry is, by entry; one query."""
    return dict(Paper.objects.filter(pk__in=paper_ids).values_list("pk", "unit_id"))


def paper_seen(paper_id: int, *, actor: Actor, at: datetime) -> Paper:
    """The entry, for whoever may view its unit; NotFound and NotAllowed otherwise."""
    paper = Paper.objects.select_related("taken").filter(pk=paper_id).first()
    if paper is None:
        raise NotFound(
            f"Không có văn bản số thứ tự {paper_id} trong sổ.",
            message_en=f"There is no paper {paper_id} in the register.",
        )
    actor.require("view", unit_id=paper.unit_id, on=local_day(at))
    return paper


def head_of(paper: Paper) -> PaperHead:
    """What a list shows of an entry."""
    return PaperHead(
        id=paper.pk,
        unit_id=paper.unit_id,
        direction=paper.direction,
        state=paper.state,
        kind=paper.kind,
        line=paper.line,
        symbol=paper.symbol,
        issued_on=paper.issued_on,
        issuer=paper.issuer,
        title=paper.title,
        arrived_on=paper.arrived_on,
        ends_on=paper.ends_on,
        illustrative=paper.illustrative,
        file_name=paper.file_name,
    )


def _seen_by(actor: Actor, *, on: date, verb: str = "view") -> QuerySet[Paper]:
    reach = actor.reach(verb, on=on)
    rows = Paper.objects.all()
    return rows if reach is None else rows.filter(unit_id__in=reach)


def _words(wanted: Filter) -> Words | None:
    words = searchable(wanted.words).split()[:_MOST_WORDS]
    if not words:
        return None
    columns = _COLUMNS[:1] if wanted.within is Within.HEAD else _COLUMNS
    return Words(columns, tuple(words))


def _names(paper: Paper, *, actor: Actor, on: date) -> tuple[LinkView, ...]:
    links = list(paper.links.filter(removed=False).order_by("id"))
    open_ones = [link.reference for link in links if link.target_id is None]
    may_mean = candidates(paper.unit_id, open_ones) if open_ones else {}
    by_key = _by_key({link.key for link in links if link.key and link.target_id is None})
    targets = {link.target_id for link in links if link.target_id is not None}
    found = heads_of(targets | {row.pk for row in by_key.values()}, actor=actor, on=on)
    views = []
    for link in links:
        others = [one for one in may_mean.get(link.reference, []) if one.pk != paper.pk]
        meant = link.target_id
        if meant is None and link.key in by_key:
            meant = by_key[link.key].pk
        if meant is None and len(others) == 1:
            meant = others[0].pk
            found.setdefault(meant, head_of(others[0]))
        entry = found.get(meant) if meant is not None else None
        several = () if entry is not None else tuple(head_of(one) for one in others)
        views.append(_view(link, entry, several))
    return tuple(views)


def _by_key(keys: Collection[str]) -> dict[str, Paper]:
    if not keys:
        return {}
    rows = Paper.objects.filter(key__in=keys, state=State.FILED.value).order_by("-id")
    return {row.key: row for row in rows}


def _named_by(paper: Paper, *, actor: Actor, on: date) -> tuple[tuple[LinkView, ...], bool]:
    by_entry, is_more = links_to([paper], most=MOST_NAMING)
    links = by_entry[paper.pk]
    found = heads_of({link.paper_id for link in links}, actor=actor, on=on)
    shown = (_view(link, found[link.paper_id]) for link in links if link.paper_id in found)
    return tuple(shown), is_more


def _view(link: Link, entry: PaperHead | None, others: tuple[PaperHead, ...] = ()) -> LinkView:
    named = link.reference
    return LinkView(
        id=link.pk,
        kind=link.kind,
        line=named.line,
        ref_kind=named.kind,
        issued_on=named.issued_on,
        issuer=named.issuer,
        entry=entry,
        others=others,
        was_read=link.was_read,
    )
