"""Forms out to Excel and filled forms back in."""

from __future__ import annotations

from enum import StrEnum

from django.http import HttpResponse
from ninja import File, P, QueryEx, Router
from ninja.files import UploadedFile

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.intake import workbooks

router = Router(tags=["workbooks"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/template")
def template(
    request: ApiRequest,
    submission: QueryEx[list[int], P(description="ids; repeat the parameter for several")],
    layout: workbooks.Layout = workbooks.Layout.SHEETS,
) -> HttpResponse:
    """The forms of some submissions as one .xlsx, filled with what stands in them now."""
    content = workbooks.template(submission, actor=request.auth, at=request.at, layout=layout)
    headers = {"Content-Disposition": 'attachment; filename="bieu-so-lieu.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


class Mode(StrEnum):
    """What an import does with the file."""

    DRY_RUN = "dry_run"  # only say what would happen
    ALL_OR_NOTHING = "all_or_nothing"
    WHAT_IS_RIGHT = "what_is_right"  # save what is right, list the rest


@router.post("/import", response=shapes.ImportOut)
def bring_in(
    request: ApiRequest, file: File[UploadedFile], mode: Mode = Mode.DRY_RUN
) -> shapes.ImportOut:
    """Import a filled form; every cell that is not saved is a problem with its reason."""
    plan = workbooks.read(
        file.read(), filename=file.name or "tep.xlsx", actor=request.auth, at=request.at
    )
    saved, problems = 0, plan.problems
    if mode is not Mode.DRY_RUN:
        policy = workbooks.SavePolicy(mode.value)
        outcome = workbooks.save(plan, policy=policy, actor=request.auth, at=request.at)
        saved, problems = outcome.saved, outcome.problems
    return shapes.ImportOut(
        saved=saved,
        changes=len(plan.changes),
        unchanged=plan.unchanged,
        problems=[shapes.ProblemOut(**vars(one)) for one in problems],
    )
