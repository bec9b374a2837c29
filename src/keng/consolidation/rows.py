"""From sums to the rows of a table: values, last year beside them, coverage and notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from keng.kernel.said import joined
from keng.packs.schema import Indicator


@dataclass(frozen=True)
class Sums:
    """Everything that rows are made of. `earlier` is None where nothing is compared.

    `reason` says why the unit's figures cannot be given on this map, `not_comparable` why those of
    last year cannot. `parts_of_last_year` tells of how many of the units that the unit was made of
    last year's figure is known, where these are several.
    """

    now: Amounts
    coverage: Coverage
    earlier: Amounts | None = None
    pairs: Cells = field(default_factory=dict)
    reported: Mapping[CellKey, int] = field(default_factory=dict)
    reason: str = ""
    not_comparable: str = ""
    parts_of_last_year: Mapping[CellKey, tuple[int, int]] = field(default_factory=dict)


def rows_of(sums: Sums, catalogue: Catalogue) -> list[Row]:
    """One row a cell that somebody was asked for or gave, in the order of the pack."""
    shown = {key for key in catalogue.indicators if _is_shown(key, sums, catalogue)}
    given = {key.indicator for key in shown}
    day = sums.coverage.period.last
    rows = []
    for key in catalogue.order:
        share = catalogue.ratios.get(key)
        if share is None and key in shown:
            rows.append(_row(key, sums, catalogue))
        elif share is not None and share.in_force(day) and _parts(share) & given:
            rows.append(_ratio_row(share, sums, catalogue))
    return rows


def rows_for(keys: Iterable[CellKey], sums: Sums, catalogue: Catalogue) -> list[Row]:
    """One row for each of the cells, asked for or not, in the order given."""
    return [
        _ratio_row(catalogue.ratios[key], sums, catalogue)
        if key in catalogue.ratios
        else _row(key, sums, catalogue)
        for key in keys
    ]


def _parts(share: Indicator) -> set[str | None]:
    return {share.numerator, share.denominator}


def _is_shown(key: CellKey, sums: Sums, catalogue: Catalogue) -> bool:
    if key in sums.now or key in (sums.earlier or {}):
        return True
    asked = sums.coverage.forms()
    return catalogue.indicators[key].in_force(sums.coverage.period.last) and any(
        form.code in asked and form.basis == "own" for form in catalogue.forms_with[key]
    )


def _row(key: CellKey, sums: Sums, catalogue: Catalogue) -> Row:
    amount = sums.now.get(key, NOTHING)
    digits = catalogue.indicators[key].digits
    counts = _counts(amount, sums.coverage.expected(key))
    reported = sums.reported.get(key)
    notes = _notes(key, amount, counts, sums)
    if reported is not None and Mark.TOTAL_DIFFERS in amount.marks:
        notes.append(wording.total_differs(reported, digits))
    row = Row(
        key=key,
        value=amount.value,
        digits=digits,
        status=amount.status,
        coverage=counts,
        marks=amount.marks,
        note=joined(notes),
        reported_total=reported,
    )
    return row if sums.earlier is None else _with_last_year(row, sums)


def _notes(key: CellKey, amount: Amount, counts: Counts, sums: Sums) -> list[str]:
    notes = wording.marks_told(amount.marks)
    if amount.value is not None:
        return notes if counts.is_whole else [wording.partial_told(*counts.both), *notes]
    if sums.reason:
        return [sums.reason, *notes]
    lacks_time = key in sums.now and len(sums.coverage.period.months()) != 1
    if lacks_time and sums.coverage.has_accepted():
        return [wording.NOT_COVERED, *notes]
    return [wording.NOTHING_ACCEPTED, *notes]


def _counts(amount: Amount, expected: int) -> Counts:
    if Mark.REPORTED_TOTAL in amount.marks:
        # The unit's own total stands for all of them, whether they were asked or not.
        return Counts(amount.counted, amount.counted)
    return Counts(amount.counted, max(expected, amount.counted))


def _with_last_year(row: Row, sums: Sums) -> Row:
    earlier = (sums.earlier or {}).get(row.key, NOTHING)
    compared = sums.pairs.get(row.key, Compared())
    previous, pair = earlier.value, compared.pair
    if compared.stated_units and Mark.REPORTED_TOTAL not in earlier.marks:
        previous = (previous or 0) + compared.stated
    reason = ""
    if not pair.units and row.value is not None:
        reason = sums.not_comparable or (_why_not(row.key, sums) if previous is not None else "")
    return replace(
        row,
        previous=previous,
        change=change_of(pair),
        change_pct=percent_of(pair),
        both=SamePeriod(pair.current, pair.previous, pair.units) if pair.units else None,
        not_comparable=reason,
        marks=row.marks | Mark.STATED if compared.stated_units else row.marks,
        note=joined([row.note, *_on_what(row, previous, compared)]),
    )


def _why_not(key: CellKey, sums: Sums) -> str:
    known, units = sums.parts_of_last_year.get(key, (0, 0))
    return wording.last_year_of(known, units) if known < units else wording.NO_COMMON_UNIT


def _on_what(row: Row, previous: int | None, compared: Compared) -> list[str]:
    pair = compared.pair
    notes: list[str] = []
    if pair.units and (row.value, previous) != (pair.current, pair.previous):
        notes.append(told_on(pair, row.digits))
    if compared.stated_units:
        notes.append(wording.stated_told(compared.stated_units))
    return notes


def _ratio_row(indicator: Indicator, sums: Sums, catalogue: Catalogue) -> Row:
    keys = [CellKey(code) for code in (indicator.numerator, indicator.denominator) if code]
    digits = (catalogue.digits(keys[0].indicator), catalogue.digits(keys[1].indicator))

    def share(parts: list[Amount]) -> Amount:
        return ratio(indicator, parts[0], parts[1], digits=digits)

    amount = share([sums.now.get(key, NOTHING) for key in keys])
    asked = [sums.coverage.expected(key) for key in keys if key in catalogue.indicators]
    counts = _counts(amount, max(asked, default=0))
    row = Row(
        key=CellKey(indicator.code),
        value=amount.value,
        digits=indicator.digits,
        status=amount.status,
        coverage=counts,
        marks=amount.marks,
        note=joined(_notes(keys[0], amount, counts, sums)),
    )
    if sums.earlier is not None:
        earlier = share([sums.earlier.get(key, NOTHING) for key in keys])
        pairs = [sums.pairs.get(key, Compared()).pair for key in keys]
        now = share([Amount(one.current, None, one.units) for one in pairs])
        then = share([Amount(one.previous, None, one.units) for one in pairs])
        if all(one.units for one in pairs) and now.value is not None and then.value is not None:
            row = replace(row, change=now.value - then.value)
        row = replace(row, previous=earlier.value)
    return row
