"""Which units let their figures come from a register, and into which of their forms they flow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keng.initiatives.models import RegisterUse
from keng.initiatives.queries.counting import counts_of
from keng.kernel.actors import Actor
from keng.kernel.periods import Period
from keng.packs import installed
from keng.reporting.lifecycle import EDITABLE
from keng.reporting.models import Submission
from keng.reporting.queries.sheets import form_registers, sheet_of, values_of

_EDITABLE = sorted(state.value for state in EDITABLE)


@dataclass(frozen=True)
class Line:
    """One cell that a register fills: what stands in the form, what the register counts."""

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


def used_since(unit_id: int) -> dict[str, int]:
    """From which year on the unit uses each register; those that it does not use are left out."""
    rows = RegisterUse.objects.filter(unit_id=unit_id)
    return dict(rows.values_list("register", "since_year"))


def open_submissions(use: RegisterUse) -> list[Submission]:
    """The forms of the unit that are still open, of years since it uses the register."""
    return _open(use.unit_id, use.register, use.since_year)


def flows_of(actor: Actor, unit_id: int, register: str, *, year: int, on: date) -> list[Flow]:
    """What the register would write into each open form from the year on, beside what stands.

    Raises NotAllowed for who may not see the unit.
    """
    actor.require("view", unit_id=unit_id, on=on)
    found = []
    for submission in _open(unit_id, register, year):
        sheet = sheet_of(submission)
        counts = counts_of(unit_id, register, sheet.period, on=on)
        before = values_of(submission.pk, sheet.form.basis)
        lines = tuple(
            Line(
                key.indicator,
                before.get(key),
                counted.value if (counted := counts.values.get(key.indicator)) else None,
                counts.gaps.get(key.indicator, 0),
            )
            for key in sheet.form.cells()
            if (indicator := sheet.pack.indicators.get(key.indicator)) is not None
            and indicator.derived == register
        )
        found.append(Flow(submission.pk, submission.form, sheet.period, lines))
    return found


def _open(unit_id: int, register: str, year: int) -> list[Submission]:
    rows = Submission.objects.filter(
        unit_id=unit_id, state__in=_EDITABLE, first__gte=date(year, 1, 1)
    )
    return [one for one in rows.order_by("first", "pk") if _has_cells(one, register)]


def _has_cells(submission: Submission, register: str) -> bool:
    pack = installed.version_of(submission.pack_version_id)
    return register in form_registers(pack, pack.form_of(submission.form))
