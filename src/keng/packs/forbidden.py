"""The second net: words in a pack that would make it count or list people whom Keng never counts.

The first net is the closed lists of the schema. This one reads every label, note, code and
message, undoes the usual disguises (marks dropped, letters spaced, hidden or foreign characters,
words run together) and refuses words about religion, ethnicity, nationality, political opinion,
people watched, suspected, convicted or treated, and the identity of single people. It is a net,
not a proof: docs/mechanisms/what-a-pack-may-count.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from keng.kernel.vietnamese import fold, normalise
from keng.packs.forbidden_words import (
    ENGLISH,
    HARMLESS,
    SMALL_TOTALS,
    VIETNAMESE,
    Topic,
)
from keng.packs.problems import Problem
from keng.packs.yamltext import Fields, Node, Scalar, scalars

_SECTIONS = (
    "groups",
    "units",
    "breakdowns",
    "indicators",
    "forms",
    "checks",
    "outlines",
    "criteria",
    "initiatives",
    "commendations",
    "steering",
)
# Keys under which only codes of other parts stand: those are read where they are declared.
_REFERENCES = {
    "checks": frozenset({"rule", "values", "cells", "forms", "examples", "source", "over"}),
    "forms": frozenset({"cells"}),
    "outlines": frozenset({"indicators", "forms", "profiles"}),
    "initiatives": frozenset({"fills", "each", "reaches", "counted", "source"}),
    "commendations": frozenset({"counted", "source"}),
    "steering": frozenset({"counted"}),
}
# Of a criteria set: only below `criteria`, where the third step is a code and hides nothing.
_IN_CRITERION = frozenset(
    {"rule", "applies_if", "share", "children", "figures", "facts", "examples", "reference"}
)
_NONE: frozenset[str] = frozenset()
_LOOKALIKES = str.maketrans(
    {
        **dict(zip("авсдеіјкмнорѕтухѵԁɡ", "abcdeijkmhopstyxvdg", strict=True)),
        **dict(zip("αβεικνορτυχ", "abeiknoptux", strict=True)),
    }
)
_DIGITS = str.maketrans("0134578", "oieasțb".replace("ț", "t"))
_LONG_ENOUGH = 6  # letters of a run-together term; shorter ones stand inside ordinary words
_LONGEST_SYLLABLE = 6  # a longer word may be several syllables run together
_SPACED = re.compile(r"\b(?:\w ){3,}\w\b")


@dataclass(frozen=True)
class Term:
    """A forbidden Vietnamese phrase: with marks, without, and whether it is safe without."""

    topic: Topic
    words: tuple[str, ...]
    bare: tuple[str, ...]
    always: bool


@dataclass(frozen=True)
class Hit:
    """A forbidden word in a text."""

    topic: Topic
    term: str


def forbidden_problems(root: Fields) -> list[Problem]:
    """Every place of a pack where such a word stands."""
    return [
        _problem(scalar, hit)
        for scalar, is_small in _texts(root)
        for hit in hits_in(scalar.text or "", totals_allowed=is_small)
    ]


def _texts(root: Fields) -> Iterator[tuple[Scalar, bool]]:
    for section in _SECTIONS:
        part = root.fields.get(section)
        for path, scalar in scalars(part) if part is not None else ():
            # The first step is the code of the part, which may be any word: it hides nothing.
            if scalar.text and not _is_reference(section, path):
                yield scalar, section == "indicators" and _is_small(part, path)


def _is_reference(section: str, path: tuple[str, ...]) -> bool:
    if section == "criteria":
        return path[1:2] == ("criteria",) and bool(_IN_CRITERION & set(path[3:4]))
    return bool(_REFERENCES.get(section, _NONE) & set(path[1:]))


@lru_cache(maxsize=20_000)
def hits_in(text: str, *, totals_allowed: bool = False) -> tuple[Hit, ...]:
    """The forbidden words of a text, each topic once; `totals_allowed` for a small total."""
    words = _without(undisguised(text).split(), HARMLESS)
    if totals_allowed:
        words = _without(words, SMALL_TOTALS)
    hits = [*_vietnamese(words), *_english(words)]
    return tuple({hit.topic: hit for hit in hits}.values())


def undisguised(text: str) -> str:
    """Lower-case words with single spaces, marks kept, disguises undone.

    >>> undisguised("T\\u200bôn_Giáo!")
    'tôn giáo'
    >>> undisguised("t ô n g i á o")
    'tôngiáo'
    """
    visible = text if text.isascii() else _visible(text)
    spaced = re.sub(r"[\W_]+", " ", visible).strip()
    joined = _SPACED.sub(lambda run: run[0].replace(" ", ""), spaced)
    return " ".join(_spelt(word) for word in joined.split())


def _visible(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")


@lru_cache(maxsize=20_000)
def _spelt(word: str) -> str:
    lower = word.lower() if word.isascii() else normalise(word).lower().translate(_LOOKALIKES)
    return _without_digits(lower)


def _without_digits(word: str) -> str:
    mixed = any(sign.isalpha() for sign in word) and any(sign.isdigit() for sign in word)
    return word.translate(_DIGITS) if mixed else word


def _is_small(part: Node | None, path: tuple[str, ...]) -> bool:
    indicator = part.fields.get(path[0]) if isinstance(part, Fields) and path else None
    small = indicator.fields.get("small") if isinstance(indicator, Fields) else None
    return isinstance(small, Scalar) and small.text == "true"


def _vietnamese(words: list[str]) -> Iterator[Hit]:
    bare = [_folded(word) for word in words]
    unmarked = words == bare
    by_first, squeezed = _terms()
    for place, first in enumerate(bare):
        for term in by_first.get(first, ()):
            end = place + len(term.bare)
            written = tuple(words[place:end])
            if tuple(bare[place:end]) == term.bare and _is_meant(term, written, unmarked=unmarked):
                yield Hit(term.topic, " ".join(term.words))
        if len(first) > _LONGEST_SYLLABLE and (run := squeezed.search(first)):
            term = _term_of(run[0])
            yield Hit(term.topic, " ".join(term.words))


def _is_meant(term: Term, written: tuple[str, ...], *, unmarked: bool) -> bool:
    if term.always or written == term.words:
        return True
    return unmarked and any(word != bare for word, bare in zip(term.words, term.bare, strict=True))


def _english(words: list[str]) -> Iterator[Hit]:
    text = " ".join(words)
    for topic, pattern in _patterns().items():
        if match := pattern.search(text):
            yield Hit(topic, match[0])


def _without(words: list[str], listed: str) -> list[str]:
    """The words with the listed phrases taken out; without marks they are known as well."""
    unmarked = all(word == _folded(word) for word in words)
    known = _phrases_without_marks(listed) if unmarked else _phrases(listed)
    kept: list[str] = []
    place = 0
    while place < len(words):
        phrases = known.get(words[place], ())
        fitting = [len(p) for p in phrases if tuple(words[place : place + len(p)]) == p]
        kept.append("·" if fitting else words[place])
        place += max(fitting, default=1)
    return kept


@cache
def _phrases(listed: str) -> dict[str, list[tuple[str, ...]]]:
    return _by_first_word(normalise(listed).lower())


@cache
def _phrases_without_marks(listed: str) -> dict[str, list[tuple[str, ...]]]:
    return _by_first_word(_folded(listed))


def _by_first_word(listed: str) -> dict[str, list[tuple[str, ...]]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for one in listed.split(";"):
        words = tuple(one.split())
        by_first.setdefault(words[0], []).append(words)
    return by_first


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text)


@cache
def _every_term() -> tuple[Term, ...]:
    terms = []
    for topic, listed in VIETNAMESE.items():
        for one in listed.split(";"):
            words = tuple(normalise(one.replace("*", "")).lower().split())
            terms.append(Term(topic, words, tuple(_folded(word) for word in words), "*" in one))
    return tuple(terms)


@cache
def _terms() -> tuple[dict[str, list[Term]], re.Pattern[str]]:
    """The terms by their first word, and the ones of several words run together."""
    by_first: dict[str, list[Term]] = {}
    for term in _every_term():
        by_first.setdefault(term.bare[0], []).append(term)
    squeezed = sorted(("".join(term.bare) for term in _every_term() if _is_long(term)), key=len)
    return by_first, re.compile("|".join(reversed(squeezed)))


def _is_long(term: Term) -> bool:
    return len(term.bare) > 1 and sum(map(len, term.bare)) >= _LONG_ENOUGH


def _term_of(run: str) -> Term:
    return next(term for term in _every_term() if "".join(term.bare) == run)


@cache
def _patterns() -> dict[Topic, re.Pattern[str]]:
    return {
        topic: re.compile(rf"\b(?:{pattern})\b", re.VERBOSE) for topic, pattern in ENGLISH.items()
    }


def _problem(scalar: Scalar, hit: Hit) -> Problem:
    return Problem(
        scalar.at,
        f"“{scalar.text}” nói đến {hit.topic.vi} (“{hit.term}”); Keng không đếm điều này, hãy bỏ",
        f"{scalar.text!r} speaks of {hit.topic.en} ({hit.term!r}); Keng never counts it, remove it",
    )
