"""The user guide: its pictures are taken here, and every quoted word is looked for on the screens.

`KENG_GUIDE=1` writes the pictures into docs/guide/images; without it they are taken all the same
and thrown away, so that a page that no longer opens or a button that was renamed fails.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from demo_site import PASSWORD, Site
from web_cast import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
QUOTED = re.compile(r"“([^”…]+)”")


@dataclass(frozen=True)
class Picture:
    """One picture of the guide: who looks, where, and which links or buttons lead on.

    Of `clicks` those are passed over that the page does not show, such as a step already taken.
    """

    name: str
    login: str
    path: str
    click: str = ""
    size: tuple[int, int] = DESKTOP
    clicks: tuple[str, ...] = ()


PICTURES = (
    Picture("trang-chinh-xa", "tuky", "/"),
    Picture("bieu", "tuky", "/", "#phai-nop a"),
    Picture("cau-hoi", "thon", "/", "#phai-nop a", PHONE),
    Picture("bang-don-vi", "tinh", "/dot/bang/"),
    Picture("xem-bieu", "tinh", "/", "#cho-tiep-nhan a"),
    Picture("lich-dot", "tinh", "/dot/lich/"),
    Picture("cach-doc-bang", "tinh", "/nap-tep/cach-doc/moi/"),
    Picture("tong-hop", "tinh", "/tong-hop/"),
    Picture("so-lieu", "tinh", "/so-lieu/"),
    Picture("thay-doi-don-vi", "quantri", "/don-vi/thay-doi/"),
    Picture("nguoi-dung", "quantri", "/nguoi-dung/"),
    Picture("moi-nguoi-dung", "quantri", "/nguoi-dung/moi/"),
    Picture("chuong-trinh", "quantri.vn", "/chuong-trinh/"),
    Picture("nhat-ky", "kiemtra", "/nhat-ky/"),
    Picture("dang-ky", "tuky", "/dang-ky/"),
    Picture(
        "tu-cham",
        "truong",
        "/dang-ky/",
        size=PHONE,
        clicks=(
            "#cua-don-vi li:has-text('An toàn') button:text-is('Đăng ký')",
            "#cua-don-vi a:has-text('An toàn')",
            "#tieu-chi li a",
        ),
    ),
    Picture("bo-tieu-chi", "quantri", "/bo-tieu-chi/"),
)


def test_the_guide_shows_and_quotes_what_is_on_the_screens(
    chromium: Browser, demo: Site, tmp_path: Path
) -> None:
    text = (GUIDE / "huong-dan.md").read_text(encoding="utf-8")
    folder = GUIDE / "images" if os.environ.get("KENG_GUIDE") == "1" else tmp_path
    folder.mkdir(exist_ok=True)
    seen = " ".join(_taken(chromium, demo, one, folder) for one in PICTURES)

    assert sorted(re.findall(r"images/([\w-]+)\.png", text)) == sorted(p.name for p in PICTURES)
    quoted = [" ".join(words.split()) for words in QUOTED.findall(text)]
    assert [words for words in quoted if words.casefold() not in seen] == []
    assert all((GUIDE / "images" / f"{one.name}.png").is_file() for one in PICTURES)


def _taken(chromium: Browser, demo: Site, picture: Picture, folder: Path) -> str:
    """Take one picture; the text of the page, in small letters."""
    width, height = picture.size
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    page = context.new_page()
    _sign_in(page, demo, picture)
    if picture.click:
        page.click(f"{picture.click} >> nth=0")
    for click in picture.clicks:
        if page.locator(click).count():
            page.click(f"{click} >> nth=0")
            page.wait_for_load_state("networkidle")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{picture.name}.png")
    words = page.locator("body").inner_text() + " " + page.content()
    context.close()
    return words.casefold()


def _sign_in(page: Page, demo: Site, picture: Picture) -> None:
    page.goto(f"{demo.url}/dang-nhap/?next={picture.path}")
    page.fill("[name=login]", picture.login)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Escape")  # the tour of the first sign-in is no part of the pictures
