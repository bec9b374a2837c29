"""Rounds: by title, form and period."""

from __future__ import annotations

from collections.abc import Iterator

from keng.orgunits.queries import spoken_names
from keng.packs import installed
from keng.reporting.queries import rounds_seen_by
from keng.search.hits import Candidate, Found, Reader, answering
from keng.search.matching import Wanted


class Rounds:
    """Rounds that the reader's units own or are asked in, the latest period first."""

    kind = "round"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """Closed rounds stand after open ones."""
        if not reader.may_somewhere("view"):
            return Found(())
        return Found(answering(_candidates(reader), wanted))


def _candidates(reader: Reader) -> Iterator[Candidate]:
    found = rounds_seen_by(reader.actor, on=reader.on)
    pack = installed.current() if found else None  # no round without a programme
    owners = spoken_names({one.owner_unit_id for one in found}, on=reader.on)
    for one in found:
        asked = pack.find_form(one.form) if pack else None
        form = asked.label if asked else None
        names = (form.vi, form.of(reader.language)) if form else ()
        owner = owners[one.owner_unit_id]
        period = one.period.label(reader.language)
        title = one.title
        if form and reader.language != "vi":
            title = f"{form.of(reader.language)}, {period}"
        yield Candidate(
            str(one.id),
            title,
            f"{owner} · {period}",
            names=(one.title, one.form, *names),
            besides=(owner, period),
            is_past=not one.is_open,
        )
