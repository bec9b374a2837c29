"""Results of coordination in a year: each once in the total, and partner by partner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from keng.consolidation.queries import consolidate
from keng.consolidation.shapes import Row
from keng.kernel.actors import Actor
from keng.kernel.errors import DomainError
from keng.kernel.figures import CellKey
from keng.packs import installed
from keng.planning.queries.progress import period_so_far
from keng.steering.countable import is_countable
from keng.steering.models import Cooperation, Outcome, OutcomeShare
from keng.steering.queries.meetings import named_partners
from keng.steering.queries.shapes import OutcomeLine, OutcomeRow, Share


def outcomes_of(
    row: Cooperation, year: int, actor: Actor, *, on: date
) -> tuple[list[OutcomeRow], list[OutcomeLine]]:
    """The table of a year, indicator by indicator, and its lines, newest first.

    A result stands once in the total, at its partner; "together" counts the results that a partner
    helped with and adds nothing. Withdrawn ones are listed and count nothing.
    """
    found = list(row.outcomes.filter(last__year=year).order_by("-last", "-pk"))
    partners = named_partners(list(row.partners.all()), on=on)
    names = {partner.pk: name for partner, name in partners}
    shares: dict[int, list[int]] = {}
    for outcome_id, partner_id in OutcomeShare.objects.filter(outcome__in=found).values_list(
        "outcome_id", "partner_id"
    ):
        shares.setdefault(outcome_id, []).append(partner_id)
    table = _table([one for one in found if one.withdrawn_at is None], shares)
    reported = _reported(row, year, actor, on=on) if table else {}
    lines = [_line(one, names, shares.get(one.pk, [])) for one in found]
    return [_beside(one, reported) for one in table], lines


def countable_indicators() -> list[tuple[str, str, int]]:
    """Code, unit and digits of the indicators of which results by partner may be entered."""
    try:
        pack = installed.current()
    except DomainError:
        return []
    return [
        (code, one.unit, one.digits) for code, one in pack.indicators.items() if is_countable(one)
    ]


def _table(rows: Sequence[Outcome], shares: Mapping[int, Sequence[int]]) -> list[OutcomeRow]:
    totals: dict[str, int] = {}
    parts: dict[str, dict[int, Share]] = {}
    for row in rows:
        totals[row.indicator] = totals.get(row.indicator, 0) + row.value
        mine = parts.setdefault(row.indicator, {})
        had = mine.get(row.partner_id, Share())
        mine[row.partner_id] = replace(had, own=had.own + row.value, rows=had.rows + 1)
        for other in shares.get(row.pk, ()):
            helped = mine.get(other, Share())
            mine[other] = replace(helped, together=helped.together + 1)
    known = installed.current().indicators
    return [
        OutcomeRow(
            indicator=code,
            digits=known[code].digits if code in known else 0,
            unit=known[code].unit if code in known else "",
            total=total,
            shares=parts[code],
        )
        for code, total in sorted(totals.items())
    ]


def _reported(row: Cooperation, year: int, actor: Actor, *, on: date) -> dict[str, Row]:
    """The figures of the unit for the year so far, as the actor may see them."""
    period = period_so_far(year, on)
    if period is None or not actor.may("view", unit_id=row.unit_id, on=on):
        return {}
    try:
        table = consolidate(row.unit_id, period, actor=actor, on=on)
    except DomainError:  # no form asks it in this period: there is nothing to stand beside
        return {}
    return {one.key.indicator: one for one in table.rows if one.key == CellKey(one.key.indicator)}


def _beside(row: OutcomeRow, reported: Mapping[str, Row]) -> OutcomeRow:
    figure = reported.get(row.indicator)
    if figure is None:
        return row
    if figure.shown:
        return replace(row, shown=figure.shown)
    return replace(row, reported=figure.value, reported_digits=figure.digits)


def _line(row: Outcome, names: Mapping[int, str], shares: Sequence[int]) -> OutcomeLine:
    return OutcomeLine(
        id=row.pk,
        indicator=row.indicator,
        value=row.value,
        first=row.first,
        last=row.last,
        partner=names[row.partner_id],
        together=[names[one] for one in shares],
        note=row.note,
        withdrawn_why=row.withdrawn_why,
    )
