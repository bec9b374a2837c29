"""The forms of all pages as a browser meets them, for the tests that send them in other ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.test import Client
from django.urls import reverse
from lxml import html

from pages_cast import NUMBERS, PAGES, keywords
from web_cast import NOW, Office

_LEFT_OUT: Final = frozenset({"csrfmiddlewaretoken"})
_TYPED: Final = {
    "number": "1",
    "date": NOW.date().isoformat(),
    "email": "bao.cao@tinh.gov.vn",
    "tel": "0900 000 000",
    "url": "https://example.org/",
    "password": "mat-khau-khong-dung",
}
"""What somebody types into a field that is empty, by its kind; elsewhere a line of text."""
_A_LINE: Final = "Một dòng"


@dataclass(frozen=True)
class Sending:
    """One form as a page holds it: where it goes, how, and what an honest browser would send."""

    page: str
    login: str
    method: str
    action: str
    fields: tuple[tuple[str, str], ...]

    def given(self, changed: str = "", text: str = "") -> dict[str, list[str]]:
        """The fields by name; those of one name hold another text where one is named."""
        found: dict[str, list[str]] = {}
        for name, value in self.fields:
            found.setdefault(name, []).append(text if name == changed else value)
        return found


def browsers_of(office: Office) -> dict[str, Client]:
    """A browser for each person who opens a page; failures come as answers, not as exceptions."""
    found = {}
    for login in {login for login, _, _ in PAGES.values()}:
        found[login] = office.browser(login) if login else Client()
        found[login].raise_request_exception = False
    return found


def sendings(office: Office, browsers: dict[str, Client]) -> list[Sending]:
    """The address of each page with its parameters, and every form of it; like ones once."""
    known = {**NUMBERS, **keywords(office)}
    seen: dict[tuple[str, str, tuple[str, ...]], Sending] = {}
    for page, (login, names, query) in PAGES.items():
        address = reverse(f"web:{page}", kwargs={name: known[name] for name in names})
        asked = query.format(**known)
        answer = browsers[login].get(f"{address}?{asked}")
        found = [_of_address(page, login, address, asked), *_of_page(page, login, address, answer)]
        for one in found:
            kind = (one.method, _shape(one.action), tuple(sorted(dict(one.fields))))
            if one.fields or one.method == "post":
                seen.setdefault(kind, one)
    return list(seen.values())


def _of_address(page: str, login: str, address: str, asked: str) -> Sending:
    fields = (*parse_qsl(asked), ("trang", "1"), ("nam", "2024"), ("before", "9"))
    return Sending(page, login, "get", address, fields)


def _of_page(page: str, login: str, address: str, answer: Any) -> Iterator[Sending]:
    if not answer["Content-Type"].startswith("text/html"):
        return
    root = html.fromstring(answer.content.decode())
    for form in root.iter("form"):
        posts = form.get("method", "").lower() == "post" or form.get("hx-post")
        action = form.get("action") or form.get("hx-post") or form.get("hx-get") or address
        whole = urlsplit(action)
        path = whole.path or address
        if whole.query:
            path += f"?{urlencode(parse_qsl(whole.query))}"
        own = form.xpath(".//input | .//select | .//textarea")
        outside = root.xpath("//*[@form=$id]", id=form.get("id")) if form.get("id") else []
        plain = [
            pair for one in (*own, *outside) if (pair := _field(one)) and pair[0] not in _LEFT_OUT
        ]
        presses = [
            (one.get("name"), one.get("value") or "") for one in form.xpath(".//button[@name]")
        ]
        for press in presses or [None]:
            fields = (*plain, press) if press else tuple(plain)
            yield Sending(page, login, "post" if posts else "get", path, fields)


def _field(one: Any) -> tuple[str, str] | None:
    name, kind = one.get("name"), one.get("type") or "text"
    if not name or kind in {"file", "submit"} or one.tag == "button":
        return None
    if one.tag == "select":
        options = one.xpath(".//option[@selected]/@value") or [
            value for value in one.xpath(".//option/@value") if value
        ]
        return name, options[-1] if options else ""
    if one.tag == "textarea":
        return name, one.text or _A_LINE
    return name, one.get("value") or _TYPED.get(kind, _A_LINE)


def _shape(action: str) -> str:
    """The address without its numbers: twenty rows of a table are one form."""
    return "".join("0" if letter.isdecimal() else letter for letter in urlsplit(action).path)
