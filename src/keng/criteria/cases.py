"""From the tables to what judging takes: claims, figures, children, other sets, years before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from keng.criteria.figures import UnitFigures, figures_for
from keng.criteria.history import histories
from keng.criteria.models import AgreedMark, Assessment, Claim, DecisionLine, Run, TypedFact
from keng.criteria.scope import units_in_scope
from keng.criteria.sets import pack_of, ready_of
from keng.criteria.snapshot import Agreed, Entry
from keng.criteria.states import State
from keng.orgunits.queries import views
from keng.packs.judging import vocabulary as judging
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.verdicts import judge
from keng.packs.judging.vocabulary import Case, Child, ChildState, Given, Outcome, Result
from keng.packs.schema.calendar import DueDay
from keng.packs.schema.criteria_sets import CriteriaSet

_SETTLED = {"met": True, "not_met": False}


@dataclass(frozen=True)
class Prepared:
    """An assessment as judging takes it, with the figures and claims that it was made of.

    `line` is what a decision that stands says of it.
    """

    assessment: Assessment
    entry: Entry
    figures: UnitFigures
    claims: Mapping[str, Claim]
    line: DecisionLine | None


def prepared(
    run: Run, assessments: Sequence[Assessment], *, on: date, by: ReadySet | None = None
) -> list[Prepared]:
    """What judging takes of assessments of one run; the number of queries does not grow with them.

    `on` is the legal day: it decides whether a unit may still register. `by` is another set than
    the one of the run (what if): its figures, parameters and children are read.
    """
    found, pack = by or ready_of(run), pack_of(run)
    units = [one.unit_id for one in assessments]
    window = found.set.window.of(run.year)
    figures = figures_for(found.set, pack, run.year, units, found.cells(), on)
    claims = _claims(assessments)
    facts = _facts(assessments)
    agreed = agreed_of(assessments)
    named = views(units, on=window[1])
    before = histories(found.set, units, run.year)
    families = _children(found, run.year, units, on=on)
    lines = _lines(units, run.year)
    results = _results(lines, but=run.set_code)
    standing = {row.assessment_id: row for row in lines}
    made = []
    for one in assessments:
        said = claims.get(one.pk, {})
        case = Case(
            year=run.year,
            now=figures[one.unit_id].values("now"),
            last_year=figures[one.unit_id].values("last_year"),
            facts=facts.get(one.pk, {}),
            params={code: item.default for code, item in found.set.parameters.items()},
            claims={code: claim_said(row) for code, row in said.items()},
            children=families.get(one.unit_id),
            results=results.get(one.unit_id, {}),
            substitute=figures[one.unit_id].substitute,
            unconfirmed=_unconfirmed(found.set, run.year, one, figures[one.unit_id].substitute),
        )
        view = named[one.unit_id]
        entry = Entry(
            assessment=one.pk,
            unit=one.unit_id,
            key=view.key,
            name=view.full_name,
            case=_with_references(found, case),
            agreed=agreed.get(one.pk, {}),
            history=before[one.unit_id],
            stands=one.state,
        )
        line = standing.get(one.pk)
        made.append(Prepared(one, entry, figures[one.unit_id], said, line))
    return made


def claim_said(row: Claim) -> judging.Claim:
    """A stored claim as judging takes it."""
    return judging.Claim(
        met=_SETTLED.get(row.claim),
        occurred=row.occurred,
        exception=row.exception or None,
        reason=row.exception_reason or row.note or None,
        done=None if row.done is None else frozenset(row.done),
        points=None if row.points is None else Decimal(row.points) / 100,
        applicable=False if row.claim == "not_applicable" else None,
    )


def agreed_of(assessments: Iterable[Assessment]) -> dict[int, dict[str, Agreed]]:
    """What the councils agreed, by assessment and criterion; only of assessments that stand so.

    A mark that was agreed before the figures moved and somebody looked again no longer stands.
    """
    there = {one.pk for one in assessments if one.state in (State.REVIEWED, State.DECIDED)}
    rows = AgreedMark.objects.filter(assessment_id__in=there).order_by("turn")
    looked = {
        (claim.assessment_id, claim.criterion): claim.at
        for claim in Claim.objects.filter(assessment_id__in=there).exclude(proposed="")
    }
    found: dict[int, dict[str, Agreed]] = {}
    for row in rows:
        if looked.get((row.assessment_id, row.criterion), row.at) > row.at:
            continue
        points = None if row.points is None else Decimal(row.points) / 100
        found.setdefault(row.assessment_id, {})[row.criterion] = Agreed(
            Outcome(row.verdict), points
        )
    return found


def is_over(due: DueDay | None, year: int, last: date, on: date) -> bool:
    """Whether a day of the set is past; where nobody knows it, the end of the window counts."""
    if due is not None and due.before is not None:
        return on >= _in_year(due.before, year + due.year_after)
    if due is not None and due.at_latest is not None:
        return on > _in_year(due.at_latest, year + due.year_after)
    return on > last


def _claims(assessments: Iterable[Assessment]) -> dict[int, dict[str, Claim]]:
    rows = Claim.objects.filter(assessment_id__in=[one.pk for one in assessments])
    found: dict[int, dict[str, Claim]] = {}
    for row in rows:
        found.setdefault(row.assessment_id, {})[row.criterion] = row
    return found


def _facts(assessments: Iterable[Assessment]) -> dict[int, dict[str, int | bool | str | None]]:
    rows = TypedFact.objects.filter(assessment_id__in=[one.pk for one in assessments])
    found: dict[int, dict[str, int | bool | str | None]] = {}
    for row in rows.order_by("n"):
        found.setdefault(row.assessment_id, {})[row.code] = row.value
    return found


def _unconfirmed(
    law: CriteriaSet, year: int, one: Assessment, substitute: int | None
) -> tuple[tuple[date, date], ...]:
    if substitute is None:
        return ()
    said = {
        (date.fromisoformat(first), date.fromisoformat(last)) for first, last in one.days_confirmed
    }
    return tuple(days for days in law.uncovered(year, substitute) if days not in said)


def _with_references(found: ReadySet, case: Case) -> Case:
    """The outcomes of the criteria of other sets that this set refers to, for the same unit."""
    referred: dict[tuple[str, str], Outcome] = {}
    for one in found.criteria.values():
        reference = one.criterion.reference
        if reference is None or reference.set not in found.others:
            continue
        other = found.others[reference.set]
        for code in reference.criteria or tuple(other.criteria):
            referred[reference.set, code] = judge(other, code, case).outcome
    if not referred:
        return case
    return Case(**{**vars(case), "referred": referred})


def _children(
    found: ReadySet, year: int, units: Sequence[int], *, on: date
) -> dict[int, tuple[Child, ...]]:
    """The units that each unit manages, as the sets see them that the criteria ask about."""
    asked = {
        (code, level)
        for one in found.criteria.values()
        if one.criterion.children is not None
        for code in one.criterion.children.sets
        for level in one.criterion.children.levels
    }
    if not asked:
        return {}
    codes = sorted({code for code, _ in asked} & set(found.pack.criteria))
    listed: dict[int, list[tuple[int, str, str, str]]] = {unit: [] for unit in units}
    for code in codes:
        law = found.pack.set_of(code)
        for unit in units:
            listed[unit] += [
                (view.id, view.full_name, view.level, code)
                for view in units_in_scope(law, year, unit)
                if (code, view.level) in asked
            ]
    everybody = {child for rows in listed.values() for child, _, _, _ in rows}
    stands = _standings(codes, year, everybody)
    over = {code: _registering_is_over(found.pack.set_of(code), year, on) for code in codes}
    return {
        unit: tuple(
            Child(name, level, code, stands.get((child, code)) or _without(is_too_late=over[code]))
            for child, name, level, code in rows
        )
        for unit, rows in listed.items()
    }


def _without(*, is_too_late: bool) -> ChildState:
    return ChildState.UNREGISTERED if is_too_late else ChildState.NOT_YET


def _registering_is_over(law: CriteriaSet, year: int, on: date) -> bool:
    return is_over(law.deadlines.registering, year, law.window.of(year)[1], on)


def _standings(
    codes: Collection[str], year: int, units: Collection[int]
) -> Mapping[tuple[int, str], ChildState]:
    rows = Assessment.objects.filter(run__set_code__in=codes, run__year=year, unit_id__in=units)
    registered = rows.exclude(state=State.WITHDRAWN.value).values_list("unit_id", "run__set_code")
    found = dict.fromkeys(registered, ChildState.UNDECIDED)
    decided = DecisionLine.objects.filter(
        set_code__in=codes, year=year, unit_id__in=units, stands=True
    ).values_list("unit_id", "set_code", "outcome")
    for unit, code, outcome in decided:
        found[unit, code] = (
            ChildState.RECOGNISED if outcome == Result.RECOGNISED else ChildState.REFUSED
        )
    return found


def _lines(units: Sequence[int], year: int) -> list[DecisionLine]:
    return list(DecisionLine.objects.filter(unit_id__in=units, year=year, stands=True))


def _results(lines: Iterable[DecisionLine], *, but: str) -> dict[int, dict[str, Given]]:
    """What the units have by other sets of the year."""
    found: dict[int, dict[str, Given]] = {}
    for row in lines:
        if row.set_code != but:
            given = Given(Result(row.outcome), row.class_code or None)
            found.setdefault(row.unit_id, {})[row.set_code] = given
    return found


def _in_year(day_of_year: str, year: int) -> date:
    month, day = day_of_year.split("-")
    return date(year, int(month), int(day))
