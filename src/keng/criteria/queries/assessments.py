"""One assessment as a reader may see it, with every step; and the assessments of one's units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from keng.criteria.cases import prepared
from keng.criteria.evidence import store
from keng.criteria.models import Assessment, Evidence
from keng.criteria.permissions import (
    decider_of,
    is_inside,
    is_judging,
    may_as_decider,
    may_for_unit,
    require_view,
)
from keng.criteria.queries.concealing import small_criteria
from keng.criteria.queries.dossier_parts import (
    Criteria,
    claim_view,
    evidence_views,
    passings_of,
    questions_of,
    visits_of,
)
from keng.criteria.queries.shapes import (
    AssessmentView,
    ClaimView,
    CriterionView,
    EvidenceView,
)
from keng.criteria.sets import criteria_asked, facts_of_criterion, ready_of
from keng.criteria.snapshot import listed
from keng.criteria.stale import moved_since
from keng.criteria.states import STATE_LABELS, Act, State, open_acts
from keng.db.reading import one_reading
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import day_map, unit_view
from keng.packs.judging.vocabulary import Outcome, Words
from keng.packs.schema.criteria import Criterion, Fact

_OF_THE_UNIT = {Act.WRITE: "enter", Act.SUBMIT: "submit", Act.TAKE_BACK: "submit"}
_OF_THE_UNIT |= {Act.WITHDRAW: "submit", Act.REJOIN: "submit"}
_OF_THE_DECIDER = {Act.RETURN: "enter", Act.CHECK: "enter", Act.MARK: "enter"}
_OF_THE_DECIDER |= {Act.REVIEW: "enter", Act.DECIDE: "issue", Act.REOPEN: "issue"}


def assessment_of(assessment_id: int, *, actor: Actor, at: datetime) -> Assessment:
    """The row, for whoever may see it; NotFound and NotAllowed otherwise."""
    found = Assessment.objects.filter(pk=assessment_id).select_related("run").first()
    if found is None:
        raise NotFound(
            f"Không có hồ sơ xét công nhận số {assessment_id}.",
            message_en=f"There is no assessment {assessment_id}.",
        )
    require_view(actor, found, at=at)
    return found


def assessment_view(assessment_id: int, *, actor: Actor, at: datetime) -> AssessmentView:
    """Everything about one assessment that the actor may see, judged on what is known now.

    A reader who is neither at the unit, right above it, nor in the council sees no claims, no
    evidence and no questions, only outcomes; of attested clauses not even those. Who does not see a
    small total of the unit, and does not judge it, reads neither how a criterion that rests on it
    comes out nor, before there is a decision, what all criteria come to.
    """
    with one_reading():
        found = assessment_of(assessment_id, actor=actor, at=at)
        view = _viewed(found, actor, at)
    if not view.is_inside:
        return view
    return replace(view, visits=visits_of(found), passings=passings_of(found))


def criteria_view(assessment_id: int, *, actor: Actor, at: datetime) -> AssessmentView:
    """The same without on-site checks and past steps: for a page of one criterion."""
    with one_reading():
        return _viewed(assessment_of(assessment_id, actor=actor, at=at), actor, at)


def _viewed(found: Assessment, actor: Actor, at: datetime) -> AssessmentView:
    ready = ready_of(found.run)
    [one] = prepared(found.run, [found], on=local_day(at))
    # Decided units keep the class that the list gave; the list of one has no quota.
    result = listed(ready, [one.entry])[0]
    inside = is_inside(actor, found, at=at)
    questions = questions_of(found) if inside else []
    conclusion, line, law = result.conclusion, one.line, ready.set
    decider = unit_view(decider_of(found.run), on=local_day(at))
    small = small_criteria(found, ready, actor, at)
    judging = not small or is_judging(actor, found.run, at=at)
    moved = moved_since([one]).get(found.pk, ())
    parts = Criteria(found, ready, one, result, inside, small, judging)
    criteria = tuple(parts.views(moved, questions))
    computed = None if small and not judging else conclusion
    return AssessmentView(
        id=found.pk,
        run_id=found.run_id,
        unit_id=found.unit_id,
        unit=one.entry.name,
        set_code=found.run.set_code,
        set_title=Words(law.title.vi, law.title.en),
        year=found.run.year,
        state=found.state,
        state_label=Words(*STATE_LABELS[State(found.state)]),
        revision=found.revision,
        registered_on=found.registered_on,
        for_whom=found.for_whom,
        duties=tuple(found.duties),
        criteria=criteria,
        facts=one.entry.case.facts if inside else {},
        unconfirmed=one.entry.case.unconfirmed,
        substituted=one.entry.case.substitute is not None,
        result=line.outcome if line else computed.result.value if computed else "",
        in_class=(line.class_code or None) if line else computed.in_class if computed else None,
        score=computed.score if computed else None,
        met=computed.met if computed else _met(criteria),
        applicable=computed.applicable if computed else _applicable(criteria),
        asked=computed.asked if computed else (),
        to_change=computed.to_change if computed and inside else (),
        questions=tuple(each for each in questions if not each.criterion),
        visits=(),
        passings=(),
        acts=acts_of(found, actor, at=at),
        decision_id=line.decision_id if line else None,
        unit_gone=found.unit_id not in day_map(law.window.of(found.run.year)[1]).views,
        law=law,
        decider_id=decider.id,
        decider=decider.full_name,
        is_inside=inside,
        days_confirmed=_days(found),
    )


def _met(criteria: Sequence[CriterionView]) -> int:
    """How many of the criteria that the reader sees are met."""
    return sum(one.outcome == Outcome.MET for one in criteria)


def _applicable(criteria: Sequence[CriterionView]) -> int:
    """How many of the criteria that the reader sees apply."""
    return sum(one.outcome not in {"", Outcome.NOT_APPLICABLE} for one in criteria)


def _days(found: Assessment) -> tuple[tuple[date, date], ...]:
    return tuple(
        (date.fromisoformat(first), date.fromisoformat(last))
        for first, last in found.days_confirmed
    )


def criterion_said(
    assessment_id: int, code: str, *, actor: Actor, at: datetime
) -> tuple[Criterion, tuple[Fact, ...], ClaimView | None]:
    """A criterion, the facts typed beside it, and what stands of it as a person said it.

    Nothing is judged: for whoever is about to write. Raises NotFound for a code that the set does
    not have; a reader who may not see claims gets none.
    """
    found = assessment_of(assessment_id, actor=actor, at=at)
    ready = ready_of(found.run)
    one = criteria_asked(ready).get(code)
    if one is None:
        raise NotFound(
            f"Bộ tiêu chí của hồ sơ này không có tiêu chí {code}.",
            message_en=f"The set of this assessment has no criterion {code}.",
        )
    row = found.claims.filter(criterion=code).first()
    shown = row is not None and is_inside(actor, found, at=at)
    return one, facts_of_criterion(ready, code), claim_view(row) if row and shown else None


def acts_of(found: Assessment, actor: Actor, *, at: datetime) -> frozenset[str]:
    """What the actor may do with an assessment in its state."""
    may = set()
    for act in open_acts(State(found.state)):
        if act in _OF_THE_UNIT:
            allowed = may_for_unit(actor, _OF_THE_UNIT[act], found.unit_id, at=at)
        else:
            allowed = may_as_decider(actor, _OF_THE_DECIDER[act], found.run, at=at)
            allowed = allowed or (act is Act.MARK and _has_seat(found, actor))
        if allowed:
            may.add(act.value)
    return frozenset(may)


def assessments_of(
    actor: Actor, year: int, *, at: datetime, unit_ids: Sequence[int] | None = None
) -> list[Assessment]:
    """The assessments of a year of units for which the actor may act, in the order of their units.

    `unit_ids` narrows it to some units.
    """
    reach = actor.reach("view", on=local_day(at))
    rows = Assessment.objects.filter(run__year=year).select_related("run")
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    return list(rows.order_by("run__set_code", "unit_id"))


def evidence_content(evidence_id: int, *, actor: Actor, at: datetime) -> tuple[EvidenceView, bytes]:
    """A file or photo with its bytes. Raises NotFound, and NotAllowed for who is too far away."""
    row = Evidence.objects.filter(pk=evidence_id).select_related("assessment__run").first()
    if row is None or not row.sha256:
        raise NotFound(
            f"Không có tệp minh chứng số {evidence_id}.",
            message_en=f"There is no file {evidence_id}.",
        )
    require_view(actor, row.assessment, at=at)
    if not is_inside(actor, row.assessment, at=at):
        raise NotAllowed(
            "Minh chứng chỉ hiện với đơn vị, cấp quản lý trực tiếp và hội đồng.",
            message_en="Evidence is shown to the unit, its manager and the council only.",
        )
    return evidence_views([row])[0], store().read(row.sha256)


def same_file(assessment_id: int, *, actor: Actor, at: datetime) -> dict[str, tuple[str, ...]]:
    """Files that stand at several criteria of an assessment: digest to the criteria, in order."""
    found = assessment_of(assessment_id, actor=actor, at=at)
    if not is_inside(actor, found, at=at):
        return {}
    rows = found.evidence.filter(removed_at__isnull=True).exclude(sha256="").exclude(criterion="")
    places: dict[str, list[str]] = {}
    for digest, criterion in rows.order_by("criterion").values_list("sha256", "criterion"):
        places.setdefault(digest, []).append(criterion)
    return {
        digest: tuple(dict.fromkeys(there))
        for digest, there in places.items()
        if len(set(there)) > 1
    }


def _has_seat(found: Assessment, actor: Actor) -> bool:
    sitting = found.run.members.filter(ended_at__isnull=True)
    return actor.account_id is not None and sitting.filter(member_account=actor.account_id).exists()
