"""From sums to the rows of a table: values, last year beside them, coverage and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from keng.consolidation import wording
from keng.consolidation.catalogue import Catalogue
from keng.consolidation.change import change_of, percent_of, told_on
from keng.consolidation.coverage import Coverage
from keng.consolidation.evaluation import Amounts
from keng.consolidation.pairing import Cells, Compared
from keng.consolidation.rollup import NOTHING, Amount, Mark, ratio
from keng.consolidation.shapes import Coverage as Counts
from keng.consolidation.shapes import Row, SamePeriod
from keng.kernel.figures import CellKey
from keng.packs.schema import Indicator


@dataclass(frozen=True)
class Sums:
    """Everything that rows are made of. `earlier` is None where nothing is compared.

    `reason` says why the unit's figures cannot be given on this map, `not_comparable` why those of
    last year cannot.
    """

    now: Amounts
    coverage: Coverage
    earlier: Amounts | None = None
    pairs: Cells = field(default_factory=dict)
    reported: Mapping[CellKey, int] = field(default_factory=dict)
    reason: str = ""
    not_comparable: str = ""


def rows_of(sums: Sums, catalogue: Catalogue) -> list[Row]:
    """One row a cell that somebody was asked for or gave, in the order of the pack."""
    day = sums.coverage.period.last
    asked = sums.coverage.forms()
    rows = [
        _row(key, sums, catalogue)
        for key in catalogue.order
        if catalogue.indicators[key].is_entered  # a share in a form is computed below, once
        and (
            key in sums.now
            or key in (sums.earlier or {})
            or (
                catalogue.indicators[key].in_force(day)
                and any(
                    form.code in asked and form.basis == "own" for form in catalogue.forms_with[key]
                )
            )
        )
    ]
    given = {row.key.indicator for row in rows}
    shares = [
        one
        for one in catalogue.ratios
        if one.in_force(day) and {one.numerator, one.denominator} & given
    ]
    return rows + [_ratio_row(one, sums, catalogue) for one in shares]


def _row(key: CellKey, sums: Sums, catalogue: Catalogue) -> Row:
    amount = sums.now.get(key, NOTHING)
    indicator = catalogue.indicators[key]
    counts = _counts(amount, sums.coverage.expected(key))
    row = Row(
        key=key,
        value=amount.value,
        digits=indicator.digits,
        status=amount.status,
        coverage=counts,
        marks=amount.marks,
        reported_total=sums.reported.get(key),
    )
    if sums.earlier is not None:
        row = _with_last_year(row, sums, sums.pairs.get(key, Compared()))
    return _with_note(row, sums)


def _counts(amount: Amount, expected: int) -> Counts:
    if Mark.REPORTED_TOTAL in amount.marks:
        # The unit's own total stands for all of them, whether they were asked or not.
        return Counts(amount.counted, amount.counted)
    return Counts(amount.counted, max(expected, amount.counted))


def _with_last_year(row: Row, sums: Sums, compared: Compared) -> Row:
    earlier = (sums.earlier or {}).get(row.key, NOTHING)
    previous = earlier.value
    if compared.stated_units and Mark.REPORTED_TOTAL not in earlier.marks:
        previous = (previous or 0) + compared.stated
    pair = compared.pair
    reason = ""
    if not pair.units and row.value is not None:
        reason = sums.not_comparable or (wording.NO_COMMON_UNIT if previous is not None else "")
    marks = row.marks | (Mark.STATED if compared.stated_units else Mark(0))
    return replace(
        row,
        previous=previous,
        change=change_of(pair),
        change_pct=percent_of(pair),
        both=SamePeriod(pair.current, pair.previous, pair.units) if pair.units else None,
        not_comparable=reason,
        marks=marks,
        note=_on_what(row, previous, compared),
    )


def _on_what(row: Row, previous: int | None, compared: Compared) -> str:
    pair = compared.pair
    notes = []
    if pair.units and (row.value, previous) != (pair.current, pair.previous):
        notes.append(told_on(pair, row.digits))
    if compared.stated_units:
        notes.append(wording.stated_told(compared.stated_units))
    return wording.joined(notes)


def _with_note(row: Row, sums: Sums) -> Row:
    notes = []
    if row.value is None:
        accepted = sums.coverage.has_accepted()
        why = wording.NOT_COVERED if accepted and _may_lack_time(row, sums) else ""
        notes.append(sums.reason or why or wording.NOTHING_ACCEPTED)
    elif not row.coverage.is_whole:
        notes.append(wording.partial_told(row.accepted, row.expected))
    notes += wording.marks_told(row.marks)
    if Mark.TOTAL_DIFFERS in row.marks and row.reported_total is not None:
        notes.append(wording.total_differs(row.reported_total, row.digits))
    return replace(row, note=wording.joined([*notes, row.note]))


def _may_lack_time(row: Row, sums: Sums) -> bool:
    return row.key in sums.now and len(sums.coverage.period.months()) != 1


def _ratio_row(indicator: Indicator, sums: Sums, catalogue: Catalogue) -> Row:
    keys = [CellKey(code) for code in (indicator.numerator, indicator.denominator) if code]
    digits = (catalogue.digits(keys[0].indicator), catalogue.digits(keys[1].indicator))

    def share(parts: list[Amount]) -> Amount:
        return ratio(indicator, parts[0], parts[1], digits=digits)

    amount = share([sums.now.get(key, NOTHING) for key in keys])
    expected = max(sums.coverage.expected(key) for key in keys)
    row = Row(
        key=CellKey(indicator.code),
        value=amount.value,
        digits=indicator.digits,
        status=amount.status,
        coverage=_counts(amount, expected),
        marks=amount.marks,
    )
    if sums.earlier is not None:
        earlier = share([sums.earlier.get(key, NOTHING) for key in keys])
        pairs = [sums.pairs.get(key, Compared()).pair for key in keys]
        now = share([Amount(one.current, None, one.units) for one in pairs])
        then = share([Amount(one.previous, None, one.units) for one in pairs])
        if all(one.units for one in pairs) and now.value is not None and then.value is not None:
            row = replace(row, change=now.value - then.value)
        row = replace(row, previous=earlier.value)
    return _with_note(row, sums)
