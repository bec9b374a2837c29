"""Headers, cookies behind TLS, and the door for files, as a browser meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from backup_cast import Machine, prepare
from keng.access import actions
from keng.api.authentication import SignedIn
from web_cast import NOW, PASSWORD, Office

_ASK = """
import django, json
django.setup()
from django.test import Client
told = {}
for name, extra in (("tls", {"headers": {"x-forwarded-proto": "https"}}), ("plain", {})):
    answer = Client(**extra).get("/dang-nhap/")
    told[name] = {
        "status": answer.status_code,
        "hsts": answer.headers.get("Strict-Transport-Security", ""),
        "cookies": {
            key: [bool(one["secure"]), one["samesite"]] for key, one in answer.cookies.items()
        },
    }
from django.conf import settings
told["session"] = [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY]
print(json.dumps(told))
"""


def asked(folder: Path, https: str) -> Any:
    prepare(Machine(folder))
    left = {name: value for name, value in os.environ.items() if not name.startswith("KENG_")}
    environment = left | {
        "KENG_DIR": str(folder),
        "KENG_HTTPS": https,
        "KENG_ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "keng.config.settings",
    }
    command = [sys.executable, "-c", _ASK]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_behind_tls_browsers_are_told_to_stay_and_cookies_are_secure(tmp_path: Path) -> None:
    told = asked(tmp_path, "1")

    assert told["tls"]["hsts"] == "max-age=31536000"
    assert told["tls"]["cookies"]["csrftoken"] == [True, "Lax"]
    assert told["session"] == [True, True]


def test_without_tls_nothing_pretends_to_have_it(tmp_path: Path) -> None:
    told = asked(tmp_path, "0")

    assert told["tls"]["hsts"] == told["plain"]["hsts"] == ""
    assert told["plain"]["cookies"]["csrftoken"] == [False, "Lax"]


def test_every_answer_carries_the_headers(office: Office) -> None:
    for answer in (Client().get("/dang-nhap/"), office.browser("clerk").get("/")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        policy = answer.headers["Content-Security-Policy"]
        for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"):
            assert part in policy
        assert "unsafe" not in policy


def sent(office: Office, path: str, field: str, content: bytes, login: str = "clerk") -> Any:
    file = SimpleUploadedFile("bao-cao.xlsx", content)
    return office.browser(login).post(path, {field: file})


@pytest.mark.parametrize(
    ("path", "field", "login"),
    [
        ("/nap-tep/", "workbook", "clerk"),
        ("/soat-van-ban/", "file", "clerk"),
        ("/doc-bao-cao/moi/", "reports", "clerk"),
        ("/don-vi/nap/", "workbook", "keeper"),
    ],
)
def test_a_program_gets_in_nowhere(path: str, field: str, login: str, office: Office) -> None:
    answer = sent(office, path, field, b"MZ\x90\x00 program", login)

    assert answer.status_code == 422
    assert "là một chương trình" in answer.content.decode()


def test_the_api_has_the_same_door(office: Office) -> None:
    file = SimpleUploadedFile("bao-cao.docx", b"\x7fELF")

    answer = office.browser("clerk").post("/api/v1/proofread", {"file": file})

    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "program"
    assert SignedIn.param_name == "sessionid"


def test_a_name_that_reads_backwards_arrives_as_it_is_written(office: Office) -> None:
    file = SimpleUploadedFile("anh-\u202egpj.docx", b"Ghi")

    answer = office.browser("clerk").post("/api/v1/proofread", {"file": file})

    assert answer.wsgi_request.FILES["file"].name == "anh-gpj.docx"


@pytest.mark.parametrize(("path", "kind"), [("/nap-tep/", "text/html"), ("/api/v1/x", "json")])
def test_too_much_is_refused_before_it_is_read(path: str, kind: str, office: Office) -> None:
    length = str(200 * 1024 * 1024)

    answer = office.browser("clerk").post(path, headers={"content-length": length})

    assert answer.status_code == 413
    assert kind in answer.headers["Content-Type"]
    assert "100 MB" in answer.content.decode("unicode_escape" if kind == "json" else "utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/dang-nhap/", "/ngon-ngu/", "/nap-tep/", "/api/v1/proofread"])
@pytest.mark.parametrize("token", ["", "Bearer keng_khong-co", "keng_khong-co"])
def test_of_somebody_who_has_not_signed_in_little_is_taken(path: str, token: str) -> None:
    file = SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 70_000)
    headers = {"Authorization": token} if token else {}

    assert Client().post(path, {"file": file}, headers=headers).status_code == 413
    assert Client().post("/dang-nhap/", {"login": "a", "password": "b"}).status_code == 422


def test_who_is_known_sends_much(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keng.api.clock.now", lambda: NOW)
    content = ("Báo cáo. " * 10_000).encode()
    clerk, at = office.actor("clerk"), NOW
    token = actions.make_token(
        "chương trình", "write", last_day=at.date(), password=PASSWORD, actor=clerk, at=at
    )

    by_token = Client().post(
        "/api/v1/proofread",
        {"file": SimpleUploadedFile("a.txt", content)},
        headers={"Authorization": f"Bearer {token}"},
    )

    assert sent(office, "/soat-van-ban/", "file", content).status_code == 200
    assert by_token.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "windows-1258"])
def test_a_form_in_another_encoding_is_refused_in_words(encoding: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={encoding}"
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post("/dang-nhap/", b"login=a&password=b", content_type=kind)

    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "not_utf8"
    plain = "application/x-www-form-urlencoded; charset=UTF-8"
    known = Client().post("/dang-nhap/", b"login=a&password=b", content_type=plain)
    assert known.status_code == 422
    assert "không đúng" in known.content.decode()


@pytest.mark.parametrize(
    ("referer", "links_back"),
    [
        ("http://testserver/dot/", 1),
        ("https://xa-la.vn/", 0),
        ("http://testserver.xa-la.vn/", 0),
        ("//xa-la.vn", 0),
        ("", 0),
    ],
)
def test_a_refusal_leads_back_to_pages_of_ours_only(
    referer: str, links_back: int, office: Office
) -> None:
    headers = {"Referer": referer} if referer else {}

    text = office.browser("clerk").get("/nguoi-dung/", headers=headers).content.decode()

    assert "Bạn không được phép" in text
    assert text.count("Quay lại</a>") == links_back
    assert "xa-la.vn" not in text


def test_with_a_scanner_that_is_away_no_file_is_taken(office: Office, settings: Any) -> None:
    settings.CLAMD = "unix:/khong/co/clamd.ctl"

    answer = sent(office, "/soat-van-ban/", "file", b"B\xc3\xa1o c\xc3\xa1o")

    assert answer.status_code == 422
    assert "không trả lời" in answer.content.decode()
