"""Long work of the room: files read into the register, lists looked at and saved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from keng.documents.reading import read
from keng.jobs import files
from keng.jobs.queries import StepView
from keng.jobs.registry import register
from keng.jobs.run import Run
from keng.jobs.vocabulary import StepState
from keng.kernel.errors import DomainError
from keng.papers.actions.filing import GivenFile, keep_read
from keng.papers.actions.listing import ListLook, Policy, look_at_list, save_list
from keng.papers.lists import ListProblem
from keng.papers.reading import read_paper
from keng.papers.vocabulary import Direction

READ: Final = "papers.read"
LOOK: Final = "papers.look"
SAVE: Final = "papers.save"


class ReadFiles:
    """Read each file; it waits in the register until a person confirms what it says."""

    kind = READ

    def work(self, step: StepView, run: Run) -> None:
        """One file. The copy of the job is gone afterwards, whether it was kept or refused."""
        content = run.given(step)
        try:
            source = read(content, name=step.name)
            given = GivenFile(step.name, source.sha256, content, read_paper(source))
            with run.commit(step) as result:
                made = keep_read(_unit(run), _direction(run), given, actor=run.actor, at=run.now())
                result.update(paper=made.pk)
        except DomainError:
            files.remove(run.job_id, files.given(step.n))
            raise
        files.remove(run.job_id, files.given(step.n))

    def finish(self, run: Run) -> Mapping[str, Any]:
        """How many papers wait to be confirmed, and the one if there is only one."""
        done = run.steps(StepState.DONE)
        told: dict[str, Any] = {"papers": len(done)}
        if len(done) == 1:
            told["paper"] = done[0].result["paper"]
        return told


class LookAtLists:
    """Read each list and say what it would add; nothing is saved."""

    kind = LOOK

    def work(self, step: StepView, run: Run) -> None:
        """One workbook."""
        look = _look(step, run)
        with run.commit(step) as result:
            result.update(
                changes=len(look.new),
                known=look.known,
                rows=look.found.total,
                problems=_listed(look.problems),
                problem_count=len(look.problems),
            )

    def finish(self, run: Run) -> Mapping[str, Any]:
        """How much there is to save; a file that adds nothing is not kept."""
        done = run.steps(StepState.DONE)
        for step in done:
            if not step.result["changes"]:
                files.remove(run.job_id, files.given(step.n))
        names = ("changes", "known", "rows", "problem_count")
        return {name: sum(int(step.result[name]) for step in done) for name in names}


class SaveLists:
    """Save each list in a transaction of its own, which also marks it as done."""

    kind = SAVE

    def work(self, step: StepView, run: Run) -> None:
        """One workbook: read outside the lock, then written and marked at once."""
        look = _look(step, run)
        policy = Policy(run.arguments["policy"])
        with run.commit(step) as result:
            saved = save_list(_unit(run), look, policy, actor=run.actor, at=run.now())
            result.update(
                saved=saved,
                known=look.known,
                problems=_listed(look.problems),
                problem_count=len(look.problems),
            )

    def finish(self, run: Run) -> Mapping[str, Any]:
        """How much was saved; the files need not be kept any longer."""
        done = run.steps(StepState.DONE)
        for step in done:
            files.remove(run.job_id, files.given(step.n))
        names = ("saved", "known", "problem_count")
        return {name: sum(int(step.result[name]) for step in done) for name in names}


def digest_of(content: bytes) -> str:
    """Under which name a file that was given twice is known."""
    return hashlib.sha256(content).hexdigest()


def _look(step: StepView, run: Run) -> ListLook:
    return look_at_list(
        _unit(run), run.given(step), step.name, _direction(run), actor=run.actor, at=run.now()
    )


def _unit(run: Run) -> int:
    return int(run.arguments["unit"])


def _direction(run: Run) -> Direction:
    return Direction(run.arguments["direction"])


def _listed(problems: Sequence[ListProblem]) -> list[dict[str, str]]:
    return [
        {
            "sheet": one.sheet,
            "cell": one.cell,
            "code": one.code,
            "vi": one.message,
            "en": one.message_en,
        }
        for one in problems
    ]


register(ReadFiles())
register(LookAtLists())
register(SaveLists())
