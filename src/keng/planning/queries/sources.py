"""What was read out of files for plans."""

from __future__ import annotations

from datetime import date

from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.planning.models import Source
from keng.planning.queries.reach import plan_read_by
from keng.planning.queries.shapes import FindingLine, SourceView
from keng.planning.vocabulary import State


def source_view(source_id: int, actor: Actor, *, on: date) -> SourceView:
    """One file that was read. Raises NotFound, and NotAllowed without enter at the plan's unit."""
    row = Source.objects.filter(pk=source_id).first()
    if row is None:
        raise NotFound("Không có bản đọc này.", message_en="There is no such reading.")
    plan = plan_read_by(row.plan_id, actor, on=on)
    actor.require("enter", unit_id=plan.unit_id, on=on)
    findings = [
        FindingLine(
            id=one.pk,
            n=one.n,
            kind=one.kind,
            line=one.line,
            end_line=one.end_line,
            content=one.content,
            doubts=one.doubts,
            verdict=one.verdict,
        )
        for one in row.findings.order_by("n")
    ]
    return SourceView(
        id=row.pk,
        plan_id=row.plan_id,
        name=row.name,
        lines=row.lines,
        notes=row.notes,
        findings=findings,
        may_decide=plan.state != State.CLOSED,
    )
