"""Background jobs of the room: thin, idempotent, arguments are ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from keng.jobs.queries import StepView
from keng.jobs.registry import register
from keng.jobs.run import Run
from keng.jobs.vocabulary import StepState
from keng.packs.installed import period_named
from keng.reporting.actions import WantedRound, open_rounds, refresh_findings
from keng.reporting.models import Submission

OPEN_ROUNDS: Final = "reporting.open_rounds"


@dataclass(frozen=True)
class Progress:
    """How far a job has come."""

    done: int
    total: int


def refresh_round(round_id: int, *, after: int = 0) -> Iterator[Progress]:
    """Run the rules again over every submission of a round, one transaction each.

    Counts in lists are those of the last save; this brings them up to date after figures of other
    periods changed. `after` is the last submission id that was done, to go on where it stopped;
    running it twice does no harm.
    """
    rows = Submission.objects.filter(round_id=round_id, pk__gt=after).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    for done, pk in enumerate(ids, start=1):
        refresh_findings(pk)
        yield Progress(done, len(ids))


class OpenRounds:
    """A series of rounds for thousands of units: one step, so that all are opened or none."""

    kind = OPEN_ROUNDS

    def work(self, step: StepView, run: Run) -> None:
        """The whole series, in the transaction that marks the step."""
        wanted = [
            WantedRound(period_named(code), date.fromisoformat(due_on) if due_on else None)
            for code, due_on in run.arguments["periods"]
        ]
        with run.commit(step) as result:
            made = open_rounds(
                run.arguments["form"],
                wanted,
                owner_unit_id=int(step.subject),
                actor=run.actor,
                at=run.now(),
            )
            result["rounds"] = len(made)

    def finish(self, run: Run) -> Mapping[str, Any]:
        """How many were opened."""
        (step,) = run.steps(StepState.DONE)
        return {"rounds": step.result["rounds"]}


register(OpenRounds())
