"""A button pressed twice, a request played again, a job asked for twice: done once, and told so."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jobs_cast import fill_in, worked_off
from keng.jobs.models import Job
from keng.journal.queries import entries_of
from keng.reporting import actions
from keng.reporting.models import FigureRevision, Submission
from reporting_cast import cells
from web_cast import NOW, Office


def page(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def filled(office: Office) -> Office:
    """An office whose clerk has typed what the form needs."""
    typed = cells(cases=9, settled=5, fires=2)
    actions.enter(office.draft.pk, typed, actor=office.actor("clerk"), at=NOW)
    return office


def handed_in(browser: Client, office: Office) -> Any:
    return browser.post(f"/bieu/{office.draft.pk}/nop/", follow=True)


def verbs(office: Office) -> list[str]:
    return [one.verb for one in entries_of(f"submission:{office.draft.pk}")]


def test_a_form_that_is_handed_in_twice_is_handed_in_once_and_the_second_is_told(
    filled: Office,
) -> None:
    browser = filled.browser("clerk")

    assert "Đã nộp biểu" in page(handed_in(browser, filled))
    second = handed_in(browser, filled)

    assert second.status_code == 409
    assert Submission.objects.get(pk=filled.draft.pk).state == "submitted"
    assert verbs(filled).count("reporting.submit") == 1


def test_a_request_that_is_played_again_after_signing_out_does_nothing(filled: Office) -> None:
    browser = filled.browser("clerk")
    cookies = {name: one.value for name, one in browser.cookies.items()}
    browser.post("/dang-xuat/")
    replaying = Client()
    replaying.cookies.load(cookies)

    answer = replaying.post(f"/bieu/{filled.draft.pk}/nop/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/dang-nhap/")
    assert "reporting.submit" not in verbs(filled)


def test_a_job_that_is_asked_for_twice_saves_once(office: Office) -> None:
    officer = office.browser("officer")
    template = officer.get(f"/bieu/{office.draft.pk}/mau.xlsx").content
    content = fill_in(template, {"fires": 2, "cases": 5})
    # The same file twice, so that the two are looked at as one.
    several = [SimpleUploadedFile(name, content) for name in ("mot.xlsx", "hai.xlsx")]
    officer.post("/nap-tep/", {"workbook": several})
    worked_off()
    looked = Job.objects.get()
    assert looked.total == 1

    asked = [officer.post(f"/viec/{looked.pk}/luu/", {"policy": "what_is_right"}) for _ in range(2)]
    worked_off()
    worked_off()

    told = [page(officer.get(one.headers["Location"])) for one in asked]
    assert "Đã lưu 2 ô" in told[0]
    assert "Đã lưu 0 ô" in told[1]
    assert FigureRevision.objects.count() == 2
