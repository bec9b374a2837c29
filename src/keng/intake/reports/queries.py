"""Which old reports were read for somebody, what each says, and where a figure came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery

from keng.intake.models import (
    Decision,
    KeptOriginal,
    OriginalOpening,
    Proposal,
    ReadReport,
    ReadText,
)
from keng.intake.reports.judging import Judged, Made, Read, judged
from keng.journal import rows
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.kernel.problems import Problem
from keng.orgunits.queries import views
from keng.packs import installed
from keng.packs.schema import Form
from keng.reporting.queries.duties import near_among

SOURCE_MARK: Final = "!dòng "
"""What stands between file and line in the source of a figure that was read."""


@dataclass(frozen=True)
class ReportHead:
    """A report that was read. `waiting` counts the proposals that nobody has decided."""

    id: int
    name: str
    sha256: str
    state: str
    office_id: int
    office_name: str
    unit_id: int | None
    unit_name: str
    form: str
    period: Period | None
    said_unit: str
    said_first: date | None
    said_last: date | None
    submission_id: int | None
    at: datetime
    account_id: int | None
    proposals: int
    waiting: int

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has said whose report it is, for which period and form."""
        return self.period is not None and self.unit_id is not None


@dataclass(frozen=True)
class ReportView:
    """A report with its masked text ([page, words] of each line) and its proposals.

    `judged` is empty until unit, period and form are confirmed. `may_decide`: the reader works for
    the office that had it read.
    """

    head: ReportHead
    lines: Sequence[tuple[int, str]]
    withheld: int
    passed: int
    notes: Sequence[Mapping[str, str]]
    reads: Sequence[Read]
    judged: Sequence[Judged]
    form: Form | None
    may_decide: bool


def reports_for(actor: Actor, *, on: date) -> list[ReportHead]:
    """The reports read for the offices at which the actor enters figures, newest first."""
    kept = ReadReport.objects.exclude(state=ReadReport.State.DROPPED).order_by("-pk")
    reach = actor.reach("enter", on=on)
    found = list(kept if reach is None else kept.filter(office_id__in=reach))
    near = near_among(actor, {one.office_id for one in found}, on=on)
    return _heads([one for one in found if one.office_id in near], on)


def report_view(report_id: int, actor: Actor, *, on: date) -> ReportView:
    """One report. Raises NotFound, and NotAllowed as `require_near`."""
    row = report_row(report_id)
    require_near(row, actor, on=on)
    may_decide = actor.may("enter", unit_id=row.office_id, on=on)
    (head,) = _heads([row], on)
    text = ReadText.objects.get(report_id=report_id)
    reads = reads_of(report_id)
    pack = installed.current()
    form = pack.forms.get(row.form)
    period = row.period
    return ReportView(
        head=head,
        lines=[(int(page), str(words)) for page, words in text.lines],
        withheld=text.withheld,
        passed=text.passed,
        notes=text.notes,
        reads=reads,
        judged=judged(reads, form, pack, period) if form and period else (),
        form=form,
        may_decide=may_decide and row.state != ReadReport.State.DROPPED,
    )


def report_row(report_id: int) -> ReadReport:
    """The stored report; NotFound if there is none."""
    row = ReadReport.objects.filter(pk=report_id).first()
    if row is None:
        raise no_such_report(report_id)
    return row


def require_near(row: ReadReport, actor: Actor, *, on: date) -> None:
    """Raise NotAllowed unless the actor works at the office, at the unit, or right above one.

    A text says small counts of people, which are not told further up, whoever may enter there.
    """
    if not _is_near(row, actor, on):
        raise NotAllowed(
            "Bản đọc này của cơ quan khác; chỉ cơ quan đã đọc, đơn vị có báo cáo và cấp trên trực "
            "tiếp mở được.",
            message_en="This reading belongs to another office; it opens to the office that had it "
            "read, to the unit of the report and to their direct superiors.",
        )


def no_such_report(report_id: int) -> NotFound:
    """The refusal for a number that no report has."""
    return NotFound(
        f"Không có bản đọc báo cáo số {report_id}; hãy chọn trong danh sách.",
        message_en=f"There is no reading of a report {report_id}; choose one of the list.",
    )


