"""The assessment of one unit: the list, one criterion with its evidence, and the sheet to print."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keng.criteria import queries
from keng.criteria.actions import Gap
from keng.criteria.queries.shapes import AssessmentView
from keng.kernel.errors import NotFound
from keng.publishing.actions import may_write_recognition
from keng.publishing.recognition import About, PaperKind
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest
from keng.web.phrases import recognitionwords
from keng.web.tables.assessment import (
    ONLY_OPEN,
    head_of,
    line_groups,
    progress_of,
    return_message,
    shown_passings,
)
from keng.web.tables.citing import citable
from keng.web.tables.criterion import criterion_of, shown_children, shown_criterion
from keng.web.tables.recognitionpapers import shelves


@needs("view")
@require_safe
def assessment(request: KengRequest, assessment_id: int) -> HttpResponse:
    """The assessment as a whole: how far it is, what is open, what was returned, submitting."""
    view = queries.assessment_view(assessment_id, actor=request.actor, at=clock.now())
    return overview(request, view)


def overview(
    request: KengRequest, view: AssessmentView, *, gaps: list[Gap] | None = None
) -> HttpResponse:
    """The page of the assessment; with `gaps` what kept it from being submitted, as a 422."""
    language, only_open = wording.language(), is_only_open(request)
    progress = progress_of(view)
    context = {
        "head": head_of(view),
        "groups": line_groups(view, only_open=only_open),
        "only_open": only_open,
        "progress": progress,
        "returned": return_message(view),
        "questions": view.questions,
        "must_look": [one.criterion.code for one in view.criteria if one.must_look],
        "result": recognitionwords.result(view.result),
        "in_class": _class_label(view),
        "score": view.score,
        "met": view.met,
        "applicable": view.applicable,
        "asked": [words.of(language) for words in view.asked],
        "to_change": [words.of(language) for words in view.to_change],
        "papers": [one for one in view.duties if one.get("what") == "paper"],
        "visits": view.visits,
        "passings": shown_passings(view),
        "acts": view.acts,
        "unconfirmed": view.unconfirmed,
        "unit_gone": view.unit_gone,
        "shelves": shelves(About.ASSESSMENT, view.id, actor=request.actor),
        "may_draft": may_write_recognition(
            PaperKind.RESULTS, view.unit_id, actor=request.actor, at=clock.now()
        ),
        "gaps": [(one.criterion, one.vi if language == "vi" else one.en) for one in gaps or ()],
    }
    return render(request, "web/assessment/detail.html", context, status=422 if gaps else 200)


@needs("view")
@require_safe
def criterion(request: KengRequest, assessment_id: int, which: str) -> HttpResponse:
    """One criterion: the list on the left, what is asked, computed and shown on the right."""
    return render(
        request, "web/assessment/criterion.html", criterion_context(request, assessment_id, which)
    )


def criterion_context(request: KengRequest, assessment_id: int, which: str) -> dict[str, Any]:
    """What the page of a criterion, and each part of it that is sent alone, is filled with."""
    at, only_open = clock.now(), is_only_open(request)
    view = queries.criteria_view(assessment_id, actor=request.actor, at=at)
    law = criterion_of(view, which)
    if law is None:
        raise NotFound(
            f"Bộ tiêu chí của hồ sơ này không có tiêu chí {which}.",
            message_en=f"The set of this assessment has no criterion {which}.",
        )
    head = head_of(view)
    shown = shown_criterion(view, which, only_open=only_open)
    writes = head.may_write and shown.takes_evidence
    children = (
        queries.children_asked(assessment_id, which, actor=request.actor, at=at)
        if law.kind == "ratio_of_children" and view.is_inside
        else []
    )
    groups = line_groups(view, only_open=only_open, at=which)
    lines = [line for group in groups for line in group.lines]
    return {
        "head": head,
        "groups": groups,
        "own_line": next(line for line in lines if line.code == which),
        "only_open": only_open,
        "query": f"?chi={ONLY_OPEN}" if only_open else "",
        "progress": progress_of(view),
        "one": shown,
        "answers": head.may_write or (head.may_answer and bool(shown.moved)),
        "children": shown_children(children),
        "citable": citable(view, which, request.actor) if writes else None,
    }


@needs("view")
@require_safe
def sheet(request: KengRequest, assessment_id: int) -> HttpResponse:
    """The whole assessment as one sheet of paper: every criterion with what was said and shown."""
    view = queries.assessment_view(assessment_id, actor=request.actor, at=clock.now())
    context = {
        "head": head_of(view),
        "criteria": [
            shown_criterion(view, one.criterion.code, only_open=False, names={})
            for one in view.criteria
        ],
        "met": view.met,
        "applicable": view.applicable,
        "result": recognitionwords.result(view.result),
        "facts": view.facts,
        "today": clock.today(),
    }
    return render(request, "web/assessment/sheet.html", context)


def is_only_open(request: KengRequest) -> bool:
    """Whether the reader goes through what is open only."""
    return request.GET.get("chi") == ONLY_OPEN or request.POST.get("chi") == ONLY_OPEN


def _class_label(view: AssessmentView) -> str:
    known = {one.code: one.title.of(wording.language()) for one in view.law.classes}
    return known.get(view.in_class or "", view.in_class or "")
