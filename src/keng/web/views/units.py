"""Units: found without diacritics, one unit with its names and mergers, the tree of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.kernel.errors import DomainError
from keng.orgunits import queries
from keng.orgunits.queries import Stretch, SuccessionView, UnitView
from keng.orgunits.vocabulary import TERRITORIAL, DayIs
from keng.steering.queries import overseers_of
from keng.web import clock, wording
from keng.web.frame.declarations import signed_in
from keng.web.frame.requests import KengRequest, may_somewhere
from keng.web.phrases.ages import Lane, ages
from keng.web.phrases.days import day_from
from keng.web.phrases.paths import paths_of

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
    """A name that the unit bore, and for how long; `correct_url` leads to putting it right."""

    full_name: str
    code: str
    span: str
    basis: str
    correct_url: str = ""


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


@dataclass(frozen=True)
class _History:
    """All that was ever true of a unit, each kind oldest first."""

    names: list[Stretch]
    parents: list[Stretch]
    managers: list[Stretch]
    before: list[SuccessionView]
    after: list[SuccessionView]

    def unsure_days(self) -> list[date]:
        """The days by which something had happened, while the true day is not known."""
        facts = (*self.names, *self.parents, *self.managers)
        begun = {one.first for one in facts if one.day_is == DayIs.BY and one.first is not None}
        steps = (*self.before, *self.after)
        return sorted(begun | {one.on for one in steps if one.day_is == DayIs.BY})


@signed_in
@require_safe
def search(request: KengRequest) -> HttpResponse:
    """Find units by a part of their name on the map of a day."""
    on = day_from(request.GET.get("on"), otherwise=clock.today())
    text = request.GET.get("q", "").strip()
    hits = queries.find(text, on=on, limit=_LIMIT + 1) if text else _near(request, on)
    ways = paths_of([hit.id for hit in hits], on=on)
    found = [
        Found(hit.id, hit.full_name, hit.code, ways[hit.id].partition(", ")[2])
        for hit in hits[:_LIMIT]
    ]
    context = {
        "q": text,
        "on": on,
        "found": found,
        "is_cut": len(hits) > _LIMIT,
        "limit": _LIMIT,
        "may_change": may_somewhere(request, "manage_units"),
    }
    return render(request, "web/unit/list.html", context)


def _near(request: KengRequest, on: date) -> list[UnitView]:
    """The reader's own units and what stands right under them: where most searches would end."""
    own = list(dict.fromkeys(duty.unit_id for duty in request.duties))
    here = [queries.unit_view(one, on=on) for one in own if queries.is_in_force(one, on=on)]
    below = [child for one in here for child in queries.children(one.id, on=on)]
    return list({one.id: one for one in (*here, *below)}.values())[: _LIMIT + 1]


@signed_in
@require_safe
def unit(request: KengRequest, unit_id: int) -> HttpResponse:
    """One unit: where it stands on the day, its names, what it came from and became."""
    on = day_from(request.GET.get("on"), otherwise=clock.today())
    above = [queries.unit_view(one, on=on) for one in queries.ancestors(unit_id, on=on)]
    children = queries.children(unit_id, on=on)
    history = _History(
        queries.names_of(unit_id),
        queries.parents_of(unit_id),
        queries.managers_of(unit_id),
        queries.predecessors(unit_id),
        queries.successors(unit_id),
    )
    came_from = [
        Step(one.predecessor.id, one.predecessor.full_name, _extent(one), one.on)
        for one in history.before
    ]
    went_to = [
        Step(one.successor.id, one.successor.full_name, _extent(one), one.on)
        for one in history.after
    ]
    may_change, unsure = may_somewhere(request, "manage_units"), history.unsure_days()
    context = {
        "unit": queries.unit_view(unit_id, on=on),
        "on": on,
        "above": [one for one in reversed(above) if one.level != "nation"],
        "children": children,
        "managed": _managed(unit_id, children, on),
        "names": [
            _name_span(one, _correct_url(unit_id, one, on) if may_change else "")
            for one in history.names
        ],
        "came_from": came_from,
        "went_to": went_to,
        **_over_time(history, _lineage(came_from, went_to)),
        "may_change": may_change,
        "may_take": request.actor.may("manage_users", unit_id=unit_id, on=clock.today()),
        "unsure": unsure,
        "overseers": overseers_of(unit_id, request.actor, on=on),
        "day_url": _day_url(unit_id, on) if unsure and may_change else "",
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


def _lineage(came_from: list[Step], went_to: list[Step]) -> list[Stretch]:
    """What lay here before and after the unit, each as one stretch of the picture."""

    def names(steps: list[Step]) -> str:
        return ", ".join(step.name for step in steps)

    def stretch(first: date | None, until: date | None, text: str) -> Stretch:
        return Stretch(first, until, DayIs.EXACT, text, "", None, "")

    before = [stretch(None, came_from[0].on, names(came_from))] if came_from else []
    after = [stretch(went_to[0].on, None, names(went_to))] if went_to else []
    return before + after


def _over_time(history: _History, lineage: list[Stretch]) -> dict[str, Any]:
    """Parents and managers in words, and all three lanes as a picture."""
    lanes = [
        (_("Trước, sau"), lineage),
        (_("Tên"), history.names),
        (_("Trực thuộc"), history.parents),
        (_("Quản lý"), history.managers),
    ]
    return {
        "parents": [_name_span(one) for one in history.parents],
        "managers": [_name_span(one) for one in history.managers],
        "ages": ages([Lane(words, tuple(found)) for words, found in lanes if found]),
    }


def _correct_url(unit_id: int, name: Stretch, on: date) -> str:
    """The form that puts this name right, filled in as far as it is known."""
    last = name.until - timedelta(days=1) if name.until else on
    day = name.first or last
    known = {
        "unit": queries.path_of(unit_id, on=day),
        "to": name.text[:1].lower() + name.text[1:] if _is_place(unit_id, day) else name.text,
        "code": name.code,
        "on": day.isoformat(),
    }
    return f"{reverse('web:map_act', args=['dinh-chinh-ten'])}?{urlencode(known)}"


def _day_url(unit_id: int, on: date) -> str:
    """The form for the true day; the unit by its path, or by its key where others bore the name."""
    path = queries.path_of(unit_id, on=on)
    try:
        is_plain = queries.unit_named_ever(path, on=clock.today()).id == unit_id
    except DomainError:
        is_plain = False
    known = {"unit": path if is_plain else queries.unit_view(unit_id, on=on).key}
    return f"{reverse('web:map_act', args=['dinh-chinh-ngay'])}?{urlencode(known)}"


def _is_place(unit_id: int, on: date) -> bool:
    return queries.unit_view(unit_id, on=on).level in TERRITORIAL


def _name_span(name: Stretch, correct_url: str = "") -> NameSpan:
    since = wording.day(name.first)
    if name.day_is == DayIs.BY:
        since = _("muộn nhất %(day)s") % {"day": since}
    last = wording.day(name.until - timedelta(days=1)) if name.until else ""
    if since and last:
        span = _("từ %(first)s đến %(last)s") % {"first": since, "last": last}
    elif since:
        span = _("từ %(first)s") % {"first": since}
    elif last:
        span = _("đến %(last)s") % {"last": last}
    else:
        span = _("không rõ từ ngày nào")
    return NameSpan(name.text, name.code, span, name.basis, correct_url)
