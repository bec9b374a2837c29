"""The page of chasing under a round, and its files."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from keng.access import actions as access
from keng.documents import word
from keng.kernel.actors import OPERATOR
from keng.notices import tasks
from keng.notices.models import Chase, Notice
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.reporting import actions
from keng.web import clock
from keng.web.views import chasing
from reporting_cast import cells
from web_cast import DUE, NOW, SETUP, START, Office

LATE = NOW + timedelta(days=8)  # 10 September, five days after the due day


@pytest.fixture(autouse=True)
def late_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is five days after the due day."""
    monkeypatch.setattr(clock, "now", lambda: LATE)


def address(office: Office, rest: str = "") -> str:
    return f"/dot/{office.round_id}/nhac/{rest}"


def test_the_page_says_who_is_late_by_how_much_and_whom_to_call(office: Office) -> None:
    clerk = office.accounts["clerk"]
    access.set_contact(clerk.pk, email="", phone="0912 345 678", actor=OPERATOR, at=NOW)

    html = office.browser("officer").get(address(office)).content.decode()

    assert "2 đơn vị quá hạn" in html
    assert html.count(">5 ngày<") == 2
    assert 'href="tel:0912345678"' in html
    assert "chưa có số" in html
    assert "Kính gửi xã Một" in html


def test_one_press_reminds_and_the_page_counts_it(office: Office) -> None:
    browser = office.browser("officer")

    response = browser.post(address(office, "gui/"), {"unit": [office.draft.pk]}, follow=True)

    html = response.content.decode()
    assert "Đã nhắc 1 đơn vị (2 người)." in html
    assert "1 lần" in html
    assert Notice.objects.filter(kind="chased").count() == 2


def test_a_call_is_written_down(office: Office) -> None:
    browser = office.browser("officer")
    form = {"unit": [office.draft.pk, office.other_draft.pk], "way": "phone"}

    html = browser.post(address(office, "ghi/"), form, follow=True).content.decode()

    assert "Đã ghi nhận đôn đốc 2 đơn vị." in html
    assert "gọi điện (Người officer)" in html
    assert Chase.objects.get().way == "phone"


def test_nobody_chosen_is_told_in_plain_words(office: Office) -> None:
    response = office.browser("officer").post(address(office, "gui/"), {})

    assert response.status_code == 422
    assert "Chưa chọn đơn vị nào" in response.content.decode()


def test_the_letter_goes_to_the_chosen_units(office: Office) -> None:
    form = {"unit": [office.draft.pk], "answer_by": "2024-09-13"}

    response = office.browser("officer").post(address(office, "cong-van.docx"), form)

    assert response.headers["Content-Disposition"].endswith('.docx"')
    text = "\n".join(word.paragraphs_of(response.content))
    assert "Kính gửi: Xã Một." in text
    assert "chậm nhất ngày 13/09/2024" in text


def test_the_notice_of_compliance_is_a_word_file(office: Office) -> None:
    response = office.browser("officer").post(address(office, "thong-bao.docx"), {})

    text = "\n".join(word.paragraphs_of(response.content))
    assert "THÔNG BÁO" in text
    assert "Chưa nộp, quá hạn 05 ngày" in text


def test_a_day_that_is_none_is_refused(office: Office) -> None:
    form = {"answer_by": "mai"}

    assert office.browser("officer").post(address(office, "cong-van.docx"), form).status_code == 422


def test_the_call_list_is_a_page_and_a_workbook(office: Office) -> None:
    browser = office.browser("officer")

    html = browser.get(address(office, "goi/")).content.decode()
    book = load_workbook(io.BytesIO(browser.get(address(office, "goi.xlsx")).content))

    assert "Người leader" in html
    assert "lập ngày 10/09/2024" in html
    assert book.active["B4"].value == "xã Hai"


def test_when_all_have_handed_in_nobody_is_left(office: Office) -> None:
    for draft, login in ((office.draft, "clerk"), (office.other_draft, "other.clerk")):
        actions.enter(draft.pk, cells(cases=9), actor=office.actor(login), at=NOW)
        actions.submit(draft.pk, actor=office.actor(login), at=NOW)

    html = office.browser("officer").get(address(office)).content.decode()

    assert "Mọi đơn vị đã nộp." in html


@pytest.mark.parametrize("login", ["clerk", "leader", "auditor"])
def test_who_does_not_run_rounds_gets_none_of_it(login: str, office: Office) -> None:
    browser = office.browser(login)

    for rest in ("", "goi/", "goi.xlsx"):
        assert browser.get(address(office, rest)).status_code == 403, rest
    for rest in ("gui/", "ghi/", "cong-van.docx", "thong-bao.docx"):
        assert browser.post(address(office, rest), {"unit": "1"}).status_code == 403, rest
    assert not Chase.objects.exists()


def test_a_long_list_comes_in_pages_and_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(chasing._context.__kwdefaults__, "rows", 1)
    browser = office.browser("officer")

    first = browser.get(address(office)).content.decode()
    second = browser.get(address(office) + "?trang=2").content.decode()

    assert "Đang hiện 1–1 trong 2 đơn vị." in first
    assert "Đang hiện 2–2 trong 2 đơn vị." in second
    assert "2. xã Một: quá hạn 05 ngày" in first  # the text for the group holds all


def questions(browser: Client, path: str) -> int:
    browser.get(path)  # fills what the process keeps in memory: pack, map of the day
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_many_late_units_need_no_more_questions_than_two(office: Office) -> None:
    browser = office.browser("officer")
    two = questions(browser, address(office))
    for number in range(12):
        new = NewUnit(Naming("xa", f"Thêm {number}"), office.north)
        create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
    july = office.draft.period.preceding()
    made = actions.open_round(
        "commune", july, owner_unit_id=office.north, due_on=DUE, actor=OPERATOR, at=NOW
    )

    many = questions(browser, f"/dot/{made.pk}/nhac/")

    assert many <= two


def test_the_notices_of_many_units_need_no_more_questions_than_of_two(office: Office) -> None:
    with CaptureQueriesContext(connection) as of_two:
        tasks.read_journal(at=NOW)
    for number in range(12):
        new = NewUnit(Naming("xa", f"Thêm {number}"), office.north)
        create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
    july = office.draft.period.preceding()
    actions.open_round(
        "commune", july, owner_unit_id=office.north, due_on=DUE, actor=OPERATOR, at=NOW
    )

    with CaptureQueriesContext(connection) as of_many:
        assert tasks.read_journal(at=NOW) == 14

    assert len(of_many) <= len(of_two)
