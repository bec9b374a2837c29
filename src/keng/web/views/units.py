"""Units: found without diacritics, one unit with its names and mergers, the tree of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.orgunits import queries
from keng.orgunits.queries import Stretch, SuccessionView, UnitView
from keng.web import clock, wording
from keng.web.days import day_from
from keng.web.declarations import signed_in
from keng.web.paths import paths_of
from keng.web.requests import KengRequest

_LIMIT = 50


@dataclass(frozen=True)
class Found:
    """A unit in a list of results, with the way to it."""

    id: int
    full_name: str
    code: str
    path: str


@dataclass(frozen=True)
class NameSpan:
    """A name that the unit bore, and for how long."""

    full_name: str
    code: str
    span: str
    basis: str


@dataclass(frozen=True)
class Step:
    """A merger or split that the unit took part in."""

    unit_id: int
    name: str
    extent: str
    on: date


@dataclass(frozen=True)
class Node:
    """A branch of the tree: a unit and how many units stand right under it."""

    id: int
    full_name: str
    count: int


@signed_in
@require_safe
def search(request: KengRequest) -> HttpResponse:
    """Find units by a part of their name on the map of a day."""
    on = day_from(request.GET.get("on"), otherwise=clock.today())
    text = request.GET.get("q", "").strip()
    hits = queries.find(text, on=on, limit=_LIMIT + 1) if text else []
    ways = paths_of([hit.id for hit in hits], on=on)
    found = [
        Found(hit.id, hit.full_name, hit.code, ways[hit.id].partition(", ")[2])
        for hit in hits[:_LIMIT]
    ]
    context = {"q": text, "on": on, "found": found, "is_cut": len(hits) > _LIMIT, "limit": _LIMIT}
    return render(request, "web/unit/list.html", context)


@signed_in
@require_safe
def unit(request: KengRequest, unit_id: int) -> HttpResponse:
    """One unit: where it stands on the day, its names, what it came from and became."""
    on = day_from(request.GET.get("on"), otherwise=clock.today())
    above = [queries.unit_view(one, on=on) for one in queries.ancestors(unit_id, on=on)]
    children = queries.children(unit_id, on=on)
    context = {
        "unit": queries.unit_view(unit_id, on=on),
        "on": on,
        "above": [one for one in reversed(above) if one.level != "nation"],
        "children": children,
        "managed": _managed(unit_id, children, on),
        "names": [_name_span(name) for name in queries.names_of(unit_id)],
        "came_from": [
            Step(one.predecessor.id, one.predecessor.full_name, _extent(one), one.on)
            for one in queries.predecessors(unit_id)
        ],
        "went_to": [
            Step(one.successor.id, one.successor.full_name, _extent(one), one.on)
            for one in queries.successors(unit_id)
        ],
    }
    return render(request, "web/unit/detail.html", context)


@signed_in
@require_safe
def tree(request: KengRequest) -> HttpResponse:
    """The provinces of a day; each opens to what stands under it."""
    on = day_from(request.GET.get("on"), otherwise=clock.today())
    nodes = _nodes(queries.nation(on).id, on)
    return render(request, "web/unit/tree.html", {"on": on, "nodes": nodes})


@signed_in
@require_safe
def branch(request: KengRequest, unit_id: int) -> HttpResponse:
    """The fragment with the units right under one unit."""
    on = day_from(request.GET.get("on"), otherwise=clock.today())
    return render(request, "web/unit/_branches.html", {"on": on, "nodes": _nodes(unit_id, on)})


def _nodes(unit_id: int, on: date) -> list[Node]:
    below = queries.tree(on).children
    return [
        Node(child.id, child.full_name, len(below.get(child.id, ())))
        for child in queries.children(unit_id, on=on)
    ]


def _managed(unit_id: int, children: list[UnitView], on: date) -> list[UnitView]:
    lying = {child.id for child in children}
    return [one for one in queries.managed_by(unit_id, on=on) if one.id not in lying]


def _extent(step: SuccessionView) -> str:
    words = _("toàn bộ") if step.extent == "whole" else _("một phần")
    if step.day_is == "by":
        return _("%(extent)s, không muộn hơn ngày ghi bên") % {"extent": words}
    return words


def _name_span(name: Stretch) -> NameSpan:
    since = wording.day(name.first)
    last = wording.day(name.until - timedelta(days=1)) if name.until else ""
    if since and last:
        span = _("từ %(first)s đến %(last)s") % {"first": since, "last": last}
    elif since:
        span = _("từ %(first)s") % {"first": since}
    elif last:
        span = _("đến %(last)s") % {"last": last}
    else:
        span = _("không rõ từ ngày nào")
    return NameSpan(name.text, name.code, span, name.basis)
