"""What every act on a paper shares: the row lock, the files, the journal line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import FOLLOWING, ROWS, following, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.publishing import files
from keng.publishing.models import Paper, PaperFile
from keng.publishing.states import Act, State, next_state


def paper_for_update(paper_id: int, verb: str, act: Act, *, actor: Actor, at: datetime) -> Paper:
    """The paper, locked, moved by the act but not yet saved.

    Raises NotFound, NotAllowed without the verb on its unit, WrongState. Nothing is changed.
    """
    paper = for_update(Paper.objects.filter(pk=paper_id)).first()
    if paper is None:
        raise no_such_paper(paper_id)
    actor.require(verb, unit_id=paper.unit_id, on=local_day(at))
    paper.state = next_state(State(paper.state), act).value
    return paper


def no_such_paper(paper_id: int) -> NotFound:
    """The refusal for a paper that is not there."""
    return NotFound(
        f"Không có văn bản số thứ tự {paper_id} trong hệ thống.",
        message_en=f"There is no paper {paper_id}.",
    )


def saved(
    paper: Paper,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    file: PaperFile | None = None,
) -> None:
    """Save the paper with its next revision, write the journal, then add the file of the act.

    The entry states how the paper and the file stand from now on.
    """
    paper.revision += 1
    paper.save()
    told = {"state": paper.state, "revision": paper.revision, **facts, ROWS: stated(paper)}
    if file is not None:
        told |= {"file": file.sha256, FOLLOWING: following(file)}
    entry = record(f"paper:{paper.pk}", verb, actor=actor, at=at, facts=told)
    if file is not None:
        file.entry = entry
        file.save(force_insert=True)


def new_file(
    paper: Paper, kind: PaperFile.Kind, content: bytes, *, actor: Actor, at: datetime
) -> PaperFile:
    """The next file of the paper, stored under its digest; its row is added by `saved`."""
    last = paper.files.aggregate(last=Max("n"))["last"] or 0
    ending = {PaperFile.Kind.PDF: "pdf"}.get(kind, "docx")
    if kind is PaperFile.Kind.SIGNED:
        ending = "pdf" if content.startswith(b"%PDF") else "docx"
    return PaperFile(
        paper=paper,
        n=last + 1,
        kind=kind.value,
        name=f"{_file_name(paper)}.{ending}",
        sha256=files.keep(content),
        size=len(content),
        at=at,
        account_id=actor.account_id,
    )


def _file_name(paper: Paper) -> str:
    """The symbol, or the kind of paper where its body numbers none, and the period."""
    named = (paper.symbol or paper.outline).replace("/", "-")
    return f"{named}-{paper.period.code.replace('/', '_')}"


def current_file(paper: Paper) -> PaperFile:
    """The Word file of the paper as it stands."""
    words = paper.files.exclude(kind__in=[PaperFile.Kind.PDF, PaperFile.Kind.SIGNED])
    return words.latest("n")
