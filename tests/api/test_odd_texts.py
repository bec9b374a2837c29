"""Texts that attack: nothing of them is run, and what cannot be written is never saved."""

from __future__ import annotations

import html
import io
import json
from zipfile import ZipFile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from api.conftest import Caller, body_of, error_of
from intake.conftest import Desk
from keng.reporting.models import Figure

ATTACKS = (
    '=HYPERLINK("http://a.example","x")',
    "+84 1",
    "-2+3",
    "@SUM(A1)",
    "{{ 7*7 }} {% debug %}",
    "${7*7}",
    "</w:t></w:r><w:p/>",
    "]]><x/>&amp;&#0;",
    "MERGEFIELD x \\* MERGEFORMAT",
)
UNWRITABLE = ("\x00", "\x0b", "\x1b[31m", "\ud800", "\uffff")


def entered(clerk: Caller, desk: Desk, note: str) -> str:
    """Put a note on the first open cell; its key."""
    path = f"/submissions/{desk.submission}"
    shown = body_of(clerk.get(path))
    key = str(next(cell["cell"] for cell in shown["cells"] if not cell["withheld"]))
    answer = clerk.post(f"{path}/cells", [{"cell": key, "value": "1", "note": note}])
    assert answer.status_code == 200, answer.content
    return key


@pytest.mark.any_engine
@pytest.mark.parametrize("text", ATTACKS)
def test_a_note_comes_out_of_word_and_excel_as_it_was_typed(
    text: str, clerk: Caller, desk: Desk
) -> None:
    entered(clerk, desk, text)

    word = clerk.get(f"/submissions/{desk.submission}/docx").content
    excel = clerk.get("/workbooks/template", submission=desk.submission).content
    page = clerk.client.get(reverse("web:form", args=[desk.submission])).content.decode()

    with ZipFile(io.BytesIO(word)) as parts:
        written = parts.read("word/document.xml").decode()
    assert "fldSimple" not in written
    assert "instrText" not in written
    assert [
        cell.data_type
        for row in load_workbook(io.BytesIO(excel)).worksheets[0].iter_rows()
        for cell in row
        if cell.value == text
    ] == ["s"]
    assert html.escape(text) in page or text not in page


@pytest.mark.parametrize("text", UNWRITABLE)
def test_what_cannot_be_written_is_refused_and_nothing_is_saved(
    text: str, clerk: Caller, desk: Desk
) -> None:
    path = f"/submissions/{desk.submission}"
    key = body_of(clerk.get(path))["cells"][0]["cell"]

    told = error_of(clerk.post(f"{path}/cells", [{"cell": key, "value": "1", "note": text}]), 422)

    assert told["code"] == "unwritable_text"
    assert "ký tự điều khiển" in told["message"]
    assert not Figure.objects.exists()


def test_an_address_and_a_form_with_nul_are_refused(clerk: Caller) -> None:
    assert error_of(clerk.client.get("/api/v1/units?q=%00"), 422)["code"] == "unwritable_text"
    assert clerk.client.get("/tim/?q=a%00b").status_code in {404, 422}
    answer = clerk.client.post("/ngon-ngu/", {"language": "v\x00"})
    assert answer.status_code in {404, 422}


def test_a_character_written_as_two_escapes_is_one(clerk: Caller, desk: Desk) -> None:
    body = json.dumps("vui \U0001f600")  # as most programs send it
    assert "\\ud83d" in body

    key = entered(clerk, desk, "vui \U0001f600")

    assert Figure.objects.get(indicator=key).note == "vui \U0001f600"
