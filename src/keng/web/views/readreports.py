"""Old reports: sent in to be read, listed, and confirmed whose each is."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.roles import MAY, Verb
from keng.intake.reports import actions, queries
from keng.intake.reports.asking import ask_to_read, refuse_unfit
from keng.intake.reports.originals.preparing import Keeping
from keng.intake.reports.queries import ReportHead
from keng.kernel.errors import Ambiguous, DomainError
from keng.orgunits.queries import came_from, is_in_force, path_of, unit_named, units_named
from keng.packs.installed import period_named
from keng.web import clock
from keng.web.forms.readreports import ConfirmReportForm, UploadReportsForm, old_periods
from keng.web.frame.declarations import needs
from keng.web.frame.paging import paged
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.tables.readreport import LOOKS, STATES, text_of
from keng.web.tables.standing import form_titles, own_units

_LINES_TO_CONFIRM: Final = 40


@needs("enter")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The reports read for the reader's offices, with how many figures wait."""
    titles = form_titles()
    page = paged(queries.reports_for(request.actor, on=clock.today()), request.GET)
    shown = [
        (one, str(STATES[one.state]), LOOKS[one.state], titles.get(one.form, one.form))
        for one in page.rows
    ]
    return render(request, "web/readreport/list.html", {"reports": shown, "page": page})


@needs("enter")
def new(request: KengRequest) -> HttpResponse:
    """Send reports in; each is read by a job, which keeps no file unless it is asked to."""
    offices = _offices(request)
    form = UploadReportsForm(
        request.POST or None,
        request.FILES or None,
        offices=offices,
        initial={"office": offices[0][0] if offices else ""},
    )
    if request.method == "POST" and form.is_valid():
        given = _fit(request, form)
        if given:
            job = ask_to_read(
                given,
                office_id=int(form.cleaned_data["office"]),
                actor=request.actor,
                at=clock.now(),
                keeping=Keeping.ORIGINAL if form.cleaned_data["keep"] else Keeping.MASKED,
            )
            return redirect("web:job", job.pk)
    status = 422 if form.errors else 200
    return render(request, "web/readreport/new.html", {"form": form}, status=status)


@needs("enter")
def confirm(request: KengRequest, report_id: int) -> HttpResponse:
    """Say whose report it is, for which period and form; what the text says is only offered."""
    view = queries.report_view(report_id, request.actor, on=clock.today())
    head = view.head
    candidates = _candidates(head)
    form = ConfirmReportForm(
        request.POST or None,
        on=clock.today(),
        form_choices=list(form_titles().items()),
        initial=_initial(request, head, candidates),
    )
    candidates_told: list[str] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            unit = unit_named(given["unit"], on=given["period"].last)
            actions.confirm_report(
                report_id,
                unit.id,
                given["form"],
                given["period"],
                actor=request.actor,
                at=clock.now(),
            )
        except Ambiguous as refusal:
            form.add_error("unit", message_of(refusal))
            candidates_told = refusal.candidates
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            return redirect("web:read_report", report_id)
    told = candidates_told or candidates
    return _confirming(request, form, view, told, status=422 if form.errors else 200)


@needs("enter")
@require_POST
def drop(request: KengRequest, report_id: int) -> HttpResponse:
    """Put a reading aside."""
    actions.drop_report(report_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ bản đọc; tệp có thể được đọc lại."))
    return redirect("web:read_reports")


def _confirming(
    request: KengRequest,
    form: ConfirmReportForm,
    view: queries.ReportView,
    candidates: list[str],
    *,
    status: int,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "head": view.head,
        "candidates": candidates,
        "own": own_units(request),
        "forerunners": _forerunners(request, view.head),
        "text": text_of(view, _LINES_TO_CONFIRM),
        "may_decide": view.may_decide,
    }
    return render(request, "web/readreport/confirm.html", context, status=status)


def _fit(request: KengRequest, form: UploadReportsForm) -> list[tuple[str, bytes]]:
    """The files that may be read; each other one is told with its reason and kept nowhere."""
    given: list[tuple[str, bytes]] = []
    for chosen in form.cleaned_data["reports"]:
        name, content = chosen.name or "", chosen.read()
        try:
            refuse_unfit(content, name)
        except DomainError as refusal:
            messages.error(request, _("Không nhận tệp: %(why)s") % {"why": message_of(refusal)})
        else:
            given.append((name, content))
    return given


def _offices(request: KengRequest) -> list[tuple[str, str]]:
    """The units at which the reader enters figures."""
    entering = {duty.unit_id for duty in request.duties if Verb.ENTER in MAY[duty.role]}
    return [(str(unit.id), unit.path) for unit in own_units(request) if unit.id in entering]


def _candidates(head: ReportHead) -> list[str]:
    """The units that the name in the text may mean on the last day that the report is about."""
    if not head.said_unit:
        return []
    on = _day_of(head)
    return [path_of(unit.id, on=on) for unit in units_named(head.said_unit, on=on)]


def _forerunners(request: KengRequest, head: ReportHead) -> list[str]:
    """Of the reader's units that were not there yet on the last day of the report, those whose
    territory they took over: a report of 2023 is of the commune before the merger.
    """
    on = _day_of(head)
    young = [unit.id for unit in own_units(request) if not is_in_force(unit.id, on=on)]
    before = {step.predecessor.id for unit_id in young for step in came_from(unit_id)}
    return sorted(path_of(unit_id, on=on) for unit_id in before if is_in_force(unit_id, on=on))


def _day_of(head: ReportHead) -> date:
    return head.said_last or clock.today()


def _initial(request: KengRequest, head: ReportHead, candidates: list[str]) -> dict[str, str]:
    """What the fields begin with: what was confirmed, else what the text says without a doubt.

    Of a name that several units bear, the only one for which the reader enters figures.
    """
    if head.period is not None and head.unit_id is not None:
        path = path_of(head.unit_id, on=head.period.last)
        return {"unit": path, "period": head.period.code, "form": head.form}
    on = _day_of(head)
    own = [
        path
        for path in candidates
        if request.actor.may("enter", unit_id=unit_named(path, on=on).id, on=clock.today())
    ]
    return {"unit": own[0] if len(own) == 1 else "", "period": _said_period(head)}


def _said_period(head: ReportHead) -> str:
    """The code of the offered period with just the days that the text names; "" for none."""
    for _label, group in old_periods(clock.today()):
        for code, _words in group:
            period = period_named(code)
            if (period.first, period.last) == (head.said_first, head.said_last):
                return code
    return ""
