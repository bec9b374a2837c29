"""My jobs: how far each has come, what came of it; stop, take up again, fetch."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.intake import batches
from keng.intake.personal import asked_of
from keng.intake.workbooks import SavePolicy
from keng.jobs import actions, files, queries
from keng.jobs.queries import JobView, StepView
from keng.jobs.vocabulary import StepState
from keng.kernel.errors import BadInput, NotFound
from keng.papers import batches as lists
from keng.papers.actions import Policy
from keng.takeaway.tasks import ARCHIVE
from keng.web import clock
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, may_somewhere
from keng.web.phrases.joblines import in_language, shown
from keng.web.phrases.leavings import left_out
from keng.web.tables.jobpassages import decisions_in, passages_context
from keng.web.tables.laidout import Part, laid_out
from keng.web.views.papers import DOCX

_SHOWN_PROBLEMS: Final = 300
_CHECK: Final = "verifying.check"
_LISTS: Final = "papers.look"


@signed_in
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The jobs of the reader, newest first; for who keeps or audits units, those of others too."""
    at = clock.now()
    own = queries.jobs_of(request.actor, at=at)
    keeps = may_somewhere(request, "manage_users") or may_somewhere(request, "audit")
    others = queries.jobs_below(request.actor, at=at) if keeps else []
    context = {"jobs": shown(own), "others": shown(others), "keeps": keeps}
    return render(request, "web/job/list.html", context)


@signed_in
@require_safe
def detail(request: KengRequest, job_id: int) -> HttpResponse:
    """One job: progress, result, problems, what can be done."""
    job = queries.job_view(job_id, actor=request.actor, at=clock.now())
    context = _context(job) | passages_context(asked_of(job))
    return render(request, "web/job/detail.html", context)


@signed_in
@require_safe
def progress(request: KengRequest, job_id: int) -> HttpResponse:
    """The fragment that the page asks for again and again, more rarely as time passes."""
    job = queries.job_view(job_id, actor=request.actor, at=clock.now())
    if not job.is_open:
        response = HttpResponse(status=204)
        (line,) = shown([job])
        response.headers["HX-Redirect"] = line.answer_url or line.url
        return response
    context = _context(job) | {"wait": _wait(job)}
    return render(request, "web/job/_progress.html", context)


@signed_in
@require_POST
def stop(request: KengRequest, job_id: int) -> HttpResponse:
    """Stop a job; what was done stays."""
    actions.stop(job_id, actor=request.actor, at=clock.now())
    return redirect("web:job", job_id)


@signed_in
@require_POST
def resume(request: KengRequest, job_id: int) -> HttpResponse:
    """Take a job up again where it was left."""
    actions.resume(job_id, actor=request.actor, at=clock.now())
    return redirect("web:job", job_id)


@signed_in
@require_safe
def file(request: KengRequest, job_id: int) -> FileResponse:
    """The file that a job made: for its owner, as long as they hold what it was asked for with."""
    job = _own_job(request, job_id)
    name = str(job.result.get("file") or "")
    if not name:
        raise NotFound(
            "Việc này chưa có tệp kết quả.", message_en="This job has no file as its result."
        )
    answer = FileResponse(
        files.opened(job_id, files.RESULT),
        as_attachment=True,
        filename=name,
        content_type=str(job.result["type"]),
    )
    # What is packed already is not packed again on its way: the browser is told how much comes.
    answer.headers["Content-Encoding"] = "identity"
    return answer


