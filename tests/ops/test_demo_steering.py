"""The committees and the coordination of the demonstration say that they are invented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.access.roles import Role
from keng.kernel.actors import OPERATOR
from keng.ops.demo import steering
from keng.ops.demo.cast import Cast
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.packs.installed import install, shipped
from keng.papers.models import Paper
from keng.planning import actions as planning
from keng.planning.actions import TaskGiven
from keng.steering.models import Committee, Conclusion, Cooperation, Meeting, Outcome
from web_cast import SETUP, START, Office, an_office

AT = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)


@pytest.fixture
def cast(db: None) -> Cast:
    """The office of the screens under the logins of the play, with a plan of the commune."""
    del db
    office = an_office(lambda: install(shipped("antq"), actor=OPERATOR, at=SETUP))
    village = _unit(office, "thon", "Minh Họa")
    school = _unit(office, "thcs", "Trường Minh Họa")
    units = {"tinh": office.north, "tuky": office.one, "lanhdao.tuky": office.one}
    for login, unit_id in units.items():
        made = access.create_account(login, login, unit_id=unit_id, actor=OPERATOR, at=SETUP)
        access.grant(made.pk, Role.OFFICER, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    clerk = AccountActor(office.accounts["clerk"])
    plan = planning.draft_plan(office.one, 2026, "Kế hoạch xã", actor=clerk, at=AT)
    planning.add_task(plan.pk, TaskGiven("Tuần tra"), actor=clerk, at=AT)
    planning.issue_plan(plan.pk, "", actor=clerk, at=AT)
    return Cast(office.north, office.north, {**units, "village": village, "school": school})


def _unit(office: Office, kind: str, name: str) -> int:
    new = NewUnit(Naming(kind, name), office.one, manager_id=office.one)
    return int(create_unit(new, on=START, basis="NQ 2", actor=OPERATOR, at=SETUP).pk)


def test_all_of_it_is_marked_and_one_conclusion_is_late(cast: Cast) -> None:
    steering.play(cast, at=AT)

    assert set(Committee.objects.values_list("illustrative", flat=True)) == {True}
    assert set(Cooperation.objects.values_list("illustrative", flat=True)) == {True}
    assert set(Paper.objects.values_list("illustrative", flat=True)) == {True}
    assert all("minh họa" in one.name for one in Committee.objects.all())
    due = Conclusion.objects.order_by("n").values_list("task__due_on", flat=True)
    assert [day < AT.date() for day in due] == [True, False]
    assert Cooperation.objects.get().partners.count() == 3
    assert Outcome.objects.count() == 3
    assert set(Meeting.objects.values_list("state", flat=True)) == {"called", "held"}
