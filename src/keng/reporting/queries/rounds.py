"""Rounds and duties as people look at them: who owes, who is late, how far each unit has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.errors import NotFound
from keng.kernel.periods import Period
from keng.kernel.vietnamese import sort_key
from keng.orgunits.queries import UnitView, views
from keng.reporting.deadlines import days_late
from keng.reporting.lifecycle import COUNTED, OWING, State
from keng.reporting.models import DutyPassing, Round, Submission
from keng.reporting.queries.duties import duty_holders, own_units
from keng.reporting.queries.withholding import far_among


@dataclass(frozen=True)
class RoundView:
    """A round as lists show it. `cutoff_on` is the last day whose events the figures hold."""

    id: int
    title: str
    form: str
    period: Period
    owner_unit_id: int
    cutoff_on: date
    due_on: date
    due_source: str
    is_open: bool


@dataclass(frozen=True)
class Standing:
    """How far one unit has come with one submission, on one day.

    `owes`: the level above still waits for it. `is_late`: it owes and its day is over. `days_late`
    counts from the due day to the first complete submission, or to the day that is asked about;
    `is_punctual` is None until it was handed in once. A returned one is judged by its own day. The
    counts of findings are those of the last save; for who stands far from the unit of a form with
    small totals (`without_people`) they leave out what rests on these, and are None where they were
    last counted before Keng told them apart.
    """

    submission_id: int
    unit: UnitView
    form: str
    period: Period
    round_id: int | None
    round_title: str
    state: State
    revision: int
    due_on: date | None
    return_due_on: date | None
    first_submitted_on: date | None
    owes: bool
    is_late: bool
    days_late: int
    is_punctual: bool | None
    passed_on: bool
    blocks: int | None
    warnings_open: int | None
    warnings_accepted: int | None
    without_people: bool
    cells_filled: int
    cells_total: int


@dataclass(frozen=True)
class RoundStatus:
    """A round with all its units, in the Vietnamese order of their names."""

    round: RoundView
    units: Sequence[Standing]

    @property
    def owing(self) -> list[Standing]:
        """Units that the level above still waits for."""
        return [unit for unit in self.units if unit.owes]

    @property
    def late(self) -> list[Standing]:
        """Units whose day is over and who still owe."""
        return [unit for unit in self.units if unit.is_late]

    @property
    def accepted(self) -> list[Standing]:
        """Units whose figures count."""
        return [unit for unit in self.units if unit.state in COUNTED]


def round_view(round_id: int) -> RoundView:
    """One round. NotFound if there is none."""
    return _view(_round(round_id))


def rounds_for(unit_id: int) -> list[RoundView]:
    """The rounds that a unit opened, latest period first."""
    rows = Round.objects.filter(owner_unit_id=unit_id)
    return [_view(row) for row in rows.order_by("-last", "-first", "form")]


def rounds_seen_by(actor: Actor, *, on: date) -> list[RoundView]:
    """Rounds that the actor's units own or are asked in, latest period first; one query."""
    rows = _seen(actor, on).order_by("-last", "-first", "form")
    return [_view(row) for row in rows]


def rounds_seen_of_years(actor: Actor, first: date, last: date, *, on: date) -> list[RoundView]:
    """The same, of the periods that share a day with first..last; earliest due day first."""
    rows = _seen(actor, on).filter(first__lte=last, last__gte=first)
    return [_view(row) for row in rows.order_by("due_on", "pk")]


def round_status(round_id: int, *, on: date, actor: Actor = OPERATOR) -> RoundStatus:
    """Who owes, who is late, warnings and progress of every unit that the actor sees.

    Four queries for a round, whatever the number of units, besides the cached map of the day.
    Raises NotFound.
    """
    found = _round(round_id)
    rows = found.submissions.all()
    reach = actor.reach("view", on=on)
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    return RoundStatus(_view(found), standings(rows, on=on, actor=actor))


def duties_of(actor: Actor, *, on: date) -> list[Standing]:
    """Everything that the actor's own units still have to hand in, earliest due day first.

    Own are the units at which the actor has a role, and dissolved ones that they answer for; what
    others below owe is in `round_status`. For the operator of the machine all units are own.
    """
    own = own_units(actor, on=on)
    rows = Submission.objects.filter(state__in=OWING, round__closed_at__isnull=True)
    reach = actor.reach("submit", on=on)
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    found = standings(rows, on=on, actor=actor)
    owed = [one for one in found if one.owes and _is_own(one.unit, own, on=on)]
    return sorted(owed, key=lambda one: (one.return_due_on or one.due_on or date.max, one.form))


def submissions_of(
    unit_id: int, *, on: date, actor: Actor, form: str | None = None
) -> list[Standing]:
    """All submissions of a unit as the actor sees them, latest period first."""
    rows = Submission.objects.filter(unit_id=unit_id)
    if form is not None:
        rows = rows.filter(form=form)
    return sorted(
        standings(rows, on=on, actor=actor),
        key=lambda one: (one.period.last, one.period.first),
        reverse=True,
    )


def standings(rows: QuerySet[Submission], *, on: date, actor: Actor) -> list[Standing]:
    """The rows as the actor sees them, in the Vietnamese order of their units' names.

    One query, and for an account one of its duties; one more for each version of the programme
    with forms of units far from it.
    """
    passed = DutyPassing.objects.filter(source_id=OuterRef("pk"))
    listed = list(rows.select_related("round").annotate(was_passed=Exists(passed)))
    units = views({row.unit_id for row in listed}, on=on)
    far = far_among(listed, actor, on=on)
    ordered = sorted(listed, key=lambda row: (_order(units[row.unit_id]), row.last, row.pk))
    return [_standing(row, units[row.unit_id], on=on, far=row.pk in far) for row in ordered]


def _seen(actor: Actor, on: date) -> QuerySet[Round]:
    reach = actor.reach("view", on=on)
    if reach is None:
        return Round.objects.all()
    asked = Submission.objects.filter(round_id=OuterRef("pk"), unit_id__in=reach)
    return Round.objects.filter(Q(owner_unit_id__in=reach) | Exists(asked))


def _standing(row: Submission, unit: UnitView, *, on: date, far: bool) -> Standing:
    passed_on = bool(vars(row)["was_passed"])  # annotated in `standings`
    owes = row.state in OWING and not passed_on
    returned = row.state == State.RETURNED and row.return_due_on is not None
    due = row.return_due_on if returned else row.due_on
    late = days_late(row.due_on, row.first_submitted_on, on=on)
    punctual = None
    if row.first_submitted_on is not None and row.due_on is not None:
        punctual = row.first_submitted_on <= row.due_on
    blocks, warnings, accepted = _counts(row, far=far)
    return Standing(
        submission_id=row.pk,
        unit=unit,
        form=row.form,
        period=row.period,
        round_id=row.round_id,
        round_title=row.round.title if row.round is not None else "",
        state=State(row.state),
        revision=row.revision,
        due_on=row.due_on,
        return_due_on=row.return_due_on,
        first_submitted_on=row.first_submitted_on,
        owes=owes,
        is_late=owes and due is not None and on > due,
        days_late=0 if passed_on else late,
        is_punctual=punctual,
        passed_on=passed_on,
        blocks=blocks,
        warnings_open=warnings,
        warnings_accepted=accepted,
        without_people=far,
        cells_filled=row.cells_filled,
        cells_total=row.cells_total,
    )


def _counts(row: Submission, *, far: bool) -> tuple[int | None, int | None, int | None]:
    if far:
        return row.blocks_told, row.warnings_told, row.explained_told
    return row.blocks_open, row.warnings_open, row.warnings_accepted


def _is_own(unit: UnitView, own: frozenset[int] | None, *, on: date) -> bool:
    if own is None or unit.id in own:
        return True
    return not unit.exists and not own.isdisjoint(duty_holders(unit.id, on=on))


def _order(unit: UnitView) -> str:
    return sort_key(unit.name)


def _round(round_id: int) -> Round:
    found = Round.objects.filter(pk=round_id).first()
    if found is None:
        raise NotFound(
            f"Không có đợt báo cáo số {round_id}.", message_en=f"There is no round {round_id}."
        )
    return found


def _view(row: Round) -> RoundView:
    return RoundView(
        id=row.pk,
        title=row.title,
        form=row.form,
        period=row.period,
        owner_unit_id=row.owner_unit_id,
        cutoff_on=row.cutoff_on,
        due_on=row.due_on,
        due_source=row.due_source,
        is_open=row.closed_at is None,
    )
