"""Committees, meetings and coordination by the API: read, and only by who may."""

from __future__ import annotations

import pytest

from api.conftest import Caller, body_of, error_of, signed_in
from keng.planning.models import Plan
from keng.steering import actions
from keng.steering.actions import ConclusionGiven, OutcomeGiven, TaskWanted
from planning_cast import some_plans
from steering_cast import TODAY, Steering, a_meeting, some_steering
from web_cast import NOW, an_office


@pytest.fixture
def told(db: None) -> Steering:
    del db
    return some_steering(an_office())


def caller(told: Steering, login: str) -> Caller:
    return signed_in(told.office.accounts[login].pk)


def test_a_committee_names_its_gaps(told: Steering) -> None:
    (one,) = body_of(caller(told, "officer").get("/committees"))

    assert (one["name"], one["expected"], one["missing"]) == (
        "Ban Chỉ đạo xã Một",
        2,
        ["thôn Tây"],
    )
    whole = body_of(caller(told, "clerk").get(f"/committees/{told.committee.pk}", year=2024))
    assert [seat["post"] for seat in whole["seats"]] == [
        "Chủ tịch UBND xã",
        "Trưởng Công an xã",
        "Bí thư Đoàn Thanh niên xã",
    ]
    assert whole["seats"][1]["oversees"] == ["thôn Đông"]


def test_a_meeting_says_how_the_task_of_its_conclusion_stands(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    some_plans(told.office, village=told.east)
    made = actions.add_conclusion(
        a_meeting(told).pk, ConclusionGiven("Mở lớp", "Công an xã"), actor=clerk, at=NOW
    )
    plan = Plan.objects.get(unit_id=told.office.one)
    actions.make_task(made.pk, TaskWanted(plan.pk), actor=clerk, at=NOW)

    told_of = body_of(caller(told, "clerk").get(f"/meetings/{made.meeting_id}"))

    (conclusion,) = told_of["conclusions"]
    assert (conclusion["text"], conclusion["task_state"]) == ("Mở lớp", "open")
    assert told_of["present"] == ["Chủ tịch UBND xã", "Trưởng Công an xã"]
    refused = caller(told, "other.clerk").get(f"/meetings/{made.meeting_id}")
    assert error_of(refused, 403)["code"] == "not_allowed"


def test_results_count_once_and_travel_as_text(told: Steering) -> None:
    given = OutcomeGiven("fires", 3, TODAY, TODAY, told.front.pk, [told.school.pk])
    actions.add_outcome(told.cooperation.pk, given, actor=told.office.actor("clerk"), at=NOW)

    whole = body_of(
        caller(told, "other.clerk").get(f"/coordination/{told.cooperation.pk}", year=2024)
    )

    (row,) = whole["outcomes"]
    assert (row["indicator"], row["total"]) == ("fires", "3")
    assert {one["partner_id"]: (one["own"], one["together"]) for one in row["shares"]} == {
        told.front.pk: ("3", 0),
        told.school.pk: ("0", 1),
    }
    (listed,) = body_of(caller(told, "clerk").get("/coordination"))
    assert listed["title"] == "Phối hợp giữ gìn trật tự trường học"
