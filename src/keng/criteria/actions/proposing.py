"""Keng's proposal from figures and claims, and what a person says to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from keng.criteria.actions._store import assessment_for_update, require_open, touched
from keng.criteria.actions.assessing import CONTENT, criterion_of
from keng.criteria.cases import Prepared, prepared
from keng.criteria.figures import Read, sources_of
from keng.criteria.models import Assessment, Claim, ClaimRevision, Reading, ReadingSource
from keng.criteria.permissions import require_decider, require_for_unit
from keng.criteria.sets import pack_of, reads_of_criterion, ready_of
from keng.criteria.snapshot import judged
from keng.criteria.states import WITH_THE_DECIDER, Act, State
from keng.criteria.words import needed, written
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.packs.judging.vocabulary import Step, Verdict

STANCES = ("confirmed", "differs")


@transaction.atomic
def propose(assessment_id: int, *, actor: Actor, at: datetime) -> list[Claim]:
    """Judge the assessment now and keep the proposal of every criterion that figures decide.

    Kept are the outcome, every step, and each figure with the revision that it rests on. What a
    person has said to an equal proposal stands; to another one they are asked again. While the
    assessment lies with the decider, their people do this for what a correction reopened. Raises
    NotAllowed, WrongState. What comes out as before is not written again.
    """
    found = assessment_for_update(assessment_id)
    _require_answerer(found, actor, at=at)
    return propose_again(found, actor=actor, at=at)


def propose_again(found: Assessment, *, actor: Actor, at: datetime) -> list[Claim]:
    """The same for callers that hold the row and have asked for permission."""
    ready = ready_of(found.run)
    [one] = prepared(found.run, [found], on=local_day(at))
    verdicts = judged(ready, one.entry).verdicts
    made = []
    for code, verdict in verdicts.items():
        reads = reads_of(reads_of_criterion(ready, code), one)
        if not reads:
            continue
        row = found.claims.filter(criterion=code).first()
        if row is not None and row.proposed and not _is_other(row, verdict, reads):
            continue
        made.append(_store(found, code, verdict, reads, actor=actor, at=at))
    return made


@transaction.atomic
def answer_proposal(
    assessment_id: int,
    criterion: str,
    stance: str,
    explanation: str = "",
    *,
    seen: int,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Confirm Keng's proposal for a criterion, or differ from it and explain why.

    The proposal is made anew first: `seen` is the revision of the claim that the person saw. While
    the assessment is submitted the decider's people may look again at what a correction reopened.

    Raises NotAllowed, WrongState, Conflict (the figures or the claim have moved since), BadInput:
    no proposal there, no explanation for a difference, a criterion without figures.
    """
    found = assessment_for_update(assessment_id)
    _require_answerer(found, actor, at=at)
    criterion_of(found, criterion)
    propose_again(found, actor=actor, at=at)
    row = found.claims.filter(criterion=criterion).first()
    if row is None or not row.proposed:
        raise BadInput(
            f"Tiêu chí {criterion} không tính từ số liệu nên không có đề xuất để xác nhận.",
            message_en=f"Criterion {criterion} is not computed from figures: nothing to confirm.",
            where=criterion,
            code="no_proposal",
        )
    if row.revision != seen:
        raise Conflict(
            "Số liệu hoặc nội dung tiêu chí đã đổi; hãy xem lại đề xuất mới rồi xác nhận.",
            message_en="The figures or the claim have changed; look at the new proposal first.",
            theirs=row.revision,
        )
    words = _explanation(criterion, stance, explanation)
    row.stance, row.explanation = stance, words
    _keep(row, actor=actor, at=at)
    kept = _kept(row)
    facts = {"criterion": criterion.lower(), "n": row.revision, "stance": stance}
    touched(found, "answered_proposal", facts, actor=actor, at=at, rows=(row, kept))
    return row


def reads_of(asked: Sequence[tuple[str, CellKey]], one: Prepared) -> list[Read]:
    """The figures of a prepared assessment that a criterion's rules read."""
    wanted = set(asked)
    return [read for read in one.figures.reads if (read.time, read.cell) in wanted]


