"""Lists: what a decision would hold, who moves under another set, decisions as they were made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from keng.criteria.cases import Prepared, prepared
from keng.criteria.listing import draft_list
from keng.criteria.models import Assessment, Decision
from keng.criteria.queries.concealing import require_list
from keng.criteria.queries.runs import run_of
from keng.criteria.queries.shapes import (
    DecidedLine,
    DecisionView,
    DraftView,
    LineView,
    OffTheList,
)
from keng.criteria.snapshot import Judged, case_from_json
from keng.criteria.stale import moved_since
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import unit_view
from keng.packs.judging.conclusions import public_reason
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.vocabulary import Result, Words


def decision_draft(
    run_id: int,
    *,
    actor: Actor,
    at: datetime,
    result: str = "",
    in_class: str = "",
    text: str = "",
) -> DraftView:
    """The list that a decision would hold today, narrowed by result, class or name.

    `digest` and `counts` are of the whole list, whatever is filtered. Reasons of attested clauses
    are told by their group: the list goes through many hands. Raises as `run_of`, and NotAllowed
    where it rests on small totals and the actor does not judge.
    """
    run = run_of(run_id, actor=actor, at=at)
    require_list(run, actor, at=at)
    draft = draft_list(run, at=at)
    settled = {one.entry.assessment for one in draft.deciding}
    names = {one.entry.key: one.entry.name for one in draft.ranked}
    lines = [
        _line(draft.ready, one, names, is_deciding=one.entry.assessment in settled)
        for one in draft.ranked
    ]
    wanted = text.casefold().strip()
    shown = [
        line
        for line in lines
        if (not result or line.result == result)
        and (not in_class or line.in_class == in_class)
        and (not wanted or wanted in line.unit.casefold())
    ]
    return DraftView(
        run_id=run_id,
        digest=draft.digest,
        lines=tuple(shown),
        left_out=tuple(
            OffTheList(one.unit, one.name, one.assessment, one.code, one.why)
            for one in draft.left_out
        ),
        counts={
            **{each.value: sum(line.result == each for line in lines) for each in Result},
            "deciding": len(draft.deciding),
            "left_out": len(draft.left_out),
        },
    )


def decision_view(decision_id: int, *, actor: Actor, at: datetime) -> DecisionView:
    """One decision with its lines, and how many of its units have other figures by now."""
    row = Decision.objects.filter(pk=decision_id).select_related("run").first()
    if row is None:
        raise NotFound(
            f"Không có quyết định số thứ tự {decision_id}.",
            message_en=f"There is no decision {decision_id}.",
        )
    run_of(row.run_id, actor=actor, at=at)
    return decision_head(row, at=at)


def decisions_of(run_id: int, *, actor: Actor, at: datetime) -> list[DecisionView]:
    """The decisions of a run in the order in which they were made."""
    run = run_of(run_id, actor=actor, at=at)
    return [decision_head(row, at=at) for row in run.decided.order_by("n")]


def decision_snapshot(decision_id: int, *, actor: Actor, at: datetime) -> Mapping[str, Any]:
    """Everything that a decision followed from, for documents that print it."""
    decision_view(decision_id, actor=actor, at=at)
    return dict(Decision.objects.values_list("snapshot", flat=True).get(pk=decision_id))


def reasons_of(
    found: ReadySet, one: Judged, *, tell: Callable[[ReadySet, Any], Words] = public_reason
) -> tuple[Words, ...]:
    """Why a unit came out as it did, each once; of attested clauses the group alone."""
    return tuple(dict.fromkeys(tell(found, reason) for reason in one.conclusion.reasons))


def _line(found: ReadySet, one: Judged, names: Mapping[str, str], *, is_deciding: bool) -> LineView:
    placed = one.placed
    return LineView(
        assessment_id=one.entry.assessment,
        unit_id=one.entry.unit,
        unit=one.entry.name,
        result=one.result.value,
        in_class=one.in_class,
        score=one.conclusion.score,
        met=one.conclusion.met,
        applicable=one.conclusion.applicable,
        rank=placed.rank if placed else None,
        years=one.years,
        reasons=reasons_of(found, one),
        to_change=public_changes(found, one),
        lowered_by=placed.lowered_by if placed else None,
        tied_with=tuple(names[key] for key in placed.tied_with) if placed else (),
        is_deciding=is_deciding,
    )


def public_changes(found: ReadySet, one: Judged) -> tuple[Words, ...]:
    """What would have to change, without the words of attested clauses."""
    hidden = {
        change
        for code, verdict in one.verdicts.items()
        if found.set.criteria[code].kind == "attest_only"
        for change in verdict.to_change
    }
    return tuple(change for change in one.conclusion.to_change if change not in hidden)


def decision_head(row: Decision, *, at: datetime) -> DecisionView:
    """A decision as it was made, and how many of its units have moved; asks for no grant."""
    lines = list(row.lines.order_by("pk"))
    standing = [line.assessment_id for line in lines if line.stands]
    there = list(Assessment.objects.filter(pk__in=standing))
    made = prepared(row.run, there, on=local_day(at)) if there else []
    moved = {*moved_since(made), *_on_other_results(row, made)}
    names = {entry["assessment"]: entry["name"] for entry in row.snapshot["entries"]}
    return DecisionView(
        id=row.pk,
        run_id=row.run_id,
        n=row.n,
        kind=row.kind,
        about_id=row.about_id,
        decider_id=row.decider_id,
        decider=unit_view(row.decider_id, on=row.on).full_name,
        delegated=row.delegation_id is not None,
        number=row.number,
        symbol=row.symbol,
        on=row.on,
        authority=row.authority,
        signer_post=row.signer_post,
        reason=row.reason,
        map_on=row.map_on,
        known_at=row.known_at,
        digest=row.digest,
        lines=tuple(
            DecidedLine(
                id=line.pk,
                assessment_id=line.assessment_id,
                unit_id=line.unit_id,
                unit=names.get(line.assessment_id, ""),
                outcome=line.outcome,
                class_code=line.class_code,
                score=None if line.score is None else Decimal(line.score) / 100,
                years=line.years,
                stands=line.stands,
            )
            for line in lines
        ),
        moved=len(moved),
    )


def _on_other_results(row: Decision, made: Sequence[Prepared]) -> set[int]:
    """Units whose children, or results by other sets, are others than when it was decided."""
    was = {one["assessment"]: case_from_json(one["case"]) for one in row.snapshot["entries"]}
    return {
        one.assessment.pk
        for one in made
        if (case := was.get(one.assessment.pk)) is not None
        and (case.children, case.results) != (one.entry.case.children, one.entry.case.results)
    }
