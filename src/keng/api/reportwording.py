"""From what is known of old reports to what travels."""

from __future__ import annotations

from keng.api import reportshapes as shapes
from keng.api.wording import exact
from keng.intake.reports.judging import Judged, Made, Read
from keng.intake.reports.queries import ReportHead, ReportView
from keng.jobs.queries import JobView, StepView
from keng.packs import installed


def job_out(job: JobView) -> shapes.ReadJobOut:
    """How far the reading of files is."""
    return shapes.ReadJobOut(
        id=job.id,
        state=job.state,
        done=job.done,
        total=job.total,
        files=[_file_out(step) for step in job.steps],
    )


def head_out(head: ReportHead) -> shapes.ReadReportOut:
    """A report in a list."""
    return shapes.ReadReportOut.model_validate(
        {
            "id": head.id,
            "name": head.name,
            "sha256": head.sha256,
            "state": head.state,
            "office": head.office_name,
            "unit": head.unit_name,
            "form": head.form,
            "period": head.period.code if head.period else None,
            "said_unit": head.said_unit,
            "said_first": head.said_first,
            "said_last": head.said_last,
            "submission": head.submission_id,
            "at": head.at,
            "account": head.account_id,
            "figures": head.proposals,
            "waiting": head.waiting,
        }
    )


def detail_out(view: ReportView) -> shapes.ReadReportDetailOut:
    """A report with its text; its figures are held against the form once that is confirmed."""
    judged = {one.read.n: one for one in view.judged}
    return shapes.ReadReportDetailOut(
        report=head_out(view.head),
        lines=[shapes.ReadLineOut(page=page, text=text) for page, text in view.lines],
        notes=[
            shapes.ReadNoteOut(code=str(one["code"]), message=one["vi"], message_en=one["en"])
            for one in view.notes
        ],
        withheld=view.withheld,
        passed=view.passed,
        figures=[_figure_out(one, judged.get(one.n)) for one in view.reads],
        may_decide=view.may_decide,
    )


def _file_out(step: StepView) -> shapes.ReadFileOut:
    refusal = step.result.get("error") or {}
    return shapes.ReadFileOut(
        name=step.name,
        state=step.state,
        report=step.result.get("report"),
        message=refusal.get("vi", ""),
        message_en=refusal.get("en", ""),
    )


def _figure_out(read: Read, judged: Judged | None) -> shapes.ReadFigureOut:
    cell = judged.cell if judged else None
    digits = installed.current().digits_of(cell) if cell else 0
    return shapes.ReadFigureOut(
        n=read.n,
        line=read.line,
        start=read.start,
        end=read.end,
        phrase=read.phrase,
        said=f"{read.value:f}",
        measure=read.measure,
        cell=str(cell) if cell else None,
        value=exact(judged.value, digits) if judged else None,
        confidence=read.confidence,
        likeness=read.likeness,
        doubts=[doubt.value for doubt in judged.doubts] if judged else [],
        decided=_decided_out(read.made) if read.made else None,
    )


def _decided_out(made: Made) -> shapes.DecidedOut:
    digits = installed.current().digits_of(made.cell) if made.cell else 0
    return shapes.DecidedOut.model_validate(
        {
            "verdict": made.verdict,
            "cell": str(made.cell) if made.cell else None,
            "value": exact(made.value, digits),
            "at": made.at,
            "account": made.account_id,
        }
    )
