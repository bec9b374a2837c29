"""Rounds through the API: opened, looked at, extended, closed, reopened."""

from __future__ import annotations

from api.conftest import Caller, body_of, error_of
from intake.conftest import Desk

ASKED = {"owner": "huyện Tứ Kỳ", "form": "commune", "period": "2023", "due_on": "2024-01-05"}


def opened(officer: Caller) -> int:
    return int(body_of(officer.post("/rounds", ASKED))["id"])


def test_a_round_asks_the_units_below(officer: Caller) -> None:
    number = opened(officer)

    status = body_of(officer.get(f"/rounds/{number}"))

    assert status["round"]["period"] == "2023"
    assert [one["unit"]["name"] for one in status["units"]] == ["Hưng Đạo", "Quang Khải"]
    assert all(one["owes"] and one["is_late"] for one in status["units"])


def test_everyone_sees_the_rounds_that_concern_them(officer: Caller, clerk: Caller) -> None:
    number = opened(officer)

    assert [one["id"] for one in body_of(officer.get("/rounds"))] == [number]
    assert [one["id"] for one in body_of(clerk.get("/rounds"))] == [number]
    assert "2023" in [one["period"] for one in body_of(clerk.get("/duties"))]


def test_a_round_is_extended_closed_and_reopened(officer: Caller) -> None:
    number = opened(officer)
    later = {"due_on": "2024-02-05", "reason": "Bão."}

    extended = body_of(officer.post(f"/rounds/{number}/extend", later))
    closed = body_of(officer.post(f"/rounds/{number}/close", {"reason": "Xong."}))
    reopened = body_of(officer.post(f"/rounds/{number}/reopen"))

    assert extended["due_on"] == "2024-02-05"
    assert (closed["is_open"], reopened["is_open"]) == (False, True)


def test_opening_it_twice_is_refused(officer: Caller) -> None:
    opened(officer)

    assert error_of(officer.post("/rounds", ASKED), 409)["code"] == "round_exists"


def test_a_clerk_opens_no_round(clerk: Caller) -> None:
    assert error_of(clerk.post("/rounds", ASKED), 403)["code"] == "not_allowed"


def test_a_round_that_does_not_exist_is_not_found(desk: Desk, clerk: Caller) -> None:
    del desk
    assert error_of(clerk.get("/rounds/999"), 404)["code"] == "not_found"
