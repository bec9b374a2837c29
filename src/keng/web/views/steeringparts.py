"""What the pages of committees and of programmes of coordination have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from keng.access.roles import MAY, Verb
from keng.kernel.errors import BadInput
from keng.papers.queries import Filter, found_papers
from keng.planning.queries import bodies_answered_by
from keng.web import clock
from keng.web.forms.steering import OFFERED, offered
from keng.web.frame.requests import KengRequest, whole
from keng.web.tables.standing import own_units
from keng.web.views.initiatives import attempted

Forms = Mapping[str, forms.BaseForm]


@dataclass(frozen=True)
class Parts:
    """A page that grows by parts, each with a form: how it is read, asked, added to and shown.

    `page` is the name of its address. The part `hop` is a meeting, which has a page of its own.
    """

    page: str
    view: Callable[..., Any]
    forms: Callable[[KengRequest, Any, Any], Mapping[str, Any]]
    add: Mapping[str, Callable[[KengRequest, int, Any], Any]]
    shown: Callable[[KengRequest, int, Forms], HttpResponse]


def added(request: KengRequest, pk: int, what: str, parts: Parts) -> HttpResponse:
    """Add a part to a page, or show the page with the form that was refused. Raises BadInput."""
    if what not in parts.add:
        raise BadInput(
            "Không biết phải thêm gì; hãy mở lại trang.",
            message_en="What to add is not said; open the page again.",
        )
    view = parts.view(pk, request.actor, on=clock.today())
    form = parts.forms(request, view, request.POST)[what]
    if form.is_valid():
        made = attempted(form, lambda: parts.add[what](request, pk, form))
        if made is not None:
            if what == "hop":
                return redirect("web:meeting", made.pk)
            messages.success(request, _("Đã ghi."))
            return redirect(f"{reverse(parts.page, args=[pk])}#{what}")
    return parts.shown(request, pk, {what: form})


def entered(
    request: KengRequest,
    asking: Callable[..., Any],
    enter: Callable[..., Any],
    *,
    page: str,
    template: str,
    said: str,
) -> HttpResponse:
    """Ask for a new one at a unit where the reader writes, and go to its page once it is made."""
    units = writing_units(request)
    unit_id = int(units[0][0]) if units else 0
    asked = whole(request.POST.get("unit", ""), unit_id)
    form = asking(
        request.POST or None,
        units=units,
        asker=(request.actor, asked, clock.today()),
        initial={"unit": str(unit_id)},
    )
    if request.method == "POST" and form.is_valid():
        made = attempted(
            form, lambda: enter(asked, form.given(), actor=request.actor, at=clock.now())
        )
        if made is not None:
            messages.success(request, said)
            return redirect(page, made.pk)
    context = {"form": form, "papers": papers_of(request, unit_id)}
    return render(request, template, context, status=422 if form.errors else 200)


def writing_units(request: KengRequest) -> list[tuple[str, str]]:
    """The units at which the reader writes."""
    entering = {duty.unit_id for duty in request.duties if Verb.ENTER in MAY[duty.role]}
    return [(str(unit.id), unit.path) for unit in own_units(request) if unit.id in entering]


def in_templates(found: Forms) -> dict[str, forms.BaseForm]:
    """The forms under names that a template can say."""
    return {code.replace("-", "_"): form for code, form in found.items()}


def papers_of(request: KengRequest, unit_id: int) -> list[str]:
    """The newest papers of a unit's register, as they are offered."""
    rows = found_papers(Filter(unit_id=unit_id), actor=request.actor, on=clock.today())
    return offered(rows[:OFFERED])


def body_names(request: KengRequest, unit_id: int) -> list[str]:
    """The bodies of the unit's plans, by name."""
    found = bodies_answered_by(request.actor, on=clock.today())
    return [body.name for body, unit in found if unit == unit_id]


def day_given(request: KengRequest) -> date:
    """The day that the page sent. Raises BadInput."""
    try:
        return date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        raise BadInput("Hãy ghi ngày.", message_en="Write the day.", code="day_missing") from None


def seen(request: KengRequest) -> int:
    """The revision that the person saw; 0, which none has, where the page did not send it."""
    value = request.POST.get("revision", "")
    return whole(value, 0)
