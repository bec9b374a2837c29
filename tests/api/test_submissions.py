"""A submission from entry to lock through the API; every refusal leaves it as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from api.conftest import Caller, body_of, error_of
from intake.conftest import Desk
from keng.kernel.figures import CellKey
from keng.orgunits.queries import path_of
from keng.reporting.queries import figures_of


@pytest.fixture
def form(desk: Desk) -> str:
    return f"/submissions/{desk.submission}"


def cell(body: Any, key: str) -> Any:
    return next(one for one in body["cells"] if one["cell"] == key)


def enter(caller: Caller, form: str, **values: str | None) -> Any:
    cells = [{"cell": key, "value": value} for key, value in values.items()]
    return caller.post(f"{form}/cells", cells)


def test_figures_travel_as_exact_text(clerk: Caller, form: str, desk: Desk) -> None:
    saved = body_of(enter(clerk, form, area_ha="664.49", fires="5"))

    assert saved["saved"] == {"area_ha": 1, "fires": 1}
    assert figures_of(desk.submission)[CellKey("area_ha")].value == 66449
    shown = body_of(clerk.get(form))
    assert cell(shown, "area_ha")["value"] == "664.49"
    assert cell(shown, "cases_total")["value"] is None
    assert "submit" in shown["acts"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"area_ha": "1.234"}, "bad_input"),
        ({"fires": "nhiều"}, "bad_input"),
        ({"fires": "-1"}, "rejected_cells"),
        ({"NO KEY": "1"}, "bad_input"),
    ],
)
def test_a_value_that_cannot_be_taken_is_refused_and_nothing_is_saved(
    clerk: Caller, form: str, desk: Desk, values: dict[str, str], code: str
) -> None:
    refused = error_of(enter(clerk, form, cases_total="9", **values), 422)

    assert refused["code"] == code
    assert figures_of(desk.submission) == {}


def test_a_rejected_batch_names_every_cell(clerk: Caller, form: str) -> None:
    refused = error_of(enter(clerk, form, fires="-1", cases_total="-2"), 422)

    assert sorted(one["cell"] for one in refused["cells"]) == ["cases_total", "fires"]


def test_a_cell_that_somebody_changed_meanwhile_is_a_conflict(clerk: Caller, form: str) -> None:
    enter(clerk, form, fires="5")

    stale = [{"cell": "fires", "value": "6", "revision": 0}]
    refused = error_of(clerk.post(f"{form}/cells", stale), 409)

    assert refused["code"] == "conflict"
    assert refused["cells"] == [{"cell": "fires", "revision": 1}]


def test_findings_come_back_with_the_entry(clerk: Caller, form: str) -> None:
    saved = body_of(enter(clerk, form, cases_total="3", cases_settled="4"))

    [finding] = saved["findings"]
    assert (finding["check"], finding["severity"]) == ("settled_within_total", "block")
    refused = error_of(clerk.post(f"{form}/submit"), 422)
    assert refused["code"] == "blocking_findings"
    assert refused["findings"][0]["check"] == "settled_within_total"


def test_the_history_of_a_cell_is_listed(clerk: Caller, form: str) -> None:
    enter(clerk, form, fires="5")
    enter(clerk, form, fires="6")

    history = body_of(clerk.get(f"{form}/history", cell="fires"))

    assert [(one["n"], one["value"]) for one in history] == [(2, "6"), (1, "5")]


def test_nothing_occurred_is_one_act(clerk: Caller, form: str) -> None:
    saved = body_of(clerk.post(f"{form}/nothing", {"group": "order"}))

    assert set(saved["saved"]) == {"cases_total", "cases_settled", "fires"}
    assert body_of(clerk.get(form))["nothing_declared"] == ["order"]


def test_stocks_of_last_year_are_carried_over(
    clerk: Caller, desk: Desk, opened: Callable[..., int]
) -> None:
    before = f"/submissions/{opened(desk.country.quang_khai, '2023')}"
    enter(clerk, before, area_ha="664.49")

    form = f"/submissions/{desk.submission}"
    body_of(clerk.post(f"{form}/carry", {"cells": ["area_ha"]}))

    assert cell(body_of(clerk.get(form)), "area_ha")["value"] == "664.49"


def test_a_warning_is_explained(clerk: Caller, form: str) -> None:
    enter(clerk, form, fires="60")

    body = {"check": "many_fires", "reason": "Nắng nóng kéo dài."}
    shown = body_of(clerk.post(f"{form}/explanations", body))

    assert shown["findings"][0]["explanation"] == "Nắng nóng kéo dài."
    assert not shown["findings"][0]["is_open"]


def test_a_submission_is_returned_accepted_locked_and_reopened(
    clerk: Caller, officer: Caller, form: str
) -> None:
    enter(clerk, form, fires="5")
    assert body_of(clerk.post(f"{form}/submit"))["standing"]["state"] == "submitted"

    back = {"message": "Xem lại.", "reasons": {"fires": "Lệch sổ."}, "due_on": "2030-01-01"}
    assert body_of(officer.post(f"{form}/return", back))["standing"]["state"] == "returned"
    enter(clerk, form, fires="6")
    body_of(clerk.post(f"{form}/submit"))
    revision = body_of(officer.get(form))["standing"]["revision"]
    stale = error_of(officer.post(f"{form}/accept", {"revision": revision - 1}), 409)
    accepted = body_of(officer.post(f"{form}/accept", {"revision": revision}))
    locked = body_of(officer.post(f"{form}/lock", {"reason": "Chốt năm."}))
    reopened = body_of(officer.post(f"{form}/reopen", {"reason": "Sai số."}))

    states = [one["standing"]["state"] for one in (accepted, locked, reopened)]
    assert stale["code"] == "conflict"
    assert states == ["accepted", "locked", "reopened"]


def test_an_act_that_the_state_forbids_is_a_conflict(officer: Caller, form: str) -> None:
    refused = error_of(officer.post(f"{form}/accept", {"revision": 0}), 409)

    assert refused["code"] == "wrong_state"


def test_a_stranger_sees_and_changes_nothing(
    desk: Desk, caller: Callable[[str, int], Caller], form: str
) -> None:
    stranger = caller("clerk", desk.country.quang_ninh)

    assert error_of(stranger.get(form), 403)["code"] == "not_allowed"
    assert error_of(enter(stranger, form, fires="5"), 403)["code"] == "not_allowed"
    assert figures_of(desk.submission) == {}


def test_a_submission_that_does_not_exist_is_not_found(clerk: Caller) -> None:
    assert error_of(clerk.get("/submissions/999999"), 404)["code"] == "not_found"


def test_a_small_total_is_withheld_from_afar_and_cannot_be_probed(
    desk: Desk, clerk: Caller, caller: Callable[[str, int], Caller], form: str
) -> None:
    enter(clerk, form, people_fined="3")
    far = caller("officer", desk.country.hai_duong)

    shown = cell(body_of(far.get(form)), "people_fined")
    probe = [{"cell": "people_fined", "value": "4", "revision": 0}]

    assert (shown["withheld"], shown["value"], shown["revision"]) == (True, None, 0)
    assert body_of(far.get(f"{form}/history", cell="people_fined")) == []
    assert error_of(far.post(f"{form}/cells", probe), 403)["code"] == "withheld_cell"
    assert cell(body_of(clerk.get(form)), "people_fined")["value"] == "3"


def test_a_returned_cell_may_be_answered_instead_of_changed(
    clerk: Caller, officer: Caller, form: str
) -> None:
    enter(clerk, form, fires="5")
    hand_in(clerk, form)
    body = {"message": "Xem lại", "reasons": {"fires": "thiếu"}, "due_on": "2030-01-01"}
    body_of(officer.post(f"{form}/return", body))

    told = body_of(clerk.post(f"{form}/answers", {"cell": "fires", "answer": "Đã đối chiếu"}))
    again = body_of(clerk.post(f"{form}/submit"))

    assert told["standing"]["state"] == "returned"
    assert again["standing"]["state"] == "submitted"


def test_the_level_above_adjusts_and_the_unit_answers(
    clerk: Caller, officer: Caller, form: str, desk: Desk
) -> None:
    enter(clerk, form, fires="5")
    seen = hand_in(clerk, form)
    body_of(officer.post(f"{form}/accept", {"revision": seen["standing"]["revision"]}))
    above = path_of(desk.country.tu_ky_district, on=date(2024, 12, 31))
    body = {"cell": "fires", "value": "6", "reason": "Theo biên bản", "adjuster": above}

    told = body_of(officer.post(f"{form}/adjustments", body))
    [made] = told["adjustments"]
    refused = error_of(clerk.post(f"{form}/adjustments", body), 403)
    agreed = body_of(clerk.post(f"/adjustments/{made['id']}/answer", {"answer": "agreed"}))

    assert (made["value"], made["reported"], cell(told, "fires")["value"]) == ("6", "5", "5")
    assert refused["code"] == "not_allowed"
    assert agreed["adjustments"][0]["answer"] == "agreed"


def test_an_adjustment_is_withdrawn_by_who_made_it(
    clerk: Caller, officer: Caller, form: str, desk: Desk
) -> None:
    enter(clerk, form, fires="5")
    seen = hand_in(clerk, form)
    body_of(officer.post(f"{form}/accept", {"revision": seen["standing"]["revision"]}))
    above = path_of(desk.country.tu_ky_district, on=date(2024, 12, 31))
    body = {"cell": "fires", "value": "6", "reason": "Theo biên bản", "adjuster": above}
    [made] = body_of(officer.post(f"{form}/adjustments", body))["adjustments"]

    error_of(clerk.post(f"/adjustments/{made['id']}/withdraw", {"reason": "Nhầm"}), 403)
    told = body_of(officer.post(f"/adjustments/{made['id']}/withdraw", {"reason": "Nhầm"}))

    assert told["adjustments"][0]["answer"] == "withdrawn"


@pytest.mark.parametrize("value", ["", "nhiều", "1,5"])
def test_an_adjusted_value_must_be_a_number(
    clerk: Caller, officer: Caller, form: str, desk: Desk, value: str
) -> None:
    enter(clerk, form, fires="5")
    seen = hand_in(clerk, form)
    body_of(officer.post(f"{form}/accept", {"revision": seen["standing"]["revision"]}))
    above = path_of(desk.country.tu_ky_district, on=date(2024, 12, 31))
    body = {"cell": "fires", "value": value, "reason": "Theo biên bản", "adjuster": above}

    refused = error_of(officer.post(f"{form}/adjustments", body), 422)

    assert refused["where"] == "fires"
    assert body_of(officer.get(form))["adjustments"] == []


def test_a_unit_gets_a_later_due_day_with_a_reason(
    clerk: Caller, officer: Caller, form: str
) -> None:
    body = {"due_on": "2031-01-05", "reason": "Bão"}

    error_of(clerk.post(f"{form}/extend", body), 403)
    told = body_of(officer.post(f"{form}/extend", body))

    assert told["standing"]["due_on"] == "2031-01-05"


def test_a_submission_of_an_old_year_is_opened_once(clerk: Caller, desk: Desk) -> None:
    unit = path_of(desk.country.quang_khai, on=date(2023, 12, 31))
    body = {"unit": unit, "form": "commune", "period": "2023"}

    first = body_of(clerk.post("/submissions", body))
    second = body_of(clerk.post("/submissions", body))
    other = {**body, "unit": path_of(desk.country.tu_ky_district, on=date(2023, 12, 31))}

    assert first["standing"]["submission"] == second["standing"]["submission"]
    assert error_of(clerk.post("/submissions", other), 403)["code"] == "not_allowed"


def hand_in(caller: Caller, form: str) -> Any:
    """Explain what stops the form, then hand it in."""
    shown = body_of(caller.get(form))
    for one in shown["findings"]:
        if one["is_open"] and one["severity"] == "warn":
            caller.post(f"{form}/explanations", {"check": one["check"], "reason": "Đã rà soát"})
    return body_of(caller.post(f"{form}/submit"))
