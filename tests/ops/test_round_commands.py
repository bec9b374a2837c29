"""A whole round by commands alone: asked, entered, returned, explained, accepted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from keng.ops import session
from keng.ops.commands import round as rounds
from keng.ops.commands import submission
from keng.ops.main import main
from web_cast import NOW, Office, an_office

ONE = ["--unit", "xã Một, huyện Bắc, tỉnh Đông", "--period", "2024-08"]


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is nine in the morning of 2 September 2024."""
    for module in (rounds, submission):
        monkeypatch.setattr(module, "now", lambda: NOW)


@pytest.fixture
def office(db: None) -> Office:
    """Units, people, a round and two empty forms."""
    del db
    return an_office()


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_round_goes_from_the_first_figure_to_acceptance(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    act = ["--format", "json", *ONE, "--as"]

    assert main(["submission", "enter", *act, "clerk", "cases=9", "fires=2", "--source", "sổ"]) == 0
    assert main(["submission", "submit", *act, "clerk"]) == 0
    back = ["--cell", "fires=thiếu một vụ", "--due", "2024-09-04"]
    assert main(["submission", "return", *act, "officer", *back]) == 0
    assert main(["submission", "enter", *act, "clerk", "fires=3"]) == 0
    capsys.readouterr()
    assert main(["submission", "submit", *act, "clerk"]) == 0
    seen = told(capsys)["revision"]
    assert main(["submission", "accept", *act, "officer", "--revision", str(seen)]) == 0

    accepted = told(capsys)
    assert accepted["state"] == "accepted"
    assert accepted["cells"] == {"cases": "9", "fires": "3"}
    assert main(["round", "show", str(office.round_id), "--format", "json", "--as", "officer"]) == 0
    states = {unit["name"]: unit["state"] for unit in told(capsys)["units"]}
    assert states == {"xã Một": "accepted", "xã Hai": "draft"}


def test_accepting_another_revision_than_the_one_seen_is_refused(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["submission", "enter", *ONE, "--as", "clerk", "cases=9"])
    main(["submission", "submit", *ONE, "--as", "clerk"])

    assert main(["submission", "accept", *ONE, "--as", "officer", "--revision", "77"]) == 1

    main(["submission", "show", *ONE])
    assert "submitted" in capsys.readouterr().out
    assert office.draft.pk


def test_figures_are_taken_all_or_none(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["submission", "enter", *ONE, "--as", "clerk", "cases=9", "fires=-1"]) == 1

    assert "keng:" in capsys.readouterr().err
    main(["submission", "show", *ONE, "--format", "json"])
    assert told(capsys)["cells"] == {}
    assert office.draft.pk


def test_somebody_without_a_grant_is_refused(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submission", "submit", *ONE, "--as", "stranger"]) == 1

    assert "keng:" in capsys.readouterr().err
    assert office.draft.pk


def test_a_unit_without_a_form_for_the_period_says_what_to_do(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["--unit", "xã Một, huyện Bắc, tỉnh Đông", "--period", "2023-01"]

    assert main(["submission", "show", *wanted]) == 1

    assert "keng import" in capsys.readouterr().err
    assert office.draft.pk


def test_a_round_is_opened_listed_extended_and_closed(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["--unit", "huyện Bắc, tỉnh Đông", "--form", "commune", "--period", "2024-07"]

    assert main(["round", "open", *wanted, "--due", "2024-09-10", "--format", "json"]) == 0
    opened = told(capsys)
    number = str(opened["round"])
    assert [unit["name"] for unit in opened["units"]] == ["xã Hai", "xã Một"]
    assert main(["round", "extend", number, "2024-09-20", "--reason", "mưa lũ"]) == 0
    assert main(["round", "close", number, "--reason", "xong"]) == 0
    capsys.readouterr()
    assert main(["round", "list", "--format", "json"]) == 0

    listed = {one["round"]: one for one in told(capsys)}
    assert listed[opened["round"]]["due"] == "2024-09-20"
    assert not listed[opened["round"]]["open"]
    assert listed[office.round_id]["open"]


def test_the_command_line_reads_the_present_moment() -> None:
    assert abs(session.now() - datetime.now(tz=UTC)).total_seconds() < 5


def test_a_series_is_opened_and_the_calendar_tells_it(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    act = ["--unit", "huyện Bắc, tỉnh Đông", "--format", "json", "--as", "officer"]
    months = ["--period", "2024-06", "--period", "2024-07"]

    assert main(["round", "open", "--form", "commune", *months, *act]) == 0
    made = told(capsys)
    assert [(one["period"], one["due"]) for one in made] == [
        ("2024-06", "2024-07-05"),
        ("2024-07", "2024-08-05"),
    ]

    assert main(["round", "calendar", "--year", "2024", *act]) == 0
    lines = {one["period"]: one for one in told(capsys)}
    assert lines["2024-07"]["rounds"] == [made[1]["round"]]
    assert lines["2024-08"]["rounds"] == [office.round_id]
    assert (lines["2024-05"]["due"], lines["2024-05"]["units"]) == ("2024-06-05", 2)
    assert main(["round", "calendar", "--unit", "huyện Bắc, tỉnh Đông", "--as", "officer"]) == 0
    assert "2024-05" in capsys.readouterr().out


def test_a_series_with_one_that_is_open_already_opens_none(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--unit", "huyện Bắc, tỉnh Đông", "--form", "commune", "--as", "officer"]

    assert main(["round", "open", *asked, "--period", "2024-07", "--period", "2024-08"]) == 1

    assert "tháng 8/2024" in capsys.readouterr().err
    assert main(["round", "list", "--format", "json"]) == 0
    assert [one["round"] for one in told(capsys)] == [office.round_id]
