"""Meetings that are due and terms that end, for reminders; and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from keng.steering.models import Committee, Cooperation, Meeting, Partner, Seat, Term
from keng.steering.queries.committees import turns_of as committee_turns
from keng.steering.queries.cooperations import state_of, turns_of
from keng.steering.turns import Standing, Turn
from keng.steering.vocabulary import MeetingState, Rhythm, TermState

COMMITTEE, COOPERATION = "committee", "cooperation"
_on_the_day = Q(valid_from__lte=OuterRef("on")) & (
    Q(valid_until=None) | Q(valid_until__gt=OuterRef("on"))
)


@dataclass(frozen=True)
class NearMeeting:
    """A meeting that is called, or a turn that wants one, near its last day.

    `owner` and `owner_id` say whose it is; `what` tells turns of one day apart.
    """

    owner: str
    owner_id: int
    unit_id: int
    due: date
    what: str
    is_called: bool


@dataclass(frozen=True)
class MeetingDay:
    """A meeting as a calendar shows it: never its agenda. `moves` grows with each change."""

    id: int
    day: date
    kind: str
    state: str
    of: str
    moves: int
    changed_at: datetime


@dataclass(frozen=True)
class EndingTerm:
    """A programme of coordination and the last day of the term that runs."""

    cooperation_id: int
    unit_id: int
    last: date


def meetings_near(on: date, *, before: int, after: int) -> list[NearMeeting]:
    """Called meetings within so many days, and turns without a meeting near their last day.

    Asks for no grant: the machine reminds. A fixed number of queries.
    """
    first, last = on - timedelta(days=after), on + timedelta(days=before)
    return [
        one
        for one in (*_called(on, last), *_of_committees(on), *_of_cooperations(on))
        if first <= one.due <= last
    ]


def meeting_days_of(
    account_id: int | None, unit_ids: Collection[int], *, on: date
) -> list[MeetingDay]:
    """Meetings from the day on that concern a person, called off ones too; one query.

    These are the meetings of the units at which the person works (`unit_ids`), of committees in
    which the account has a seat on that day, and of programmes in which such a unit takes part.
    Asks for no grant: that there is a meeting, and of what, is told to whoever is asked to it.
    """
    seated = Seat.objects.filter(
        _on_the_day, committee_id=OuterRef("committee_id"), account_id=account_id or 0
    )
    partner = Partner.objects.filter(
        _on_the_day, cooperation_id=OuterRef("cooperation_id"), unit_id__in=unit_ids
    )
    own = Q(committee__unit_id__in=unit_ids) | Q(cooperation__unit_id__in=unit_ids)
    asked = own | Q(Exists(partner)) | Q(Exists(seated))
    rows = Meeting.objects.filter(asked, on__gte=on).order_by("on", "pk")
    names = ("pk", "on", "kind", "state", "committee__name", "cooperation__title", "revision", "at")
    return [
        MeetingDay(pk, day, kind, state, name or title or "", revision - 1, at)
        for pk, day, kind, state, name, title, revision, at in rows.values_list(*names)
    ]


def terms_ending(on: date, *, within: int) -> list[EndingTerm]:
    """Programmes whose running term ends within so many days."""
    found = []
    for row, terms, _met in _running(on):
        state, last = state_of(row, terms, on=on)
        is_on = state in (TermState.RUNNING, TermState.ENDING)
        if is_on and last is not None and (last - on).days <= within:
            found.append(EndingTerm(row.pk, row.unit_id, last))
    return found


def names_of(committee_ids: Collection[int], cooperation_ids: Collection[int]) -> dict[str, str]:
    """What committees and programmes are called, by "committee:1" and "cooperation:1"."""
    committees = Committee.objects.filter(pk__in=committee_ids).values_list("pk", "name")
    cooperations = Cooperation.objects.filter(pk__in=cooperation_ids).values_list("pk", "title")
    return {f"{COMMITTEE}:{pk}": name for pk, name in committees} | {
        f"{COOPERATION}:{pk}": title for pk, title in cooperations
    }


def _called(on: date, last: date) -> Iterator[NearMeeting]:
    rows = Meeting.objects.filter(state=MeetingState.CALLED, on__gte=on, on__lte=last)
    for row in rows.select_related("committee", "cooperation").order_by("pk"):
        owner = row.committee or row.cooperation
        if owner is not None:
            kind = COMMITTEE if row.committee is not None else COOPERATION
            yield NearMeeting(kind, owner.pk, owner.unit_id, row.on, f"m{row.pk}", is_called=True)


def _of_committees(on: date) -> Iterator[NearMeeting]:
    asked = Committee.objects.exclude(rhythm=Rhythm.NONE).filter(Q(until=None) | Q(until__gt=on))
    met: dict[int | None, list[Meeting]] = {}
    held = Meeting.objects.filter(committee__in=asked, state=MeetingState.HELD)
    for one in held.filter(on__year__gte=on.year - 1):
        met.setdefault(one.committee_id, []).append(one)
    for row in asked.order_by("pk"):
        for year in (on.year - 1, on.year):
            found = committee_turns(row, year, met.get(row.pk, []), on=on)
            yield from _wanted(COMMITTEE, row.pk, row.unit_id, found)


def _of_cooperations(on: date) -> Iterator[NearMeeting]:
    for row, terms, met in _running(on):
        for year in (on.year - 1, on.year):
            found = turns_of(row, terms, met, year, on)
            yield from _wanted(COOPERATION, row.pk, row.unit_id, found)


def _running(on: date) -> Iterator[tuple[Cooperation, list[Term], list[Meeting]]]:
    rows = list(
        Cooperation.objects.filter(Q(stopped_on=None) | Q(stopped_on__gt=on)).order_by("pk")
    )
    terms: dict[int, list[Term]] = {}
    for term in Term.objects.filter(cooperation__in=rows, withdrawn_at=None).order_by("first"):
        terms.setdefault(term.cooperation_id, []).append(term)
    met: dict[int | None, list[Meeting]] = {}
    for one in Meeting.objects.filter(cooperation__in=rows, state=MeetingState.HELD):
        met.setdefault(one.cooperation_id, []).append(one)
    for row in rows:
        yield row, terms.get(row.pk, []), met.get(row.pk, [])


def _wanted(
    owner: str, owner_id: int, unit_id: int, found: Collection[Turn]
) -> Iterator[NearMeeting]:
    for turn in found:
        if turn.standing is not Standing.HELD:
            yield NearMeeting(owner, owner_id, unit_id, turn.last, turn.kind.value, is_called=False)
