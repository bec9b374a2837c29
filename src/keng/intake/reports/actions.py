"""Keeping what was read of a report, and confirming whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Model

from keng.db.locks import for_update
from keng.db.rehearsal import rehearsed
from keng.documents.reading import ReadDocument
from keng.intake.models import Proposal, ReadReport, ReadText
from keng.intake.reports.extracting import Extract, ProposedFigure
from keng.intake.reports.originals import rows
from keng.intake.reports.originals.preparing import Prepared
from keng.intake.reports.queries import no_such_report, require_near
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.reporting.actions import ensure_submission

State = ReadReport.State
_DROPPED: Final = "Bỏ bản đọc"


@transaction.atomic
def keep_report(
    source: ReadDocument,
    extract: Extract,
    *,
    office_id: int,
    actor: Actor,
    at: datetime,
    original: Prepared | None = None,
) -> ReadReport:
    """Keep what was read of a file for an office: masked text, digest of the original, proposals.

    The original itself only where somebody asked for it and it was prepared and sealed. Raises
    NotAllowed (the verb is enter at the office) and BadInput where the same file was read for the
    office before and not dropped. Nothing is kept then.
    """
    actor.require("enter", unit_id=office_id, on=local_day(at))
    _refuse_read_before(source, office_id)
    made = ReadReport.objects.create(
        office_id=office_id,
        name=source.name[:255],
        sha256=source.sha256,
        kind=source.kind.value,
        said_unit=extract.said_unit,
        said_first=extract.said_first,
        said_last=extract.said_last,
        at=at,
        account_id=actor.account_id,
    )
    text = ReadText.objects.create(
        report=made,
        lines=[list(line) for line in extract.lines],
        withheld=extract.withheld,
        passed=extract.passed,
        notes=list(extract.notes),
    )
    found = enumerate(extract.figures, start=1)
    proposals = Proposal.objects.bulk_create(_proposal(made, n, one) for n, one in found)
    journal(
        made, "intake.report_read", [text, *proposals], actor=actor, at=at, proposals=len(proposals)
    )
    if original is not None:
        journal(made, "intake.original_kept", [rows.keep(made, original)], actor=actor, at=at)
    return made


def _refuse_read_before(source: ReadDocument, office_id: int) -> None:
    earlier = ReadReport.objects.filter(office_id=office_id, sha256=source.sha256)
    if before := earlier.exclude(state=State.DROPPED).first():
        raise BadInput(
            f"Tệp này đã được đọc (bản đọc số {before.pk}, tên “{before.name}”); hãy mở bản đó, "
            "hoặc bỏ nó rồi đọc lại.",
            message_en=f"This file was read before (reading {before.pk}, {before.name!r}); open "
            "that one, or drop it and read again.",
            where=source.name,
            code="report_read_before",
        )


def _proposal(report: ReadReport, n: int, one: ProposedFigure) -> Proposal:
    return Proposal(
        report=report,
        n=n,
        line=one.line,
        start=one.start,
        end=one.end,
        phrase=one.phrase,
        value=one.value,
        measure=one.measure,
        cell=one.cell,
        confidence=one.confidence,
        likeness=one.likeness,
        observed=one.observed,
    )


@transaction.atomic
def confirm_report(
    report_id: int, unit_id: int, form: str, period: Period, *, actor: Actor, at: datetime
) -> ReadReport:
    """Say whose report it is, for which period and form; what was said before is replaced.

    Raises NotFound (no such report or form), NotAllowed, WrongState (dropped, or its figures are
    in a form already), and BadInput where the form is not for such units or periods. Nothing is
    changed then; no form is opened yet.
    """
    report = report_for_update(report_id, actor=actor, at=at)
    if report.state == State.ENTERED:
        raise WrongState(
            "Số của báo cáo này đã đưa vào biểu nên không đổi đơn vị, kỳ hay biểu được nữa; hãy bỏ "
            "các số đã nhận, đưa vào biểu lại, rồi đọc tệp cho đơn vị khác.",
            message_en="Figures of this report are in a form already, so its unit, period and form "
            "stay; refuse the figures and enter again, then read the file for another unit.",
        )
    rehearsed(lambda: ensure_submission(unit_id, form, period, actor=actor, at=at), lambda: None)
    report.unit_id, report.form = unit_id, form
    report.regime, report.first, report.last = period.regime, period.first, period.last
    report.state = State.CONFIRMED.value
    report.save()
    facts = {"unit": unit_id, "form": form, "period": period.code}
    journal(report, "intake.report_confirmed", [], actor=actor, at=at, **facts)
    return report


@transaction.atomic
def drop_report(report_id: int, *, actor: Actor, at: datetime) -> None:
    """Put a reading aside; the file may be read again. An original that was kept goes for good.

    Raises NotFound, NotAllowed, WrongState (dropped already, or its figures are in a form).
    """
    report = report_for_update(report_id, actor=actor, at=at)
    if report.state == State.ENTERED:
        raise WrongState(
            "Số của báo cáo này đã đưa vào biểu nên không bỏ bản đọc được: nguồn của số dẫn về "
            "đây.",
            message_en="Figures of this report are in a form, whose source leads here: it stays.",
        )
    report.state = State.DROPPED.value
    report.save(update_fields=["state"])
    original = rows.standing(report_id)
    if original is not None:
        rows.take_away(original, _DROPPED, account_id=actor.account_id, at=at)
        journal(report, "intake.original_taken_away", [original], actor=actor, at=at)
    journal(report, "intake.report_dropped", [], actor=actor, at=at)


def report_for_update(report_id: int, *, actor: Actor, at: datetime) -> ReadReport:
    """The report, locked until the transaction ends.

    Raises NotFound, NotAllowed (the verb is enter at its office, and as `require_near`),
    WrongState (it was dropped).
    """
    report = for_update(ReadReport.objects.filter(pk=report_id)).first()
    if report is None:
        raise no_such_report(report_id)
    actor.require("enter", unit_id=report.office_id, on=local_day(at))
    require_near(report, actor, on=local_day(at))
    if report.state == State.DROPPED:
        raise WrongState(
            "Bản đọc này đã bỏ; hãy đọc lại tệp nếu cần.",
            message_en="This reading was dropped; read the file again if needed.",
        )
    return report


def confirmed_period(report: ReadReport) -> Period:
    """The period that was confirmed; WrongState where nobody has confirmed one."""
    period = report.period
    if period is None:
        raise WrongState(
            "Chưa xác nhận đơn vị, kỳ và biểu của báo cáo; hãy xác nhận trước.",
            message_en="Unit, period and form of the report are not confirmed; confirm them first.",
        )
    return period


def journal(
    report: ReadReport,
    verb: str,
    made: Sequence[Model],
    *,
    actor: Actor,
    at: datetime,
    **facts: object,
) -> None:
    """One line in the stream of the report: how it and the rows stand now, never their words."""
    told = {"office": report.office_id, **facts, ROWS: stated(report, *made)}
    record(f"read_report:{report.pk}", verb, actor=actor, at=at, facts=told)
