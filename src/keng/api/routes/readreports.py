"""Old reports read in: sent, listed, confirmed, decided figure by figure, entered into a form."""

from __future__ import annotations

from ninja import File, Form, Router
from ninja.files import UploadedFile

from keng.api import reportshapes as shapes
from keng.api.authentication import ApiRequest
from keng.api.reportwording import detail_out, head_out, job_out
from keng.api.shapes import Who
from keng.api.wording import known_scaled
from keng.intake.reports import actions, deciding, queries
from keng.intake.reports.asking import LARGEST, ask_to_read, refuse_unfit
from keng.intake.reports.entering import Standing, enter_report
from keng.intake.tasks import READ
from keng.jobs.queries import job_view, not_found
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.orgunits.queries import unit_named
from keng.packs import installed
from keng.packs.installed import period_named

router = Router(tags=["read reports"])


@router.get("", response=list[shapes.ReadReportOut])
def listed(request: ApiRequest) -> list[shapes.ReadReportOut]:
    """The reports read for the offices at which the caller enters figures, newest first."""
    return [head_out(one) for one in queries.reports_for(request.auth, on=request.on)]


@router.post("", response=shapes.ReadJobOut)
def send(request: ApiRequest, office: Form[str], file: File[UploadedFile]) -> shapes.ReadJobOut:
    """Send a report to be read for an office (key or name path); no file stays on the server.

    The answer is the reading that was asked for: ask for it again until its file is done. A file
    that cannot be read, or bears a mark of secrecy, is refused at once where that can be seen.
    """
    unit = unit_named(office, on=request.on)
    request.auth.require("enter", unit_id=unit.id, on=request.on)
    name = file.name or ""
    if (file.size or 0) > LARGEST:
        raise BadInput(
            "Tệp lớn hơn 50 MB; hãy tách nhỏ hoặc quét ở 200 dpi.",
            message_en="The file is above 50 MB; split it, or scan it at 200 dpi.",
            where=name,
            code="file_too_large",
        )
    content = file.read()
    refuse_unfit(content, name)
    job = ask_to_read([(name, content)], office_id=unit.id, **_who(request))
    return _job(request, job.pk)


@router.get("/jobs/{int:job_id}", response=shapes.ReadJobOut)
def reading(request: ApiRequest, job_id: int) -> shapes.ReadJobOut:
    """How far a reading is, with the report of each file that is done, or why there is none."""
    return _job(request, job_id)


@router.get("/{int:report_id}", response=shapes.ReadReportDetailOut)
def show(request: ApiRequest, report_id: int) -> shapes.ReadReportDetailOut:
    """One report with its masked text and its figures, each with the cell that it may be."""
    return _shown(request, report_id)


@router.post("/{int:report_id}/confirm", response=shapes.ReadReportDetailOut)
def confirm(
    request: ApiRequest, report_id: int, asked: shapes.ConfirmReportBody
) -> shapes.ReadReportDetailOut:
    """Say whose report it is, for which period and form."""
    period = period_named(asked.period)
    unit = unit_named(asked.unit, on=period.last)
    actions.confirm_report(report_id, unit.id, asked.form, period, **_who(request))
    return _shown(request, report_id)


@router.post("/{int:report_id}/figures/{int:n}/accept", response=shapes.ReadReportDetailOut)
def accept(request: ApiRequest, report_id: int, n: int) -> shapes.ReadReportDetailOut:
    """Take a figure as it was proposed; a question must be taken with a cell and a value."""
    deciding.accept_proposal(report_id, n, **_who(request))
    return _shown(request, report_id)


@router.post("/{int:report_id}/figures/{int:n}/take", response=shapes.ReadReportDetailOut)
def take(
    request: ApiRequest, report_id: int, n: int, asked: shapes.TakeFigureBody
) -> shapes.ReadReportDetailOut:
    """Take a figure for a cell and a value of one's own."""
    key = CellKey.parse(asked.cell)
    value = known_scaled(asked.value, installed.current().digits_of(key), cell=asked.cell)
    deciding.take_proposal(report_id, n, key, value, **_who(request))
    return _shown(request, report_id)


@router.post("/{int:report_id}/figures/{int:n}/refuse", response=shapes.ReadReportDetailOut)
def refuse(request: ApiRequest, report_id: int, n: int) -> shapes.ReadReportDetailOut:
    """Say that a figure belongs in no cell."""
    deciding.refuse_proposal(report_id, n, **_who(request))
    return _shown(request, report_id)


@router.post("/{int:report_id}/enter", response=shapes.EnteredReportOut)
def enter(
    request: ApiRequest, report_id: int, asked: shapes.EnterReportBody
) -> shapes.EnteredReportOut:
    """Write what was taken into the form, all or nothing; its source leads to the report."""
    done = enter_report(report_id, standing=Standing(asked.standing), **_who(request))
    return shapes.EnteredReportOut(
        submission=done.submission_id,
        saved=done.saved,
        unchanged=done.unchanged,
        emptied=done.emptied,
        kept=done.kept,
    )


@router.post("/{int:report_id}/drop", response=shapes.ReadReportOut)
def drop(request: ApiRequest, report_id: int) -> shapes.ReadReportOut:
    """Put a reading aside; the file may be read again."""
    actions.drop_report(report_id, **_who(request))
    return _shown(request, report_id).report


def _who(request: ApiRequest) -> Who:
    return {"actor": request.auth, "at": request.at}


def _job(request: ApiRequest, job_id: int) -> shapes.ReadJobOut:
    job = job_view(job_id, **_who(request))
    if job.kind != READ or job.unit_id is None:
        raise not_found(job_id)
    request.auth.require("view", unit_id=job.unit_id, on=request.on)
    return job_out(job)


def _shown(request: ApiRequest, report_id: int) -> shapes.ReadReportDetailOut:
    return detail_out(queries.report_view(report_id, request.auth, on=request.on))
