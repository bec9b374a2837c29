"""Old reports through the API: sent, confirmed, decided, entered; closed to who is not near."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from api.conftest import body_of, error_of
from jobs_cast import worked_off
from keng.intake.models import Decision, ReadReport
from keng.jobs.models import Job
from keng.reporting.queries import figures_of
from reports_cast import SECRET_PERSON, file_of
from web.conftest import office
from web_cast import Office

__all__ = ["office"]

ADDRESS = "/api/v1/read-reports"


def send(office: Office, login: str, content: bytes, name: str = "bc-2022.txt") -> Any:
    file = SimpleUploadedFile(name, content)
    given = {"office": "xã Một, huyện Bắc", "file": file}
    return office.browser(login).post(ADDRESS, given)


def post(browser: Client, path: str, body: Any = None) -> Any:
    return browser.post(f"{ADDRESS}{path}", json.dumps(body or {}), content_type="application/json")


@pytest.fixture
def report(office: Office) -> int:
    """The report of 2022, read for xã Một and not confirmed."""
    job = body_of(send(office, "clerk", file_of(2022)))
    worked_off()
    [file] = body_of(office.browser("clerk").get(f"{ADDRESS}/jobs/{job['id']}"))["files"]
    return int(file["report"])


def test_from_the_file_to_the_form(office: Office, report: int) -> None:
    clerk = office.browser("clerk")
    [listed] = body_of(clerk.get(ADDRESS))
    assert (listed["id"], listed["state"], listed["waiting"]) == (report, "waiting", 4)
    assert (listed["said_first"], listed["said_last"]) == ("2022-01-01", "2022-12-31")

    asked = {"unit": "xã Một, huyện Bắc", "period": "2022", "form": "commune"}
    shown = body_of(post(clerk, f"/{report}/confirm", asked))
    text = json.dumps(shown, ensure_ascii=False)
    assert "12 vụ việc" in text
    assert SECRET_PERSON not in text
    assert "0912345678" not in text
    assert [one["doubts"] == [] for one in shown["figures"]].count(True) >= 1

    post(clerk, f"/{report}/figures/1/take", {"cell": "cases", "value": "12"})
    body_of(post(clerk, f"/{report}/figures/2/accept"))
    post(clerk, f"/{report}/figures/3/take", {"cell": "signed", "value": "450"})
    last = body_of(post(clerk, f"/{report}/figures/4/refuse"))
    verdicts = [one["decided"]["verdict"] for one in last["figures"]]
    assert (verdicts[1], verdicts[3]) == ("accepted", "refused")
    done = body_of(post(clerk, f"/{report}/enter"))

    assert (done["saved"], done["kept"]) == (3, 0)
    stand = {str(key): one.value for key, one in figures_of(done["submission"]).items()}
    assert stand == {"cases": 12, "settled": 10, "signed": 450}
    assert body_of(clerk.get(f"{ADDRESS}/{report}"))["report"]["state"] == "entered"


def test_what_cannot_be_taken_is_refused_and_not_kept(office: Office, report: int) -> None:
    clerk = office.browser("clerk")
    error_of(post(clerk, f"/{report}/figures/2/accept"), 409)  # not confirmed yet
    asked = {"unit": "xã Một, huyện Bắc", "period": "2022", "form": "commune"}
    body_of(post(clerk, f"/{report}/confirm", asked))

    question = error_of(post(clerk, f"/{report}/figures/3/accept"), 422)
    error_of(post(clerk, f"/{report}/figures/3/take", {"cell": "signed", "value": "4,5"}), 422)
    error_of(post(clerk, f"/{report}/figures/3/take", {"cell": "signed", "value": "-1"}), 422)

    assert question["code"] == "proposal_is_question"
    assert not Decision.objects.exists()


def test_a_reading_is_put_aside_and_the_file_read_again(office: Office, report: int) -> None:
    clerk = office.browser("clerk")

    assert body_of(post(clerk, f"/{report}/drop"))["state"] == "dropped"
    body_of(send(office, "clerk", file_of(2022)))
    worked_off()

    assert ReadReport.objects.exclude(pk=report).get().state == "waiting"
    error_of(post(clerk, f"/{report}/drop"), 409)


def test_a_file_that_was_read_before_says_so_in_its_reading(office: Office, report: int) -> None:
    job = body_of(send(office, "clerk", file_of(2022)))
    worked_off()

    [file] = body_of(office.browser("clerk").get(f"{ADDRESS}/jobs/{job['id']}"))["files"]

    assert (file["state"], file["report"]) == ("failed", None)
    assert str(report) in file["message_en"]


@pytest.mark.parametrize("login", ["auditor", "other.clerk"])
def test_it_is_closed_to_who_does_not_enter_there(login: str, office: Office, report: int) -> None:
    stranger = office.browser(login)
    jobs = Job.objects.count()

    error_of(send(office, login, file_of(2023)), 403)
    error_of(post(stranger, f"/{report}/drop"), 403)
    error_of(post(stranger, f"/{report}/figures/2/accept"), 403)

    assert Job.objects.count() == jobs
    assert ReadReport.objects.get().state == "waiting"


def test_who_is_far_sees_neither_the_report_nor_the_reading(office: Office, report: int) -> None:
    stranger = office.browser("other.clerk")

    error_of(stranger.get(f"{ADDRESS}/{report}"), 403)
    error_of(stranger.get(f"{ADDRESS}/jobs/{Job.objects.get().pk}"), 403)
    assert body_of(stranger.get(ADDRESS)) == []
    error_of(Client().get(ADDRESS), 401)


@pytest.mark.parametrize(
    ("content", "name"),
    [("TỐI MẬT\nBáo cáo".encode(), "a.txt"), (b"", "a.txt"), (b"PK\x03\x04 cut off", "a.docx")],
)
def test_what_must_not_be_read_is_refused_before_it_is_kept(
    content: bytes, name: str, office: Office
) -> None:
    assert send(office, "clerk", content, name).status_code == 422

    assert not Job.objects.exists()
