"""Screens of requests with a form of their own: made, asked, filled in, asked again."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from inquiries_cast import a_draft, an_open_one
from keng.inquiries.models import Inquiry
from keng.inquiries.vocabulary import State
from keng.reporting import actions
from keng.reporting.models import Figure, Submission
from reporting_cast import cells
from web_cast import NOW, Office, an_office


@pytest.fixture
def office(db: None) -> Office:
    """Huyện Bắc with xã Một and xã Hai, and the monthly round of August."""
    del db
    return an_office()


def test_a_request_is_begun_made_and_asked_on_the_screens(office: Office) -> None:
    officer = office.browser("officer")
    begun = officer.post(
        "/dot/yeu-cau/moi/",
        {
            "unit": "huyện Bắc, tỉnh Đông",
            "title": "Chuyên đề cháy, nổ",
            "instruction": "Chỉ vụ trên địa bàn.",
            "period": "2024-08",
            "due_on": "2024-09-10",
            "levels": ["commune"],
        },
    )
    row = Inquiry.objects.get()
    assert begun.headers["Location"] == f"/dot/yeu-cau/{row.pk}/"

    _change(officer, row, act="add", key=["fires", "damage"], q="chay")
    _change(officer, row, act="heading", title="Vụ việc")
    _change(officer, row, act="add", key="cases", place="1")
    _change(officer, row, act="title", place="0", title="Cháy, nổ")
    _change(officer, row, act="up", key="damage")
    _change(officer, row, act="down", key="damage")

    page = officer.get(f"/dot/yeu-cau/{row.pk}/").content.decode()
    assert "Người nhập sẽ thấy" in page
    assert "Mở cho 2 đơn vị" in page
    row.refresh_from_db()
    opened = officer.post(f"/dot/yeu-cau/{row.pk}/mo/", {"seen": row.revision})
    row.refresh_from_db()
    assert opened.headers["Location"] == f"/dot/{row.round_id}/"
    assert row.headings == [
        {"title": "Cháy, nổ", "cells": ["fires", "damage"]},
        {"title": "Vụ việc", "cells": ["cases"]},
    ]


def test_indicators_are_found_while_typing_without_diacritics(office: Office) -> None:
    row = a_draft(office)

    found = office.browser("officer").get(f"/dot/yeu-cau/{row.pk}/chi-tieu/?q=thiet+hai")

    text = found.content.decode()
    assert "Thiệt hại do cháy" in text
    assert "đã có trong biểu" in text
    assert "Diện tích" not in text


def test_the_clerk_sees_the_instruction_and_takes_over_what_is_known(office: Office) -> None:
    clerk = office.browser("clerk")
    actions.enter(office.draft.pk, cells(fires=2, cases=4), actor=office.actor("clerk"), at=NOW)
    one = Submission.objects.get(round=an_open_one(office).round, unit_id=office.one)

    page = clerk.get(f"/bieu/{one.pk}/nhap/").content.decode()
    assert "Chỉ tính vụ việc trên địa bàn xã." in page
    assert "2 số đã có ở biểu khác hoặc kỳ ngắn hơn" in page
    assert "Biểu commune" in page

    clerk.post(f"/bieu/{one.pk}/lay-sang/", {"key": ["fires", "cases"]})

    taken = Figure.objects.filter(submission=one).values_list("indicator", "value")
    assert dict(taken) == {"fires": 2, "cases": 4}
    again = clerk.get(f"/bieu/{one.pk}/hoi/").content.decode()
    assert "số đã có ở biểu khác" not in again


def test_the_officer_is_told_how_much_is_known_already(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=2, cases=4), actor=office.actor("clerk"), at=NOW)
    row = a_draft(office)

    page = office.browser("officer").get(f"/dot/yeu-cau/{row.pk}/").content.decode()

    assert "2 trong 4 chỉ tiêu đã có ở “Biểu commune”." in page


def test_the_burden_view_knows_the_request(office: Office) -> None:
    an_open_one(office)

    page = office.browser("officer").get("/dot/hoi-trung/?nam=2024").content.decode()

    assert "Chuyên đề cháy, nổ tháng 8" in page
    assert "4 số liệu trùng" in page


def test_what_is_wrong_is_said_on_the_page_of_the_request(office: Office) -> None:
    row = a_draft(office, headings=())
    officer = office.browser("officer")

    opened = officer.post(f"/dot/yeu-cau/{row.pk}/mo/", {"seen": 1})
    twice = _change(officer, row, act="add", key=["fires", "fires"])
    stale = officer.post(f"/dot/yeu-cau/{row.pk}/mo/", {"seen": 7})

    assert opened.status_code == 422
    assert "Biểu chưa có chỉ tiêu nào" in opened.content.decode()
    assert twice.status_code == 422
    assert "đã có trong biểu" in twice.content.decode()
    assert stale.status_code == 409
    assert "hãy xem lại" in stale.content.decode()
    row.refresh_from_db()
    assert row.state == State.DRAFT


def test_the_facts_of_a_draft_are_changed_and_a_stretch_of_days_is_a_period(
    office: Office,
) -> None:
    row = a_draft(office)
    officer = office.browser("officer")

    officer.post(
        f"/dot/yeu-cau/{row.pk}/chung/",
        {
            "seen": 1,
            "title": "Đợt cao điểm",
            "first": "2024-08-10",
            "last": "2024-08-25",
            "due_on": "2024-09-12",
            "levels": ["commune"],
            "units": [office.two],
        },
    )

    row.refresh_from_db()
    assert (row.title, row.period.code, row.units) == (
        "Đợt cao điểm",
        "2024-08-10/2024-08-25",
        [office.two],
    )
    half = officer.post(
        f"/dot/yeu-cau/{row.pk}/chung/",
        {"seen": 2, "title": "Đợt", "first": "2024-08-10", "levels": ["commune"]},
    )
    assert half.status_code == 422
    assert "cả hai ngày" in half.content.decode()


def test_an_opened_request_is_changed_given_up_and_asked_again_as_its_state_allows(
    office: Office,
) -> None:
    row = an_open_one(office)
    officer = office.browser("officer")
    _change(officer, row, act="remove", key="damage")
    page = officer.get(f"/dot/yeu-cau/{row.pk}/").content.decode()
    assert "các đơn vị vẫn thấy biểu cũ" in page

    row.refresh_from_db()
    officer.post(f"/dot/yeu-cau/{row.pk}/doi/", {"seen": row.revision})
    row.refresh_from_db()
    assert row.versions.count() == 2

    refused = officer.post(f"/dot/yeu-cau/{row.pk}/bo/", {"seen": row.revision})
    assert refused.status_code == 409
    officer.post(f"/dot/yeu-cau/{row.pk}/lap-lai/", {"period": "2024-09"})
    again = Inquiry.objects.get(taken_from=row)
    assert (again.state, again.period.code) == (State.DRAFT, "2024-09")
    officer.post(f"/dot/yeu-cau/{again.pk}/bo/", {"seen": 1})
    again.refresh_from_db()
    assert again.state == State.DROPPED
    listed = officer.get("/dot/yeu-cau/").content.decode()
    assert "đã bỏ" in listed
    assert "đang hỏi" in listed


def test_a_clerk_has_no_door_to_requests(office: Office) -> None:
    row = a_draft(office)

    assert office.browser("clerk").get(f"/dot/yeu-cau/{row.pk}/").status_code == 403
    assert office.browser("clerk").get("/dot/yeu-cau/").status_code == 403


def test_the_round_of_a_request_leads_to_it_and_is_found_by_its_words(office: Office) -> None:
    row = an_open_one(office)
    officer = office.browser("officer")

    page = officer.get(f"/dot/{row.round_id}/").content.decode()
    found = officer.get("/tim/?q=chuyen+de+chay").content.decode()

    assert f"/dot/yeu-cau/{row.pk}/" in page
    assert f"/dot/{row.round_id}/" in found
    matrix = officer.get("/dot/bang/").content.decode()
    assert "Chuyên đề cháy" not in matrix  # one period: its round shows all of it


def _change(browser: Client, row: Inquiry, **given: Any) -> HttpResponse:
    row.refresh_from_db()
    answer = browser.post(f"/dot/yeu-cau/{row.pk}/bieu/", {"seen": row.revision, **given})
    assert isinstance(answer, HttpResponse)
    return answer
