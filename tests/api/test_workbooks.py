"""Forms out and in through the API."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from api.conftest import Caller, body_of, error_of
from intake.conftest import Desk
from intake.filled_forms import VALUE, at, edited, typed
from keng.reporting.queries import figures_of


def sent(caller: Caller, content: bytes, mode: str = "dry_run") -> Any:
    file = SimpleUploadedFile("khai.xlsx", content)
    return caller.client.post(f"/api/v1/workbooks/import?mode={mode}", {"file": file})


def filled(caller: Caller, desk: Desk, **values: object) -> bytes:
    response = caller.get("/workbooks/template", submission=desk.submission)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    return edited(response.content, typed({at(VALUE, key): v for key, v in values.items()}))


def test_a_dry_run_saves_nothing(desk: Desk, clerk: Caller) -> None:
    told = body_of(sent(clerk, filled(clerk, desk, fires=5)))

    assert told == {"saved": 0, "changes": 1, "unchanged": 4, "problems": []}
    assert figures_of(desk.submission) == {}


def test_a_file_is_saved_whole_or_not_at_all(desk: Desk, clerk: Caller) -> None:
    content = filled(clerk, desk, fires=5, cases_total="x")

    nothing = body_of(sent(clerk, content, "all_or_nothing"))
    right = body_of(sent(clerk, content, "what_is_right"))

    assert nothing["saved"] == 0
    assert right["saved"] == 1
    assert [(one["cell"], one["code"]) for one in right["problems"]] == [("E10", "dash")]
    assert right["problems"][0]["file"] == "khai.xlsx"


def test_a_file_that_is_no_workbook_is_a_problem_and_no_error(clerk: Caller) -> None:
    told = body_of(sent(clerk, b"%PDF-1.7", "what_is_right"))

    assert [one["code"] for one in told["problems"]] == ["file_not_workbook"]


def test_a_template_of_a_submission_that_does_not_exist_is_not_found(clerk: Caller) -> None:
    assert error_of(clerk.get("/workbooks/template", submission=999999), 404)["code"] == "not_found"
