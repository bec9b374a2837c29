"""Two mentions of one paper that a slip of the hand sets apart, and one number given twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from keng.kernel.letters import folded
from keng.proofing.arithmetic.nearness import slipped
from keng.proofing.manuscript import Manuscript
from keng.proofing.mentions import Mention, alike, may_be_one_issuer

_ABOUT: Final = re.compile(
    r"[,\s]{0,2}(?:ngay [^,;.]{4,16},?\s)?(?:cua [^,;.\d]{2,60}? )?(?:ve\b|v/v\b|de\b|kem theo"
    r"|[“\"])"
)
# Kinds of which an office issues few: two of one day would be told apart by their matter.
_RARE: Final = frozenset(
    {"chuong trinh", "chuong trinh phoi hop", "quy che", "chi thi", "quy che phoi hop"}
)
_FEW_SHARED: Final = 10
_CLOSE: Final = 700


def one_day_slipped(one: Mention, other: Mention) -> bool:
    """Whether the days of one number differ as a slip makes them: one digit, or two exchanged."""
    if one.day is None or other.day is None or one.day.year != other.day.year:
        return False
    issuers = may_be_one_issuer(one, other)
    return issuers and slipped(f"{one.day:%d%m}", f"{other.day:%d%m}")


def are_two_papers(manuscript: Manuscript, one: Mention, other: Mention) -> bool:
    """One number of one office and year for two days and two matters, told close together."""
    if one.day is None or other.day is None or one.day.year != other.day.year:
        return False
    same = one.body == other.body and one.level == other.level
    close = abs(other.span.start - one.span.end) < _CLOSE or bool(one.body)
    return same and close and _matters_differ(manuscript, one, other)


def _matters_differ(manuscript: Manuscript, one: Mention, other: Mention) -> bool:
    """Whether both tell what they are about, and share hardly a word of it."""
    if not (_tells_its_matter(manuscript, one) and _tells_its_matter(manuscript, other)):
        return False
    shared = one.subject & other.subject
    least = min(len(one.subject), len(other.subject))
    return least > 1 and len(shared) * _FEW_SHARED < 5 * least


def _tells_its_matter(manuscript: Manuscript, mention: Mention) -> bool:
    end = mention.span.end
    return bool(_ABOUT.match(manuscript.said(end, end + 120)))


def one_paper_of_the_day(manuscript: Manuscript, one: Mention, other: Mention) -> bool:
    """One rare kind, one symbol, one day, in two sentences, and no matter that sets them apart."""
    if not may_be_one_issuer(one, other):
        return False
    if (
        _swapped(one.citation.number, other.citation.number)
        and one.citation.kind_words == other.citation.kind_words
    ):
        return True  # 204 and 240 of one day: numbers that follow each other differ otherwise
    sentences = [manuscript.text.sentence_at(found.span.start) for found in (one, other)]
    told = _tells_its_matter(manuscript, one) and _tells_its_matter(manuscript, other)
    if sentences[0] == sentences[1]:
        return False
    if told:
        return _same_matter(one, other)
    return one.citation.kind_words in _RARE


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring digits stand the wrong way round."""
    return one != other and sorted(one) == sorted(other) and slipped(one, other)


def _same_matter(one: Mention, other: Mention) -> bool:
    """Whether most words are the same; of a few words all but those behind them."""
    shared = one.subject & other.subject
    least = min(len(one.subject), len(other.subject))
    return alike(one, other) or (least > 1 and len(shared) == least)


def one_issuer_two_symbols(manuscript: Manuscript, one: Mention, other: Mention) -> bool:
    """One kind, number and whole day under two symbols, issued by one and the same body."""
    if one.day is None or one.day != other.day or one.letters == other.letters:
        return False
    said = [
        folded(manuscript.text.said(found.citation.issuer)) if found.citation.issuer else ""
        for found in (one, other)
    ]
    if all(said):
        return said[0] == said[1]
    return may_be_one_issuer(one, other) and one.citation.kind_words == other.citation.kind_words


def dated(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, date]]:
    """The mentions with their own day, or the one that the text tells for them elsewhere."""
    known: dict[tuple[str, str], set[date]] = {}
    for mention in mentions:
        if mention.day and mention.letters:
            known.setdefault((mention.number, mention.letters), set()).add(mention.day)
    for mention in mentions:
        days = known.get((mention.number, mention.letters), set())
        if mention.day is not None:
            yield mention, mention.day
        elif len(days) == 1:
            yield mention, next(iter(days))
