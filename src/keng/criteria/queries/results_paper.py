"""The report of results of one unit: each criterion with what it rests on.

The report leaves the unit, so it says no more than a reader far away may know. Attested clauses
stand as one row for their group, and of a small total of people it prints what is public of it
(`consolidation.anybody`): the totals of siblings and of the unit above are known out there too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from keng.consolidation.anybody import ANYBODY
from keng.consolidation.panel import Column, panel
from keng.consolidation.shapes import Row
from keng.criteria.cases import Prepared, prepared
from keng.criteria.figures import Read
from keng.criteria.models import Assessment, Claim, Evidence
from keng.criteria.permissions import is_inside
from keng.criteria.queries.assessments import assessment_of
from keng.criteria.queries.paper_shapes import PaperFigure, ResultRow, ResultsPaper
from keng.criteria.queries.papers import occasion_of, rests_on_illustrative
from keng.criteria.sets import criteria_asked, ready_of
from keng.criteria.snapshot import Judged, listed
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.figures import CellKey, to_decimal
from keng.kernel.moments import local_day
from keng.packs.judging.rulebook import ReadyCriterion, ReadySet
from keng.packs.judging.verdicts import judge
from keng.packs.judging.vocabulary import Outcome, Verdict
from keng.packs.schema.criteria import Criterion

EXPECTED = "expected"
HELD = "…"
_OPEN = frozenset({Outcome.UNKNOWN, Outcome.WAITING})


def results_paper(assessment_id: int, *, actor: Actor, at: datetime) -> ResultsPaper:
    """The results of one unit today, criterion by criterion, with figures, papers and evidence.

    Raises NotFound, and NotAllowed for who is neither at the unit, right above it nor in the
    council: they draft it, others read the paper.
    """
    found = assessment_of(assessment_id, actor=actor, at=at)
    if not is_inside(actor, found, at=at):
        raise NotAllowed(
            "Báo cáo kết quả do đơn vị, cấp quản lý trực tiếp hoặc hội đồng lập.",
            message_en="The report of results is written by the unit, its manager or the council.",
        )
    ready = ready_of(found.run)
    [one] = prepared(found.run, [found], on=local_day(at))
    result = listed(ready, [one.entry])[0]
    rows = tuple(_Rows(found, ready, one, result).all())
    return ResultsPaper(
        occasion=occasion_of(found.run, ready, is_illustrative=rests_on_illustrative([found.pk])),
        assessment_id=found.pk,
        unit_id=found.unit_id,
        unit_key=one.entry.key,
        unit=one.entry.name,
        rows=rows,
        met=result.conclusion.met,
        applicable=result.conclusion.applicable,
        asked=tuple(words.vi for words in result.conclusion.asked),
        tally=_tally(rows),
    )


@dataclass(frozen=True)
class _Rows:
    """The rows of one unit's report on their way to paper."""

    found: Assessment
    ready: ReadySet
    one: Prepared
    result: Judged

    def all(self) -> Iterator[ResultRow]:
        """Criteria in the order of the set; a group's attested clauses as one row at the first."""
        asked = criteria_asked(self.ready)
        claims = {row.criterion: row for row in self.found.claims.all()}
        pieces = _evidence(self.found)
        hidden: set[str] = set()
        for code, criterion in asked.items():
            if criterion.kind != "attest_only":
                yield self._row(code, criterion, claims.get(code), pieces.get(code, ()))
            elif (group := self._group(code)) not in hidden:
                hidden.add(group)
                yield self._attested(group, asked)

    def _row(
        self, code: str, criterion: Criterion, claim: Claim | None, evidence: Sequence[str]
    ) -> ResultRow:
        verdict = self._verdict(code)
        is_expected = (
            verdict.outcome in _OPEN
            and claim is not None
            and "met" in {claim.claim, claim.proposed}
        )
        return ResultRow(
            code=code,
            title=criterion.title.vi,
            clause=criterion.clause or "",
            group=self._group(code),
            outcome=verdict.outcome.value,
            expected=is_expected,
            points=verdict.points,
            figures=tuple(
                one for one in self._figures(code) if _is_told(one) or verdict.outcome in _OPEN
            ),
            facts=tuple(self._facts(code)),
            evidence=tuple(evidence),
            said=_said(claim),
            to_change=tuple(words.vi for words in verdict.to_change),
        )

    def _attested(self, group: str, asked: Mapping[str, Criterion]) -> ResultRow:
        codes = [
            code
            for code, one in asked.items()
            if one.kind == "attest_only" and self._group(code) == group
        ]
        outcomes = {self._verdict(code).outcome for code in codes}
        return ResultRow(
            code="",
            title=f"Các nội dung chỉ xác nhận của nhóm “{group}”",
            clause="",
            group=group,
            outcome=_together(outcomes).value,
            expected=False,
            points=None,
            figures=(),
            facts=(),
            evidence=(),
            said="",
            to_change=(),
            counts_for=len(codes),
        )

    def _verdict(self, code: str) -> Verdict:
        if code in self.result.verdicts:
            return self.result.verdicts[code]
        place = self._place(code)
        return (
            Verdict(code, Outcome.UNKNOWN)
            if place is None
            else judge(place, code, self.one.entry.case)
        )

    def _place(self, code: str) -> ReadySet | None:
        """The set in which a criterion stands: this one, or one that it refers to."""
        sets = (self.ready, *self.ready.others.values())
        return next((one for one in sets if code in one.criteria), None)

    def _criterion(self, code: str) -> ReadyCriterion | None:
        place = self._place(code)
        return None if place is None else place.criteria[code]

    def _group(self, code: str) -> str:
        place = self._place(code)
        if place is None:
            return ""
        return place.set.groups[place.criteria[code].criterion.group].title.vi

    def _figures(self, code: str) -> tuple[PaperFigure, ...]:
        one = self._criterion(code)
        if one is None:
            return ()
        wanted = dict.fromkeys(one.reads())
        shown = dict.fromkeys(CellKey.parse(text) for text in one.criterion.figures)
        return tuple(
            self._figure(read)
            for read in self.one.figures.reads
            if (read.time, read.cell) in wanted or (read.time == "now" and read.cell in shown)
        )

    def _facts(self, code: str) -> Iterator[tuple[str, str]]:
        """Facts that the rules read and the unit typed, in numbers or words."""
        one = self._criterion(code)
        asked, typed = self.ready.facts_asked(), self.one.entry.case.facts
        named = [name for rule in one.rules for name in rule.names] if one is not None else []
        for name in {each.code: each for each in named if each.space == "fact"}.values():
            value = typed.get(name.code)
            if value is not None and not isinstance(value, bool) and name.code in asked:
                unit = asked[name.code].unit
                told = name.value(value).vi
                yield asked[name.code].title.vi, f"{told} {unit}" if unit else told

    def _figure(self, read: Read) -> PaperFigure:
        pack = self.ready.pack
        indicator = pack.indicators[read.cell.indicator]
        shown = ""
        if read.value is not None and indicator.small:
            public = self._public[read]
            shown = public.shown or ("" if public.value == read.value else HELD)
        known = read.value is not None and not shown
        return PaperFigure(
            time=read.time,
            cell=read.cell,
            label=pack.cell_label(read.cell, "vi"),
            counted_in=indicator.unit,
            period=read.period,
            value=to_decimal(read.value or 0, indicator.digits) if known else None,
            digits=indicator.digits,
            status=read.status,
            shown=shown,
        )

    @cached_property
    def _public(self) -> dict[Read, Row]:
        """What anybody sees of each small total that was read."""
        unit_id, year = self.found.unit_id, self.found.run.year
        day = self.ready.set.window.of(year)[1]
        seen = {}
        for read in self.one.figures.reads:
            if read.value is not None and self.ready.pack.indicators[read.cell.indicator].small:
                column = Column(read.period, day)
                found = panel([unit_id], [column], [read.cell], actor=ANYBODY, on=day)
                seen[read] = found.cell(unit_id, column, read.cell).row
        return seen


