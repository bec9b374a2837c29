"""Many workbooks with personal data in their notes: asked about after the job, one by one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from jobs_cast import fill_in, noted, worked_off
from keng.backups.manifest import LEFT_OUT_FILES
from keng.jobs import files
from keng.jobs.models import Job, Step
from keng.kernel.figures import CellKey
from keng.reporting import queries
from keng.screening.models import KeptText
from keng.web.frame import screening
from keng.web.tables import jobpassages
from web_cast import Office

PHONE, OTHER = "0900000001", "0900000002"
REASON = "Số trực ban"


def page(response: Any) -> str:
    return str(response.content.decode())


def looked_at(office: Office, notes: tuple[str, str]) -> Job:
    """Two workbooks with a note each, looked at by the worker."""
    officer = office.browser("officer")
    several = []
    for submission, note in zip((office.draft.pk, office.other_draft.pk), notes, strict=True):
        template = officer.get(f"/bieu/{submission}/mau.xlsx").content
        content = noted(fill_in(template, {"fires": 2, "cases": 5}), {"fires": note})
        several.append(SimpleUploadedFile(f"tep-{submission}.xlsx", content))
    officer.post("/nap-tep/", {"workbook": several})
    worked_off()
    return Job.objects.get()


def saved(office: Office, job: Job, **answers: str) -> Job:
    """The job that saves, worked off, after these answers were sent on the page of a job."""
    sent = {"policy": "what_is_right", **answers}
    answer = office.browser("officer").post(f"/viec/{job.pk}/luu/", sent)
    assert answer.status_code == 302, page(answer)
    worked_off()
    return Job.objects.latest("pk")


def choice(n: int, words: str, do: str, why: str = "") -> dict[str, str]:
    return {f"personal-words-{n}": words, f"personal-do-{n}": do, f"personal-why-{n}": why}


def note_of(submission: int) -> str | None:
    figure = queries.figures_of(submission).get(CellKey("fires"))
    return None if figure is None else figure.note


def test_each_passage_is_shown_with_its_places_and_what_may_be_done(office: Office) -> None:
    job = looked_at(office, (f"gọi {PHONE}", f"gọi {PHONE} hoặc {OTHER}"))

    text = page(office.browser("officer").get(f"/viec/{job.pk}/"))

    assert f"<mark>{PHONE}</mark>" in text
    assert f"<mark>{OTHER}</mark>" in text
    assert text.count('value="keep"') == 2  # the number that stands in both files is asked once
    for submission in (office.draft.pk, office.other_draft.pk):
        assert f"tep-{submission}.xlsx!" in text


def test_what_was_decided_is_entered_and_the_rest_waits_for_a_decision(office: Office) -> None:
    job = looked_at(office, (f"gọi {PHONE}", f"gọi {OTHER}"))

    first = saved(office, job)
    assert (note_of(office.draft.pk), note_of(office.other_draft.pk)) == (None, None)
    assert first.result["saved"] == 2  # the cells without such a note

    second = saved(office, first, **choice(0, PHONE, "keep", REASON))
    assert note_of(office.draft.pk) == f"gọi {PHONE}"
    assert second.result["personal"] == 1

    third = saved(office, second, **choice(0, OTHER, "out"))
    assert note_of(office.other_draft.pk) == "gọi [đã bỏ]"
    assert third.result["personal"] == 0
    kept = KeptText.objects.get()
    assert (kept.reason, kept.account_id) == (REASON, office.accounts["officer"].pk)
    assert kept.page == f"/viec/{first.pk}/"


def test_a_reason_that_will_not_do_brings_the_page_back_with_what_was_chosen(
    office: Office,
) -> None:
    job = looked_at(office, (f"gọi {PHONE}", "không có gì"))
    sent = {"policy": "what_is_right", **choice(0, PHONE, "keep", f"gọi {PHONE}")}

    answer = office.browser("officer").post(f"/viec/{job.pk}/luu/", sent)

    assert answer.status_code == 422
    assert "Lý do lại có dữ liệu cá nhân" in page(answer)
    assert 'value="keep" checked' in page(answer)
    assert Job.objects.count() == 1


def test_the_words_stand_in_no_row_and_in_no_backup(office: Office) -> None:
    job = looked_at(office, (f"gọi {PHONE}", f"gọi {OTHER}"))
    after = saved(office, job, **choice(0, PHONE, "keep", REASON))

    rows = [*Job.objects.values("arguments", "result"), *Step.objects.values("result")]
    assert PHONE not in json.dumps(rows)
    assert OTHER not in json.dumps(rows)
    for one in (job, after):
        folder = settings.MEDIA_ROOT / "jobs" / str(one.pk)
        inside = [path for path in folder.iterdir() if PHONE.encode() in path.read_bytes()]
        assert all(path.relative_to(settings.MEDIA_ROOT).match(LEFT_OUT_FILES) for path in inside)
    assert not (settings.MEDIA_ROOT / "jobs" / str(after.pk) / files.ANSWERS).exists()


def test_nobody_but_who_asked_for_the_job_sees_or_decides(office: Office) -> None:
    job = looked_at(office, (f"gọi {PHONE}", f"gọi {OTHER}"))

    for login in ("auditor", "keeper", "clerk"):
        browser = office.browser(login)
        assert PHONE not in page(browser.get(f"/viec/{job.pk}/"))
        refused = browser.post(f"/viec/{job.pk}/luu/", choice(0, PHONE, "keep", REASON))
        assert refused.status_code in {403, 409}
    assert Job.objects.count() == 1


def test_what_was_not_asked_about_is_not_decided(office: Office) -> None:
    job = looked_at(office, (f"gọi {PHONE}", "không có gì"))

    after = saved(office, job, **choice(0, OTHER, "keep", REASON))

    assert after.result["personal"] == 1
    assert KeptText.objects.count() == 0


def test_passages_beyond_those_of_one_page_are_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobpassages, "MOST", 1)
    job = looked_at(office, (f"gọi {PHONE}", f"gọi {OTHER}"))

    text = page(office.browser("officer").get(f"/viec/{job.pk}/"))

    assert text.count('value="keep"') == 1
    assert "Còn 1 đoạn nữa" in text
    assert screening.PLACEHOLDER in text
