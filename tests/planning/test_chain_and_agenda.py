"""The chain between plans with its gaps, and what each body has to do."""

from __future__ import annotations

from typing import Any

import pytest

from keng.kernel.errors import BadInput, NotAllowed
from keng.planning import actions, queries
from keng.planning.actions import TaskGiven
from planning_cast import TODAY, Plans
from web_cast import NOW


def test_the_chain_says_who_has_no_task_for_it(plans: Plans) -> None:
    chain = queries.chain_below(plans.tasks["above"].pk, plans.office.actor("officer"), on=TODAY)

    assert chain.expected == 2
    assert [one.unit_name for one in chain.missing] == ["xã Hai"]
    assert [one.tasks[0].title for one in chain.below if one.tasks] == ["Mở lớp chữa cháy"]


def test_the_chain_is_seen_upwards_from_below(plans: Plans) -> None:
    view = queries.task_view(plans.tasks["class"].pk, plans.office.actor("clerk"), on=TODAY)

    assert [one.title for one in view.above] == ["Mở lớp ở các xã"]


def test_a_commune_does_not_see_what_its_neighbours_have(plans: Plans) -> None:
    with pytest.raises(NotAllowed):
        queries.chain_below(plans.tasks["above"].pk, plans.office.actor("other.clerk"), on=TODAY)


def test_what_can_be_carried_out_is_offered(plans: Plans) -> None:
    offered = queries.tasks_to_carry_out(
        plans.tasks["patrol"].pk, plans.office.actor("clerk"), on=TODAY
    )

    assert [one.title for one in offered] == ["Mở lớp ở các xã", "Ban hành hướng dẫn"]


def test_a_circle_is_refused_and_named(plans: Plans) -> None:
    clerk = plans.office.actor("clerk")
    actions.carry_out(plans.tasks["patrol"].pk, plans.tasks["class"].pk, actor=clerk, at=NOW)
    actions.carry_out(plans.tasks["class"].pk, None, actor=clerk, at=NOW)

    with pytest.raises(BadInput) as refusal:
        actions.carry_out(plans.tasks["class"].pk, plans.tasks["patrol"].pk, actor=clerk, at=NOW)

    assert "“Mở lớp chữa cháy” → “Tuần tra” → “Mở lớp chữa cháy”" in str(refusal.value)
    assert plans.task("class").implements_id is None


def test_a_task_of_another_commune_is_not_carried_out(plans: Plans) -> None:
    other = plans.office.actor("other.clerk")
    plan = actions.draft_plan(plans.office.two, 2024, "Kế hoạch xã", actor=other, at=NOW)
    task = actions.add_task(plan.pk, TaskGiven("Việc"), actor=other, at=NOW)

    with pytest.raises(BadInput, match="cấp trên"):
        actions.carry_out(task.pk, plans.tasks["class"].pk, actor=other, at=NOW)


def test_the_agenda_has_what_is_late_what_is_due_and_what_waits(plans: Plans) -> None:
    bodies = queries.bodies_answered_by(plans.youth, on=TODAY)
    view = queries.agenda([body.id for body, _ in bodies], on=TODAY)

    assert [body.name for body, _ in bodies] == ["Đoàn Thanh niên xã"]
    assert [(one.title, one.standing.missed) for one in view.late] == [("Tuần tra", 8)]
    assert [one.title for one in view.waiting] == ["Mở lớp chữa cháy"]


def test_the_lead_waits_for_those_who_carry_it_out_below(plans: Plans) -> None:
    police = next(
        body
        for body, unit in queries.bodies_answered_by(plans.office.actor("officer"), on=TODAY)
        if body.name == "Công an huyện"
    )

    view = queries.agenda([police.id], on=TODAY)

    assert [one.title for one in view.this_month] == ["Mở lớp ở các xã"]
    assert [one.title for one in view.waiting] == ["Mở lớp chữa cháy"]


def test_the_agenda_of_a_body_is_for_those_who_may_view_its_unit(plans: Plans) -> None:
    body = plans.task("class").lead_id
    assert body is not None

    named, view = queries.agenda_of_body(body, plans.office.actor("officer"), on=TODAY)

    assert named.name == "Công an xã"
    assert [one.title for one in view.this_month] == ["Mở lớp chữa cháy"]
    with pytest.raises(NotAllowed):
        queries.agenda_of_body(body, plans.office.actor("other.clerk"), on=TODAY)


def test_the_number_of_queries_does_not_grow_with_the_tasks(
    plans: Plans, django_assert_max_num_queries: Any
) -> None:
    clerk = plans.office.actor("clerk")
    for n in range(40):
        given = TaskGiven(f"Việc {n}", lead=f"Ban {n % 7}", helpers=("Công an xã",))
        actions.add_task(plans.one.pk, given, actor=clerk, at=NOW)

    with django_assert_max_num_queries(40):
        view = queries.plan_view(plans.one.pk, clerk, on=TODAY)

    assert len(view.tasks) == 42
