"""Old reports on the screens: sent in, confirmed, decided figure by figure, entered."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from jobs_cast import worked_off
from keng.access import actions as access
from keng.intake.models import Decision, ReadReport
from keng.jobs.models import Job
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.reporting.actions import ensure_submission, enter
from keng.reporting.cells import CellInput
from keng.reporting.models import Figure, Submission
from keng.reporting.queries import figures_of
from reports_cast import SECRET_PERSON, a_confirmed_report, file_of, kept_report, yearly
from web_cast import NOW, Office

LIST, NEW = "/doc-bao-cao/", "/doc-bao-cao/moi/"
YEAR = parse_period("2022")


@pytest.fixture
def clerk(office: Office) -> Client:
    return office.browser("clerk")


@pytest.fixture
def report(office: Office) -> int:
    """The report of 2022, confirmed for xã Một and the year."""
    return a_confirmed_report(office, office.actor("clerk"), YEAR)


def page(response: Any) -> str:
    return str(response.content.decode())


def words(response: Any) -> str:
    return " ".join(html.fromstring(page(response)).text_content().split())


def sent(browser: Client, office: Office, *files: tuple[str, bytes]) -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(NEW, {"office": office.one, "reports": uploads}, follow=True)


def decide(browser: Client, report: int, n: int, act: str, **more: str) -> Any:
    return browser.post(f"{LIST}{report}/so/{n}/", {"act": act, **more})


def chosen(response: Any) -> list[str]:
    """The cells that the select has as chosen."""
    options = html.fromstring(page(response)).xpath("//select[@id='cell']//option[@selected]")
    return [one.get("value") for one in options]


def test_from_the_file_to_the_form_without_scripts(office: Office, clerk: Client) -> None:
    assert "Chưa đọc báo cáo nào" in page(clerk.get(LIST))
    assert "tệp gốc và ảnh trang không được giữ lại" in page(clerk.get(NEW))

    job = sent(clerk, office, ("bc-2022.txt", file_of(2022)))
    worked_off()
    assert "Đã đọc 1 báo cáo; 4 số chờ bạn quyết định." in page(clerk.get(job.request["PATH_INFO"]))
    made = ReadReport.objects.get()
    listed = clerk.get(LIST)
    assert "Chờ xác nhận đơn vị, kỳ" in page(listed)
    assert "4/4" in page(listed)

    asked = clerk.get(f"{LIST}{made.pk}/", follow=True)
    form = html.fromstring(page(asked)).forms[-2]
    fields = dict(form.form_values())
    assert fields["unit"].startswith("xã Một, huyện Bắc")  # the only xã Một
    assert (fields["period"], fields.get("form")) == ("2022", "")
    assert Submission.objects.filter(first=YEAR.first).count() == 0
    shown = clerk.post(f"{LIST}{made.pk}/xac-nhan/", {**fields, "form": "commune"}, follow=True)
    assert "12 vụ việc" in page(shown)
    assert SECRET_PERSON not in page(shown)
    assert "0912345678" not in page(shown)

    decide(clerk, made.pk, 1, "take", cell="cases", value="12")
    decide(clerk, made.pk, 2, "accept")
    decide(clerk, made.pk, 3, "take", cell="signed", value="450")
    last = decide(clerk, made.pk, 4, "refuse")
    assert last.headers["Location"] == f"{LIST}{made.pk}/?so=4#so-4"
    done = clerk.post(f"{LIST}{made.pk}/dua-vao/", follow=True)

    assert "Đã đưa 3 ô vào biểu." in page(done)
    submission = Submission.objects.get(unit_id=office.one, first=YEAR.first)
    stand = {str(key): one.value for key, one in figures_of(submission.pk).items()}
    assert stand == {"cases": 12, "settled": 10, "signed": 450}
    assert "Đã đưa vào biểu" in page(clerk.get(LIST))
    panel = clerk.get(f"/bieu/{submission.pk}/o/signed/")
    assert f'href="{LIST}{made.pk}/?so=3#so-3"' in page(panel)
    assert "bc-2022.txt!dòng 12" in page(panel)


def test_a_question_is_never_chosen_beforehand(clerk: Client, report: int) -> None:
    sure = clerk.get(f"{LIST}{report}/?so=2")
    asked = clerk.get(f"{LIST}{report}/?so=3")

    assert (chosen(sure), chosen(asked)) == (["settled"], [])
    assert "Nhận như đề xuất" in page(sure)
    assert "Nhận như đề xuất" not in page(asked)
    assert 'id="so-3"' in page(asked)
    current = html.fromstring(page(asked)).xpath("//a[@aria-current='true' and @id]/@id")
    assert current == ["so-3"]


def test_the_list_stands_in_the_groups_of_the_form(clerk: Client, report: int) -> None:
    shown = html.fromstring(page(clerk.get(f"{LIST}{report}/")))

    titles = shown.xpath("//section[@aria-labelledby='figures-title']/h3/text()")
    assert titles == ["Nhóm events", "Nhóm fire", "Chưa gắn ô nào"]


@pytest.mark.parametrize(
    ("n", "given", "told"),
    [
        (3, {"act": "accept"}, "chỗ này chưa chắc"),
        (3, {"act": "take", "cell": "", "value": "450"}, "Chưa chọn ô"),
        (3, {"act": "take", "cell": "signed", "value": ""}, "Chưa ghi số"),
        (3, {"act": "take", "cell": "signed", "value": "450 hộ"}, "không phải là số"),
        (3, {"act": "take", "cell": "settled_share", "value": "4"}, "biểu không hỏi ô này"),
        (3, {"act": "take", "cell": "teams", "value": "4"}, "biểu không hỏi ô này"),
        (99, {"act": "accept"}, "không có số thứ 99"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_saved(
    n: int, given: dict[str, str], told: str, clerk: Client, report: int
) -> None:
    refused = clerk.post(f"{LIST}{report}/so/{n}/", given)

    assert refused.status_code == 422
    assert told in page(refused)
    assert not Decision.objects.exists()


def test_unit_period_and_form_are_asked_until_all_three_are_right(
    office: Office, clerk: Client
) -> None:
    made = kept_report(office, office.actor("clerk"))
    address = f"{LIST}{made.pk}/xac-nhan/"

    def confirm(**given: str) -> Any:
        right = {"unit": "xã Một", "period": "2022", "form": "commune"}
        return clerk.post(address, {**right, **given})

    for given, told in (
        ({"form": ""}, "field-wrong"),
        ({"period": ""}, "field-wrong"),
        ({"unit": "xã Không Có"}, "Không Có"),
        ({"unit": "xã Hai"}, "note error"),
        ({"period": "2019"}, "note error"),
    ):
        refused = confirm(**given)
        assert refused.status_code == 422, given
        assert told in page(refused), given
    made.refresh_from_db()
    assert made.state == "waiting"
    assert confirm().status_code == 302


def test_a_report_of_another_period_begins_with_nothing_chosen(
    office: Office, clerk: Client
) -> None:
    text = "BÁO CÁO\nCông tác an ninh\nCó 05 vụ việc.\n"
    made = kept_report(office, office.actor("clerk"), text.encode(), "khong-ky.txt")

    shown = clerk.get(f"{LIST}{made.pk}/xac-nhan/")

    fields = dict(html.fromstring(page(shown)).forms[-2].form_values())
    assert (fields.get("unit"), fields["period"], fields["form"]) == (None, "", "")


def test_values_that_differ_are_shown_and_a_person_chooses(
    office: Office, clerk: Client, report: int
) -> None:
    actor = office.actor("clerk")
    form = ensure_submission(office.one, "commune", YEAR, actor=actor, at=NOW).pk
    enter(form, [CellInput(CellKey("settled"), 9, source="sổ")], actor=actor, at=NOW)
    decide(clerk, report, 2, "accept")
    decide(clerk, report, 4, "accept")

    asked = clerk.post(f"{LIST}{report}/dua-vao/")
    assert asked.status_code == 422
    assert "Ô đang có số khác" in page(asked)
    assert "sổ" in page(asked)
    assert Figure.objects.count() == 1

    clerk.post(f"{LIST}{report}/dua-vao/", {"standing": "replace"})
    stand = figures_of(form)
    assert (stand[CellKey("settled")].value, stand[CellKey("fires")].value) == (10, 2)


def test_entering_nothing_is_told(clerk: Client, report: int) -> None:
    refused = clerk.post(f"{LIST}{report}/dua-vao/")

    assert refused.status_code == 422
    assert "Chưa nhận số nào" in page(refused)
    assert not Submission.objects.filter(first=YEAR.first).exists()


def test_a_secret_file_is_refused_and_the_others_are_read(office: Office, clerk: Client) -> None:
    secret = yearly(2021).replace("BÁO CÁO\n", "TUYỆT MẬT\nBÁO CÁO\n").encode()

    answer = sent(clerk, office, ("mat.txt", secret), ("bc.txt", file_of(2022)))

    assert "Kẻng không nhận tài liệu bí mật nhà nước" in page(answer)
    (job,) = Job.objects.all()
    assert [step.name for step in job.steps.all()] == ["bc.txt"]
    alone = sent(clerk, office, ("mat.txt", secret))
    assert "Kẻng không nhận tài liệu bí mật nhà nước" in page(alone)
    assert Job.objects.count() == 1


def test_a_dropped_reading_is_listed_no_longer(clerk: Client, report: int) -> None:
    clerk.post(f"{LIST}{report}/bo/")

    assert "Chưa đọc báo cáo nào" in page(clerk.get(LIST))
    assert decide(clerk, report, 2, "accept").status_code == 409
    assert ReadReport.objects.get().state == "dropped"


def test_another_office_opens_and_changes_nothing(office: Office, report: int) -> None:
    other = office.browser("other.clerk")

    for path in ("", "xac-nhan/"):
        assert other.get(f"{LIST}{report}/{path}").status_code == 403
    for path in ("so/2/", "dua-vao/", "bo/", "xac-nhan/"):
        given = {"act": "accept", "unit": "xã Hai", "period": "2022", "form": "commune"}
        assert other.post(f"{LIST}{report}/{path}", given).status_code == 403
    foreign = {"office": office.one, "reports": SimpleUploadedFile("a.txt", file_of(2021))}
    assert other.post(NEW, foreign).status_code == 422
    assert (ReadReport.objects.get().state, Decision.objects.count(), Job.objects.count()) == (
        "confirmed",
        0,
        0,
    )


def test_who_is_near_looks_at_the_source_and_only_who_enters_decides(
    office: Office, report: int
) -> None:
    assert office.browser("auditor").get(f"{LIST}{report}/").status_code == 403  # a level too far

    stranger = office.accounts["stranger"].pk
    access.grant(stranger, "auditor", unit_id=office.one, actor=OPERATOR, at=NOW)
    looker = office.browser("stranger")
    shown = looker.get(f"{LIST}{report}/?so=2")

    assert shown.status_code == 200
    assert "12 vụ việc" in page(shown)
    assert 'name="act"' not in page(shown)
    assert decide(looker, report, 2, "accept").status_code == 403


def test_a_long_text_is_shown_in_portions_that_say_so(office: Office, clerk: Client) -> None:
    many = "\n".join(f"{n}. Số vụ cháy là {n} vụ." for n in range(1, 1200))
    made = kept_report(office, office.actor("clerk"), many.encode(), "dai.txt")
    clerk.post(
        f"{LIST}{made.pk}/xac-nhan/", {"unit": "xã Một", "period": "2022", "form": "commune"}
    )

    first = clerk.get(f"{LIST}{made.pk}/?phan=1")
    second = clerk.get(f"{LIST}{made.pk}/?phan=2")

    assert "Đang hiện dòng 1–1000 trong 1199." in words(first)
    assert 'id="dong-1001"' not in page(first)
    assert 'id="dong-1001"' in page(second)
