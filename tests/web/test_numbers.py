"""The consolidated table, its drill-down and its files."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from keng.reporting import actions
from keng.reporting.models import Submission
from reporting_cast import cells
from web_cast import NOW, Office

TABLE = {"unit": "huyện Bắc", "period": "2024-08", "compare": "on"}


def page(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def accepted(office: Office) -> Office:
    clerk, officer = office.actor("clerk"), office.actor("officer")
    actions.enter(office.draft.pk, cells(cases=9, fires=2, offenders=3), actor=clerk, at=NOW)
    submission = actions.submit(office.draft.pk, actor=clerk, at=NOW)
    actions.accept(submission.pk, revision=submission.revision, actor=officer, at=NOW)
    return office


def row(response: Any, key: str) -> Any:
    found = [one for group in response.context["table"]["groups"] for one in group.rows]
    return next(one for one in found if one.anchor == f"o-{key}")


def test_the_table_adds_up_what_was_accepted_and_names_who_is_missing(accepted: Office) -> None:
    response = accepted.browser("officer").get("/tong-hop/", TABLE)

    fires = row(response, "fires")
    assert (fires.value, fires.coverage) == ("2", "1/2")
    assert [one.name for one in response.context["table"]["missing"]] == ["xã Hai"]
    assert "Số liệu của 1/2 đơn vị" in page(response)


def test_a_preview_with_unaccepted_figures_says_so(accepted: Office) -> None:
    clerk = accepted.actor("other.clerk")
    actions.enter(accepted.other_draft.pk, cells(fires=5), actor=clerk, at=NOW)
    actions.submit(accepted.other_draft.pk, actor=clerk, at=NOW)

    plain = accepted.browser("officer").get("/tong-hop/", TABLE)
    preview = accepted.browser("officer").get("/tong-hop/", {**TABLE, "drafts": "on"})

    assert row(plain, "fires").value == "2"
    assert row(preview, "fires").value == "7"
    assert "DỰ THẢO: gồm cả số chưa tiếp nhận" in page(preview)


def test_a_figure_opens_to_the_form_that_it_stands_in(accepted: Office) -> None:
    response = accepted.browser("officer").get("/tong-hop/o/", {**TABLE, "key": "fires"})

    shown = page(response)
    assert "xã Một" in shown
    assert f"/bieu/{accepted.draft.pk}/#o-fires" in shown


def test_small_totals_are_not_told_further_up(accepted: Office) -> None:
    far = {**TABLE, "unit": "xã Một"}

    shown = row(accepted.browser("keeper").get("/tong-hop/", far), "offenders").value

    assert shown in {"<5", "…"}


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_the_table_is_taken_along_as_a_file(kind: str, content_type: str, accepted: Office) -> None:
    response = accepted.browser("officer").get(f"/tong-hop/tai/{kind}/", TABLE)

    assert response.headers["Content-Type"] == content_type
    assert "attachment" in response.headers["Content-Disposition"]
    assert len(response.content) > 100


def test_the_table_is_shown_as_it_was_known_on_a_day(accepted: Office) -> None:
    browser = accepted.browser("officer")
    day_before = {**TABLE, "known_on": (NOW - timedelta(days=1)).date().isoformat()}

    then, now = browser.get("/tong-hop/", day_before), browser.get("/tong-hop/", TABLE)
    csv = browser.get("/tong-hop/tai/csv/", day_before).content.decode("utf-8-sig")

    assert (row(then, "fires").value, row(now, "fires").value) == ("…", "2")
    assert "như đã biết khi ấy" in page(then)
    assert "như đã biết khi ấy" not in page(now)
    assert "Số liệu biết đến 23:59" in csv
    assert "fires,,Vụ cháy,vụ,2" not in csv


def test_remarks_are_read_in_english_and_stand_in_vietnamese_in_a_file(accepted: Office) -> None:
    browser = accepted.browser("officer")
    browser.post("/ngon-ngu/", {"language": "en", "next": "/"})
    july = {**TABLE, "period": "2024-07"}

    table = browser.get("/tong-hop/", july)
    csv = browser.get("/tong-hop/tai/csv/", july).content.decode("utf-8-sig")

    assert row(table, "fires").note == "no accepted figures yet"
    assert "chưa có số liệu được tiếp nhận" in csv
    assert "no accepted figures yet" not in csv


def test_nobody_knows_today_what_will_be_known_tomorrow(accepted: Office) -> None:
    tomorrow = {**TABLE, "known_on": (NOW + timedelta(days=1)).date().isoformat()}

    response = accepted.browser("officer").get("/tong-hop/", tomorrow)

    assert "Ngày này chưa đến" in page(response)
    assert "table" not in response.context


def test_a_file_holds_what_was_reported_beside_today_s_map(accepted: Office) -> None:
    asked = {**TABLE, "map_on": "2024-09-01", "beside": "on"}
    browser = accepted.browser("officer")

    lines = browser.get("/tong-hop/tai/csv/", asked).content.decode("utf-8-sig").splitlines()
    sheet = load_workbook(io.BytesIO(browser.get("/tong-hop/tai/xlsx/", asked).content)).active

    assert lines[0].endswith(",note,as_reported")
    assert next(line for line in lines if line.startswith("fires,")).endswith(",2")
    assert sheet is not None
    cells_of = [[cell.value for cell in one] for one in sheet.iter_rows()]
    heading = next(one for one in cells_of if "Như khi báo cáo" in one)
    fires = next(one for one in cells_of if "Vụ cháy" in one)
    assert fires[heading.index("Như khi báo cáo")] == 2


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"unit": "xã Không Có"}, 404, "Không Có"),
        ({"unit": ""}, 200, "Chọn đơn vị và kỳ báo cáo"),
        ({"period": "tháng tám"}, 200, "Không hiểu kỳ báo cáo"),
    ],
)
def test_what_cannot_be_shown_says_why(
    asked: dict[str, str], status: int, words: str, accepted: Office
) -> None:
    response = accepted.browser("officer").get("/tong-hop/", {**TABLE, **asked})

    assert response.status_code == status
    assert words in page(response)


def test_a_clerk_does_not_see_the_table_of_the_level_above(accepted: Office) -> None:
    for address in ("/tong-hop/", "/tong-hop/o/", "/tong-hop/tai/csv/"):
        response = accepted.browser("clerk").get(address, {**TABLE, "key": "fires"})
        assert response.status_code == 403, address


@pytest.mark.parametrize("address", ["/tong-hop/o/", "/tong-hop/tai/csv/", "/tong-hop/tai/doc/"])
def test_an_address_without_unit_or_period_is_refused(address: str, accepted: Office) -> None:
    assert accepted.browser("officer").get(address).status_code == 422


def test_the_form_goes_out_to_excel_and_comes_back(office: Office) -> None:
    browser = office.browser("clerk")
    response = browser.get(f"/bieu/{office.draft.pk}/mau.xlsx")
    filled = fill_in(response.content, {"Vụ cháy": "4"})

    looked = browser.post("/nap-tep/", {"workbook": upload(filled)})
    assert [change.after for change in looked.context["plan"]["changes"]] == ["4"]
    assert Submission.objects.get(pk=office.draft.pk).cells_filled == 0

    kept = browser.post(
        "/nap-tep/luu/", {"token": looked.context["token"], "policy": "all_or_nothing"}
    )
    assert "Đã lưu 1 ô" in page(kept)
    assert Submission.objects.get(pk=office.draft.pk).cells_filled == 1


def test_every_problem_of_a_file_is_told_before_anything_is_saved(office: Office) -> None:
    browser = office.browser("clerk")
    template = browser.get(f"/bieu/{office.draft.pk}/mau.xlsx").content
    filled = fill_in(template, {"Vụ cháy": "bốn vụ", "Vụ việc": "9"})

    looked = browser.post("/nap-tep/", {"workbook": upload(filled)})

    assert len(looked.context["plan"]["problems"]) == 1
    assert "bieu.xlsx!" in looked.context["plan"]["problems"][0].place
    refused = browser.post(
        "/nap-tep/luu/", {"token": looked.context["token"], "policy": "all_or_nothing"}
    )
    assert "Đã lưu 0 ô" in page(refused)
    right = browser.post(
        "/nap-tep/luu/", {"token": looked.context["token"], "policy": "what_is_right"}
    )
    assert "Đã lưu 1 ô" in page(right)
    assert len(right.context["outcome"]["problems"]) == 1


def test_a_file_under_review_belongs_to_who_brought_it(office: Office) -> None:
    browser = office.browser("clerk")
    template = browser.get(f"/bieu/{office.draft.pk}/mau.xlsx").content
    looked = browser.post("/nap-tep/", {"workbook": upload(fill_in(template, {"Vụ cháy": "4"}))})

    stolen = office.browser("officer").post("/nap-tep/luu/", {"token": looked.context["token"]})
    forged = browser.post("/nap-tep/luu/", {"token": "x"})

    assert (stolen.status_code, forged.status_code) == (422, 422)


def test_a_file_that_is_no_workbook_is_told_and_not_kept(office: Office, own_folder: Any) -> None:
    response = office.browser("clerk").post("/nap-tep/", {"workbook": upload(b"not a workbook")})

    assert len(response.context["plan"]["problems"]) == 1
    assert not list(own_folder.rglob("*.xlsx"))


def test_the_forms_of_all_who_owe_come_in_one_file(office: Office) -> None:
    response = office.browser("officer").get(f"/dot/{office.round_id}/chua-nop.xlsx")

    assert response.status_code == 200
    assert response.content.startswith(b"PK")


def upload(content: bytes) -> Any:
    return SimpleUploadedFile("bieu.xlsx", content)


def fill_in(content: bytes, values: dict[str, str]) -> bytes:
    """Type into the entry column of the lines that begin with these labels."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    column = next(
        cell.column
        for line in sheet.iter_rows()
        for cell in line
        if cell.value and str(cell.value).casefold().startswith("kỳ này")
    )
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value in values:
                text = values[cell.value]
                sheet.cell(cell.row, column).value = int(text) if text.isdigit() else text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
