"""A file proofread through the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from api.conftest import Caller, body_of, error_of
from keng.jobs import files
from keng.proofing.proofreading import proofread
from keng.proofing.telling import as_json
from proof_cast import A_REPORT, CODES


def sent(caller: Caller, content: bytes, name: str = "bao-cao.txt") -> Any:
    return caller.client.post("/api/v1/proofread", {"file": SimpleUploadedFile(name, content)})


def test_the_findings_are_those_of_the_command(clerk: Caller) -> None:
    told = body_of(sent(clerk, A_REPORT.encode()))

    by_command = json.loads(as_json([("bao-cao.txt", proofread(A_REPORT.split("\n")))]))
    assert told == by_command
    assert [one["code"] for one in told["findings"]] == CODES
    assert told["findings"][0]["values"] == [14, 5, 6, 2]
    assert "0900000001" not in json.dumps(told)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "rong.txt", "file_empty"),
        (f"MẬT\n{A_REPORT}".encode(), "mat.txt", "secret_marked"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "anh.png", "takes_longer"),
    ],
)
def test_a_file_that_is_not_read_is_refused_and_not_kept(
    clerk: Caller, content: bytes, name: str, code: str
) -> None:
    error = error_of(sent(clerk, content, name), 422)

    assert error["code"] == code
    assert error["where"].startswith(name)
    assert files.folders() == []


def test_who_has_not_signed_in_is_refused(clerk: Caller) -> None:
    clerk.client.logout()

    assert error_of(sent(clerk, A_REPORT.encode()), 401)["code"] == "signed_out"
