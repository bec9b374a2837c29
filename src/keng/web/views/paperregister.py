"""The register of papers: the list with its filters, one paper, its chain, its files."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.access.queries import names_of
from keng.kernel.errors import BadInput
from keng.orgunits.queries import spoken_names
from keng.papers import edxml, queries
from keng.papers.kinds import kind_name, kinds
from keng.papers.queries import Chain, LinkView, PaperHead, PaperView
from keng.papers.vocabulary import Direction, State
from keng.web import clock, wording
from keng.web.forms.register import (
    DIRECTIONS,
    LINKS,
    AttachForm,
    DropForm,
    EndForm,
    LinkForm,
    RegisterFilterForm,
)
from keng.web.forms.styled import StyledForm
from keng.web.frame.declarations import needs
from keng.web.frame.paging import paged
from keng.web.frame.requests import KengRequest, may_somewhere
from keng.web.tables.chainpicture import picture_of

_PREVIEW: Final = 120
_LETTER: Final = "CV"


@needs("view")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The filed papers of all units that the reader views, filtered and searched."""
    on = clock.today()
    form = RegisterFilterForm(request.GET, years=queries.years_of(request.actor, on=on))
    found = queries.found_papers(form.wanted(), actor=request.actor, on=on)
    page = paged(found, request.GET)
    context = {
        "is_more": found.is_more,
        "form": form,
        "page": page,
        "papers": _lines(page.rows),
        "is_filtered": any(value for name, value in request.GET.items() if name != "trang"),
        "may_enter": may_somewhere(request, "enter"),
        "waiting": len(queries.papers_waiting(request.actor, on=on)),
    }
    return render(request, "web/register/list.html", context)


@needs("enter")
@require_safe
def waiting(request: KengRequest) -> HttpResponse:
    """Papers that were read from files and wait for a person."""
    page = paged(queries.papers_waiting(request.actor, on=clock.today()), request.GET)
    context = {"page": page, "papers": _lines(page.rows)}
    return render(request, "web/register/waiting.html", context)


@needs("view")
@require_safe
def detail(request: KengRequest, entry_id: int) -> HttpResponse:
    """One paper: what it is, what it names, what names it, what can be done."""
    return shown(request, entry_id)


def shown(
    request: KengRequest, entry_id: int, bound: dict[str, StyledForm] | None = None
) -> HttpResponse:
    """The page of a paper, with the forms that were refused filled in."""
    at = clock.now()
    view = queries.paper_view(entry_id, actor=request.actor, at=at)
    head = view.head
    may_enter = request.actor.may("enter", unit_id=head.unit_id, on=clock.today())
    may_change = may_enter and head.state == State.FILED.value
    forms = {
        "link": LinkForm(),
        "end": EndForm(initial={"ends_on": head.ends_on}),
        "drop": DropForm(),
        "attach": AttachForm(),
    } | (bound or {})
    context: dict[str, Any] = {
        "view": view,
        "paper": _line(head, spoken_names({head.unit_id}, on=clock.today())),
        "who": wording.account(view.account_id, names_of({view.account_id})),
        "names": [_link(one) for one in view.names],
        "named_by": [_link(one) for one in view.named_by],
        "replaced_by": _lines(view.replaced_by),
        "forms": forms,
        "opened": next(iter(bound), "") if bound else "",
        "may_change": may_change,
        "is_waiting": head.state == State.WAITING.value,
        "is_dropped": head.state == State.DROPPED.value,
        "may_enter": may_enter,
        "lines": view.text.split("\n")[:_PREVIEW] if view.text else [],
        "is_long": view.text.count("\n") >= _PREVIEW,
        "is_sent": head.direction == Direction.SENT.value,
        "gaps": gaps_of(view) if head.direction == Direction.SENT.value else [],
    }
    return render(request, "web/register/detail.html", context, status=422 if bound else 200)


