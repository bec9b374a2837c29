"""Who was asked for a figure, and whose accepted figures are not here.

Asked are the units of the rounds of the period; where there was no round, the units of the level
that have a duty to report; and whoever has a submission anyway. Units below the entry level are no
units of the coverage: their commune is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from keng.consolidation.catalogue import Catalogue
from keng.consolidation.raw import Knowledge
from keng.consolidation.rollup import RANKS
from keng.consolidation.shapes import Missing
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, disjoint_cover
from keng.orgunits.queries import DayMap
from keng.packs.schema import Form
from keng.reporting.deadlines import duty_of
from keng.reporting.lifecycle import State
from keng.reporting.models import Submission
from keng.reporting.queries import states_known_at

_MANY_UNITS = 400
_DRAFT = State.DRAFT.value
_COLUMNS = ("unit_id", "form", "first", "last", "state", "round_id", "cells_filled")
_ORDER = ("owing", "draft", "returned", "reopened", "submitted")
OWING = _ORDER[0]


class Standing(NamedTuple):
    """How far one submission has come. Thousands are made for a table, hence no dataclass."""

    unit_id: int
    form: str
    first: date
    last: date
    state: str
    is_asked: bool


class Coverage:
    """Who was asked under some units for a period, on the map of its last day."""

    def __init__(
        self,
        period: Period,
        units: Collection[int],
        *,
        place: DayMap,
        catalogue: Catalogue,
        knowledge: Knowledge,
    ) -> None:
        self.period = period
        self._place = place
        self._catalogue = catalogue
        self._counts = knowledge.states
        whole = any(unit not in place.tree.parent for unit in units)
        self._scope: set[int] | None = None if whole else set(units)
        for unit in units if not whole else ():
            (self._scope or set()).update(place.tree.below(unit))
        self._done: dict[str, set[int]] = {}  # accepted for exactly the period, in a round
        self._standings = self._read(knowledge)
        self._asked = self._asked_by_form()
        self._counted: dict[tuple[frozenset[str], int], int] = {}

    def expected(self, key: CellKey) -> int:
        """How many units were asked for the cell; none for one that stands in no form."""
        rank = self._catalogue.entry_ranks.get(key)
        if rank is None:
            return 0
        forms = frozenset(form.code for form in self._catalogue.forms_with.get(key, ()))
        if (forms, rank) not in self._counted:
            asked = [self._standing_for(form, rank) for form in forms if form in self._asked]
            self._counted[(forms, rank)] = len(set().union(*asked))
        return self._counted[(forms, rank)]

    def within(self, units: Collection[int]) -> Coverage:
        """The same for some of the units, out of what was read already."""
        part = copy(self)
        scope = {below for unit in units for below in self._place.tree.below(unit)}
        part._scope = scope | set(units)
        if not hasattr(self, "_by_unit"):
            self._by_unit: dict[int, list[Standing]] = {}
            for standing in self._standings:
                self._by_unit.setdefault(standing.unit_id, []).append(standing)
        part._done = {form: done & part._scope for form, done in self._done.items()}
        part._standings = [
            one for unit in sorted(part._scope) for one in self._by_unit.get(unit, ())
        ]
        part._asked = part._asked_by_form()
        part._counted = {}
        return part

    def forms(self) -> set[str]:
        """The forms that anybody under the units was asked for."""
        return {form for form, units in self._asked.items() if units}

    def missing(self, names: NameIn) -> list[Missing]:
        """Every asked unit and form without accepted figures for the whole period."""
        asked = {
            (unit, form)
            for form, units in self._asked.items()
            for unit in units - self._done.get(form, set())
        }
        found: dict[tuple[int, str], list[Standing]] = {}
        for standing in self._standings if asked else ():
            if (standing.unit_id, standing.form) in asked:
                found.setdefault((standing.unit_id, standing.form), []).append(standing)
        order = {unit: place for place, unit in enumerate(self._place.tree.tour)} if asked else {}
        return [
            Missing(unit, names.of(unit), state, form, self.period)
            for unit, form in sorted(asked, key=lambda one: (order.get(one[0], 0), one[1]))
            if (state := self._state(found.get((unit, form), []))) is not None
        ]

    def has_accepted(self) -> bool:
        """Whether anything inside the period was accepted at all."""
        return bool(self._done) or any(one.state in self._counts for one in self._standings)

    def _state(self, standings: list[Standing]) -> str | None:
        regime, whole = self.period.regime, (self.period.first, self.period.last)
        accepted = [
            Period(regime, one.first, one.last) for one in standings if one.state in self._counts
        ]
        if disjoint_cover(self.period, accepted) is not None:
            return None
        exact = [one.state for one in standings if (one.first, one.last) == whole]
        waiting = exact or [one.state for one in standings if one.state not in self._counts]
        return min(waiting, key=_ORDER.index) if waiting else OWING

    def _read(self, knowledge: Knowledge) -> list[Standing]:
        period = self.period
        rows = Submission.objects.filter(
            form__in=self._catalogue.forms_read(period),
            regime=period.regime,
            first__gte=period.first,
            first__lte=period.last,
            last__lte=period.last,
        )
        if self._scope is not None and len(self._scope) <= _MANY_UNITS:
            rows = rows.filter(unit_id__in=self._scope)
        at = knowledge.at
        if at is not None:
            return self._standing_at(rows.filter(opened_at__lte=at), at)
        if self._scope is not None and len(self._scope) <= _MANY_UNITS:
            return self._sorted_out(rows)
        # Nearly all are accepted for exactly the period: these are read without their columns.
        whole = Q(first=period.first, last=period.last, state__in=self._counts)
        for form, unit in rows.filter(whole, round__isnull=False).values_list("form", "unit_id"):
            self._done.setdefault(form, set()).add(unit)
        self._done = {form: self._shown(units) for form, units in self._done.items()}
        rest = rows.exclude(whole) | rows.filter(round__isnull=True)
        return [_standing(*row) for row in rest.values_list(*_COLUMNS) if self._shows(row[0])]

    def _sorted_out(self, rows: QuerySet[Submission]) -> list[Standing]:
        """The same for few units, in one query: what is done is told apart here."""
        rest, whole = [], (self.period.first, self.period.last)
        for row in rows.values_list(*_COLUMNS):
            unit, form, first, last, state, round_id, _filled = row
            if round_id is not None and (first, last) == whole and state in self._counts:
                self._done.setdefault(form, set()).add(unit)
            elif self._shows(unit):
                rest.append(_standing(*row))
        self._done = {form: self._shown(units) for form, units in self._done.items()}
        return rest

    def _standing_at(self, rows: QuerySet[Submission], at: datetime) -> list[Standing]:
        listed = list(rows.values_list("pk", *_COLUMNS))
        states = states_known_at([row[0] for row in listed], at)
        found = ((row[0], _standing(*row[1:])) for row in listed if self._shows(row[1]))
        return [
            standing._replace(state=states[pk] if standing.state != OWING else OWING)
            for pk, standing in found
        ]

    def _shown(self, units: set[int]) -> set[int]:
        there = units & self._place.views.keys()
        return there if self._scope is None else there & self._scope

    def _shows(self, unit: int) -> bool:
        return unit in self._place.views and (self._scope is None or unit in self._scope)

    def _asked_by_form(self) -> dict[str, set[int]]:
        forms = self._catalogue.forms
        own = {
            code: forms[code]
            for code in self._catalogue.forms_read(self.period)
            if code in forms and _is_own(forms[code])
        }
        asked = {form: set(units) for form, units in self._done.items() if form in own}
        by_round = {form for form, units in self._done.items() if units}
        for standing in self._standings:
            # A total typed from an old report is nobody's duty: it stands for who is missing.
            if standing.form in own:
                asked.setdefault(standing.form, set()).add(standing.unit_id)
            if standing.is_asked:
                by_round.add(standing.form)
        for form in own.values():
            if form.code not in by_round:
                asked.setdefault(form.code, set()).update(self._by_duty(form))
        return asked

    def _by_duty(self, form: Form) -> Iterable[int]:
        if form.regime != self.period.regime:
            return ()
        duty = duty_of(self._catalogue.pack.calendar, form.code, self.period)
        if duty is None:
            return ()
        views = self._place.views
        units = views if self._scope is None else self._scope & views.keys()
        return [
            unit
            for unit in units
            if views[unit].level in form.unit_levels
            and (not duty.due or views[unit].level in duty.due)
            and (not form.unit_kinds or views[unit].kind in form.unit_kinds)
        ]

    def _standing_for(self, form: str, rank: int) -> set[int]:
        """The units that are counted for those asked by a form, where its cells have the rank."""
        levels = self._catalogue.forms[form].unit_levels
        if all(level == "body" or RANKS[level] <= rank for level in levels):
            return self._asked[form]
        return {self._stands_for(unit, rank) for unit in self._asked[form]}

    def _stands_for(self, unit: int, rank: int) -> int:
        """The unit that is counted: the entry-level unit that this is detail of, else itself."""
        view = self._place.views[unit]
        if view.level == "body" or RANKS.get(view.level, rank) <= rank:
            return unit
        above = [
            one
            for one in self._place.tree.ancestors(unit)
            if RANKS.get(self._place.views[one].level, -1) >= rank
            and (self._scope is None or one in self._scope)
        ]
        return above[-1] if above else unit


def _is_own(form: Form) -> bool:
    return form.basis == "own"


def _standing(
    unit: int,
    form: str,
    first: date,
    last: date,
    state: str,
    round_id: int | None,
    filled: int,
) -> Standing:
    now = OWING if state == _DRAFT and not filled else state
    return Standing(unit, form, first, last, now, is_asked=round_id is not None)


class NameIn:
    """Names of units as somebody above them says them: the way up to that unit, without it."""

    def __init__(self, place: DayMap, above: Collection[int]) -> None:
        self._place = place
        self._above = set(above)
        self._known: dict[int, str] = {}

    def of(self, unit: int) -> str:
        """The name of a unit on the map."""
        if unit not in self._known:
            names = [self._place.views[unit].full_name]
            for one in self._place.tree.ancestors(unit):
                if one in self._above or self._place.views[one].level == "nation":
                    break
                names.append(self._place.views[one].full_name)
            self._known[unit] = ", ".join(names)
        return self._known[unit]
