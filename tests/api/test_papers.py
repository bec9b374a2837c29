"""Papers and texts through the API: from the draft to the signed file, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from api.conftest import Caller, body_of, error_of, signed_in
from keng.kernel.figures import CellKey
from keng.publishing.models import Paper
from keng.reporting import actions
from keng.reporting.models import Submission
from publishing.conftest import Cast, cast

__all__ = ["cast"]
SIGNED = b"%PDF-1.7 signed"
ASKED = {"unit": "xã Một, huyện Bắc, tỉnh Đông", "period": "2024", "outline": "commune"}


@pytest.fixture
def writer(cast: Cast) -> Caller:
    """The clerk of xã Một."""
    return signed_in(cast.clerk.account_id)


@pytest.fixture
def leader(cast: Cast) -> Caller:
    """The leader of xã Một."""
    return signed_in(cast.leader.account_id)


@pytest.fixture
def sheet(cast: Cast) -> Submission:
    """The form of xã Một of 2024, opened again so that it can be written in."""
    found = Submission.objects.get(unit_id=cast.one, first="2024-01-01", last="2024-12-31")
    at = datetime.now(tz=UTC)
    actions.reopen(found.pk, "Bổ sung lời văn", actor=cast.officer, at=at)
    return found


@pytest.fixture
def paper(writer: Caller, sheet: Submission) -> dict[str, Any]:
    """A draft with nothing missing."""
    write(writer, sheet, "proposals", "Không.")
    made: dict[str, Any] = body_of(writer.post("/papers", ASKED))
    return made


def write(caller: Caller, sheet: Submission, slot: str, text: str, **more: Any) -> HttpResponse:
    return caller.client.put(
        f"/api/v1/submissions/{sheet.pk}/texts/{slot}",
        {"text": text, **more},
        content_type="application/json",
    )


def send(caller: Caller, path: str, **fields: Any) -> HttpResponse:
    """A multipart call."""
    return caller.client.post(f"/api/v1{path}", fields)


def a_file(content: bytes, name: str = "ky.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def approved(writer: Caller, leader: Caller, paper: dict[str, Any]) -> dict[str, Any]:
    submitted = body_of(writer.post(f"/papers/{paper['id']}/submit"))
    seen = {"revision": submitted["revision"]}
    found: dict[str, Any] = body_of(leader.post(f"/papers/{paper['id']}/approve", seen))
    return found


def test_a_text_is_written_read_and_kept_with_its_versions(
    writer: Caller, sheet: Submission
) -> None:
    assert body_of(write(writer, sheet, "causes", "Nắng nóng.", revision=0))["revision"] == 1
    assert body_of(write(writer, sheet, "causes", "Hanh khô.", revision=1))["revision"] == 2

    shown = {
        one["slot"]: one["text"] for one in body_of(writer.get(f"/submissions/{sheet.pk}/texts"))
    }
    past = body_of(writer.get(f"/submissions/{sheet.pk}/texts/causes/history"))
    assert shown["causes"] == "Hanh khô."
    assert shown["proposals"] == ""
    assert [one["text"] for one in past] == ["Hanh khô.", "Nắng nóng."]


def test_a_text_that_somebody_changed_meanwhile_is_not_overwritten(
    writer: Caller, sheet: Submission
) -> None:
    write(writer, sheet, "causes", "Nắng nóng.", revision=0)

    refused = error_of(write(writer, sheet, "causes", "Mưa.", revision=0), 409)

    assert refused["code"] == "conflict"
    assert sheet.texts.get(slot="causes").text == "Nắng nóng."


@pytest.mark.parametrize("slot", ["causes", "no_such_slot"])
def test_who_may_not_enter_writes_no_text(cast: Cast, sheet: Submission, slot: str) -> None:
    stranger = signed_in(cast.other_clerk.account_id)

    error_of(write(stranger, sheet, slot, "Mưa."), 403)

    assert not sheet.texts.exists()


def test_an_unknown_slot_is_refused_with_those_that_exist(
    writer: Caller, sheet: Submission
) -> None:
    assert error_of(write(writer, sheet, "nowhere", "Mưa."), 422)["code"] == "unknown_slot"
    error_of(writer.get(f"/submissions/{sheet.pk}/texts/nowhere/history"), 404)


def test_a_paper_goes_from_draft_to_its_signed_file(
    writer: Caller, leader: Caller, paper: dict[str, Any]
) -> None:
    assert (paper["state"], paper["gaps"]) == ("draft", [])
    assert approved(writer, leader, paper)["state"] == "approved"

    issued = body_of(send(writer, f"/papers/{paper['id']}/issue", number=5, day="2025-01-10"))
    signed = body_of(send(writer, f"/papers/{paper['id']}/signed", file=a_file(SIGNED)))

    assert issued["state"] == "issued"
    assert issued["issued_on"] == "2025-01-10"
    kept = next(one for one in signed["files"] if one["kind"] == "signed")
    content = writer.get(f"/papers/{paper['id']}/files/{kept['n']}")
    assert content.content == SIGNED
    assert content.headers["Content-Disposition"].endswith('.pdf"')


def test_number_and_day_may_be_left_open_and_entered_later(
    writer: Caller, leader: Caller, paper: dict[str, Any]
) -> None:
    approved(writer, leader, paper)
    body_of(send(writer, f"/papers/{paper['id']}/issue"))

    numbered = {"number": 7, "day": "2025-01-12"}
    told = body_of(writer.post(f"/papers/{paper['id']}/number", numbered))
    again = error_of(writer.post(f"/papers/{paper['id']}/number", numbered), 409)

    assert told["issued_on"] == "2025-01-12"
    assert again["code"] == "wrong_state"


def test_an_unapproved_paper_is_issued_only_with_its_signed_file(
    writer: Caller, paper: dict[str, Any]
) -> None:
    body_of(writer.post(f"/papers/{paper['id']}/submit"))

    error_of(send(writer, f"/papers/{paper['id']}/issue", number=5, day="2025-01-10"), 409)
    assert Paper.objects.get().state == "submitted"

    given = {"number": 5, "day": "2025-01-10", "signed": a_file(SIGNED)}
    assert body_of(send(writer, f"/papers/{paper['id']}/issue", **given))["state"] == "issued"


def test_a_clerk_does_not_approve_and_an_old_revision_is_not_approved(
    writer: Caller, leader: Caller, paper: dict[str, Any]
) -> None:
    body_of(writer.post(f"/papers/{paper['id']}/submit"))

    error_of(writer.post(f"/papers/{paper['id']}/approve", {"revision": 2}), 403)
    error_of(leader.post(f"/papers/{paper['id']}/approve", {"revision": 0}), 409)

    assert Paper.objects.get().state == "submitted"


def test_a_paper_is_given_back_with_its_reason(
    writer: Caller, leader: Caller, paper: dict[str, Any]
) -> None:
    body_of(writer.post(f"/papers/{paper['id']}/submit"))

    told = body_of(leader.post(f"/papers/{paper['id']}/give-back", {"reason": "Thiếu số"}))

    assert (told["state"], told["give_back_reason"]) == ("draft", "Thiếu số")


def test_the_head_is_rewritten_and_figures_are_refreshed(
    writer: Caller, paper: dict[str, Any]
) -> None:
    body = {"signer": "Nguyễn Văn A", "signed_by": "deputy", "recipients": ["UBND huyện Bắc"]}

    rewritten = body_of(writer.post(f"/papers/{paper['id']}/head", body))
    refreshed = body_of(writer.post(f"/papers/{paper['id']}/refresh"))

    assert rewritten["revision"] > paper["revision"]
    assert refreshed["state"] == "draft"


def test_a_draft_comes_back_from_word(writer: Caller, paper: dict[str, Any]) -> None:
    newest = max(one["n"] for one in paper["files"])
    content = writer.get(f"/papers/{paper['id']}/files/{newest}").content

    told = body_of(send(writer, f"/papers/{paper['id']}/word", file=a_file(content, "bc.docx")))
    wrong = send(writer, f"/papers/{paper['id']}/word", file=a_file(b"no", "a.docx"))

    assert (told["typed_over"], told["lost"]) == ([], [])
    assert error_of(wrong, 422)["message"]


def test_figures_that_changed_since_issue_are_told_and_corrected(
    cast: Cast, writer: Caller, leader: Caller, paper: dict[str, Any], sheet: Submission
) -> None:
    approved(writer, leader, paper)
    given = {"number": 5, "day": "2025-01-10"}
    body_of(send(writer, f"/papers/{paper['id']}/issue", **given))
    assert body_of(writer.get(f"/papers/{paper['id']}/changes")) == []

    correct_again(cast, sheet)
    changed = body_of(writer.get(f"/papers/{paper['id']}/changes"))
    made = body_of(writer.post(f"/papers/{paper['id']}/correct"))

    assert changed
    assert made["corrects"] == paper["id"]


def correct_again(cast: Cast, sheet: Submission) -> None:
    """Hand the opened form in with one more case, and have it accepted."""
    at = datetime.now(tz=UTC)
    figure = sheet.figures.get(indicator="cases")
    change = actions.CellInput(CellKey("cases"), (figure.value or 0) + 1)
    outcome = actions.enter(sheet.pk, [change], actor=cast.clerk, at=at)
    for one in outcome.findings:
        if one.severity == "warn" and one.is_open:
            actions.accept_warning(sheet.pk, one.check, "Đã rà soát", actor=cast.clerk, at=at)
    handed = actions.submit(sheet.pk, actor=cast.clerk, at=at)
    actions.accept(sheet.pk, revision=handed.revision, actor=cast.officer, at=at)


def test_a_stranger_sees_and_does_nothing(cast: Cast, paper: dict[str, Any]) -> None:
    stranger = signed_in(cast.other_clerk.account_id)

    for answer in (
        stranger.get(f"/papers/{paper['id']}"),
        stranger.get("/papers", unit=ASKED["unit"]),
        stranger.get(f"/papers/{paper['id']}/files/1"),
        stranger.post(f"/papers/{paper['id']}/submit"),
        stranger.post("/papers", ASKED),
    ):
        error_of(answer, 403)
    assert Paper.objects.get().state == "draft"


def test_the_papers_of_a_unit_are_listed(writer: Caller, paper: dict[str, Any]) -> None:
    assert [one["id"] for one in body_of(writer.get("/papers", unit=ASKED["unit"]))] == [
        paper["id"]
    ]
    error_of(writer.get("/papers/999"), 404)
