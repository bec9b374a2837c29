"""Jobs made of three steps that leave a trace, and workers with a clock of their own."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from openpyxl import load_workbook

from keng.access.actors import AccountActor
from keng.access.queries import account_by_id
from keng.jobs import actions
from keng.jobs.actions import NewStep
from keng.jobs.models import Job
from keng.jobs.queries import StepView
from keng.jobs.registry import register
from keng.jobs.run import Run
from keng.jobs.running import run_next
from keng.jobs.vocabulary import StepState
from keng.kernel.actors import OPERATOR, Actor
from web_cast import NOW


class Killed(BaseException):
    """The worker dies at once, as by kill -9: nothing below the test may catch it."""


def pass_by(step: StepView) -> None:
    """Does not interfere."""


class Tracing:
    """Writes the name of each step down; `before` and `inside` may interfere."""

    kind = "tests.trace"

    def __init__(self) -> None:
        self.worked: list[str] = []
        self.before: Callable[[StepView], None] = pass_by
        self.inside: Callable[[StepView], None] = pass_by

    def work(self, step: StepView, run: Run) -> None:
        """One step."""
        self.before(step)
        with run.commit(step) as result:
            self.inside(step)
            self.worked.append(step.subject)
            result["as"] = run.actor.account_id

    def finish(self, run: Run) -> Mapping[str, Any]:
        """How many."""
        return {"steps": len(run.steps(StepState.DONE))}


def tracing() -> Tracing:
    """The task of "tests.trace", fresh."""
    task = Tracing()
    register(task)
    return task


def asked(actor: Actor = OPERATOR, *, unit_id: int | None = None, steps: str = "abc") -> Job:
    """A job with one step for each letter."""
    wanted = [NewStep(letter, f"bước {letter}") for letter in steps]
    return actions.ask(Tracing.kind, wanted, unit_id=unit_id, actor=actor, at=NOW)


def actor_of(account_id: int | None) -> Actor:
    """As the worker makes actors."""
    return OPERATOR if account_id is None else AccountActor(account_by_id(account_id))


def worked_off(
    worker: str = "w1", *, at: datetime = NOW, stopping: Callable[[], bool] = lambda: False
) -> int | None:
    """Let a worker take one job."""
    return run_next(worker, actor_of=actor_of, now=lambda: at, stopping=stopping)


def later(**span: float) -> datetime:
    """A moment after NOW."""
    return NOW + timedelta(**span)


def fill_in(content: bytes, values: Mapping[str, int]) -> bytes:
    """A form with values typed in, as Excel saves it."""
    return _typed(content, 5, values)


def noted(content: bytes, notes: Mapping[str, str]) -> bytes:
    """A form with notes typed in, as Excel saves it."""
    return _typed(content, 8, notes)


def _typed(content: bytes, column: int, cells: Mapping[str, int | str]) -> bytes:
    """Rows are told by the keys in the hidden first column."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=1, max_col=1):
        key = str(row[0].value).removeprefix("#cell:")
        if key in cells:
            sheet.cell(row[0].row or 0, column).value = cells[key]
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()
