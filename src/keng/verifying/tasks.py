"""The whole verification as a job: a step for each room, and a row when all were asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from keng.jobs.queries import StepView
from keng.jobs.registry import register
from keng.jobs.run import Run
from keng.jobs.vocabulary import StepState
from keng.kernel.problems import Problem
from keng.verifying.actions import Held, held_now, record_check
from keng.verifying.rooms import problems_in

CHECK: Final = "verifying.check"
_LISTED: Final = 500


class WholeCheck:
    """Ask every room what does not hold in it."""

    kind = CHECK

    def work(self, step: StepView, run: Run) -> None:
        """One room; what the journal holds is counted before anything is read."""
        began = run.now()
        held = held_now(began)
        found = problems_in(step.subject)
        with run.commit(step) as result:
            result.update(
                at=held.at.isoformat(),
                extent=[held.first_seal, held.last_seal, held.entries],
                took_ms=(run.now() - began) // timedelta(milliseconds=1),
                problem_count=len(found),
                problems=[_listed(one) for one in found[:_LISTED]],
            )

    def finish(self, run: Run) -> Mapping[str, Any]:
        """The outcome, written down; a run in which a room was not asked is none."""
        done = run.steps(StepState.DONE)
        problems = sum(int(step.result["problem_count"]) for step in done)
        first = done[0].result
        held = Held(datetime.fromisoformat(first["at"]), *first["extent"])
        if not run.steps(StepState.FAILED):
            took = timedelta(milliseconds=sum(int(step.result["took_ms"]) for step in done))
            record_check(
                held, problems, took=took, actor=run.actor, at=run.now(), job_id=run.job_id
            )
        return {"entries": held.entries, "problem_count": problems}


def _listed(problem: Problem) -> dict[str, str]:
    place = {"sheet": problem.table, "cell": problem.id, "code": ""}
    return {**place, "vi": problem.what, "en": problem.what}


register(WholeCheck())
