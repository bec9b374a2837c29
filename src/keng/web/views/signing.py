"""What the leader looks at before signing: the pages, what changed, what was explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.access.queries import names_of
from keng.documents.word import Differences
from keng.kernel.errors import DomainError, NotAllowed
from keng.orgunits.queries import path_of
from keng.packs import installed
from keng.publishing import pdf, queries
from keng.publishing.queries import FileView, PaperView
from keng.reporting import queries as reporting
from keng.reporting.queries import ExplanationView, Standing
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.tables.laidout import laid_out
from keng.web.views.papersteps import steps_of

_SIGNING: Final = frozenset({"duyet", "tra-lai", "ban-hanh"})
_PNG: Final = "image/png"


@dataclass(frozen=True)
class Reason:
    """A warning that somebody explained, in words, and where it stands."""

    unit: str
    submission_id: int
    about: str
    reason: str


@dataclass(frozen=True)
class Owing:
    """A unit whose figures are not accepted, so not in the paper."""

    unit: str
    state: str
    submission_id: int


@needs("view")
@require_safe
def signing(request: KengRequest, paper_id: int) -> HttpResponse:
    """The paper page by page, what changed since a version, warnings with their reasons."""
    at = clock.now()
    view = queries.paper_view(paper_id, actor=request.actor, at=at)
    versions = queries.word_versions(view)
    compared = _compared(request, versions)
    sources = list(_sources(request, view))
    context = {
        "paper": view,
        "unit_path": path_of(view.unit_id, on=view.period.last),
        "steps": [one for one in steps_of(request, view, {}) if one["slug"] in _SIGNING],
        "versions": _named(versions[1:]),
        "compared": compared.n if compared else 0,
        "differences": _differences(request, paper_id, compared),
        "reasons": list(_reasons(request, sources)),
        "missing": _missing(view, sources),
        "has_office": pdf.office() is not None,
        "parts": laid_out(queries.content_of(paper_id, actor=request.actor, at=at)),
    }
    return render(request, "web/paper/signing.html", context)


@needs("view")
@require_safe
def pages(request: KengRequest, paper_id: int) -> HttpResponse:
    """The pages as pictures; laying them out the first time takes a second or two."""
    at = clock.now()
    view = queries.paper_view(paper_id, actor=request.actor, at=at)
    try:
        count = queries.pages_of(paper_id, actor=request.actor, at=at)
        refused = ""
    except NotAllowed:
        raise
    except DomainError as refusal:
        count, refused = 0, message_of(refusal)
    digest = queries.word_versions(view)[0].sha256[:12]
    context = {"paper": view, "pages": range(1, count + 1), "digest": digest, "refused": refused}
    return render(request, "web/paper/_pages.html", context)


@needs("view")
@require_safe
def page(request: KengRequest, paper_id: int, n: int) -> HttpResponse:
    """One page as a picture."""
    content = queries.page_of(paper_id, n, actor=request.actor, at=clock.now())
    return HttpResponse(content, content_type=_PNG)


def _compared(request: KengRequest, versions: list[FileView]) -> FileView | None:
    """The version that was chosen, else the one before the present."""
    asked = request.GET.get("so", "")
    chosen = next((one for one in versions[1:] if str(one.n) == asked), None)
    return chosen or (versions[1] if len(versions) > 1 else None)


def _named(versions: list[FileView]) -> list[tuple[int, str]]:
    names = names_of({one.account_id for one in versions})
    return [
        (one.n, f"{wording.moment(one.at)} · {wording.account(one.account_id, names)}")
        for one in versions
    ]


def _differences(
    request: KengRequest, paper_id: int, compared: FileView | None
) -> Differences | None:
    if compared is None:
        return None
    return queries.differences_since(paper_id, compared.n, actor=request.actor, at=clock.now())


def _sources(request: KengRequest, view: PaperView) -> Iterator[Standing]:
    """The submissions that the paper draws on: the unit's own, and those of rounds it opened."""
    on = clock.today()
    forms = installed.current().outlines[view.outline].forms
    for one in reporting.submissions_of(view.unit_id, on=on, actor=request.actor):
        if one.period == view.period and one.form in forms:
            yield one
    for opened in reporting.rounds_for(view.unit_id):
        if opened.period == view.period:
            yield from reporting.round_status(opened.id, on=on, actor=request.actor).units


def _reasons(request: KengRequest, sources: list[Standing]) -> Iterator[Reason]:
    """The written reasons, for who stands near enough to the unit to see its small totals."""
    explained = [one for one in sources if one.warnings_accepted]
    units = {one.unit.id for one in explained}
    nearby = reporting.near_among(request.actor, units, on=clock.today())
    near = {one.submission_id: one for one in explained if one.unit.id in nearby}
    for submission_id, written in reporting.explanations_in_force(near).items():
        for one in written:
            yield Reason(near[submission_id].unit.full_name, submission_id, _about(one), one.reason)


def _about(one: ExplanationView) -> str:
    pack = installed.current()
    named = pack.checks.get(one.check)
    if named is not None:
        return named.label.of(wording.language())
    labels = [pack.cell_label(key, wording.language()) for key in one.cells if pack.knows(key)]
    return "; ".join(labels) or _("chỉ tiêu của biểu")


def _missing(view: PaperView, sources: list[Standing]) -> list[Owing]:
    return [
        Owing(one.unit.full_name, str(one.state), one.submission_id)
        for one in sources
        if one.unit.id != view.unit_id and str(one.state) not in {"accepted", "locked"}
    ]
