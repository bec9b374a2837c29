"""The pages of registering and assessing ask a fixed number of questions, however many units."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessing_cast import Villages, an_office_of_villages, report, say_all, submitted
from keng.criteria import actions
from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import Naming, NewUnit, create_unit
from web_cast import NOW, SETUP, START

BUDGETS: dict[str, int] = json.loads(
    (Path(__file__).parent / "query_budgets_assessing.json").read_text(encoding="utf-8")
)


@pytest.fixture
def villages(db: None) -> Villages:
    """Twelve more villages, registered, the first of all handed in, and the commune itself."""
    del db
    made = an_office_of_villages()
    clerk = made.actor("clerk")
    for number in range(12):
        new = NewUnit(Naming("thon", f"Thêm {number}"), made.office.one)
        create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
    report(made.office.one, 2024, NOW, form="commune", fires=1)
    submitted(made, 2024, NOW)
    actions.register_all(["kdc"], 2024, made.office.one, actor=clerk, at=NOW)
    return made


def _addresses(villages: Villages) -> dict[str, str]:
    clerk = villages.actor("clerk")
    village = actions.register("kdc", 2024, villages.first, actor=clerk, at=NOW).pk
    commune = actions.register("xa", 2024, villages.office.one, actor=clerk, at=NOW).pk
    middle = actions.register("kdc", 2024, villages.middle, actor=clerk, at=NOW).pk
    say_all(villages, middle, NOW, login="clerk")
    return {
        "home with criteria": "/",
        "registration": f"/dang-ky/?don-vi={villages.office.one}&nam=2024",
        "assessment": f"/ho-so/{village}/",
        "criterion": f"/ho-so/{middle}/tieu-chi/K5/",
        "share of units": f"/ho-so/{commune}/tieu-chi/X3/",
        "sheet": f"/ho-so/{village}/ban-in/",
        "on-site check": f"/ho-so/{village}/kiem-tra/",
    }


@pytest.mark.parametrize("page", sorted(BUDGETS))
def test_a_page_keeps_its_budget(page: str, villages: Villages) -> None:
    browser, path = villages.office.browser("clerk"), _addresses(villages)[page]
    browser.get(path)  # fills what the process keeps in memory: pack, map of the day

    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200

    assert len(asked) <= BUDGETS[page]
