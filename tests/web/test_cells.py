"""The grid's protocol: a batch of typed cells in, revisions and findings or a clear refusal out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from keng.kernel.figures import CellKey
from keng.reporting import actions, queries
from reporting_cast import cells
from web_cast import NOW, Office

FIRES, AREA = CellKey("fires"), CellKey("area")


def send(browser: Client, office: Office, *wanted: tuple[str, str, int | None]) -> Any:
    body = {
        "cells": [
            {"key": key, "value": value, "expected_revision": revision}
            for key, value, revision in wanted
        ]
    }
    return browser.post(f"/bieu/{office.draft.pk}/o/", body, content_type="application/json")


@pytest.mark.parametrize(
    ("key", "typed", "stored", "shown"),
    [
        ("cases", "05", 5, "5"),
        ("cases", "1.234", 1234, "1.234"),
        ("area", "664,49", 66449, "664,49"),
        ("area", "1.234,5", 123450, "1.234,50"),
        ("cases", " ", None, ""),
    ],
)
def test_numbers_are_read_as_an_office_writes_them(
    key: str, typed: str, stored: int | None, shown: str, office: Office
) -> None:
    answer = send(office.browser("clerk"), office, (key, typed, 0))

    assert answer.status_code == 200
    assert answer.json()["saved"][0]["shown"] == shown
    figure = queries.figures_of(office.draft.pk).get(CellKey(key))
    assert (figure.value if figure else None) == stored


@pytest.mark.parametrize("typed", ["12 vụ", "1.23", "1,234.5", "không", "#REF!", "1,5"])
def test_a_text_that_is_no_value_is_refused_at_its_cell_and_nothing_is_saved(
    typed: str, office: Office
) -> None:
    answer = send(office.browser("clerk"), office, ("cases", typed, 0), ("fires", "2", 0))

    assert answer.status_code == 422
    assert list(answer.json()["cells"]) == ["cases"]
    assert queries.figures_of(office.draft.pk) == {}


def test_findings_and_progress_come_with_each_save(office: Office) -> None:
    answer = send(office.browser("clerk"), office, ("cases", "3", 0), ("settled", "4", 0))

    told = answer.json()
    assert [finding["severity"] for finding in told["findings"]] == ["block"]
    assert "nhiều hơn" in told["findings"][0]["message"]
    assert told["progress"]["filled"] == 2
    assert "01 lỗi phải sửa" in told["progress"]["before_submit"]


def test_a_cell_that_somebody_changed_meanwhile_shows_both_values(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=7), actor=office.actor("leader"), at=NOW)

    answer = send(office.browser("clerk"), office, ("fires", "9", 0))

    assert answer.status_code == 409
    told = answer.json()["cells"][0]
    assert told["key"] == "fires"
    assert told["theirs"]["shown"] == "7"
    assert "Người leader" in told["theirs"]["who"]
    assert queries.figures_of(office.draft.pk)[FIRES].value == 7


def test_a_new_value_keeps_the_remarks_of_its_cell(office: Office) -> None:
    browser = office.browser("clerk")
    send(browser, office, ("fires", "2", 0))
    browser.post(
        f"/bieu/{office.draft.pk}/o/fires/",
        {"revision": "1", "status": "estimated", "note": "chờ xác minh", "source": "Sổ 12"},
    )

    send(browser, office, ("fires", "3", 2))

    figure = queries.figures_of(office.draft.pk)[FIRES]
    assert (figure.value, figure.status) == (3, "estimated")
    assert (figure.note, figure.source) == ("chờ xác minh", "Sổ 12")


def test_a_cell_of_a_stranger_is_neither_read_nor_written(office: Office) -> None:
    browser = office.browser("other.clerk")

    written = send(browser, office, ("fires", "2", 0))
    read = browser.get(f"/bieu/{office.draft.pk}/o/?key=fires")

    assert (written.status_code, read.status_code) == (403, 403)
    assert written.json()["error"]["code"] == "not_allowed"
    assert queries.figures_of(office.draft.pk) == {}


def test_a_form_that_was_handed_in_takes_no_more_cells(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=2), actor=office.actor("clerk"), at=NOW)
    actions.submit(office.draft.pk, actor=office.actor("clerk"), at=NOW)

    answer = send(office.browser("clerk"), office, ("fires", "3", 1))

    assert answer.status_code == 409
    assert "không thể" in answer.json()["error"]["message"]
    assert queries.figures_of(office.draft.pk)[FIRES].value == 2


@pytest.mark.parametrize("body", ["{", "[]", '{"cells": []}', '{"cells": [1]}', '{"cells": 5}'])
def test_a_body_that_is_no_batch_is_refused(body: str, office: Office) -> None:
    answer = office.browser("clerk").post(
        f"/bieu/{office.draft.pk}/o/", body, content_type="application/json"
    )

    assert answer.status_code == 422


def test_the_refusals_speak_english_to_who_chose_it(office: Office) -> None:
    browser = office.browser("clerk")
    browser.cookies["django_language"] = "en"

    answer = send(browser, office, ("cases", "12 vụ", 0))

    assert "is not a number" in answer.json()["cells"]["cases"]


def test_a_batch_that_is_nested_without_end_is_refused(office: Office) -> None:
    answer = office.browser("clerk").post(
        f"/bieu/{office.draft.pk}/o/", "[" * 5_000, content_type="application/json"
    )

    assert answer.status_code == 422
