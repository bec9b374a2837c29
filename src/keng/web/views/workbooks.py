"""Forms out to Excel and back: download, look first, save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.intake import batches, workbooks
from keng.intake import queries as queries_of_maps
from keng.intake.reading import ByMap, plan_of, refuse_unfit
from keng.intake.workbooks import (
    PERSONAL_NOTE,
    ImportPlan,
    ImportProblem,
    Layout,
    SavePolicy,
    SubmissionPlan,
)
from keng.kernel.errors import DomainError, NotFound
from keng.kernel.figures import CellKey
from keng.reporting import queries
from keng.screening.desk import checked_reason, decide_whole
from keng.web import clock, wording
from keng.web.forms.workbooks import UploadForm
from keng.web.frame import uploads
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, is_whole
from keng.web.tables.formtable import anchor_of
from keng.web.tables.standing import own_units

AT_ONCE: Final = 256 * 1024
"""A workbook up to this size is read while the person waits; more becomes a job."""

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ShownProblem:
    """Where in the file, what is wrong, what to do; `url` is its cell in the grid or ""."""

    place: str
    message: str
    url: str


@dataclass(frozen=True)
class ShownChange:
    """One cell that the file changes."""

    unit: str
    label: str
    before: str
    after: str
    url: str


@needs("view")
@require_safe
def one_form(request: KengRequest, submission_id: int) -> HttpResponse:
    """The form of one submission as a workbook, filled with what stands in it."""
    content = workbooks.template([submission_id], actor=request.actor, at=clock.now())
    return attachment(content, f"bieu-{submission_id}.xlsx", XLSX)


@needs("view")
@require_safe
def round_forms(request: KengRequest, round_id: int) -> HttpResponse:
    """The forms of all units that still owe, as one table for whoever types for many."""
    status = queries.round_status(round_id, on=clock.today(), actor=request.actor)
    owing = [one.submission_id for one in status.owing]
    if not owing:
        raise NotFound(
            "Không còn đơn vị nào nợ biểu trong đợt này.",
            message_en="No unit owes its form in this round any more.",
        )
    content = workbooks.template(owing, actor=request.actor, at=clock.now(), layout=Layout.TABLE)
    return attachment(content, f"dot-{round_id}-chua-nop.xlsx", XLSX)


@needs("enter")
def upload(request: KengRequest) -> HttpResponse:
    """Show what a workbook would change and every problem in it; nothing is saved here.

    Several files, or a large one, are looked at by a job.
    """
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        several = form.cleaned_data["workbook"]
        if len(several) > 1 or several[0].size > AT_ONCE:
            return looked_at_by_a_job(request, several)
        (chosen,) = several
        content = chosen.read()
        plan = workbooks.read(content, filename=chosen.name, actor=request.actor, at=clock.now())
        context["plan"] = shown_plan(plan)
        if plan.changes or holds_personal(plan):
            context["token"] = uploads.keep(
                content, chosen.name, account_id=request.actor.account_id, at=clock.now()
            )
    status = 422 if form.errors else 200
    return render(request, "web/workbook/upload.html", context, status=status)


def looked_at_by_a_job(
    request: KengRequest, several: Sequence[UploadedFile[Any]], by_map: ByMap | None = None
) -> HttpResponse:
    """Into the queue, without the files that are not read so or bear a mark of secrecy."""
    given: list[tuple[str, bytes]] = []
    for chosen in several:
        name, content = chosen.name or "", chosen.read()
        try:
            refuse_unfit(content, name, by_map)
        except DomainError as refusal:
            messages.error(request, _("Không nhận tệp: %(why)s") % {"why": message_of(refusal)})
        else:
            given.append((name, content))
    own = own_units(request)
    job = batches.look_at(
        given,
        by_map=by_map,
        unit_id=own[0].id if own else None,
        actor=request.actor,
        at=clock.now(),
    )
    return redirect("web:job", job.pk)


@needs("enter")
@require_POST
def save(request: KengRequest) -> HttpResponse:
    """Save a workbook that was looked at: all of it, or what is right with a list of the rest."""
    token = request.POST.get("token", "")
    account_id = request.actor.account_id
    content, filename = uploads.brought_back(token, account_id=account_id)
    _decide_personal(request)
    policy = SavePolicy(request.POST.get("policy", SavePolicy.ALL_OR_NOTHING))
    by_map = _by_map(request)
    plan = plan_of(content, by_map, filename=filename, actor=request.actor, at=clock.now())
    outcome = workbooks.save(plan, policy=policy, actor=request.actor, at=clock.now())
    if outcome.saved:
        uploads.forget(token, account_id=account_id)
    told = {
        "saved": outcome.saved,
        "words": _("Đã lưu %(n)s ô từ tệp %(file)s.") % {"n": outcome.saved, "file": filename},
        "problems": shown_problems(outcome.problems),
    }
    if by_map is not None:
        map_id = queries_of_maps.usable_map(by_map.version_id, request.actor, on=clock.today())
        return render(request, "web/tablemap/saved.html", {"outcome": told, "map_id": map_id})
    return render(request, "web/workbook/upload.html", {"form": UploadForm(), "outcome": told})


def _decide_personal(request: KengRequest) -> None:
    """What the notes of this file that hold personal data come to. Raises BadInput."""
    what = request.POST.get("personal", "")
    if what == "keep":
        decide_whole(reason=checked_reason(request.POST.get("personal_why", "")))
    elif what == "out":
        decide_whole(take_out=True)


def _by_map(request: KengRequest) -> ByMap | None:
    """The way of reading by which the file was looked at; None for a form of ours."""
    version = request.POST.get("version", "")
    if not is_whole(version):
        return None
    queries_of_maps.usable_map(int(version), request.actor, on=clock.today())
    return ByMap(int(version), request.POST.get("period", ""), request.POST.get("unit", ""))


def attachment(content: bytes, filename: str, content_type: str) -> HttpResponse:
    """A file to be kept by the browser, not shown."""
    named = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": named})


def shown_problems(problems: Sequence[ImportProblem]) -> list[ShownProblem]:
    """The problems in the language of the request, each with its address in the file."""
    english = wording.language() == "en"
    return [
        ShownProblem(
            "!".join(part for part in (one.file, one.sheet, one.cell) if part),
            one.message_en if english else one.message,
            _cell_url(one),
        )
        for one in problems
    ]


def _cell_url(one: ImportProblem) -> str:
    if one.submission_id is None or one.key is None:
        return ""
    return f"{reverse('web:form', args=[one.submission_id])}#{anchor_of(one.key)}"


def holds_personal(plan: ImportPlan) -> bool:
    """Whether a note of the file is held back because of personal data in it."""
    return any(one.code == PERSONAL_NOTE for one in plan.problems)


def shown_plan(plan: ImportPlan) -> dict[str, Any]:
    """What a file would change, in words."""
    return {
        "file": plan.file,
        "problems": shown_problems(plan.problems),
        "has_personal": holds_personal(plan),
        "changes": [change for one in plan.submissions for change in _shown_changes(one)],
        "remarks": shown_problems(plan.remarks),
        "unchanged": plan.unchanged,
        "left_blank": ["!".join((one.sheet, one.cell)) for one in plan.left_blank],
    }


def _shown_changes(one: SubmissionPlan) -> list[ShownChange]:
    pack = queries.sheet_of(queries.submission_of(one.submission_id)).pack
    standing = queries.figures_of(one.submission_id)
    page = reverse("web:form", args=[one.submission_id])

    def value(key: CellKey) -> int | None:
        return standing[key].value if key in standing else None

    return [
        ShownChange(
            unit=one.unit_name,
            label=pack.cell_label(change.key, wording.language()),
            before=wording.figure(value(change.key), pack.digits_of(change.key)),
            after=wording.figure(change.input.value, pack.digits_of(change.key)),
            url=f"{page}#{anchor_of(change.key)}",
        )
        for change in one.changes
    ]
