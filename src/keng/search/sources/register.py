"""The register of papers: by number, symbol, issuer, title, and the words of the text."""

from __future__ import annotations

from typing import Final

from keng.papers.queries import Filter, found_papers
from keng.search.hits import Found, Hit, Reader
from keng.search.matching import Fit, Rank, Wanted

MOST: Final = 50


class Register:
    """Filed papers of the units that the reader views, the newest first.

    The index of the register finds them, so that it does not matter how many there are. Passages
    that may not be quoted are not in it.
    """

    kind = "registered"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """At most MOST, and a note where there are more: the page of the register has them all."""
        if not reader.may_somewhere("view"):
            return Found(())
        papers = found_papers(Filter(words=wanted.text), actor=reader.actor, on=reader.on)
        heads = papers[: MOST + 1]
        hits = []
        for head in heads[:MOST]:
            rank = wanted.rank((head.line, head.title), besides=(head.issuer,))
            day = f"{head.issued_on:%d/%m/%Y}" if head.issued_on else ""
            under = " · ".join(part for part in (head.line, head.issuer, day) if part)
            is_past = head.ends_on is not None and head.ends_on <= reader.on
            hits.append(
                Hit(str(head.id), head.title, under, rank or Rank(Fit.INSIDE), is_past=is_past)
            )
        return Found(hits, "register" if len(heads) > MOST else "")
