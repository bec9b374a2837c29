"""Programmes of coordination in lists and whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Case, IntegerField, When

from keng.kernel.actors import Actor
from keng.orgunits.queries import views
from keng.papers.queries import heads_of as paper_heads
from keng.planning.queries.cutting import Rows
from keng.steering.models import Cooperation, Meeting, Partner, Term
from keng.steering.queries.meetings import meeting_lines, met_of, named_partners
from keng.steering.queries.outcomes import outcomes_of
from keng.steering.queries.reach import cooperation_read_by, readable_cooperations
from keng.steering.queries.shapes import (
    CooperationHead,
    CooperationView,
    PartnerLine,
    TermLine,
)
from keng.steering.turns import Asked, Standing, Turn, next_due, turns
from keng.steering.vocabulary import MeetingState, Rhythm, TermState


def cooperations_for(
    actor: Actor, *, on: date, own: Collection[int] = (), unit_id: int | None = None
) -> Rows[CooperationHead]:
    """The programmes that the actor may read: those of `own` units first, stopped ones last.

    Read page by page, each page in a fixed number of queries.
    """
    rows = Cooperation.objects.filter(readable_cooperations(actor, on=on))
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    is_over = Case(When(stopped_on__lte=on, then=1), default=0, output_field=IntegerField())
    is_other = Case(When(unit_id__in=list(own), then=0), default=1, output_field=IntegerField())
    ordered = rows.order_by(is_over, is_other, "unit_id", "pk")
    return Rows(ordered, lambda found: cooperation_heads(list(found), on=on))


def cooperation_heads(
    rows: Sequence[Cooperation], *, on: date, year: int | None = None
) -> list[CooperationHead]:
    """Programmes as lists show them, in their order; four queries. Turns are those of the year."""
    ids = [one.pk for one in rows]
    names = views({one.unit_id for one in rows}, on=on)
    terms: dict[int, list[Term]] = {}
    for term in Term.objects.filter(cooperation__in=ids, withdrawn_at=None).order_by("first"):
        terms.setdefault(term.cooperation_id, []).append(term)
    partners: dict[int, int] = {}
    for partner in Partner.objects.filter(cooperation__in=ids):
        partners[partner.cooperation_id] = partners.get(partner.cooperation_id, 0) + int(
            partner.holds_on(on)
        )
    meetings: dict[int, list[Meeting]] = {}
    held = Meeting.objects.filter(cooperation__in=ids, state=MeetingState.HELD)
    for one in held.only("cooperation_id", "kind", "on", "covers", "state"):
        meetings.setdefault(one.cooperation_id or 0, []).append(one)
    return [
        _head(
            one,
            names[one.unit_id].full_name,
            terms.get(one.pk, []),
            partners.get(one.pk, 0),
            meetings.get(one.pk, []),
            (on, year or on.year),
        )
        for one in rows
    ]


def cooperation_view(
    cooperation_id: int, actor: Actor, *, on: date, year: int | None = None
) -> CooperationView:
    """One programme whole, for a year. Raises NotFound, NotAllowed."""
    row = cooperation_read_by(cooperation_id, actor, on=on)
    wanted = year or on.year
    all_met = list(row.meetings.filter(state=MeetingState.HELD))
    meetings = list(row.meetings.filter(on__year=wanted).order_by("-on", "-pk"))
    terms = list(row.terms.order_by("first", "pk"))
    heads = paper_heads({one.paper_id for one in terms}, actor=actor, on=on)
    table, outcomes = outcomes_of(row, wanted, actor, on=on)
    return CooperationView(
        head=cooperation_heads([row], on=on, year=wanted)[0],
        year=wanted,
        terms=[
            TermLine(one.pk, one.first, one.last, heads.get(one.paper_id), one.withdrawn_why)
            for one in terms
        ],
        partners=_partners(row, on),
        turns=turns_of(row, [one for one in terms if not one.withdrawn_at], all_met, wanted, on),
        meetings=meeting_lines(meetings, on=on),
        table=table,
        outcomes=outcomes,
        may_write=actor.may("enter", unit_id=row.unit_id, on=on),
    )


def turns_of(
    row: Cooperation, terms: Sequence[Term], met: Sequence[Meeting], year: int, on: date
) -> list[Turn]:
    """The turns of a year that fall into the terms of the programme, each once."""
    asked = Asked(Rhythm(row.rhythm), row.reviews_half_year, row.reviews_year)
    found: dict[tuple[str, date], Turn] = {}
    for first, until in stretches(row, terms):
        since = max(first, date(year, 1, 1))
        stop = min(until or date(year + 1, 1, 1), date(year + 1, 1, 1))
        if since < stop:
            for one in turns(asked, since, stop, met_of(met), on=on):
                found[one.kind.value, one.last] = one
    return sorted(found.values(), key=lambda one: (one.last, one.kind.value))


def stretches(row: Cooperation, terms: Sequence[Term]) -> list[tuple[date, date | None]]:
    """The days in which a programme runs, [first, until); terms that touch are one stretch."""
    found: list[tuple[date, date | None]] = []
    for term in sorted(terms, key=lambda one: one.first):
        until = None if term.last is None else term.last + timedelta(days=1)
        if row.stopped_on is not None:
            until = row.stopped_on if until is None else min(until, row.stopped_on)
        if until is not None and until <= term.first:
            continue
        if found and (found[-1][1] is None or term.first <= found[-1][1]):
            before = found[-1][1]
            longer = None if before is None or until is None else max(before, until)
            found[-1] = (found[-1][0], longer)
        else:
            found.append((term.first, until))
    return found


def state_of(row: Cooperation, terms: Sequence[Term], *, on: date) -> tuple[TermState, date | None]:
    """How a programme stands on a day, and the last day of the term that runs or ran last."""
    if row.stopped_on is not None and row.stopped_on <= on:
        return TermState.STOPPED, row.stopped_on - timedelta(days=1)
    spans = stretches(row, terms)
    running = [until for first, until in spans if first <= on and (until is None or on < until)]
    if running:
        last = None if running[0] is None else running[0] - timedelta(days=1)
        is_ending = last is not None and (last - on).days <= max(settings.TERM_DAYS, default=0)
        return (TermState.ENDING if is_ending else TermState.RUNNING), last
    over = [until - timedelta(days=1) for _first, until in spans if until and until <= on]
    coming = [until for first, until in spans if first > on]
    if coming and not over:
        return TermState.COMING, coming[0] and coming[0] - timedelta(days=1)
    return TermState.OVER, max(over, default=None)


def _head(
    row: Cooperation,
    unit_name: str,
    terms: Sequence[Term],
    partners: int,
    met: Sequence[Meeting],
    when: tuple[date, int],
) -> CooperationHead:
    on, year = when
    state, last = state_of(row, terms, on=on)
    found = turns_of(row, terms, met, year, on)
    is_on = state in (TermState.RUNNING, TermState.ENDING)
    return CooperationHead(
        id=row.pk,
        unit_id=row.unit_id,
        unit_name=unit_name,
        title=row.title,
        rhythm=row.rhythm,
        reviews_half_year=row.reviews_half_year,
        reviews_year=row.reviews_year,
        state=state.value,
        first=terms[0].first,
        last=last,
        days_left=(last - on).days if is_on and last is not None else None,
        stopped_on=row.stopped_on,
        stopped_why=row.stopped_why,
        illustrative=row.illustrative,
        revision=row.revision,
        partners=partners,
        missed=sum(one.standing is Standing.MISSED for one in found),
        next_due=next_due(found),
        met=sum(one.on.year == year for one in met),
    )


def _partners(row: Cooperation, on: date) -> list[PartnerLine]:
    rows = list(row.partners.order_by("pk"))
    return [
        PartnerLine(one.pk, one.unit_id, name, one.valid_from, one.valid_until, one.holds_on(on))
        for one, name in named_partners(rows, on=on)
    ]
