"""One box for everything: the page of results and the suggestions while somebody types."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keng.web.frame.declarations import signed_in
from keng.web.frame.requests import KengRequest
from keng.web.phrases.findings import HEADINGS, found

_SUGGESTED: Final = 4
_FIRST: Final = 10
_ALL: Final = 200


@signed_in
@require_safe
def page(request: KengRequest) -> HttpResponse:
    """Everything that answers, by kind; `kind` shows one of them in full."""
    text, kind = _typed(request), request.GET.get("kind", "")
    kind = kind if kind in HEADINGS else ""
    groups = found(request, text, limit=_ALL if kind else _FIRST, kind=kind)
    context = {
        "q": text,
        "kind": kind,
        "heading": HEADINGS.get(kind, ""),
        "groups": groups,
        "limit": _ALL,
        "total": sum(group.total for group in groups),
    }
    return render(request, "web/search/page.html", context)


@signed_in
@require_safe
def suggestions(request: KengRequest) -> HttpResponse:
    """The best few of each kind: a fragment under the search box."""
    text = _typed(request)
    groups = found(request, text, limit=_SUGGESTED)
    return render(request, "web/search/_suggestions.html", {"q": text, "groups": groups})


def _typed(request: KengRequest) -> str:
    return " ".join(request.GET.get("q", "").split())
