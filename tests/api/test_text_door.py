"""Texts that nothing can hold do not slip past the door in another dress."""

from __future__ import annotations

import json

import pytest

from web_cast import Office, an_office


@pytest.fixture
def office(db: None) -> Office:
    """The small province of the screens."""
    del db
    return an_office()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"reason": "a\\u0000b"}', "text/plain"),
        (b'{"reason": "a\\u0000b"}', ""),
        (b'{"reason": "a\\u0000b"}', "application/x-www-form-urlencoded"),
        (b'{"reason": "a\\u0000b"}', "multipart/form-data; boundary=x"),
        (json.dumps({"reason": "a\x00b"}).encode("utf-16"), "application/json"),
        (json.dumps({"reason": "a\x00b"}).encode("utf-32"), "application/json"),
        ('{"reason": "a\uffffb"}'.encode(), "application/json"),
        (b'{"reason": "a\xed\xa0\x80b"}', "application/json"),
    ],
    ids=["text", "nothing", "form", "parts", "UTF-16", "UTF-32", "no-character", "half-a-pair"],
)
def test_an_unwritable_text_is_refused_however_it_comes(
    body: bytes, kind: str, office: Office
) -> None:
    path = f"/api/v1/submissions/{office.draft.pk}/return"

    answer = office.browser("officer").post(path, body, content_type=kind)

    assert answer.status_code in {400, 422}, answer.content
    assert answer.json()["error"]["code"] in {"unwritable_text", "bad_request"}


def test_a_body_nested_without_end_is_refused(office: Office) -> None:
    path = f"/api/v1/submissions/{office.draft.pk}/return"
    browser = office.browser("officer")
    browser.raise_request_exception = False

    deep = browser.post(path, b"[" * 100_000, content_type="application/json")
    escaped = browser.post(path, b'["\\u0000",' + b"[" * 100_000, content_type="application/json")

    assert {deep.status_code, escaped.status_code} <= {400, 422}
