"""A request by commands alone: found, written, asked, changed, asked again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from keng.ops.commands import inquiry, submission
from keng.ops.main import main
from keng.reporting.models import Submission
from web_cast import NOW, Office, an_office

NEW = [
    *("inquiry", "new", "--unit", "huyện Bắc, tỉnh Đông", "--title", "Chuyên đề cháy"),
    *("--period", "2024-08", "--due", "2024-09-10", "--as", "officer", "--format", "json"),
    *("--heading", "Cháy, nổ=fires,damage", "--heading", "Vụ việc=cases"),
]


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is nine in the morning of 2 September 2024."""
    for module in (inquiry, submission):
        monkeypatch.setattr(module, "now", lambda: NOW)


@pytest.fixture
def office(db: None) -> Office:
    """Units, people, a round and two empty forms."""
    del db
    return an_office()


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_request_is_written_asked_and_asked_again(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(NEW) == 0
    made = told(capsys)
    assert made["headings"][0] == {"title": "Cháy, nổ", "cells": ["fires", "damage"]}
    number = str(made["inquiry"])

    assert main(["inquiry", "open", number, "--as", "officer", "--format", "json"]) == 0
    opened = told(capsys)
    assert Submission.objects.filter(round_id=opened["round"]).count() == 2
    (form,) = opened["forms"]
    entry = ["--unit", "xã Một, huyện Bắc, tỉnh Đông", "--period", "2024-08", "--as", "clerk"]
    assert main(["submission", "enter", *entry, "--form", form, "fires=2"]) == 0
    capsys.readouterr()

    assert main(["inquiry", "change", number, "--as", "officer"]) == 1
    assert "chưa sửa gì" in capsys.readouterr().err
    again = ["inquiry", "copy", number, "--period", "2024-09", "--as", "officer"]
    assert main([*again, "--format", "json"]) == 0
    second = told(capsys)
    assert (second["period"], second["state"]) == ("2024-09", "draft")
    assert main(["inquiry", "drop", str(second["inquiry"]), "--as", "officer"]) == 0
    capsys.readouterr()
    assert main(["inquiry", "list", "--as", "officer", "--format", "json"]) == 0
    assert [one["state"] for one in told(capsys)] == ["dropped", "open"]
    assert office.draft.pk


def test_indicators_are_found_by_words_and_a_request_is_told_in_words(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inquiry", "find", "thiet", "hai", "--period", "2024-08"]) == 0
    assert "damage" in capsys.readouterr().out
    main(NEW)
    number = str(told(capsys)["inquiry"])

    assert main(["inquiry", "show", number, "--as", "officer"]) == 0

    shown = capsys.readouterr().out
    assert "Chuyên đề cháy" in shown
    assert "hỏi 2 đơn vị" in shown
    assert office.draft.pk


def test_a_clerk_asks_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*NEW, "--as", "clerk"]) == 1
    assert "keng:" in capsys.readouterr().err
    assert office.draft.pk
