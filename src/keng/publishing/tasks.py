"""Long work of the room: reports of a province or the nation, tables of many units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from keng.consolidation import queries
from keng.consolidation.shapes import Compare, View
from keng.documents.reading import FileRefused
from keng.jobs import files
from keng.jobs.archives import archived
from keng.jobs.queries import StepView
from keng.jobs.registry import register
from keng.jobs.run import Run
from keng.jobs.vocabulary import StepState
from keng.kernel.moments import local_day
from keng.packs.installed import period_named
from keng.proofing.finding import Severity
from keng.publishing import report, tables
from keng.publishing.known_units import database_units
from keng.publishing.proofreading import proofread_file, stored
from keng.publishing.report import Setting
from keng.publishing.word_comments import with_comments

REPORT: Final = "publishing.report"
TABLES: Final = "publishing.tables"
PROOFREAD: Final = "publishing.proofread"
_PROOFREAD_KEPT: Final = timedelta(days=1)
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Report:
    """A report as a Word file, marked as a draft; no paper is kept."""

    kind = REPORT

    def work(self, step: StepView, run: Run) -> None:
        """The whole report: one step."""
        built = report.build(
            int(step.subject),
            period_named(run.arguments["period"]),
            report.outline_named(run.arguments["outline"]),
            actor=run.actor,
            at=run.now(),
            setting=Setting(marks=(report.DRAFT_MARK,)),
        )
        run.keep(step, built.content)
        with run.commit(step) as result:
            result["gaps"] = list(built.gaps)

    def finish(self, run: Run) -> Mapping[str, Any]:
        """The Word file itself is the result."""
        (step,) = run.steps(StepState.DONE)
        files.copy(run.job_id, files.made(step.n), into_job=run.job_id, under=files.RESULT)
        name = f"{run.arguments['outline']}-{run.arguments['key']}-{run.arguments['period']}"
        return {"file": f"{name}.docx".replace("/", "_"), "type": _DOCX}


class Tables:
    """The consolidated tables of many units, a workbook each, together in one archive."""

    kind = TABLES

    def work(self, step: StepView, run: Run) -> None:
        """The table of one unit, as the owner of the job may see it."""
        at = run.now()
        compare = Compare.SAME_PERIOD if run.arguments["compare"] else Compare.NONE
        found = queries.consolidate(
            int(step.subject),
            period_named(run.arguments["period"]),
            actor=run.actor,
            on=local_day(at),
            **View(compare=compare),
        )
        run.keep(step, tables.consolidated_xlsx(found))
        with run.commit(step) as result:
            result["rows"] = len(found.rows)

    def finish(self, run: Run) -> Mapping[str, Any]:
        """Packed, the names in order and safe on every machine."""
        return archived(run, "xlsx")


class Proofread:
    """A scan or a large file that is proofread; only the result outlives the step."""

    kind = PROOFREAD

    def work(self, step: StepView, run: Run) -> None:
        """One file. What is refused, such as a file marked secret, is removed at once."""
        content = run.given(step)
        try:
            units = database_units(on=local_day(run.now()))
            found = proofread_file(content, name=step.name, units=units)
        except FileRefused:
            files.remove(run.job_id, files.given(step.n))
            raise
        run.keep(step, stored(found))
        as_word = with_comments(content, found, language=run.arguments["language"])
        files.keep(run.job_id, files.RESULT, as_word)
        with run.commit(step) as result:
            result.update({one.value: found.count(one) for one in Severity})

    def finish(self, run: Run) -> Mapping[str, Any]:
        """How much was found; the file itself is not needed any longer."""
        (step,) = run.steps(StepState.DONE)
        files.remove(run.job_id, files.given(step.n))
        return dict(step.result)


register(Report())
register(Tables())
register(Proofread(), kept=_PROOFREAD_KEPT)
