"""A person's due days as a calendar that phones and mail programs subscribe to (RFC 5545).

It works without a session, so it shows titles and due days and nothing else. Due days are days,
not hours: each is an all-day event that marks nobody as busy. An event keeps its UID for good; when
its day moves, its SEQUENCE grows and calendars replace it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db.models import Count, Max
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from keng.access.queries import duties_of as access_duties
from keng.access.roles import Verb, scope_of
from keng.journal.models import Entry
from keng.kernel.actors import Actor
from keng.kernel.moments import TZ, local_day
from keng.planning.queries import task_days_of
from keng.reporting.models import Round, Submission
from keng.reporting.queries import Standing, duties_of, rounds_for
from keng.steering.queries import meeting_days_of
from keng.steering.vocabulary import MeetingKind, MeetingState

CONTENT_TYPE: Final = "text/calendar; charset=utf-8"
_PRODUCT: Final = "-//Keng//Keng 1//VI"
_ASK_AGAIN: Final = timedelta(hours=4)
_DAY: Final = timedelta(days=1)
_MEETINGS: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.REGULAR: "Họp",
    MeetingKind.EXTRA: "Họp đột xuất",
    MeetingKind.HALF_YEAR: "Sơ kết 6 tháng",
    MeetingKind.YEAR: "Tổng kết năm",
}
_VIETNAM_SINCE: Final = datetime.combine(date(1975, 6, 13), time())  # local, as RFC 5545 asks


@dataclass(frozen=True)
class DueDay:
    """One event: `sequence` grows with each move of the day, `changed_at` is the last of them.

    One that is off is told as cancelled until its day has passed: a calendar that only misses it
    may go on showing it.
    """

    uid: str
    title: str
    on: date
    sequence: int
    changed_at: datetime
    is_off: bool = False


def calendar_of(actor: Actor, *, at: datetime, base_url: str = "") -> bytes:
    """The due days of all that the person's units owe, of rounds they run, of tasks they lead,
    and the meetings that they are asked to.

    What is handed in, or whose round is closed, is gone from the calendar. The same state gives the
    same bytes. Two units with the same form are told apart by their names.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", "Keng: hạn báo cáo")
    calendar.add("x-wr-calname", "Keng: hạn báo cáo")
    calendar.add("x-wr-timezone", TZ.key)
    calendar.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    calendar.add_component(_vietnam())
    on, house = local_day(at), _house()
    for due in (event for part in _PARTS for event in part(actor, on, house)):
        calendar.add_component(_event(due, base_url))
    return bytes(calendar.to_ical())


def _event(due: DueDay, base_url: str) -> Event:
    event = Event()
    event.add("uid", due.uid)
    event.add("dtstamp", due.changed_at.astimezone(UTC))
    event.add("last-modified", due.changed_at.astimezone(UTC))
    event.add("sequence", due.sequence)
    event.add("summary", due.title)
    event.add("dtstart", due.on)
    event.add("dtend", due.on + _DAY)  # the first day after, as RFC 5545 has it
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if due.is_off else "CONFIRMED")
    if base_url:
        event.add("url", f"{base_url}/")
    return event


def _owed(actor: Actor, on: date, house: str) -> Iterator[DueDay]:
    owed = duties_of(actor, on=on)
    moves = _moves([one.submission_id for one in owed])
    for one in owed:
        due = _due(one)
        if due is not None:
            sequence, changed_at = moves[one.submission_id]
            title = f"Hạn nộp: {one.round_title or one.form} – {one.unit.full_name}"
            uid = f"bieu-{one.submission_id}@{house}"
            yield DueDay(uid, title, due, sequence, changed_at)


def _due(one: Standing) -> date | None:
    returned = one.state == "returned" and one.return_due_on is not None
    return one.return_due_on if returned else one.due_on


def _moves(ids: list[int]) -> dict[int, tuple[int, datetime]]:
    """How often each due day was set anew, and when it was last: extensions and returns."""
    rows = Submission.objects.filter(pk__in=ids).annotate(
        extended=Count("extensions", distinct=True),
        sent_back=Count("returns", distinct=True),
        last_extended=Max("extensions__at"),
        last_returned=Max("returns__at"),
    )
    names = ("opened_at", "extended", "sent_back", "last_extended", "last_returned")
    return {
        pk: (extended + sent_back, max(filter(None, (opened, *moments))))
        for pk, opened, extended, sent_back, *moments in rows.values_list("pk", *names)
    }


def _run(actor: Actor, on: date, house: str) -> Iterator[DueDay]:
    """Open rounds of the units at which the person runs rounds: the day on which all should be in.

    Not those of every unit below: the calendar of a province would hold a thousand of them.
    """
    posts = access_duties(actor.account_id or 0, on=on)
    runs = {one.unit_id for one in posts if scope_of(one.role, Verb.MANAGE_ROUNDS)}
    mine = [one for unit in sorted(runs) for one in rounds_for(unit) if one.is_open]
    entries = Entry.objects.filter(
        stream__in=[f"round:{one.id}" for one in mine], verb="reporting.extend_round"
    )
    moved = {
        stream: (n, last)
        for stream, n, last in entries.order_by()
        .values_list("stream")
        .annotate(n=Count("pk"), last=Max("at"))
    }
    opened = dict(Round.objects.filter(pk__in=[m.id for m in mine]).values_list("pk", "opened_at"))
    for one in mine:
        n, last = moved.get(f"round:{one.id}", (0, opened[one.id]))
        yield DueDay(f"dot-{one.id}@{house}", f"Hạn của đợt: {one.title}", one.due_on, n, last)


def _planned(actor: Actor, on: date, house: str) -> Iterator[DueDay]:
    """The next due day of each task that the person's bodies lead."""
    for one in task_days_of(actor, on=on):
        uid = f"nhiem-vu-{one.id}-{one.due.isoformat()}@{house}"
        yield DueDay(uid, f"Nhiệm vụ: {one.title}", one.due, one.revision, one.made_at)


def _met(actor: Actor, on: date, house: str) -> Iterator[DueDay]:
    """Meetings of the person's units, committees and programmes: the name and the day only."""
    posts = access_duties(actor.account_id or 0, on=on)
    units = {one.unit_id for one in posts if scope_of(one.role, Verb.ENTER)}
    for one in meeting_days_of(actor.account_id, units, on=on):
        is_off = one.state == MeetingState.CALLED_OFF
        title = f"{_MEETINGS[MeetingKind(one.kind)]}: {one.of}"
        told = f"Không họp – {title}" if is_off else title
        uid = f"hop-{one.id}@{house}"
        yield DueDay(uid, told, one.day, one.moves, one.changed_at, is_off=is_off)


_PARTS: Final = (_owed, _run, _planned, _met)


def _house() -> str:
    """A name of this system that stays for good: UIDs must differ between two systems."""
    first = Entry.objects.order_by("pk").values_list("hash", flat=True).first() or "keng"
    return f"{first[:12]}.keng"


def _vietnam() -> Timezone:
    """Vietnam has stood seven hours before UTC, without summer time, since 1975."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", TZ.key)
    standard.add("dtstart", _VIETNAM_SINCE)
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone
