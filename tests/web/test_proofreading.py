"""The page on which any signed-in person has a file proofread."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jobs_cast import worked_off
from keng.documents.reading import read
from keng.jobs import actions, files
from keng.jobs.models import Job
from keng.journal.models import Entry
from keng.kernel.errors import NotFound, WrongState
from keng.proofing.finding import Severity
from keng.proofing.rules import RULES
from keng.publishing import actions as papers
from keng.publishing.data_rules import DATA_RULES
from keng.publishing.proofreading import proofread_at_once
from keng.publishing.shown_lines import shown_lines
from keng.publishing.tasks import PROOFREAD
from keng.web.tables.markedtext import marked_text, worst_first
from pages_cast import an_office_with_papers
from proof_cast import A_REPORT, CODES
from reading_samples import a_docx, para
from web_cast import AUGUST, NOW, Office

HTMX = {"HX-Request": "true"}
RTF = b"{\\rtf1 " + b"Bao cao. " * 9 + b"}"


def page(response: Any) -> str:
    return str(response.content.decode())


def handed_in(browser: Client, content: bytes, name: str = "bao-cao.txt", **more: Any) -> Any:
    headers = more.pop("headers", {})
    given = {"file": SimpleUploadedFile(name, content), **more}
    return browser.post("/soat-van-ban/", given, headers=headers)


def a_job(office: Office, content: bytes = A_REPORT.encode()) -> Job:
    """A large file's job; only its size makes it one."""
    job = actions.ask(
        PROOFREAD,
        [actions.NewStep("", "bao-cao.txt", content)],
        unit_id=None,
        actor=office.actor("clerk"),
        at=NOW,
        arguments={"language": "vi"},
    )
    worked_off()
    job.refresh_from_db()
    return job


def test_a_file_comes_back_marked_up_and_nothing_is_kept(office: Office) -> None:
    entries = Entry.objects.count()

    answer = handed_in(office.browser("stranger"), A_REPORT.encode())

    text = page(answer)
    assert answer.status_code == 200
    assert "Tổng 14 nhưng các phần cộng lại là 13" in text
    assert 'href="/soat-van-ban/quy-tac/K101/"' in text
    assert 'id="d-7" class="proof-line has error"' in text
    assert "0900000001" not in text
    assert "nghiện" not in text
    assert (Job.objects.count(), Entry.objects.count()) == (0, entries)
    assert files.folders() == []


def test_htmx_gets_the_answer_alone(office: Office) -> None:
    text = page(handed_in(office.browser("clerk"), A_REPORT.encode(), headers=HTMX))

    assert text.lstrip().startswith("<section")
    assert "K101" in text


def test_a_text_without_findings_says_so(office: Office) -> None:
    text = page(handed_in(office.browser("clerk"), "Toàn xã có 05 vụ cháy.".encode()))

    assert "Không thấy chỗ nào cần nhận xét" in text


