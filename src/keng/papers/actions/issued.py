"""Papers that Keng itself made: numbered in the series of their body, and filed as sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from keng.kernel.actors import Actor
from keng.papers import files
from keng.papers.actions._journal import tell_paper
from keng.papers.actions.filing import head_of_text
from keng.papers.actions.linking import linked
from keng.papers.actions.numbering import series_at, use_number
from keng.papers.models import Number, Paper, PaperText
from keng.papers.reading import Head, ReadPaper
from keng.papers.sameness import Reference, issuer_form
from keng.papers.vocabulary import Direction, State


@dataclass(frozen=True)
class Issued:
    """A paper that was issued: whose it is, its head, its file and what was read of it.

    `is_kept`: whether the register keeps the file too; else only its digest, and who may open the
    paper finds it where it was issued.
    """

    issued_id: int
    unit_id: int
    head: Head
    file_name: str
    content: bytes
    read: ReadPaper
    is_kept: bool = True


@dataclass(frozen=True)
class IssuingBody:
    """Who issues: the unit, the code of its number series, and its name."""

    unit_id: int
    code: str
    name: str


def number_issued(
    body: IssuingBody, n: int, day: date, about: str, *, actor: Actor, at: datetime
) -> Number:
    """The number of a paper that is being issued, in the body's series of the year.

    To be called in the transaction that issues the paper. Raises what `use_number` raises.
    """
    series = series_at(body.unit_id, body.code, body.name, day.year, actor=actor, at=at)
    return use_number(series, n, about, actor=actor, at=at)


def file_issued(issued: Issued, number: Number, *, actor: Actor, at: datetime) -> Paper:
    """Enter an issued paper into the register of its unit, in the transaction that issues it."""
    head = issued.head
    reference = Reference(head.kind, head.number, head.symbol, head.issued_on, head.issuer)
    day = head.issued_on
    if day is None:
        raise ValueError("an issued paper that is filed has its day")
    paper = Paper.objects.create(
        unit_id=issued.unit_id,
        direction=Direction.SENT.value,
        state=State.FILED.value,
        kind=head.kind,
        number=head.number,
        symbol=head.symbol,
        issued_on=day,
        issuer=head.issuer[:300],
        issuer_form=issuer_form(head.issuer)[:300],
        place=head.place,
        title=head.title,
        key=reference.key,
        sorted_on=day,
        taken=number,
        issued_id=issued.issued_id,
        sha256=_kept(issued.content, is_kept=issued.is_kept),
        file_name=issued.file_name,
        file_size=len(issued.content),
        file_kept=issued.is_kept,
        at=at,
        account_id=actor.account_id,
    )
    words = issued.read.words
    text = PaperText.objects.create(
        paper=paper,
        head=head_of_text(paper),
        text=words.text,
        body=words.body,
        withheld=words.withheld,
        is_cut=words.is_cut,
    )
    links = linked(paper, issued.read.named)
    tell_paper(paper, "papers.issued", [text, *links], actor=actor, at=at, issued=issued.issued_id)
    return paper


def sign_issued(
    issued_id: int, content: bytes, file_name: str, *, actor: Actor, at: datetime
) -> None:
    """Put the signed file in the place of the one that was issued; nothing if it is not filed."""
    paper = Paper.objects.filter(issued_id=issued_id).first()
    if paper is None:
        return
    paper.sha256, paper.file_name = _kept(content, is_kept=paper.file_kept), file_name[:255]
    paper.file_size = len(content)
    paper.revision += 1
    paper.save()
    tell_paper(paper, "papers.signed", [], actor=actor, at=at)


def _kept(content: bytes, *, is_kept: bool) -> str:
    return files.keep(content) if is_kept else sha256(content).hexdigest()
