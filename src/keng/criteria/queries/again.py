"""A decision computed again from what it froze, and one of its lines for the certificate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from keng.criteria.models import Decision, DecisionLine
from keng.criteria.permissions import decider_of, may_for_unit
from keng.criteria.queries.assessments import assessment_of
from keng.criteria.queries.lists import decision_head, decision_view
from keng.criteria.queries.runs import run_of
from keng.criteria.queries.shapes import DecidedLine, DecisionView, Mover
from keng.criteria.queries.verification import rerun_problem
from keng.criteria.sets import ready_with
from keng.criteria.snapshot import entry_from_json, listed
from keng.journal.commitments import digest
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import unit_view
from keng.packs.judging.vocabulary import Words


@dataclass(frozen=True)
class LineAgain:
    """What a unit comes to when the decision is computed again."""

    unit: str
    outcome: str
    class_code: str


@dataclass(frozen=True)
class Again:
    """A decision computed again. `problem` says what differs; "" where the list is identical.

    `digest` is that of the snapshot as it stands now, to be compared with the decision's.
    """

    decision: DecisionView
    problem: str
    digest: str
    lines: tuple[LineAgain, ...]

    @property
    def is_identical(self) -> bool:
        """Whether nothing differs, to the last letter."""
        return not self.problem and self.digest == self.decision.digest


@dataclass(frozen=True)
class Honour:
    """One line of a decision that stands, as a certificate prints it."""

    decision: DecisionView
    line: DecidedLine
    set_title: Words
    class_title: Words | None
    year: int


def decided_again(decision_id: int, *, actor: Actor, at: datetime) -> Again:
    """Compute a decision again from its snapshot; nothing is saved. Raises NotFound, NotAllowed."""
    shown = decision_view(decision_id, actor=actor, at=at)
    row = Decision.objects.get(pk=decision_id)
    problem = rerun_problem(row)
    said = row.snapshot
    deciding = set(said["deciding"])
    lines: tuple[LineAgain, ...] = ()
    if not problem:
        ready = ready_with(said["pack"]["version"], said["set"], said["overlay"])
        lines = tuple(
            LineAgain(one.entry.name, one.result.value, one.in_class or "")
            for one in listed(ready, [entry_from_json(each) for each in said["entries"]])
            if one.entry.assessment in deciding
        )
    return Again(shown, problem, digest(row.salt, {"snapshot": said}), lines)


def honour_of(line_id: int, *, actor: Actor, at: datetime) -> Honour:
    """A line that recognises a unit and still stands. Raises NotFound, NotAllowed."""
    row = DecisionLine.objects.filter(pk=line_id).select_related("decision__run").first()
    if row is None or not row.stands or row.outcome != "recognised":
        raise NotFound(
            "Không có kết quả công nhận nào đang có hiệu lực ở địa chỉ này.",
            message_en="There is no recognition in force at this address.",
        )
    assessment_of(row.assessment_id, actor=actor, at=at)
    shown = decision_head(row.decision, at=at)
    said = row.decision.snapshot
    law = ready_with(said["pack"]["version"], said["set"], said["overlay"]).set
    titles = {one.code: one.title for one in law.classes}
    title = titles.get(row.class_code)
    return Honour(
        decision=shown,
        line=next(one for one in shown.lines if one.id == row.pk),
        set_title=Words(law.title.vi, law.title.en),
        class_title=Words(title.vi, title.en) if title is not None else None,
        year=row.year,
    )


def standing_line(assessment_id: int, *, actor: Actor, at: datetime) -> int | None:
    """The id of the line that stands decided of a unit; None where nothing is."""
    found = assessment_of(assessment_id, actor=actor, at=at)
    return found.lines.filter(stands=True).values_list("pk", flat=True).first()


def may_appeal(assessment_id: int, *, actor: Actor, at: datetime) -> bool:
    """Whether the actor may appeal for the unit: its people, or its manager's."""
    found = assessment_of(assessment_id, actor=actor, at=at)
    return may_for_unit(actor, "submit", found.unit_id, at=at)


def decider_at(assessment_id: int, *, actor: Actor, at: datetime) -> int:
    """The unit that decides on the assessment today, delegation included."""
    return decider_of(assessment_of(assessment_id, actor=actor, at=at).run)


def not_back(run_id: int, *, actor: Actor, at: datetime) -> tuple[Mover, ...]:
    """Units that the run's unit decided on last year by the set and that are not registered now."""
    run = run_of(run_id, actor=actor, at=at)
    here = run.assessments.exclude(state="withdrawn").values_list("unit_id", flat=True)
    rows = DecisionLine.objects.filter(
        assessment__run__unit_id=run.unit_id,
        set_code=run.set_code,
        year=run.year - 1,
        stands=True,
    ).exclude(unit_id__in=list(here))
    return tuple(
        Mover(
            row.unit_id,
            unit_view(row.unit_id, on=local_day(at)).full_name,
            row.outcome,
            row.class_code or None,
            "",
            None,
        )
        for row in rows.order_by("pk")
    )
