"""A plan of huyện Bắc and one of xã Một for 2024, on 2 September, for the tests that need plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.planning import actions
from keng.planning.actions import DutyGiven, TargetGiven, TaskGiven
from keng.planning.models import Body, Plan, Task
from keng.planning.vocabulary import Aim, Rhythm
from web_cast import NOW, PASSWORD, SETUP, START, Office

TODAY = date(2024, 9, 2)


@dataclass(frozen=True)
class Plans:
    """The office, its two plans in force, the tasks by a short name, and the youth of a village."""

    office: Office
    north: Plan
    one: Plan
    tasks: dict[str, Task]
    village: int
    youth: AccountActor

    def task(self, name: str) -> Task:
        """The task as it stands now."""
        return Task.objects.get(pk=self.tasks[name].pk)


def some_plans(office: Office, village: int | None = None) -> Plans:
    """The district orders three tasks; xã Một carries out one of them, xã Hai none."""
    officer, clerk = office.actor("officer"), office.actor("clerk")
    north = actions.draft_plan(office.north, 2024, "Kế hoạch huyện", actor=officer, at=NOW)
    one = actions.draft_plan(office.one, 2024, "Kế hoạch xã", actor=clerk, at=NOW)
    tasks = {
        "above": _task(
            north, officer, TaskGiven("Mở lớp ở các xã", lead="Công an huyện", quarter=3)
        ),
        "late": _task(
            north,
            officer,
            TaskGiven("Ban hành hướng dẫn", lead="UBND huyện", due_on=date(2024, 8, 20)),
        ),
        "class": _task(
            one,
            clerk,
            TaskGiven(
                "Mở lớp chữa cháy",
                lead="Công an xã",
                helpers=("Đoàn Thanh niên xã",),
                due_on=date(2024, 9, 20),
                proof="Danh sách lớp",
            ),
        ),
        "patrol": _task(
            one, clerk, TaskGiven("Tuần tra", lead="Đoàn Thanh niên xã", rhythm=Rhythm.MONTHLY)
        ),
    }
    actions.add_goal(one.pk, "Giữ gìn trật tự ở thôn, xóm.", actor=clerk, at=NOW)
    share = TargetGiven("90% hộ ký cam kết", 90, measure="%", unit_kind="hộ")
    actions.add_target(one.pk, share, actor=clerk, at=NOW)
    models = TargetGiven("Xây dựng 04 mô hình mới", 4, measure="mô hình", aim=Aim.AT_LEAST)
    actions.add_target(one.pk, models, actor=clerk, at=NOW)
    duty = DutyGiven("Báo cáo năm", "năm", date(2024, 11, 10), receiver="Công an huyện")
    actions.add_duty(one.pk, duty, actor=clerk, at=NOW)
    village = _village(office) if village is None else village
    youth = _youth(village)
    body = Body.objects.get(unit_id=office.one, name="Đoàn Thanh niên xã")
    actions.name_answering_unit(one.pk, body.pk, village, actor=clerk, at=NOW)
    actions.issue_plan(north.pk, "12/KH-UBND", actor=officer, at=NOW)
    actions.issue_plan(one.pk, "", actor=clerk, at=NOW)
    actions.carry_out(tasks["class"].pk, tasks["above"].pk, actor=clerk, at=NOW)
    return Plans(office, north, one, tasks, village, youth)


def _task(plan: Plan, actor: AccountActor, given: TaskGiven) -> Task:
    return actions.add_task(plan.pk, given, actor=actor, at=NOW)


def _village(office: Office) -> int:
    new = NewUnit(Naming("thon", "Đông"), office.one)
    return int(create_unit(new, on=START, basis="NQ 2", actor=OPERATOR, at=SETUP).pk)


def _youth(village: int) -> AccountActor:
    account = access.create_account(
        "youth", "Người youth", unit_id=village, actor=OPERATOR, at=SETUP
    )
    access.grant(account.pk, "clerk", unit_id=village, actor=OPERATOR, at=SETUP)
    return AccountActor(access.set_password(account.pk, PASSWORD, actor=OPERATOR, at=SETUP))
