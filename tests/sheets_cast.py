"""The workbook of a self-assessment in the tests: downloaded, filled in, looked at, saved."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

ANSWER, POINTS, EXCEPTION, NOTE, SEEN = "F", "G", "H", "I", "J"


def downloaded(browser: Client, dossier: int) -> tuple[Workbook, dict[str, int]]:
    """The workbook and the row of each code."""
    answer = browser.get(f"/ho-so/{dossier}/tu-cham.xlsx")
    assert answer.status_code == 200
    book = load_workbook(BytesIO(answer.content))
    sheet = sheet_of(book)
    return book, {str(row[0].value): row[0].row for row in sheet.iter_rows() if row[0].value}


def sheet_of(book: Workbook) -> Worksheet:
    found = book.worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def looked(browser: Client, dossier: int, book: Workbook) -> HttpResponse:
    held = BytesIO()
    book.save(held)
    file = SimpleUploadedFile("tu-cham.xlsx", held.getvalue())
    return browser.post(f"/ho-so/{dossier}/tu-cham/xem/", {"file": file})


def filled(browser: Client, dossier: int, said: dict[str, str]) -> HttpResponse:
    """Look at a sheet in which "K1" is the answer to K1 and "K1 I" its note."""
    book, rows = downloaded(browser, dossier)
    for place, text in said.items():
        code, _blank, column = place.partition(" ")
        sheet_of(book)[f"{column or ANSWER}{rows[code]}"] = text
    return looked(browser, dossier, book)


def wrongs(answer: HttpResponse) -> dict[str, str]:
    """Cell to what is wrong with it; the name of the sheet stands before each cell."""
    found = {one.cell.rpartition(", ")[2]: one.message for one in answer.context["filled"].wrong}
    assert all(one.cell.startswith("Tự chấm 2024") for one in answer.context["filled"].wrong)
    return found


def saved(browser: Client, dossier: int, answer: HttpResponse) -> HttpResponse:
    token = answer.context["token"]
    return browser.post(f"/ho-so/{dossier}/tu-cham/luu/", {"token": token})
