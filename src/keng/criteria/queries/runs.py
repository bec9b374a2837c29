"""The runs of a year: which there are, how far each unit has come, who has not registered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Max

from keng.criteria.checks import ClassSums, class_sums_of, conflicts_of
from keng.criteria.listing import DraftList, draft_list
from keng.criteria.models import Assessment, Passing, Pledge, Question, Run
from keng.criteria.permissions import decider_of, require_for_unit
from keng.criteria.queries.concealing import tells_of_all
from keng.criteria.queries.shapes import Board, BoardRow
from keng.criteria.scope import units_in_scope
from keng.criteria.sets import set_for
from keng.criteria.states import STATE_LABELS, State
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import UnitView, unit_view
from keng.packs.judging.vocabulary import Result, Words
from keng.packs.schema.calendar import DueDay

NOT_REGISTERED = "not_registered"
_NOT_REGISTERED = Words("chưa đăng ký", "not registered")
STAGES = (NOT_REGISTERED, *(state.value for state in State))


@dataclass(frozen=True)
class RunHead:
    """One run as a list shows it."""

    id: int
    unit_id: int
    unit: str
    set_code: str
    year: int
    registered: int
    decided: int


@dataclass(frozen=True)
class PledgeView:
    """An emulation title that a unit signed up for; `title` is its code in the programme."""

    id: int
    title: str
    on: date
    withdrawn_on: date | None
    withdraw_reason: str


@dataclass(frozen=True)
class Unregistered:
    """Units that a unit manages, by a set: who is registered, who is not, who withdrew."""

    set_code: str
    in_scope: tuple[UnitView, ...]
    registered: tuple[UnitView, ...]
    missing: tuple[UnitView, ...]
    withdrawn: tuple[UnitView, ...]


def run_of(run_id: int, *, actor: Actor, at: datetime) -> Run:
    """The run, for whoever may see its deciding unit or sits on its council."""
    found = Run.objects.filter(pk=run_id).select_related("local").first()
    if found is None:
        raise NotFound(f"Không có đợt xét số {run_id}.", message_en=f"There is no run {run_id}.")
    on = local_day(at)
    seats = {found.unit_id, decider_of(found)}
    if any(actor.may("view", unit_id=seat, on=on) for seat in seats):
        return found
    sitting = found.members.filter(ended_at__isnull=True, member_account=actor.account_id)
    if actor.account_id is None or not sitting.exists():
        actor.require("view", unit_id=found.unit_id, on=on)
    return found


def runs(year: int, *, actor: Actor, at: datetime) -> list[RunHead]:
    """The runs of a year that the actor may see, in the order of sets and deciding units."""
    on = local_day(at)
    rows = Run.objects.filter(year=year).order_by("set_code", "unit_id")
    counts = _counts(year)
    found = []
    for run in rows:
        try:
            run_of(run.pk, actor=actor, at=at)
        except NotAllowed:
            continue
        by_state = counts.get(run.pk, {})
        registered = sum(n for state, n in by_state.items() if state != State.WITHDRAWN)
        found.append(
            RunHead(
                run.pk,
                run.unit_id,
                unit_view(run.unit_id, on=on).full_name,
                run.set_code,
                run.year,
                registered,
                by_state.get(State.DECIDED.value, 0),
            )
        )
    return found


def run_named(set_code: str, year: int, unit_id: int) -> Run:
    """The run of a deciding unit; NotFound where none was opened."""
    found = Run.objects.filter(set_code=set_code, year=year, unit_id=unit_id).first()
    if found is None:
        raise NotFound(
            f"Đơn vị chưa mở đợt xét “{set_code}” năm {year}; chưa có đơn vị nào đăng ký.",
            message_en=f"No run of {set_code!r} for {year} is open at the unit.",
        )
    return found


def board(run_id: int, *, actor: Actor, at: datetime) -> Board:
    """Where every unit of a run stands, who is stuck on what, and what does not add up.

    Units that have not registered stand first, then by state and name. Who may not read how they
    come out reads how far they are.
    """
    run = run_of(run_id, actor=actor, at=at)
    draft = draft_list(run, at=at)
    is_open = tells_of_all(run, actor, at=at)
    rows = sorted(
        (row if is_open else _only_how_far(row) for row in _rows(run, draft)),
        key=lambda row: (STAGES.index(row.stage), row.unit, row.unit_id),
    )
    law = draft.ready.set
    decider = unit_view(decider_of(run), on=local_day(at))
    title = law.title
    is_delegated = decider.id != run.unit_id
    return Board(
        run_id=run.pk,
        set_code=run.set_code,
        set_title=Words(title.vi, title.en),
        year=run.year,
        decider_id=decider.id,
        decider=decider.full_name,
        delegated_by=unit_view(run.unit_id, on=local_day(at)).full_name if is_delegated else "",
        register_by=last_day(law.deadlines.registering, run.year),
        decide_by=last_day(law.deadlines.deciding, run.year),
        counts={stage: sum(row.stage == stage for row in rows) for stage in STAGES},
        rows=tuple(rows),
        conflicts=tuple(conflicts_of(run, draft)) if is_open else (),
    )


def _only_how_far(row: BoardRow) -> BoardRow:
    return replace(row, result="", met=0, applicable=0, moved=0, stuck=None)


def class_sums(run_id: int, *, actor: Actor, at: datetime) -> ClassSums | None:
    """How the classes that stand decided in a run add up to the units that exist; None without.

    Raises as `run_of`.
    """
    return class_sums_of(run_of(run_id, actor=actor, at=at))


def registration(
    set_code: str, year: int, manager_id: int, *, actor: Actor, at: datetime
) -> Unregistered:
    """Of the units that a unit manages: who is registered by the set, who is not, who withdrew."""
    actor.require("view", unit_id=manager_id, on=local_day(at))
    law = set_for(set_code, year)
    scope = units_in_scope(law, year, manager_id)
    states = dict(
        Assessment.objects.filter(
            run__set_code=set_code, run__year=year, unit_id__in=[view.id for view in scope]
        ).values_list("unit_id", "state")
    )
    return Unregistered(
        set_code,
        tuple(scope),
        tuple(v for v in scope if states.get(v.id, State.WITHDRAWN) != State.WITHDRAWN),
        tuple(view for view in scope if view.id not in states),
        tuple(view for view in scope if states.get(view.id) == State.WITHDRAWN),
    )


def pledges_of(unit_id: int, year: int, *, actor: Actor, at: datetime) -> list[PledgeView]:
    """The emulation titles that a unit signed up for, withdrawn ones included, oldest first."""
    require_for_unit(actor, "view", unit_id, at=at)
    rows = Pledge.objects.filter(unit_id=unit_id, year=year).order_by("pk")
    return [
        PledgeView(row.pk, row.title, row.on, row.withdrawn_on, row.withdraw_reason) for row in rows
    ]


def last_day(due: DueDay | None, year: int) -> date | None:
    """The last day on which something is in time ("before 15/11" is 14/11); None = asked for."""
    text = (due.before or due.at_latest) if due is not None else None
    if due is None or text is None:
        return None
    month, day = text.split("-")
    found = date(year + due.year_after, int(month), int(day))
    return date.fromordinal(found.toordinal() - 1) if due.before else found


def _rows(run: Run, draft: DraftList) -> Iterator[BoardRow]:
    since = dict(
        Passing.objects.filter(assessment__run=run)
        .values_list("assessment_id")
        .annotate(last=Max("at"))
    )
    asked = dict(
        Question.objects.filter(assessment__run=run, answer="")
        .values_list("assessment_id")
        .annotate(n=Count("pk"))
    )
    why = {one.unit: one for one in draft.left_out}
    for one in why.values():
        if one.assessment is None:
            yield BoardRow(
                unit_id=one.unit,
                unit=one.name,
                assessment_id=None,
                stage=NOT_REGISTERED,
                stage_label=_NOT_REGISTERED,
                since=None,
                result="",
                met=0,
                applicable=0,
                moved=0,
                questions=0,
                stuck=one.why,
            )
    for row in run.assessments.order_by("pk"):
        judged = draft.judged.get(row.pk)
        reason = why.get(row.unit_id)
        state = State(row.state)
        yield BoardRow(
            unit_id=row.unit_id,
            unit=judged.entry.name
            if judged
            else unit_view(row.unit_id, on=row.registered_on).full_name,
            assessment_id=row.pk,
            stage=row.state,
            stage_label=Words(*STATE_LABELS[state]),
            since=since.get(row.pk),
            result=judged.result.value if judged else Result.WAITING.value,
            met=judged.conclusion.met if judged else 0,
            applicable=judged.conclusion.applicable if judged else 0,
            moved=len(draft.moved.get(row.pk, ())),
            questions=asked.get(row.pk, 0),
            stuck=reason.why if reason is not None else None,
        )


def _counts(year: int) -> Mapping[int, dict[str, int]]:
    rows = Assessment.objects.filter(run__year=year).values_list("run_id", "state")
    found: dict[int, dict[str, int]] = {}
    for run, state, n in rows.annotate(n=Count("pk")):
        found.setdefault(run, {})[state] = n
    return found
