"""How a stretch of a plan is said again: short, and without words about watched people."""

from __future__ import annotations

from typing import Final, NamedTuple

from keng.prose.groups import TOPIC, Group
from keng.prose.reading import WITHHELD
from keng.prose.text import Span, Text

_LONGEST_TITLE: Final = 160
_SHORTEST_TITLE: Final = 40
_LEAST_OPEN: Final = 12


class Said(NamedTuple):
    """A title and the whole text; `cut` where the title is shorter."""

    title: str
    text: str
    cut: bool


def said(text: Text, span: Span) -> Said:
    """The words of a stretch; from a watched group on they stay unsaid (semantics 28)."""
    whole = _open(text, span)
    title = shortened(whole)
    return Said(title, whole, title != whole)


def shortened(words: str) -> str:
    """The beginning of a long text, up to a comma or a word, with "…" where something follows."""
    if len(words) <= _LONGEST_TITLE:
        return words
    head = words[: _LONGEST_TITLE - 1]
    ends = [head.rfind(mark) for mark in ("; ", ", ", ": ")]
    end = max(ends)
    if end < _SHORTEST_TITLE:
        end = head.rfind(" ")
    return f"{head[:end].rstrip(' ,;:')}…"


def speaks_of_watched(text: Text, span: Span) -> bool:
    """Whether a stretch speaks of watched people."""
    return _first_watched(text, span) is not None


def _open(text: Text, span: Span) -> str:
    place = _first_watched(text, span)
    words = _capital(text.said(span))
    if place is None:
        return words
    shown = _capital(text.body[span.start : place]).rstrip(" ,;(")
    return f"{shown} {WITHHELD}" if len(shown) >= _LEAST_OPEN else WITHHELD


def _first_watched(text: Text, span: Span) -> int | None:
    for found in TOPIC.finditer(text.folded, span.start, span.end):
        if found["short"] and not text.said(Span(*found.span())).rsplit(" ", 1)[-1][:1].isupper():
            continue
        if any(found[group.value] for group in Group):
            return found.start()
    return None


def _capital(words: str) -> str:
    words = words.strip(" -–+*•;,:").removesuffix("./.").strip()
    words = words[:-1] if words.endswith((".", ";")) and not words.endswith("...") else words
    return words[:1].upper() + words[1:]
