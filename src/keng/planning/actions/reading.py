"""A plan read out of a file: kept as it was read, then taken or refused line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound, WrongState
from keng.planning.actions._store import amended, journal, next_n, plan_for_update
from keng.planning.actions.contents import TaskGiven, task_row
from keng.planning.actions.targets import DutyGiven, TargetGiven, duty_row, target_row
from keng.planning.models import Finding, Plan, Source
from keng.planning.vocabulary import Aim, Read, Rhythm, State, Verdict


@dataclass(frozen=True)
class FindingRead:
    """Something that was read: what it is, its lines in the text, its content, what is doubtful."""

    kind: Read
    line: int
    end_line: int
    content: Mapping[str, Any]
    doubts: Sequence[str] = ()


@dataclass(frozen=True)
class SourceRead:
    """A file that was read: its masked lines, the notes of its reader, what was found."""

    name: str
    sha256: str
    lines: Sequence[str]
    findings: Sequence[FindingRead]
    notes: Sequence[Mapping[str, str]] = field(default=())


@transaction.atomic
def keep_source(plan_id: int, read: SourceRead, *, actor: Actor, at: datetime) -> Source:
    """Keep what was read of a file beside a plan; nothing of it is in the plan yet.

    Raises NotFound, NotAllowed, WrongState, and BadInput where the same file was read for the plan
    before or nothing was found in it. Nothing is kept then.
    """
    plan = plan_for_update(plan_id, State.DRAFT, State.ISSUED, actor=actor, at=at)
    if plan.sources.filter(sha256=read.sha256).exists():
        raise BadInput(
            f"Tệp {read.name} đã được đọc cho kế hoạch này; hãy mở bản đọc đó.",
            message_en=f"{read.name} was read for this plan before; open that reading.",
            code="plan_read_before",
        )
    if not read.findings:
        raise BadInput(
            f"Không thấy nhiệm vụ, chỉ tiêu hay chế độ báo cáo nào trong tệp {read.name}.",
            message_en=f"No task, target or report was found in {read.name}.",
            code="nothing_found",
        )
    source = Source.objects.create(
        plan=plan,
        n=next_n(plan.sources.all()),
        name=read.name[:255],
        sha256=read.sha256,
        lines=list(read.lines),
        notes=[dict(one) for one in read.notes],
        at=at,
        account_id=actor.account_id,
    )
    findings = Finding.objects.bulk_create(
        Finding(
            source=source,
            n=n,
            kind=one.kind.value,
            line=one.line,
            end_line=one.end_line,
            content=dict(one.content),
            doubts=list(one.doubts),
        )
        for n, one in enumerate(read.findings, 1)
    )
    journal(plan, "read_file", [source, *findings], actor=actor, at=at, source=source.pk)
    return source


@transaction.atomic
def take_finding(
    finding_id: int,
    *,
    actor: Actor,
    at: datetime,
    changed: TaskGiven | TargetGiven | DutyGiven | None = None,
) -> Finding:
    """Take what was read into the plan, as it was read or as a person changed it.

    Raises NotFound, NotAllowed, WrongState (decided before, plan closed), BadInput as `add_task`.
    """
    finding, plan = _waiting(finding_id, actor=actor, at=at)
    made: list[Model] = []
    row = _row(plan, changed or given_of(finding), made)
    finding.verdict, finding.made = Verdict.TAKEN.value, row.pk
    finding.save(update_fields=["verdict", "made"])
    amended(plan)
    told = [one for one in made if one is not row]
    journal(plan, "took_finding", [finding, row, *told], actor=actor, at=at, finding=finding.pk)
    return finding


@transaction.atomic
def take_all_sure(source_id: int, *, actor: Actor, at: datetime) -> int:
    """Take all that waits and has no doubt; how many that were. Raises as `take_finding`."""
    rows = Finding.objects.filter(source_id=source_id, verdict=Verdict.WAITING).order_by("n")
    sure = [one for one in rows if not one.doubts]
    for one in sure:
        take_finding(one.pk, actor=actor, at=at)
    return len(sure)


@transaction.atomic
def refuse_finding(finding_id: int, *, actor: Actor, at: datetime) -> Finding:
    """Leave out of the plan what was read; it stays beside the text. Raises as `take_finding`."""
    finding, plan = _waiting(finding_id, actor=actor, at=at)
    finding.verdict = Verdict.REFUSED.value
    finding.save(update_fields=["verdict"])
    journal(plan, "refused_finding", [finding], actor=actor, at=at, finding=finding.pk)
    return finding


def given_of(finding: Finding) -> TaskGiven | TargetGiven | DutyGiven:
    """What was read, as a person would give it."""
    read, kind = finding.content, Read(finding.kind)
    if kind is Read.TARGET:
        value = read["value"]
        return TargetGiven(
            what=read["what"],
            value=value,
            digits=read["digits"],
            measure=read["measure"],
            aim=Aim(read["aim"]),
        )
    due_on = date.fromisoformat(read["due_on"]) if read["due_on"] else None
    if kind is Read.DUTY:
        return DutyGiven(
            what=read["what"],
            rhythm=read["rhythm"],
            due_on=due_on,
            due_written=read["due_written"],
            receiver=read["receiver"],
        )
    return TaskGiven(
        title=read["title"],
        text=read["text"],
        lead=read["lead"],
        helpers=tuple(read["helpers"]),
        quarter=read["quarter"],
        due_on=due_on,
        due_written=read["due_written"],
        rhythm=Rhythm(read["rhythm"]),
        proof=read["proof"],
    )


def _row(plan: Plan, given: TaskGiven | TargetGiven | DutyGiven, made: list[Model]) -> Model:
    if isinstance(given, TaskGiven):
        return task_row(plan, given, made)
    return target_row(plan, given) if isinstance(given, TargetGiven) else duty_row(plan, given)


def _waiting(finding_id: int, *, actor: Actor, at: datetime) -> tuple[Finding, Plan]:
    plan_id = (
        Finding.objects.filter(pk=finding_id).values_list("source__plan_id", flat=True).first()
    )
    if plan_id is None:
        raise NotFound("Không có dòng đọc này.", message_en="There is no such finding.")
    plan = plan_for_update(plan_id, State.DRAFT, State.ISSUED, actor=actor, at=at)
    finding = Finding.objects.get(pk=finding_id)
    if finding.verdict != Verdict.WAITING:
        raise WrongState(
            "Dòng này đã được quyết định; hãy tải lại trang.",
            message_en="This line was decided before; load the page again.",
        )
    return finding, plan
