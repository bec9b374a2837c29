"""Looking through every source at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from keng.search.hits import Hit, Reader, Remembering, Source
from keng.search.matching import Wanted
from keng.search.sources import SOURCES

LONGEST_TEXT = 200
"""Nobody types more into a search box; what is longer is not looked for."""


@dataclass(frozen=True)
class Group:
    """The hits of one kind: the first ones, and how many there are in all."""

    kind: str
    hits: tuple[Hit, ...]
    total: int
    note: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether there are more hits than are shown."""
        return self.total > len(self.hits)


def search(
    text: str,
    reader: Reader,
    *,
    limit: int,
    kind: str = "",
    also: Sequence[Source] = (),
) -> list[Group]:
    """What answers the text, in groups; the group with the best hit first, at most `limit` each.

    `kind` asks for one group only. `also` are sources that the edge itself knows, such as its
    pages. Groups without hits are left out; nothing typed, nothing found.
    """
    wanted = Wanted(text[:LONGEST_TEXT])
    if wanted.is_empty:
        return []
    reader = replace(reader, actor=Remembering(reader.actor))
    groups = [
        _group(source, wanted, reader, limit)
        for source in (*SOURCES, *also)
        if kind in {"", source.kind}
    ]
    # Of equals the order of the sources holds.
    return sorted((one for one in groups if one.hits), key=lambda one: _key(one.hits[0]))


def _group(source: Source, wanted: Wanted, reader: Reader, limit: int) -> Group:
    found = source.find(wanted, reader)
    ordered = sorted(found.hits, key=_key)
    return Group(source.kind, tuple(ordered[:limit]), len(ordered), found.note)


def _key(hit: Hit) -> tuple[object, ...]:
    return (hit.rank.fit, hit.is_past, hit.rank.other_spelling)
