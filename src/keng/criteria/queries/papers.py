"""What the papers of a run say: its list, a decision out of its snapshot, the council."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from keng.criteria.listing import DraftList, draft_list, scope_of
from keng.criteria.models import Decision, Passing, Reading, Run
from keng.criteria.permissions import decider_of
from keng.criteria.queries.concealing import require_list
from keng.criteria.queries.lists import reasons_of
from keng.criteria.queries.paper_shapes import (
    DecisionPaper,
    Occasion,
    PaperLine,
    PaperMember,
    RunPaper,
)
from keng.criteria.queries.runs import run_of
from keng.criteria.sets import ready_of, ready_with
from keng.criteria.snapshot import Judged, entry_from_json, listed
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import unit_view
from keng.packs.judging.rulebook import ReadySet
from keng.reporting.models import Figure

ILLUSTRATIVE = "illustrative"


def run_paper(run_id: int, *, actor: Actor, at: datetime) -> RunPaper:
    """A run as its minutes and its proposal tell it today: the list, who is left out, the council.

    Raises NotFound and NotAllowed as `run_of`, and NotAllowed where it rests on small totals and
    the actor does not judge.
    """
    run = run_of(run_id, actor=actor, at=at)
    require_list(run, actor, at=at)
    draft = draft_list(run, at=at)
    ids = [one.entry.assessment for one in draft.ranked]
    minutes = _minutes(ids)
    return RunPaper(
        occasion=occasion_of(run, draft.ready, is_illustrative=rests_on_illustrative(ids)),
        members=_members(run, at=at),
        lines=tuple(
            _line(draft.ready, one, minutes=minutes.get(one.entry.assessment, ""))
            for one in draft.ranked
        ),
        left_out=_left_out(draft),
        in_scope=len(scope_of(run, draft.ready)),
    )


def decision_paper(decision_id: int, *, actor: Actor, at: datetime) -> DecisionPaper:
    """A decision as it was frozen: computed from its snapshot alone, so it never says otherwise.

    Raises NotFound, and NotAllowed for who may not see its run.
    """
    row = Decision.objects.filter(pk=decision_id).select_related("run", "about").first()
    if row is None:
        raise NotFound(
            f"Không có quyết định số thứ tự {decision_id}.",
            message_en=f"There is no decision {decision_id}.",
        )
    run_of(row.run_id, actor=actor, at=at)
    said: Mapping[str, Any] = row.snapshot
    ready = ready_with(said["pack"]["version"], said["set"], said["overlay"])
    every = listed(ready, [entry_from_json(one) for one in said["entries"]])
    wanted = _told_of(row)
    sources = {source for one in said["figures"] for source, _ in one["sources"]}
    invented = Figure.objects.filter(pk__in=sorted(sources), origin=ILLUSTRATIVE).exists()
    return DecisionPaper(
        occasion=occasion_of(row.run, ready, is_illustrative=invented, decision=row),
        decision_id=row.pk,
        kind=row.kind,
        number=row.number,
        symbol=row.symbol,
        on=row.on,
        authority=row.authority,
        signer_post=row.signer_post,
        about=_named(row.about),
        reason=row.reason,
        lines=tuple(_line(ready, one) for one in every if one.entry.assessment in wanted),
    )


def occasion_of(
    run: Run, ready: ReadySet, *, is_illustrative: bool, decision: Decision | None = None
) -> Occasion:
    """What every paper of the run says first."""
    law = ready.set
    first, last = law.window.of(run.year)
    if decision is None:
        handed = run.delegations.filter(ended_on__isnull=True).first()
        decider = decider_of(run)
    else:
        handed, decider = decision.delegation, decision.decider_id
    return Occasion(
        run_id=run.pk,
        set_code=run.set_code,
        title=law.title.vi,
        year=run.year,
        first=first,
        last=last,
        act=ready.pack.acts.get(law.source.act or ""),
        place=law.source.place or "",
        decider_id=decider,
        delegated_by=unit_view(run.unit_id, on=last).full_name if handed else "",
        delegation_basis=handed.basis if handed else "",
        classes={one.code: one.title.vi for one in law.classes},
        years_counted=any(flow.what == "years" for flow in law.flows_back)
        or bool(law.years_in_row),
        asked=tuple(one.vi for one in law.asked),
        is_illustrative=is_illustrative,
    )


def rests_on_illustrative(assessment_ids: Iterable[int]) -> bool:
    """Whether a figure that was read for one of these was invented for a demonstration."""
    return Reading.objects.filter(
        claim__assessment_id__in=list(assessment_ids), sources__figure__origin=ILLUSTRATIVE
    ).exists()


def _told_of(row: Decision) -> set[int]:
    """The units that a decision speaks of; one that revokes speaks of those that it took down."""
    if row.kind != Decision.Kind.REVOKE.value or row.about is None:
        return set(row.snapshot["deciding"])
    there = set(row.about.lines.values_list("assessment_id", flat=True))
    reopened = {one["assessment"] for one in row.snapshot["entries"] if one["stands"] == "reviewed"}
    return there & reopened


def _named(row: Decision | None) -> str:
    if row is None:
        return ""
    number = f"{row.number:02d}" if row.number else "…"
    return f"số {number}/{row.symbol} ngày {row.on:%d/%m/%Y}"


def _line(ready: ReadySet, one: Judged, *, minutes: str = "") -> PaperLine:
    labels = {each.code: each.title.vi for each in ready.set.classes}
    return PaperLine(
        unit_id=one.entry.unit,
        unit=one.entry.name,
        result=one.result.value,
        class_label=labels.get(one.in_class or "", one.in_class or ""),
        score=one.conclusion.score,
        met=one.conclusion.met,
        applicable=one.conclusion.applicable,
        years=one.years,
        reasons=tuple(words.vi for words in reasons_of(ready, one)),
        minutes=minutes,
    )


def _left_out(draft: DraftList) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, one.why.vi) for one in draft.left_out)


def _members(run: Run, *, at: datetime) -> tuple[PaperMember, ...]:
    day, found = local_day(at), []
    last = ready_of(run).set.window.of(run.year)[1]
    rows = run.members.filter(ended_at__isnull=True).order_by("-is_chair", "pk")
    for row in rows.prefetch_related("asides__assessment"):
        aside = (unit_view(one.assessment.unit_id, on=last).full_name for one in row.asides.all())
        unit = unit_view(row.unit_id, on=day).full_name
        found.append(PaperMember(row.post, unit, row.is_chair, tuple(sorted(aside))))
    return tuple(found)


def _minutes(assessment_ids: Sequence[int]) -> dict[int, str]:
    """What the minutes say of each unit at its last review."""
    rows = Passing.objects.filter(assessment_id__in=list(assessment_ids), act="review")
    return {row.assessment_id: row.reason for row in rows.order_by("pk")}
