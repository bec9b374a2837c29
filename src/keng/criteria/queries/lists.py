"""Lists: what a decision would hold, who moves under another set, decisions as they were made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from keng.criteria.cases import Prepared, prepared
from keng.criteria.listing import DraftList, draft_list
from keng.criteria.models import Assessment, Decision, DecisionLine, Run
from keng.criteria.queries.runs import run_of
from keng.criteria.queries.shapes import (
    DecidedLine,
    DecisionView,
    DraftView,
    LineView,
    Mover,
    OffTheList,
)
from keng.criteria.sets import laid_over, ready_of
from keng.criteria.snapshot import Judged, case_from_json, entry_from_json, listed
from keng.criteria.stale import moved_since
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import unit_view
from keng.packs import installed
from keng.packs.judging.conclusions import public_reason
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.vocabulary import Result, Words
from keng.rules.language import RuleError


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
    are told by their group: the list goes through many hands.
    """
    draft = draft_list(run_of(run_id, actor=actor, at=at), at=at)
    settled = {one.entry.assessment for one in draft.deciding}
    lines = [
        _line(draft.ready, one, is_deciding=one.entry.assessment in settled) for one in draft.ranked
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


def what_if(
    run_id: int, overlay: Mapping[str, Any], *, actor: Actor, at: datetime
) -> tuple[Mover, ...]:
    """Who of a run would move if the set had this overlay: nothing is saved.

    Compares all registered units as far as they have come. BadInput for an overlay that the set
    does not allow.
    """
    run = run_of(run_id, actor=actor, at=at)
    return movers_under(run, other_set(run.set_code, overlay), at=at)


def movers_under(run: Run, other: ReadySet, *, at: datetime) -> tuple[Mover, ...]:
    """Who of a run would move if it were judged by another set, on the figures of now."""
    rows = list(run.assessments.exclude(state="withdrawn"))
    was = [one.entry for one in prepared(run, rows, on=local_day(at))]
    now = [one.entry for one in prepared(run, rows, on=local_day(at), by=other)]
    return _movers(listed(ready_of(run), was), listed(other, now))


def preview_local(
    unit_id: int,
    set_code: str,
    year: int,
    overlay: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> tuple[Mover, ...]:
    """Who of last year's decisions below a province would move under an overlay, from snapshots.

    `year` is the year that was decided. Nothing is saved; raises NotAllowed, BadInput.
    """
    actor.require("manage_packs", unit_id=unit_id, on=local_day(at))
    other = other_set(set_code, overlay)
    found: list[Mover] = []
    for run in Run.objects.filter(set_code=set_code, year=year).order_by("pk"):
        if not actor.may("view", unit_id=run.unit_id, on=local_day(at)):
            continue
        last = run.decided.exclude(kind="revoke").order_by("-n").first()
        if last is None:
            continue
        entries = [entry_from_json(one) for one in last.snapshot["entries"]]
        params = {code: one.default for code, one in other.set.parameters.items()}
        changed = [
            replace(one, case=replace(one.case, params=params), agreed=one.agreed)
            for one in entries
        ]
        found += _movers(listed(ready_of(run), entries), listed(other, changed))
    return tuple(found)


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


def compared_with_last_year(run_id: int, *, actor: Actor, at: datetime) -> tuple[Mover, ...]:
    """Each unit of a run beside what stood decided of it last year by the same deciding unit."""
    run = run_of(run_id, actor=actor, at=at)
    draft = draft_list(run, at=at)
    before = {
        line.unit_id: line
        for line in DecisionLine.objects.filter(
            set_code=run.set_code, year=run.year - 1, stands=True, unit_id__in=_units(draft)
        )
    }
    return tuple(
        Mover(
            unit_id=one.entry.unit,
            unit=one.entry.name,
            was=before[one.entry.unit].outcome if one.entry.unit in before else "",
            was_class=before[one.entry.unit].class_code or None
            if one.entry.unit in before
            else None,
            now=one.result.value,
            now_class=one.in_class,
        )
        for one in sorted(draft.judged.values(), key=lambda each: each.entry.key)
    )


def reasons_of(
    found: ReadySet, one: Judged, *, tell: Callable[[ReadySet, Any], Words] = public_reason
) -> tuple[Words, ...]:
    """Why a unit came out as it did, each once; of attested clauses the group alone."""
    return tuple(dict.fromkeys(tell(found, reason) for reason in one.conclusion.reasons))


def _line(found: ReadySet, one: Judged, *, is_deciding: bool) -> LineView:
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
        tied_with=placed.tied_with if placed else (),
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


def _movers(was: Sequence[Judged], now: Sequence[Judged]) -> tuple[Mover, ...]:
    after = {one.entry.key: one for one in now}
    return tuple(
        Mover(
            one.entry.unit,
            one.entry.name,
            one.result.value,
            one.in_class,
            after[one.entry.key].result.value,
            after[one.entry.key].in_class,
        )
        for one in was
        if (one.result, one.in_class)
        != (after[one.entry.key].result, after[one.entry.key].in_class)
    )


def other_set(set_code: str, overlay: Mapping[str, Any]) -> ReadySet:
    """The set of the programme in use with an overlay; BadInput where that is not allowed."""
    try:
        return laid_over(installed.current(), set_code, overlay)
    except RuleError as error:
        raise BadInput(str(error), message_en=str(error), code="bad_overlay") from None


def _units(draft: DraftList) -> Iterable[int]:
    return [one.entry.unit for one in draft.judged.values()]
