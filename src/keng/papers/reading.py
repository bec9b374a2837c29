"""A file made into what the register keeps of it: head, papers named in it, words. No database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from keng.documents.reading import ReadDocument
from keng.kernel.vietnamese import searchable
from keng.papers.kinds import kinds
from keng.papers.quoting import Words, is_quotable, words_of
from keng.papers.sameness import Reference, bare_number, bare_symbol
from keng.papers.vocabulary import LinkKind
from keng.prose.citations import Citation
from keng.prose.reading import Reading, read

_IMPLEMENTING: Final = re.compile(
    r"(?:thuc hien|trien khai|cu the hoa|to chuc thuc hien)[^.;]{0,60}$"
)
_REPLACING: Final = re.compile(r"(?:thay the|bai bo)[^.;]{0,60}$")
_LONGEST_TITLE: Final = 1000


@dataclass(frozen=True)
class Named:
    """A paper that a text names, and what the text does with it."""

    kind: LinkKind
    reference: Reference


@dataclass(frozen=True)
class Head:
    """What a paper says of itself; what is not known is empty or None."""

    kind: str = ""
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    issuer: str = ""
    place: str = ""
    title: str = ""


@dataclass(frozen=True)
class ReadPaper:
    """A file as the register takes it in."""

    head: Head
    words: Words
    named: tuple[Named, ...] = ()
    notes: tuple[str, ...] = field(default=())


def read_paper(source: ReadDocument, *, held: Collection[int] = ()) -> ReadPaper:
    """Read the lines of a file: its head is only offered, a person confirms it.

    Of the lines `held`, counted from 1, no word is kept to be shown or looked for.
    """
    reading = read(source.lines)
    head = _head(reading)
    notes = tuple(note.message for note in source.notes)
    return ReadPaper(head, words_of(reading, held), tuple(_named(reading, head)), notes)


def _head(reading: Reading) -> Head:
    meta = reading.meta
    title = " ".join((meta.title or "").split())[:_LONGEST_TITLE]
    return Head(
        kind=meta.type if meta.type in kinds() else "",
        number=(meta.number or "")[:40],
        symbol=(meta.symbol or "")[:80],
        issued_on=_day(meta.day.iso) if meta.day else None,
        issuer=(meta.issuer or "")[:300],
        place=(meta.place or "")[:120],
        title=title if is_quotable(title) else "",
    )


def _named(reading: Reading, head: Head) -> Iterator[Named]:
    """Each paper once, with the strongest thing that the text does with it."""
    found: dict[tuple[str, str], Named] = {}
    own = (bare_number(head.number), bare_symbol(head.symbol))
    for citation in reading.citations:
        reference = _reference(reading, citation)
        place = (bare_number(reference.number), bare_symbol(reference.symbol))
        if not reference.symbol or place == own:
            continue
        one = Named(_what_for(reading, citation), reference)
        before = found.get(place)
        found[place] = one if before is None else _both(before, one)
    yield from found.values()


def _both(before: Named, after: Named) -> Named:
    """Two mentions of one paper: what either says, a step being stronger than a citation."""
    kind = before.kind if before.kind is not LinkKind.CITES else after.kind
    known, more = before.reference, after.reference
    return Named(
        kind,
        Reference(
            known.kind or more.kind,
            known.number,
            known.symbol,
            known.issued_on or more.issued_on,
            known.issuer or more.issuer,
        ),
    )


def _what_for(reading: Reading, citation: Citation) -> LinkKind:
    start = reading.text.sentence_at(citation.span.start).start
    before = reading.text.folded[max(start, citation.span.start - 90) : citation.span.start]
    if _REPLACING.search(before):
        return LinkKind.REPLACES
    if _IMPLEMENTING.search(before):
        return LinkKind.IMPLEMENTS
    return LinkKind.CITES


def _reference(reading: Reading, citation: Citation) -> Reference:
    text = reading.text
    issuer = " ".join(text.said(citation.issuer).split()) if citation.issuer else ""
    return Reference(
        kind=citation.kind if citation.kind and citation.kind in kinds() else "",
        number=citation.number[:40],
        symbol=(citation.symbol or "")[:80],
        issued_on=_day(citation.day.iso) if citation.day else None,
        issuer=issuer[:300],
    )


def _day(iso: str | None) -> date | None:
    """A whole day; a text may name a month only, or a day that does not exist."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def head_words(head: Head, file_name: str = "") -> str:
    """The words of a head by which a paper is found."""
    kind = kinds().get(head.kind)
    parts = (head.number, head.symbol, kind.vi if kind else "", head.issuer, head.title, file_name)
    return searchable(" ".join(part for part in parts if part))
