"""What a finger presses on a phone is 44 px high; a field keeps its colour when it is chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from web_cast import PHONE

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

PRESSED = """() => [...document.querySelectorAll(
    'button, a.btn, select, summary, .bar a, .drop a, .tabs a, input.form-control')]
  .filter(one => one.checkVisibility() && !one.closest('[hidden]') && !one.closest('.skip'))
  .map(one => [one.getBoundingClientRect().height, one.outerHTML.slice(0, 80)])
  .filter(([height]) => height > 1 && height < 43.5)"""


@pytest.mark.parametrize(
    ("login", "address"),
    [
        ("", "/dang-nhap/"),
        ("clerk", "/"),
        ("clerk", "/tai-khoan/bao-mat/"),
        ("keeper", "/nguoi-dung/"),
        ("keeper", "/nguoi-dung/moi/"),
        ("auditor", "/nhat-ky/"),
    ],
)
def test_a_finger_finds_what_it_presses(login: str, address: str, open_page: Open) -> None:
    page = open_page(login, address, PHONE)
    for closed in page.locator("main details, .menu-small").all():
        closed.evaluate("one => { one.open = true; }")

    assert page.evaluate(PRESSED) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_field_that_has_the_focus_does_not_look_shut(open_page: Open) -> None:
    page = open_page("", "/dang-nhap/")
    colour = "one => getComputedStyle(one).backgroundColor"

    page.focus("[name=password]")
    page.wait_for_timeout(300)  # the colour changes slowly

    assert page.locator("[name=password]").evaluate(colour) == page.locator(
        "[name=login]"
    ).evaluate(colour)
