"""The year as the calendar of the programme asks it of the units below one unit, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.db.reading import one_reading
from keng.kernel.actors import Actor
from keng.kernel.periods import Period, known_regimes
from keng.orgunits.queries import units_below
from keng.packs import installed
from keng.packs.schema import Duty, Pack, Source
from keng.reporting.deadlines import Due, due_of
from keng.reporting.queries.asked import asked_by
from keng.reporting.queries.rounds import RoundView, rounds_seen_of_years

_SPANS: Final[dict[str, tuple[tuple[int, int], ...]]] = {
    "month": tuple((month, month) for month in range(1, 13)),
    "quarter": ((1, 3), (4, 6), (7, 9), (10, 12)),
    "half": ((1, 6), (7, 12)),
    "year": ((1, 12),),
}


@dataclass(frozen=True)
class Expectation:
    """One thing that is asked for one period.

    `duty` is None for a round that somebody opened beyond the calendar; `form` is empty where a
    paper or a decision is asked, which no round gathers. `due_on` None: nobody has told the day.
    `units` are those that would be asked, `rounds` those that ask already.
    """

    duty: Duty | None
    form: str
    period: Period
    units: int
    due_on: date | None
    sources: tuple[Source, ...]
    rounds: tuple[RoundView, ...]

    @property
    def falls_on(self) -> date:
        """The day under which it stands in the year: its due day, else the end of its period."""
        return self.due_on or self.period.last


@dataclass(frozen=True)
class YearOfDuties:
    """The lines of a year by day, and the duties whose spans are named only when they are asked."""

    lines: Sequence[Expectation]
    on_demand: Sequence[Duty]


def year_of_duties(year: int, *, owner_unit_id: int, actor: Actor, on: date) -> YearOfDuties:
    """What falls into the year for the units below the owner, with the rounds that ask for it.

    A line falls into the year of its due day, also where its period was over before. Where a round
    was opened its own due day stands. One query for the rounds. Raises NotAllowed (manage_rounds
    for the owner).
    """
    actor.require("manage_rounds", unit_id=owner_unit_id, on=on)
    pack = installed.current()
    rounds = rounds_seen_of_years(actor, date(year - 1, 1, 1), date(year, 12, 31), on=on)
    with one_reading():
        lines = [
            line
            for duty in pack.calendar.duties.values()
            for period in _periods_of(duty, (year - 1, year))
            for line in _lines(duty, period, pack, owner_unit_id, rounds)
        ]
    told = {(line.form, line.period) for line in lines if line.form}
    lines += _beyond(rounds, told)
    return YearOfDuties(
        lines=sorted(
            (line for line in lines if line.falls_on.year == year),
            key=lambda line: (line.falls_on, line.period.last, line.form),
        ),
        on_demand=[
            duty
            for duty in pack.calendar.duties.values()
            if duty.form and duty.every == "months" and duty.last_month is None
        ],
    )


def periods_of_form(form: str, year: int) -> list[Period]:
    """The periods of a nominal year for which the form may be asked, the shortest first."""
    asked = installed.current().form_of(form)
    regime = known_regimes()[asked.regime]
    spans = [
        span
        for pattern in _SPANS
        if pattern in asked.periods and pattern != "year"
        for span in _SPANS[pattern]
    ]
    if "months" in asked.periods:
        spans += [(1, last) for last in range(2, 12)]
    if "year" in asked.periods:
        spans += _SPANS["year"]
    return [regime.span(year, first, last) for first, last in dict.fromkeys(spans)]


def _periods_of(duty: Duty, years: Sequence[int]) -> Iterator[Period]:
    regime = known_regimes()[duty.regime]
    spans = _SPANS.get(duty.every) or (((1, duty.last_month),) if duty.last_month else ())
    for year in years:
        for first, last in spans:
            yield regime.span(year, first, last)


def _lines(
    duty: Duty, period: Period, pack: Pack, owner_id: int, rounds: Sequence[RoundView]
) -> Iterator[Expectation]:
    if duty.form is None:
        yield from _of_papers(duty, period, owner_id)
        return
    form = pack.form_of(duty.form)
    asked = asked_by(owner_id, pack, form, period)
    if not asked.units:
        return
    own = tuple(one for one in rounds if (one.form, one.period) == (form.code, period))
    opened = max((one.due_on for one in own), default=None)
    found = [due.source for due in asked.dues.values() if due.source is not None]
    sources = tuple(dict.fromkeys(found)) or ((duty.source,) if duty.source else ())
    due_on = opened or asked.due_on
    yield Expectation(duty, form.code, period, len(asked.units), due_on, sources, own)


def _of_papers(duty: Duty, period: Period, owner_id: int) -> Iterator[Expectation]:
    """What is no form: one line for each due day, with the units for which it holds."""
    levels = {str(level): spec for level, spec in duty.due.items()}
    below = units_below(owner_id, on=period.last, levels=set(levels))
    counts: dict[Due | None, int] = {}
    for unit in below:
        due = due_of(levels[unit.level], period)
        counts[due] = counts.get(due, 0) + 1
    for due, units in counts.items():
        source = due.source if due is not None else duty.source
        sources = (source,) if source is not None else ()
        yield Expectation(duty, "", period, units, due.on if due else None, sources, ())


def _beyond(rounds: Sequence[RoundView], told: set[tuple[str, Period]]) -> list[Expectation]:
    """Rounds that were opened though no duty of the calendar asks for them."""
    beyond: dict[tuple[str, Period], list[RoundView]] = {}
    for one in rounds:
        if (one.form, one.period) not in told:
            beyond.setdefault((one.form, one.period), []).append(one)
    return [
        Expectation(None, form, period, 0, max(one.due_on for one in found), (), tuple(found))
        for (form, period), found in beyond.items()
    ]
