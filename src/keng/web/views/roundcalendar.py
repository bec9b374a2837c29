"""The calendar of rounds, and opening several of them in one act after a look at what it does."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.access.roles import MAY, Verb
from keng.kernel.errors import BadInput, DomainError
from keng.kernel.periods import Period
from keng.orgunits.queries import unit_named
from keng.packs.installed import period_named
from keng.reporting import actions, batches, queries
from keng.reporting.actions import WantedRound
from keng.reporting.queries import PlannedRound
from keng.web import clock
from keng.web.forms.rounds import DueDayForm, SeriesForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, is_whole
from keng.web.tables.roundcalendar import (
    SeriesRow,
    day_after,
    duty_words,
    months_of,
    series_rows,
    typed_days,
)
from keng.web.tables.standing import OwnUnit, own_units
from keng.web.views.rounds import form_choices

_DUE: Final = "due-"
_Wanted = dict[Period, date | None]


@dataclass
class _Series:
    """What was asked of a page: the owner, and the periods with the days that were typed."""

    owner_id: int
    form: str
    periods: list[Period]
    chosen: list[Period] = field(default_factory=list)
    typed: dict[str, date] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    day: int | None = None


@needs("manage_rounds")
@require_safe
def calendar(request: KengRequest) -> HttpResponse:
    """The year by months: what the programme asks of the units below, opened or not yet."""
    on = clock.today()
    year, own = _year(request.GET.get("nam", ""), on), _running(request)
    chosen = next((one for one in own if one.key == request.GET.get("don-vi")), own[0])
    found = queries.year_of_duties(year, owner_unit_id=chosen.id, actor=request.actor, on=on)
    ids = [one.id for line in found.lines for one in line.rounds]
    tallies = queries.round_tallies(ids, actor=request.actor, on=on)
    context: dict[str, Any] = {
        "year": year,
        "own": own,
        "unit": chosen,
        "months": months_of(found, tallies, unit_path=chosen.path),
        "on_demand": duty_words(found.on_demand),
        "series_query": urlencode({"unit": chosen.path, "year": str(year)}),
    }
    return render(request, "web/round/calendar.html", context)


@needs("manage_rounds")
def open_rounds(request: KengRequest) -> HttpResponse:
    """A series of rounds: choose periods, see what opening them does, open all in one act."""
    posted = request.method == "POST"
    asked = request.POST if posted else request.GET
    own = _running(request)
    initial = {"unit": own[0].path, "year": clock.today().year}
    given = asked if asked.get("form") else None
    form = SeriesForm(given, form_choices=form_choices(), initial=initial)
    days = DueDayForm(asked if posted else None)
    context: dict[str, Any] = {"form": form, "days": days, "own": own}
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "web/round/series.html", context, status=status)
    try:
        return _looked_or_opened(request, asked, context)
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return render(request, "web/round/series.html", context, status=status_of(refusal))


def _looked_or_opened(
    request: KengRequest, asked: QueryDict, context: dict[str, Any]
) -> HttpResponse:
    series = _series(asked, context)
    context |= {"rows": _rows(request, series, _typed(series, series.periods))}
    days_are_wrong = bool(series.wrong or context["days"].errors)
    if request.method != "POST" or days_are_wrong:
        status = 422 if days_are_wrong else 200
        return render(request, "web/round/series.html", context, status=status)
    wanted = _with_day(request, series)
    seen = _rows(request, series, wanted)
    mark = hashlib.sha256(repr([row.plan for row in seen]).encode()).hexdigest()
    context |= {"seen": seen, "mark": mark, "ready": _are_ready(seen)}
    if request.POST.get("do") != "open" or request.POST.get("seen") != mark:
        return render(request, "web/round/series.html", context)
    return _opened(request, series, wanted, sum(row.plan.units for row in seen), context)


def _opened(
    request: KengRequest, series: _Series, wanted: _Wanted, forms: int, context: dict[str, Any]
) -> HttpResponse:
    """Open all in this request, or as a job where that would keep the reader waiting."""
    rounds = [WantedRound(period, due_on) for period, due_on in wanted.items()]
    if forms > batches.MOST_AT_ONCE:
        job = batches.open_rounds_later(
            series.form,
            rounds,
            owner_unit_id=series.owner_id,
            actor=request.actor,
            at=clock.now(),
        )
        return redirect("web:job", job.pk)
    made = actions.open_rounds(
        series.form,
        rounds,
        owner_unit_id=series.owner_id,
        actor=request.actor,
        at=clock.now(),
    )
    told = _("Đã mở %(n)s đợt; các đơn vị thấy biểu trên trang chính.") % {"n": len(made)}
    messages.success(request, told)
    return redirect(f"{reverse('web:round_calendar')}?nam={context['form'].cleaned_data['year']}")


def _series(asked: QueryDict, context: dict[str, Any]) -> _Series:
    given = context["form"].cleaned_data
    on = min(date(given["year"], 12, 31), clock.today())
    days: DueDayForm = context["days"]
    typed, wrong = typed_days(
        {name[len(_DUE) :]: str(asked[name]) for name in asked if name.startswith(_DUE)}
    )
    return _Series(
        owner_id=unit_named(given["unit"], on=on).id,
        form=given["form"],
        periods=queries.periods_of_form(given["form"], given["year"]),
        chosen=list(dict.fromkeys(period_named(code) for code in asked.getlist("period"))),
        typed=typed,
        wrong=wrong,
        day=days.cleaned_data.get("day") if days.is_valid() else None,
    )


def _typed(series: _Series, periods: Sequence[Period]) -> _Wanted:
    return {period: series.typed.get(period.code) for period in periods}


def _with_day(request: KengRequest, series: _Series) -> _Wanted:
    """The chosen periods with their due days; the day of the month only where nobody knows one."""
    wanted = _typed(series, series.chosen)
    if series.day is None:
        return wanted
    plans = _plans(request, series, wanted)
    silent = [plan.period for plan in plans if plan.units and plan.due_on is None]
    return wanted | {period: day_after(period, series.day) for period in silent}


def _rows(request: KengRequest, series: _Series, wanted: _Wanted) -> list[SeriesRow]:
    plans = _plans(request, series, wanted)
    return series_rows(plans, chosen=series.chosen, typed=series.typed, wrong=series.wrong)


def _plans(request: KengRequest, series: _Series, wanted: _Wanted) -> list[PlannedRound]:
    return queries.planned_rounds(
        series.form,
        wanted,
        owner_unit_id=series.owner_id,
        actor=request.actor,
        on=clock.today(),
    )


def _are_ready(seen: Sequence[SeriesRow]) -> bool:
    return bool(seen) and all(row.plan.is_ready for row in seen)


def _year(text: str, on: date) -> int:
    if not text:
        return on.year
    if not (is_whole(text) and 2000 <= int(text) <= 2100):
        raise BadInput(
            f"“{text}” không phải là năm từ 2000 đến 2100.",
            message_en=f'"{text}" is no year from 2000 to 2100.',
        )
    return int(text)


def _running(request: KengRequest) -> list[OwnUnit]:
    """The units for which the reader may open rounds."""
    held = {duty.unit_id for duty in request.duties if Verb.MANAGE_ROUNDS in MAY[duty.role]}
    return [one for one in own_units(request) if one.id in held]
