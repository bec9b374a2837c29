"""A person at a browser, for tests/soak/server/: over TLS, through nginx; PLACE names another way.

first PASSWORD      signs in with the first password, changes it, makes an account
signs-in PASSWORD   signs in, and no more
outside             asks what nobody outside may have, and the way to TLS
again               signs in and finds that account
more                makes a second account
gone                finds the first account and not the second
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http
import http.cookiejar
import os
import pathlib
import re
import ssl
import struct
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

PLACE = os.environ.get("PLACE", "https://keng.example.vn")
CERTIFICATE = "/etc/keng/tls/fullchain.pem"
OWN = "kieng-ba-chan-nam-nam"
PHONE = pathlib.Path(os.environ.get("PHONE", "phone.txt"))
"""What the administrator's phone was given."""
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
        self.at = "/"
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

    def post(self, path: str, action: str = "", **values: str) -> str:
        """A form of that page, sent with what it holds already, to the page itself or `action`."""
        page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, f"{path}: no form"
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **values}).encode()
        to = f"{PLACE}{action or path}"
        asked = urllib.request.Request(to, data, {"Referer": f"{PLACE}{path}"})
        with self.opener.open(asked, timeout=60) as answer:
            self.at = urllib.parse.urlsplit(answer.url).path
            return answer.read().decode()

    def sign_in(self, password: str) -> None:
        """As the administrator."""
        page = self.post("/dang-nhap/", login="quantri", password=password)
        if PHONE.exists():
            page = self.post(self.at, code=code_now(PHONE.read_text(encoding="ascii")))
        assert "/dang-xuat/" in page, "not signed in"

    def set_up_phone(self) -> None:
        """The second step; a program from before decision 0385 does not ask for it."""
        page = self.post("/tai-khoan/bao-mat/", "/tai-khoan/bao-mat/cai/")
        secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
        assert secret, "no key for the phone"
        self.post("/tai-khoan/bao-mat/", "/tai-khoan/bao-mat/bat/", code=code_now(secret[1]))
        PHONE.write_text(secret[1], encoding="ascii")

    def has(self, login: str) -> bool:
        """Whether the list of accounts names this one."""
        return login in self.get("/nguoi-dung/")

    def make(self, login: str) -> None:
        """A new account."""
        unit = "thành phố Hải Phòng"
        self.post("/nguoi-dung/them/", login=login, full_name="Người thử", unit=unit, role="clerk")
        assert self.has(login), f"{login} was not made"


def code_now(secret: str) -> str:
    """What a phone shows that was given the secret, by RFC 6238; the next one, never one twice."""
    key = base64.b32decode(secret.replace(" ", ""))
    last = pathlib.Path(f"{PHONE}.last")
    before = int(last.read_text(encoding="ascii")) if last.exists() else 0
    while (count := int(time.time()) // 30) <= before:
        time.sleep(1)
    last.write_text(str(count), encoding="ascii")
    digest = hmac.new(key, struct.pack(">Q", count), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


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
        visit.set_up_phone()
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
