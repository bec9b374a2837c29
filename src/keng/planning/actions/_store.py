"""What every act on a plan shares: the row lock, the checks of words, the journal line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max, Model, QuerySet

from keng.db.locks import for_update
from keng.documents.secrecy import secrecy_mark
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotFound
from keng.kernel.moments import local_day
from keng.planning.models import Body, Plan, Task
from keng.planning.vocabulary import State, refuse_unless

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def plan_for_update(
    plan_id: int,
    *states: State,
    actor: Actor,
    at: datetime,
    verb: str = "enter",
) -> Plan:
    """The plan, locked until the transaction ends.

    Raises NotFound, NotAllowed without the verb at its unit, WrongState unless in a state of
    `states`.
    """
    plan = for_update(Plan.objects.filter(pk=plan_id)).first()
    if plan is None:
        raise no_such_plan(plan_id)
    actor.require(verb, unit_id=plan.unit_id, on=local_day(at))
    refuse_unless(State(plan.state), *states)
    return plan


def task_and_plan(task_id: int, *, actor: Actor, at: datetime) -> tuple[Task, Plan]:
    """A task of a plan that may be changed, and the plan, locked. Raises as `plan_for_update`."""
    plan_id = Task.objects.filter(pk=task_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise no_such_task(task_id)
    plan = plan_for_update(plan_id, State.DRAFT, State.ISSUED, actor=actor, at=at)
    return Task.objects.get(pk=task_id), plan


def open_plan(plan_id: int, *, actor: Actor, at: datetime) -> Plan:
    """A plan that may be changed, locked. Raises as `plan_for_update`."""
    return plan_for_update(plan_id, State.DRAFT, State.ISSUED, actor=actor, at=at)


def added(plan: Plan, what: str, made: Sequence[Model], *, actor: Actor, at: datetime) -> None:
    """Count and journal that rows came into a plan."""
    amended(plan)
    journal(plan, f"added_{what}", made, actor=actor, at=at)


def refuse_changed(stored: int, seen: int, vi: str, en: str) -> None:
    """Raise Conflict where somebody changed a row since it was seen."""
    if stored != seen:
        raise Conflict(
            f"Có người vừa sửa {vi} này; hãy tải lại trang rồi làm lại.",
            message_en=f"Somebody has just changed this {en}; load the page and do it again.",
            theirs=stored,
        )


def refuse_dropped(reason: str, vi: str, en: str) -> None:
    """Raise BadInput for a row that was taken out of the plan."""
    if reason:
        raise BadInput(
            f"{vi} đã bỏ khỏi kế hoạch nên không sửa, không ghi kết quả được; hãy thêm lại.",
            message_en=f"The {en} was dropped from the plan; add it again.",
            code="dropped",
        )


def amended(plan: Plan) -> None:
    """Count a change of an issued plan; a draft is written without counting."""
    if plan.state == State.ISSUED:
        plan.version += 1
        plan.save(update_fields=["version"])


def journal(
    plan: Plan, verb: str, made: Sequence[Model], *, actor: Actor, at: datetime, **facts: object
) -> None:
    """One line in the stream of the plan: how it and these rows stand now, never their words."""
    told = {"unit": plan.unit_id, "version": plan.version, **facts, ROWS: stated(plan, *made)}
    record(f"plan:{plan.pk}", f"planning.{verb}", actor=actor, at=at, facts=told)


def body_named(unit_id: int, name: str, made: list[Model]) -> Body:
    """The body of that name at a unit, made where there is none; a new one is added to `made`."""
    wanted = words(name, "tên cơ quan", "the name of the body", longest=200)
    found = Body.objects.filter(unit_id=unit_id, name=wanted).first()
    if found is None:
        found = Body.objects.create(unit_id=unit_id, name=wanted)
        made.append(found)
    return found


def next_n(rows: QuerySet[Model]) -> int:
    """The number of the next row of a list; numbers are never given twice."""
    last: int | None = rows.aggregate(last=Max("n"))["last"]
    return (last or 0) + 1


def words(text: str, vi: str, en: str, *, longest: int, required: bool = True) -> str:
    """Words as they may be kept: in one line of spaces, not too long, without a mark of secrecy.

    Raises BadInput, saying of which words.
    """
    plain = " ".join(text.split())
    if required and not plain:
        raise BadInput(f"Chưa ghi {vi}.", message_en=f"Write {en}.", code="empty")
    if len(plain) > longest:
        raise BadInput(
            f"Phần {vi} dài {len(plain)} ký tự, quá {longest}; hãy rút gọn.",
            message_en=f"Of {en} there are {len(plain)} letters, over {longest}; shorten it.",
            code="too_long",
        )
    if secrecy_mark(plain):
        raise BadInput(
            "Nội dung có dấu chỉ độ mật; Keng không nhận tin mật.",
            message_en="The words bear a mark of secrecy; Keng takes in no secrets.",
            code="state_secret",
        )
    return plain


def checked_year(year: int) -> int:
    """The year of a plan; BadInput for one that cannot be."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadInput(
            f"Năm {year} không hợp lệ; hãy ghi năm gồm 4 chữ số.",
            message_en=f"{year} is no year of a plan; write four digits.",
        )
    return year


def checked_day(day: date | None, year: int, vi: str, en: str) -> date | None:
    """A due day; BadInput for one that lies before the plan's year or more than a year after it."""
    if day is not None and not year <= day.year <= year + 1:
        raise BadInput(
            f"Hạn {day:%d/%m/%Y} của {vi} không thuộc năm {year} của kế hoạch; hãy ghi lại.",
            message_en=f"The due day {day:%d/%m/%Y} of {en} is outside the plan's year {year}.",
            code="day_outside_year",
        )
    return day


def no_such_plan(plan_id: int) -> NotFound:
    """The refusal for a plan that is not there."""
    return NotFound(f"Không có kế hoạch số {plan_id}.", message_en=f"There is no plan {plan_id}.")


def no_such_task(task_id: int) -> NotFound:
    """The refusal for a task that is not there."""
    return NotFound(f"Không có nhiệm vụ số {task_id}.", message_en=f"There is no task {task_id}.")


def no_such_target() -> NotFound:
    """The refusal for a target that is not there."""
    return NotFound("Không có chỉ tiêu này.", message_en="There is no such target.")
