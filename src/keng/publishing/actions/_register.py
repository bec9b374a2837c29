"""An issued paper gets its number in the register of papers and is filed there as sent."""

from __future__ import annotations

from datetime import datetime

from keng.documents.reading import read
from keng.kernel.actors import Actor
from keng.papers.actions import Issued, IssuingBody, file_issued, number_issued
from keng.papers.reading import Head, read_paper
from keng.publishing.models import Paper, PaperFile
from keng.publishing.opening import lines_held


def enter_in_register(
    paper: Paper, file: PaperFile, content: bytes, *, actor: Actor, at: datetime
) -> None:
    """Number and file an issued paper, in its transaction; one without number waits for it.

    Raises Conflict where the number was given to another paper or voided, WrongState where the
    series of the body is closed.
    """
    if paper.number is None or paper.issued_on is None:
        return
    body = IssuingBody(paper.unit_id, paper.series, paper.issuer)
    number = number_issued(body, paper.number, paper.issued_on, paper.subject, actor=actor, at=at)
    head = Head(
        kind=paper.doc_type,
        number=f"{paper.number:02d}",
        symbol=paper.symbol,
        issued_on=paper.issued_on,
        issuer=paper.issuer,
        place=paper.place,
        title=paper.subject,
    )
    document = read(content, name=file.name)
    held = lines_held(content, document.lines, outline=paper.outline)
    found = read_paper(document, held=held)
    kept = not held  # a number of people leaves by the paper itself, which asks who opens it
    issued = Issued(paper.pk, paper.unit_id, head, file.name, content, found, is_kept=kept)
    file_issued(issued, number, actor=actor, at=at)
