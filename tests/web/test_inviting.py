"""Inviting on the screen: choose, look, make all at once, print a slip for each."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from keng.access import actions as access
from keng.access.models import Account
from keng.access.queries import duties_of
from keng.documents.workbooks import open_workbook, table_workbook
from keng.kernel.actors import OPERATOR
from web_cast import NOW, Office

HEADS = ["Đơn vị", "Tên đăng nhập", "Họ tên", "Vai trò"]
LASTING = "lúa-chín-vàng-ngoài-đồng"


def choosing(office: Office, query: str = "", login: str = "keeper") -> Any:
    return office.browser(login).get(f"/nguoi-dung/moi/?{query}").context


def made(office: Office, **rows: Any) -> Any:
    """What the preview sends on, by columns."""
    columns = {"unit": [office.one], "role": ["leader"], "login": ["moi.mot"], "full_name": [""]}
    return office.browser("keeper").post("/nguoi-dung/moi/lap/", {**columns, **rows})


def listed(office: Office, *rows: list[str | None], name: str = "ds.xlsx") -> Any:
    content = table_workbook("Người dùng", list(HEADS), rows)
    file = SimpleUploadedFile(name, content)
    return office.browser("keeper").post("/nguoi-dung/moi/danh-sach/", {"workbook": file})


def test_the_units_that_lack_somebody_are_offered(office: Office) -> None:
    assert choosing(office)["units"] == []  # every commune has a clerk

    (unit,) = choosing(office, "role=leader")["units"]
    assert (unit.id, unit.path, unit.holders) == (office.two, "xã Hai, huyện Bắc, tỉnh Đông", "")


def test_units_are_offered_by_level_by_place_and_also_where_somebody_is(office: Office) -> None:
    context = choosing(office, "role=leader&show=all&unit=huyen+bac&level=commune")

    assert [(unit.path.split(",")[0], unit.holders) for unit in context["units"]] == [
        ("xã Hai", ""),
        ("xã Một", "Người leader"),
    ]
    assert [level for level, _word in context["levels"]] == ["province", "district", "commune"]


def test_a_unit_that_is_none_is_told(office: Office) -> None:
    response = office.browser("keeper").get("/nguoi-dung/moi/?unit=xã+Không+Có")

    assert response.status_code == 422
    assert "Không Có" in response.content.decode()


def test_the_preview_proposes_logins_and_saves_nothing(office: Office) -> None:
    before = Account.objects.count()
    access.create_account("lanhdao.hai", unit_id=office.two, actor=OPERATOR, at=NOW)

    rows = office.browser("keeper").post(
        "/nguoi-dung/moi/xem/", {"role": "leader", "unit": [office.one, office.two]}
    )

    assert [(row.unit_id, row.login, row.full_name) for row in rows.context["rows"]] == [
        (office.one, "lanhdao.mot", ""),
        (office.two, "lanhdao.hai.bac", ""),
    ]
    assert Account.objects.count() == before + 1


@pytest.mark.parametrize("wrong", [{"role": "chief", "unit": "1"}, {"role": "clerk"}])
def test_a_look_without_units_or_with_an_unknown_role_is_refused(
    office: Office, wrong: dict[str, str]
) -> None:
    assert office.browser("keeper").post("/nguoi-dung/moi/xem/", wrong).status_code == 422


def test_accounts_are_made_and_each_slip_opens_one(office: Office) -> None:
    response = made(
        office,
        unit=[office.one, office.two],
        role=["leader", "clerk"],
        login=["moi.mot", "moi.hai"],
        full_name=["Trần An", ""],
    )

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    slips = response.context["slips"]
    assert [(one.login, one.roles, one.full_name) for one in slips] == [
        ("moi.mot", "lãnh đạo", "Trần An"),
        ("moi.hai", "cán bộ lập báo cáo", ""),
    ]
    shown = response.content.decode()
    assert all(one.password in shown for one in slips)
    account = Account.objects.get(login="moi.hai")
    assert [duty.unit_id for duty in duties_of(account.pk, on=NOW.date())] == [office.two]
    page = office.browser("keeper").get(f"/nguoi-dung/{account.pk}/").content.decode()
    assert slips[1].password not in page


def test_who_comes_with_a_slip_says_who_they_are_and_chooses_a_password(office: Office) -> None:
    (slip,) = made(office).context["slips"]
    browser = Client()
    browser.post("/dang-nhap/", {"login": "moi.mot", "password": slip.password})
    assert browser.get("/").headers["Location"] == "/mat-khau/"
    words = {"present": slip.password, "wanted": LASTING, "again": LASTING}

    without = browser.post("/mat-khau/", words)
    assert without.status_code == 422
    assert "full_name" in without.context["form"].errors

    browser.post("/mat-khau/", {**words, "full_name": "Trần An, phó chủ tịch"})
    account = Account.objects.get(login="moi.mot")
    assert (account.full_name, account.must_change_password) == ("Trần An, phó chủ tịch", False)
    assert browser.get("/").status_code == 200
    assert "full_name" not in browser.get("/mat-khau/").context["form"].fields


def test_a_wrong_line_comes_back_with_its_reason_and_nothing_is_made(office: Office) -> None:
    before = Account.objects.count()

    response = made(
        office,
        unit=[office.one, office.two],
        role=["leader", "clerk"],
        login=["moi.mot", "clerk"],
        full_name=["", ""],
    )

    assert response.status_code == 422
    assert [bool(row.wrong) for row in response.context["rows"]] == [False, True]
    assert "đã có người dùng" in response.content.decode()
    assert Account.objects.count() == before


@pytest.mark.parametrize("wrong", [{"role": ["chief"]}, {"login": []}])
def test_a_list_that_was_tampered_with_is_refused(office: Office, wrong: Any) -> None:
    assert made(office, **wrong).status_code == 422


def test_slips_are_given_anew_for_those_who_never_signed_in(office: Office) -> None:
    keeper, account = office.browser("keeper"), office.accounts["stranger"]
    assert "/nguoi-dung/phieu/" in keeper.get("/nguoi-dung/?state=never").content.decode()

    (slip,) = keeper.post("/nguoi-dung/phieu/", {"account": [account.pk]}).context["slips"]

    account.refresh_from_db()
    assert account.check_password(slip.password)
    assert keeper.post("/nguoi-dung/phieu/", {}).status_code == 422


def test_a_list_of_people_becomes_a_preview(office: Office) -> None:
    response = listed(
        office,
        ["xã Một", "an.mot", "Trần An", "Lãnh đạo"],
        ["xa hai, huyen bac", None, None, None],
    )

    assert [(row.login, row.full_name, row.role) for row in response.context["rows"]] == [
        ("an.mot", "Trần An", "leader"),
        ("hai", "", "clerk"),
    ]
    assert not Account.objects.filter(login="an.mot").exists()


def test_a_csv_list_will_do(office: Office) -> None:
    file = SimpleUploadedFile("ds.csv", "Đơn vị,Họ tên\nxã Một,Trần An\n".encode())

    rows = office.browser("keeper").post("/nguoi-dung/moi/danh-sach/", {"workbook": file})

    assert [(row.login, row.full_name) for row in rows.context["rows"]] == [("mot", "Trần An")]


def test_every_wrong_cell_of_a_list_is_named(office: Office) -> None:
    response = listed(
        office,
        ["xã Không Có", "an.mot", None, None],
        ["xã Một", "an.mot", None, "Trưởng ban"],
    )
    refused = listed(office, ["xã Một", "clerk", None, None], ["xã Hai", "Có Dấu", None, None])

    assert response.status_code == 422
    places = [problem.place for problem in response.context["problems"]]
    assert [place.split("!")[0] for place in places] == ["Người dùng", "Người dùng"]
    assert [place.split("!")[1][0] for place in places] == ["A", "D"]
    assert [one.place.split("!")[1][0] for one in refused.context["problems"]] == ["B", "B"]
    assert "đã có người dùng" in refused.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("ds.pdf", b"%PDF", "Hãy chọn tệp"), ("ds.csv", b"a,b\n1,2\n", "tệp mẫu")],
)
def test_a_file_that_is_no_list_is_refused(
    office: Office, name: str, content: bytes, words: str
) -> None:
    file = SimpleUploadedFile(name, content)

    response = office.browser("keeper").post("/nguoi-dung/moi/danh-sach/", {"workbook": file})

    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_template_is_what_the_list_is_read_by(office: Office) -> None:
    content = office.browser("keeper").get("/nguoi-dung/moi/mau.xlsx").content

    (sheet,) = open_workbook(content, name="mau.xlsx").sheets
    texts = [cell.text for row in sheet.rows for cell in row]
    assert {"Đơn vị", "Tên đăng nhập", "Vai trò"} <= set(texts)
    file = SimpleUploadedFile("mau.xlsx", io.BytesIO(content).getvalue())
    empty = office.browser("keeper").post("/nguoi-dung/moi/danh-sach/", {"workbook": file})
    assert "Chưa chọn dòng nào" in empty.content.decode()


def test_who_keeps_no_users_invites_nobody(office: Office) -> None:
    officer = office.browser("officer")

    assert officer.get("/nguoi-dung/moi/").status_code == 403
    for address in ("xem", "lap", "danh-sach"):
        assert officer.post(f"/nguoi-dung/moi/{address}/").status_code == 403
    assert officer.post("/nguoi-dung/phieu/").status_code == 403


def test_an_administrator_of_a_commune_invites_into_it_alone(office: Office) -> None:
    stranger = office.accounts["stranger"]
    access.grant(stranger.pk, "administrator", unit_id=office.one, actor=OPERATOR, at=NOW)
    before = Account.objects.count()

    assert [unit.id for unit in choosing(office, "show=all", "stranger")["units"]] == [office.one]
    response = office.browser("stranger").post(
        "/nguoi-dung/moi/lap/",
        {"unit": [office.two], "role": ["clerk"], "login": ["moi.hai"], "full_name": [""]},
    )
    assert response.status_code == 422
    assert "không được giao việc" in response.content.decode()
    assert Account.objects.count() == before
