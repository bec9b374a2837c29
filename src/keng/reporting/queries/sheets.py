"""A submission together with the form, the pack version and everything its rules look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from keng.kernel.errors import NotFound
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.orgunits.queries import predecessors
from keng.packs import installed
from keng.reporting import comparison
from keng.reporting.cells import Sheet
from keng.reporting.comparison import Surroundings
from keng.reporting.findings import Explanation, FindingView, findings
from keng.reporting.models import (
    AcceptedWarning,
    Basis,
    DerivedPosting,
    Figure,
    StatedComparison,
    Submission,
)

CellValue = int | None


@dataclass(frozen=True)
class Neighbour:
    """Another submission of the same unit and regime."""

    submission_id: int
    form: str
    period: Period


def submission_of(submission_id: int) -> Submission:
    """The submission with its unit; NotFound if there is none."""
    found = Submission.objects.select_related("unit").filter(pk=submission_id).first()
    if found is None:
        raise NotFound(
            f"Không có biểu số liệu số {submission_id}.",
            message_en=f"There is no submission {submission_id}.",
        )
    return found


def sheet_of(submission: Submission) -> Sheet:
    """The form that the submission fills, as of the pack version that it was opened with."""
    pack = installed.version_of(submission.pack_version_id)
    form = pack.form_of(submission.form)
    return Sheet(
        pack, form, submission.period, _registers_in_use(submission, form_registers(pack, form))
    )


def form_registers(pack: installed.Pack, form: installed.Form) -> frozenset[str]:
    """The registers that could post figures into the form."""
    named = (pack.indicators.get(key.indicator) for key in form.cells())
    return frozenset(one.derived for one in named if one is not None and one.derived)


def _registers_in_use(submission: Submission, registers: Collection[str]) -> frozenset[str]:
    # A register counts as used for the unit from the first year in which it posted a figure.
    if not registers:
        return frozenset()
    year_end = submission.period.last.replace(month=12, day=31)
    posted = DerivedPosting.objects.filter(
        unit_id=submission.unit_id, register__in=registers, first__lte=year_end
    )
    return frozenset(posted.values_list("register", flat=True).distinct())


def values_of(submission_id: int, basis: str) -> dict[CellKey, CellValue]:
    """The values of a submission by cell, one basis; an empty cell is None or left out."""
    rows = Figure.objects.filter(submission_id=submission_id, basis=basis)
    return {
        CellKey(indicator, by): value
        for indicator, by, value in rows.values_list("indicator", "by", "value")
    }


def surroundings_of(submission: Submission, form: installed.Form) -> Surroundings:
    """What stood before and last year; four queries, however long the unit has reported."""
    others = _neighbours(submission.unit_id, submission.regime, but=submission.pk)
    wanted = comparison.neighbours(submission.period, {other.period for other in others})
    entered = _entered([other for other in others if other.period in wanted], form)
    stated = StatedComparison.objects.filter(submission_id=submission.pk)
    return Surroundings(
        period=submission.period,
        entered=entered,
        stated={
            CellKey(indicator, by): value
            for indicator, by, value in stated.values_list("indicator", "by", "value")
        },
        inherited=_inherited(submission, others, form),
    )


def findings_about(
    submission: Submission, sheet: Sheet, values: Mapping[CellKey, CellValue]
) -> list[FindingView]:
    """What the rules say about these values of the submission, explanations included."""
    return findings(
        sheet.pack,
        sheet.form,
        values,
        surroundings_of(submission, sheet.form),
        explanations_of(submission.pk),
    )


def explanations_of(submission_id: int) -> dict[str, Explanation]:
    """The written reasons of a submission by the fingerprint of the finding."""
    rows = AcceptedWarning.objects.filter(submission_id=submission_id)
    return {row.fingerprint: Explanation(row.reason, row.at, row.account_id) for row in rows}


def _neighbours(unit_id: int, regime: str, *, but: int) -> list[Neighbour]:
    rows = Submission.objects.filter(unit_id=unit_id, regime=regime).exclude(pk=but)
    return [
        Neighbour(pk, form, Period(regime, first, last))
        for pk, form, first, last in rows.values_list("pk", "form", "first", "last")
    ]


def _entered(
    sources: Iterable[Neighbour], form: installed.Form
) -> dict[CellKey, dict[Period, CellValue]]:
    # Of two forms that hold the same cell for one period, the submission's own form speaks.
    by_id = {source.submission_id: source for source in sources}
    ordered = sorted(by_id, key=lambda pk: (by_id[pk].form == form.code, pk))
    rows: dict[int, list[tuple[CellKey, CellValue]]] = {pk: [] for pk in ordered}
    keys = set(form.cells())
    figures = Figure.objects.filter(submission_id__in=ordered, basis=_basis_of(form)).values_list(
        "submission_id", "indicator", "by", "value"
    )
    for pk, indicator, by, value in figures:
        if (key := CellKey(indicator, by)) in keys:
            rows[pk].append((key, value))
    entered: dict[CellKey, dict[Period, CellValue]] = {}
    for pk in ordered:
        for key, value in rows[pk]:
            if value is not None:
                entered.setdefault(key, {})[by_id[pk].period] = value
    return entered


def _inherited(
    submission: Submission, others: Iterable[Neighbour], form: installed.Form
) -> dict[CellKey, int]:
    """Last year's figures of the predecessors, where the unit is their whole merger.

    Only where every predecessor was taken in whole and has a submission for that period, and only
    the cells that all of them filled: nothing is apportioned (semantics 14).
    """
    target = submission.period.previous_year()
    if any(other.period.last >= target.first and target.contains(other.period) for other in others):
        return {}
    links = [link for link in predecessors(submission.unit_id) if link.on > target.last]
    if not links or any(link.extent != "whole" for link in links):
        return {}
    units = {link.predecessor.id for link in links}
    rows = Figure.objects.filter(
        Q(value__isnull=False),
        submission__unit_id__in=units,
        submission__regime=target.regime,
        submission__first=target.first,
        submission__last=target.last,
        basis=_basis_of(form),
    )
    found: dict[CellKey, dict[int, int]] = {}
    for unit_id, indicator, by, value in rows.values_list(
        "submission__unit_id", "indicator", "by", "value"
    ):
        found.setdefault(CellKey(indicator, by), {})[unit_id] = value or 0
    return {key: sum(parts.values()) for key, parts in found.items() if set(parts) == units}


def _basis_of(form: installed.Form) -> str:
    return Basis(form.basis).value
