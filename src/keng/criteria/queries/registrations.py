"""Who is registered by which set: of one unit, or of all that a unit manages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from keng.criteria.models import Assessment, DecisionLine
from keng.criteria.permissions import require_for_unit
from keng.criteria.queries.assessments import assessment_of
from keng.criteria.queries.runs import last_day
from keng.criteria.scope import units_in_scope
from keng.criteria.sets import criteria_asked, decider_for, ready_of
from keng.criteria.states import STATE_LABELS, State
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day
from keng.orgunits.queries import UnitView, unit_view, views
from keng.packs import installed
from keng.packs.judging.vocabulary import Words
from keng.packs.schema.criteria_sets import CriteriaSet

NOT_REGISTERED = Words("chưa đăng ký", "not registered")
_SAID = ~Q(claims__claim="", claims__occurred=None, claims__done=None, claims__stance="")


@dataclass(frozen=True)
class Enrolment:
    """One unit and one set of a year; `assessment_id` None where it has not registered.

    `said` of `asked` criteria have been assessed; `computed` of them rest on figures. `outcome` is
    what stands of a decision, "" before one. `needs_decider` tells that the law does not say who
    decides: registering names the unit.
    """

    unit_id: int
    unit: str
    level: str
    set_code: str
    set_title: Words
    register_by: date | None
    decide_by: date | None
    assessment_id: int | None
    state: str
    state_label: Words
    registered_on: date | None
    for_whom: str
    withdrawn_on: date | None
    withdraw_reason: str
    said: int
    asked: int
    computed: int
    questions: int
    outcome: str
    needs_decider: bool = False


def enrolments_of(unit_id: int, year: int, *, actor: Actor, at: datetime) -> list[Enrolment]:
    """The sets that judge a unit in a year, and where it stands by each; by the programme's order.

    A unit that is registered by a set which no longer fits it is listed too. Raises NotAllowed for
    whoever may neither see the unit nor the unit that manages it.
    """
    require_for_unit(actor, "view", unit_id, at=at)
    pairs = []
    for law in _sets(year):
        view = views([unit_id], on=law.window.of(year)[1]).get(unit_id)
        view = view or unit_view(unit_id, on=local_day(at))
        if law.subjects.holds(view.level, view.kind):
            pairs.append((law, view))
    return _listed(pairs, [unit_id], year, asks_decider=True)


def enrolments_below(manager_id: int, year: int, *, actor: Actor, at: datetime) -> list[Enrolment]:
    """The same of every unit that a unit manages, set by set. Raises NotAllowed.

    The number of queries does not grow with the units.
    """
    actor.require("view", unit_id=manager_id, on=local_day(at))
    pairs = [(law, view) for law in _sets(year) for view in units_in_scope(law, year, manager_id)]
    return _listed(pairs, {view.id for _, view in pairs}, year, asks_decider=False)


def children_asked(
    assessment_id: int, criterion: str, *, actor: Actor, at: datetime
) -> list[Enrolment]:
    """The units below that a share of units counts, with where each stands; [] for other kinds."""
    found = assessment_of(assessment_id, actor=actor, at=at)
    ready = ready_of(found.run)
    one = criteria_asked(ready).get(criterion)
    if one is None or one.children is None:
        return []
    year, levels = found.run.year, set(one.children.levels)
    pairs = [
        (law, view)
        for code in one.children.sets
        if (law := ready.pack.criteria.get(code)) is not None
        for view in units_in_scope(law, year, found.unit_id)
        if view.level in levels
    ]
    units = {view.id for _, view in pairs}
    listed = _listed(pairs, units, year, asks_decider=False)
    wanted = {(law.code, view.id) for law, view in pairs}
    return [one for one in listed if (one.set_code, one.unit_id) in wanted]


def _sets(year: int) -> Iterator[CriteriaSet]:
    for law in installed.current().criteria.values():
        judges = not law.register_only and not law.example_only
        if judges and law.in_force(law.window.of(year)[1]):
            yield law


def _listed(
    pairs: Iterable[tuple[CriteriaSet, UnitView]],
    units: Iterable[int],
    year: int,
    *,
    asks_decider: bool,
) -> list[Enrolment]:
    rows = _rows(units, year)
    outcomes = _outcomes(units, year)
    made = []
    for law, view in pairs:
        row = rows.pop((law.code, view.id), None)
        needs = asks_decider and row is None and _nobody_decides(law, view.id, year)
        made.append(_one(law, view, row, year, outcomes, needs=needs))
    for (code, unit_id), row in rows.items():
        law = ready_of(row.run).set
        view = unit_view(unit_id, on=row.registered_on)
        made.append(_one(law, view, row, year, outcomes, needs=False))
        del code
    return made


def _rows(units: Iterable[int], year: int) -> dict[tuple[str, int], Assessment]:
    rows = (
        Assessment.objects.filter(run__year=year, unit_id__in=list(units))
        .select_related("run__local")
        .annotate(
            said=Count("claims", filter=_SAID, distinct=True),
            computed=Count("claims", filter=~Q(claims__proposed=""), distinct=True),
            open_questions=Count("questions", filter=Q(questions__answer=""), distinct=True),
        )
        .order_by("registered_on", "pk")
    )
    found: dict[tuple[str, int], Assessment] = {}
    for row in rows:
        key = (row.run.set_code, row.unit_id)
        if key not in found or found[key].state == State.WITHDRAWN.value:
            found[key] = row
    return found


def _outcomes(units: Iterable[int], year: int) -> Mapping[tuple[str, int], str]:
    rows = DecisionLine.objects.filter(unit_id__in=list(units), year=year, stands=True)
    return {(row.set_code, row.unit_id): row.outcome for row in rows}


def _nobody_decides(law: CriteriaSet, unit_id: int, year: int) -> bool:
    try:
        decider_for(law, unit_id, year)
    except BadInput:
        return True
    return False


def _one(
    law: CriteriaSet,
    view: UnitView,
    row: Assessment | None,
    year: int,
    outcomes: Mapping[tuple[str, int], str],
    *,
    needs: bool,
) -> Enrolment:
    asked = len(law.criteria) if row is None else len(criteria_asked(ready_of(row.run)))
    return Enrolment(
        unit_id=view.id,
        unit=view.full_name,
        level=view.level,
        set_code=law.code,
        set_title=Words(law.title.vi, law.title.en),
        register_by=last_day(law.deadlines.registering, year),
        decide_by=last_day(law.deadlines.deciding, year),
        assessment_id=row.pk if row else None,
        state=row.state if row else "",
        state_label=Words(*STATE_LABELS[State(row.state)]) if row else NOT_REGISTERED,
        registered_on=row.registered_on if row else None,
        for_whom=row.for_whom if row else "",
        withdrawn_on=row.withdrawn_on if row else None,
        withdraw_reason=row.withdraw_reason if row else "",
        said=getattr(row, "said", 0),
        asked=asked,
        computed=getattr(row, "computed", 0),
        questions=getattr(row, "open_questions", 0),
        outcome=outcomes.get((law.code, view.id), ""),
        needs_decider=needs,
    )
