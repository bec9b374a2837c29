"""A person at a browser, for tests/soak/server/: over TLS, through nginx; PLACE names another way.

first PASSWORD      signs in with the first password, changes it, makes an account
signs-in PASSWORD   signs in, and no more
outside             asks what nobody outside may have, and the way to TLS
again               signs in and finds that account
more                makes a second account
gone                finds the first account and not the second
"""

from __future__ import annotations

import http
import http.cookiejar
import os
import re
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request

PLACE = os.environ.get("PLACE", "https://keng.example.vn")
CERTIFICATE = "/etc/keng/tls/fullchain.pem"
OWN = "kieng-ba-chan-nam-nam"
FIRST, SECOND = "nguoi.dau", "nguoi.sau"


class Visit:
    """One browser with its cookies."""

    def __init__(self) -> None:
        handlers: list[urllib.request.BaseHandler] = [
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        ]
        if PLACE.startswith("https:"):
            context = ssl.create_default_context()  # a maker whom the machine knows, or itself
            context.load_verify_locations(CERTIFICATE)
            handlers.append(urllib.request.HTTPSHandler(context=context))
        self.opener = urllib.request.build_opener(*handlers)

    def get(self, path: str) -> str:
        """A page."""
        with self.opener.open(f"{PLACE}{path}", timeout=60) as answer:
            return answer.read().decode()

    def status(self, path: str) -> int:
        """What a page answers, be it a refusal."""
        try:
            with self.opener.open(f"{PLACE}{path}", timeout=60) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code

    def post(self, path: str, **values: str) -> str:
        """A form of that page, sent with what it holds already."""
        page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, f"{path}: no form"
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **values}).encode()
        asked = urllib.request.Request(f"{PLACE}{path}", data, {"Referer": f"{PLACE}{path}"})
        with self.opener.open(asked, timeout=60) as answer:
            return answer.read().decode()

    def sign_in(self, password: str) -> None:
        """As the administrator."""
        page = self.post("/dang-nhap/", login="quantri", password=password)
        assert "/dang-xuat/" in page, "not signed in"

    def has(self, login: str) -> bool:
        """Whether the list of accounts names this one."""
        return login in self.get("/nguoi-dung/")

    def make(self, login: str) -> None:
        """A new account."""
        unit = "thành phố Hải Phòng"
        self.post("/nguoi-dung/them/", login=login, full_name="Người thử", unit=unit, role="clerk")
        assert self.has(login), f"{login} was not made"


def outside() -> None:
    """Not signed in, through nginx: TLS from the first step, no counts of the machine."""
    visit = Visit()
    with visit.opener.open(PLACE.replace("https:", "http:"), timeout=60) as answer:
        assert answer.url.startswith("https:"), answer.url
        assert "strict-transport-security" in answer.headers
    assert visit.status("/metrics") == http.HTTPStatus.FORBIDDEN


def main(what: str, *given: str) -> int:
    """One visit."""
    visit = Visit()
    if what == "outside":
        outside()
    elif what == "signs-in":
        visit.sign_in(*given)
    elif what == "first":
        (password,) = given
        visit.sign_in(password)
        visit.post(
            "/mat-khau/", full_name="Người quản trị", present=password, wanted=OWN, again=OWN
        )
        visit.make(FIRST)
    else:
        visit.sign_in(OWN)
        assert visit.has(FIRST), f"{FIRST} is gone"
    if what == "more":
        visit.make(SECOND)
    if what == "gone":
        assert not visit.has(SECOND), f"{SECOND} came back"
    print(f"visit {what}: fine")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
