"""A submission as the official form, and its past, through the API."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from access_cast import AT
from api.conftest import Caller, body_of, error_of
from intake.conftest import Desk
from keng.documents import word
from keng.reporting.queries import submission_view


def fires(clerk: Caller, desk: Desk, value: str) -> None:
    body = [{"cell": "fires", "value": value}]
    body_of(clerk.post(f"/submissions/{desk.submission}/cells", body))


def test_a_submission_comes_as_the_paper_form_in_word(clerk: Caller, desk: Desk) -> None:
    fires(clerk, desk, "5")

    answer = clerk.get(f"/submissions/{desk.submission}/docx")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.docx"')
    assert "Người lập biểu" in word.paragraphs_of(answer.content)
    printed = [one for one in word.read_fields(answer.content) if one.source]
    assert [
        one.text
        for one in printed
        if one.source and (one.source.indicator, one.source.view) == ("fires", "value")
    ] == ["5"]


def test_a_small_total_is_not_in_the_file_of_somebody_far_away(
    desk: Desk, clerk: Caller, caller: Callable[[str, int], Caller]
) -> None:
    body = [{"cell": "people_fined", "value": "3"}]
    body_of(clerk.post(f"/submissions/{desk.submission}/cells", body))
    far = caller("officer", desk.country.hai_duong)

    answer = far.get(f"/submissions/{desk.submission}/docx")

    told = {
        (one.text, one.source.exact)
        for one in word.read_fields(answer.content)
        if one.source and one.source.indicator == "people_fined"
    }
    assert told == {("…", "")}


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_stranger_gets_no_file(
    desk: Desk, caller: Callable[[str, int], Caller], kind: str
) -> None:
    stranger = caller("clerk", desk.country.quang_ninh)

    refused = error_of(stranger.get(f"/submissions/{desk.submission}/{kind}"), 403)

    assert refused["code"] == "not_allowed"


def test_without_libreoffice_the_refusal_has_a_code_of_its_own(
    clerk: Caller, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    refused = error_of(clerk.get(f"/submissions/{desk.submission}/pdf"), 422)

    assert refused["code"] == "no_office"
    assert "Word" in refused["message"]


def test_printing_changes_nothing(clerk: Caller, desk: Desk) -> None:
    def standing() -> object:
        view = submission_view(desk.submission, desk.clerk, on=AT.date())
        return (view.standing, view.cells, view.changes)

    before = standing()
    clerk.get(f"/submissions/{desk.submission}/docx")

    assert standing() == before


def test_a_submission_tells_why_it_was_returned_and_what_was_done_since(
    clerk: Caller, officer: Caller, desk: Desk
) -> None:
    form = f"/submissions/{desk.submission}"
    fires(clerk, desk, "5")
    body_of(clerk.post(f"{form}/submit"))
    back = {"message": "Xem lại.", "reasons": {"fires": "Lệch sổ."}, "due_on": "2030-01-01"}
    body_of(officer.post(f"{form}/return", back))

    shown = body_of(clerk.get(form))

    [returned] = shown["returns"]
    assert (returned["message"], returned["due_on"]) == ("Xem lại.", "2030-01-01")
    assert returned["cells"] == [
        {"cell": "fires", "reason": "Lệch sổ.", "is_resolved": False, "answer": ""}
    ]
    assert [one["act"] for one in shown["steps"]] == ["return", "submit"]


def test_a_unit_is_listed_through_time(clerk: Caller) -> None:
    history = body_of(clerk.get("/units/history", unit="xã Quang Khải", on="2024-06-30"))

    assert [one["text"] for one in history["names"]] == ["xã Quang Khải"]
    assert history["parents"][0]["text"] == "huyện Tứ Kỳ"
    assert history["managers"] == []


def test_the_history_of_an_unknown_unit_is_not_found(clerk: Caller) -> None:
    assert error_of(clerk.get("/units/history", unit="xã Đâu Đó"), 404)["code"] == "not_found"