def _is_told(one: PaperFigure) -> bool:
    """Whether there is anything to print of it."""
    return one.value is not None or bool(one.shown)


def _together(outcomes: set[Outcome]) -> Outcome:
    """What all attested clauses of a group come to: one that fails decides."""
    for first in (Outcome.NOT_MET, Outcome.WAITING, Outcome.UNKNOWN, Outcome.MET):
        if first in outcomes:
            return first
    return Outcome.NOT_APPLICABLE


def _said(claim: Claim | None) -> str:
    """The words of the unit: its note, and why it differs from what was computed."""
    if claim is None:
        return ""
    words = (claim.note, claim.exception_reason, claim.explanation)
    return " ".join(text.strip() for text in words if text.strip())


def _evidence(found: Assessment) -> dict[str, list[str]]:
    """The titles of the evidence that stands, by criterion; the newest revision only."""
    rows = Evidence.objects.filter(assessment=found, removed_at__isnull=True)
    standing = rows.exclude(criterion="").filter(replaced_by__isnull=True).order_by("pk")
    titles: dict[str, list[str]] = {}
    for row in standing:
        titles.setdefault(row.criterion, []).append(row.title)
    return titles


def _tally(rows: Sequence[ResultRow]) -> dict[str, dict[str, int]]:
    """By group: how many criteria are met, not met, expected, open, not applicable.

    Of a group's attested clauses all count as they come out together.
    """
    groups: dict[str, Counter[str]] = {}
    for row in rows:
        counted = EXPECTED if row.expected else row.outcome
        groups.setdefault(row.group, Counter())[counted] += row.counts_for
    return {group: dict(counts) for group, counts in groups.items()}
