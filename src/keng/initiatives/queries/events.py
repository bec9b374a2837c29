"""Events as lists and as a calendar of months, and the photos of the registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from keng.initiatives.models import Activity, Event
from keng.initiatives.permission import may_keep
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound
from keng.orgunits.queries import descendants, views
from keng.reporting.photos import store
from keng.reporting.queries.duties import is_near


@dataclass(frozen=True)
class EventRow:
    """An event in a list; `partners` took part and count nothing."""

    id: int
    kind: str
    title: str
    on: date
    host_id: int
    host_name: str
    place_name: str
    partners: tuple[str, ...]
    numbers: Mapping[str, int]
    has_photo: bool
    illustrative: bool
    withdrawn_why: str
    may_keep: bool


def events_for(
    actor: Actor, *, year: int, kind: str = "", unit_id: int | None = None, on: date
) -> QuerySet[Event]:
    """The events of a year that the actor may see, newest first; withdrawn ones too."""
    rows = Event.objects.filter(on__gte=date(year, 1, 1), on__lte=date(year, 12, 31))
    reach = actor.reach("view", on=on)
    if unit_id is not None:
        inside = frozenset({unit_id}) | descendants(unit_id, on=on)
        reach = inside if reach is None else inside & reach
    if reach is not None:
        rows = rows.filter(host_id__in=reach)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("-on", "-pk").prefetch_related("partners")


def shown_events(events: Sequence[Event], actor: Actor, *, on: date) -> list[EventRow]:
    """Events as they are shown; the names of all units in one go."""
    partners: dict[int, list[int]] = {}
    for event in events:
        partners[event.pk] = [one.unit_id for one in event.partners.all()]
    units = {unit for many in partners.values() for unit in many}
    units |= {event.host_id for event in events} | {event.place_id for event in events}
    names = {pk: view.full_name for pk, view in views(units, on=on).items()}
    kept = {unit: may_keep(actor, unit, on=on) for unit in {event.host_id for event in events}}
    return [
        EventRow(
            event.pk,
            event.kind,
            event.title,
            event.on,
            event.host_id,
            names[event.host_id],
            "" if event.place_id == event.host_id else names[event.place_id],
            tuple(names[unit] for unit in partners[event.pk]),
            event.numbers,
            bool(event.sha256) and event.withdrawn_at is None,
            event.illustrative,
            event.withdrawn_why,
            kept[event.host_id],
        )
        for event in events
    ]


def activity_photo(activity_id: int, actor: Actor, *, on: date) -> bytes:
    """The JPEG bytes of the photo of an activity. Raises NotFound, NotAllowed."""
    row = Activity.objects.select_related("group").filter(pk=activity_id).first()
    if row is None or not row.sha256 or row.withdrawn_at is not None:
        raise _no_photo()
    return _content(row.sha256, row.group.unit_id, actor, on)


def event_photo(event_id: int, actor: Actor, *, on: date) -> bytes:
    """The JPEG bytes of the photo of an event. Raises NotFound, NotAllowed."""
    row = Event.objects.filter(pk=event_id).first()
    if row is None or not row.sha256 or row.withdrawn_at is not None:
        raise _no_photo()
    return _content(row.sha256, row.host_id, actor, on)


def _content(sha256: str, unit_id: int, actor: Actor, on: date) -> bytes:
    """A photo shows more than a number: it goes to the unit and its direct superior only (0044)."""
    actor.require("view", unit_id=unit_id, on=on)
    if not is_near(actor, unit_id, on=on):
        raise NotAllowed(
            "Ảnh chỉ hiện với đơn vị và cấp trên trực tiếp.",
            message_en="Photos are shown to the unit and its direct superior only.",
        )
    return store().read(sha256)


def _no_photo() -> NotFound:
    return NotFound("Không có ảnh này.", message_en="There is no such photo.")