def test_the_findings_come_as_a_table(office: Office) -> None:
    answer = handed_in(office.browser("clerk"), A_REPORT.encode(), out="csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.headers["Content-Disposition"].endswith("soat-bao-cao.csv")
    assert [row[2] for row in rows[1:]] == CODES
    assert rows[1][:4] == ["7", "7", "K101", "Lỗi"]


def test_a_word_file_comes_back_with_its_findings_as_comments(office: Office) -> None:
    content = a_docx("".join(para(line) for line in A_REPORT.split("\n")))

    answer = handed_in(office.browser("clerk"), content, "bao-cao.docx", out="docx")

    back = answer.content
    assert answer.headers["Content-Disposition"].endswith("soat-bao-cao.docx")
    assert read(back, name="a.docx").lines == tuple(A_REPORT.split("\n"))
    told = zipfile.ZipFile(io.BytesIO(back)).read("word/comments.xml").decode()
    assert [code for code in re.findall(r">(K\d{3}) \(", told) if code in CODES] == CODES
    assert told.count("<w:comment ") > len(CODES)  # those on its layout as well
    assert "K101 (Lỗi): Tổng 14 nhưng các phần cộng lại là 13 (5 + 6 + 2). Lẽ ra: 13." in told
    assert "0900000001" not in told


def test_a_plain_text_comes_back_as_a_word_file_of_its_masked_lines(office: Office) -> None:
    answer = handed_in(office.browser("clerk"), A_REPORT.encode(), out="docx")

    lines = read(answer.content, name="a.docx").lines
    assert lines == shown_lines(A_REPORT.split("\n"))
    assert lines[9] == "Mọi thông tin xin báo đồng chí Mẫu, ▒▒▒."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (f"TỐI MẬT\n{A_REPORT}".encode(), "dấu độ mật"),
        (b"PK\x03\x04 cut", "bị hỏng"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(
    office: Office, content: bytes, words: str
) -> None:
    answer = handed_in(office.browser("clerk"), content, headers=HTMX)

    assert answer.status_code == 422
    assert words in page(answer)
    assert 'role="alert"' in page(answer)
    assert not Job.objects.exists()


def test_without_a_file_the_form_says_what_is_missing(office: Office) -> None:
    answer = office.browser("clerk").post("/soat-van-ban/", {})

    assert answer.status_code == 422


def test_what_takes_longer_becomes_a_job(office: Office) -> None:
    browser = office.browser("clerk")

    plain = handed_in(browser, RTF, "cu.rtf")
    by_htmx = handed_in(browser, RTF, "cu.rtf", headers=HTMX)

    first, second = Job.objects.order_by("pk")
    assert plain.headers["Location"] == f"/viec/{first.pk}/"
    assert (by_htmx.status_code, by_htmx.headers["HX-Redirect"]) == (204, f"/viec/{second.pk}/")


def test_the_answer_of_a_job_is_looked_at_and_removed(office: Office) -> None:
    job = a_job(office)
    browser = office.browser("clerk")
    where = f"/soat-van-ban/{job.pk}/"

    with pytest.raises(NotFound):
        files.read(job.pk, files.given(1))
    assert where in page(browser.get(f"/viec/{job.pk}/"))
    assert "3 lỗi, 1 nghi vấn, 0 hình thức" in page(browser.get(f"/viec/{job.pk}/"))
    assert "K101" in page(browser.get(where))
    assert b"K101" in browser.get(f"{where}tai/csv/").content
    as_word = browser.get(f"{where}tai/docx/").content
    assert read(as_word, name="a.docx").lines == shown_lines(A_REPORT.split("\n"))
    assert browser.get(f"{where}tai/xls/").status_code == 404

    assert browser.post(f"{where}xoa/").headers["Location"] == "/soat-van-ban/"
    assert files.folders() == []
    assert browser.get(where).status_code == 404
    assert not job.steps.exclude(name="").exists()
    assert "đã được xóa" in page(browser.get(f"/viec/{job.pk}/"))
    assert Entry.objects.filter(verb="jobs.forgotten").count() == 1


def test_the_answer_is_for_who_asked_alone(office: Office) -> None:
    job = a_job(office)

    for login in ("other.clerk", "keeper"):
        other = office.browser(login)
        assert other.get(f"/soat-van-ban/{job.pk}/").status_code in (403, 404)
        assert other.post(f"/soat-van-ban/{job.pk}/xoa/").status_code in (403, 404)
    assert files.folders() != []


def test_a_result_goes_after_a_day_and_other_files_stay(office: Office) -> None:
    job = a_job(office)

    assert actions.clean_up(at=NOW + timedelta(hours=23)) == 0
    assert actions.clean_up(at=NOW + timedelta(hours=25)) == 1
    job.refresh_from_db()
    assert job.files_gone_at is not None
    assert files.folders() == []
    assert not job.steps.exclude(name="").exists()


def test_a_secret_file_in_the_queue_is_removed_at_once(office: Office) -> None:
    job = a_job(office, f"TỐI MẬT\n{A_REPORT}".encode())

    assert job.state == "failed"
    assert "dấu độ mật" in job.error["vi"]
    with pytest.raises(NotFound):
        files.read(job.pk, files.given(1))


def test_a_job_that_waits_is_not_forgotten(office: Office) -> None:
    clerk = office.actor("clerk")
    step = actions.NewStep("", "a.txt", b"a")
    job = actions.ask(PROOFREAD, [step], unit_id=None, actor=clerk, at=NOW)

    with pytest.raises(WrongState):
        actions.forget(job.pk, actor=clerk, at=NOW)

    assert files.read(job.pk, files.given(1)) == b"a"


def test_every_rule_has_its_page(office: Office) -> None:
    browser = office.browser("clerk")
    listed = page(browser.get("/soat-van-ban/quy-tac/"))

    for code, rule in (RULES | DATA_RULES).items():
        shown = page(browser.get(f"/soat-van-ban/quy-tac/{code}/"))
        assert f"/soat-van-ban/quy-tac/{code}/" in listed
        assert rule.title.split("“")[0][:20] in shown
    assert browser.get("/soat-van-ban/quy-tac/K999/").status_code == 404


def test_a_long_text_is_shown_where_something_was_found() -> None:
    lines = [f"Dòng thứ {'a' * (number % 7)}." for number in range(1, 101)]
    lines[49] = "Đã giải quyết 09/12 vụ, đạt 80%."
    found = proofread_at_once("\n".join(lines).encode(), name="dai.txt")

    shown = marked_text(found, most_whole=50)

    first = found.findings[0]
    assert (first.line, first.severity) == (50, Severity.ERROR)
    numbers = [line.number for line in shown.lines]
    assert set(range(48, 53)) <= set(numbers)
    assert len(numbers) < 100
    assert shown.is_cut
    assert sum(line.skipped for line in shown.lines) == numbers[-1] - len(numbers)


def a_paper(office: Office) -> int:
    """A draft of xã Một's report of August, for which nobody has entered anything."""
    made = papers.draft_paper(office.one, AUGUST, "commune", actor=office.actor("clerk"), at=NOW)
    return int(made.pk)


@pytest.mark.django_db
def test_the_page_of_a_draft_asks_for_its_findings() -> None:
    office = an_office_with_papers()
    paper_id = a_paper(office)
    browser = office.browser("clerk")
    where = f"/bao-cao/{paper_id}/soat/"

    assert f'hx-get="{where}"' in page(browser.get(f"/bao-cao/{paper_id}/"))
    panel = page(browser.get(where, headers=HTMX))
    whole = page(browser.get(where))
    assert "<html" not in panel
    assert f'href="{where}#d-' in panel or "mọi ô số đều khớp" in panel
    assert 'class="proof-text"' in whole


def test_the_panel_names_errors_before_matters_of_form() -> None:
    text = "Toàn xã có 05 tổ tổ bảo vệ.\n\nToàn xã có 02 đội đội dân phòng.\n\n" + A_REPORT
    shown = marked_text(proofread_at_once(text.encode(), name="a.txt"))

    severities = [one.severity.code for _, one in worst_first(shown)]

    assert severities == sorted(severities, key=["error", "warning", "style"].index)
    assert severities[:3] == ["error"] * 3


@pytest.mark.django_db
def test_the_findings_of_a_paper_are_for_who_views_its_unit() -> None:
    office = an_office_with_papers()
    where = f"/bao-cao/{a_paper(office)}/soat/"

    assert office.browser("other.clerk").get(where).status_code == 403
    assert office.browser("stranger").get(where).status_code == 403
    assert office.browser("officer").get(where).status_code == 200