def is_stale(row: Claim, reads: Sequence[Read]) -> bool:
    """Whether a figure that the standing proposal read is another one now.

    A correction that leaves the value as it was reopens nothing.
    """
    was = standing_values(row)
    return any(was.get((read.time, str(read.cell)), read.value) != read.value for read in reads)


def standing_values(row: Claim) -> Mapping[tuple[str, str], int | None]:
    """What the standing proposal of a claim read: (time, cell) to value."""
    rows = row.readings.filter(proposal=row.proposal)
    return {
        (one.space, f"{one.indicator}[{one.by}]" if one.by else one.indicator): one.value
        for one in rows
    }


def _is_other(row: Claim, verdict: Verdict, reads: Sequence[Read]) -> bool:
    return row.proposed != verdict.outcome.value or is_stale(row, reads)


def _store(
    found: Assessment,
    code: str,
    verdict: Verdict,
    reads: Sequence[Read],
    *,
    actor: Actor,
    at: datetime,
) -> Claim:
    row = found.claims.filter(criterion=code).first() or Claim(assessment=found, criterion=code)
    row.proposal += 1
    row.proposed = verdict.outcome.value
    row.steps = [_step(one) for one in verdict.steps]
    row.stance, row.explanation = "", ""
    _keep(row, actor=actor, at=at)
    kept = _kept(row)
    facts = {"criterion": code.lower(), "n": row.revision, "proposed": verdict.outcome.value}
    rows = _readings(found, row, reads)
    touched(found, "proposed", facts, actor=actor, at=at, rows=(row, kept, *rows))
    return row


def _readings(
    found: Assessment, row: Claim, reads: Sequence[Read]
) -> list[Reading | ReadingSource]:
    sources = sources_of(found.unit_id, reads, pack_of(found.run))
    made: list[Reading | ReadingSource] = []
    for read in reads:
        kept = Reading.objects.create(
            claim=row,
            proposal=row.proposal,
            unit_id=found.unit_id,
            space=read.time,
            indicator=read.cell.indicator,
            by=read.cell.by,
            regime=read.period.regime,
            first=read.period.first,
            last=read.period.last,
            value=read.value,
            status=read.status,
            is_whole=read.is_whole,
        )
        made.append(kept)
        for figure, revision in sources[read]:
            made.append(
                ReadingSource.objects.create(reading=kept, figure_id=figure, revision=revision)
            )
    return made


def _keep(row: Claim, *, actor: Actor, at: datetime) -> None:
    row.revision += 1
    row.at, row.account_id = at, actor.account_id
    row.save()


def _kept(row: Claim) -> ClaimRevision:
    return ClaimRevision.objects.create(
        of=row,
        n=row.revision,
        at=row.at,
        account_id=row.account_id,
        **{name: getattr(row, name) for name in CONTENT},
    )


def _step(step: Step) -> dict[str, object]:
    return {
        "vi": step.what.vi,
        "en": step.what.en,
        "value_vi": step.value.vi if step.value else None,
        "value_en": step.value.en if step.value else None,
        "small": step.small,
        "source": step.source,
    }


def _explanation(criterion: str, stance: str, explanation: str) -> str:
    if stance not in STANCES:
        raise BadInput(
            "Hãy xác nhận đề xuất, hoặc chọn khác và giải trình.",
            message_en="Confirm the proposal, or differ and explain.",
            where=criterion,
        )
    if stance == "confirmed":
        return written(explanation, where=criterion)
    return needed(
        explanation,
        where=criterion,
        vi=f"Tiêu chí {criterion}: hãy giải trình vì sao khác với kết quả tính từ số liệu.",
        en=f"Criterion {criterion}: explain the difference from what the figures say.",
    )


def _require_answerer(found: Assessment, actor: Actor, *, at: datetime) -> None:
    """The unit's people while it is with the unit, the decider's while it is with them."""
    if State(found.state) in WITH_THE_DECIDER:
        require_decider(actor, "enter", found.run, at=at)
        return
    require_for_unit(actor, "enter", found.unit_id, at=at)
    require_open(found, Act.WRITE)
