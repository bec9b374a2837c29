"""Papers: by subject, number, unit and period."""

from __future__ import annotations

from collections.abc import Iterator

from keng.orgunits.queries import spoken_names
from keng.publishing.queries import MOST_PAPERS, PaperHead, papers_seen_by
from keng.search.hits import Candidate, Found, Reader, answering
from keng.search.matching import Wanted


class Papers:
    """Papers of the units that the reader may view, the newest first."""

    kind = "paper"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """Only heads are read, never the text of a paper: it may hold passages not to be cited."""
        if not reader.may_somewhere("view"):
            return Found(())
        heads = papers_seen_by(reader.actor, on=reader.on)
        note = "newest" if len(heads) == MOST_PAPERS else ""
        return Found(answering(_candidates(heads, reader), wanted), note)


def _candidates(heads: list[PaperHead], reader: Reader) -> Iterator[Candidate]:
    units = spoken_names({one.unit_id for one in heads}, on=reader.on)
    for one in heads:
        unit = units[one.unit_id]
        period = one.period.label(reader.language)
        yield Candidate(
            str(one.id),
            one.subject,
            f"{one.number_line} · {unit} · {period}",
            names=(one.subject, one.number_line),
            besides=(unit, period),
        )
