"""After a decision: its counts go into the figures, so that reports and decisions agree.

Counts are posted at the level that the indicator is entered at: to the unit itself, or to the one
above it that manages it. Such cells are never typed (semantics 12).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from keng.criteria.models import Assessment, DecisionLine, Run
from keng.criteria.scope import units_in_scope
from keng.criteria.sets import digest_of_version, pack_of, set_of
from keng.criteria.states import State
from keng.kernel.actors import Actor
from keng.kernel.errors import DomainError
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, known_regimes
from keng.orgunits.queries import UnitView, direct_superior, unit_view
from keng.packs.judging.vocabulary import Result
from keng.packs.schema import Form, Pack
from keng.packs.schema.criteria_results import FlowBack
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.reporting.actions import ensure_submission
from keng.reporting.actions.deriving import DerivedFigure, post_derived

_NO_FORM = "Không biểu năm nào của đơn vị có ô này."


@dataclass(frozen=True)
class NotPosted:
    """A count that did not go into a form, and why."""

    unit: int
    indicator: str
    why: str


@dataclass(frozen=True)
class _Register:
    """The register itself, journalled as who made it write: it may post to every unit.

    Whoever may decide need not be somebody who types into the forms of the units.
    """

    account_id: int | None
    label: str

    def may(self, verb: str, *, unit_id: int, on: date) -> bool:
        """Always: the register decided before."""
        del verb, unit_id, on
        return True

    def require(self, verb: str, *, unit_id: int, on: date) -> None:
        """Never refuses."""

    def reach(self, verb: str, *, on: date) -> frozenset[int] | None:
        """Every unit."""
        del verb, on
        return None


@dataclass
class _Count:
    """One cell of one unit: the value and the rows that it counts."""

    value: int = 0
    rows: list[int] = field(default_factory=list)


def post_results(run: Run, *, actor: Actor, at: datetime) -> list[NotPosted]:
    """Post every count of the set's year that this run's units have part in; idempotent.

    A form that is locked, or that does not ask for the cell, is left as it is and named; a check
    (`queries.results_not_in_forms`) goes on naming it. Called in the decision's transaction.
    """
    law, pack = set_of(run), pack_of(run)
    missed: list[NotPosted] = []
    by_unit: dict[int, dict[CellKey, _Count]] = {}
    for (unit, cell), count in counts_of(run, law, pack).items():
        by_unit.setdefault(unit, {})[cell] = count
    registrar = _Register(actor.account_id, actor.label)
    for unit, cells in by_unit.items():
        missed += _post(run, pack, unit, cells, registrar, at=at)
    return missed


def _post(
    run: Run,
    pack: Pack,
    unit: int,
    cells: Mapping[CellKey, _Count],
    registrar: Actor,
    *,
    at: datetime,
) -> Iterator[NotPosted]:
    left = set(cells)
    for form, keys in _forms(pack, unit_view(unit, on=_last(set_of(run), run)), cells):
        left -= set(keys)
        figures = [
            DerivedFigure(key, cells[key].value, tuple(cells[key].rows), _version(run))
            for key in keys
        ]
        try:
            with transaction.atomic():
                there = ensure_submission(
                    unit, form.code, _period(form, run.year), actor=registrar, at=at
                )
                post_derived(there.pk, figures, actor=registrar, at=at)
        except DomainError as refusal:
            yield from (NotPosted(unit, str(key), refusal.message) for key in keys)
    yield from (NotPosted(unit, str(key), _NO_FORM) for key in sorted(left))


def counts_of(run: Run, law: CriteriaSet, pack: Pack) -> Mapping[tuple[int, CellKey], _Count]:
    """What flows back, by unit and cell; 0 where nobody has it, so that a revoked count goes."""
    day = _last(law, run)
    found: dict[tuple[int, CellKey], _Count] = {}
    lines = list(run_lines(run))
    registered = list(run.assessments.exclude(state=State.WITHDRAWN.value))
    for flow in law.flows_back:
        indicator = pack.indicators.get(flow.indicator)
        if indicator is None:
            continue
        for unit, row, hits in _hits(flow, run, law, registered, lines, day):
            view = unit_view(unit, on=day)
            seat = _seat(view, indicator.at, day)
            if seat is None:
                continue
            for cell, counts in _cells(flow, view, hits):
                count = found.setdefault((seat, cell), _Count())
                count.value += counts
                if counts:
                    count.rows.append(row)
    return found


def run_lines(run: Run) -> Sequence[DecisionLine]:
    """What stands decided in the run."""
    return list(
        DecisionLine.objects.filter(assessment__run=run, stands=True).select_related("decision")
    )


def _hits(
    flow: FlowBack,
    run: Run,
    law: CriteriaSet,
    registered: Sequence[Assessment],
    lines: Sequence[DecisionLine],
    day: date,
) -> Iterator[tuple[int, int, str | int]]:
    """Unit, row and what it gives: a count, or the class."""
    del day
    if flow.what == "in_scope":
        yield from ((view.id, 0, 1) for view in units_in_scope(law, run.year, run.unit_id))
        return
    if flow.what == "registered":
        yield from ((one.unit_id, one.pk, 1) for one in registered)
        return
    met = _met_of(lines) if flow.what == "met" else {}
    for line in lines:
        recognised = line.outcome == Result.RECOGNISED
        gives: dict[str, str | int] = {
            "recognised": int(recognised),
            "met": met.get(line.assessment_id, 0),
            "class": line.class_code,
            "years": int(line.years >= (flow.years or 1)),
        }
        yield line.unit_id, line.pk, gives[flow.what]
    # A unit whose result was taken back counts 0: what was posted before must go.
    decided = {line.unit_id for line in lines}
    for one in run.assessments.order_by("pk"):
        if one.unit_id not in decided:
            yield one.unit_id, 0, "" if flow.what == "class" else 0


def _met_of(lines: Sequence[DecisionLine]) -> dict[int, int]:
    """How many criteria each unit met, as the decision froze it."""
    found: dict[int, int] = {}
    for line in lines:
        snapshot = line.decision.snapshot
        keys = {one["assessment"]: one["key"] for one in snapshot["entries"]}
        said = {one["unit"]: one["met"] for one in snapshot["list"]}
        if line.assessment_id in keys:
            found[line.assessment_id] = said[keys[line.assessment_id]]
    return found


def _cells(flow: FlowBack, view: UnitView, hit: str | int) -> Iterator[tuple[CellKey, int]]:
    """The cells of a unit's hit; of classes every cell is named, those it has not with 0."""
    kind = flow.kinds.get(view.kind) or flow.kinds.get(view.level)
    by = {"unit_kind": kind} if kind else {}
    if flow.what != "class":
        yield CellKey.of(flow.indicator, by), int(hit)
        return
    for code, value in flow.classes.items():
        yield CellKey.of(flow.indicator, {**by, "class": value}), int(hit == code)


def _seat(view: UnitView, level: str, day: date) -> int | None:
    """The unit of the indicator's level that counts this one: itself, or who manages it."""
    unit: int | None = view.id
    while unit is not None:
        if unit_view(unit, on=day).level == level:
            return unit
        unit = direct_superior(unit, on=day)
    return None


def _forms(
    pack: Pack, view: UnitView, cells: Mapping[CellKey, _Count]
) -> Iterator[tuple[Form, list[CellKey]]]:
    """The yearly forms of such units that hold the cells."""
    for form in pack.forms.values():
        if view.level not in form.unit_levels or "year" not in form.periods:
            continue
        keys = [key for key in form.cells() if key in cells]
        if keys:
            yield form, keys


def _period(form: Form, year: int) -> Period:
    return known_regimes()[form.regime].span(year, 1, 12)


def _last(law: CriteriaSet, run: Run) -> date:
    return law.window.of(run.year)[1]


def _version(run: Run) -> str:
    return f"{run.set_code}:{digest_of_version(run.pack_version_id)[:12]}:{run.local_id or 0}"
