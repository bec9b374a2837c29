"""Long work on the screens: asked, watched, fetched, by those who may."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jobs_cast import asked, fill_in, tracing, worked_off
from keng.access import actions as access
from keng.access.actions import end_grant
from keng.access.models import Grant
from keng.intake import tasks as intake_tasks
from keng.jobs.models import Job
from keng.jobs.registry import discover, task_of
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR
from keng.publishing import batches, tasks
from keng.reporting.models import Figure
from keng.takeaway import making
from keng.web.phrases.joblines import TITLES
from keng.web.views import papers
from pages_cast import an_office_with_papers
from web_cast import AUGUST, NOW, Office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page(response: Any) -> str:
    return str(response.content.decode())


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=XLSX)


def filled(office: Office, login: str, submission: int, **values: int) -> bytes:
    template = office.browser(login).get(f"/bieu/{submission}/mau.xlsx").content
    return fill_in(template, values)


def test_every_kind_that_is_asked_for_has_a_task() -> None:
    discover()
    kinds = {intake_tasks.LOOK, intake_tasks.SAVE, intake_tasks.FORMS, tasks.REPORT, tasks.TABLES}

    assert all(task_of(kind) for kind in kinds | TITLES.keys())
    assert kinds <= TITLES.keys()


def test_several_files_are_looked_at_by_a_job_and_saved_by_the_next(office: Office) -> None:
    officer = office.browser("officer")
    one = filled(office, "officer", office.draft.pk, fires=2, cases=5)
    two = filled(office, "officer", office.other_draft.pk, fires=3)

    sent = officer.post(
        "/nap-tep/", {"workbook": [upload("mot.xlsx", one), upload("hai.xlsx", two)]}
    )
    looked = Job.objects.get()
    assert sent.headers["Location"] == f"/viec/{looked.pk}/"
    assert "Đang chờ" in page(officer.get(f"/viec/{looked.pk}/"))

    worked_off()
    assert Figure.objects.count() == 0
    assert "3 ô sẽ đổi, 0 vấn đề" in page(officer.get(f"/viec/{looked.pk}/"))

    saving = officer.post(f"/viec/{looked.pk}/luu/", {"policy": "all_or_nothing"})
    worked_off()
    assert "Đã lưu 3 ô" in page(officer.get(saving.headers["Location"]))
    assert Figure.objects.count() == 3


def test_a_file_that_is_no_workbook_is_not_kept_and_the_others_are_looked_at(
    office: Office,
) -> None:
    officer = office.browser("officer")
    good = filled(office, "officer", office.draft.pk, fires=2)

    sent = officer.post(
        "/nap-tep/",
        {"workbook": [upload("tot.xlsx", good), upload("hong.xlsx", b"not a workbook")]},
        follow=True,
    )

    assert "Không nhận tệp" in page(sent)
    assert Job.objects.get().total == 1


def test_the_problems_of_files_are_listed_with_their_places(office: Office) -> None:
    officer = office.browser("officer")
    bad = filled(office, "officer", office.draft.pk, fires=-2)
    good = filled(office, "officer", office.other_draft.pk, fires=3)
    officer.post("/nap-tep/", {"workbook": [upload("xau.xlsx", bad), upload("tot.xlsx", good)]})
    worked_off()

    text = page(officer.get(f"/viec/{Job.objects.get().pk}/"))
    assert "xau.xlsx!" in text
    assert "Lưu ô đúng" in text


def test_the_forms_of_a_round_come_as_one_archive(office: Office) -> None:
    officer = office.browser("officer")
    sent = officer.post(f"/viec/moi/dot/{office.round_id}/")
    worked_off()

    answer = officer.get(f"{sent.headers['Location']}tep/")
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert names == ["0001-xa-hai.xlsx", "0002-xa-mot.xlsx"]


def test_the_tables_of_a_unit_and_those_under_it_come_as_one_archive(office: Office) -> None:
    officer = office.browser("officer")
    asked_for = {"unit_id": office.north, "period": "2024-08", "compare": "on"}
    sent = officer.post("/viec/moi/bang/", asked_for)
    worked_off()

    answer = officer.get(f"{sent.headers['Location']}tep/")
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert names == ["0001-huyen-bac.xlsx", "0002-xa-hai.xlsx", "0003-xa-mot.xlsx"]


def test_who_may_not_view_a_unit_asks_in_vain(office: Office) -> None:
    clerk = office.browser("clerk")

    assert clerk.post(f"/viec/moi/dot/{office.round_id}/").status_code == 403
    table = {"unit_id": office.north, "period": "2024-08"}
    assert clerk.post("/viec/moi/bang/", table).status_code == 403
    assert clerk.post("/viec/moi/bao-cao/", {**table, "outline": "x"}).status_code == 403
    assert clerk.post("/viec/moi/bang/", {"period": "2024-08"}).status_code == 422
    assert not Job.objects.exists()


def test_the_file_of_a_job_is_for_its_owner_alone(office: Office) -> None:
    made = batches.write_tables(
        office.north, AUGUST, compare=False, actor=office.actor("officer"), at=NOW
    )
    worked_off()

    answer = office.browser("officer").get(f"/viec/{made.pk}/tep/")
    assert b"".join(answer.streaming_content)
    for login in ("keeper", "auditor"):
        assert office.browser(login).get(f"/viec/{made.pk}/").status_code == 200
        assert office.browser(login).get(f"/viec/{made.pk}/tep/").status_code == 404
    assert office.browser("clerk").get(f"/viec/{made.pk}/").status_code == 403
    assert office.browser("clerk").get(f"/viec/{made.pk}/tep/").status_code == 403


def test_progress_is_asked_again_until_the_job_has_ended(office: Office) -> None:
    tracing()
    job = asked(office.actor("clerk"), unit_id=office.one)
    browser = office.browser("clerk")

    waiting = browser.get(f"/viec/{job.pk}/tien-do/")
    assert 'hx-trigger="load delay:1s"' in page(waiting)
    assert 'role="status"' in page(waiting)

    worked_off()
    ended = browser.get(f"/viec/{job.pk}/tien-do/")
    assert (ended.status_code, ended.headers["HX-Redirect"]) == (204, f"/viec/{job.pk}/")
    assert "hx-trigger" not in page(browser.get(f"/viec/{job.pk}/")).split('id="progress"')[1]


def test_a_job_is_stopped_and_resumed_on_its_page(office: Office) -> None:
    tracing()
    job = asked(office.actor("clerk"), unit_id=office.one)
    browser = office.browser("clerk")

    browser.post(f"/viec/{job.pk}/dung/")
    assert "Đã dừng" in page(browser.get(f"/viec/{job.pk}/"))
    browser.post(f"/viec/{job.pk}/lam-tiep/")
    assert "Đang chờ" in page(browser.get(f"/viec/{job.pk}/"))
    for path in ("dung", "lam-tiep"):
        assert office.browser("leader").post(f"/viec/{job.pk}/{path}/").status_code == 403


def test_lists_show_own_jobs_and_to_the_auditor_those_of_others(office: Office) -> None:
    tracing()
    job = asked(office.actor("clerk"), unit_id=office.one)
    link = f'href="/viec/{job.pk}/"'

    assert link in page(office.browser("clerk").get("/viec/"))
    assert link in page(office.browser("auditor").get("/viec/"))
    assert link not in page(office.browser("leader").get("/viec/"))
    assert "Bạn chưa yêu cầu việc nào" in page(office.browser("leader").get("/viec/"))


def at_the_unit(office: Office) -> None:
    """Let the keeper of the province keep xã Một too: an archive holds its small totals."""
    keeper = office.accounts["keeper"].pk
    access.grant(keeper, "administrator", unit_id=office.one, actor=OPERATOR, at=NOW)


def test_a_keeper_takes_a_unit_along_and_removes_the_file(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The test holds a transaction; the snapshot itself is tried by the tests of taking along.
    monkeypatch.setattr(making, "one_moment", nullcontext)
    at_the_unit(office)
    keeper, address = office.browser("keeper"), f"/don-vi/{office.one}/mang-di/"
    assert "Chưa có ai lấy" in page(keeper.get(address))
    assert office.browser("clerk").post(address).status_code == 403

    sent = keeper.post(address)
    assert "Đang ghi tệp" in page(keeper.get(address))
    assert keeper.post(address).status_code == 409  # one at a time
    worked_off()

    job = page(keeper.get(sent.headers["Location"]))
    assert "Không mang theo, và vì sao" in job
    assert "Tài khoản người dùng: " in job  # a table by its name, not by that of the database
    answer = keeper.get(f"{sent.headers['Location']}tep/")
    content = b"".join(answer.streaming_content)
    assert "keng" in json.loads(zipfile.ZipFile(io.BytesIO(content)).read("contents.json"))
    digest = hashlib.sha256(content).hexdigest()
    assert digest in page(keeper.get(address))
    assert entries_of(f"takeaway:{office.one}").get().facts["sha256"] == digest

    keeper.post(f"{sent.headers['Location']}xoa-tep/")
    assert keeper.get(f"{sent.headers['Location']}tep/").status_code == 404
    assert "đã được xóa khỏi máy chủ" in page(keeper.get(address))


def test_who_no_longer_keeps_the_unit_does_not_fetch_its_data(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "one_moment", nullcontext)
    keeper = office.browser("keeper")
    at_the_unit(office)
    sent = keeper.post(f"/don-vi/{office.one}/mang-di/")
    worked_off()
    for grant in Grant.objects.filter(account__login="keeper"):
        end_grant(grant.pk, on=NOW.date(), actor=OPERATOR, at=NOW)

    assert keeper.get(f"{sent.headers['Location']}tep/").status_code == 403


@pytest.mark.django_db
def test_what_a_job_made_is_not_shown_once_the_duty_is_over() -> None:
    office = an_office_with_papers()
    made = batches.write_report(office.one, AUGUST, "commune", actor=office.actor("clerk"), at=NOW)
    worked_off()
    clerk, where = office.browser("clerk"), f"/viec/{made.pk}/"
    assert "BÁO CÁO" in page(clerk.get(where))

    Grant.objects.filter(account=office.accounts["clerk"]).update(valid_until=NOW.date())

    after = clerk.get(where)
    assert after.status_code == 200
    assert "BÁO CÁO" not in page(after)
    assert f"{where}tep/" not in page(after)
    assert clerk.get(f"{where}tep/").status_code in {403, 404}


@pytest.mark.django_db
def test_the_report_of_many_units_is_offered_as_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "_AT_ONCE", 1)
    office = an_office_with_papers()
    address = "/bao-cao/lap/?unit=huyen+bac&period=2024-08&outline=commune"

    assert 'action="/viec/moi/bao-cao/"' in page(office.browser("officer").get(address))
