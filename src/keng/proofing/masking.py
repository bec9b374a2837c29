"""What a finding may show of the words at its place: no personal data, nothing on watched people.

A sentence about believers, foreigners as persons, drug users, convicted or released persons or
persons under supervision is never quoted, and its numbers are not given out either; the line says
where it stands. Sentences on offenders in general are not quoted, their totals may be compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.prose.counted import Sort
from keng.prose.groups import NAMES_OFFENDERS, NAMES_WATCHED, Group
from keng.prose.text import Span, Text
from keng.prose.watched import Watch

WITHHELD: Final = "[đoạn không trích]"
_PERSONAL: Final = re.compile(
    r"(?<!\d)0\d{8,11}(?!\d)|(?<!\d)\d{12}(?!\d)|(?<!\d)\d{9}(?!\d)|\b(?:cccd|cmnd|sn \d{4}"
    r"|sinh (?:nam|ngay) \d"
    r"|hktt|tru tai)\b"
)
_OFFENDER_UNITS: Final = frozenset({"đối tượng", "bị can", "bị cáo"})
_MOST_NUMBERS: Final = 40
_LONGEST: Final = 240
_WIDER: Final = 12


@dataclass(frozen=True)
class Privacy:
    """Knows of one text which places may be shown."""

    manuscript: Manuscript

    @property
    def text(self) -> Text:
        """The text whose places are asked for."""
        return self.manuscript.text

    def quoted(self, span: Span, *, withhold: bool) -> str:
        """The words of a place, shortened; `WITHHELD` where they may not be shown."""
        about = self._touches(span, self._groups) or self._touches(span, self._offenders)
        data = _PERSONAL.search(self.text.folded, span.start, span.end + _WIDER)
        if withhold or about or data:
            return WITHHELD
        words = self.text.said(span)
        return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"

    def may_tell_values(self, remark: Remark) -> bool:
        """Whether the numbers of a finding may be given: no place is about watched people."""
        spans = (remark.span, *remark.related)
        return not (
            remark.masked
            or any(self._touches(span, self._groups) for span in spans)
            or any(self._counts_watched(span) for span in spans)
        )

    def _counts_watched(self, span: Span) -> bool:
        """Whether a number of the place counts watched people; offenders in general are none."""
        return any(
            quantity.amount.unit.sort is Sort.COUNT
            and quantity.amount.unit.name not in _OFFENDER_UNITS
            and self._watch.group_of(quantity.amount) not in (None, Group.SUSPECTS)
            for quantity in self.manuscript.between(span.start, span.end)[:_MOST_NUMBERS]
        )

    @cached_property
    def _watch(self) -> Watch:
        return Watch(self.text, self.manuscript.sections)

    def _touches(self, span: Span, places: Sequence[int]) -> bool:
        """Whether the sentences that a place touches hold one of the words."""
        start = self.text.sentence_at(span.start).start
        end = max(self.text.sentence_at(max(span.end - 1, span.start)).end, span.end)
        index = bisect_left(places, start)
        return index < len(places) and places[index] < end

    @cached_property
    def _groups(self) -> list[int]:
        return [found.start() for found in NAMES_WATCHED.finditer(self.text.folded)]

    @cached_property
    def _offenders(self) -> list[int]:
        return [found.start() for found in NAMES_OFFENDERS.finditer(self.text.folded)]
