"""The matrix of units and periods of one form: how each unit has come along, period by period.

A column is a period, not a round: many levels open a round of the same form for the same period.
Each question is a fixed number of queries; a nation asks for its rows a few dozen at a time, so
nothing here builds an object for a cell that nobody looks at. No figure stands in it, only how far
the reports have come.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from keng.kernel.actors import Actor
from keng.kernel.periods import Period, known_regimes
from keng.packs.schema import MADE_PREFIX
from keng.reporting.deadlines import days_late
from keng.reporting.lifecycle import COUNTED, OWING, State
from keng.reporting.models import DutyPassing, Round, Submission

_IN_THE_QUERY: Final = (
    5000  # a wider reach is cheaper to hold against the answer than to send along
)
_SPANS: Final = (1, 3, 6, 12)


class MatrixMark(StrEnum):
    """What one cell of the matrix says; that it came late is said besides."""

    LOCKED = "locked"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REOPENED = "reopened"
    DRAFT = "draft"
    MISSING = "missing"  # never handed in, and its due day is over
    PASSED = "passed"  # the duty went to the successor of the unit


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One submission in the matrix. `days_late` counts as in `Standing`.

    `is_punctual` is None where nothing can be judged yet: no due day, or not over and not handed
    in (semantics 5: the first complete submission counts, a return takes nothing away).
    """

    submission_id: int
    mark: MatrixMark
    days_late: int
    is_punctual: bool | None

    @property
    def is_expected(self) -> bool:
        """Whether the unit itself owes or owed this report."""
        return self.mark is not MatrixMark.PASSED

    @property
    def is_handed_in(self) -> bool:
        """Whether it stands handed in now: a returned one does not."""
        return self.mark in _HANDED_IN


_HANDED_IN: Final = frozenset({MatrixMark.LOCKED, MatrixMark.ACCEPTED, MatrixMark.SUBMITTED})


@dataclass(frozen=True)
class MatrixTally:
    """The counts of one column, or of some units in it."""

    expected: int = 0
    handed_in: int = 0
    accepted: int = 0
    judged: int = 0
    punctual: int = 0
    missing: int = 0


class MatrixPick(StrEnum):
    """Which units a reader wants to see: those with such a cell in the shown periods."""

    LATE = "late"
    MISSING = "missing"
    SUBMITTED = "submitted"
    RETURNED = "returned"


def span_of(period: Period) -> int:
    """How many months the period has, of the lengths that columns are chosen by; 0 for another."""
    nominal = known_regimes()[period.regime].nominal(period)
    months = nominal[2] - nominal[1] + 1 if nominal else 0
    return months if months in _SPANS else 0


def matrix_forms() -> list[str]:
    """Codes of the forms that any round asked, what was asked most first; one query.

    A form that was made for one request has one period: its round shows all that there is.
    """
    rows = (
        Round.objects.exclude(form__startswith=MADE_PREFIX)
        .values("form")
        .annotate(asked=Count("submissions"))
    )
    return [row["form"] for row in rows.order_by("-asked", "form")]


def matrix_periods(form: str) -> list[Period]:
    """Periods for which a round asked the form, latest first; one query."""
    rows = Round.objects.filter(form=form).order_by("-last", "-first", "regime")
    return [Period(*row) for row in rows.values_list("regime", "first", "last").distinct()]


def matrix_tallies(
    actor: Actor, form: str, periods: Collection[Period], *, on: date
) -> dict[Period, MatrixTally]:
    """The counts of each period over the units that the actor sees; one query.

    A period in which the actor sees no unit is left out.
    """
    rows = _seen(actor, form, periods, on=on).filter(duty_passed_to__isnull=True)
    over = Q(first_submitted_on__isnull=False) | Q(due_on__lt=on)
    counted = rows.values_list("regime", "first", "last").annotate(
        expected=Count("pk"),
        handed_in=Count("pk", filter=~Q(state__in=OWING)),
        accepted=Count("pk", filter=Q(state__in=COUNTED)),
        judged=Count("pk", filter=over & Q(due_on__isnull=False)),
        punctual=Count("pk", filter=Q(first_submitted_on__lte=F("due_on"))),
        missing=Count("pk", filter=_is_missing(on)),
    )
    return {Period(*row[:3]): MatrixTally(*row[3:]) for row in counted.order_by("last", "first")}


def matrix_units(
    actor: Actor,
    form: str,
    periods: Collection[Period],
    *,
    on: date,
    pick: MatrixPick | None = None,
) -> list[int]:
    """Ids of the units that the actor sees in the periods, those picked only; one query."""
    rows = _seen(actor, form, periods, on=on)
    if pick is not None:
        rows = rows.filter(_picked(pick, on))
        if pick in (MatrixPick.LATE, MatrixPick.MISSING):
            rows = rows.exclude(Exists(_passed()))
    return list(rows.order_by().values_list("unit_id", flat=True).distinct())


def matrix_rows(
    unit_ids: Collection[int], form: str, periods: Collection[Period], *, on: date
) -> dict[int, dict[Period, MatrixCell]]:
    """The cells of some units by period, for units that `matrix_units` gave; one query.

    Where the unit was not asked there is no cell.
    """
    found: dict[int, dict[Period, MatrixCell]] = {pk: {} for pk in unit_ids}
    rows = _of(form, periods).filter(unit_id__in=unit_ids).annotate(passed=Exists(_passed()))
    listed = rows.values_list(
        "unit_id", "regime", "first", "last", "pk", "state", "due_on", "return_due_on",
        "first_submitted_on", "passed",
    )  # fmt: skip
    for unit_id, regime, first, last, pk, state, due, again, handed, passed in listed:
        cell = _cell(pk, state, due, again, handed, passed=passed, on=on)
        found[unit_id][Period(regime, first, last)] = cell
    return found


