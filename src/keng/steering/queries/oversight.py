"""Who oversees what on a day, and which units nobody oversees."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from keng.db.validity import in_force
from keng.kernel.actors import Actor
from keng.orgunits.queries import managed_by, views
from keng.orgunits.vocabulary import Level
from keng.steering.models import Committee, Oversight, Seat
from keng.steering.queries.reach import readable_committees
from keng.steering.queries.shapes import Coverage, OversightLine, SeatLine
from keng.steering.vocabulary import PLACES

_LEVELS = {level.value: n for n, level in enumerate(Level)}


def coverages(committees: Collection[Committee], *, on: date) -> Mapping[int, Coverage]:
    """Of each committee which units below are overseen; one query for all.

    Asked for are all units that report to the committee's unit, but not the bodies of its own
    level: those sit in the committee.
    """
    rows = Oversight.objects.filter(
        in_force(on), unit__isnull=False, seat__committee__in=committees
    )
    held: dict[int, set[int | None]] = {}
    for committee_id, unit_id in rows.values_list("seat__committee_id", "unit_id"):
        held.setdefault(committee_id, set()).add(unit_id)
    return {one.pk: _coverage(one.unit_id, held.get(one.pk, set()), on) for one in committees}


def _coverage(unit_id: int, held: Collection[int | None], on: date) -> Coverage:
    asked = [one for one in managed_by(unit_id, on=on) if one.level != Level.BODY]
    missing = [(one.id, one.full_name, one.level) for one in asked if one.id not in held]
    return Coverage(len(asked), sorted(missing, key=lambda one: _LEVELS.get(one[2], 0)))


def seat_lines(committee: Committee, *, on: date) -> tuple[list[SeatLine], list[SeatLine]]:
    """The members of a day in the order of their place, and those who were it before or will be.

    Three queries, whatever they oversee.
    """
    seats = list(Seat.objects.filter(committee=committee))
    lines = _lines(seats, on)
    made = [_seat(one, lines.get(one.pk, ())) for one in seats]
    made.sort(key=lambda one: (PLACES[one.place], one.since, one.id))
    now = [seat for seat in made if _holds(seat.since, seat.until, on)]
    return now, [seat for seat in made if not _holds(seat.since, seat.until, on)]


def overseers_of(unit_id: int, actor: Actor, *, on: date) -> list[tuple[int, str, str]]:
    """Who oversees a unit on a day: the committee's id, its name, the post.

    Only of committees that the actor may read.
    """
    readable = Committee.objects.filter(readable_committees(actor, on=on))
    rows = Oversight.objects.filter(in_force(on), unit_id=unit_id, seat__committee__in=readable)
    rows = rows.select_related("seat__committee")
    return [
        (one.seat.committee_id, one.seat.committee.name, one.seat.post)
        for one in rows.order_by("seat__committee_id", "pk")
    ]


def _lines(seats: Sequence[Seat], on: date) -> dict[int, list[OversightLine]]:
    rows = list(Oversight.objects.filter(seat__in=seats).select_related("group").order_by("pk"))
    names = views({one.unit_id for one in rows if one.unit_id is not None}, on=on)
    found: dict[int, list[OversightLine]] = {}
    for row in rows:
        name = names[row.unit_id].full_name if row.unit_id is not None else _group(row)
        line = OversightLine(
            row.pk, row.unit_id, row.group_id, name, row.valid_from, row.valid_until
        )
        found.setdefault(row.seat_id, []).append(line)
    return found


def _group(row: Oversight) -> str:
    return row.group.name if row.group is not None else ""


def _seat(seat: Seat, lines: Sequence[OversightLine]) -> SeatLine:
    return SeatLine(
        id=seat.pk,
        post=seat.post,
        place=seat.place,
        body=seat.body,
        account_id=seat.account_id,
        since=seat.valid_from,
        until=seat.valid_until,
        oversees=[one for one in lines if one.until is None],
        oversaw=[one for one in lines if one.until is not None],
    )


def _holds(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or on < until)
