"""Long work of the room: many workbooks looked at, saved, or written; old reports read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from secrets import token_hex
from typing import Any, Final

from keng.documents.reading import ReadDocument, read
from keng.intake import workbooks
from keng.intake.personal import Decisions, keep_asked
from keng.intake.reading import by_map_of, plan_of
from keng.intake.reports.actions import keep_report
from keng.intake.reports.extracting import Extract, extract
from keng.intake.reports.originals.preparing import Keeping, Prepared, prepare
from keng.intake.reports.originals.rows import discard_unkept
from keng.intake.reports.originals.sealing import discard
from keng.intake.workbooks import ImportPlan, ImportProblem, SavePolicy
from keng.intake.yearplans.extracting import source_read
from keng.jobs import files
from keng.jobs.archives import archived
from keng.jobs.queries import StepView
from keng.jobs.registry import register
from keng.jobs.run import Run
from keng.jobs.vocabulary import StepState
from keng.kernel.errors import DomainError
from keng.packs import installed
from keng.planning.actions import keep_source
from keng.planning.queries import plan_to_write
from keng.screening.desk import at_a_desk

LOOK: Final = "intake.look"
SAVE: Final = "intake.save"
FORMS: Final = "intake.forms"
READ: Final = "intake.read_reports"
READ_PLAN: Final = "intake.read_plan"


class Look:
    """Read each workbook and say what it would change; nothing is saved."""

    kind = LOOK

    def work(self, step: StepView, run: Run) -> None:
        """One workbook."""
        plan = _plan(step, run)
        personal = keep_asked(run.job_id, step.n, plan.problems)
        with run.commit(step) as result:
            result.update(
                problems=_listed(plan.problems),
                problem_count=len(plan.problems),
                personal=personal,
                changes=sum(len(one.changes) for one in plan.submissions),
                unchanged=plan.unchanged,
                left_blank=len(plan.left_blank),
                remarks=_listed(plan.remarks),
                units=[one.unit_name for one in plan.submissions],
            )

    def finish(self, run: Run) -> Mapping[str, Any]:
        """How much there is to save; a file that holds nothing to save is not kept."""
        done = run.steps(StepState.DONE)
        for step in done:
            if not step.result["changes"] and not step.result.get("personal", 0):
                files.remove(run.job_id, files.given(step.n))
        return {
            "changes": sum(int(step.result["changes"]) for step in done),
            "personal": sum(int(step.result.get("personal", 0)) for step in done),
            "problem_count": sum(int(step.result["problem_count"]) for step in done),
        }


class Save:
    """Save each workbook in a transaction of its own, which also marks it as done."""

    kind = SAVE

    def work(self, step: StepView, run: Run) -> None:
        """One workbook: read outside the lock, then written and marked at once."""
        decisions = Decisions.of_job(run.job_id)
        page = str(run.arguments.get("page", ""))
        with at_a_desk(decisions.desk(run.actor, run.now(), page=page)):
            self._saved(step, run)

    def _saved(self, step: StepView, run: Run) -> None:
        plan = _plan(step, run)
        policy = SavePolicy(run.arguments["policy"])
        with run.commit(step) as result:
            outcome = workbooks.save(plan, policy=policy, actor=run.actor, at=run.now())
            result.update(
                saved=outcome.saved,
                problems=_listed(outcome.problems),
                problem_count=len(outcome.problems),
                personal=keep_asked(run.job_id, step.n, outcome.problems),
            )

    def finish(self, run: Run) -> Mapping[str, Any]:
        """How much was saved; only files with notes that nobody decided about are still needed."""
        done = run.steps(StepState.DONE)
        for step in done:
            if not step.result.get("personal", 0):
                files.remove(run.job_id, files.given(step.n))
        files.remove(run.job_id, files.ANSWERS)
        return {
            "personal": sum(int(step.result.get("personal", 0)) for step in done),
            "saved": sum(int(step.result["saved"]) for step in done),
            "problem_count": sum(int(step.result["problem_count"]) for step in done),
        }


class Forms:
    """The forms of many submissions, each a workbook, together in one archive."""

    kind = FORMS

    def work(self, step: StepView, run: Run) -> None:
        """One submission."""
        content = workbooks.template([int(step.subject)], actor=run.actor, at=run.now())
        run.keep(step, content)
        with run.commit(step) as result:
            result["size"] = len(content)

    def finish(self, run: Run) -> Mapping[str, Any]:
        """Packed, the names in order and safe on every machine."""
        return archived(run, "xlsx")


class ReadReports:
    """Read each file, keep its masked text and its proposals, and remove the file.

    Where the office asked for it, the original is kept too, sealed under a key of its own.
    """

    kind = READ

    def work(self, step: StepView, run: Run) -> None:
        """One file. It is gone from the server afterwards, whether it was kept or refused."""
        try:
            content = run.given(step)
            source = read(content, name=step.name)
            found = extract(source, installed.current())
            sealed = self._original(content, source, found, step, run)
            with sealed as original, run.commit(step) as result:
                made = keep_report(
                    source,
                    found,
                    office_id=int(run.arguments["office"]),
                    actor=run.actor,
                    at=run.now(),
                    original=original,
                )
                result.update(report=made.pk, proposals=len(found.figures))
        except DomainError:
            files.remove(run.job_id, files.given(step.n))
            raise
        files.remove(run.job_id, files.given(step.n))

    def finish(self, run: Run) -> Mapping[str, Any]:
        """How many reports were read, and how many figures wait for a decision."""
        discard_unkept(f"{run.job_id}-")
        done = run.steps(StepState.DONE)
        return {"reports": len(done), "proposals": sum(int(s.result["proposals"]) for s in done)}

    @contextmanager
    def _original(
        self, content: bytes, source: ReadDocument, found: Extract, step: StepView, run: Run
    ) -> Iterator[Prepared | None]:
        """The original sealed, where it is wanted; gone again if what follows fails.

        Each attempt has a name of its own: a worker that lost the job cannot spoil the other's.
        """
        if run.arguments.get("keeping") != Keeping.ORIGINAL:
            yield None
            return
        name = f"{run.job_id}-{step.n}-{token_hex(4)}"
        try:
            yield prepare(content, source, found, name=name)
        except BaseException:
            discard(name)
            raise


class ReadPlan:
    """Read a plan out of a scan, keep what was found beside its text, and remove the file."""

    kind = READ_PLAN

    def work(self, step: StepView, run: Run) -> None:
        """The file. It is gone from the server afterwards, whether it was kept or refused."""
        plan_id = int(run.arguments["plan"])
        try:
            year, _ = plan_to_write(plan_id, run.actor, at=run.now())
            found = source_read(read(run.given(step), name=step.name), year)
            with run.commit(step) as result:
                made = keep_source(plan_id, found, actor=run.actor, at=run.now())
                result.update(source=made.pk, findings=len(found.findings))
        except DomainError:
            files.remove(run.job_id, files.given(step.n))
            raise
        files.remove(run.job_id, files.given(step.n))

    def finish(self, run: Run) -> Mapping[str, Any]:
        """How many lines wait for a decision, and where."""
        done = run.steps(StepState.DONE)
        return {
            "findings": sum(int(step.result["findings"]) for step in done),
            "source": done[0].result["source"] if done else 0,
        }


def _plan(step: StepView, run: Run) -> ImportPlan:
    content = run.given(step)
    by_map = by_map_of(run.arguments)
    return plan_of(content, by_map, filename=step.name, actor=run.actor, at=run.now())


def _listed(problems: Sequence[ImportProblem]) -> list[dict[str, str]]:
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


register(Look())
register(Save())
register(Forms())
register(ReadReports())
register(ReadPlan())