@needs("view")
@require_safe
def chain(request: KengRequest, entry_id: int) -> HttpResponse:
    """The chain of a paper as a picture with an equal table."""
    at = clock.now()
    found = queries.chain_of(entry_id, actor=request.actor, at=at)
    head = queries.heads_of([entry_id], actor=request.actor, on=clock.today())[entry_id]
    names = {code: kind_name(code, wording.language()) for code in kinds()}
    context = {
        "head": head,
        "picture": picture_of(found, names),
        "rows": _chain_rows(found, names),
        "is_cut": found.is_cut,
        "is_alone": len(found.nodes) == 1,
    }
    return render(request, "web/register/chain.html", context)


@needs("view")
@require_safe
def file(request: KengRequest, entry_id: int) -> HttpResponse:
    """The file of a paper, to be kept by the browser."""
    name, content = queries.file_of(entry_id, actor=request.actor, at=clock.now())
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@needs("view")
@require_safe
def exchange(request: KengRequest, entry_id: int) -> HttpResponse:
    """The metadata of a sent paper as edXML."""
    view = queries.paper_view(entry_id, actor=request.actor, at=clock.now())
    if view.head.direction != Direction.SENT.value or view.head.state != State.FILED.value:
        raise BadInput(
            "Chỉ văn bản đi đã đăng ký mới có thông tin trao đổi edXML.",
            message_en="Only a sent paper that is filed has metadata for exchange.",
        )
    message = edxml.message_of(outgoing_of(view))
    name = f"edxml-{entry_id}.xml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(message.content, content_type="application/xml", headers=headers)


def outgoing_of(view: PaperView) -> edxml.Outgoing:
    """What the register knows of a sent paper."""
    head = view.head
    return edxml.Outgoing(
        paper_id=head.id,
        number=view.number,
        symbol=head.symbol,
        kind_name=kind_name(head.kind) if head.kind else "",
        is_letter=head.kind == _LETTER,
        issued_on=head.issued_on,
        place=view.place,
        issuer=head.issuer,
        title=head.title,
        file_name=head.file_name if view.file_kept else "",
        sha256=view.sha256,
    )


def gaps_of(view: PaperView) -> list[str]:
    """What is missing in the metadata, in the language of the request."""
    place = 1 if wording.language() == "en" else 0
    return [one[place] for one in edxml.message_of(outgoing_of(view)).gaps]


def _lines(heads: Any) -> list[dict[str, object]]:
    units = spoken_names({one.unit_id for one in heads}, on=clock.today())
    return [_line(one, units) for one in heads]


def _line(head: PaperHead, units: Any) -> dict[str, object]:
    return {
        "head": head,
        "kind": kind_name(head.kind, wording.language()) if head.kind else "",
        "direction": str(dict(DIRECTIONS).get(head.direction, head.direction)),
        "unit": units.get(head.unit_id, ""),
        "has_ended": head.ends_on is not None and head.ends_on <= clock.today(),
    }


def _link(link: LinkView) -> dict[str, object]:
    return {
        "link": link,
        "what": str(LINKS[link.kind]),
        "kind": kind_name(link.ref_kind, wording.language()) if link.ref_kind else "",
    }


def _chain_rows(found: Chain, names: dict[str, str]) -> list[dict[str, object]]:
    lines = {
        node.place: f"{node.line} ({node.issuer})" if node.issuer else node.line
        for node in found.nodes
    }
    rest: dict[str, list[str]] = {}
    for step in found.steps:
        told = f"{LINKS[step.kind]} {lines[step.upper]}"
        rest.setdefault(step.lower, []).append(told)
    units = spoken_names(
        {head.unit_id for node in found.nodes for head in node.heads}, on=clock.today()
    )
    return [
        {
            "node": node,
            "kind": names.get(node.kind, ""),
            "level": _level(node.level),
            "steps": rest.get(node.place, []),
            "entries": [(head, units.get(head.unit_id, "")) for head in node.heads],
        }
        for node in found.nodes
    ]


def _level(level: int) -> str:
    if level == 0:
        return _("văn bản này")
    if level < 0:
        return _("trên %(n)s bậc") % {"n": -level}
    return _("dưới %(n)s bậc") % {"n": level}
