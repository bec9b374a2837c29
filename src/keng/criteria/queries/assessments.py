"""One assessment as a reader may see it, with every step; and the assessments of one's units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from keng.consolidation.panel import Column, panel
from keng.criteria.cases import Prepared, prepared
from keng.criteria.evidence import store
from keng.criteria.models import Assessment, Claim, Evidence, Question
from keng.criteria.permissions import (
    decider_of,
    is_inside,
    may_as_decider,
    may_for_unit,
    require_view,
)
from keng.criteria.queries.shapes import (
    AssessmentView,
    ClaimView,
    CriterionView,
    EvidenceView,
    MovedView,
    PassingView,
    QuestionView,
    StepView,
    VisitView,
)
from keng.criteria.sets import criteria_asked, facts_of_criterion, reads_of_criterion, ready_of
from keng.criteria.snapshot import Judged, listed
from keng.criteria.stale import Moved, moved_since
from keng.criteria.states import STATE_LABELS, Act, State, open_acts
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.orgunits.queries import day_map, unit_view
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.verdicts import judge
from keng.packs.judging.vocabulary import Outcome, Step, Verdict, Words
from keng.packs.schema.criteria import Criterion, Fact

HELD = Words("…", "…")
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
    evidence and no questions, only outcomes; of attested clauses not even those.
    """
    found = assessment_of(assessment_id, actor=actor, at=at)
    ready = ready_of(found.run)
    [one] = prepared(found.run, [found], on=local_day(at))
    # Decided units keep the class that the list gave; the list of one has no quota.
    result = listed(ready, [one.entry])[0]
    moved = moved_since([one]).get(found.pk, ())
    inside = is_inside(actor, found, at=at)
    questions = _questions(found) if inside else []
    conclusion = result.conclusion
    line = found.lines.filter(stands=True).first()
    label = STATE_LABELS[State(found.state)]
    title = ready.set.title
    decider = unit_view(decider_of(found.run), on=local_day(at))
    return AssessmentView(
        id=found.pk,
        run_id=found.run_id,
        unit_id=found.unit_id,
        unit=one.entry.name,
        set_code=found.run.set_code,
        set_title=Words(title.vi, title.en),
        year=found.run.year,
        state=found.state,
        state_label=Words(*label),
        revision=found.revision,
        registered_on=found.registered_on,
        for_whom=found.for_whom,
        duties=tuple(found.duties),
        criteria=tuple(
            _Criteria(found, ready, one, result, inside).views(
                moved, questions, holds=_holds_small(found, ready, one, actor, at)
            )
        ),
        facts=one.entry.case.facts if inside else {},
        unconfirmed=one.entry.case.unconfirmed,
        substituted=one.entry.case.substitute is not None,
        result=line.outcome if line else conclusion.result.value,
        in_class=(line.class_code or None) if line else conclusion.in_class,
        score=conclusion.score,
        met=conclusion.met,
        applicable=conclusion.applicable,
        asked=conclusion.asked,
        to_change=conclusion.to_change if inside else (),
        questions=tuple(one for one in questions if not one.criterion),
        visits=_visits(found) if inside else (),
        passings=_passings(found) if inside else (),
        acts=acts_of(found, actor, at=at),
        decision_id=line.decision_id if line else None,
        unit_gone=found.unit_id not in day_map(ready.set.window.of(found.run.year)[1]).views,
        law=ready.set,
        decider_id=decider.id,
        decider=decider.full_name,
        is_inside=inside,
        days_confirmed=tuple(
            (date.fromisoformat(first), date.fromisoformat(last))
            for first, last in found.days_confirmed
        ),
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
    return one, facts_of_criterion(ready, code), _claim(row) if row and shown else None


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
    return _evidence([row])[0], store().read(row.sha256)


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


@dataclass(frozen=True)
class _Criteria:
    """The criteria of one assessment on their way to a reader."""

    found: Assessment
    ready: ReadySet
    one: Prepared
    result: Judged
    inside: bool

    def views(
        self, moved: Sequence[Moved], questions: Sequence[QuestionView], *, holds: bool
    ) -> Iterator[CriterionView]:
        """Each criterion in the order of the set; `holds` keeps small totals back."""
        claims = {row.criterion: row for row in self.found.claims.all()}
        rows = self.found.evidence.exclude(criterion="").select_related("figure").order_by("pk")
        pieces = _evidence(rows) if self.inside else []
        for code, criterion in criteria_asked(self.ready).items():
            verdict = self.result.verdicts.get(code) or _referred(self.ready, code, self.one)
            row = claims.get(code)
            hidden = criterion.kind == "attest_only" and not self.inside
            yield CriterionView(
                criterion=criterion,
                claim=_claim(row) if row is not None and self.inside else None,
                outcome="" if hidden else verdict.outcome.value,
                agreed=code in self.one.entry.agreed,
                points=verdict.points,
                steps=() if hidden else tuple(_step(step, holds=holds) for step in verdict.steps),
                missing=() if hidden else tuple(lack.words for lack in verdict.missing),
                to_change=verdict.to_change if self.inside else (),
                evidence=tuple(piece for piece in pieces if piece.criterion == code),
                questions=tuple(each for each in questions if each.criterion == code),
                moved=tuple(
                    self._moved(each, holds=holds) for each in moved if each.criterion == code
                ),
                cells=reads_of_criterion(self.ready, code) if code in self.ready.criteria else (),
                facts=facts_of_criterion(self.ready, code),
            )

    def _moved(self, one: Moved, *, holds: bool) -> MovedView:
        small = self.ready.pack.indicators[one.cell.indicator].small
        if small and holds:
            return MovedView(one.time, one.cell, None, None, is_held=True)
        return MovedView(one.time, one.cell, one.was, one.now)


def _referred(ready: ReadySet, code: str, one: Prepared) -> Verdict:
    """A criterion of another set that the set refers to, judged for this unit."""
    for other in ready.others.values():
        if code in other.criteria:
            return judge(other, code, one.entry.case)
    return Verdict(code, Outcome.UNKNOWN)


def _holds_small(
    found: Assessment, ready: ReadySet, one: Prepared, actor: Actor, at: datetime
) -> bool:
    """Whether small totals of people are held back from this reader: consolidation decides."""
    if actor.account_id is None:
        return False
    indicators = ready.pack.indicators
    reads = [
        read
        for read in one.figures.reads
        if read.value is not None and indicators[read.cell.indicator].small
    ]
    if not reads:
        return False
    on = local_day(at)
    if not actor.may("view", unit_id=found.unit_id, on=on):
        return True
    shown_on = ready.set.window.of(found.run.year)[1]
    for read in reads:
        column = Column(read.period, shown_on)
        seen = panel([found.unit_id], [column], [read.cell], actor=actor, on=on)
        if seen.cell(found.unit_id, column, read.cell).row.shown:
            return True
    return False


def _step(step: Step, *, holds: bool) -> StepView:
    if step.small and holds:
        return StepView(step.what, HELD, step.source, is_held=True)
    return StepView(step.what, step.value, step.source)


def _claim(row: Claim) -> ClaimView:
    return ClaimView(
        claim=row.claim,
        occurred=row.occurred,
        done=None if row.done is None else tuple(row.done),
        exception=row.exception,
        exception_reason=row.exception_reason,
        points=None if row.points is None else Decimal(row.points) / 100,
        note=row.note,
        stance=row.stance,
        explanation=row.explanation,
        proposed=row.proposed,
        revision=row.revision,
        at=row.at,
        account_id=row.account_id,
    )


def _evidence(rows: Iterable[Evidence]) -> list[EvidenceView]:
    listed_rows = list(rows)
    places: dict[tuple[int, str], set[str]] = {}
    for row in listed_rows:
        if row.sha256 and row.removed_at is None:
            places.setdefault((row.assessment_id, row.sha256), set()).add(row.criterion)
    replaced = {row.replaces_id for row in listed_rows if row.replaces_id}
    return [_piece(row, places, is_replaced=row.pk in replaced) for row in listed_rows]


def _piece(
    row: Evidence, places: Mapping[tuple[int, str], set[str]], *, is_replaced: bool
) -> EvidenceView:
    figure = row.figure
    others = places.get((row.assessment_id, row.sha256), set()) - {row.criterion}
    return EvidenceView(
        id=row.pk,
        criterion=row.criterion,
        kind=row.kind,
        title=row.title,
        sort=row.sort,
        size=row.size,
        sha256=row.sha256,
        n=row.n,
        replaces=row.replaces_id,
        paper_id=row.paper_id,
        link=row.link,
        figure=CellKey(figure.indicator, figure.by) if figure is not None else None,
        figure_revision=row.figure_revision,
        figure_moved=figure is not None and figure.revision != row.figure_revision,
        at=row.at,
        account_id=row.account_id,
        is_removed=row.removed_at is not None,
        is_replaced=is_replaced,
        others=len(others),
    )


def _questions(found: Assessment) -> list[QuestionView]:
    rows = Question.objects.filter(assessment=found).order_by("pk")
    return [
        QuestionView(row.pk, row.criterion, row.text, row.at, row.answer, row.answered_at)
        for row in rows
    ]


def _visits(found: Assessment) -> tuple[VisitView, ...]:
    rows = found.visits.order_by("on", "pk").prefetch_related("photos")
    return tuple(
        VisitView(
            row.pk, row.on, row.text, row.at, row.account_id, tuple(_evidence(row.photos.all()))
        )
        for row in rows
    )


def _passings(found: Assessment) -> tuple[PassingView, ...]:
    rows = found.passings.order_by("pk")
    return tuple(
        PassingView(row.act, row.before, row.after, row.reason, row.at, row.account_id)
        for row in rows
    )


def _has_seat(found: Assessment, actor: Actor) -> bool:
    sitting = found.run.members.filter(ended_at__isnull=True)
    return actor.account_id is not None and sitting.filter(member_account=actor.account_id).exists()
