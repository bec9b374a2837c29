"""The tables of an office on the screens: mapped once in four steps, then read many times."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from intake.office_tables import document
from jobs_cast import worked_off
from keng.intake.actions import save_map
from keng.intake.models import MapVersion, SavedMap
from keng.journal.models import Entry
from keng.kernel.figures import CellKey
from keng.reporting.models import Figure
from keng.reporting.queries import figures_of
from map_cast import TABLE, a_monthly_way, a_sample, xlsx
from web_cast import NOW, Office

NEW = "/nap-tep/cach-doc/moi/"
SAVE = "/nap-tep/cach-doc/luu/"


def upload(content: bytes, name: str = "huyen.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def page(response: Any) -> str:
    return str(response.content.decode())


def filled_in(response: Any, marked: str) -> tuple[str, dict[str, str]]:
    """Where the form with the marked button is sent, and its fields as the browser has them."""
    for form in html.fromstring(page(response)).forms:
        buttons = [one for one in form.iter("button") if marked in (one.text or "")]
        if buttons:
            fields = {name: value for name, value in form.form_values() if value is not None}
            return buttons[0].get("formaction") or form.action or "", fields
    raise AssertionError(f"no form with the button {marked!r}")


def sent_in(browser: Client, office: Office, content: bytes, **more: Any) -> Any:
    given = {"office": str(office.north), "form": "commune", "sample": upload(content), **more}
    return browser.post(NEW, given, follow=True)


def to_the_cells(browser: Client, response: Any, **changes: str) -> Any:
    """From the second step to the third, as a form without scripts goes."""
    address, fields = filled_in(response, "Tiếp tục")
    return browser.get(address, {**fields, **changes})


def matched(browser: Client, response: Any, **changes: str) -> Any:
    address, fields = filled_in(response, "Xem kết quả đọc")
    return browser.post(address, {**fields, **changes})


@pytest.fixture
def officer(office: Office) -> Client:
    return office.browser("officer")


@pytest.fixture
def kept(office: Office) -> int:
    """The id of a way of reading of huyện Bắc."""
    actor = office.actor("officer")
    made = save_map("Bảng huyện", a_monthly_way(), unit_id=office.north, actor=actor, at=NOW)
    return made.saved_map_id


def test_a_table_is_mapped_in_four_steps_and_then_read(office: Office, officer: Client) -> None:
    assert "Chưa có cách đọc nào" in page(officer.get("/nap-tep/cach-doc/"))

    table = sent_in(officer, office, xlsx())
    assert "BẢNG TỔNG HỢP THÁNG" in page(table)
    cells = to_the_cells(officer, table)
    _, fields = filled_in(cells, "Xem kết quả đọc")
    # Columns C, D, E are likely cells; F is a remark. Names: CAX Hai (row 4), Tổng cộng (row 5).
    assert [fields[name] for name in ("c3", "c4", "c5", "c6")] == ["cases", "settled", "fires", ""]
    assert (fields["n0"], fields["n1"]) == ("", "-")
    two = next(key for key in options(cells, "n0") if key not in ("", "-"))
    named = matched(officer, cells, n0=unit_called(cells, "n0", "xã Hai") or two)
    assert "Hiện 6 trong 6 ô đọc được" in page(named)
    assert "CAX Hai → xã Hai" in page(named)
    assert Figure.objects.count() == 0
    address, fields = filled_in(named, "Lưu cách đọc")
    saved = officer.post(address, {**fields, "name": "Bảng huyện"}, follow=True)

    assert "Đã lưu cách đọc bảng" in page(saved)
    made = SavedMap.objects.get()
    assert (made.name, made.unit_id, made.form) == ("Bảng huyện", office.north, "commune")
    looked = officer.post(
        f"/nap-tep/cach-doc/{made.pk}/", {"period": "2024-08", "workbook": upload(xlsx())}
    )
    assert "bỏ qua “Tổng cộng”" in page(looked)
    assert Figure.objects.count() == 0
    address, fields = filled_in(looked, "Lưu tất cả")
    done = officer.post(address, {**fields, "policy": "all_or_nothing"})
    assert "Đã lưu 6 ô từ tệp huyen.xlsx" in page(done)
    assert f'href="/nap-tep/cach-doc/{made.pk}/"' in page(done)
    figure = figures_of(office.draft.pk)[CellKey("fires")]
    assert (figure.value, figure.source) == (5, "huyen.xlsx!Sheet!E3")
    assert figures_of(office.other_draft.pk)[CellKey("settled")].value == 12


def test_a_table_in_word_is_mapped_in_the_same_steps(office: Office, officer: Client) -> None:
    content = document([("Ngày", "Số")], TABLE[1:])

    table = sent_in(officer, office, content, sample=upload(content, "huyen.docx"))
    _, fields = filled_in(table, "Tiếp tục")
    read = matched(officer, to_the_cells(officer, table))

    assert (fields["table"], fields["top"], fields["names"]) == ("1", "1", "2")
    assert "bảng 2!hàng 2, cột 3" in page(read)
    assert "CAX Hai (chưa rõ đơn vị)" in page(read)


def options(response: Any, name: str) -> list[str]:
    (select,) = html.fromstring(page(response)).xpath(f"//select[@name='{name}']")
    return [one.get("value") for one in select.iter("option")]


def unit_called(response: Any, name: str, unit: str) -> str:
    (select,) = html.fromstring(page(response)).xpath(f"//select[@name='{name}']")
    found = [one.get("value") for one in select.iter("option") if unit in (one.text or "")]
    return str(found[0]) if found else ""


def test_the_layout_is_looked_at_again_when_rows_or_columns_are_changed(
    office: Office, officer: Client
) -> None:
    table = sent_in(officer, office, xlsx([(), *TABLE]))
    address, fields = filled_in(table, "Xem lại bảng")
    assert (fields["top"], fields["rows"], fields["names"]) == ("3", "1", "2")

    again = officer.get("/nap-tep/cach-doc/moi/bang/", {**fields, "top": "4", "names": "1"})

    _, now = filled_in(again, "Xem lại bảng")
    assert (now["top"], now["file"]) == ("4", fields["file"])
    assert address.startswith("/nap-tep/cach-doc/moi/")


def test_another_table_is_looked_at_before_it_is_matched(office: Office, officer: Client) -> None:
    content = document([("Ngày", "Số")], TABLE[1:])
    table = sent_in(officer, office, content, sample=upload(content, "huyen.docx"))

    back = to_the_cells(officer, table, table="0")

    assert back.status_code == 302
    assert "/moi/bang/" in back.headers["Location"]
    assert filled_in(officer.get(back.headers["Location"]), "Tiếp tục")[1]["table"] == "0"


def test_a_unit_of_measure_without_a_factor_is_asked_for(office: Office, officer: Client) -> None:
    rows = [("Tên đơn vị", "Vụ cháy (nghìn vụ)"), ("Xã Một", "0,005")]
    cells = to_the_cells(officer, sent_in(officer, office, xlsx(rows)))
    _, fields = filled_in(cells, "Xem kết quả đọc")
    assert (fields["c2"], fields["m2"], fields["f2"]) == ("fires", "nghìn vụ", "")

    refused = matched(officer, cells)
    wrong = matched(officer, cells, f2="một nghìn")
    right = matched(officer, cells, f2="1.000")

    assert refused.status_code == 422
    assert "hãy ghi một nghìn vụ bằng bao nhiêu vụ" in page(refused)
    assert filled_in(refused, "Xem kết quả đọc")[1]["c2"] == "fires"
    assert "không phải số lớn hơn 0" in page(wrong)
    _, review = filled_in(right, "Lưu cách đọc")
    assert '"factor":"1000"' in review["content"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"c3": "", "c4": "", "c5": ""}, "Chưa gắn cột hoặc dòng nào"),
        ({"c4": "cases"}, "cùng gắn với một chỉ tiêu"),
    ],
)
def test_what_cannot_be_a_map_is_refused_with_the_answers_kept(
    office: Office, officer: Client, answers: dict[str, str], told: str
) -> None:
    cells = to_the_cells(officer, sent_in(officer, office, xlsx()))

    refused = matched(officer, cells, **answers)

    assert refused.status_code == 422
    assert told in page(refused)
    assert filled_in(refused, "Xem kết quả đọc")[1]["c4"] == answers["c4"]
    assert SavedMap.objects.count() == 0


def test_a_name_that_is_taken_is_told_and_nothing_is_saved(
    office: Office, officer: Client, kept: int
) -> None:
    cells = to_the_cells(officer, sent_in(officer, office, xlsx()))
    address, fields = filled_in(matched(officer, cells), "Lưu cách đọc")

    refused = officer.post(address, {**fields, "name": "Bảng huyện"})

    assert refused.status_code == 422
    assert "đã có cách đọc bảng tên “Bảng huyện”" in page(refused)
    assert list(SavedMap.objects.values_list("pk", flat=True)) == [kept]


def test_a_map_made_anew_is_a_new_version_that_begins_with_the_old_answers(
    office: Office, officer: Client, kept: int
) -> None:
    assert "Lập lại từ tệp mẫu khác" in page(officer.get(f"/nap-tep/cach-doc/{kept}/"))
    cells = to_the_cells(officer, sent_in(officer, office, xlsx(), map=str(kept)))
    _, fields = filled_in(cells, "Xem kết quả đọc")
    assert [fields[name] for name in ("c3", "c4", "c5")] == ["cases", "", "fires"]

    address, fields = filled_in(matched(officer, cells, c4="settled"), "Lưu cách đọc")
    officer.post(address, fields)

    assert [one.n for one in MapVersion.objects.order_by("n")] == [1, 2]
    assert "Phiên bản 2" in page(officer.get(f"/nap-tep/cach-doc/{kept}/"))


def test_a_table_of_one_unit_asks_for_the_unit_at_each_import(
    office: Office, officer: Client
) -> None:
    rows = [
        ("TT", "Nội dung", "ĐVT", "Trong tháng"),
        (1, "Vụ việc", "vụ", 9),
        (2, "Vụ cháy", "vụ", 5),
    ]
    table = sent_in(officer, office, xlsx(rows))
    _, layout = filled_in(table, "Tiếp tục")
    assert (layout["shape"], layout["names"], layout["measures"]) == ("one_unit", "2", "3")
    refused = to_the_cells(officer, table)
    assert refused.status_code == 422
    assert "Hãy chọn cột tên" in page(refused)

    cells = to_the_cells(officer, table, value="4")
    address, fields = filled_in(matched(officer, cells), "Lưu cách đọc")
    saved = officer.post(address, {**fields, "name": "Bảng xã"}, follow=True)
    where = saved.redirect_chain[-1][0]
    given = {"period": "2024-08", "unit": "xã Một", "workbook": upload(xlsx(rows), "mot.xlsx")}
    looked = officer.post(where, given)
    nobody = officer.post(where, {**given, "unit": "xã Ba", "workbook": upload(xlsx(rows))})
    address, fields = filled_in(looked, "Lưu tất cả")
    officer.post(address, {**fields, "policy": "all_or_nothing"})

    several = [upload(xlsx(rows), "a.xlsx"), upload(xlsx(rows), "b.xlsx")]
    assert "chỉ nhập một tệp" in page(officer.post(where, {**given, "workbook": several}))
    assert nobody.status_code == 422
    assert "Không tìm thấy đơn vị “xã Ba”" in page(nobody)
    assert figures_of(office.draft.pk)[CellKey("cases")].value == 9
    assert figures_of(office.other_draft.pk) == {}


def test_several_files_are_looked_at_by_a_job_in_the_same_way(
    office: Office, officer: Client, kept: int
) -> None:
    files = [upload(xlsx([*TABLE[:2], TABLE[2]]), "mot.xlsx"), upload(b"hong", "hong.xlsx")]

    sent = officer.post(
        f"/nap-tep/cach-doc/{kept}/",
        {"period": "2024-08", "workbook": [*files, upload(xlsx(), "ca-huyen.xlsx")]},
        follow=True,
    )
    worked_off()
    job = urlsplit(sent.redirect_chain[-1][0]).path

    assert "Không nhận tệp" in page(sent)
    looked = page(officer.get(job))
    # mot.xlsx changes 2 cells; the other file the same 2, and CAX Hai is nobody's name.
    assert "4 ô sẽ đổi, 1 vấn đề" in looked
    assert "ca-huyen.xlsx!Sheet!B4" in looked
    assert "bỏ qua “Tổng cộng”" in looked
    saving = officer.post(f"{job}luu/", {"policy": "what_is_right"})
    worked_off()
    assert "Đã lưu 2 ô" in page(officer.get(saving.headers["Location"]))
    assert office.draft.pk in Figure.objects.values_list("submission_id", flat=True)


def test_a_retired_way_is_offered_no_longer(officer: Client, kept: int) -> None:
    gone = officer.post(f"/nap-tep/cach-doc/{kept}/thoi/", follow=True)

    assert "số liệu đã nhập vẫn giữ nguyên" in page(gone)
    assert officer.get(f"/nap-tep/cach-doc/{kept}/").status_code == 404


def test_a_clerk_below_may_use_a_way_and_not_change_it(office: Office, kept: int) -> None:
    clerk = office.browser("clerk")
    entries = Entry.objects.count()

    shown = page(clerk.get(f"/nap-tep/cach-doc/{kept}/"))
    looked = clerk.post(
        f"/nap-tep/cach-doc/{kept}/", {"period": "2024-08", "workbook": upload(xlsx())}
    )
    retired = clerk.post(f"/nap-tep/cach-doc/{kept}/thoi/")

    assert "Thôi dùng" not in shown
    assert "2</strong>ô sẽ đổi" in page(looked)
    assert retired.status_code == 403
    assert SavedMap.objects.get().retired_at is None
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("login", ["keeper", "auditor", "stranger"])
def test_who_enters_nothing_opens_no_page_of_it(office: Office, kept: int, login: str) -> None:
    browser = office.browser(login)

    for where in ("/nap-tep/cach-doc/", NEW, f"/nap-tep/cach-doc/{kept}/"):
        assert browser.get(where).status_code == 403
    assert browser.post(SAVE, {}).status_code == 403


def test_a_sample_is_its_senders_own_and_an_office_for_those_who_enter_there(
    office: Office, officer: Client
) -> None:
    asked = parse_qs(a_sample(office, "officer"))
    given = {name: values[0] for name, values in asked.items()}
    step = "/nap-tep/cach-doc/moi/bang/"

    assert officer.get(step, given).status_code == 200
    assert office.browser("clerk").get(step, given).status_code == 422
    assert officer.get(step, {**given, "office": str(office.province)}).status_code == 403
    assert officer.get(step, {**given, "file": "khong-phai"}).status_code == 422


def test_a_sample_that_is_no_table_is_told_at_its_field(office: Office, officer: Client) -> None:
    sent = sent_in(officer, office, b"%PDF-1.4")

    assert sent.status_code == 422
    assert "mà là PDF" in page(sent)


def test_a_made_up_map_is_refused(office: Office, officer: Client) -> None:
    asked = parse_qs(a_sample(office, "officer"))
    given = {name: values[0] for name, values in asked.items()}

    refused = officer.post(SAVE, {**given, "name": "x", "content": '{"form": "commune"}'})

    assert refused.status_code == 422
    assert "Cách đọc bảng không hợp lệ" in page(refused)
    assert SavedMap.objects.count() == 0
