"""Meetings and programmes of coordination fill the forms of the unit that keeps the registers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from keng.journal.models import Entry
from keng.kernel.errors import BadInput, NotAllowed, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.packs.schema import Pack
from keng.papers.actions import file_paper
from keng.papers.vocabulary import Direction
from keng.reporting import actions as reporting
from keng.reporting.models import Submission
from keng.reporting.queries import figures_of
from keng.steering import actions, queries, tasks
from keng.steering.actions import MeetingGiven, NewCooperation
from keng.steering.vocabulary import Register
from meanwhile import meanwhile
from papers_cast import facts
from reporting_cast import INDICATORS, a_pack, cells, text
from steering_cast import TODAY, Steering, a_meeting, some_steering
from web_cast import NOW, Office, an_office

CELLS = {
    "led": ("committees", "flow"),
    "agreed": ("coordination", "stock"),
    "joint": ("coordination", "flow"),
}
LATER = NOW + timedelta(hours=1)


def _indicator(code: str, register: str, kind: str) -> dict[str, Any]:
    told = {"code": code, "group": "main", "label": text(code), "unit": "vụ", "counts": "meeting"}
    return {**told, "kind": kind, "derived": register}


def a_steering_pack() -> Pack:
    """The sample programme with three cells that the registers of the room fill."""
    forms = a_pack().model_dump(mode="json")["forms"]
    asked = [{"indicator": one, "by": ""} for one in CELLS]
    group = {"code": "steering", "label": text("Chỉ đạo"), "photos": False, "cells": asked}
    forms["commune"]["groups"].append(group)
    more = [_indicator(code, register, kind) for code, (register, kind) in CELLS.items()]
    counted = {"committee_meetings": "led", "programmes": "agreed"}
    return a_pack(
        indicators={one["code"]: one for one in (*INDICATORS, *more)},
        forms=forms,
        steering={"counted": {**counted, "coordination_meetings": "joint"}},
    )


def _install() -> int:
    content = content_of(a_steering_pack())
    return PackVersion.objects.create(code="sample", version="1", content=content).pk


@pytest.fixture
def office(db: None) -> Office:
    """The office of the screens with that programme."""
    assert db is None  # asked for, so that there is a database
    return an_office(_install)


@pytest.fixture
def told(office: Office) -> Steering:
    """A committee and a programme of xã Một."""
    return some_steering(office)


def figures(form: Submission) -> dict[str, int | None]:
    found = {str(key): one.value for key, one in figures_of(form.pk).items()}
    return {key: value for key, value in found.items() if key in CELLS}


def joint(told: Steering, day: date) -> None:
    clerk = told.office.actor("clerk")
    actions.enter_cooperation_meeting(told.cooperation.pk, MeetingGiven(day), actor=clerk, at=NOW)


def test_begun_registers_fill_the_open_form_and_each_meeting_flows_on(told: Steering) -> None:
    clerk, form = told.office.actor("clerk"), told.office.draft
    a_meeting(told)
    joint(told, date(2024, 8, 7))
    joint(told, date(2024, 7, 7))  # of July: not counted in August

    for register in ("committees", "coordination"):
        actions.begin_register(told.office.one, register, 2024, actor=clerk, at=NOW)
    first = figures(form)
    joint(told, date(2024, 8, 21))
    second = a_meeting(told, date(2024, 8, 30))
    both = figures(form)
    actions.call_off(second.pk, "Ghi nhầm", revision=1, actor=clerk, at=LATER)

    assert first == {"led": 1, "agreed": 1, "joint": 1}
    assert both == {"led": 2, "agreed": 1, "joint": 2}
    assert figures(form)["led"] == 1
    assert figures_of(form.pk)[CellKey("led")].source == "committees@1/1"
    with pytest.raises(reporting.RejectedCells):
        reporting.enter(form.pk, cells(led=9), actor=clerk, at=LATER)


def test_a_programme_counts_while_a_term_runs(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    period = parse_period("2024-08")
    counted = queries.counts_of(told.office.one, "coordination", period, on=TODAY)
    actions.stop_cooperation(
        told.cooperation.pk, date(2024, 8, 31), "Hết việc", actor=clerk, at=NOW
    )
    stopped = queries.counts_of(told.office.one, "coordination", period, on=TODAY)
    july = queries.counts_of(told.office.one, "coordination", parse_period("2024-07"), on=TODAY)

    assert [one.values["agreed"].value for one in (counted, stopped, july)] == [1, 0, 1]


def test_one_signed_paper_is_one_programme_and_counts_where_it_was_issued(told: Steering) -> None:
    """xã Hai received the paper of xã Một and enters the same programme and its meeting."""
    other, office = told.office.actor("other.clerk"), told.office
    head = {"symbol": "QĐ-UBND", "issuer": "UBND xã", "day": date(2024, 1, 10), "kind": "QĐ"}
    same = facts("22", title="Phối hợp", direction=Direction.RECEIVED, **head)
    paper = file_paper(office.two, same, actor=other, at=NOW).pk
    new = NewCooperation("Phối hợp trường học", int(paper), date(2024, 1, 15))
    twin = actions.sign_cooperation(office.two, new, actor=other, at=NOW)
    given = MeetingGiven(date(2024, 8, 7))
    actions.enter_cooperation_meeting(twin.pk, given, actor=other, at=NOW)
    joint(told, date(2024, 8, 7))

    host, guest = (
        queries.counts_of(unit, "coordination", parse_period("2024-08"), on=TODAY)
        for unit in (office.one, office.two)
    )

    assert [host.values[one].value for one in ("agreed", "joint")] == [1, 1]
    assert [guest.values[one].value for one in ("agreed", "joint")] == [0, 0]
    assert guest.elsewhere == {"agreed": 1, "joint": 1}
    assert host.elsewhere == {"agreed": 0, "joint": 0}


def test_a_form_that_is_opened_later_is_filled_once_by_the_worker(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    a_meeting(told)
    actions.begin_register(told.office.one, "committees", 2024, actor=clerk, at=NOW)
    half = reporting.ensure_submission(
        told.office.one, "commune", parse_period("2024"), actor=clerk, at=NOW
    )

    first, again = tasks.run(at=NOW), tasks.run(at=NOW)

    assert (first, again) == (1, 0)
    assert figures(half)["led"] == 1
    assert list(queries.problems()) == []


def test_a_register_is_begun_once_by_its_unit_and_for_no_year_long_ago(told: Steering) -> None:
    unit, clerk, office = told.office.one, told.office.actor("clerk"), told.office
    with pytest.raises(NotAllowed):
        actions.begin_register(unit, "committees", 2024, actor=office.actor("other.clerk"), at=NOW)
    for register, year in (("committees", 2022), ("papers", 2024)):
        with pytest.raises(BadInput):
            actions.begin_register(unit, register, year, actor=clerk, at=NOW)
    actions.begin_register(unit, "committees", 2024, actor=clerk, at=NOW)
    with pytest.raises(WrongState):
        actions.begin_register(unit, "committees", 2024, actor=clerk, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_registers_of_a_unit_are_begun_one_after_another(told: Steering) -> None:
    unit, clerk = told.office.one, told.office.actor("clerk")

    def begin(register: str) -> None:
        actions.begin_register(unit, register, 2024, actor=clerk, at=NOW)

    refused = meanwhile(lambda: begin("committees"), lambda: begin("coordination"))

    assert refused is None
    assert Entry.objects.filter(stream=f"steering_use:{unit}").count() == len(Register)


def test_the_page_shows_each_register_and_begins_it(told: Steering) -> None:
    browser = told.office.browser("clerk")

    before = browser.get("/mo-hinh/so/").content.decode()
    browser.post("/mo-hinh/so/dung/", {"register": "committees"})

    assert "Sổ Ban Chỉ đạo" in before
    assert "Sổ phối hợp" in before
    assert list(queries.used_since(told.office.one)) == ["committees"]
