"""A way of reading made of a sample: send it in, say how it is laid out, match, look, name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.roles import MAY, Verb
from keng.intake import actions, queries
from keng.intake.foreign import TableMap, table_map
from keng.intake.foreign.answering import Answers, made_map
from keng.intake.foreign.grids import open_file
from keng.intake.foreign.layouts import Layout
from keng.kernel.errors import DomainError
from keng.web import clock
from keng.web.changes.mapsample import (
    Sample,
    answers_before,
    answers_posted,
    asked_of,
    facts_of,
    layout_of,
    names_of,
    sample_of,
)
from keng.web.changes.mapshown import (
    column_choices,
    preview_of,
    shown_headings,
    shown_names,
    table_choices,
)
from keng.web.forms.tablemaps import LayoutForm, MapNameForm, SampleForm
from keng.web.frame import uploads
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, is_whole
from keng.web.tables.standing import form_titles, own_units
from keng.web.views.workbooks import shown_problems


@needs("enter")
def new(request: KengRequest) -> HttpResponse:
    """The first step: whose tables, which form, and one of them; it is kept for a day."""
    form = SampleForm(
        request.POST or None,
        request.FILES or None,
        offices=_offices(request),
        form_choices=list(form_titles().items()),
        initial=_initial(request),
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["sample"]
        content = chosen.read()
        try:
            open_file(content, name=chosen.name)
        except DomainError as refusal:
            form.add_error("sample", message_of(refusal))
        else:
            account_id = request.actor.account_id
            token = uploads.keep(content, chosen.name, account_id=account_id, at=clock.now())
            facts = {name: form.cleaned_data[name] for name in ("office", "form")}
            facts |= {"file": token, "map": request.POST.get("map", "")}
            return redirect(f"{reverse('web:map_table')}?{urlencode(facts)}")
    context = {"form": form, "step": 1, "map": request.POST.get("map") or request.GET.get("map")}
    return render(request, "web/tablemap/new.html", context, status=422 if form.errors else 200)


@needs("enter")
@require_safe
def table(request: KengRequest) -> HttpResponse:
    """The second step: which table, where its headings are, what is in rows and columns."""
    sample = sample_of(request, request.GET)
    layout = layout_of(sample, request.GET)
    return render(request, "web/tablemap/table.html", _table_context(sample, layout))


@needs("enter")
def cells(request: KengRequest) -> HttpResponse:
    """The third step: which heading is which cell, whose the names are; then what comes of it."""
    sample = sample_of(request, request.GET)
    layout = layout_of(sample, request.GET)
    if request.GET.get("seen") != request.GET.get("table"):
        # Another table was chosen and its headings were not looked at yet.
        return redirect(_address("web:map_table", sample, layout))
    try:
        asked = asked_of(layout, sample)
    except DomainError as refusal:
        told = _table_context(sample, layout) | {"error": message_of(refusal)}
        return render(request, "web/tablemap/table.html", told, status=status_of(refusal))
    names = names_of(layout, sample)
    error, status = "", 200
    if request.method == "POST":
        answers = Answers()
        try:
            answers = answers_posted(asked, names, request.POST)
            way = made_map(layout, sample.form, asked, answers, sample.pack)
            return _reviewed(request, sample, way)
        except DomainError as refusal:
            error, status = message_of(refusal), status_of(refusal)
    else:
        answers = answers_before(asked, names, sample.before(request))
    context: dict[str, Any] = {
        "step": 3,
        "sample": sample,
        "headings": shown_headings(asked, answers, sample),
        "names": shown_names(names, answers, sample),
        "address": _address("web:map_cells", sample, layout),
        "back": _address("web:map_table", sample, layout),
        "error": error,
    }
    return render(request, "web/tablemap/cells.html", context, status=status)


@needs("enter")
@require_POST
def save(request: KengRequest) -> HttpResponse:
    """The last step: the way of reading under its name, or as a new version of the one it was."""
    sample = sample_of(request, request.POST)
    way = table_map(request.POST.get("content", ""))
    try:
        if sample.map_id:
            kept = actions.renew_map(sample.map_id, way, actor=request.actor, at=clock.now())
        else:
            kept = actions.save_map(
                request.POST.get("name", ""),
                way,
                unit_id=sample.office_id,
                actor=request.actor,
                at=clock.now(),
            )
    except DomainError as refusal:
        return _reviewed(request, sample, way, refusal=refusal)
    uploads.forget(sample.token, account_id=request.actor.account_id)
    messages.success(request, _("Đã lưu cách đọc bảng; từ nay chỉ cần chọn tệp và kỳ báo cáo."))
    return redirect("web:table_map", kept.saved_map_id)


def _reviewed(
    request: KengRequest, sample: Sample, way: TableMap, *, refusal: DomainError | None = None
) -> HttpResponse:
    """What the way reads in the sample, and its name."""
    reading = sample.reading(way)
    name = request.POST.get("name", "")
    context: dict[str, Any] = {
        "step": 4,
        "sample": sample,
        "reading": reading,
        "problems": shown_problems(reading.problems),
        "remarks": shown_problems(reading.remarks),
        "content": way.model_dump_json(),
        "form": MapNameForm(initial={"name": name}),
        "error": message_of(refusal) if refusal is not None else "",
        "head": _head(request, sample),
    }
    status = status_of(refusal) if refusal is not None else 200
    return render(request, "web/tablemap/review.html", context, status=status)


def _head(request: KengRequest, sample: Sample) -> queries.MapHead | None:
    if not sample.map_id:
        return None
    return queries.map_view(sample.map_id, request.actor, on=clock.today()).head


def _table_context(sample: Sample, layout: Layout) -> dict[str, Any]:
    facts = facts_of(layout, sample)
    form = LayoutForm(
        initial={**facts, "by_name": layout.by_sheet_name},
        tables=table_choices(sample),
        columns=column_choices(layout),
    )
    return {
        "step": 2,
        "sample": sample,
        "form": form,
        "seen": facts["seen"],
        "preview": preview_of(layout),
    }


def _address(name: str, sample: Sample, layout: Layout) -> str:
    return f"{reverse(name)}?{urlencode({**sample.facts, **facts_of(layout, sample)})}"


def _offices(request: KengRequest) -> list[tuple[str, str]]:
    """The units at which the reader enters figures."""
    entering = {duty.unit_id for duty in request.duties if Verb.ENTER in MAY[duty.role]}
    return [(str(unit.id), unit.path) for unit in own_units(request) if unit.id in entering]


def _initial(request: KengRequest) -> Mapping[str, str]:
    """For a way that is made anew: its office and form."""
    given = request.GET.get("map", "")
    if not is_whole(given):
        return {}
    head = queries.map_view(int(given), request.actor, on=clock.today()).head
    return {"office": str(head.unit_id), "form": head.form}