def reads_of(report_id: int) -> list[Read]:
    """The proposals of a report with the decision that stands on each; two queries."""
    decided = _last_decisions(Decision.objects.filter(proposal__report_id=report_id))
    found = Proposal.objects.filter(report_id=report_id).order_by("n")
    return [_read(row, decided.get(row.pk)) for row in found]


def source_of(name: str, line: int) -> str:
    """What a figure says of where it was read."""
    return f"{name}{SOURCE_MARK}{line}"


def places_of(
    submission_id: int, key: CellKey, actor: Actor, *, on: date
) -> dict[str, tuple[int, int]]:
    """The report and proposal behind each source of a cell; only what the actor may open."""
    found = Decision.objects.filter(
        proposal__report__submission_id=submission_id, cell=str(key)
    ).select_related("proposal__report")
    places = {}
    for one in found.order_by("pk"):
        report = one.proposal.report
        if _is_near(report, actor, on):
            source = source_of(report.name, one.proposal.line)
            places[source] = (report.pk, one.proposal.n)
    return places


def units_of_reports(report_ids: Collection[int]) -> dict[int, int | None]:
    """The office that had each report read; one query."""
    return dict(ReadReport.objects.filter(pk__in=report_ids).values_list("pk", "office_id"))


def problems() -> Iterator[Problem]:
    """Reports, texts, proposals and decisions that are not what the journal says."""
    tables = (ReadReport, ReadText, Proposal, Decision, KeptOriginal, OriginalOpening)
    yield from rows.problems(*tables, streams="read_report:")


def _is_near(row: ReadReport, actor: Actor, on: date) -> bool:
    return bool(near_among(actor, {row.office_id, row.unit_id or row.office_id}, on=on))


def _counts(report_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """How many proposals each report has, and how many of them nobody has decided; one query."""
    has_decision = Exists(Decision.objects.filter(proposal_id=OuterRef("pk")))
    rows_ = (
        Proposal.objects.filter(report_id__in=report_ids)
        .values("report_id")
        .annotate(every=Count("pk"), waiting=Count("pk", filter=~has_decision))
    )
    return {one["report_id"]: (one["every"], one["waiting"]) for one in rows_}


def _heads(found: Iterable[ReadReport], on: date) -> list[ReportHead]:
    kept = list(found)
    units = {one.office_id for one in kept} | {one.unit_id for one in kept if one.unit_id}
    named = views(units, on=on)
    counts = _counts([one.pk for one in kept])
    return [
        ReportHead(
            id=one.pk,
            name=one.name,
            sha256=one.sha256,
            state=one.state,
            office_id=one.office_id,
            office_name=named[one.office_id].full_name,
            unit_id=one.unit_id,
            unit_name=named[one.unit_id].full_name if one.unit_id else "",
            form=one.form,
            period=one.period,
            said_unit=one.said_unit,
            said_first=one.said_first,
            said_last=one.said_last,
            submission_id=one.submission_id,
            at=one.at,
            account_id=one.account_id,
            proposals=counts.get(one.pk, (0, 0))[0],
            waiting=counts.get(one.pk, (0, 0))[1],
        )
        for one in kept
    ]


def _last_decisions(found: QuerySet[Decision]) -> dict[int, Decision]:
    newest = (
        Decision.objects.filter(proposal_id=OuterRef("proposal_id"))
        .values("proposal_id")
        .annotate(last=Max("n"))
        .values("last")
    )
    return {one.proposal_id: one for one in found.filter(n=Subquery(newest))}


def _read(row: Proposal, decided: Decision | None) -> Read:
    return Read(
        n=row.n,
        line=row.line,
        start=row.start,
        end=row.end,
        phrase=row.phrase,
        value=Decimal(row.value),
        measure=row.measure,
        cell=row.cell,
        confidence=row.confidence,
        likeness=row.likeness,
        observed=row.observed,
        made=_made(decided) if decided else None,
    )


def _made(row: Decision) -> Made:
    return Made(
        verdict=row.verdict,
        cell=CellKey.parse(row.cell) if row.cell else None,
        value=row.value,
        at=row.at,
        account_id=row.account_id,
    )
