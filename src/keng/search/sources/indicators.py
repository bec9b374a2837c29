"""Indicators of the installed programme: by code and by label in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from keng.kernel.errors import NotFound
from keng.packs import installed
from keng.search.hits import Found, Hit, Reader
from keng.search.matching import Wanted


class Indicators:
    """What is counted, in the order of the programme."""

    kind = "indicator"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """For whoever may view some unit's figures; the figures themselves are not looked at."""
        if not reader.may_somewhere("view"):
            return Found(())
        return Found(list(_hits(wanted, reader)))


def _hits(wanted: Wanted, reader: Reader) -> Iterator[Hit]:
    try:
        pack = installed.current()
    except NotFound:  # a system before its first programme
        return
    for code, one in pack.indicators.items():
        rank = wanted.rank((code, one.label.vi, one.label.of("en")))
        if rank is not None:
            group = pack.groups[one.group].label.of(reader.language)
            is_past = not one.in_force(reader.on)
            title = one.label.of(reader.language)
            yield Hit(code, title, f"{group} · {code}", rank, is_past)
