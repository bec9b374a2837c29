"""Each figure of a report decided by a person: taken as proposed, corrected, or refused."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.intake.models import Decision, Proposal, ReadReport
from keng.intake.reports.actions import confirmed_period, journal, report_for_update
from keng.intake.reports.judging import Judged, judged, open_cells
from keng.intake.reports.queries import reads_of
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.packs import installed

Verdict = Decision.Verdict


@transaction.atomic
def accept_proposal(report_id: int, n: int, *, actor: Actor, at: datetime) -> Decision:
    """Take a figure as it was proposed.

    Raises NotFound, NotAllowed, WrongState (not confirmed, or dropped) and BadInput where the
    proposal is a question, which only a person's own choice of cell and value answers.
    """
    report = report_for_update(report_id, actor=actor, at=at)
    found = _proposal(report, n)
    if not found.may_be_accepted:
        raise BadInput(
            f"Dòng {found.read.line}, “{found.read.phrase}”: chỗ này chưa chắc; hãy chọn ô và ghi "
            "số rồi nhận.",
            message_en=f"Line {found.read.line}, {found.read.phrase!r} is not certain; choose the "
            "cell and write the number, then take it.",
            code="proposal_is_question",
        )
    return _decided(report, found, found.cell, found.value, actor=actor, at=at)


@transaction.atomic
def take_proposal(
    report_id: int, n: int, cell: CellKey, value: int, *, actor: Actor, at: datetime
) -> Decision:
    """Take a figure for a cell and a value (smallest unit) that a person chose.

    Raises what `accept_proposal` raises; BadInput: a cell that the form does not ask for in the
    period, a value below 0, or a cell for which another figure of the text was taken.
    """
    report = report_for_update(report_id, actor=actor, at=at)
    return _decided(report, _proposal(report, n), cell, value, actor=actor, at=at)


@transaction.atomic
def refuse_proposal(report_id: int, n: int, *, actor: Actor, at: datetime) -> Decision:
    """Say that a figure belongs in no cell. Raises NotFound, NotAllowed, WrongState."""
    report = report_for_update(report_id, actor=actor, at=at)
    return _added(report, _proposal(report, n), Verdict.REFUSED, None, None, actor=actor, at=at)


def _proposal(report: ReadReport, n: int) -> Judged:
    """The proposal against the confirmed form; BadInput for a number that none has."""
    period = confirmed_period(report)
    pack = installed.current()
    found = judged(reads_of(report.pk), pack.form_of(report.form), pack, period)
    one = next((one for one in found if one.read.n == n), None)
    if one is None:
        raise BadInput(
            f"Bản đọc không có số thứ {n}; hãy tải lại trang.",
            message_en=f"The reading has no figure {n}; load the page again.",
        )
    return one


def _decided(
    report: ReadReport,
    found: Judged,
    cell: CellKey | None,
    value: int | None,
    *,
    actor: Actor,
    at: datetime,
) -> Decision:
    pack, where = installed.current(), f"{report.name}, dòng {found.read.line}"
    cells = open_cells(pack.form_of(report.form), pack, confirmed_period(report))
    if cell is None or value is None or cell not in cells:
        raise BadInput(
            "Chưa chọn ô, hoặc biểu không hỏi ô này trong kỳ; hãy chọn một ô trong danh sách.",
            message_en="No cell was chosen, or the form does not ask for it in the period; choose "
            "one of the list.",
            where=where,
            code="proposal_without_cell",
        )
    if value < 0:
        raise BadInput(
            "Số không thể âm; hãy ghi lại.",
            message_en="The number cannot be negative; write it again.",
            where=where,
        )
    _refuse_taken(report, found, cell, where)
    as_proposed = str(cell) == found.read.cell and value == found.value
    verdict = Verdict.ACCEPTED if as_proposed else Verdict.CORRECTED
    return _added(report, found, verdict, cell, value, actor=actor, at=at)


def _refuse_taken(report: ReadReport, found: Judged, cell: CellKey, where: str) -> None:
    """One cell holds one figure: the other must be refused first."""
    for other in reads_of(report.pk):
        if other.n != found.read.n and other.made is not None and other.made.cell == cell:
            label = installed.current().cell_label(cell)
            raise BadInput(
                f"Ô “{label}” đã nhận “{other.phrase}” ở dòng {other.line}; hãy bỏ số đó trước.",
                message_en=f"Cell {label!r} holds {other.phrase!r} of line {other.line}; refuse "
                "that one first.",
                where=where,
                code="cell_taken",
            )


def _added(
    report: ReadReport,
    found: Judged,
    verdict: str,
    cell: CellKey | None,
    value: int | None,
    *,
    actor: Actor,
    at: datetime,
) -> Decision:
    """A new decision; the same one again adds nothing."""
    proposal = Proposal.objects.get(report=report, n=found.read.n)
    last = proposal.decisions.order_by("-n").first()
    told = str(cell) if cell else ""
    if last is not None and (last.verdict, last.cell, last.value) == (verdict, told, value):
        return last
    made = Decision.objects.create(
        proposal=proposal,
        n=last.n + 1 if last else 1,
        verdict=verdict,
        cell=told,
        value=value,
        at=at,
        account_id=actor.account_id,
    )
    facts = {"proposal": proposal.n, "verdict": str(verdict)}
    journal(report, "intake.report_decided", [made], actor=actor, at=at, **facts)
    return made
