"""Campaign days and communication work: the year as a calendar, and entering one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.initiatives import actions, queries
from keng.initiatives.queries import EventRow
from keng.web import clock
from keng.web.forms.events import EventForm
from keng.web.frame.declarations import needs
from keng.web.frame.paging import paged
from keng.web.frame.requests import KengRequest, may_somewhere, whole
from keng.web.phrases.groupwords import label_of, spoken, year_of
from keng.web.tables.standing import own_units
from keng.web.views.initiatives import attempted, entering_units, gone_on, picture

_PAGE = 100


@dataclass(frozen=True)
class ShownEvent:
    """An event with its kind and its numbers in words."""

    event: EventRow
    kind: str
    numbers: str


@dataclass(frozen=True)
class Month:
    """The events of one month, newest first."""

    number: int
    events: list[ShownEvent]


@needs("view")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The events of a year, month by month."""
    on = clock.today()
    year, kind = year_of(request.GET.get("nam", ""), on), request.GET.get("loai", "")
    unit = request.GET.get("don-vi", "")
    unit_id = whole(unit, None)
    found = queries.events_for(request.actor, year=year, kind=kind, unit_id=unit_id, on=on)
    page = paged(_Counted(found), request.GET, size=_PAGE)
    shown = queries.shown_events(page.rows, request.actor, on=on)
    context: dict[str, Any] = {
        "months": _by_month(shown),
        "page": page,
        "year": year,
        "years": range(on.year, on.year - 4, -1),
        "kind": kind,
        "kinds": event_kinds(),
        "unit_id": unit_id,
        "own": own_units(request),
        "may_enter": may_somewhere(request, "enter"),
    }
    return render(request, "web/event/list.html", context)


@needs("enter")
def new(request: KengRequest) -> HttpResponse:
    """Enter an event: first its kind, then the numbers that the kind asks for."""
    kind = request.GET.get("loai", "")
    own = entering_units(request)
    context: dict[str, Any] = {"kinds": event_kinds(), "own": own}
    if kind not in spoken().events:
        return render(request, "web/event/kinds.html", context)
    form = EventForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        today=clock.today(),
        initial={"on": clock.today(), "host": own[0][1] if own else ""},
    )
    if request.method == "POST" and form.is_valid():
        made = attempted(form, lambda: _held(request, kind, form))
        if made is not None:
            messages.success(request, _("Đã ghi; số sẽ vào biểu của đơn vị đã dùng sổ."))
            return gone_on(request, reverse("web:events"))
    context |= {"form": form, "kind": label_of(spoken().events, kind)}
    return render(request, "web/event/form.html", context, status=422 if form.errors else 200)


@needs("enter")
@require_POST
def withdraw(request: KengRequest, event_id: int) -> HttpResponse:
    """Withdraw an event that was entered by mistake."""
    why = request.POST.get("why", "")
    actions.withdraw_event(event_id, why, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã rút; dòng vẫn còn trong lịch sử."))
    return redirect("web:events")


@needs("view")
@require_safe
def photo(request: KengRequest, event_id: int) -> HttpResponse:
    """The photo of an event, for its host and the direct superior."""
    content = queries.event_photo(event_id, request.actor, on=clock.today())
    return picture(content, f"viec-{event_id}.jpg")


def event_kinds() -> list[tuple[str, str]]:
    """The kinds of event of the programme, in its order."""
    said = spoken().events
    return [(code, label_of(said, code)) for code in said]


class _Counted(Sequence[Any]):
    """Rows of a query of which only the page is read."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows
        self._count: int = rows.count()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        return list(self._rows[index])


def _held(request: KengRequest, kind: str, form: EventForm) -> object:
    given = form.cleaned_data
    photo = given.get("photo")
    event = actions.NewEvent(
        kind,
        given["host"],
        given["on"],
        given["title"],
        given["place"],
        given["partners"],
        form.numbers(),
        photo.read() if photo else None,
        photo.name if photo else "",
        token=given["token"],
    )
    return actions.hold_event(event, actor=request.actor, at=clock.now())


def _by_month(rows: Sequence[EventRow]) -> list[Month]:
    months: dict[int, list[ShownEvent]] = {}
    for row in rows:
        months.setdefault(row.on.month, []).append(_shown(row))
    return [Month(number, events) for number, events in months.items()]


def _shown(row: EventRow) -> ShownEvent:
    said = spoken().events
    kind = said.get(row.kind)
    asks = kind.asks if kind is not None else {}
    numbers = [f"{label_of(asks, code)}: {number}" for code, number in row.numbers.items()]
    return ShownEvent(row, label_of(said, row.kind), "; ".join(numbers))
