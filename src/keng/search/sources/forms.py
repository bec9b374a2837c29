"""The forms that the reader's own units still have to hand in."""

from __future__ import annotations

from collections.abc import Iterator

from keng.packs import installed
from keng.reporting.queries import duties_of
from keng.search.hits import Found, Hit, Reader
from keng.search.matching import Wanted


class Forms:
    """Own open forms, the next due day first."""

    kind = "form"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """Only forms that somebody waits for, at units where the reader hands reports in."""
        if not reader.may_somewhere("submit"):
            return Found(())
        return Found(list(_hits(wanted, reader)))


def _hits(wanted: Wanted, reader: Reader) -> Iterator[Hit]:
    duties = duties_of(reader.actor, on=reader.on)
    pack = installed.current() if duties else None  # no duty without a programme
    for one in duties:
        form = pack.find_form(one.form) if pack else None
        title = form.label.of(reader.language) if form else one.form
        period = one.period.label(reader.language)
        rank = wanted.rank((title, one.form, one.round_title), besides=(one.unit.full_name, period))
        if rank is not None:
            under = f"{one.unit.full_name} · {period}"
            yield Hit(str(one.submission_id), title, under, rank)
