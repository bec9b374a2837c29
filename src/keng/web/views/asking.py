"""Asking for long work: forms of a round, a report, tables, a run over the whole database."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from keng.intake import batches
from keng.kernel.errors import BadInput
from keng.orgunits.queries import unit_view
from keng.packs.installed import period_named
from keng.publishing import batches as paper_batches
from keng.reporting import queries
from keng.verifying import batches as verifying_batches
from keng.web import clock
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.requests import KengRequest, is_whole


@needs("view")
@require_POST
def forms(request: KengRequest, round_id: int) -> HttpResponse:
    """The forms of all units of a round that the reader sees, a workbook each."""
    on = clock.today()
    status = queries.round_status(round_id, on=on, actor=request.actor)
    made = batches.write_forms(
        [(one.submission_id, one.unit.full_name) for one in status.units],
        unit=unit_view(status.round.owner_unit_id, on=on),
        file=f"dot-{round_id}",
        actor=request.actor,
        at=clock.now(),
    )
    return redirect("web:job", made.pk)


@needs("view")
@require_POST
def report(request: KengRequest) -> HttpResponse:
    """A report as a Word file."""
    made = paper_batches.write_report(
        _unit_id(request),
        period_named(request.POST.get("period", "")),
        request.POST.get("outline", ""),
        actor=request.actor,
        at=clock.now(),
    )
    return redirect("web:job", made.pk)


@needs("view")
@require_POST
def tables(request: KengRequest) -> HttpResponse:
    """The consolidated tables of a unit and of each unit right under it."""
    made = paper_batches.write_tables(
        _unit_id(request),
        period_named(request.POST.get("period", "")),
        compare=request.POST.get("compare") == "on",
        actor=request.actor,
        at=clock.now(),
    )
    return redirect("web:job", made.pk)


@signed_in  # auditors and administrators, who have no verb in common: the action asks
@require_POST
def check(request: KengRequest) -> HttpResponse:
    """A run over the whole database."""
    made = verifying_batches.ask_for_check(actor=request.actor, at=clock.now())
    return redirect("web:job", made.pk)


def _unit_id(request: KengRequest) -> int:
    asked = request.POST.get("unit_id", "")
    if not is_whole(asked):
        raise BadInput(
            "Chưa chọn đơn vị; hãy mở lại trang rồi bấm lại.",
            message_en="No unit was chosen; open the page again and press once more.",
        )
    return int(asked)
