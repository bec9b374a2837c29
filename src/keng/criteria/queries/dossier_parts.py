"""The parts of an assessment as one reader may see them: criteria, claims, evidence, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from keng.consolidation.disclosure import small_among
from keng.criteria.cases import Prepared
from keng.criteria.models import Assessment, Claim, Evidence, Question
from keng.criteria.queries.shapes import (
    ClaimView,
    CriterionView,
    EvidenceView,
    MovedView,
    PassingView,
    QuestionView,
    StepView,
    VisitView,
)
from keng.criteria.sets import criteria_asked, facts_of_criterion, reads_of_criterion
from keng.criteria.snapshot import Judged
from keng.criteria.stale import Moved
from keng.kernel.figures import CellKey
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.verdicts import judge
from keng.packs.judging.vocabulary import Outcome, Step, Verdict, Words

HELD = Words("…", "…")


@dataclass(frozen=True)
class Criteria:
    """The criteria of one assessment on their way to a reader."""

    found: Assessment
    ready: ReadySet
    one: Prepared
    result: Judged
    inside: bool
    small: frozenset[str]
    is_judging: bool

    def views(
        self, moved: Sequence[Moved], questions: Sequence[QuestionView]
    ) -> Iterator[CriterionView]:
        """Each criterion in the order of the set.

        Of `small` ones, which read small totals that the reader does not see, who judges the unit
        (`is_judging`) reads how they come out and no number, anybody else only what is asked.
        """
        claims = self.one.claims
        rows = self.found.evidence.exclude(criterion="").select_related("figure").order_by("pk")
        pieces = evidence_views(rows) if self.inside else []
        for code, criterion in criteria_asked(self.ready).items():
            verdict = self.result.verdicts.get(code) or _referred(self.ready, code, self.one)
            row = claims.get(code)
            is_small = code in self.small
            is_held = is_small and not self.is_judging
            hidden = is_held or (criterion.kind == "attest_only" and not self.inside)
            tells = self.inside and not is_held
            yield CriterionView(
                criterion=criterion,
                claim=claim_view(row) if row is not None and tells else None,
                outcome="" if hidden else verdict.outcome.value,
                agreed=code in self.one.entry.agreed,
                points=None if is_held else verdict.points,
                steps=()
                if hidden
                else tuple(_step(step, holds=is_small) for step in verdict.steps),
                missing=() if hidden else tuple(lack.words for lack in verdict.missing),
                to_change=verdict.to_change if tells else (),
                evidence=tuple(piece for piece in pieces if piece.criterion == code),
                questions=tuple(each for each in questions if each.criterion == code),
                moved=tuple(
                    self._moved(each, holds=is_small) for each in moved if each.criterion == code
                ),
                cells=reads_of_criterion(self.ready, code) if code in self.ready.criteria else (),
                facts=facts_of_criterion(self.ready, code),
            )

    def _moved(self, one: Moved, *, holds: bool) -> MovedView:
        if holds and one.cell in small_among([one.cell]):
            return MovedView(one.time, one.cell, None, None, is_held=True)
        return MovedView(one.time, one.cell, one.was, one.now)


def _referred(ready: ReadySet, code: str, one: Prepared) -> Verdict:
    """A criterion of another set that the set refers to, judged for this unit."""
    for other in ready.others.values():
        if code in other.criteria:
            return judge(other, code, one.entry.case)
    return Verdict(code, Outcome.UNKNOWN)


def _step(step: Step, *, holds: bool) -> StepView:
    if step.small and holds:
        return StepView(step.what, HELD, step.source, is_held=True)
    return StepView(step.what, step.value, step.source)


def claim_view(row: Claim) -> ClaimView:
    """What a person said, as it is shown."""
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


def evidence_views(rows: Iterable[Evidence]) -> list[EvidenceView]:
    """Pieces of evidence, each with what its file is used for besides."""
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
        registered_id=row.registered_id,
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


def questions_of(found: Assessment) -> list[QuestionView]:
    """The questions of the level above, oldest first."""
    rows = Question.objects.filter(assessment=found).order_by("pk")
    return [
        QuestionView(row.pk, row.criterion, row.text, row.at, row.answer, row.answered_at)
        for row in rows
    ]


def visits_of(found: Assessment) -> tuple[VisitView, ...]:
    """The on-site checks with their photos."""
    rows = found.visits.order_by("on", "pk").prefetch_related("photos")
    return tuple(
        VisitView(
            row.pk,
            row.on,
            row.text,
            row.at,
            row.account_id,
            tuple(evidence_views(row.photos.all())),
        )
        for row in rows
    )


def passings_of(found: Assessment) -> tuple[PassingView, ...]:
    """The steps of the assessment, oldest first."""
    rows = found.passings.order_by("pk")
    return tuple(
        PassingView(row.act, row.before, row.after, row.reason, row.at, row.account_id)
        for row in rows
    )
