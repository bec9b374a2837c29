"""What a register of Keng would write into the open forms of a unit, beside what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.packs import installed
from keng.reporting.cells import Sheet, is_asked_in
from keng.reporting.lifecycle import EDITABLE
from keng.reporting.models import DerivedPosting, Submission
from keng.reporting.queries.sheets import form_registers, sheet_of, values_of

_EDITABLE: Final = sorted(state.value for state in EDITABLE)


@dataclass(frozen=True)
class Count:
    """A value that a register gives, in the smallest unit, and the ids of the rows that gave it."""

    value: int
    rows: tuple[int | str, ...] = ()


CountOf = Callable[[CellKey], Count | None]
"""What a register counts for a cell of one form; None where it does not know it, never 0 then."""
CountInPeriod = Callable[[Period], tuple[CountOf, Mapping[str, int]]]
"""What a register counts in a period, and how many rows of each indicator it leaves out."""


@dataclass(frozen=True)
class Line:
    """One cell that a register fills: what stands in the form, what the register counts.

    `lacking` is how many rows say too little, or are counted elsewhere already.
    """

    indicator: str
    stands: int | None
    counted: int | None
    lacking: int


@dataclass(frozen=True)
class Flow:
    """A form that is still open and what a register would write into it."""

    submission_id: int
    form: str
    period: Period
    lines: tuple[Line, ...]


def by_indicator(values: Mapping[str, Count]) -> CountOf:
    """The counts of a register that knows totals only: none for a cell that is broken down."""

    def count_of(key: CellKey) -> Count | None:
        return None if key.by else values.get(key.indicator)

    return count_of


def open_forms(unit_id: int, register: str, since_year: int) -> list[Submission]:
    """The forms of the unit that are still open, of years from that one on, with such cells."""
    rows = Submission.objects.filter(
        unit_id=unit_id, state__in=_EDITABLE, first__gte=date(since_year, 1, 1)
    )
    return [one for one in rows.order_by("first", "pk") if _has_cells(one, register)]


def changed_counts(
    submission: Submission, register: str, counting: Callable[[Period], CountOf]
) -> Iterator[tuple[CellKey, Count, Sheet]]:
    """The cells of a form whose count differs from what was posted, or from what stands.

    Counting is asked for only where the form has such cells in its period.
    """
    sheet = sheet_of(submission)
    asked = [key for key in _cells(sheet, register) if _is_asked(sheet, key)]
    if not asked:
        return
    count_of, before = counting(sheet.period), values_of(submission.pk, sheet.form.basis)
    posted = {
        CellKey(row.indicator, row.by): row
        for row in DerivedPosting.objects.filter(submission=submission).order_by("pk")
    }
    for key in asked:
        count = count_of(key)
        if count is None:
            continue
        last = posted.get(key)
        is_same = last is not None and (last.value, last.rows) == (count.value, list(count.rows))
        if not is_same or before.get(key) != count.value:
            yield key, count, sheet


def flows(
    unit_id: int,
    register: str,
    since_year: int,
    counting: CountInPeriod,
) -> list[Flow]:
    """What the register would write into each open form from the year on, beside what stands."""
    found = []
    for submission in open_forms(unit_id, register, since_year):
        sheet = sheet_of(submission)
        count_of, gaps = counting(sheet.period)
        before = values_of(submission.pk, sheet.form.basis)
        lines = []
        for key in _cells(sheet, register):
            count = count_of(key)
            counted = None if count is None else count.value
            lacking = gaps.get(key.indicator, 0)
            lines.append(Line(key.indicator, before.get(key), counted, lacking))
        found.append(Flow(submission.pk, submission.form, sheet.period, tuple(lines)))
    return found


def _cells(sheet: Sheet, register: str) -> list[CellKey]:
    known = sheet.pack.indicators
    return [
        key
        for key in sheet.form.cells()
        if key.indicator in known and known[key.indicator].derived == register
    ]


def _is_asked(sheet: Sheet, key: CellKey) -> bool:
    return is_asked_in(sheet.pack.indicators[key.indicator], sheet.period)


def _has_cells(submission: Submission, register: str) -> bool:
    pack = installed.version_of(submission.pack_version_id)
    return register in form_registers(pack, pack.form_of(submission.form))
