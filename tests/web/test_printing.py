"""A form to print and sign, from its page and from the entry page."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from keng.documents import word
from keng.reporting import actions
from reporting_cast import cells
from web_cast import NOW, Office


def page(response: Any) -> str:
    return str(response.content.decode())


def test_both_pages_of_a_form_lead_to_its_word_file(office: Office) -> None:
    clerk = office.browser("clerk")
    place = f"/bieu/{office.draft.pk}/bieu-in.docx"

    assert place in page(clerk.get(f"/bieu/{office.draft.pk}/"))
    assert place in page(clerk.get(f"/bieu/{office.draft.pk}/nhap/"))


def test_the_word_file_holds_what_stands_in_the_form(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=2), actor=office.actor("clerk"), at=NOW)

    answer = office.browser("officer").get(f"/bieu/{office.draft.pk}/bieu-in.docx")

    assert answer["Content-Disposition"].startswith('attachment; filename="bieu-commune-')
    lines = word.paragraphs_of(answer.content)
    assert {"DỰ THẢO", "BIỂU COMMUNE", "Thủ trưởng đơn vị"} <= set(lines)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_clerk_of_another_unit_gets_no_file(office: Office, kind: str) -> None:
    answer = office.browser("other.clerk").get(f"/bieu/{office.draft.pk}/bieu-in.{kind}")

    assert answer.status_code == 403


def test_without_libreoffice_the_page_offers_no_pdf_and_says_why(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    clerk = office.browser("clerk")

    shown = page(clerk.get(f"/bieu/{office.draft.pk}/"))
    asked = clerk.get(f"/bieu/{office.draft.pk}/bieu-in.pdf")

    assert "bieu-in.pdf" not in shown
    assert "chưa cài LibreOffice" in shown
    assert asked.status_code >= 400
    assert "chưa cài LibreOffice" in page(asked)
