"""`keng steering`: what nobody oversees, what was not met."""

from __future__ import annotations

import json

import pytest

from keng.ops import session
from keng.ops.main import main
from steering_cast import Steering, some_steering
from web_cast import NOW, an_office


@pytest.fixture
def told(db: None, monkeypatch: pytest.MonkeyPatch) -> Steering:
    """The committee, on 2 September 2024."""
    del db
    monkeypatch.setattr(session, "now", lambda: NOW)
    return some_steering(an_office())


def test_a_gap_is_a_finding(told: Steering, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["steering", "committees", "--as", "officer"]) == 1

    line = capsys.readouterr().out
    assert "Ban Chỉ đạo xã Một" in line
    assert "phụ trách 1/2; chưa ai phụ trách: thôn Tây" in line
    assert f"{told.committee.pk}\t" in line


def test_missed_meetings_are_a_finding(told: Steering, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["steering", "coordination", "--format", "json", "--as", "clerk"]

    assert main([*asked, "--unit", "xã Một, huyện Bắc, tỉnh Đông"]) == 1
    (one,) = json.loads(capsys.readouterr().out)
    # February to August without a meeting, and the review of the first half year.
    assert (one["id"], one["missed"], one["days_left"]) == (told.cooperation.pk, 8, 59)


def test_who_may_not_read_sees_nothing(told: Steering, capsys: pytest.CaptureFixture[str]) -> None:
    assert told.committee.pk
    assert main(["steering", "committees", "--format", "json", "--as", "other.clerk"]) == 0
    assert json.loads(capsys.readouterr().out) == []