def matrix_counts(
    unit_ids: Collection[int], form: str, periods: Sequence[Period], *, on: date
) -> dict[int, dict[Period, MatrixTally]]:
    """What the cells of some units add to a tally, without the cells themselves; one query.

    For the heads of groups: a nation's page counts tens of thousands of submissions by it.
    """
    by_days = {(one.regime, one.first, one.last): one for one in periods}
    rows = _of(form, periods).filter(duty_passed_to__isnull=True)
    wanted = frozenset(unit_ids)
    if len(wanted) <= _IN_THE_QUERY:
        rows = rows.filter(unit_id__in=wanted)
    found: dict[int, dict[Period, MatrixTally]] = {}
    kinds: dict[tuple[str, date | None, date | None], MatrixTally] = {}
    for unit_id, regime, first, last, state, due, handed in rows.values_list(
        "unit_id", "regime", "first", "last", "state", "due_on", "first_submitted_on"
    ):
        if unit_id in wanted:
            kind = (state, due, handed)
            if kind not in kinds:
                kinds[kind] = _tally_of(state, due, handed, on=on)
            found.setdefault(unit_id, {})[by_days[regime, first, last]] = kinds[kind]
    return found


def tallies_added(tallies: Collection[MatrixTally]) -> MatrixTally:
    """Several tallies as one."""
    return MatrixTally(
        expected=sum(one.expected for one in tallies),
        handed_in=sum(one.handed_in for one in tallies),
        accepted=sum(one.accepted for one in tallies),
        judged=sum(one.judged for one in tallies),
        punctual=sum(one.punctual for one in tallies),
        missing=sum(one.missing for one in tallies),
    )


def tally_of_cells(cells: Collection[MatrixCell]) -> MatrixTally:
    """The counts of the cells of one unit."""
    expected = [one for one in cells if one.is_expected]
    judged = [one for one in expected if one.is_punctual is not None]
    return MatrixTally(
        expected=len(expected),
        handed_in=sum(one.is_handed_in for one in expected),
        accepted=sum(one.mark in (MatrixMark.ACCEPTED, MatrixMark.LOCKED) for one in expected),
        judged=len(judged),
        punctual=sum(one.is_punctual is True for one in judged),
        missing=sum(one.mark is MatrixMark.MISSING for one in expected),
    )


def _of(form: str, periods: Collection[Period]) -> QuerySet[Submission]:
    days = Q(pk__in=())
    for one in periods:
        days |= Q(regime=one.regime, first=one.first, last=one.last)
    return Submission.objects.filter(days, form=form)


def _seen(
    actor: Actor, form: str, periods: Collection[Period], *, on: date
) -> QuerySet[Submission]:
    """The submissions that the actor sees; a wide reach is not sent along, only what it leaves."""
    rows, reach = _of(form, periods), actor.reach("view", on=on)
    if reach is None:
        return rows
    if len(reach) <= _IN_THE_QUERY:
        return rows.filter(unit_id__in=reach)
    asked = set(rows.order_by().values_list("unit_id", flat=True).distinct())
    outside = asked - reach
    if len(outside) <= len(asked) // 2:
        return rows.exclude(unit_id__in=outside) if outside else rows
    return rows.filter(unit_id__in=asked & reach)


def _passed() -> QuerySet[DutyPassing]:
    return DutyPassing.objects.filter(source_id=OuterRef("pk"))


def _is_missing(on: date) -> Q:
    return Q(state__in=OWING, first_submitted_on__isnull=True, due_on__lt=on)


def _picked(pick: MatrixPick, on: date) -> Q:
    if pick is MatrixPick.SUBMITTED:
        return Q(state=State.SUBMITTED)
    if pick is MatrixPick.RETURNED:
        return Q(state__in=(State.RETURNED, State.REOPENED))
    if pick is MatrixPick.MISSING:
        return _is_missing(on)
    overdue = Q(state=State.RETURNED, return_due_on__lt=on)
    return Q(first_submitted_on__gt=F("due_on")) | _is_missing(on) | overdue


def _cell(
    pk: int,
    state: str,
    due: date | None,
    return_due: date | None,
    handed: date | None,
    *,
    passed: bool,
    on: date,
) -> MatrixCell:
    late = 0 if passed else days_late(due, handed, on=on)
    if state == State.RETURNED and return_due is not None and not passed:
        late = max(late, (on - return_due).days)
    mark = MatrixMark.PASSED if passed else _mark(state, due, handed, on=on)
    return MatrixCell(pk, mark, late, None if passed else _is_punctual(due, handed, on=on))


def _mark(state: str, due: date | None, handed: date | None, *, on: date) -> MatrixMark:
    never = handed is None and state in OWING
    if never and due is not None and on > due:
        return MatrixMark.MISSING
    return MatrixMark(state)


def _is_punctual(due: date | None, handed: date | None, *, on: date) -> bool | None:
    if due is None or (handed is None and on <= due):
        return None
    return handed is not None and handed <= due


def _tally_of(state: str, due: date | None, handed: date | None, *, on: date) -> MatrixTally:
    cell = _cell(0, state, due, None, handed, passed=False, on=on)
    return tally_of_cells([cell])
