"""What opening rounds would do, asked before the act: who is asked, by when, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from keng.db.reading import one_reading
from keng.kernel.actors import Actor
from keng.kernel.periods import Period
from keng.orgunits.queries import path_of
from keng.packs.schema import Source
from keng.reporting.models import Round, Submission
from keng.reporting.queries.asked import Asked, asked_by, form_in_force, refuse_other_period

_NAMED = 5


@dataclass(frozen=True)
class PlannedRound:
    """One round that might be opened.

    `due_on` is the last due day, None where nobody has told it; `due_from` the first, earlier where
    units have days of their own. `elsewhere` counts units that another round asks already, `names`
    are a few of them; `joining` counts forms that exist without a round and would join.
    """

    period: Period
    units: int
    cutoff_on: date
    due_from: date | None
    due_on: date | None
    sources: tuple[Source, ...]
    opened: int | None
    elsewhere: int
    names: tuple[str, ...]
    joining: int

    @property
    def is_ready(self) -> bool:
        """Whether opening it would go through."""
        return (
            self.opened is None
            and self.units > 0
            and self.due_on is not None
            and not self.elsewhere
        )


def planned_rounds(
    form: str,
    wanted: Mapping[Period, date | None],
    *,
    owner_unit_id: int,
    actor: Actor,
    on: date,
) -> list[PlannedRound]:
    """What `open_rounds` would do for each period with its due day (None: the pack's), in order.

    Two queries, however many periods. Raises NotAllowed (manage_rounds for the owner), NotFound (no
    such form) and BadInput (the form is not asked for such a period).
    """
    actor.require("manage_rounds", unit_id=owner_unit_id, on=on)
    _version_id, pack = form_in_force(form)
    for period in wanted:
        refuse_other_period(pack.form_of(form), period)
    opened = _opened_by(owner_unit_id, form)
    standing = _standing(form, wanted)
    with one_reading():
        return [
            _planned(
                period,
                asked_by(owner_unit_id, pack, pack.form_of(form), period, due_on=due_on),
                opened.get(period),
                standing.get(period, {}),
            )
            for period, due_on in wanted.items()
        ]


def _planned(
    period: Period, asked: Asked, opened: int | None, standing: Mapping[int, int | None]
) -> PlannedRound:
    units = [unit.id for unit in asked.units]
    there = [unit_id for unit_id in units if unit_id in standing]
    elsewhere = [one for one in there if standing[one] not in (None, opened)]
    days = sorted(due.on for due in asked.dues.values())
    return PlannedRound(
        period=period,
        units=len(units),
        cutoff_on=asked.cutoff_on,
        due_from=days[0] if days else None,
        due_on=asked.due_on,
        sources=_sources(asked),
        opened=opened,
        elsewhere=len(elsewhere),
        names=tuple(path_of(unit_id, on=asked.cutoff_on) for unit_id in elsewhere[:_NAMED]),
        joining=sum(standing[unit_id] is None for unit_id in there),
    )


def _sources(asked: Asked) -> tuple[Source, ...]:
    found = [due.source for due in asked.dues.values() if due.source is not None]
    return tuple(dict.fromkeys(found))


def _opened_by(owner_unit_id: int, form: str) -> dict[Period, int]:
    rows = Round.objects.filter(owner_unit_id=owner_unit_id, form=form)
    told = rows.values_list("regime", "first", "last", "pk")
    return {Period(regime, first, last): pk for regime, first, last, pk in told}


def _standing(form: str, periods: Mapping[Period, object]) -> dict[Period, dict[int, int | None]]:
    """The round of each form that exists, None for one outside a round, by period and unit."""
    rows = Submission.objects.filter(form=form, last__in={period.last for period in periods})
    found: dict[Period, dict[int, int | None]] = {}
    for regime, first, last, unit_id, round_id in rows.values_list(
        "regime", "first", "last", "unit_id", "round_id"
    ):
        found.setdefault(Period(regime, first, last), {})[unit_id] = round_id
    return found
