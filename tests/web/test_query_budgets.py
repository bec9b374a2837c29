"""Each page asks the database a fixed number of questions, however many units there are.

The budgets stand in query_budgets.json; a page that needs more shows in review.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.reporting import actions
from reporting_cast import cells
from web_cast import DUE, NOW, SETUP, START, Office

BUDGETS: dict[str, int] = json.loads((Path(__file__).parent / "query_budgets.json").read_text())


def pages(office: Office, round_id: int) -> dict[str, tuple[str, str]]:
    table = "unit=huyện Bắc&period=2024-08&compare=on"
    return {
        "home of a clerk": ("clerk", "/"),
        "home of an officer": ("officer", "/"),
        "form": ("clerk", f"/bieu/{office.draft.pk}/nhap/"),
        "submission": ("officer", f"/bieu/{office.draft.pk}/"),
        "cell": ("clerk", f"/bieu/{office.draft.pk}/o/fires/"),
        "rounds": ("officer", "/dot/"),
        "round": ("officer", f"/dot/{round_id}/"),
        "consolidated": ("officer", f"/tong-hop/?{table}"),
        "drill": ("officer", f"/tong-hop/o/?{table}&key=fires"),
        "units": ("clerk", "/don-vi/?q=xa"),
        "unit": ("clerk", f"/don-vi/{office.north}/"),
        "users": ("keeper", "/nguoi-dung/"),
        "journal": ("auditor", "/nhat-ky/"),
    }


def questions(browser: Client, path: str) -> int:
    browser.get(path)  # fills what the process keeps in memory: pack, map of the day
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def many_units(office: Office, count: int) -> int:
    """As many more communes, a round for all of them, every form handed in; the round."""
    for number in range(count):
        new = NewUnit(Naming("xa", f"Thêm {number}"), office.north)
        create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
    period = office.draft.period.preceding()
    made = actions.open_round(
        "commune", period, owner_unit_id=office.north, due_on=DUE, actor=OPERATOR, at=NOW
    )
    for submission in made.submissions.all():
        actions.enter(submission.pk, cells(fires=1), actor=OPERATOR, at=NOW)
        actions.submit(submission.pk, actor=OPERATOR, at=NOW)
    return made.pk


@pytest.mark.parametrize("page", sorted(BUDGETS))
def test_a_page_keeps_its_budget_however_many_units_there_are(page: str, office: Office) -> None:
    round_id = many_units(office, 12)
    login, path = pages(office, round_id)[page]

    assert questions(office.browser(login), path) <= BUDGETS[page]


def test_saving_a_cell_keeps_its_budget(office: Office) -> None:
    browser, address = office.browser("clerk"), f"/bieu/{office.draft.pk}/o/"
    body = {"cells": [{"key": "fires", "value": "2", "expected_revision": 0}]}
    browser.get(address + "?key=fires")

    with CaptureQueriesContext(connection) as asked:
        response = browser.post(address, body, content_type="application/json")

    assert response.status_code == 200
    assert len(asked) <= 72
