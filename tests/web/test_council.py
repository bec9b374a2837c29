"""The council: members, independent marks, stepping aside, agreeing, questions, paper sheets."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from keng.criteria.models import AgreedMark, Mark, Member
from recognition_cast import CODES, Season, a_season, an_office_with_sets
from web_cast import Office


@pytest.fixture
def office(db: None) -> Office:
    """The office with sets."""
    del db
    return an_office_with_sets()


@pytest.fixture
def season(office: Office) -> Season:
    """A run under way."""
    return a_season(office)


def marks(but: str = "", **more: str) -> dict[str, str]:
    return {f"v-{code}": "not_met" if code == but else "met" for code in CODES} | more


def test_members_are_posts_and_a_wrong_login_is_named(office: Office, season: Season) -> None:
    clerk, address = office.browser("clerk"), f"/cong-nhan/{season.run.pk}/hoi-dong/"
    said = {"post": "Công an xã", "unit": "xã Một", "login": ""}

    wrong = clerk.post(f"{address}them/", said | {"login": "khong.co"})
    clerk.post(f"{address}them/", said)

    assert wrong.status_code == 404
    assert "khong.co" in wrong.content.decode()
    made = Member.objects.get(post="Công an xã")
    clerk.post(f"{address}{made.pk}/thoi/")
    assert "đã thôi" in clerk.get(address).content.decode()


def test_marks_of_others_stay_hidden_until_all_have_marked(office: Office, season: Season) -> None:
    leader, clerk = office.browser("leader"), office.browser("clerk")
    sheet = f"/cong-nhan/ho-so/{season.submitted.pk}/cham/"

    clerk.post(
        f"{sheet}luu/", marks("K1", **{"thanh-vien": str(season.paper.pk), "r-K1": "Chưa rõ"})
    )
    hidden = leader.get(sheet).content.decode()
    leader.post(f"{sheet}luu/", marks())
    shown = leader.get(sheet).content.decode()

    assert "Chưa rõ" not in hidden
    assert "điểm của nhau còn ẩn" in hidden
    assert "Chưa rõ" in shown
    assert "khác nhau" in shown


def test_a_refused_mark_keeps_what_was_typed(office: Office, season: Season) -> None:
    sheet = f"/cong-nhan/ho-so/{season.submitted.pk}/cham/"

    refused = office.browser("leader").post(f"{sheet}luu/", marks(**{"p-K1": "ba"}))

    assert refused.status_code == 422
    assert "không phải là điểm" in refused.content.decode()
    assert 'value="ba"' not in refused.content.decode()  # the criterion has no points to type
    assert 'value="met" selected' in refused.content.decode()
    assert not Mark.objects.exists()


def test_who_is_no_member_may_not_look_at_the_sheet(office: Office, season: Season) -> None:
    sheet = f"/cong-nhan/ho-so/{season.submitted.pk}/cham/"

    assert office.browser("auditor").get(sheet).status_code == 403
    assert office.browser("other.clerk").post(f"{sheet}luu/", marks()).status_code == 403


def test_a_connected_member_steps_aside_and_is_not_waited_for(
    office: Office, season: Season
) -> None:
    leader, clerk = office.browser("leader"), office.browser("clerk")
    sheet = f"/cong-nhan/ho-so/{season.submitted.pk}/cham/"

    without = leader.post(f"{sheet}khong-tham-gia/", {"reason": ""})
    leader.post(f"{sheet}khong-tham-gia/", {"reason": "Quê ở thôn này."})
    clerk.post(f"{sheet}luu/", marks(**{"thanh-vien": str(season.paper.pk)}))

    assert without.status_code == 422
    page = clerk.get(sheet).content.decode()
    assert "không tham gia chấm đơn vị này" in page
    assert "điểm đã mở cho cả hội đồng" in page


def test_the_chair_closes_the_marking_and_the_result_is_agreed_with_minutes(
    office: Office, season: Season
) -> None:
    leader, clerk = office.browser("leader"), office.browser("clerk")
    folder = f"/cong-nhan/ho-so/{season.submitted.pk}"

    assert clerk.post(f"{folder}/cham/ket-thuc/").status_code == 403
    leader.post(f"{folder}/cham/ket-thuc/")
    empty = clerk.post(f"{folder}/thong-nhat/", marks("K4") | {"minutes": ""})
    clerk.post(f"{folder}/thong-nhat/", marks("K4") | {"minutes": "Họp ngày 02/9."})

    assert empty.status_code == 422
    season.submitted.refresh_from_db()
    assert season.submitted.state == "reviewed"
    agreed = AgreedMark.objects.get(assessment=season.submitted, criterion="K4")
    assert agreed.verdict == "not_met"


def test_a_dossier_goes_back_with_questions_but_never_at_a_box(
    office: Office, season: Season
) -> None:
    clerk, folder = office.browser("clerk"), f"/cong-nhan/ho-so/{season.submitted.pk}"

    page = clerk.get(f"{folder}/cham/").content.decode()
    clerk.post(f"{folder}/tra-lai/", {"message": "", "q-K1": "Nghị quyết số mấy?"})

    assert 'name="q-K1"' in page
    assert 'name="q-K2"' not in page
    season.submitted.refresh_from_db()
    assert season.submitted.state == "returned"
    assert season.submitted.questions.get().criterion == "K1"


def test_a_paper_sheet_goes_out_and_comes_back_with_its_marks(
    office: Office, season: Season
) -> None:
    clerk, folder = office.browser("clerk"), f"/cong-nhan/ho-so/{season.submitted.pk}"
    member = str(season.paper.pk)
    content = clerk.get(f"{folder}/phieu.xlsx?thanh-vien={member}").content

    wrong = _looked(clerk, folder, member, _filled(content, {"K1": "Đ", "K2": "x"}))
    page = _looked(clerk, folder, member, _filled(content, {"K1": "Đ", "K3": "K"}))
    token = page.context["token"]
    clerk.post(f"{folder}/phieu/luu/", {"thanh-vien": member, "token": token})

    assert wrong.status_code == 422
    assert "“x” không hiểu" in wrong.content.decode()
    assert "Phiếu chưa chấm: K2, K4, K5" in page.content.decode()
    saved = dict(Mark.objects.values_list("criterion", "verdict"))
    assert saved == {"K1": "met", "K3": "not_met"}


def test_a_sheet_of_another_member_is_refused_with_its_cell(office: Office, season: Season) -> None:
    clerk, folder = office.browser("clerk"), f"/cong-nhan/ho-so/{season.submitted.pk}"
    content = clerk.get(f"{folder}/phieu.xlsx?thanh-vien={season.paper.pk}").content

    refused = _looked(clerk, folder, str(season.chair.pk), _filled(content, {"K1": "Đ"}))

    assert refused.status_code == 422
    assert "thành viên hoặc lượt chấm khác" in refused.content.decode()


def _filled(content: bytes, said: dict[str, str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book.active.iter_rows():
        if row[0].value in said:
            row[3].value = said[row[0].value]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _looked(browser: Client, folder: str, member: str, content: bytes) -> Any:
    sent = SimpleUploadedFile("phieu.xlsx", content)
    return browser.post(f"{folder}/phieu/xem/", {"thanh-vien": member, "file": sent})