@signed_in
@require_POST
def forget(request: KengRequest, job_id: int) -> HttpResponse:
    """Remove the files of an ended job at once, before their time; the row stays."""
    actions.forget(job_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã xóa tệp của việc này khỏi máy chủ."))
    return redirect("web:job", job_id)


@needs("enter")
@require_POST
def save(request: KengRequest, job_id: int) -> HttpResponse:
    """Save the workbooks that a job looked at, with what was decided about personal data in them.

    The page comes back, with all that was chosen, where a reason will not do.
    """
    wanted = request.POST.get("policy", "")
    if queries.job_view(job_id, actor=request.actor, at=clock.now()).kind == _LISTS:
        known = wanted == Policy.WHAT_IS_RIGHT.value
        made = lists.save_looked_at(
            job_id,
            Policy.WHAT_IS_RIGHT if known else Policy.ALL_OR_NOTHING,
            actor=request.actor,
            at=clock.now(),
        )
        messages.success(request, _("Đã đưa vào hàng đợi để lưu."))
        return redirect("web:job", made.pk)
    policy = (
        SavePolicy.WHAT_IS_RIGHT
        if wanted == SavePolicy.WHAT_IS_RIGHT.value
        else SavePolicy.ALL_OR_NOTHING
    )
    try:
        made = batches.save_looked_at(
            job_id,
            policy,
            decisions=decisions_in(request.POST),
            page=reverse("web:job", args=[job_id]),
            actor=request.actor,
            at=clock.now(),
        )
    except BadInput as refusal:
        return _asked_again(request, job_id, refusal)
    messages.success(request, _("Đã đưa vào hàng đợi để lưu."))
    return redirect("web:job", made.pk)


def _asked_again(request: KengRequest, job_id: int, refusal: BadInput) -> HttpResponse:
    job = queries.job_view(job_id, actor=request.actor, at=clock.now())
    found = asked_of(job)
    if not found:
        raise refusal
    context = _context(job) | passages_context(found, request.POST, message_of(refusal))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "web/job/detail.html", context, status=status)


def _own_job(request: KengRequest, job_id: int) -> JobView:
    job = queries.job_view(job_id, actor=request.actor, at=clock.now())
    if job.unit_id is not None:
        verb = "manage_users" if job.kind == ARCHIVE else "view"
        request.actor.require(verb, unit_id=job.unit_id, on=clock.today())
    return job


def _wait(job: JobView) -> int:
    """Seconds until the page asks again: 1 in the first ten, then slower, at most 15."""
    since = (clock.now() - (job.started_at or job.made_at)).total_seconds()
    return max(1, min(15, int(since) // 10))


def _context(job: JobView) -> dict[str, Any]:
    (line,) = shown([job])
    is_check = job.kind == _CHECK
    between = " " if is_check else "!"  # a row of a table, or a cell of a workbook
    problems = [one for step in job.steps for one in _problems(step, between)]
    remarks = [
        _told(step, one, between) for step in job.steps for one in step.result.get("remarks", ())
    ]
    return {
        "job": line,
        "is_check": is_check,
        "wait": 1,
        "steps": [step for step in job.steps if step.name and len(job.steps) > 1],
        "problems": problems[:_SHOWN_PROBLEMS],
        "problem_count": max(len(problems), int(job.result.get("problem_count") or 0)),
        "listed": min(len(problems), _SHOWN_PROBLEMS),
        "remarks": remarks[:_SHOWN_PROBLEMS],
        "remark_count": len(remarks),
        "remarks_listed": min(len(remarks), _SHOWN_PROBLEMS),
        "gaps": [gap for step in job.steps for gap in step.result.get("gaps", ())],
        "may_save": _may_save(job),
        "is_list": job.kind == _LISTS,
        "is_archive": job.kind == ARCHIVE,
        "sha256": job.result.get("sha256", ""),
        "left_out": left_out(job.result.get("left_out", ())),
        "has_problems": bool(job.result.get("problem_count")) or job.failed > 0,
        "parts": _preview(line.file_url, job),
    }


def _problems(step: StepView, between: str) -> list[dict[str, str]]:
    if step.state == StepState.FAILED:
        return [{"place": step.name, "message": in_language(step.result.get("error", {}))}]
    return [_told(step, one, between) for one in step.result.get("problems", ())]


def _told(step: StepView, one: dict[str, str], between: str) -> dict[str, str]:
    """Where in which file or table, and what."""
    place = between.join(part for part in (step.name, one["sheet"], one["cell"]) if part)
    return {"place": place, "message": in_language(one)}


def _may_save(job: JobView) -> bool:
    is_looked = job.kind in ("intake.look", _LISTS) and job.state == "done"
    return job.is_own and is_looked and not job.files_gone and bool(job.result.get("changes"))


def _preview(file_url: str, job: JobView) -> list[Part]:
    """The parts of a Word file that a job made; empty for every other result."""
    if not file_url or job.result.get("type") != DOCX:
        return []
    return laid_out(files.read(job.id, files.RESULT))
