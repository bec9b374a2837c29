"""What the server gives for work without a network, and the acts of the grid as facts."""

from __future__ import annotations

import json
import re

from django.test import Client

from keng.intake.workbooks import ImportProblem
from keng.kernel.figures import CellKey
from keng.reporting import queries
from keng.web.frame.offlineshell import FOLDER, SHELL
from keng.web.views import workbooks
from web_cast import Office


def test_the_worker_is_served_at_the_root_and_holds_nothing_of_anybody() -> None:
    answer = Client().get("/sw.js")

    script = answer.content.decode()
    facts = json.loads(script.split("\n")[0].removeprefix("self.KENG = ").rstrip(";"))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert len(facts["shell"]) == len(SHELL)
    assert len(set(facts["words"])) == 2


def test_the_shell_holds_every_module_that_the_form_imports() -> None:
    for name in [one for one in SHELL if one.startswith("keng/") and one.endswith(".js")]:
        text = (FOLDER / name).read_text(encoding="utf-8")
        imported = re.findall(r'^import .* from "\./([\w.]+)";', text, re.MULTILINE)
        assert {f"keng/{one}" for one in imported} <= set(SHELL), name


def test_a_page_says_whose_it_is_and_signing_out_clears_what_the_browser_keeps(
    office: Office,
) -> None:
    browser = office.browser("clerk")

    page = browser.get(f"/bieu/{office.draft.pk}/nhap/")
    left = browser.post("/dang-xuat/")

    assert page.headers["X-Keng-Account"] == str(office.accounts["clerk"].pk)
    assert left.headers["Clear-Site-Data"] == '"storage"'


def test_all_cells_are_told_at_once(office: Office) -> None:
    answer = office.browser("clerk").get(f"/bieu/{office.draft.pk}/o/")

    assert {cell["key"] for cell in answer.json()["saved"]} >= {"cases", "fires", "area"}


def test_nothing_occurred_is_told_as_cells_that_can_be_emptied_again(office: Office) -> None:
    browser, root = office.browser("clerk"), f"/bieu/{office.draft.pk}"

    said = browser.post(
        f"{root}/khong-phat-sinh/", {"group": "fire"}, HTTP_ACCEPT="application/json"
    )
    empty = [
        {"key": cell["key"], "value": "", "expected_revision": 1} for cell in said.json()["saved"]
    ]
    back = browser.post(f"{root}/o/", {"cells": empty}, content_type="application/json")

    assert {cell["key"]: cell["shown"] for cell in said.json()["saved"]} == {
        "fires": "0",
        "damage": "0",
    }
    assert said.json()["nothing"]["fire"]["declared"]
    assert back.json()["nothing"]["fire"] == {"may": True, "declared": ""}
    assert queries.figures_of(office.draft.pk)[CellKey("fires")].value is None


def test_an_act_that_is_refused_says_why_as_a_fact(office: Office) -> None:
    answer = office.browser("clerk").post(
        f"/bieu/{office.draft.pk}/chuyen-so-ton/", HTTP_ACCEPT="application/json"
    )

    assert answer.status_code == 422
    assert "số tồn" in answer.json()["error"]["message"]


def test_a_problem_of_a_workbook_leads_to_its_cell(office: Office) -> None:
    found = ImportProblem("a.xlsx", "Biểu", "D5", "rule", "sai", "wrong")

    plain, leading = workbooks.shown_problems(
        [found, found.about(office.draft.pk, CellKey("fires"))]
    )

    assert plain.url == ""
    assert leading.url == f"/bieu/{office.draft.pk}/nhap/#o-fires"
