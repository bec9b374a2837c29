"""Inviting in the browser: tick, look, make once, print, sign in with the slip."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from keng.access import actions as access
from keng.access.models import Account
from keng.kernel.actors import OPERATOR
from web_cast import NOW, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_slips_are_made_once_however_often_one_presses_and_open_an_account(
    open_page: Open,
) -> None:
    keeper = open_page("keeper", "/nguoi-dung/moi/?role=leader")
    expect(keeper.locator("[data-chosen]")).to_have_text("Đã chọn 1 đơn vị")
    keeper.click("text=Xem trước tài khoản >> nth=0")
    keeper.fill("[name=login]", "lanhdao.moi")
    keeper.locator("form[data-once] .btn-primary").dblclick()
    expect(keeper.locator(".slip")).to_have_count(1)
    login, password = keeper.locator(".slip .secret").all_inner_texts()
    assert (login, Account.objects.filter(login=login).count()) == ("lanhdao.moi", 1)

    person = open_page("", "/dang-nhap/", PHONE)
    person.fill("[name=login]", login)
    person.fill("[name=password]", password)
    person.click("main .btn-primary")
    person.fill("[name=full_name]", "Trần An, phó chủ tịch")
    person.fill("[name=present]", password)
    for name in ("wanted", "again"):
        person.fill(f"[name={name}]", "lúa-chín-vàng-ngoài-đồng")
    person.click("main .btn-primary")
    expect(person.locator(".note.success")).to_contain_text("Đã đổi mật khẩu")


def test_six_slips_go_on_a_sheet(open_page: Open, office: Office) -> None:
    for number in range(7):
        access.create_account(f"a{number:03}", unit_id=office.two, actor=OPERATOR, at=NOW)
    keeper = open_page("keeper", "/nguoi-dung/?state=never")
    for number in range(7):
        keeper.check(f"[aria-label=a{number:03}]")
    keeper.on("dialog", lambda dialog: dialog.accept())
    keeper.click("text=Cấp lại mật khẩu và in phiếu")
    expect(keeper.locator(".slip")).to_have_count(7)

    sheets = pypdfium2.PdfDocument(io.BytesIO(keeper.pdf(prefer_css_page_size=True)))

    assert [_words(sheet).count("Tên đăng nhập") for sheet in sheets] == [6, 1]


def test_asking_for_slips_and_thinking_better_of_it_leaves_the_button_alive(
    open_page: Open, office: Office
) -> None:
    account = office.accounts["stranger"]
    keeper = open_page("keeper", f"/nguoi-dung/{account.pk}/")
    keeper.once("dialog", lambda dialog: dialog.dismiss())
    keeper.click("text=In phiếu đăng nhập")
    keeper.once("dialog", lambda dialog: dialog.accept())
    keeper.click("text=In phiếu đăng nhập")

    expect(keeper.locator(".slip")).to_have_count(1)


def _words(sheet: pypdfium2.PdfPage) -> str:
    return str(sheet.get_textpage().get_text_bounded())
