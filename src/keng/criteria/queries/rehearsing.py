"""Judging without writing anything: a unit that need not be registered, a list not yet decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from keng.criteria.cases import prepared
from keng.criteria.listing import DraftList, draft_list, scope_of
from keng.criteria.models import Assessment, Run
from keng.criteria.queries.assessments import assessment_view
from keng.criteria.queries.concealing import require_list, small_criteria
from keng.criteria.queries.lists import reasons_of
from keng.criteria.queries.shapes import AssessmentView, CriterionView, OffTheList, StepView
from keng.criteria.sets import local_in_force, ready_of, set_for
from keng.criteria.snapshot import Judged, listed
from keng.kernel.actors import Actor
from keng.kernel.errors import Ambiguous
from keng.kernel.moments import local_day
from keng.orgunits.queries import unit_view
from keng.packs import installed
from keng.packs.judging.vocabulary import Result, Words
from keng.packs.schema.criteria_sets import CriteriaSet


@dataclass(frozen=True)
class Rehearsal:
    """What a decision of a unit would hold today, and why every other unit is not on it."""

    decider: str
    on_the_list: tuple[Judged, ...]
    off_the_list: tuple[OffTheList, ...]


def set_named(name: str, level: str, kind: str) -> CriteriaSet:
    """A set by its code, or by the beginning of it where one set of that family fits the unit.

    "qd510" means the set of that decision for such units. Raises NotFound, Ambiguous.
    """
    sets = installed.current().criteria
    if name in sets:
        return sets[name]
    family = [one for code, one in sets.items() if code.startswith(f"{name}-")]
    fitting = [one for one in family if one.subjects.holds(level, kind)]
    if len(fitting) == 1:
        return fitting[0]
    if family:
        raise Ambiguous(
            f"Có nhiều bộ “{name}”; hãy ghi rõ mã.",
            candidates=[one.code for one in fitting or family],
            message_en=f"There are several sets {name!r}; give the code.",
        )
    return installed.current().set_of(name)


def verdicts_of(
    unit_id: int, set_code: str, year: int, *, actor: Actor, at: datetime
) -> tuple[str, tuple[CriterionView, ...]]:
    """The result of a unit and its criteria, also where it has not registered; writes nothing.

    Of criteria that read small totals which the actor does not see, and of the result then, nothing
    is told. Raises NotAllowed without "view" on the unit, BadInput for a set that does not hold in
    the year.
    """
    registered = Assessment.objects.filter(
        unit_id=unit_id, run__set_code=set_code, run__year=year
    ).exclude(state="withdrawn")
    if (found := registered.first()) is not None:
        view: AssessmentView = assessment_view(found.pk, actor=actor, at=at)
        return view.result, view.criteria
    actor.require("view", unit_id=unit_id, on=local_day(at))
    run = _unsaved(set_code, year, unit_id)
    blank = Assessment(pk=0, run=run, unit_id=unit_id, registered_on=local_day(at))
    [one] = prepared(run, [blank], on=local_day(at))
    [judged] = listed(ready_of(run), [one.entry])
    small = small_criteria(blank, ready_of(run), actor, at)
    criteria = tuple(
        CriterionView(
            criterion=ready_of(run).criteria[code].criterion,
            claim=None,
            outcome="" if code in small else verdict.outcome.value,
            agreed=False,
            points=None if code in small else verdict.points,
            steps=()
            if code in small
            else tuple(StepView(step.what, step.value) for step in verdict.steps),
            missing=() if code in small else tuple(lack.words for lack in verdict.missing),
            to_change=() if code in small else verdict.to_change,
            evidence=(),
            questions=(),
            moved=(),
        )
        for code, verdict in judged.verdicts.items()
    )
    return "" if small else judged.result.value, criteria


def rehearsed(set_code: str, year: int, unit_id: int, *, actor: Actor, at: datetime) -> Rehearsal:
    """The list that a decision of the unit would hold now; nothing is saved.

    Recognised units (and those with a class) are on it; each other unit comes with the reasons.
    """
    actor.require("view", unit_id=unit_id, on=local_day(at))
    set_for(set_code, year)
    name = unit_view(unit_id, on=local_day(at)).full_name
    run = Run.objects.filter(set_code=set_code, year=year, unit_id=unit_id).first()
    if run is None:
        blank = _unsaved(set_code, year, unit_id)
        nobody = tuple(
            OffTheList(one.id, one.full_name, None, "not_registered", _NOT_REGISTERED)
            for one in scope_of(blank, ready_of(blank))
        )
        return Rehearsal(name, (), nobody)
    require_list(run, actor, at=at)
    draft = draft_list(run, at=at)
    on = tuple(one for one in draft.deciding if one.result is Result.RECOGNISED)
    off = [
        OffTheList(one.unit, one.name, one.assessment, one.code, one.why) for one in draft.left_out
    ]
    return Rehearsal(name, on, (*_refused(draft), *off))


def _refused(draft: DraftList) -> list[OffTheList]:
    """Units whose result is known and that are not recognised, with their reasons."""
    found = []
    for one in draft.deciding:
        if one.result is Result.RECOGNISED:
            continue
        reasons = reasons_of(draft.ready, one)
        why = Words("; ".join(each.vi for each in reasons), "; ".join(each.en for each in reasons))
        entry = one.entry
        found.append(OffTheList(entry.unit, entry.name, entry.assessment, "not_recognised", why))
    return found


def _unsaved(set_code: str, year: int, unit_id: int) -> Run:
    """A run that is not kept, as it would be opened now."""
    version_id, _ = installed.current_version()
    local = local_in_force(unit_id, set_code, set_for(set_code, year).window.of(year)[1])
    return Run(
        unit_id=unit_id, set_code=set_code, year=year, pack_version_id=version_id, local=local
    )


_NOT_REGISTERED = Words("Chưa đăng ký.", "Has not registered.")
