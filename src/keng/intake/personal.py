"""Personal data in the notes of many workbooks: what a job found, and what a person decides.

The words lie beside the uploaded file, in the folder of the job, and go with it; the rows of the
job hold only how many there are (decision 0368).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from keng.intake.workbooks import ImportProblem
from keng.jobs import files
from keng.jobs.queries import JobView
from keng.jobs.vocabulary import State, StepState
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.screening.desk import Desk, checked_reason


@dataclass(frozen=True)
class FoundPassage:
    """One passage in a note: where it stands, its words, and the letters of the note around it."""

    file: str
    sheet: str
    cell: str
    kind: str
    words: str
    text: str
    first: int
    last: int
    may_keep: bool


@dataclass(frozen=True)
class Decisions:
    """What a person decided: reasons by the words that are kept, and the words taken out."""

    keeps: Mapping[str, str] = field(default_factory=dict)
    outs: frozenset[str] = frozenset()

    def checked(self, asked: Iterable[FoundPassage]) -> Decisions:
        """Only what was asked about, with reasons in one line.

        What may not be kept is left undecided. Raises BadInput for a reason that will not do.
        """
        may = {one.words: one.may_keep for one in asked}
        keeps = {
            words: checked_reason(why) for words, why in self.keeps.items() if may.get(words, False)
        }
        return Decisions(keeps, frozenset(self.outs & may.keys()))

    def to_bytes(self) -> bytes:
        """As a file of a job; nothing where nothing was decided."""
        if not self.keeps and not self.outs:
            return b""
        return json.dumps({"keeps": dict(self.keeps), "outs": sorted(self.outs)}).encode()

    @classmethod
    def of_job(cls, job_id: int) -> Decisions:
        """What was answered for a job; nothing decided where nothing was."""
        try:
            told = json.loads(files.read(job_id, files.ANSWERS))
        except NotFound:
            return cls()
        return cls(told["keeps"], frozenset(told["outs"]))

    def desk(self, actor: Actor, at: datetime, *, page: str) -> Desk:
        """The desk at which a workbook is saved."""
        return Desk(actor=actor, at=at, keeps=self.keeps, outs=self.outs, page=page)


def keep_asked(job_id: int, n: int, problems: Sequence[ImportProblem]) -> int:
    """Keep what is to be asked about the file of a step; says how many passages there are.

    Whatever was kept for it before gives way.
    """
    found = [
        FoundPassage(
            one.file,
            one.sheet,
            one.cell,
            told.kind.value,
            told.words,
            told.text,
            told.first,
            told.last,
            told.may_keep,
        )
        for one in problems
        for told in one.passages
    ]
    if found:
        content = json.dumps([asdict(one) for one in found], ensure_ascii=False)
        files.keep(job_id, files.asked(n), content.encode())
    else:
        files.remove(job_id, files.asked(n))
    return len(found)


def asked_of(job: JobView) -> list[FoundPassage]:
    """The passages that a finished job of its reader's own left open, while its files are kept."""
    if not job.is_own or job.state != State.DONE or job.files_gone:
        return []
    found: list[FoundPassage] = []
    for step in job.steps:
        if step.state == StepState.DONE and step.result.get("personal"):
            found += [FoundPassage(**one) for one in _kept(job.id, step.n)]
    return found


def _kept(job_id: int, n: int) -> list[dict[str, Any]]:
    try:
        content = files.read(job_id, files.asked(n))
    except NotFound:  # removed between the question about the job and this one
        return []
    found: list[dict[str, Any]] = json.loads(content)
    return found
