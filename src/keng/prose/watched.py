"""Figures about groups of people that are watched over: found, so that they are passed over.

Keng gives out no number about believers, foreigners as persons, drug users, convicted or released
persons, suspects, persons under supervision or treatment (semantics 25 and 28). Counts of cases,
units, posts and meetings stay, also where such a group is spoken of. What a number counts is read
from the words behind it; where they do not tell ("05 người", "02 trường hợp", "dưới 3%"), from the
nearest topic before it, in its sentence, its paragraph and the heading above. In doubt a number of
persons is passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from keng.prose.counted import Sort, unit_at
from keng.prose.groups import (
    ACTS_ON,
    DOUBTFUL_UNITS,
    OPEN_UNITS,
    PERSON_UNITS,
    TOPIC,
    Group,
    damaged_topic,
)
from keng.prose.numbers import Amount
from keng.prose.sections import Section, section_at
from keng.prose.text import Span, Text

# "02 hộ với 07 khẩu theo đạo": a number that follows at once belongs to the same persons.
_PHRASE_ENDS: Final = re.compile(r"[;.:)\n]|,\s|\s\(?\d")
_AT_ONCE: Final = re.compile(r"(?:\s?[/(=]|\s(?:voi|gom|va|co))\s?\d[\d.,]*")
_WORD_NEXT: Final = re.compile(
    r"\s(?!so voi|trong|la\b|tro|va\b|tai|o\b|den|do\b|bi\b|duoc|nam\b)[a-z]"
)
# A share or a change goes on with what was counted before: "214 giáo dân; chiếm 25% dân số".
_CARRIED_ON: Final = re.compile(r"\b(?:chiem|bang|tuong ung|tang|giam|con)\s(?:ty le\s|khoang\s)?$")
_CASES_OF: Final = re.compile(
    r"(?<![\d.,/])(?P<part>\d{1,6})\s?/\s?(?P<whole>\d{1,6})\s(?:vu|tin|don|thon|xa)\b"
)
_ROUNDING: Final = Decimal("0.6")
_MOST_PHRASE: Final = 80
_LEAD: Final = 90
_CLOSE: Final = 30
_NEARBY: Final = 160
_OWN_GROUP: Final = {
    "đối tượng": Group.WATCHED,
    "bị can": Group.SUSPECTS,
    "bị cáo": Group.SUSPECTS,
}


@dataclass(frozen=True)
class Topic:
    """What the text speaks of at a place: a watched group, or None for something harmless.

    A `thing` is no person; an `arrest` makes suspects of the persons counted after it.
    """

    span: Span
    group: Group | None
    thing: bool = False
    arrest: bool = False


@dataclass(frozen=True)
class Watch:
    """Decides for the numbers of one text whether they count watched people."""

    text: Text
    sections: tuple[Section, ...]

    def group_of(self, amount: Amount) -> Group | None:
        """The watched group that a number counts, or None where it may be given out."""
        if amount.unit.name in _OWN_GROUP:
            return _OWN_GROUP[amount.unit.name]
        group = self._group_told(amount)
        unknown = amount.unit.sort is Sort.BARE and _WORD_NEXT.match(self.text.folded, amount.end)
        persons = amount.unit.name in PERSON_UNITS or unknown
        if group is None and self.text.damaged and persons:
            return self._group_nearby(amount)
        return group

    def _group_told(self, amount: Amount) -> Group | None:
        """The group by the words behind the number, or by the topic before it."""
        name, sort = amount.unit.name, amount.unit.sort
        open_unit = sort in (Sort.PERCENT, Sort.BARE)
        if not open_unit and name not in PERSON_UNITS:
            return self._group_in_unit(amount)
        if (group := self._group_behind(amount)) is not None:
            return group
        if not open_unit and name not in OPEN_UNITS:
            return None if self._is_attended(amount) else self._group_in_clause(amount)
        if sort is Sort.PERCENT and (
            self._is_share_of_things(amount) or self._shares_cases(amount)
        ):
            return None
        counts = open_unit and bool(_WORD_NEXT.match(self.text.folded, amount.end))
        carried = _CARRIED_ON.search(
            self.text.folded, max(0, amount.span.start - 16), amount.span.start
        )
        if counts and not self.text.unmarked and not carried:
            return self._group_in_clause(amount)
        return self.group_before(amount.span.start, things=open_unit)

    def group_before(self, offset: int, *, things: bool) -> Group | None:
        """The watched group that is the topic at a place, by the nearest topic before it.

        With `things`, cases and things are topics too and take the place of a group.
        """
        sentence = self.text.sentence_at(offset)
        if topic := self._last_topic(sentence.start, offset, things=things):
            return topic.group
        paragraph = self.text.paragraph_at(offset)
        lead = min(paragraph.start + _LEAD, sentence.start)
        if topic := self._last_topic(paragraph.start, lead, things=things):
            return topic.group
        section = section_at(self.sections, offset)
        if section is None or section.span.start <= offset < section.span.end:
            return None
        heading = self._last_topic(section.span.start, section.span.end, things=things)
        return heading.group if heading else None

    def _group_behind(self, amount: Amount) -> Group | None:
        """The group in the words behind the number, unless those counted only deal with it."""
        start, whole = amount.span.end, self.text.folded
        limit = min(start + _MOST_PHRASE, len(whole))
        begin = min(amount.end, limit)
        if paired := _AT_ONCE.match(whole, begin):
            begin = min(paired.end(), limit)
        ended = _PHRASE_ENDS.search(whole, begin, limit)
        end = ended.start() if ended else limit
        for topic in self._between(start, end):
            if topic.group is not None and not topic.arrest:
                dealt_with = ACTS_ON.search(whole, start, topic.span.start)
                return None if dealt_with else topic.group
        return None

    def _group_nearby(self, amount: Amount) -> Group | None:
        """In a damaged text, for persons: any group that the sentence names close by.

        The word that would tell may be the one that was lost; only dead, hurt and present people
        named right before or behind the number are sure to be nobody watched.
        """
        sentence, place = self.text.sentence_at(amount.span.start), amount.span.start
        before = self._between(max(sentence.start, place - _CLOSE), place)
        if (before and before[-1].group is None) or self._is_attended(amount):
            return None
        window = self._between(
            max(sentence.start, place - _NEARBY), min(sentence.end, place + _NEARBY)
        )
        return next((topic.group for topic in window if topic.group and not topic.arrest), None)

    def _is_share_of_things(self, amount: Amount) -> bool:
        """Whether a percentage ("100% cơ sở") is one what is no person."""
        whole = unit_at(self.text, amount.end)
        return whole.sort is Sort.COUNT and whole.name not in PERSON_UNITS

    def _shares_cases(self, amount: Amount) -> bool:
        """ "làm rõ 33/37 vụ, 52 đối tượng (đạt 89,19%)": the share is that of the cases."""
        start = max(self.text.sentence_at(amount.span.start).start, amount.span.start - _NEARBY)
        for found in _CASES_OF.finditer(self.text.folded, start, amount.span.start):
            part, whole = int(found["part"]), int(found["whole"])
            if amount.value is not None and whole and amount.unit.sort is Sort.PERCENT:
                return abs(amount.value - Decimal(100 * part) / whole) < _ROUNDING
        return False

    def _is_attended(self, amount: Amount) -> bool:
        """Whether the words behind say that those counted took part or were honoured."""
        behind = self._between(amount.end, amount.end + _MOST_PHRASE // 2)
        return bool(behind) and behind[0].group is None

    def _group_in_unit(self, amount: Amount) -> Group | None:
        """For a unit that is no person: the group whose own words were taken for the unit.

        Without marks "tin" of "tín đồ" looks like a piece of news.
        """
        begun = self._between(amount.span.end, amount.end)
        if begun and not begun[0].arrest:
            return begun[0].group
        doubtful = self.text.unmarked and amount.unit.name in DOUBTFUL_UNITS
        return self._group_in_clause(amount) if doubtful else None

    def _group_in_clause(self, amount: Amount) -> Group | None:
        """For a number before a word that is no known unit: the topic of its own clause."""
        place = amount.span.start
        start = self.text.clause_start(place)
        topic = self._last_topic(start, place, things=True)
        return topic.group if topic else None

    def _last_topic(self, start: int, end: int, *, things: bool) -> Topic | None:
        topics, starts = self._topics if things else self._people
        index = bisect_left(starts, end) - 1
        return topics[index] if index >= 0 and starts[index] >= start else None

    def _between(self, start: int, end: int) -> list[Topic]:
        topics, starts = self._people
        return topics[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _topics(self) -> tuple[list[Topic], list[int]]:
        pattern = damaged_topic() if self.text.damaged else TOPIC
        found = (self._topic(match) for match in pattern.finditer(self.text.folded))
        topics = [topic for topic in found if topic is not None]
        return topics, [topic.span.start for topic in topics]

    @cached_property
    def _people(self) -> tuple[list[Topic], list[int]]:
        topics = [topic for topic in self._topics[0] if not topic.thing]
        return topics, [topic.span.start for topic in topics]

    def _topic(self, found: re.Match[str]) -> Topic | None:
        span = Span(*found.span())
        if found["harmless"] or found["thing"]:
            return Topic(span, None, thing=found["thing"] is not None)
        if found["arrest"]:
            return Topic(span, Group.SUSPECTS, arrest=True)
        if found["short"] and not self._is_country(span):
            return None
        group = next(group for group in Group if found[group.value])
        return Topic(span, group)

    def _is_country(self, span: Span) -> bool:
        """Whether the last word of a person with a short country has a capital and no more."""
        last = self.text.said(span).rsplit(" ", 1)[-1]
        return last[:1].isupper() and not last.isupper()
