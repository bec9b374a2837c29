"""A submission or a plan as a file to print and sign: Word, or PDF with LibreOffice."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from keng.publishing import pdf
from keng.publishing.plan_paper import plan_paper
from keng.publishing.printed_form import print_form
from keng.web import clock
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest
from keng.web.views.papers import DOCX
from keng.web.views.workbooks import attachment


@needs("view")
@require_safe
def form_docx(request: KengRequest, submission_id: int) -> HttpResponse:
    """The submission laid out as the official form, as a Word file."""
    printed = print_form(submission_id, actor=request.actor, at=clock.now())
    return attachment(printed.content, f"{printed.name}.docx", DOCX)


@needs("view")
@require_safe
def form_pdf(request: KengRequest, submission_id: int) -> HttpResponse:
    """The same as a PDF; where LibreOffice is missing the page says so and what to do."""
    printed = print_form(submission_id, actor=request.actor, at=clock.now())
    return attachment(pdf.to_pdf(printed.content), f"{printed.name}.pdf", "application/pdf")


@needs("view")
@require_safe
def plan_docx(request: KengRequest, plan_id: int) -> HttpResponse:
    """The plan in the official layout with the annex of its tasks, as a Word file."""
    paper = plan_paper(plan_id, actor=request.actor, at=clock.now())
    return attachment(paper.content, f"{paper.name}.docx", DOCX)


@needs("view")
@require_safe
def plan_pdf(request: KengRequest, plan_id: int) -> HttpResponse:
    """The same as a PDF; where LibreOffice is missing the page says so and what to do."""
    paper = plan_paper(plan_id, actor=request.actor, at=clock.now())
    return attachment(pdf.to_pdf(paper.content), f"{paper.name}.pdf", "application/pdf")
