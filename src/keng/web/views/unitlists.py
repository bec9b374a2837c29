"""Local units from a workbook: the template, what a file would make, and making it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.db.rehearsal import rehearsed
from keng.intake.units_sheet import empty_sheet, read_rows
from keng.kernel.errors import BadInput, DomainError
from keng.orgunits import actions, queries
from keng.orgunits.actions import BadRows, ImportOutcome, RowProblem
from keng.web import clock
from keng.web.forms.unitlists import UnitListForm
from keng.web.frame import uploads
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.phrases.days import day_from
from keng.web.views.workbooks import XLSX, ShownProblem, attachment

_SHEET: Final = ".xlsx"


@needs("manage_units")
@require_safe
def template(request: KengRequest) -> HttpResponse:
    """The empty list to fill in."""
    del request
    return attachment(empty_sheet(), "danh-sach-don-vi.xlsx", XLSX)


@needs("manage_units")
def upload(request: KengRequest) -> HttpResponse:
    """Show what a list would make and every problem in it; nothing is saved here."""
    form = UnitListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _looked(request, form.cleaned_data)
        except BadRows as refusal:
            context["problems"] = [_shown(one) for one in refusal.problems]
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
    status = 422 if form.errors or "problems" in context else 200
    return render(request, "web/unit/upload.html", context, status=status)


@needs("manage_units")
@require_POST
def save(request: KengRequest) -> HttpResponse:
    """Make the units of a list that was looked at: all of them, or none."""
    token, account_id = request.POST.get("token", ""), request.actor.account_id
    content, name = uploads.brought_back(token, account_id=account_id)
    on = day_from(request.POST.get("on"), otherwise=clock.today())
    outcome = _made(request, content, name, on, request.POST.get("basis", ""))
    uploads.forget(token, account_id=account_id)
    told = {"made": len(outcome.created), "there": outcome.unchanged}
    messages.success(request, _("Đã lập %(made)s đơn vị; %(there)s đơn vị đã có sẵn.") % told)
    if not outcome.created:
        return redirect("web:map_changes")
    return redirect("web:map_change", queries.changes(limit=1)[0].id)


def _looked(request: KengRequest, given: dict[str, Any]) -> dict[str, Any]:
    """How many units the file would make. Raises what the import is refused for."""
    chosen, seen = given["workbook"], []
    content = chosen.read()
    if not chosen.name.lower().endswith(_SHEET):
        raise BadInput("Hãy chọn tệp .xlsx.", message_en="Choose a file in .xlsx.")
    rehearsed(
        lambda: seen.append(_made(request, content, chosen.name, given["on"], given["basis"])),
        lambda: None,
    )
    outcome: ImportOutcome = seen[0]
    told = {"made": len(outcome.created), "there": outcome.unchanged}
    if not outcome.created:
        return {"told": told}
    token = uploads.keep(content, chosen.name, account_id=request.actor.account_id, at=clock.now())
    return {"told": told, "token": token, "on": given["on"], "basis": given["basis"]}


def _made(request: KengRequest, content: bytes, name: str, on: date, basis: str) -> ImportOutcome:
    rows, unread = read_rows(content, name)
    if unread:
        actions.check_local_units(rows, on=on, unread=unread)  # raises, with the other problems
    return actions.import_local_units(rows, on=on, basis=basis, actor=request.actor, at=clock.now())


def _shown(problem: RowProblem) -> ShownProblem:
    english = (translation.get_language() or "vi").startswith("en")
    message = problem.message_en if english else problem.message
    return ShownProblem(f"{problem.sheet}!{problem.cell}", message, url="")
